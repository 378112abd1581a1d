"""A quiet editor for Markdown: headings, bold and lists look like what they are, a few keys set them."""

import re

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.theme import tokens

_LIST = re.compile(r"^(\s*)([-*]|\d+[.)])\s+")


class MarkdownEdit(QWidget):
    """Emits `settled` a moment after the last key, to save or to render a preview."""

    settled = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None, *, pause: int = 500) -> None:
        super().__init__(parent)
        self.text = _Text()
        self.text.setObjectName("markdown")
        self.text.setAccessibleName(words("Text"))
        self._ink = _Ink(self.text.document())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause)
        self._pause.timeout.connect(self.settled)
        self.text.textChanged.connect(self._touch)
        self._loading = False
        bar = QHBoxLayout()
        bar.setSpacing(2)
        for tool in self._tools(words):
            bar.addWidget(tool)
        bar.addStretch(1)
        self.bar = bar
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(bar)
        whole.addWidget(self.text, 1)
        self.setFocusProxy(self.text)

    def put(self, text: str) -> None:
        """Another text; does not say `settled`. The same text leaves the cursor where it is."""
        if text == self.words():
            return
        self._loading = True
        self.text.setPlainText(text)
        self._loading = False

    def words(self) -> str:
        return self.text.toPlainText()

    def settle(self) -> None:
        """Says `settled` at once where something was typed since."""
        if self._pause.isActive():
            self._pause.stop()
            self.settled.emit()

    def _touch(self) -> None:
        if not self._loading:
            self._pause.start()

    def _tools(self, words: Words) -> list[QToolButton]:
        heading = buttons.tool("heading", words("Heading"))
        bold = buttons.tool("bold", buttons.with_key(words("Bold"), "Ctrl+B"))
        italic = buttons.tool("italic", buttons.with_key(words("Italic"), "Ctrl+I"))
        points = buttons.tool("list", words("List"))
        heading.clicked.connect(self.text.set_heading)
        bold.clicked.connect(self.text.set_bold)
        italic.clicked.connect(self.text.set_italic)
        points.clicked.connect(self.text.set_list)
        made = [heading, bold, italic, points]
        for tool in made:
            tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made


class _Text(QPlainTextEdit):
    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)

    def set_bold(self) -> None:
        self._wrap("**")

    def set_italic(self) -> None:
        self._wrap("*")

    def set_heading(self) -> None:
        self._begin_line("## ")

    def set_list(self) -> None:
        self._begin_line("- ")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_B, Qt.Key.Key_I):
            self._wrap("**" if event.key() == Qt.Key.Key_B else "*")
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            cursor = self.textCursor()
            line = cursor.block().text()
            found = _LIST.match(line)
            if found is not None and cursor.atBlockEnd():
                self._next_point(cursor, line, found)
                return
        super().keyPressEvent(event)

    def _next_point(self, cursor: QTextCursor, line: str, found: re.Match[str]) -> None:
        """Enter goes on with the list; on an empty point it ends it."""
        if not line[found.end() :].strip():
            cursor.select(QTextCursor.SelectionType.LineUnderCursor)
            cursor.removeSelectedText()
            return
        sign = found.group(2)
        after = f"{int(sign[:-1]) + 1}{sign[-1]}" if sign[:-1].isdigit() else sign
        cursor.insertText(f"\n{found.group(1)}{after} ")
        self.setTextCursor(cursor)

    def _wrap(self, sign: str) -> None:
        cursor = self.textCursor()
        chosen = cursor.selectedText()
        if chosen.startswith(sign) and chosen.endswith(sign) and len(chosen) > 2 * len(sign):
            cursor.insertText(chosen[len(sign) : -len(sign)])
            return
        cursor.insertText(f"{sign}{chosen}{sign}")
        if not chosen:
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(sign))
            self.setTextCursor(cursor)

    def _begin_line(self, sign: str) -> None:
        cursor = self.textCursor()
        line = cursor.block().text()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        if line.startswith(sign):
            cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(sign))
            cursor.removeSelectedText()
        else:
            cursor.insertText(sign)


class _Ink(QSyntaxHighlighter):
    """Headings larger, bold bold, signs faint."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._heading = QTextCharFormat()
        self._heading.setFontWeight(QFont.Weight.Bold)
        self._bold = QTextCharFormat()
        self._bold.setFontWeight(QFont.Weight.Bold)
        self._faint = QTextCharFormat()
        self._faint.setForeground(QColor(tokens().muted))
        self._field = QTextCharFormat()
        self._field.setForeground(QColor(tokens().accent))

    def highlightBlock(self, text: str) -> None:
        heading = re.match(r"^(#{1,6})\s", text)
        if heading is not None:
            self.setFormat(0, len(text), self._heading)
            self.setFormat(0, heading.end(), self._faint)
            return
        for found in re.finditer(r"\*\*(.+?)\*\*", text):
            self.setFormat(found.start(), found.end() - found.start(), self._bold)
        for found in re.finditer(r"\{\{?[\w.]+\}?\}", text):
            self.setFormat(found.start(), found.end() - found.start(), self._field)
        marker = _LIST.match(text)
        if marker is not None:
            self.setFormat(0, marker.end(), self._faint)
