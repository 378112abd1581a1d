"""A list of steps with ticks, and a ring that says how ready one is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kamdesk.widgets.icons import pixmap
from kamdesk.widgets.text import Elided
from kamdesk.widgets.theme import font, tokens


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title is worded already, `hint` is the grey line under it."""

    key: str
    title: str
    done: bool = False
    hint: str = ""


class Ring(QWidget):
    """`done` of `whole` as a ring with the figures inside; green once all is done."""

    def __init__(self, size: int = 64, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._done, self._whole = size, 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def put(self, done: int, whole: int) -> None:
        self._done, self._whole = done, whole
        self.setAccessibleName(f"{done} / {whole}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        thick = max(3.0, self._size / 11)
        room = QRectF(thick / 2 + 1, thick / 2 + 1, self._size - thick - 2, self._size - thick - 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(worn.line), thick))
        painter.drawEllipse(room)
        if self._whole and self._done:
            ink = worn.good if self._done >= self._whole else worn.accent
            painter.setPen(QPen(QColor(ink), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(room, 90 * 16, -round(360 * 16 * min(1.0, self._done / self._whole)))
        painter.setPen(QColor(worn.text))
        painter.setFont(font(max(10, round(self._size * 0.23)), strong=True, tabular=True))
        painter.drawText(QRectF(self.rect()), int(Qt.AlignmentFlag.AlignCenter), f"{self._done}/{self._whole}")
        painter.end()


class Stepper(QWidget):
    """Steps below each other; emits `chosen(key)` when one is clicked or reached by ↑ and ↓."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _StepButton] = {}

    def put(self, steps: Sequence[Step]) -> None:
        """Shows the steps; the chosen one stays chosen."""
        if [step.key for step in steps] != list(self._buttons):
            self._build(steps)
        for step in steps:
            self._buttons[step.key].put(step)

    def minimumSizeHint(self) -> QSize:
        """Steps are never squeezed over each other: the style sheet gives a button a least height of its own, which Qt prefers to ours."""
        return QSize(super().minimumSizeHint().width(), self._layout.sizeHint().height())

    def choose(self, key: str) -> None:
        self._buttons[key].setChecked(True)
        self.chosen.emit(key)

    @property
    def key(self) -> str:
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def _build(self, steps: Sequence[Step]) -> None:
        for old in self._buttons.values():
            self._group.removeButton(old)
            old.setParent(None)
            old.deleteLater()
        self._buttons.clear()
        for number, step in enumerate(steps, 1):
            button = self._buttons[step.key] = _StepButton(number, step.key)
            button.picked.connect(self.chosen)
            self._group.addButton(button)
            self._layout.addWidget(button)
        if steps:
            self._buttons[steps[0].key].setChecked(True)


class _StepButton(QPushButton):
    picked = Signal(str)

    def __init__(self, number: int, key: str) -> None:
        super().__init__()
        self._number, self._key = number, key
        self.setObjectName(f"step.{key}")
        self.setProperty("role", "step")
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sign = QLabel()
        self._sign.setFixedSize(22, 22)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = Elided("")
        self._hint = Elided("", "small")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._hint)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(10, 7, 10, 7)
        line.setSpacing(10)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        for part in (self._sign, self._title, self._hint):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._pick)

    def put(self, step: Step) -> None:
        self._title.say(step.title)
        self._hint.say(step.hint)
        self._hint.setVisible(bool(step.hint))
        self.setAccessibleName(f"{step.title} {'✓' if step.done else ''}".strip())
        if step.done:
            self._sign.setPixmap(pixmap("circle-check", 20, tokens().good))
        else:
            self._sign.setText(str(self._number))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._line.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._line.minimumSize()

    def _pick(self) -> None:
        self.picked.emit(self._key)
