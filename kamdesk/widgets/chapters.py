"""Chapters to write: the outline at the left, the text of one chapter beside it, in lines of a length that reads well."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QMenu, QPushButton, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, beside
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.markdown_edit import MarkdownEdit
from kamdesk.widgets.text import label

OUTLINE_WIDTH = 240
MEASURE = 640  # about 42 Chinese characters at 14 px with the margins


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as it is shown: `mark` is a short sign behind its heading, such as "!" for a problem.

    A `fixed` one, such as a covering letter, cannot be moved, renamed or removed.
    """

    id: UUID | None
    heading: str
    body: str
    mark: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class ChapterDeeds:
    """What may be done; each may raise Refused, which is said under the text while the text stays."""

    write: Callable[[UUID | None, dict[str, object]], object]
    add: Callable[[str, int], UUID]
    remove: Callable[[UUID], object]
    move: Callable[[UUID, int], object]
    fill_menu: Callable[[QMenu], None]


class Chapters(QWidget):
    """Emits `picked(UUID | None)` when another chapter comes to the front. `insert(text)` puts text at the cursor."""

    picked = Signal(object)

    def __init__(self, desk: Desk, deeds: ChapterDeeds) -> None:
        super().__init__()
        self._desk, self._deeds = desk, deeds
        self._chapters: tuple[Chapter, ...] = ()
        self._shown: Chapter | None = None
        self._frozen = False
        words = desk.words
        self.outline = QListWidget()
        self.outline.setObjectName("outline")
        self.outline.setAccessibleName(words(N_("Outline")))
        self.outline.currentRowChanged.connect(self._bring)
        self.heading = QLineEdit()
        self.heading.setObjectName("chapter.heading")
        self.heading.setAccessibleName(words("Heading"))
        self.heading.editingFinished.connect(self._rename)
        self.editor = MarkdownEdit(words)
        self.editor.settled.connect(self._write)
        self.insert_button = QPushButton(words(N_("Insert")))
        self.insert_button.setAutoDefault(True)
        self.insert_button.setObjectName("chapter.insert")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.insert_button.setMenu(self._menu)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("chapter.refusal")
        self.refusal.hide()
        self._lay_out()

    def put(self, chapters: Sequence[Chapter], frozen: bool = False) -> None:
        """Shows these chapters. What is being typed stays, also where the file holds it without its last blank."""
        self._frozen = frozen
        known = self._shown.id if self._shown is not None else None
        self._chapters = tuple(chapters)
        self.outline.blockSignals(True)
        self.outline.clear()
        for chapter in chapters:
            item = QListWidgetItem(f"{chapter.heading}  {chapter.mark}".rstrip())
            item.setToolTip(chapter.heading)
            self.outline.addItem(item)
        found = (place for place, chapter in enumerate(chapters) if self._shown is not None and chapter.id == known)
        place = next(found, 0 if chapters else -1)
        self.outline.setCurrentRow(place)
        self.outline.blockSignals(False)
        self._show(place)

    def open(self, chapter: UUID | None) -> bool:
        """Brings one chapter to the front; None is the one without a number (a letter)."""
        place = next((place for place, each in enumerate(self._chapters) if each.id == chapter), -1)
        if place >= 0:
            self.outline.setCurrentRow(place)
        return place >= 0

    @property
    def current(self) -> UUID | None:
        return self._shown.id if self._shown is not None else None

    def insert(self, text: str) -> None:
        self.editor.text.insertPlainText(text)
        self.editor.text.setFocus()

    def settle(self) -> None:
        """Keeps what was typed at once, before printing or leaving."""
        self._rename()
        self.editor.settle()

    def add(self) -> None:
        """A new chapter behind the current one, its heading open."""
        self.settle()
        place = sum(not chapter.fixed for chapter in self._chapters[: self.outline.currentRow() + 1])
        made = self._try(lambda: self._deeds.add(self._desk.words(N_("New section")), place))
        if isinstance(made, UUID) and self.open(made):
            self.heading.setFocus()
            self.heading.selectAll()

    def remove(self) -> None:
        shown = self._shown
        if shown is not None and shown.id is not None and not shown.fixed:
            chapter = shown.id
            self._try(lambda: self._deeds.remove(chapter))

    def shift(self, way: int) -> None:
        shown = self._shown
        if shown is None or shown.id is None or shown.fixed:
            return
        self.settle()
        chapter, fixed = shown.id, sum(each.fixed for each in self._chapters)
        place = self.outline.currentRow() - fixed + way
        if 0 <= place < len(self._chapters) - fixed:
            self._try(lambda: self._deeds.move(chapter, place))
            self.open(chapter)

    def _bring(self, place: int) -> None:
        self.settle()
        self._show(place)
        self.picked.emit(self.current)

    def _show(self, place: int) -> None:
        another = self._shown is None or not 0 <= place < len(self._chapters) or self._chapters[place].id != self._shown.id
        self._shown = self._chapters[place] if 0 <= place < len(self._chapters) else None
        shown = self._shown
        for part in (self.heading, self.editor, self.insert_button):
            part.setEnabled(shown is not None)
        self.heading.setReadOnly(self._frozen or (shown is not None and shown.fixed))
        self.editor.text.setReadOnly(self._frozen)
        self.insert_button.setEnabled(shown is not None and not self._frozen)
        for button in (self._add, self._up, self._down, self._remove):
            button.setEnabled(not self._frozen)
        body = shown.body if shown is not None else ""
        if another or self.editor.words().strip() != body:
            self.editor.put(body)
        if another or not self.heading.hasFocus():
            self.heading.setText(shown.heading if shown is not None else "")
        if another:
            self._say(None)

    def _write(self) -> None:
        shown, text = self._shown, self.editor.words()
        if shown is not None and not self._frozen and text.strip() != shown.body:
            self._try(lambda: self._deeds.write(shown.id, {"body": text}))

    def _rename(self) -> None:
        shown, text = self._shown, self.heading.text().strip()
        if shown is not None and not shown.fixed and not self._frozen and text != shown.heading:
            self._try(lambda: self._deeds.write(shown.id, {"heading": text}))

    def _try(self, deed: Callable[[], object]) -> object:
        try:
            done = deed()
        except Refused as refused:
            self._say(refused)
            return None
        self._say(None)
        return done

    def _say(self, refused: Refused | None) -> None:
        self.refusal.setVisible(refused is not None)
        self.refusal.setText(self._desk.sentence(refused) if refused is not None else "")

    def _fill_menu(self) -> None:
        self._menu.clear()
        self._deeds.fill_menu(self._menu)

    def _higher(self) -> None:
        self.shift(-1)

    def _lower(self) -> None:
        self.shift(1)

    def _lay_out(self) -> None:
        words = self._desk.words
        self._add = buttons.tool("plus", words(N_("Add section")), name="chapter.add")
        self._up = buttons.tool("arrow-up", words(N_("Move up")), "Alt+Shift+Up", name="chapter.up")
        self._down = buttons.tool("arrow-down", words(N_("Move down")), "Alt+Shift+Down", name="chapter.down")
        self._remove = buttons.tool("trash-2", words(N_("Remove section")), name="chapter.remove")
        self._add.clicked.connect(self.add)
        self._up.clicked.connect(self._higher)
        self._down.clicked.connect(self._lower)
        self._remove.clicked.connect(self.remove)
        left = Card(words(N_("Outline")))
        left.setFixedWidth(OUTLINE_WIDTH)
        left.add(self.outline, 1)
        left.add(beside(self._add, self._up, self._down, self._remove, None, spacing=2))
        inner = QWidget()
        inner.setMaximumWidth(MEASURE)
        stack = QVBoxLayout(inner)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        stack.addWidget(self.heading)
        stack.addWidget(self.editor, 1)
        stack.addWidget(self.refusal)
        self.editor.bar.addWidget(self.insert_button)
        right = Card()
        right.add(beside(inner, spacing=0), 1)
        right.setMinimumWidth(320)
        whole = beside(left, right)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setTabOrder(self.outline, self.heading)
        self.outline.setTextElideMode(Qt.TextElideMode.ElideRight)
