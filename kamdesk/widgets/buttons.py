"""Buttons in the few weights there are: one primary on a page, plain ones, links, chips that filter, and small tools."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton

from kamdesk.widgets.icons import BEFORE_WORDS, before_words, icon
from kamdesk.widgets.theme import tokens


def primary(text: str, icon_name: str = "", *, name: str = "") -> QPushButton:
    """The one thing to do here."""
    return _button(text, "primary", before_words(icon_name, tokens().on_accent) if icon_name else None, name)


def plain(text: str, icon_name: str = "", *, name: str = "") -> QPushButton:
    return _button(text, "", before_words(icon_name, tokens().muted) if icon_name else None, name)


def danger(text: str, icon_name: str = "", *, name: str = "") -> QPushButton:
    """For what cannot be taken back."""
    return _button(text, "danger", before_words(icon_name, tokens().bad) if icon_name else None, name)


def link(text: str, *, name: str = "") -> QPushButton:
    made = _button(text, "link", None, name)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


class ElidedLink(QPushButton):
    """A link with a name of any length: it ends in … where it does not fit, and says it whole in the tooltip."""

    def __init__(self, text: str, name: str = "") -> None:
        super().__init__(text)
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.setObjectName(name)
        self.say(text)

    def say(self, text: str) -> None:
        """Another name."""
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        return QSize(48, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - 10  # the air that the style sheet gives a link
        self.setText(self.fontMetrics().elidedText(self._whole.replace("&", "&&"), Qt.TextElideMode.ElideRight, room))


def chip(text: str, *, checked: bool = False, name: str = "") -> QPushButton:
    """A filter that is on or off."""
    made = _button(text, "chip", None, name)
    made.setCheckable(True)
    made.setChecked(checked)
    return made


def tool(icon_name: str, tip: str, shortcut: str = "", *, name: str = "", checkable: bool = False) -> QToolButton:
    """A small button with a picture only; the tooltip says what it does and by which key."""
    made = QToolButton()
    made.setIcon(icon(icon_name))
    made.setIconSize(QSize(18, 18))
    made.setCheckable(checkable)
    made.setAccessibleName(tip)
    made.setToolTip(with_key(tip, shortcut))
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
    if name:
        made.setObjectName(name)
    return made


def with_key(tip: str, shortcut: str) -> str:
    """The tooltip with its key behind it, as the system writes keys."""
    if not shortcut:
        return tip
    return f"{tip}  {QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)}"


def _button(text: str, role: str, picture: QIcon | None, name: str) -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(True)  # Enter presses the button that has the keyboard, outside dialogs too
    made.setAccessibleName(text)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    if picture is not None:
        made.setIcon(picture)
        made.setIconSize(BEFORE_WORDS)
    return made
