"""One proposal: what it says at the left, what it costs, what is still wrong; the pages as they will print at the right (F9 folds them)."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kamdesk.core.files import Kept
from kamdesk.core.findings import Finding, Severity, counted
from kamdesk.core.problems import Refused
from kamdesk.library.actions import attach_file, remove_file
from kamdesk.library.queries import attachments_of
from kamdesk.proposals import actions, queries
from kamdesk.proposals.document import proposal_paper
from kamdesk.proposals.page.issuing import issuing, read_pictures
from kamdesk.proposals.page.writing import Writing
from kamdesk.proposals.queries import LINE_FIELDS, PROPOSAL_FIELDS
from kamdesk.proposals.rules import FACTS, LETTER, PRICES, Line, ProposalSheet, findings, in_capitals, line_total
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, Figure, HeaderCard, scrolled, stacked
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.field_table import Deeds, Derived, FieldTable
from kamdesk.widgets.finding_list import FindingList
from kamdesk.widgets.form import Form
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.keeping import keep_each
from kamdesk.widgets.live_preview import LivePreview, Maker
from kamdesk.widgets.new_dialog import made
from kamdesk.widgets.page import splitter
from kamdesk.widgets.tabs import Tabs
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP, Tone

TEXT, PICTURES, PROBLEMS = "text", "pictures", "problems"
TABS = (TEXT, PRICES, FACTS, PICTURES, PROBLEMS)
_SHOWN = ("item", "specification", "unit", "quantity", "unit_price", "note")
COLUMNS = tuple(field for name in _SHOWN for field in LINE_FIELDS if field.name == name)
_HIDDEN = ("letter", "state", "issued_hash", "version", "earlier")
CARD_FIELDS = tuple(field for field in PROPOSAL_FIELDS if field.name not in _HIDDEN)


class Studio(QWidget):
    """Signals: `left` back to the list, `copied(UUID)` a new version was made."""

    left = Signal()
    copied = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self.sheet: ProposalSheet | None = None
        self.findings: tuple[Finding, ...] = ()
        self._build_head()
        self.writing = Writing(desk)
        self.prices = self._build_prices()
        self.total = label("", "strong")
        self.total.setObjectName("prices.total")
        self.capitals = label("", "muted", wrap=True, selectable=True)
        self.capitals.setObjectName("prices.capitals")
        self.form = Form(desk, CARD_FIELDS, self._save)
        self.pictures = QListWidget()
        self.pictures.setObjectName("pictures")
        self.problems = FindingList(self._words, self._words("Nothing is missing: this proposal can be issued."))
        self.problems.chosen.connect(self.show_place)
        self.tabs = self._build_tabs()
        self.preview = LivePreview(desk, self._words("As it prints"), self._maker)
        self.parts = splitter(self.tabs, self.preview, stretches=(3, 2))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self.head)
        whole.addWidget(self.parts, 1)
        for key in (*TABS, TEXT):
            self.tabs.open(key)  # every part gets its place and parent at once: Qt must own what Python made
        self.tabs.switched.connect(self.settle)  # the problems must not speak of a text as it was
        QShortcut(QKeySequence("F9"), self, self.fold, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_one(self, proposal: UUID) -> None:
        """Raises Refused("gone")."""
        sheet = self._desk.ask(queries.proposal_sheet, proposal)
        another = self.sheet is None or self.sheet.id != proposal
        self.sheet, self.findings = sheet, findings(sheet)
        card = self._desk.ask(queries.proposal_card, proposal)
        self._show_head(sheet)
        self.writing.show_sheet(sheet, self.findings)
        self.prices.put([(line.id, _values(line)) for line in sheet.lines], sheet.frozen)
        self._say_total(sheet)
        self.form.setEnabled(not sheet.frozen)
        self.form.show_values(card.values)
        self._show_pictures(proposal)
        self.problems.put(self.findings)
        self._title_tabs()
        if another:
            self.tabs.open(TEXT)
            self.writing.outline.setFocus()
        self.preview.soon()

    def show_place(self, finding: Finding) -> None:
        """Goes to where a finding is."""
        if finding.tab in (LETTER, "sections"):
            self.tabs.open(TEXT)
            self.writing.open(None if finding.tab == LETTER else finding.row or self.writing.current)
        elif finding.tab == PRICES:
            self.tabs.open(PRICES)
            if finding.row is not None:
                self.prices.select(finding.row)
        elif finding.tab == FACTS:
            self.tabs.open(FACTS)

    def fold(self) -> None:
        """F9: the pages come and go."""
        self.preview.setVisible(not self.preview.isVisible())

    def settle(self) -> None:
        self.writing.settle()

    def edit(self) -> None:
        self.tabs.open(FACTS)
        self.form.edit_first()

    def issue(self) -> None:
        self.settle()
        if self.sheet is None:
            return
        if self.sheet.frozen:
            self._refuse(Refused("issued_is_frozen", facts={"name": self.sheet.name, "day": self._words.day_short(self.sheet.dated)}))
            return
        made(issuing(self, self._desk, self.sheet, self._words))

    def copy(self) -> None:
        self.settle()
        if self.sheet is not None:
            self.copied.emit(self._desk.do(actions.copy_proposal, self.sheet.id))

    def start_from_outline(self) -> None:
        if self.sheet is None:
            return
        self.settle()
        try:
            self._desk.do(actions.start_from_outline, self.sheet.id, str(self._words.language))
        except Refused as refused:
            self._refuse(refused)

    def add_pictures(self) -> None:
        names, _kinds = QFileDialog.getOpenFileNames(self, self._words("Add pictures"), "", "PNG, JPEG (*.png *.jpg *.jpeg)")
        keep_each(self._desk, [Path(name) for name in names], self.take_picture)

    def take_picture(self, name: str, kept: Kept) -> None:
        if self.sheet is not None:
            self._desk.do(attach_file, kept, name, "proposal", self.sheet.id, self._desk.today())

    def _save(self, values: dict[str, object]) -> object:
        assert self.sheet is not None
        return self._desk.do(actions.save_proposal, self.sheet.id, values)

    def _refuse(self, refused: Refused) -> None:
        self._desk.refuse(self, refused)

    def _maker(self) -> Maker | None:
        if self.sheet is None:
            return None
        proposal, words, today = self.sheet.id, self._words, self._desk.today()

        def make(job: Job) -> bytes:
            sheet = job.ask(queries.proposal_sheet, proposal)
            return proposal_paper(sheet, words, today, read_pictures(job, sheet)).pdf

        return make

    def _build_head(self) -> None:
        words = self._words
        self.head = HeaderCard()
        back = buttons.plain(words("All proposals"), "arrow-left", name="proposal.back")
        back.clicked.connect(self.left)
        outline = buttons.plain(words("Outline"), "list", name="proposal.outline")
        outline.setToolTip(words("Start an empty proposal from the playbook's outline"))
        outline.clicked.connect(self.start_from_outline)
        self.outline_button = outline
        self.copy_button = buttons.plain(words("New version"), "copy", name="proposal.copy")
        self.copy_button.clicked.connect(self.copy)
        self.issue_button = buttons.primary(words("Issue…"), "file-check", name="proposal.issue")
        self.issue_button.clicked.connect(self.issue)
        fold = buttons.tool("panel-right", words("Show or hide the pages"), name="proposal.fold")
        fold.setToolTip(buttons.with_key(words("Show or hide the pages"), "F9"))
        fold.clicked.connect(self.fold)
        for part in (back, outline, self.copy_button, self.issue_button, fold):
            self.head.add_action(part)

    def _show_head(self, sheet: ProposalSheet) -> None:
        words, counts = self._words, counted(self.findings)
        state = words.translated(sheet.state.label)
        badges = [(f"{state} · V{sheet.version}", Tone.GOOD if sheet.frozen else Tone.ACCENT)]
        line = " · ".join(part for part in (sheet.account, sheet.reader, sheet.number) if part)
        if sheet.frozen:
            facts = {"to": sheet.issued_to, "day": words.day(sheet.dated), "hash": sheet.issued_hash[:12]}
            line = " · ".join((line, words("to {to} on {day}, SHA-256 {hash}…", **facts)))
        self.head.show_words(sheet.name, line, badges)
        wrong = counts[Severity.FATAL] + counts[Severity.SERIOUS]
        self.head.show_figures((
            Figure(words("Total price"), words.wan(sheet.total) if sheet.lines else "—", tip=words.money(sheet.total)),
            Figure(words("Problems"), str(wrong), Tone.CAUTION if wrong else Tone.GOOD, words("See the tab Problems")),
        ))  # fmt: skip
        self.issue_button.setVisible(not sheet.frozen)
        self.outline_button.setVisible(not sheet.sections)

    def _build_tabs(self) -> Tabs:
        words, tabs = self._words, Tabs()
        tabs.add(TEXT, words("Text"), self._text_tab)
        tabs.add(PRICES, words("Prices"), self._prices_tab)
        tabs.add(FACTS, words("Data"), self._facts_tab)
        tabs.add(PICTURES, words("Pictures"), self._pictures_tab)
        tabs.add(PROBLEMS, words("Problems"), self._problems_tab)
        return tabs

    def _text_tab(self) -> QWidget:
        return self.writing

    def _prices_tab(self) -> QWidget:
        card = Card(self._words("Price table"))
        card.add(self.prices, 1)
        card.add(stacked(self.total, self.capitals, spacing=2))
        return card

    def _facts_tab(self) -> QWidget:
        card = Card(self._words("Data"))
        card.add(self.form)
        card.add_stretch()
        return scrolled(card)

    def _pictures_tab(self) -> QWidget:
        card = Card(self._words("Pictures"))
        add = buttons.plain(self._words("Add pictures"), "plus", name="pictures.add")
        add.clicked.connect(self.add_pictures)
        remove = buttons.plain(self._words("Remove"), "trash-2", name="pictures.remove")
        remove.clicked.connect(self._remove_picture)
        card.add_action(add)
        card.add_action(remove)
        hint = self._words("Write ![caption](name.png) where a picture is to stand, or choose it from Insert.")
        card.add(label(hint, "muted", wrap=True))
        card.add(self.pictures, 1)
        return card

    def _problems_tab(self) -> QWidget:
        return _framed(self.problems)

    def _build_prices(self) -> FieldTable:
        deeds = Deeds(self._save_line, self._add_line, self._remove_line, self._move_line)
        total = Derived(self._words("Amount (yuan)"), self._amount, "unit_price")
        widths = {"item": 150, "specification": 104, "unit": 76, "quantity": 60, "unit_price": 108, "note": 80}
        return FieldTable(self._desk, COLUMNS, deeds, (total,), widths)

    def _amount(self, values: object) -> str:
        assert isinstance(values, dict)
        return self._words.money(line_total(values["quantity"], values["unit_price"]))

    def _save_line(self, line: UUID, values: dict[str, object]) -> object:
        return self._desk.do(actions.save_price_line, line, values)

    def _add_line(self) -> UUID:
        assert self.sheet is not None
        values = {"item": self._words("New item"), "quantity": "1", "unit_price": 0}
        return self._desk.do(actions.add_price_line, self.sheet.id, values)

    def _remove_line(self, line: UUID) -> object:
        return self._desk.do(actions.remove_price_line, line)

    def _move_line(self, line: UUID, place: int) -> object:
        return self._desk.do(actions.move_price_line, line, place)

    def _say_total(self, sheet: ProposalSheet) -> None:
        self.total.setText(self._words("Total: {total} yuan", total=self._words.money(sheet.total)))
        self.capitals.setText(in_capitals(sheet.total))

    def _show_pictures(self, proposal: UUID) -> None:
        self.pictures.clear()
        for file in self._desk.ask(attachments_of, "proposal", proposal):
            item = QListWidgetItem(file.name)
            item.setData(Qt.ItemDataRole.UserRole, file.id)
            self.pictures.addItem(item)

    def _remove_picture(self) -> None:
        item = self.pictures.currentItem()
        if item is not None:
            self._desk.do(remove_file, item.data(Qt.ItemDataRole.UserRole))

    def _title_tabs(self) -> None:
        count = len(self.findings)
        self.tabs.set_title(PROBLEMS, self._words("Problems") + (f" {count}" if count else ""))


def _framed(content: QWidget) -> QWidget:
    card = Card()
    card.add(content, 1)
    return card


def _values(line: Line) -> dict[str, object]:
    return {name: getattr(line, name) for name in _SHOWN}
