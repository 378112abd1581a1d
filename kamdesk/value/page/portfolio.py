"""All accounts on the matrix: where our time should go, drawn and listed side by side."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox

from kamdesk.accounts.rules import Ownership
from kamdesk.core.figures import FigureColumn
from kamdesk.core.marking import N_
from kamdesk.value import document, queries
from kamdesk.value.page.row_words import RowWords
from kamdesk.value.page.worded import sentence
from kamdesk.value.rules.matrix import DARK, LIGHT, matrix_picture, numbered_in
from kamdesk.value.rules.portfolio import PortfolioRow, Wanted, counts, dots, ordered
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.grid import Column, Grid, Sort
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.page import Page, splitter
from kamdesk.widgets.picture import PictureView
from kamdesk.widgets.print_job import Finished, Paper, PrintJob, PrintOptions
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import tokens
from kamdesk.widgets.tool_line import ToolLine

LIST_LEAST = 340
REVENUE = "revenue"
# A column is left out where the list has less room than this; hovering over a row says it all the same.
_NEEDED_ROOM = {"known": 400, "attractiveness": 350, "position": 350}
_POINT = 1.25  # pixels to a point of the picture, so that its small words read on a screen


class PortfolioPage(Page):
    """Which accounts deserve our time?"""

    key, title, icon = "portfolio", N_("Portfolio"), "layout-grid"
    tables = frozenset({"account", "criterion", "assessment", "score", "opportunity"})
    help = N_(
        "Every account by its attractiveness and our position, in four cells. A click or the arrow keys choose a bubble, Enter or a double "
        "click opens the account; the list beside says what is not yet placed and why. Ctrl+P prints the sheet."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = self.words
        self._rows: tuple[PortfolioRow, ...] = ()
        self._by_id: dict[UUID, PortfolioRow] = {}
        self._numbers: dict[UUID, int] = {}
        self._sizes: Mapping[UUID, int] = {}
        self._numbered = False
        self._columns = {each.key: each for each in desk.contributed.columns("account") if each.number}
        self.headline = label("", "title", wrap=True)
        self.headline.setObjectName("portfolio.headline")
        self.content.addWidget(self.headline)
        self.tools = self._tool_line()
        self.content.addWidget(self.tools)
        self.view = PictureView()
        self.view.setObjectName("portfolio.matrix")
        self.view.setMinimumSize(280, 220)
        self.view.picked.connect(self._picked)
        self.view.opened.connect(self._opened)
        self.legend = label("", "small", wrap=True)
        drawn = Card()
        drawn.add(self.view, 1)
        drawn.add(self.legend)
        self.grid = Grid(words, self._grid_columns(), self._ids, self._grid_rows)
        self.grid.opened.connect(self._open)
        self.grid.picked.connect(self._mark)
        self.grid.put_empty(EmptyState("layout-grid", words(N_("No account answers these filters."))))
        listed = Card()
        listed.add(self.grid, 1)
        nothing = words(N_("No account has been assessed yet. Open one and score what you know of it."))
        empty = EmptyState("layout-grid", nothing, words(N_("To the accounts")))
        empty.started.connect(self._to_accounts)
        self.stack = FittingStack()
        listed.setMinimumWidth(LIST_LEAST)
        both = splitter(drawn, listed, stretches=(11, 9))
        both.setSizes([600, 500] if words.chinese else [520, 590])
        self.stack.addWidget(both)
        self.stack.addWidget(empty)
        self.content.addWidget(self.stack, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(80)
        self._soon.timeout.connect(self._draw)

    def reload(self) -> None:
        self._all = self.desk.ask(queries.portfolio, self.desk.today())
        begun = any(row.assessed_on is not None for row in self._all)
        self.stack.setCurrentIndex(0 if begun else 1)
        self.tools.setVisible(begun)
        self._fill_filters()
        self._narrow()

    def filter_items(self) -> None:
        self.grid.focus_filter()

    def print_items(self) -> PrintJob | None:
        size = self._size()
        column, what = self._columns.get(size), self._size_label(size)

        def make(job: Job, options: PrintOptions) -> Finished:
            if column is None:
                rows = job.ask(queries.portfolio, options.today)
                sizes = {row.account: row.revenue for row in rows if row.revenue is not None}
            else:
                rows = job.ask(queries.portfolio, options.today)
                sizes = _amounts(job.ask(column.ask, [row.account for row in rows if row.cell is not None], options.today))
            return document.portfolio_paper(job.ask(queries.portfolio_sheet, options.today, sizes, what), options.words, options.today)

        title = self.words(N_("Portfolio of accounts"))
        return PrintJob((Paper(title, f"{title} {self.words.day(self.desk.today())}", make, maskable=False),))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    # parts

    def _tool_line(self) -> ToolLine:
        words = self.words
        line = ToolLine()
        self.ownership = self._choice("ownership")
        self.region = self._choice("region")
        self.tag = self._choice("tag")
        self.bubbles = self._choice("size")
        self.bubbles.setAccessibleName(words(N_("Size of the bubbles")))
        for key in (*self._columns, REVENUE):
            self.bubbles.addItem(words(N_("Bubbles: {what}"), what=words.translated(self._size_label(key))), key)
        for part in (self.ownership, self.region, self.tag, self.bubbles):
            part.activated.connect(self._narrow)
            line.addWidget(part)
        line.addStretch()
        printed = buttons.plain(words("Print…"), "printer", name="portfolio.print")
        printed.clicked.connect(self._print)
        line.addWidget(printed)
        return line

    def _choice(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setObjectName(f"portfolio.{name}")
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        made.setMaxVisibleItems(20)
        return made

    def _grid_columns(self, numbered: bool = False) -> tuple[Column, ...]:
        words, said = self.words, RowWords(self.words, self._number, self._tip)
        number = Column("number", words(N_("No.")), said.number, 44, number=True, sortable=False, tone=said.muted)
        return (
            *((number,) if numbered else ()),
            Column("name", words(N_("Account")), said.name, 150, strong=True, stretch=True),
            Column("cell", words(N_("Value cell")), said.cell, 88 if words.chinese else 100, tone=said.tone, tip=said.why),
            Column("attractiveness", words(N_("Attractiveness")), said.attractiveness, 72 if words.chinese else 122, number=True),
            Column("position", words(N_("Our position")), said.position, 80 if words.chinese else 110, number=True),
            Column("known", words(N_("Known")), said.known, 64 if words.chinese else 78, number=True, tip=said.unknown),
        )

    # filling

    def _fill_filters(self) -> None:
        words = self.words
        owned = [each for each in Ownership if any(row.ownership is each for row in self._all)]
        _refill(self.ownership, words(N_("All kinds of ownership")), [(words.translated(each.label), each.value) for each in owned])
        regions = sorted({row.region for row in self._all if row.region})
        _refill(self.region, words(N_("All regions")), [(each, each) for each in regions])
        tags = sorted({tag for row in self._all for tag in row.tags})
        _refill(self.tag, words(N_("All tags")), [(each, each) for each in tags])

    def _narrow(self) -> None:
        owned = self.ownership.currentData()
        wanted = Wanted(Ownership(owned) if owned else None, self.region.currentData() or "", self.tag.currentData() or "")  # type: ignore[call-arg]
        self._rows = ordered(self._all, wanted)
        self._by_id = {row.account: row for row in self._rows}
        self._numbers = {row.account: number for number, row in enumerate(self._rows, 1)}
        self._sizes = self._measured()
        self.headline.setText(self._answer())
        self.grid.reload()
        self._draw()

    def _measured(self) -> Mapping[UUID, int]:
        column = self._columns.get(self._size())
        if column is None:
            return {row.account: row.revenue for row in self._rows if row.revenue is not None}
        return _amounts(self.desk.ask(column.ask, [row.account for row in self._rows if row.cell is not None], self.desk.today()))

    def _draw(self) -> None:
        """The picture is laid out for the room there is, so that its words keep their size."""
        room = self.view.viewport().size()
        if room.width() < 50 or not self.isVisible():
            return
        width, height = max(220.0, (room.width() - 34) / _POINT), max(170.0, (room.height() - 34) / _POINT)
        found = dots(self._rows, self._sizes)
        numbered = numbered_in(len(found), width, height)
        self._share_room(numbered)
        looks = DARK if tokens().dark else LIGHT
        self.view.show_picture(matrix_picture(found, self.words, width, height, numbered=numbered, looks=looks), own_colours=True)
        self.view.set_tips({dot.account.hex: self._tip(self._by_id[dot.account]) for dot in found})
        self.view.fit()
        self.legend.setText(self._legend(numbered))

    def _share_room(self, numbered: bool) -> None:
        """Numbers stand in the list where they stand on the matrix; in a narrow list names come before figures."""
        if numbered != self._numbered:
            self._numbered = numbered
            self.grid.put_columns(self._grid_columns(numbered))
        for place, column in enumerate(self.grid.model.columns):
            self.grid.table.setColumnHidden(place, self.grid.width() < _NEEDED_ROOM.get(column.key, 0))

    def _answer(self) -> str:
        words, many = self.words, counts(self._rows)
        if not any(row.assessed_on for row in self._all):
            return words(N_("Which accounts deserve our time?"))
        placed = [words(N_("{cell} {n}"), cell=words.translated(cell.label), n=n) for cell, n in many.items() if cell is not None and n]
        rest = [words(N_("not yet placed {n}"), n=many[None])] if many[None] else []
        return (" · ").join((*placed, *rest)) or words(N_("No account answers these filters."))

    def _legend(self, numbered: bool) -> str:
        words = self.words
        said = [words(N_("Bubbles: {what}"), what=words.translated(self._size_label(self._size())))]
        if any(row.before is not None for row in self._rows):
            said.append(words(N_("Arrows: moved since last quarter")))
        if numbered:
            said.append(words(N_("Numbers as in the list")))
        return " · ".join(said)

    def _tip(self, row: PortfolioRow) -> str:
        words, found = self.words, row.standing
        lines = [
            row.name,
            sentence(found, words),
        ]
        if row.account in self._sizes:
            lines.append(f"{words.translated(self._size_label(self._size()))} {words.wan(self._sizes[row.account])}")
        change = document.moved(row.before, found, words)
        return "\n".join([*lines, *([words(N_("Since last quarter: {change}"), change=change)] if change else [])])

    def _ids(self, sort: Sort, typed: str) -> Sequence[UUID]:
        rows = [row for row in self._rows if typed.strip().casefold() in f"{row.name} {row.short}".casefold()]
        keys = {
            "name": lambda row: row.short,
            "cell": lambda row: self._numbers[row.account],
            "attractiveness": lambda row: row.standing.attractiveness.score or -1,
            "position": lambda row: row.standing.position.score or -1,
            "known": lambda row: row.standing.percent,
        }
        if sort.key in keys:
            rows.sort(key=keys[sort.key], reverse=sort.descending)
        return [row.account for row in rows]

    def _grid_rows(self, ids: Sequence[UUID]) -> Mapping[UUID, PortfolioRow]:
        return {each: self._by_id[each] for each in ids if each in self._by_id}

    def _size(self) -> str:
        return str(self.bubbles.currentData())

    def _size_label(self, key: str) -> str:
        column = self._columns.get(key)
        return column.label if isinstance(column, FigureColumn) else N_("Annual revenue")

    def _number(self, row: PortfolioRow) -> str:
        return str(self._numbers.get(row.account, ""))

    # deeds

    def _picked(self, key: str) -> None:
        if key and self.grid.current() != UUID(hex=key):
            self.grid.select(UUID(hex=key))

    def _mark(self, account: UUID | None) -> None:
        row = self._by_id.get(account) if account is not None else None
        self.view.choose(account.hex if account is not None and row is not None and row.cell is not None else "")

    def _opened(self, key: str) -> None:
        self._open(UUID(hex=key))

    def _open(self, account: UUID) -> None:
        self.desk.open(Address("accounts", account, "value"))

    def _to_accounts(self) -> None:
        self.desk.open(Address("accounts"))

    def _print(self) -> None:
        self.desk.asked_for.emit("print")


def _refill(box: QComboBox, every: str, items: Sequence[tuple[str, str]]) -> None:
    """What was chosen stays chosen where it is still there."""
    before = box.currentData()
    box.clear()
    box.addItem(every, "")
    for text, value in items:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(before)))
    box.setVisible(bool(items))


def _amounts(figures: Mapping[UUID, object]) -> dict[UUID, int]:
    found = {account: getattr(figure, "value", None) for account, figure in figures.items()}
    return {account: value for account, value in found.items() if isinstance(value, int) and value > 0}
