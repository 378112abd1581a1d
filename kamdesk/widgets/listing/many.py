"""The deeds that every list of its kind has for the rows chosen: star, tags, one field for all, erase. Each is one work."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kamdesk.core import listing, many
from kamdesk.core.fields import Field
from kamdesk.core.filtering import TAGS
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.tags import split_tags
from kamdesk.core.work import Verb
from kamdesk.widgets import buttons
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.dialogs import agreed
from kamdesk.widgets.editors import Editor, editor_for
from kamdesk.widgets.listing.kind import STAR, Deed, ListKind
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import MARGIN, Tone


class Many:
    """Makes the deeds of a list; `owner` is the widget over which dialogs stand."""

    def __init__(self, desk: Desk, kind: ListKind, owner: QWidget) -> None:
        self._desk, self._words, self._kind, self._owner = desk, desk.words, kind, owner
        self._fields = {each.name: each for each in listing.shown_fields(kind.table)}

    def deeds(self) -> tuple[Deed, ...]:
        words, found = self._words, []
        if STAR in self._fields and self._kind.save is not None:
            found.append(Deed("star", words(N_("Favourite")), "star", self.star, shortcut="*"))
        if TAGS in self._fields:
            found.append(Deed("tag", words(N_("Tags…")), "tag", self.tag, shortcut="Ctrl+T"))
        if self._kind.settable and self._kind.save is not None:
            found.append(Deed("set", words(N_("Set a field…")), "pencil", self.set_field))
        found += self._kind.deeds()
        if self._kind.erase is not None:
            found.append(Deed("erase", words(N_("Erase…")), "trash-2", self.erase, shortcut="Delete"))
        return tuple(found)

    def star(self, rows: tuple[UUID, ...]) -> None:
        """Makes all of them favourites; takes the star from all where every one has it."""
        assert self._kind.save is not None
        stars = self._desk.ask(listing.lines, self._kind.table, rows[:500], (STAR,), self._desk.today())
        wanted = not all(line.values[STAR] for line in stars.values())
        self._do(many.change_many, self._kind.save, self._kind.table, rows, {STAR: wanted})

    def tag(self, rows: tuple[UUID, ...]) -> None:
        dialog = TagDialog(self._owner, self._desk, self._kind.table, rows)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            add, remove = dialog.tags()
            self._do(many.tag_many, self._kind.table, rows, add, remove)

    def set_field(self, rows: tuple[UUID, ...]) -> None:
        fields = [self._fields[name] for name in self._kind.settable]
        SetDialog(self._owner, self._desk, fields, len(rows), lambda values: self._set(rows, values)).exec()

    def _set(self, rows: tuple[UUID, ...], values: dict[str, object]) -> None:
        """Raises what the action refuses, so that the dialog can say it."""
        assert self._kind.save is not None
        count = self._desk.do(many.change_many, self._kind.save, self._kind.table, rows, values)
        self._desk.tell(self._words(N_("{n} entries changed"), n=f"{count:,}"))

    def erase(self, rows: tuple[UUID, ...]) -> None:
        words = self._words
        assert self._kind.erase is not None
        heading = words(N_("Erase {n} entries?"), n=f"{len(rows):,}")
        if agreed(self._owner, heading, words(N_("They leave every list. You can take this back with undo.")), words("Erase"), words):
            self._do(many.erase_many, self._kind.erase, self._kind.table, rows)

    def _do(self, verb: Verb[Any, Any], *args: Any) -> None:
        try:
            count = self._desk.do(verb, *args)
        except Refused as refused:
            self._desk.refuse(self._owner, refused)
            return
        if isinstance(count, int) and count > 1:
            self._desk.tell(self._words(N_("{n} entries changed"), n=f"{count:,}"))


class TagDialog(QDialog):
    """Tags to put on and tags to take off, offered from those in use."""

    def __init__(self, parent: QWidget, desk: Desk, table: str, rows: tuple[UUID, ...]) -> None:
        super().__init__(parent)
        words = desk.words
        known = desk.ask(listing.tags_in_use, table)
        there = desk.ask(listing.lines, table, rows[:500], (TAGS,), desk.today())
        worn = dict.fromkeys(tag for line in there.values() for tag in split_tags(line.values[TAGS]))
        self.setWindowTitle(words(N_("Tags…")))
        self.setObjectName("tags")
        self.setMinimumWidth(460)
        self.add, self.remove = QLineEdit(), QLineEdit()
        heading = words(N_("Tags of {n} entries"), n=f"{len(rows):,}") if len(rows) > 1 else words(N_("Tags of this entry"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 20, MARGIN, 18)
        whole.setSpacing(10)
        whole.addWidget(label(heading, "section"))
        for line, name, said, offered in (
            (self.add, "tags.add", words(N_("Put on")), known),
            (self.remove, "tags.remove", words(N_("Take off")), tuple(worn)),
        ):
            line.setObjectName(name)
            line.setAccessibleName(said)
            line.setPlaceholderText(words(N_("Tags with commas between them")))
            whole.addWidget(label(said, "muted"))
            whole.addWidget(line)
            completer = QCompleter(list(offered), line)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
            whole.addWidget(_offer(offered[:8], line))
        done = buttons.primary(words(N_("Apply")), name="tags.done")
        done.setDefault(True)
        done.clicked.connect(self.accept)
        cancel = buttons.plain(words("Cancel"), name="tags.cancel")
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(done)
        whole.addSpacing(8)
        whole.addLayout(foot)
        self.add.setFocus()

    def tags(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(to put on, to take off)."""
        return split_tags(self.add.text()), split_tags(self.remove.text())


def _offer(tags: tuple[str, ...], line: QLineEdit) -> QWidget:
    """Tags to click instead of typing them."""
    row = QWidget()
    inner = QHBoxLayout(row)
    inner.setContentsMargins(0, 0, 0, 4)
    inner.setSpacing(6)
    for tag in tags:
        chip = buttons.chip(tag if len(tag) <= 12 else tag[:11] + "…", name=f"offer.{tag}")
        chip.setCheckable(False)
        chip.setAutoDefault(False)
        chip.clicked.connect(_Append(line, tag))
        inner.addWidget(chip)
    inner.addStretch(1)
    row.setVisible(bool(tags))
    return row


class _Append:
    def __init__(self, line: QLineEdit, tag: str) -> None:
        self._line, self._tag = line, tag

    def __call__(self) -> None:
        typed = split_tags(self._line.text())
        self._line.setText("，".join(dict.fromkeys((*typed, self._tag))))


class SetDialog(QDialog):
    """One field and its value for all rows chosen; a refusal stands below, what was typed stays."""

    def __init__(self, parent: QWidget, desk: Desk, fields: list[Field], count: int, save: Callable[[dict[str, object]], None]) -> None:
        super().__init__(parent)
        self._desk, self._fields, self._save = desk, fields, save
        words = desk.words
        self.setObjectName("set")
        self.setWindowTitle(words(N_("Set a field…")))
        self.setMinimumWidth(480)
        self.field = QComboBox()
        self.field.setObjectName("set.field")
        for each in fields:
            self.field.addItem(words.translated(each.label), each.name)
        self.field.currentIndexChanged.connect(self._field_chosen)
        self._room = QVBoxLayout()
        self.editor: Editor | None = None
        self.refusal = label("", "refusal", wrap=True, tone=Tone.BAD)
        self.refusal.setObjectName("set.refusal")
        self.refusal.hide()
        done = buttons.primary(words(N_("Apply")), name="set.done")
        done.setDefault(True)
        done.clicked.connect(self._finish)
        cancel = buttons.plain(words("Cancel"), name="set.cancel")
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(done)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 20, MARGIN, 18)
        whole.setSpacing(12)
        whole.addWidget(label(words(N_("Set a field of {n} entries"), n=f"{count:,}"), "section"))
        whole.addWidget(self.field)
        whole.addLayout(self._room)
        whole.addWidget(label(words(N_("Left empty, the field is emptied.")), "small"))
        whole.addWidget(self.refusal)
        whole.addLayout(foot)
        self._field_chosen()

    def _field_chosen(self) -> None:
        if self.editor is not None:
            self.editor.setParent(None)
            self.editor.deleteLater()
        self.editor = editor_for(self._fields[self.field.currentIndex()], self._desk)
        self._room.addWidget(self.editor)

    def _finish(self) -> None:
        assert self.editor is not None
        try:
            self._save({self.editor.field.name: self.editor.value()})
        except Refused as refused:
            self.refusal.setText(self._desk.sentence(refused))
            self.refusal.show()
            return
        self.accept()
