"""The line above the map: which map, which ties, how deep, how large, and what to do with it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from kamdesk.core.words import Words
from kamdesk.relations.page.finding import FindLine
from kamdesk.relations.page.lens_menu import LensButton
from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.options import TIE_GROUPS
from kamdesk.widgets import buttons
from kamdesk.widgets.card import stacked
from kamdesk.widgets.tool_line import ToolLine


class MapTools(QWidget):
    """Emits `ties_changed`, `way_changed`, `rows_asked(int)` (0 for all), `map_asked(data)`, and one signal for each button."""

    ties_changed = Signal()
    way_changed = Signal()
    rows_asked = Signal(int)
    map_asked = Signal(object)
    added = Signal()
    export_asked = Signal()
    unringed = Signal()
    matrix_asked = Signal(bool)
    past_asked = Signal(bool)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.maps = QComboBox()
        self.maps.setObjectName("map.which")
        self.maps.setAccessibleName(words("Which map"))
        self.maps.setMinimumWidth(150)
        self.maps.setMaximumWidth(200)
        self.maps.activated.connect(self._ask_map)
        self.chips = {key: buttons.chip(words.translated(title), name=f"map.ties.{key}") for key, title, _kinds in TIE_GROUPS}
        self.way = buttons.chip(words("Way in"), name="map.way")
        self.way.setToolTip(words("Draws the warmest way from our people to the one who is chosen"))
        self.way.toggled.connect(self.way_changed)
        self.finder = FindLine(words)
        self.lens = LensButton(words)
        self.back = buttons.plain(words("Out of the rings"), "x", name="map.unring")
        self.back.hide()
        self.back.clicked.connect(self.unringed)
        self.lens.rows_asked.connect(self.rows_asked)
        export = buttons.tool("printer", words("Print or export"), name="map.export")
        add = buttons.plain(words("Add person"), "user-plus", name="map.add")
        add.setToolTip(buttons.with_key(words("Add to the map"), "Ctrl+N"))
        self.matrix = buttons.chip(words("Coverage matrix"), name="map.matrix")
        self.matrix.toggled.connect(self._show_matrix)
        self.past = buttons.tool("history", words("The map at an earlier day"), name="map.past", checkable=True)
        self.past.toggled.connect(self.past_asked)
        line = ToolLine()
        line.addWidget(self.maps)
        line.addWidget(self.matrix)
        for chip in self.chips.values():
            chip.toggled.connect(self.ties_changed)
            line.addWidget(chip)
        line.addWidget(self.way)
        line.addWidget(self.lens)
        line.addWidget(self.back)
        line.addStretch()
        for part in (self.finder, self.past, export, add):
            line.addWidget(part)
        self._of_map: tuple[QWidget, ...] = (
            *self.chips.values(), self.way, self.lens, self.finder, self.past, add,
        )  # fmt: skip
        self._line = line
        self.setLayout(stacked(line))
        export.clicked.connect(self.export_asked)
        add.clicked.connect(self.added)

    def ties(self) -> frozenset[TieKind]:
        """The kinds that are switched on for everybody."""
        return frozenset(kind for key, _title, kinds in TIE_GROUPS if self.chips[key].isChecked() for kind in kinds)

    def _show_matrix(self, on: bool) -> None:
        """What works on the drawn map only is out of the way while the matrix is shown."""
        for part in self._of_map:
            part.setVisible(not on)
        self.back.setVisible(False)
        QApplication.sendEvent(self._line, QEvent(QEvent.Type.LayoutRequest))  # a line of tools is laid out by hand
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
        self.updateGeometry()
        self.matrix_asked.emit(on)

    def show_maps(self, entries: list[tuple[str, object]], chosen: object) -> None:
        """(worded name, what `map_asked` says) of each map on offer; hidden while there is only one."""
        self.maps.blockSignals(True)
        self.maps.clear()
        for name, data in entries:
            self.maps.addItem(name, data)
            if data == chosen:
                self.maps.setCurrentIndex(self.maps.count() - 1)
        self.maps.blockSignals(False)
        self.maps.setVisible(len(entries) > 1)

    def show_rows(self, rows: int) -> None:
        """Ticks how deep the map is open; -1 where it is open here and there."""
        self.lens.show_rows(rows)

    def _ask_map(self) -> None:
        self.map_asked.emit(self.maps.currentData())
