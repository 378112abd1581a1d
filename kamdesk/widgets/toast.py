"""A short sentence that passes by itself, with the one thing one may want to do about it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kamdesk.widgets import buttons
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import tokens

SECONDS = 6


class Toast(QFrame):
    """Lies at the bottom middle of `over`; emits `acted` when its button is clicked."""

    acted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("toast")
        self._over = over
        self.words = label("")
        self.words.setMaximumWidth(520)
        self.words.setWordWrap(False)
        self.button = buttons.link("", name="toast.act")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 9, 12, 9)
        line.setSpacing(14)
        line.addWidget(self.words)
        line.addWidget(self.button)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SECONDS * 1000)
        self._clock.timeout.connect(self.hide)
        self.button.clicked.connect(self._act)
        over.installEventFilter(self)
        self.hide()

    def say(self, text: str, deed: str = "") -> None:
        """Shows a sentence, with a button where `deed` is given; a newer one takes the older one's place."""
        worn = tokens()
        self.setStyleSheet(
            f"#toast {{ background: {worn.text}; border-radius: 10px; }} #toast QLabel {{ color: {worn.background}; }}"
            f"#toast QPushButton {{ color: {'#2563EB' if worn.dark else '#8FB4FF'}; font-weight: 600; }}"
        )
        self.words.setText(self.words.fontMetrics().elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, 520))
        self.words.setToolTip(text)
        self.setAccessibleName(text)
        self.button.setText(deed)
        self.button.setVisible(bool(deed))
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _act(self) -> None:
        self.hide()
        self.acted.emit()

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, self._over.height() - self.height() - 20)
