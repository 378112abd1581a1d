"""Nearer, all, farther: three small buttons in the upper right corner of the map itself."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QVBoxLayout

from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.picture import PictureView
from kamdesk.widgets.theme import tokens

_STEP = 1.25
_EDGE = 10


class ZoomStrip(QFrame):
    """Stays in its corner whatever the size of the view."""

    def __init__(self, words: Words, view: PictureView) -> None:
        super().__init__(view)
        self._view = view
        self.setObjectName("map.zoom")
        worn = tokens()
        self.setStyleSheet(f"QFrame {{ background: {worn.card}; border: 1px solid {worn.line}; border-radius: 8px; }}")
        nearer = buttons.tool("zoom-in", words("Zoom in"), name="map.nearer")
        fit = buttons.tool("maximize", words("Show all"), name="map.fit")
        farther = buttons.tool("zoom-out", words("Zoom out"), name="map.farther")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(3, 3, 3, 3)
        stack.setSpacing(2)
        for button, key in ((nearer, "+"), (fit, "0"), (farther, "-")):
            button.setToolTip(buttons.with_key(button.toolTip(), key))  # the keys work while the map has the focus
            button.setStyleSheet("border: none;")
            stack.addWidget(button)
        nearer.clicked.connect(self._nearer)
        fit.clicked.connect(view.fit)
        farther.clicked.connect(self._farther)
        view.installEventFilter(self)
        self._stand()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._stand()
        return False

    def _stand(self) -> None:
        self.adjustSize()
        self.move(self._view.width() - self.width() - _EDGE, _EDGE)
        self.raise_()

    def _nearer(self) -> None:
        self._view.zoom(_STEP)

    def _farther(self) -> None:
        self._view.zoom(1 / _STEP)
