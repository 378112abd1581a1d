"""Which people of the map are asked for: a button whose menu holds the questions; it says so while one is asked."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from kamdesk.core.words import Words
from kamdesk.people.rules import Side
from kamdesk.relations.rules import Coverage, Layer, TieKind
from kamdesk.relations.rules.lens import Lens
from kamdesk.relations.rules.options import STANCES
from kamdesk.widgets.icons import icon
from kamdesk.widgets.tokens import Tone

_DEEPEST = 5


class LensButton(QToolButton):
    """Emits `looked()` when the lens changed, `rows_asked(int)` for how deep to open (0: everything); `lens` is what is asked for now."""

    looked = Signal()
    rows_asked = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.lens = words, Lens()
        self.setObjectName("map.lens")
        self.setIcon(icon("filter"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName(words("Who is shown"))
        self.setToolTip(words("Who is shown"))
        self._rows: dict[int, QAction] = {}
        self._actions: dict[tuple[str, object], QAction] = {}
        self.setMenu(self._built())

    def ask(self, name: str, value: object) -> None:
        """Asks a question, or no longer."""
        self.put(self.lens.toggled(name, value))

    def put(self, lens: Lens) -> None:
        """Looks through another lens; ticks and picture follow."""
        self.lens = lens
        for (name, value), action in self._actions.items():
            held = getattr(lens, name)
            action.setChecked(value in held if isinstance(held, frozenset) else bool(held))
        on = lens.narrows or lens.others or lens.centre is not None
        self.setIcon(icon("filter", Tone.ACCENT if on else Tone.MUTED))
        self.looked.emit()

    def _built(self) -> QMenu:
        words, menu = self.words, QMenu(self)
        menu.triggered.connect(self._picked)
        menu.setToolTipsVisible(True)
        self._switch(menu, "others", words("Our people and third parties"))
        self._switch(menu, "hide", words("Leave out instead of dimming"))
        menu.addSeparator()
        self._add_rows(menu.addMenu(words("Rows shown")))
        menu.addSeparator()
        layers: list[tuple[object, str]] = [(layer, words.translated(layer.label)) for layer in Layer]
        self._questions(menu, "layers", words("Layer"), [*layers, (None, words("Not known"))])
        signs = [(sign, words.translated(STANCES[sign] if sign != -1 else STANCES[-2])) for sign in (1, 0, -1, None)]
        self._questions(menu, "supports", words("Support"), list(signs))
        self._questions(menu, "coverages", words("Coverage"), [(each, words.translated(each.label)) for each in Coverage])
        self._questions(menu, "sides", words("Side"), [(each, words.translated(each.label)) for each in Side])
        self._questions(menu, "ties", words("With a tie of this kind"), [(kind, words.translated(kind.label)) for kind in TieKind])
        menu.addSeparator()
        clear = menu.addAction(words("Show everybody again"))
        clear.setObjectName("lens.clear")
        clear.triggered.connect(self._clear)
        return menu

    def show_rows(self, rows: int) -> None:
        """Ticks a depth; -1 for none of them."""
        for each, action in self._rows.items():
            action.setChecked(each == rows)

    def _add_rows(self, menu: QMenu) -> None:
        for rows in range(_DEEPEST + 1):
            action = menu.addAction(self.words("Down to row {n}", n=rows) if rows else self.words("All rows"))
            action.setCheckable(True)
            action.setObjectName(f"lens.rows.{rows}")
            action.setData(rows)
            self._rows[rows] = action

    def _questions(self, menu: QMenu, name: str, title: str, values: list[tuple[object, str]]) -> None:
        below = menu.addMenu(title)
        for value, text in values:
            action = below.addAction(text)
            action.setCheckable(True)
            action.setObjectName(f"lens.{name}.{getattr(value, 'value', value)}")
            action.setData((name, value))
            self._actions[name, value] = action

    def _switch(self, menu: QMenu, name: str, text: str) -> None:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setObjectName(f"lens.{name}")
        action.setData((name, True))
        self._actions[name, True] = action

    def _picked(self, action: QAction) -> None:
        held = action.data()
        if isinstance(held, int):
            self.show_rows(held)
            self.rows_asked.emit(held)
        elif isinstance(held, tuple):
            name, value = held
            on = action.isChecked()
            switched = {"others": replace(self.lens, others=on), "hide": replace(self.lens, hide=on)}
            self.put(switched[name] if name in switched else self.lens.toggled(name, value))

    def _clear(self) -> None:
        self.put(Lens())
