"""What a list shows: all numbers in order, rows in pages of 200 when they are looked at, and the headings of its groups."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from kamdesk.widgets.theme import font, tokens
from kamdesk.widgets.tokens import BODY, Tone

PAGE = 200
PAGES_KEPT = 40
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `show(row)` gives its words; numbers stand right in tabular figures.

    A column is as wide as what is in it, but asks for no more than twice its `width` (thrice where it stretches).
    `tone(row)` colours the word (which must say the same by itself), `tip(row)` gives the whole story, `sortable` says whether
    `ids` knows how to order by `key`. A click into a column that can be `pressed` does something at once (the star of a favourite).
    """

    key: str
    label: str
    show: Callable[[Any], str]
    width: int = 120
    number: bool = False
    strong: bool = False
    stretch: bool = False
    sortable: bool = True
    tone: Callable[[Any], Tone] | None = None
    tip: Callable[[Any], str] | None = None
    pressed: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """Which column orders the list; key "" is the list's own order."""

    key: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Heap:
    """One group of a list: its heading in words, its rows, and what stands in the heading's columns (sums), by column key."""

    key: str
    title: str
    ids: Sequence[UUID]
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heaps:
    """A list in groups; `count` is how many rows there are, a row of several groups counted once."""

    heaps: tuple[Heap, ...]
    count: int


Ids = Callable[[Sort, str], "Sequence[UUID] | Heaps"]
Rows = Callable[[Sequence[UUID]], Mapping[UUID, Any] | Sequence[Any]]  # a sequence of rows that have an `id`


class GridModel(QAbstractTableModel):
    """The numbers in order (None where the heading of a group stands), and the pages of rows looked at last."""

    def __init__(self, columns: Sequence[Column], rows: Rows) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows = rows
        self.ids: Sequence[Any] = ()
        self.heads: dict[int, Heap] = {}
        self.folded: set[str] = set()
        self._heaps: tuple[Heap, ...] = ()
        self._pages: OrderedDict[int, Mapping[UUID, Any]] = OrderedDict()
        self._strong = font(BODY, strong=True)
        self._tabular = font(BODY, tabular=True)
        self._heading = font(BODY, strong=True, tabular=True)

    def put(self, ids: "Sequence[UUID] | Heaps") -> None:
        self.beginResetModel()
        self._heaps = ids.heaps if isinstance(ids, Heaps) else ()
        self.heads.clear()
        self.ids = self._laid_out() if isinstance(ids, Heaps) else ids
        self._pages.clear()
        self.endResetModel()

    def put_columns(self, columns: Sequence[Column]) -> None:
        self.beginResetModel()
        self.columns = tuple(columns)
        self._pages.clear()
        self.endResetModel()

    def fold(self, key: str, *, shut: bool) -> None:
        """Shuts or opens a group; what is in it keeps its place."""
        self.beginResetModel()
        (self.folded.add if shut else self.folded.discard)(key)
        self.heads.clear()
        self.ids = self._laid_out()
        self._pages.clear()
        self.endResetModel()

    def fold_all(self, *, shut: bool) -> None:
        self.folded = {heap.key for heap in self._heaps} if shut else set()
        self.fold("", shut=False)

    def forget(self) -> None:
        """The rows are read anew; their numbers and order stay."""
        self._pages.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))

    def _laid_out(self) -> list[Any]:
        found: list[Any] = []
        for heap in self._heaps:
            self.heads[len(found)] = heap
            found.append(None)
            if heap.key not in self.folded:
                found.extend(heap.ids)
        return found

    def row(self, number: int) -> Any:
        """The row at a place, None where it was erased since the numbers were read, and for the heading of a group."""
        if self.ids[number] is None:
            return None
        page = number // PAGE
        if page not in self._pages:
            self._pages[page] = {}  # a page that fails once fails once, not at every repaint
            part = self.ids[page * PAGE : (page + 1) * PAGE]
            rows = self._rows([each for each in part if each is not None] if self.heads else part)
            self._pages[page] = rows if isinstance(rows, Mapping) else {row.id: row for row in rows}
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return self._pages[page].get(self.ids[number])

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if self.heads and index.row() in self.heads:
            return self._of_heading(self.heads[index.row()], index.column(), role)
        match role:
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
                return int((Qt.AlignmentFlag.AlignHCenter if column.pressed else side) | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.FontRole:
                return self._strong if column.strong else self._tabular if column.number else None
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                row = self.row(index.row())
                return column.show(row) if row is not None else ""
            case Qt.ItemDataRole.ForegroundRole if column.tone is not None:
                row = self.row(index.row())
                return QColor(tokens().of(column.tone(row))) if row is not None else None
            case Qt.ItemDataRole.ToolTipRole:
                row = self.row(index.row())
                return None if row is None else column.tip(row) if column.tip else column.show(row)
        return None

    def _of_heading(self, heap: Heap, place: int, role: int) -> Any:
        column = self.columns[place]
        match role:
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.FontRole:
                return self._heading
            case Qt.ItemDataRole.BackgroundRole:
                return QColor(tokens().hover)
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                if place == self.title_column:
                    return f"{'▸' if heap.key in self.folded else '▾'} {heap.title}"
                return heap.cells.get(column.key, "")
        return None

    @property
    def title_column(self) -> int:
        """Where the heading of a group stands: in the column that has the most room, else the first with words."""
        words = [place for place, column in enumerate(self.columns) if not column.pressed and not column.number]
        stretching = [place for place in words if self.columns[place].stretch]
        return (stretching or words or [0])[0]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            column = self.columns[section]
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return int((Qt.AlignmentFlag.AlignHCenter if column.pressed else side) | Qt.AlignmentFlag.AlignVCenter)
        return None
