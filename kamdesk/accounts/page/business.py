"""经营: an account's figures by year, drawn and filled in where they stand, and the projects it has decided on."""

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from kamdesk.accounts import actions, queries
from kamdesk.accounts.page.holding_card import Holding, HoldingCard, HoldingKind
from kamdesk.accounts.page.told_line import said
from kamdesk.accounts.rules.charts import signed, years_picture
from kamdesk.accounts.rules.holdings import Project
from kamdesk.accounts.rules.years import Year
from kamdesk.core.marking import N_
from kamdesk.widgets.card import Card, holder, scrolled, stacked
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.field_table import Deeds, Derived, FieldTable
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.still import StillPicture
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP, Tone

_FIRST = 5  # years back from the last whole one that a new line fills first
_ROW, _HEAD, _BAR = 38, 40, 14
_LONGEST = 400  # characters of a description on the card; the dialog has all of it
_WIDTHS = {"year": 76, "revenue": 124, "profit": 116, "investment": 116, "source": 124, "learned_on": 134, "confidence": 94}


class BusinessPanel(Panel):
    key, title = "business", N_("Business")
    group = "business"
    tables: ClassVar[frozenset[str]] = frozenset({"business_year", "key_project"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = self.words
        self._years: tuple[Year, ...] = ()
        self.chart = StillPicture()
        self.chart.setObjectName("years.chart")
        deeds = Deeds(self._save_year, self._add_year, self._erase_year, _stay)
        grown = Derived(words(N_("Growth")), self._growth, "revenue", 84)
        margin = Derived(words(N_("Margin")), self._margin, "profit", 84)
        self.years = FieldTable(desk, queries.YEAR_FIELDS, deeds, (grown, margin), _WIDTHS, short_money=True)
        self.years.up.hide()
        self.years.down.hide()
        self.years.table.verticalHeader().hide()
        self.years.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.years.add_button.setText(words(N_("Add year")))
        nothing = words(N_("No figures yet. Three years of revenue already show where an account is going."))
        self._nothing = label(nothing, "muted", wrap=True)
        card = Card(words(N_("Business by year")))
        card.add(self.chart)
        self._old = label("", "small", tone=Tone.CAUTION, wrap=True)
        self._old.setObjectName("years.old")
        card.add(self._old)
        card.add(self._nothing)
        card.add(self.years)
        self.projects = HoldingCard(desk, project_kind(desk))
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 6, 0)
        inner.setSpacing(GAP)
        inner.addWidget(card)
        inner.addWidget(self.projects)
        inner.addStretch(1)
        self._scroll = scrolled(holder(inner))
        self.setLayout(stacked(self._scroll))

    def show_item(self, item: UUID) -> None:
        if item != self.item:
            self._scroll.verticalScrollBar().setValue(0)
        super().show_item(item)

    def reload(self) -> None:
        assert self.item is not None
        today = self.desk.today()
        self._years = self.desk.ask(queries.years_of, self.item, today)
        self.chart.put(lambda width: years_picture(self._years, self.words, width), self._tips())
        self._nothing.setHidden(bool(self._years))
        self.years.put([(year.id, _values(year)) for year in reversed(self._years)])
        self._warn_of_old()
        self.years.table.setFixedHeight(_HEAD + _ROW * len(self._years) + _BAR)
        self.years.table.setVisible(bool(self._years))
        self.years.remove_button.setVisible(bool(self._years))
        self.projects.show_lines(self.item, [self._line(row) for row in self.desk.ask(queries.projects_of, self.item, today)])

    def new_item(self) -> None:
        self.years.add()

    def _warn_of_old(self) -> None:
        """The newest figures are told to be stale, with where they came from."""
        old = next((year for year in self._years if year.stale), None)
        self._old.setVisible(old is not None)
        if old is not None:
            sentence = N_("The figures of {year} ({told}) have expired. Is there something newer?")
            self._old.setText(self.words(sentence, year=old.year, told=said(old.told, self.words, self.desk)))

    def _line(self, row: Project) -> Holding:
        small = " · ".join(part for part in (row.period, said(row.told, self.words, self.desk)) if part)
        if row.stale:
            small = self.words(N_("{when} · expired"), when=small)
        figure = self.words.wan(row.amount) if row.amount is not None else ""
        tags = ((row.state, Tone.ACCENT),) if row.state else ()
        text = row.description if len(row.description) <= _LONGEST else row.description[:_LONGEST] + "…"
        parts = (("", text),) if text else ()
        return Holding(row.id, row.name, figure, tags, small, Tone.CAUTION if row.stale else Tone.MUTED, parts)

    def _save_year(self, row: UUID, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.save_business_year, row, values)

    def _add_year(self) -> UUID:
        """The last whole year first, then those before it, then this one and what comes."""
        there = {year.year for year in self._years}
        last = self.desk.today().year - 1
        wanted = [*range(last, last - _FIRST, -1), *range(last + 1, last + 20)]
        year = next(each for each in wanted if each not in there)
        values = {"account": self.item, "year": year, "learned_on": self.desk.today()}
        return self.desk.do(actions.save_business_year, None, values)

    def _erase_year(self, row: UUID) -> None:
        self.desk.do(actions.erase_business_year, row)

    def _growth(self, values: Mapping[str, object]) -> str:
        year = self._year(values)
        return signed(year.growth) if year is not None and year.growth is not None else "–"

    def _margin(self, values: Mapping[str, object]) -> str:
        year = self._year(values)
        return f"{year.margin}%".replace("-", "−") if year is not None and year.margin is not None else "–"

    def _year(self, values: Mapping[str, object]) -> Year | None:
        return next((year for year in self._years if year.year == values.get("year")), None)

    def _tips(self) -> dict[str, str]:
        """In full, with the source, over each bar."""
        found = {}
        for year in self._years:
            source = said(year.told, self.words, self.desk)
            for name in ("revenue", "profit", "investment"):
                value = getattr(year, name)
                if value is not None:
                    found[f"{name}.{year.year}"] = f"{year.year}: {self.words.money(value)}\n{source}".strip()
        return found


def project_kind(desk: Desk) -> HoldingKind:
    words = desk.words
    return HoldingKind(
        "key_project", queries.PROJECT_FIELDS, actions.save_key_project, actions.erase_key_project,
        words(N_("Its key projects")), words(N_("New key project")), words(N_("Change key project")),
        words(N_("Where will its money go? Projects it has decided on or plans stand here.")),
    )  # fmt: skip


def _values(year: Year) -> dict[str, object]:
    return {
        "year": year.year, "revenue": year.revenue, "profit": year.profit, "investment": year.investment,
        "source": year.told.source, "learned_on": year.told.learned_on, "confidence": year.told.confidence,
    }  # fmt: skip


def _stay(_row: UUID, _place: int) -> None:
    """Years stand in their order; there is nothing to move."""
