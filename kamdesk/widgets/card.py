"""Cards: the one kind of frame there is. A header card answers the page's question in words and figures; cards below give detail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kamdesk.core.fields import Field, Kind, shown
from kamdesk.core.figures import Figure as WordlessFigure
from kamdesk.core.words import Words
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.tokens import GAP, Tone

_Line = TypeVar("_Line", QVBoxLayout, QHBoxLayout)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that matters: its label above, its value large, its tone, and the reason or the full date in the tooltip."""

    label: str
    value: str
    tone: Tone = Tone.PLAIN
    tip: str = ""


class Card(QFrame):
    """A white frame with an optional heading and small actions at its right; put content in with `add`."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(10)
        self.top = QHBoxLayout()
        self.top.setSpacing(8)
        self.heading = label(heading, "section")
        self.top.addWidget(self.heading)
        self.top.addStretch(1)
        self.body.addLayout(self.top)
        self.heading.setVisible(bool(heading))

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        if isinstance(part, QLayout):
            self.body.addLayout(part, stretch)
        else:
            self.body.addWidget(part, stretch)

    def add_action(self, part: QWidget) -> None:
        """Something small at the right of the heading."""
        self.top.addWidget(part)

    def add_stretch(self) -> None:
        self.body.addStretch(1)

    def flush(self) -> "Card":
        """Content goes to the edge (grids, pictures)."""
        self.body.setContentsMargins(1, 1, 1, 1)
        self.top.setContentsMargins(15, 12, 12, 0)
        return self


class HeaderCard(QFrame):
    """Name, one grey line and badges at the left; the figures that matter at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.name = Elided("", "title")
        self.line = Elided("", "muted")
        self._badges = QHBoxLayout()
        self._badges.setSpacing(6)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(36)
        self._figures.setContentsMargins(0, 0, 0, 0)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.name)
        second = QHBoxLayout()
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(8)
        second.addLayout(self._badges)
        second.addWidget(self.line, 1)
        self._second = holder(second)
        words.addWidget(self._second)
        self._shown_figures = holder(self._figures)
        self._whole = QGridLayout(self)
        self._whole.setContentsMargins(20, 14, 20, 14)
        self._whole.setHorizontalSpacing(32)
        self._whole.setVerticalSpacing(10)
        self._whole.setColumnStretch(0, 1)
        self._whole.addLayout(words, 0, 0)
        self._whole.addLayout(self._actions, 0, 2)
        self._low = self._folded = False
        self._said: tuple[Figure, ...] = ()
        self._whole.addWidget(self._shown_figures, 0, 1)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for half a small screen: the figures then stand below the name."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), self._shown_figures.sizeHint().width() + 40, 640), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """New figures have their size only once Qt has shown and dressed them; it then asks for a new layout."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def fold(self, folded: bool) -> None:
        """One line: the name and its figures, for when what stands below needs the height. What finds no room there is left out."""
        if folded != self._folded:
            self._folded = folded
            self._second.setVisible(not folded)
            self._whole.setContentsMargins(20, 5 if folded else 14, 20, 5 if folded else 14)
            self._figures.setSpacing(22 if folded else 36)
            self.show_figures(self._said)

    def _arrange(self) -> None:
        """Figures beside the name where there is room for both, else below it; folded, as many as there is room for."""
        if self._folded:
            self._leave_out()
        name = max(240, self._badges.sizeHint().width() + 60)  # badges do not shrink: beside too many of them the figures would be cut
        beside_it = name + self._shown_figures.sizeHint().width() + self._actions.sizeHint().width() + 104
        low = not self._folded and self._figures.count() > 0 and self.width() < beside_it
        if low != self._low:
            self._low = low
            self._whole.removeWidget(self._shown_figures)
            if low:
                self._whole.addWidget(self._shown_figures, 1, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
            else:
                self._whole.addWidget(self._shown_figures, 0, 1)
            self.updateGeometry()

    def _leave_out(self) -> None:
        room = self.width() - 240 - self._actions.sizeHint().width() - 72
        for part in self._shown_figures.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            room -= part.sizeHint().width() + 22
            part.setVisible(room >= 0)

    def show_words(self, name: str, line: str = "", badges: Iterable[tuple[str, Tone]] = ()) -> None:
        self.name.say(name)
        self.line.say(line)
        clear(self._badges)
        for text, tone in badges:
            self._badges.addWidget(Badge(text, tone))

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """At most five; the value may be "—" where it is unknown."""
        self._said = tuple(figures)
        clear(self._figures)
        for figure in figures:
            self._figures.addWidget(_figure(figure, folded=self._folded))
        self._arrange()

    def add_action(self, part: QWidget) -> None:
        self._actions.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)


def _figure(figure: Figure, *, folded: bool) -> QWidget:
    made = QWidget()
    stack = QHBoxLayout(made) if folded else QVBoxLayout(made)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(6 if folded else 2)
    above, value = label(figure.label, "muted"), label(figure.value, "strong" if folded else "figure", tone=figure.tone)
    stack.addWidget(above)
    stack.addWidget(value)
    made.setToolTip(figure.tip)
    made.setAccessibleName(f"{figure.label}: {figure.value}")
    return made


def rule() -> QFrame:
    """A hairline between two groups."""
    made = QFrame()
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout, to fill it anew."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def stacked(*parts: QWidget | QLayout | None, spacing: int = GAP, margins: int = 0) -> QVBoxLayout:
    """Parts below each other; None stretches."""
    return _filled(QVBoxLayout(), parts, spacing, margins)


def beside(*parts: QWidget | QLayout | None, spacing: int = GAP, margins: int = 0) -> QHBoxLayout:
    """Parts beside each other; None stretches."""
    return _filled(QHBoxLayout(), parts, spacing, margins)


def holder(layout: QLayout) -> QWidget:
    """A widget around a layout."""
    made = QWidget()
    made.setProperty("role", "clear")
    made.setLayout(layout)
    return made


def scrolled(content: QWidget) -> QScrollArea:
    """Content that may be taller than the window; it never scrolls sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("role", "clear")
    area.setWidget(content)
    return area


def _filled(layout: _Line, parts: tuple[QWidget | QLayout | None, ...], spacing: int, margins: int) -> _Line:
    layout.setSpacing(spacing)
    layout.setContentsMargins(margins, margins, margins, margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout


def worded(figure: WordlessFigure, words: Words) -> Figure:
    """A figure that another subject contributed, said in the reader's language."""
    tone = Tone.MUTED if figure.tone.value == "unknown" else Tone(figure.tone.value)
    value = figure.value
    if figure.kind is Kind.MONEY:
        said = words.wan(value if isinstance(value, int) else None)
    elif figure.kind is Kind.TEXT:
        said = words.translated(str(value)) if value is not None else ""
    else:
        said = shown(Field(figure.label, figure.kind, unit=figure.unit), value, words)
    reason = words.filled(words.translated(figure.reason), figure.facts) if figure.reason else ""
    tip = reason or (words.money(value) if figure.kind is Kind.MONEY and isinstance(value, int) else "")
    return Figure(words.translated(figure.label), said or "—", tone, tip)
