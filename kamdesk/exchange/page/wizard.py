"""Taking a list in: choose a file, match its columns, look through what it would do, and only then write it."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.work import Changes
from kamdesk.exchange import actions, queries
from kamdesk.exchange.page.choosing import ChoosePart
from kamdesk.exchange.page.looking import LookPart
from kamdesk.exchange.page.matching import MatchPart
from kamdesk.exchange.page.result import ResultPart
from kamdesk.exchange.rules import Options, Outcome, Preview, Table
from kamdesk.exchange.rules.planning import planned
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.progress import ProgressStrip
from kamdesk.widgets.stepper import Step, Stepper
from kamdesk.widgets.tokens import GAP

FILE, MATCH, LOOK, DONE = "file", "match", "look", "done"
_STEPS_WIDTH = 172


class ImportWizard(QWidget):
    """Four steps at the left, the one in front at the right. What was chosen stays while one goes back and forth."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self.words = desk, desk.words
        self.kind = "person"
        self.table: Table | None = None
        self.preview: Preview | None = None
        self.outcome: Outcome | None = None
        self._written: tuple[Outcome, Changes] | None = None
        self.setAcceptDrops(False)
        self.steps = Stepper(self)
        self.steps.chosen.connect(self._go)
        self.progress = ProgressStrip(desk.jobs, self.words, self)
        side = Card()
        side.setFixedWidth(_STEPS_WIDTH)
        side.body.setContentsMargins(8, 12, 8, 12)
        side.add(self.steps)
        side.add_stretch()
        side.add(self.progress)
        self.choosing = ChoosePart(desk, self)
        self.matching = MatchPart(desk, self)
        self.looking = LookPart(desk, self)
        self.result = ResultPart(desk, self)
        self.parts = {FILE: self.choosing, MATCH: self.matching, LOOK: self.looking, DONE: self.result}
        self.stack = FittingStack(self)
        for part in self.parts.values():
            self.stack.addWidget(part)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(side)
        whole.addWidget(self.stack, 1)
        self.choosing.read.connect(self._read)
        self.choosing.onward.connect(self._match)
        self.matching.back.connect(self._to_file)
        self.matching.onward.connect(self._look)
        self.looking.back.connect(self._to_match)
        self.looking.confirmed.connect(self._write)
        self.looking.faulty_wanted.connect(self._save_faulty)
        self.result.faulty_wanted.connect(self._save_faulty)
        self.result.again.connect(self.start_anew)
        self.result.shown.connect(self._show_written)
        desk.jobs.ended.connect(self._ended)
        self._show(FILE)

    def show_kind(self, kind: str) -> None:
        """People or accounts; another kind begins anew with the same file."""
        if kind == self.kind:
            return
        self.kind = kind
        self.preview = self.outcome = None
        if self.table is not None:
            self._show(FILE)
            self.choosing.read_anew()

    def take_focus(self) -> None:
        part = self.stack.currentWidget()
        if part is not None:
            part.setFocus()

    def start_anew(self) -> None:
        self.table = self.preview = self.outcome = None
        self.choosing.clear()
        self._show(FILE)

    def _show(self, key: str) -> None:
        words = self.words
        rows = words(N_("{n} rows"), n=f"{len(self.table.rows):,}") if self.table is not None else ""
        self.steps.put((
            Step(FILE, words(N_("Choose a file")), self.table is not None, self.table.name if self.table is not None else ""),
            Step(MATCH, words(N_("Match columns")), self.preview is not None, rows),
            Step(LOOK, words(N_("Look through")), self.outcome is not None, ""),
            Step(DONE, words(N_("Result")), self.outcome is not None, ""),
        ))  # fmt: skip
        self.steps.blockSignals(True)
        self.steps.choose(key)
        self.steps.blockSignals(False)
        self.stack.setCurrentWidget(self.parts[key])
        self.parts[key].setFocus()  # Enter goes on from step to step
        self.updateGeometry()

    @Slot(str)
    def _go(self, key: str) -> None:
        """A step by its number: only where everything before it is there."""
        here = next(each for each, part in self.parts.items() if part is self.stack.currentWidget())
        if self.outcome is not None and key != DONE:
            key = here
        elif key == MATCH and self.table is not None:
            self._match()
            return
        elif key == LOOK and self.table is not None and here == MATCH:
            self.matching.go_on()
            return
        elif (key == LOOK and self.preview is None) or (key == DONE and self.outcome is None) or key == MATCH:
            key = here
        self._show(key)

    # the file

    @Slot(object, object)
    def _read(self, source: queries.Source | Path, wanted: queries.Wanted) -> None:
        kind, fields = self.kind, queries.fields_for(self.kind)

        def read(job: Job) -> tuple[queries.Source, Table, tuple[str, ...], bool]:
            opened = queries.Source(source) if isinstance(source, Path) else source
            table = opened.table(kind, fields, wanted, job.progress)
            return opened, table, *job.ask(queries.mapping_for, kind, table)

        name = source.name
        self._desk.later(read, self._have_read, self.words(N_("Reading {name}"), name=name), self._not_read)

    def _have_read(self, found: tuple[queries.Source, Table, tuple[str, ...], bool]) -> None:
        source, table, mapping, remembered = found
        self.table, self.preview, self.outcome = table, None, None
        self.choosing.show_table(source, table)
        self.matching.show_table(self.kind, table, mapping, remembered)
        self._show(FILE)

    def _not_read(self, refused: Refused) -> None:
        self.choosing.refuse(refused)

    def _to_file(self) -> None:
        self._show(FILE)

    def _match(self) -> None:
        self._show(MATCH)

    # the preview

    @Slot(object)
    def _look(self, options: Options) -> None:
        table, today = self.table, self._desk.today()
        if table is None:
            return

        def look(job: Job) -> Preview:
            return job.ask(queries.preview, table, options, today, job.progress)

        self._desk.later(look, self._have_looked, self.words(N_("Looking through {name}"), name=table.name), self.matching.refuse)

    def _have_looked(self, preview: Preview) -> None:
        self.preview = preview
        self.looking.show_preview(preview)
        self._show(LOOK)

    def _to_match(self) -> None:
        self._show(MATCH)

    # the writing

    def _write(self) -> None:
        preview = self.preview
        if preview is None:
            return
        decisions, doubtful = dict(self.looking.decisions), self.looking.doubtful
        verb = actions.import_people if self.kind == "person" else actions.import_accounts
        self._written = None

        def write(job: Job) -> None:
            self._written = job.store.do(verb, planned(preview, decisions, doubtful), job.progress)

        self._desk.later(write, self._nothing, self.words(N_("Importing {name}"), name=preview.table.name), self._not_written)

    def _nothing(self, _done: object) -> None:
        """The end of the job is heard by `_ended`, which also hears of one that was stopped a moment too late."""

    @Slot(object)
    def _ended(self, _job: Job) -> None:
        if self._written is None:
            return
        (self.outcome, changes), self._written = self._written, None
        assert self.preview is not None
        self.result.show_outcome(self.kind, self.outcome, self.preview)
        self._show(DONE)
        self._desk.tell_changes(changes)

    def _not_written(self, refused: Refused) -> None:
        self.looking.refuse(refused)
        if refused.code == "changed_since_preview" and self.preview is not None:
            self._look(self.preview.options)

    @Slot()
    def _save_faulty(self) -> None:
        from kamdesk.exchange.page.saving import asked_target

        preview = self.preview
        if preview is None:
            return
        name = self.words(N_("{name} not imported"), name=Path(preview.table.name).stem)
        target = asked_target(self, self.words, name, (".xlsx", ".csv"))
        if target is not None:
            self.save_faulty(target)

    def save_faulty(self, target: Path) -> None:
        """Writes the faulty rows with their reasons, on the worker."""
        preview, words = self.preview, self.words
        assert preview is not None

        def write(_job: Job) -> int:
            return actions.write_faulty(target, preview, words)

        said = words(N_("Saved as {name}. This copy is not encrypted."), name=target.name)
        self._desk.later(write, lambda _count: self._desk.tell(said), words(N_("Saving {name}"), name=target.name))

    def _show_written(self) -> None:
        self._desk.open(Address("people" if self.kind == "person" else "accounts"))
