"""The list itself: chips, filter box, conditions, grid, the bar for the rows chosen. A page says what it lists and opens rows."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from kamdesk.core import listing
from kamdesk.core.fields import Field
from kamdesk.core.filters import Condition, is_filter, read_filter, spelled
from kamdesk.core.list_sheet import group_title
from kamdesk.core.listing import Answer, Line, Wanted
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.views import Definition
from kamdesk.widgets import buttons
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.grid import Grid
from kamdesk.widgets.grid_model import Column, Heap, Heaps, Sort
from kamdesk.widgets.listing.chips import Chips
from kamdesk.widgets.listing.chosen_bar import ChosenBar
from kamdesk.widgets.listing.columns import all_columns, heading_cells, summed
from kamdesk.widgets.listing.columns_dialog import ColumnsDialog
from kamdesk.widgets.listing.conditions import ConditionBar, with_condition
from kamdesk.widgets.listing.kind import STAR, Deed, ListKind
from kamdesk.widgets.listing.many import Many
from kamdesk.widgets.listing.menus import column_menu, group_menu, row_menu
from kamdesk.widgets.listing.remembered import remember, remembered
from kamdesk.widgets.listing.views import Views
from kamdesk.widgets.print_job import PrintJob
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

ESCAPE = "\x1b"
_KEYS = {"*": "*", "\x7f": "Delete"}  # what is typed on the rows, and the shortcut by which a deed names it
LEAST_NAME = 140


class Listing(QWidget):
    """Emits `opened(UUID)` and `picked(UUID | None)` as its `grid` does.

    `grid` is the list, `base` the chip in front ("" for all), `conditions` what narrows it besides. Changes of the rep are kept on this
    computer (columns, order, groups) and, where asked, in the workspace as saved views.
    """

    opened = Signal(object)
    picked = Signal(object)

    def __init__(self, desk: Desk, kind: ListKind) -> None:
        super().__init__()
        self.desk, self.words, self.kind = desk, desk.words, kind
        self.figures = desk.contributed.columns(kind.table)
        self.narrowings = {each.key: each for each in desk.contributed.narrowings(kind.table)}
        self.presets = {each.key: each for each in kind.presets}
        self.columns = all_columns(kind, self.figures, self.words, desk.today())
        self.fields = {each.name: each for each in listing.list_fields(kind.table, self.figures)}
        self.shown: tuple[str, ...] = self._usual()
        self.base, self.group = "", ""
        self.view: UUID | None = None
        self.conditions: tuple[Condition, ...] = ()
        self.answer = Answer(())
        self._base_conditions: tuple[Condition, ...] = ()
        columns = [self.columns[key] for key in self.shown]
        self.grid = Grid(self.words, columns, self._ids, self._rows, several=True, row_height=kind.row_height)
        self.views = Views(desk, kind.key, self, self.definition)
        self.chips = Chips(self)
        self.many = Many(desk, kind, self)
        self.deeds = self.many.deeds()
        self.bar = ConditionBar(desk, lambda: list(self.fields.values()))
        self.chosen_bar = ChosenBar(self.words, self.deeds)
        self.hint = label("", "refusal", wrap=True, tone=Tone.CAUTION)
        self.hint.setObjectName("filter.hint")
        self.hint.hide()
        self.grid.is_narrowed = self._is_narrowed
        self._lay_out()
        self._connect()
        self._put_tools()
        self._restore()

    # what a page uses

    def reload(self) -> None:
        """Reads chips and rows anew; what is current and chosen stays."""
        self.views.reload()
        if self.view is not None and self.views.row(self.view) is None:
            self.view = None
        self.chips.fill()
        self.grid.reload()
        self._share_room()

    def narrow(self, key: str) -> None:
        """Narrows by a chip: "" for all, a preset, "tag:…", the key of a contributed narrowing."""
        if self.view is not None or not key:
            self._put(Definition(sort=self.grid.sort.key, descending=self.grid.sort.descending, columns=self.shown))
        self.view, self.base = None, key
        self._base_conditions = self._conditions_of(key)
        self._after_change()

    def _is_narrowed(self) -> bool:
        return bool(self.base or self.conditions)

    def _clear(self) -> None:
        """Everything again."""
        self.narrow("")

    def put_conditions(self, conditions: tuple[Condition, ...]) -> None:
        self.conditions = conditions
        self.bar.put(conditions)
        self._after_change()

    def show_view(self, view: UUID) -> None:
        """The list as a saved view says; a field that is known no longer is left out, with a word."""
        row = self.views.row(view)
        if row is None:
            return
        self.grid.filter.clear()
        self.view = view
        self._put(row.definition)
        self._after_change()

    def definition(self) -> Definition:
        """The list as it stands, to be kept as a view."""
        sort = self.grid.sort
        text = spelled(self.conditions, list(self.fields.values()))
        columns = self.shown if self.shown != self._usual() else ()
        return Definition(self.base, text, sort.key, sort.descending, self.group, columns)

    def wanted(self, sort: Sort | None = None, typed: str | None = None) -> Wanted:
        """What the list asks for. Raises what `read_filter` refuses where the filter box holds a condition."""
        sort = self.grid.sort if sort is None else sort
        typed = self.grid.filter.text().strip() if typed is None else typed
        conditions = (*self._base_conditions, *self.conditions)
        if is_filter(typed):
            conditions, typed = (*conditions, *read_filter(typed, list(self.fields.values()), self.desk.today())), ""
        narrowing = self.narrowings.get(self.base)
        among = self.desk.ask(narrowing.ask, self.desk.today()) if narrowing is not None else None
        return Wanted(typed, conditions, sort.key, sort.descending, self.group, summed(self.shown, self.fields), among)

    def targets(self) -> tuple[UUID, ...]:
        """The rows a deed is about: those chosen, else the current one."""
        current = self.grid.current()
        return self.grid.chosen() or ((current,) if current is not None else ())

    def print_job(self) -> PrintJob | None:
        """The list as shown, as a paper."""
        from kamdesk.widgets.listing.report import list_job

        return list_job(self) if self.answer.ids else None

    def base_in_words(self) -> str:
        return self.chips.title(self.base) if self.base else ""

    # building

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        place = self.grid.layout()
        assert isinstance(place, QVBoxLayout)
        place.insertWidget(1, self.bar)
        place.insertWidget(2, self.hint)
        place.insertWidget(3, self.chosen_bar)
        whole.addWidget(self.grid, 1)

    def _connect(self) -> None:
        grid, header = self.grid, self.grid.table.horizontalHeader()
        grid.opened.connect(self.opened)
        grid.picked.connect(self.picked)
        grid.pressed.connect(self._pressed)
        grid.chose.connect(self._chose)
        grid.typed.connect(self._typed)
        grid.table.keys = frozenset((*_KEYS, ESCAPE))
        grid.filter.returnPressed.connect(self._take_typed)
        grid.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.table.customContextMenuRequested.connect(self._row_menu)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._column_menu)
        header.setSectionsMovable(True)
        header.sectionMoved.connect(self._columns_dragged)
        self.bar.changed.connect(self.put_conditions)
        self.grid.cleared.connect(self._clear)
        self.chosen_bar.wanted.connect(self.run)
        self.chosen_bar.left.connect(self._choose_one)
        for deed in self.deeds:
            if deed.shortcut and deed.shortcut not in _KEYS.values():
                shortcut = QShortcut(QKeySequence(deed.shortcut), grid.table, context=Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(_Run(self, deed))

    def _put_tools(self) -> None:
        words, line = self.words, self.grid.tools
        tools = (
            ("list-filter", words(N_("Add a condition")), "Ctrl+Shift+F", "list.condition", self.bar.add),
            ("rows-3", words(N_("Group the list")), "Ctrl+Shift+G", "list.group", self._group_menu),
            ("columns-3", words(N_("Choose the columns")), "Ctrl+Shift+L", "list.columns", self.choose_columns),
            ("bookmark-plus", words(N_("Keep this list as a view")), "Ctrl+Shift+S", "list.view", self.keep_view),
        )
        for icon_name, tip, key, name, call in tools:
            button = buttons.tool(icon_name, tip, key, name=name)
            button.clicked.connect(call)
            line.addWidget(button)

    def add_tool(self, button: QWidget) -> None:
        """One more small button at the right of the filter line."""
        self.grid.tools.addWidget(button)

    def _restore(self) -> None:
        """Columns, order and groups as they were left here, and the view that was in front."""
        definition, view = remembered(self.kind.key)
        self.views.reload()
        row = self.views.row(view)
        if row is not None:
            self.view = row.id
        self._put(row.definition if row is not None else definition)
        self.chips.fill()

    def keep_view(self) -> None:
        """Ctrl+Shift+S: the list as it stands becomes a chip."""
        made = self.views.keep()
        if made is not None:
            self.view = made
            self.reload()
            self._remember()

    # what is wanted

    def _conditions_of(self, key: str) -> tuple[Condition, ...]:
        if key in self.presets:
            return self.presets[key].conditions(self.grid.current())
        if key.startswith("tag:"):
            from kamdesk.core.filters import Op

            return (Condition("tags", Op.IS, (key.removeprefix("tag:"),)),)
        return ()

    def _put(self, definition: Definition) -> None:
        """Takes over a definition without reading rows."""
        self.base, self.group = definition.base, definition.group if definition.group in self.fields else ""
        self._base_conditions = self._conditions_of(self.base)
        try:
            self.conditions = definition.conditions(list(self.fields.values()))
        except Refused as refused:
            self.conditions = ()
            self.desk.tell(self.desk.sentence(refused))
        self.bar.put(self.conditions)
        columns = tuple(key for key in definition.columns if key in self.columns) or self._usual()
        if columns != self.shown:
            self.shown = columns
            self.grid.put_columns([self.columns[key] for key in columns])
        self.grid.sort = Sort(definition.sort, definition.descending) if definition.sort in self.fields else Sort()

    def _after_change(self) -> None:
        self.grid.sort_by(self.grid.sort)
        self.chips.fill()
        if self.grid.current() is None:
            self.grid.select_first()
        self._share_room()
        self._remember()

    def _ids(self, sort: Sort, typed: str) -> "Sequence[UUID] | Heaps":
        try:
            wanted = self.wanted(sort, typed)
            self.hint.hide()
        except Refused as refused:  # still being typed, or mistyped: the list stays, the reason stands above it
            self.hint.setText(self.desk.sentence(refused))
            self.hint.show()
            wanted = self.wanted(sort, "")
        self.answer = self.desk.ask(listing.answer, self.kind.table, wanted, self.desk.today(), self.figures)
        if not self.group:
            return self.answer.ids
        return Heaps(tuple(self._heap(group) for group in self.answer.groups), self.answer.count)

    def _heap(self, group: listing.Group) -> Heap:
        title = self.words(N_("{title} ({n})"), title=group_title(group, self.words), n=f"{len(group.ids):,}")
        return Heap(str(group.value), title, group.ids, heading_cells(group.sums, self.fields, self.words))

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, Line]:
        names = (*self.shown, *self.kind.needs)
        figures = [column for column in self.figures if column.key in self.shown]
        return self.desk.ask(listing.lines, self.kind.table, ids, names, self.desk.today(), figures)

    def _take_typed(self) -> None:
        """Enter in the filter box: a condition typed there becomes a chip."""
        typed = self.grid.filter.text().strip()
        if not is_filter(typed):
            return
        try:
            found = read_filter(typed, list(self.fields.values()), self.desk.today())
        except Refused:
            self.grid.filter.setFocus()
            return
        conditions = self.conditions
        for condition in found:
            conditions = with_condition(conditions, condition)
        self.grid.filter.clear()
        self.put_conditions(conditions)

    # groups and columns

    def group_by(self, key: str) -> None:
        self.group = key
        self.grid.model.folded.clear()
        self._after_change()

    def _group_menu(self) -> None:
        button = self.findChild(QWidget, "list.group")
        group_menu(self).exec(button.mapToGlobal(QPoint(0, button.height())) if button is not None else self.mapToGlobal(QPoint(0, 0)))

    def groupable(self) -> tuple[Field, ...]:
        return listing.groupable(self.fields.values(), self.figures)

    def fold_all(self) -> None:
        self.grid.fold_all(shut=True)

    def unfold_all(self) -> None:
        self.grid.fold_all(shut=False)

    def choose_columns(self) -> None:
        """Ctrl+Shift+L."""
        offered = [(key, self.label_of(column)) for key, column in self.columns.items()]
        dialog = ColumnsDialog(self, self.words, offered, self.shown, self._usual())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.put_columns(dialog.keys())

    def put_columns(self, keys: Sequence[str]) -> None:
        """Shows these columns, in this order."""
        self.shown = tuple(key for key in keys if key in self.columns) or self._usual()
        self.grid.put_columns([self.columns[key] for key in self.shown])
        self.grid.reload()
        self._share_room()
        self._remember()

    def label_of(self, column: Column) -> str:
        return self.words.translated(self.fields[column.key].label) if column.key == STAR and STAR in self.fields else column.label

    def _columns_dragged(self) -> None:
        self.shown = tuple(key for key in self.grid.column_order() if key in self.columns)
        self._remember()

    def _column_menu(self, at: QPoint) -> None:
        header = self.grid.table.horizontalHeader()
        section = header.logicalIndexAt(at)
        if section >= 0:
            column_menu(self, self.grid.model.columns[section].key).exec(header.mapToGlobal(at))

    def sort_by(self, sort: Sort) -> None:
        self.grid.sort_by(sort)
        self._remember()

    def _usual(self) -> tuple[str, ...]:
        return tuple(key for key in self.kind.columns if key in self.columns) if self.kind.columns else tuple(self.columns)[:6]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Columns give way to names where there is too little room; what the rep chose to see stays."""
        hidden = self._without_room() if self.shown == self._usual() else set()
        for place, column in enumerate(self.grid.model.columns):
            self.grid.table.setColumnHidden(place, column.key in hidden)

    def _without_room(self) -> set[str]:
        """The columns that need more room than there is; of the others those that want most go until a name has its least width."""
        columns, room = self.grid.model.columns, self.grid.width()
        hidden = {column.key for column in columns if room < self.kind.room.get(column.key, 0)}
        widths = {column.key: LEAST_NAME if column.stretch else column.width for column in columns if column.key not in hidden}
        for key in sorted(self.kind.room, key=lambda key: -self.kind.room[key]):
            if sum(widths.values()) <= room:
                break
            if widths.pop(key, None) is not None:
                hidden.add(key)
        return hidden

    def _remember(self) -> None:
        remember(self.kind.key, self.definition(), self.view)

    # rows chosen

    def _pressed(self, key: str, row: UUID) -> None:
        if key == STAR:
            self.many.star((row,))

    def _typed(self, key: str) -> None:
        if key == ESCAPE:
            self._choose_one()
        for deed in self.deeds:
            if deed.shortcut and deed.shortcut == _KEYS.get(key) and self.targets():
                self.run(deed)

    def _chose(self) -> None:
        self.chosen_bar.show_count(len(self.grid.chosen()))

    def _choose_one(self) -> None:
        current = self.grid.current()
        self.grid.table.clearSelection()
        if current is not None:
            self.grid.choose((current,))

    def run(self, deed: Deed) -> None:
        """Does a deed with the rows chosen, where it fits so many."""
        rows = self.targets()
        if deed.fits(len(rows)):
            deed.run(rows)

    def _row_menu(self, at: QPoint) -> None:
        row_menu(self).exec(self.grid.table.viewport().mapToGlobal(at))


class _Run:
    def __init__(self, owner: Listing, deed: Deed) -> None:
        self._owner, self._deed = owner, deed

    def __call__(self) -> None:
        self._owner.run(self._deed)
