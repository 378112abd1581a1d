"""On the card of a person: the paper of everything held, and erasing for good, which shows first what goes and what remains."""

from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.mentioned import Mention
from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.library.queries import company
from kamdesk.privacy import actions, document, queries
from kamdesk.privacy.rules import Going
from kamdesk.widgets import buttons
from kamdesk.widgets.card import holder, scrolled
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.dialogs import Question
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.print_dialog import PrintDialog
from kamdesk.widgets.print_job import Finished, Paper, PrintJob, PrintOptions
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

_MENTIONS_SHOWN = 30


def held_papers(desk: Desk, person: UUID) -> tuple[Paper, ...]:
    """Everything held on a person, for that person."""
    files = desk.files

    def make(job: Job, options: PrintOptions) -> Finished:
        sheet, ours = job.ask(queries.held_sheet, person), job.ask(company).values
        photo = None
        if sheet.photo is not None:
            try:
                photo = files.content(sheet.photo)
            except Refused:  # a picture that cannot be read must not keep the answer from being given
                photo = None
        said = [str(ours.get(name) or "") for name in ("name", "rep_name")]
        return document.held_paper(sheet, options.words, options.today, said[0], said[1], photo)

    title = desk.words("What we hold on this person")
    name = desk.ask(queries.going, person).name
    return (Paper(title, f"{title} {name}", make, maskable=False),)


class PrivacyPanel(Panel):
    """Two buttons; what they lead to is read only then."""

    key = "privacy"
    title = N_("Privacy")
    tables: ClassVar[frozenset[str]] = frozenset({"person"})
    wide: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        words = self.words
        self.held = buttons.plain(words("What we hold…"), "file-text", name="privacy.held")
        self.held.setToolTip(words("Everything held on this person, as a paper for the person"))
        self.held.clicked.connect(self.show_held)
        self.forget = buttons.plain(words("Erase for good…"), "trash-2", name="privacy.forget")
        self.forget.setToolTip(words("Out of the journal, the search and the files too; this cannot be undone"))
        self.forget.clicked.connect(self.ask_forget)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.held)
        line.addWidget(self.forget)
        line.addStretch(1)

    def show_held(self) -> None:
        if self.item is not None:
            PrintDialog(self, self.desk, PrintJob(held_papers(self.desk, self.item))).exec()

    def ask_forget(self) -> None:
        """Raises nothing: a refusal is said over the card."""
        person = self.item
        if person is None:
            return
        try:
            ahead = self.desk.ask(queries.going, person)
        except Refused as refused:
            self.desk.refuse(self, refused)
            return
        dialog = ForgetDialog(self, ahead, _backup_days(self.desk), self.words)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._start(person, ahead.name, dialog)

    def _start(self, person: UUID, name: str, dialog: "ForgetDialog") -> None:
        desk, words = self.desk, self.words
        instead = words.translated(actions.NAMELESS) if dialog.replace.isChecked() else None
        workspace: Any = desk.workspace if dialog.renew.isChecked() else None

        def work(job: Job) -> tuple[actions.Forgotten, Refused | None]:
            done = actions.forget(job.store, person, instead, job.progress)
            job.written = True
            try:
                if workspace is not None:
                    workspace.renew_backups()
            except Refused as refused:  # the person is gone all the same, and every page has to hear of it
                return done, refused
            return done, None

        def ended(found: tuple[actions.Forgotten, Refused | None]) -> None:
            done, refused = found
            desk.tell_changes(done.changes)
            desk.tell(words("“{name}” was erased for good.", name=name))
            if refused is not None:
                self._refused(refused)

        desk.later(work, ended, words("Erasing for good"), self._refused)

    def _refused(self, refused: Refused) -> None:
        self.desk.refuse(self, refused)


def _backup_days(desk: Desk) -> tuple[str, ...]:
    """When the backups were made that hold the person still; none where the desk has no workspace file of its own."""
    if desk.workspace is None:
        return ()
    return tuple(desk.words.day_short(row.made.astimezone().date()) for row in desk.workspace.backups())


class ForgetDialog(Question):
    """What goes, what stays and where the name still stands; the safe button has the focus."""

    def __init__(self, parent: QWidget, ahead: Going, backups: tuple[str, ...], words: Words) -> None:
        heading = words("Erase “{name}” for good?", name=ahead.name)
        sentence = words(
            "This cannot be undone. Nothing of the person is left in the workspace, in its history or in the search; only a number and the"
            " day of erasing stay."
        )
        super().__init__(parent, heading, sentence, "triangle-alert", Tone.BAD)
        self.setObjectName("forget")
        self.setMinimumWidth(560)
        for said in _what_goes(ahead, words):
            self.add_part(label(said, wrap=True))
        self.replace = QCheckBox(words("Put “{instead}” where the name stands", instead=words.translated(actions.NAMELESS)))
        self.replace.setObjectName("forget.replace")
        self.replace.setVisible(bool(ahead.mentions) and not ahead.namesakes)
        if ahead.mentions:
            self.add_part(_mention_list(ahead.mentions, words))
            self.add_part(self.replace)
        if ahead.mentions and ahead.namesakes:
            said = words("Others are called so too, or have it in their names: please change these texts by hand.")
            self.add_part(label(said, "muted", wrap=True))
        self.renew = QCheckBox(words("Make a fresh backup and throw the older ones away"))
        self.renew.setObjectName("forget.renew")
        self.renew.setVisible(bool(backups))
        if backups:
            days = _between(words, "、").join(dict.fromkeys(backups))
            self.add_part(label(words("{n} backups still hold the person, of: {days}", n=len(backups), days=days), wrap=True))
            self.add_part(self.renew)
        self.add_button(buttons.plain(words("Cancel"), name="question.no"), yes=False)
        self.add_button(buttons.danger(words("Erase for good"), name="question.yes"), yes=True)


def _what_goes(ahead: Going, words: Words) -> list[str]:
    gone = [words("{kind}: {title}", kind=words.translated(kind), title=str(count)) for kind, count in ahead.gone]
    stays = [words("{kind}: {title}", kind=words.translated(kind), title=str(count)) for kind, count in ahead.emptied]
    said = [
        words("What goes: the person’s card; {parts}", parts=_between(words).join(gone)) if gone else words("What goes: the person’s card")
    ]
    said.append(words("{n} lines in the history lose what they say; {files} files go.", n=ahead.journalled, files=ahead.files))
    if stays:
        said.append(words("What stays, without the person: {parts}", parts=_between(words).join(stays)))
    return said


def _between(words: Words, chinese: str = "；") -> str:
    return chinese if words.chinese else ", "


def _mention_list(mentions: tuple[Mention, ...], words: Words) -> QWidget:
    """The texts that name the person, to be edited by the rep or replaced."""
    inside = QVBoxLayout()
    inside.setContentsMargins(0, 0, 8, 0)
    inside.setSpacing(4)
    inside.addWidget(label(words("The name stands in these texts:"), "section", wrap=True))
    for one in mentions[:_MENTIONS_SHOWN]:
        place = words("{kind}: {title}", kind=words.translated(one.kind), title=words.translated(one.label))
        inside.addWidget(label(f"{place} — {one.around}", "small", wrap=True))
    if len(mentions) > _MENTIONS_SHOWN:
        inside.addWidget(label(words("and {n} more", n=len(mentions) - _MENTIONS_SHOWN), "muted"))
    area = scrolled(holder(inside))
    area.setMaximumHeight(180)
    return area
