"""The bid desk: can this bid be thrown out? The strip above says it; the tabs go from the tender's facts to the finished pages."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kamdesk.bids import actions, queries
from kamdesk.bids.document import bid_paper
from kamdesk.bids.page.answers import Answers
from kamdesk.bids.page.columns import days_tone, said_days
from kamdesk.bids.page.scans import Scans
from kamdesk.bids.page.technical import Technical
from kamdesk.bids.queries import BID_FIELDS, ITEM_FIELDS, BidCard
from kamdesk.bids.rules.sheet import ANSWERS, OFFER, SCANS, SIGNING, TECHNICAL, TENDER, BidSheet, BidState, Item
from kamdesk.core.findings import Finding, Severity
from kamdesk.core.problems import Refused
from kamdesk.proposals.rules import in_capitals, line_total
from kamdesk.tenders.actions import save_tender
from kamdesk.tenders.queries import TENDER_FIELDS, articles, tender_card
from kamdesk.tenders.rules import article_of
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, Figure, HeaderCard, beside, holder, scrolled, stacked
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.dialogs import agreed
from kamdesk.widgets.field_table import Deeds, Derived, FieldTable
from kamdesk.widgets.finding_list import FindingList
from kamdesk.widgets.form import Form
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.live_preview import LivePreview, Maker
from kamdesk.widgets.tabs import Tabs
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP, Tone

CHECK, PREVIEW = "check", "preview"
TABS = (TENDER, OFFER, ANSWERS, SIGNING, TECHNICAL, SCANS, CHECK, PREVIEW)
_ITEM = ("item", "model", "maker", "unit", "quantity", "unit_price", "note")
COLUMNS = tuple(field for name in _ITEM for field in ITEM_FIELDS if field.name == name)
_SIGNER = "Signature"
OFFER_FIELDS = tuple(field for field in BID_FIELDS if field.group != _SIGNER and field.name not in ("tender", "state"))
SIGNER_FIELDS = tuple(field for field in BID_FIELDS if field.group == _SIGNER)


def read_files(job: Job, sheet: BidSheet) -> tuple[dict[UUID, bytes], dict[str, bytes]]:
    """The bytes of scans and pictures. Raises Refused where one is missing or damaged."""
    scans = {scan.attachment: job.store.files.content(scan.content) for scan in sheet.scans}
    return scans, {name: job.store.files.content(content) for name, content in sheet.pictures.items()}


class BidDesk(QWidget):
    """Signals: `left` back to the list."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self.card: BidCard | None = None
        self._build_head()
        self.tender_form = Form(desk, TENDER_FIELDS, self._save_tender, columns=2)
        self.offer_form = Form(desk, OFFER_FIELDS, self._save_bid, columns=2)
        self.signer_form = Form(desk, SIGNER_FIELDS, self._save_bid)
        self.prices = self._build_prices()
        self.total, self.capitals = label("", "figure"), label("", "muted", wrap=True, selectable=True)
        self.total.setObjectName("prices.total")
        self.capitals.setObjectName("prices.capitals")
        self.company = label("", "muted", wrap=True)
        self.answers, self.technical, self.scans = Answers(desk), Technical(desk), Scans(desk)
        self.check = FindingList(self._words, self._words("Nothing was found that could throw this bid out."))
        self.check.chosen.connect(self.show_place)
        self.preview = LivePreview(desk, self._words("As it prints"), self._maker)
        self.preview.preview.sheets.zoom_to(1.0)
        self.tabs = self._build_tabs()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self.head)
        whole.addWidget(self.tabs, 1)
        for key in (*TABS, TENDER):
            self.tabs.open(key)  # every part gets its place and parent at once: Qt must own what Python made
        self.tabs.switched.connect(self.settle)  # the check must not speak of a text as it was

    def show_one(self, bid: UUID) -> None:
        """Raises Refused("gone")."""
        another = self.card is None or self.card.id != bid
        card = self.card = self._desk.ask(queries.bid_card, bid, self._desk.today())
        frozen = card.sheet.state is not BidState.PREPARING
        self._show_head(card)
        self.tender_form.show_values(self._desk.ask(tender_card, card.tender, self._desk.today()).values)
        for form in (self.offer_form, self.signer_form):
            form.setEnabled(not frozen)
            form.show_values(card.values)
        self.prices.put([(item.id, _values(item)) for item in card.sheet.items], frozen)
        self.total.setText(f"￥ {self._words.money(card.sheet.total)}")
        self.capitals.setText(in_capitals(card.sheet.total))
        self._show_company(card.sheet)
        self.answers.show_sheet(card.sheet, card.tender)
        self.technical.show_sheet(card.sheet, card.report.findings)
        self.scans.show_sheet(card.sheet)
        self.check.put(card.report.findings, [self._words.translated(sentence) for sentence in card.report.passed])
        self.tabs.set_title(CHECK, self._words("Bid check") + (f" {len(card.report.findings)}" if card.report.findings else " ✓"))
        self.preview.soon()
        if another:
            self.tabs.open(TENDER)

    def show_place(self, finding: Finding) -> None:
        """Goes to where a finding is."""
        self.tabs.open(finding.tab or CHECK)
        if finding.row is None:
            return
        if finding.tab == OFFER:
            self.prices.select(finding.row)
        elif finding.tab == ANSWERS:
            self.answers.open(finding.row)
        elif finding.tab == TECHNICAL:
            self.technical.open(finding.row)
        elif finding.tab == SCANS:
            self.scans.table.select(finding.row)

    def settle(self) -> None:
        self.technical.settle()

    def edit(self) -> None:
        forms = {TENDER: self.tender_form, OFFER: self.offer_form, SIGNING: self.signer_form}
        forms.get(self.tabs.key, self.tender_form).edit_first()

    def hand_in(self) -> None:
        """Asks once more where the check found something fatal; the bid is frozen then."""
        self.settle()
        if self.card is None:
            return
        fatal, words = self.card.report.number(Severity.FATAL), self._words
        sentence = words("The bid is frozen as it stands; it can be taken back to preparation.")
        if fatal:
            warning = words("The check found {n} fatal faults. Handed in like this, the bid would probably be rejected.", n=fatal)
            sentence = f"{warning}\n{sentence}"
        if agreed(self, words("Record that the bid was handed in?"), sentence, words("Handed in"), words):
            self._try(actions.hand_in_bid)

    def reopen(self) -> None:
        self._try(actions.reopen_bid)

    def _try(self, deed: object) -> None:
        assert self.card is not None
        try:
            self._desk.do(deed, self.card.id)  # type: ignore[arg-type]
        except Refused as refused:
            self._desk.refuse(self, refused)

    def _save_tender(self, values: dict[str, object]) -> object:
        assert self.card is not None
        return self._desk.do(save_tender, self.card.tender, values)

    def _save_bid(self, values: dict[str, object]) -> object:
        assert self.card is not None
        return self._desk.do(actions.save_bid, self.card.id, values)

    def _maker(self) -> Maker | None:
        if self.card is None:
            return None
        bid, words, today = self.card.id, self._words, self._desk.today()

        def make(job: Job) -> bytes:
            sheet = job.ask(queries.bid_sheet, bid)
            scans, images = read_files(job, sheet)
            return bid_paper(sheet, words, today, scans, images).pdf

        return make

    def _build_head(self) -> None:
        words = self._words
        self.head = HeaderCard()
        back = buttons.plain(words("All bids"), "arrow-left", name="bid.back")
        back.clicked.connect(self.left)
        self.hand_in_button = buttons.primary(words("Handed in…"), "stamp", name="bid.hand_in")
        self.hand_in_button.clicked.connect(self.hand_in)
        self.reopen_button = buttons.plain(words("Back to preparation"), "undo-2", name="bid.reopen")
        self.reopen_button.clicked.connect(self.reopen)
        for part in (back, self.reopen_button, self.hand_in_button):
            self.head.add_action(part)

    def _show_head(self, card: BidCard) -> None:
        words, sheet, report = self._words, card.sheet, card.report
        preparing = sheet.state is BidState.PREPARING
        line = " · ".join(part for part in (sheet.tender.buyer, sheet.tender.number) if part)
        self.head.show_words(sheet.name, line, [(words.translated(sheet.state.label), Tone.ACCENT if preparing else Tone.GOOD)])
        self.hand_in_button.setVisible(preparing)
        self.reopen_button.setVisible(not preparing)
        fatal, serious = report.number(Severity.FATAL), report.number(Severity.SERIOUS)
        answered, stars = sheet.starred
        star_tone = Tone.BAD if answered < stars else Tone.GOOD if stars else Tone.PLAIN
        priced = bool(sheet.items) and not any(finding.code in _PRICE_FAULTS for finding in report.findings)
        self.head.show_figures((
            Figure(words("To hand-in"), said_days(card.days_left, words), days_tone(card.days_left), words.moment(sheet.tender.deadline)),
            Figure(words("★ answered"), f"{answered}/{stars}" if stars else "—", star_tone),
            Figure(words("Price"), f"{words.wan(sheet.total)} {'✓' if priced else '✕'}", Tone.GOOD if priced else Tone.BAD,
                   words("One total everywhere: {total} yuan", total=words.money(sheet.total))),
            Figure(words("Fatal"), str(fatal), Tone.BAD if fatal else Tone.GOOD, words("See the tab Bid check")),
            Figure(words("Serious"), str(serious), Tone.CAUTION if serious else Tone.GOOD, words("See the tab Bid check")),
        ))  # fmt: skip

    def _build_tabs(self) -> Tabs:
        words, tabs = self._words, Tabs()
        tabs.add(TENDER, words("Tender facts"), self._tender_tab)
        tabs.add(OFFER, words("Offer"), self._offer_tab)
        tabs.add(ANSWERS, words("Response table"), self._answers_tab)
        tabs.add(SIGNING, words("Authority and signature"), self._signing_tab)
        tabs.add(TECHNICAL, words("Technical part"), self._technical_tab)
        tabs.add(SCANS, words("Supporting documents"), self._scans_tab)
        tabs.add(CHECK, words("Bid check"), self._check_tab)
        tabs.add(PREVIEW, words("Preview"), self._preview_tab)
        return tabs

    def _tender_tab(self) -> QWidget:
        card = Card()
        card.add(self.tender_form)
        return scrolled(holder(stacked(card, self._integrity(), None)))

    def _integrity(self) -> QWidget:
        """Said where a rep would look for such fields."""
        words = self._words
        article = article_of(articles(), "secrecy", None, self._desk.today())
        sentence = words("There is no place here for a secret base price, for evaluators or for rivals' bids: the law keeps them secret.")
        card = Card(words("What is not here"))
        card.add(label(f"{sentence} {article.shown(words) if article else ''}".strip(), "muted", wrap=True))
        return card

    def _offer_tab(self) -> QWidget:
        table = Card(self._words("Itemised prices"))
        self.prices.setMinimumHeight(260)
        table.add(self.prices, 1)
        said = label(self._words("Total (carried to the bid letter)"), "muted")
        table.add(stacked(beside(said, self.total, None, spacing=12), self.capitals, spacing=2))
        terms = Card()
        terms.add(self.offer_form)
        return scrolled(holder(stacked(table, terms, None)))

    def _answers_tab(self) -> QWidget:
        return self.answers

    def _signing_tab(self) -> QWidget:
        card, ours = Card(), Card(self._words("Our company"))
        card.add(self.signer_form)
        link = buttons.link(self._words("Open our company's data"), name="bid.company")
        link.clicked.connect(self._to_company)
        ours.add_action(link)
        ours.add(self.company)
        return scrolled(holder(stacked(card, ours, None)))

    def _technical_tab(self) -> QWidget:
        return self.technical

    def _scans_tab(self) -> QWidget:
        return self.scans

    def _check_tab(self) -> QWidget:
        card = Card()
        card.add(self.check, 1)
        return card

    def _preview_tab(self) -> QWidget:
        return self.preview

    def _show_company(self, sheet: BidSheet) -> None:
        company = sheet.company
        parts = (company.name, company.legal_representative, company.representative_position, company.address, company.phone)
        said = " · ".join(part for part in parts if part)
        missing = self._words("Our company is not on file yet. The forms take its name, address and legal representative from there.")
        self.company.setText(said or missing)

    def _to_company(self) -> None:
        self._desk.open(Address("library"))

    def _build_prices(self) -> FieldTable:
        deeds = Deeds(self._save_item, self._add_item, self._remove_item, self._move_item)
        widths = {"item": 170, "model": 124, "maker": 120, "unit": 76, "quantity": 60, "unit_price": 112, "note": 80}
        return FieldTable(self._desk, COLUMNS, deeds, (Derived(self._words("Amount (yuan)"), self._amount, "unit_price", 130),), widths)

    def _amount(self, values: object) -> str:
        assert isinstance(values, dict)
        return self._words.money(line_total(values["quantity"], values["unit_price"]))

    def _save_item(self, item: UUID, values: dict[str, object]) -> object:
        return self._desk.do(actions.save_item, item, values)

    def _add_item(self) -> UUID:
        assert self.card is not None
        return self._desk.do(actions.add_item, self.card.id, {"item": self._words("New item"), "quantity": "1", "unit_price": 0})

    def _remove_item(self, item: UUID) -> object:
        return self._desk.do(actions.remove_part, "bid_item", item)

    def _move_item(self, item: UUID, place: int) -> object:
        return self._desk.do(actions.move_part, "bid_item", item, place)


_PRICE_FAULTS = frozenset({"no_items", "item_without_price", "total_too_large", "price_differs"})


def _values(item: Item) -> dict[str, object]:
    return {name: getattr(item, name) for name in _ITEM}
