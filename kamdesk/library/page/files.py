"""Files kept with a card: added by dialog or by dropping them here, encrypted on the worker with progress, saved out as a copy."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kamdesk.core.files import Kept
from kamdesk.core.marking import N_
from kamdesk.library import actions, queries
from kamdesk.library.queries import FileRow
from kamdesk.library.rules import plain_size
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, clear, holder, rule, scrolled
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.icons import pixmap
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.theme import tokens

_PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif", ".webp"}


class FileList(QWidget):
    """The files of one row of `owner_table`; takes dropped files. A `narrow` one stands at the side of something else."""

    def __init__(self, desk: Desk, owner_table: str, *, narrow: bool = False) -> None:
        super().__init__()
        self._desk, self._words, self._owner_table, self._narrow = desk, desk.words, owner_table, narrow
        self.owner: UUID | None = None
        self.setAcceptDrops(True)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)

    def show_owner(self, owner: UUID | None) -> None:
        self.owner = owner
        clear(self._rows)
        files = self._desk.ask(queries.attachments_of, self._owner_table, owner) if owner is not None else ()
        for place, file in enumerate(files):
            if place:
                self._rows.addWidget(rule())
            line = FileLine(file, self._desk)
            line.save.clicked.connect(self._save_copy)
            line.remove.clicked.connect(self._remove)
            self._rows.addWidget(line)
        if not files:
            self._rows.addWidget(self._empty())
        else:
            self._rows.addStretch(1)

    def choose(self) -> None:
        """Asks which files to add."""
        names, _kinds = QFileDialog.getOpenFileNames(self, self._words(N_("Add files")))
        self.add_paths(Path(name) for name in names)

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Each file is encrypted on the worker, one after the other; each can be stopped without a trace."""
        owner = self.owner
        if owner is None:
            return
        for path in paths:
            attach = _Attaching(self._desk, path.name, self._owner_table, owner)
            self._desk.later(_Keeping(path), attach, self._words(N_("Adding {name}"), name=path.name))

    def save_copy(self, file: FileRow, target: Path) -> None:
        """Writes a plain copy where the rep says, on the worker."""
        said = self._words(N_("Saved as {name}. This copy is not encrypted."), name=target.name)

        def write(job: Job) -> str:
            job.store.files.write_out(file.content, target, job.progress)
            return said

        self._desk.later(write, self._desk.tell, self._words(N_("Saving {name}"), name=file.name))

    def _empty(self) -> QWidget:
        sentence = self._words(N_("No file yet. Drop some here: they are kept encrypted, the originals stay where they are."))
        if self._narrow:
            return label(sentence, "muted", wrap=True)
        empty = EmptyState("paperclip", sentence, self._words(N_("Add files")))
        empty.started.connect(self.choose)
        return empty

    def _save_copy(self) -> None:
        line = _line_of(self.sender())
        if line is None:
            return
        name, _kind = QFileDialog.getSaveFileName(self, self._words(N_("Save a copy")), line.file.name)
        if name:
            self.save_copy(line.file, Path(name))

    def _remove(self) -> None:
        line = _line_of(self.sender())
        if line is not None:
            self._desk.do(actions.remove_file, line.file.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.owner is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.add_paths(path for path in paths if path.is_file())
        event.acceptProposedAction()


class _Keeping:
    """Encrypts one file on the worker."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, job: Job) -> Kept:
        return job.store.files.keep(self._path, job.progress)


class _Attaching:
    """Puts the file onto its card once its bytes are safe; the card may have been left meanwhile."""

    def __init__(self, desk: Desk, name: str, owner_table: str, owner: UUID) -> None:
        self._desk, self._name, self._owner_table, self._owner = desk, name, owner_table, owner

    def __call__(self, kept: Kept) -> None:
        self._desk.do(actions.attach_file, kept, self._name, self._owner_table, self._owner, self._desk.today())


class FileLine(QWidget):
    """One file; Enter saves a copy, Delete removes it (undo brings it back)."""

    def __init__(self, file: FileRow, desk: Desk) -> None:
        super().__init__()
        words = desk.words
        self.file = file
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(file.name)
        picture = QLabel()
        picture.setPixmap(pixmap("image" if Path(file.name).suffix.lower() in _PICTURES else "file-text", 20, tokens().muted))
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(Elided(file.name))
        said = " · ".join(part for part in (plain_size(file.size), words.ago(file.added_on, desk.today()), file.note) if part)
        texts.addWidget(label(said, "small", tip=words.day(file.added_on)))
        self.save = buttons.tool("download", words(N_("Save a copy")), name="file.save")
        self.remove = buttons.tool("trash-2", words(N_("Remove a file")), name="file.remove")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(4, 7, 4, 7)
        whole.setSpacing(10)
        whole.addWidget(picture)
        whole.addLayout(texts, 1)
        whole.addWidget(self.save)
        whole.addWidget(self.remove)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove.click()
        else:
            super().keyPressEvent(event)


class FilesPanel(Panel):
    """The files of an account."""

    key, title = "files", N_("Files")
    tables = frozenset({"attachment"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        card = Card(self.words(N_("Files")))
        add = buttons.plain(self.words(N_("Add files")), "plus", name="files.add")
        add.clicked.connect(self.new_item)
        card.add_action(add)
        self.files = FileList(desk, "account")
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.files)
        card.add(scrolled(holder(inside)), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def reload(self) -> None:
        self.files.show_owner(self.item)

    def new_item(self) -> None:
        self.files.choose()


def _line_of(sender: object) -> FileLine | None:
    parent = sender.parentWidget() if isinstance(sender, QWidget) else None
    return parent if isinstance(parent, FileLine) else None
