"""投标文件: the bid on paper, form by form, from one price and one set of names. The forms' texts are data (playbook/forms.json)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from kamdesk.bids.rules.sheet import Answer, BidSheet, Form, Scan, Signing
from kamdesk.core.marking import N_
from kamdesk.core.places import resource
from kamdesk.core.problems import Refused, say
from kamdesk.core.words import Words
from kamdesk.paper import blocks as paper
from kamdesk.paper.blocks import MM, Align, Block, Cell, Column, Fact, Facts, ForeignPages, Heading, Manner, Numbering, Paragraph, Row
from kamdesk.paper.blocks import Table as Grid
from kamdesk.paper.frames import Cover, Paper, report
from kamdesk.proposals.document import escaped, ordinal, written
from kamdesk.proposals.rules import in_capitals
from kamdesk.tenders.rules import ClauseKind

say({"scan_missing": N_("“{name}” is not among the files of this workspace. Attach it again, or take it out of the bid.")})

_SIZE, _CELL = 11.0, 9.0  # bids are set a little larger than proposals
_ROW, _PRICE_ROW = 10 * MM, 8 * MM  # rows of a form
_MANNERS = {"flush": Manner.FLUSH, "body": Manner.BODY, "note": Manner.NOTE}


@cache
def forms() -> Mapping[str, Any]:
    """The texts of the forms, Chinese and English side by side."""
    found: Mapping[str, Any] = json.loads(resource("playbook/forms.json").read_text(encoding="utf-8"))
    return found


def bid_paper(
    sheet: BidSheet,
    words: Words,
    today: date,
    scans: Mapping[UUID, bytes] | None = None,
    images: Mapping[str, bytes] | None = None,
    copy: bool = False,
) -> Paper:
    """The whole bid: cover, contents, forms, tables, technical part, scans with pages numbered on.

    `scans` are the bytes of the PDFs by the attachment's id, `images` those of `sheet.pictures` by file name; `copy` prints 副本.
    Raises Refused: scan_missing, and what paper.merge says of a broken or locked scan, with the scan's name.
    """
    setting = _Setting(sheet, words, sheet.dated or today)
    blocks: list[Block] = []
    for place, form in enumerate(setting.parts(), 1):
        title = forms()[form.value]["title"][words.language]
        blocks.append(Heading(f"{ordinal(place)}、{title}" if words.chinese else f"{place}. {title}", 1, new_page=True))
        blocks += setting.part(form, scans or {}, images or {})
    return report(
        sheet.tender.name or sheet.name, blocks, words, setting.day, cover=setting.cover(copy), header_right=sheet.tender.number,
        footer=sheet.company.name, author=sheet.company.name, size=_SIZE,
    )  # fmt: skip


class _Setting:
    """One bid being set in one language."""

    def __init__(self, sheet: BidSheet, words: Words, day: date) -> None:
        self.sheet, self.words, self.day = sheet, words, day
        self.values = self._values()

    def parts(self) -> tuple[Form, ...]:
        """The forms of this bid in their order: no power of attorney where the legal representative signs, no annex without scans."""
        without = set() if self.sheet.signing is Signing.AGENT else {Form.AUTHORITY}
        without |= set() if self.sheet.scans else {Form.SCANS}
        return tuple(form for form in Form if form not in without)

    def part(self, form: Form, scans: Mapping[UUID, bytes], images: Mapping[str, bytes]) -> list[Block]:
        match form:
            case Form.IDENTITY:
                return self._form(form, [self._identity()])
            case Form.OPENING:
                return self._form(form, [self._opening()])
            case Form.PRICES:
                return self._form(form, [self._prices()])
            case Form.COMMERCIAL:
                return self._form(form, [self._deviations(ClauseKind.COMMERCIAL)])
            case Form.TECHNICAL_TABLE:
                return self._form(form, [self._deviations(ClauseKind.TECHNICAL)])
            case Form.TECHNICAL:
                return self._technical(images)
            case Form.SCANS:
                return self._form(form, [self._scan_list()]) + self._scans(scans)
        return self._form(form, [])

    def cover(self, copy: bool) -> Cover:
        """The customary cover: 投标文件（正本）, and who bids."""
        texts, words, sheet = forms()["cover"], self.words, self.sheet
        kind = f"{texts['kind'][words.language]}\n{texts['copy' if copy else 'original'][words.language]}"
        number = words("Tender number: {number}", number=sheet.tender.number) if sheet.tender.number else ""
        lot = words("Lot: {lot}", lot=sheet.tender.lot) if sheet.tender.lot else ""
        lines = (
            (words("Bidder (seal)"), sheet.company.name),
            (words("Signed by (representative or agent)"), ""),
            (words("Date"), self._day(self.day)),
        )
        return Cover(kind, "\n".join(part for part in (number, lot) if part), lines, centred=True)

    def _form(self, form: Form, own: Sequence[Block]) -> list[Block]:
        """Paragraphs as the playbook has them, with our own table or grid where it says so, and the places to sign."""
        texts, language = forms()[form.value], self.words.language
        blocks: list[Block] = []
        for paragraph in texts.get("paragraphs", ()):
            if paragraph.get("needs") and not self.values.get(paragraph["needs"]):
                continue
            match paragraph["kind"]:
                case "facts" | "table":
                    blocks += own
                case "contacts":
                    blocks.append(self._contacts())
                case "items":
                    blocks.append(paper.Bullets(tuple(self._filled(text) for text in paragraph[language]), Numbering.BRACKETS))
                case "cards":
                    blocks.append(self._cards(paragraph[language]))
                case kind:
                    blocks.append(Paragraph(self._filled(paragraph[language]), _MANNERS[kind]))
        places = tuple(place for name in texts.get("places", ()) for place in self._place(name))
        if places and isinstance(blocks[-1], Paragraph):
            blocks[-1] = replace(blocks[-1], hold=True)  # nobody signs a page that says nothing
        return [*blocks, paper.Signature(places)] if places else blocks

    def _cards(self, label: str) -> Block:
        """Room for both sides of an identity card, in its true size and a little more."""
        sides = (self.words("{card}, front", card=label), self.words("{card}, back", card=label))
        return paper.Together((paper.Columns(tuple((paper.WriteBox(56 * MM, side),) for side in sides), gap=14),))

    def _place(self, name: str) -> list[paper.Signing]:
        words, company = self.words, self.sheet.company
        match name:
            case "bidder":
                return [paper.Signing(words("Bidder (seal)"), company.name, seal=True)]
            case "signer" if self.sheet.signing is Signing.REPRESENTATIVE:
                return [paper.Signing(words("Legal representative (signature)"))]
            case "signer":
                return [paper.Signing(words("Authorised agent (signature)"))]
            case "representative":
                return [paper.Signing(words("Legal representative (signature)"))]
            case "agent":
                return [paper.Signing(words("Authorised agent (signature)"))]
            case _:
                return [paper.Signing(words("Date"), self._day(self.day))]

    def _contacts(self) -> Block:
        """Where the bidder is reached, as far as it is on file."""
        words, company = self.words, self.sheet.company
        reached = (
            (words("Address"), company.address), (words("Postcode"), company.postcode), (words("Phone"), company.phone),
            (words("Fax"), company.fax), (words("E-mail"), company.email),
        )  # fmt: skip
        return Facts(tuple(Fact(label, value) for label, value in reached if value))

    def _identity(self) -> Block:
        words, company = self.words, self.sheet.company
        sex = words.translated(company.representative_sex.label) if company.representative_sex else ""
        age = "" if company.representative_age is None else str(company.representative_age)
        return Facts(
            (
                Fact(words("Name of the bidder"), company.name, wide=True),
                Fact(words("Unified credit code"), company.credit_code, wide=True),
                Fact(words("Kind of company"), company.nature),
                Fact(words("Founded"), self._day(company.founded)),
                Fact(words("Address"), company.address, wide=True),
                Fact(words("Business term"), company.business_term, wide=True),
                Fact(words("Full name"), company.legal_representative),
                Fact(words("Sex"), sex),
                Fact(words("Age"), age),
                Fact(words("Position held"), company.representative_position),
            ),
            ruled=True, row_height=_ROW,
        )  # fmt: skip

    def _opening(self) -> Block:
        words, sheet = self.words, self.sheet
        bond = f"{words.money(sheet.bond)} {words('yuan')}" if sheet.bond is not None else ""
        rows = (
            (words("Name of the tendered project"), sheet.tender.name),
            (words("Tender number"), sheet.tender.number),
            (words("Lot"), sheet.tender.lot),
            (words("Name of the bidder"), sheet.company.name),
            (words("Bid price in capitals"), in_capitals(sheet.total)),
            (words("Total price in figures"), f"￥{words.money(sheet.total)} {words('yuan')}"),
            (words("Delivery time"), sheet.delivery),
            (words("Warranty"), sheet.warranty),
            (words("Quality standard"), sheet.quality),
            (words("Bid validity"), self.values["validity_days"]),
            (words("Bid bond"), " ".join(part for part in (bond, sheet.bond_form) if part)),
            (words("Remarks"), sheet.remarks),
        )
        always = {words("Bid price in capitals"), words("Delivery time"), words("Remarks")}
        facts = tuple(Fact(label, value, wide=True) for label, value in rows if value or label in always)
        return Facts(facts, columns=1, ruled=True, row_height=_ROW)

    def _prices(self) -> Block:
        words = self.words
        columns = (
            Column(words("No."), align=Align.CENTRE), Column(words("Item"), width=2.4), Column(words("Model and specification"), width=2.2),
            Column(words("Maker and origin"), width=1.6), Column(words("Unit of measure")), Column(words("Quantity"), align=Align.RIGHT),
            Column(words("Unit price (yuan)"), align=Align.RIGHT), Column(words("Amount (yuan)"), align=Align.RIGHT),
        )  # fmt: skip
        rows: list[Row | Sequence[str | Cell]] = [
            (
                str(place),
                f"{item.item}\n{item.note}" if item.note else item.item,
                item.model,
                item.maker,
                item.unit,
                f"{item.quantity:,f}",
                words.money(item.unit_price),
                words.money(item.total),
            )
            for place, item in enumerate(self.sheet.items, 1)
        ]
        total = Cell(words.money(self.sheet.total), columns=2, align=Align.RIGHT)
        rows.append(Row((Cell(words("Total (carried to the bid letter)"), columns=6, align=Align.RIGHT), total), strong=True))
        rows.append(Row((Cell(words("In capitals: {capitals}", capitals=in_capitals(self.sheet.total)), columns=8),), shaded=True))
        return Grid(columns, tuple(rows), ruled=True, size=_CELL, row_height=_PRICE_ROW)

    def _deviations(self, kind: ClauseKind) -> Block:
        """One row per clause; a ★ stands before the text of a substantive one."""
        words = self.words
        columns = (
            Column(words("No."), align=Align.CENTRE), Column(words("Clause number")), Column(words("Text of the tender"), width=3.0),
            Column(words("Our response"), width=3.0), Column(words("Deviation"), align=Align.CENTRE),
            Column(words("Supporting evidence"), width=1.3),
        )  # fmt: skip
        answers = [answer for answer in self.sheet.answers if answer.kind is kind]
        rows: list[Row | Sequence[str | Cell]] = [self._deviation(place, answer) for place, answer in enumerate(answers, 1)]
        if not rows:
            met = words("We meet every requirement of the tender documents.")
            rows = [("1", "—", words("All requirements"), met, words("No deviation"), "")]
        return Grid(columns, tuple(rows), ruled=True, size=_CELL)

    def _deviation(self, place: int, answer: Answer) -> tuple[str, ...]:
        demand = f"★ {answer.demand}" if answer.starred else answer.demand
        deviation = self.words.translated(answer.deviation.label) if answer.deviation else ""
        return (str(place), answer.number, demand, answer.answer, deviation, answer.evidence)

    def _technical(self, images: Mapping[str, bytes]) -> list[Block]:
        figures = {name: self.values[name] for name in ("total", "total_capitals")}
        values = escaped({**self.sheet.values, **figures, "today": self._day(self.day)})
        found: list[Block] = []
        for place, section in enumerate(self.sheet.sections, 1):
            heading = section.heading
            if not heading[:1].isdigit() and heading[:1] not in "（(第":
                heading = f"（{ordinal(place)}）{heading}" if self.words.chinese else f"{place}) {heading}"
            found += [Heading(heading, 2), *written(section.body, values, images, first_level=3)]
        return found or [Paragraph(self.words("Not written yet."), Manner.NOTE)]

    def _scan_list(self) -> Block:
        words = self.words
        columns = (
            Column(words("No."), align=Align.CENTRE), Column(words("Document"), width=3.0), Column(words("Valid until"), width=1.4),
        )  # fmt: skip
        rows = tuple((str(place), scan.heading, self._day(scan.valid_to)) for place, scan in enumerate(self.sheet.scans, 1))
        return Grid(columns, rows, ruled=True, row_height=_PRICE_ROW)

    def _scans(self, scans: Mapping[UUID, bytes]) -> list[Block]:
        return [ForeignPages(_bytes_of(scan, scans), scan.heading, 2, scan_name(scan)) for scan in self.sheet.scans]

    def _filled(self, text: str) -> str:
        """Values filled in; what is missing stands as 〔name〕, so that nobody signs over a gap unseen."""
        return self.words.filled(text, {name: value or f"〔{self._label(name)}〕" for name, value in self.values.items()})

    def _label(self, name: str) -> str:
        return self.words.translated(_LABELS.get(name, "")) or name

    def _values(self) -> dict[str, str]:
        sheet, tender, company, words = self.sheet, self.sheet.tender, self.sheet.company, self.words
        validity = sheet.validity_days
        return {
            "buyer": tender.buyer, "project": tender.name, "number": tender.number, "company": company.name,
            "representative": company.legal_representative, "agent": sheet.agent_name, "agent_position": sheet.agent_position,
            "total": words.money(sheet.total), "capitals": in_capitals(sheet.total), "total_capitals": in_capitals(sheet.total),
            "tax": "" if sheet.tax_rate is None else str(sheet.tax_rate), "validity": "" if validity is None else str(validity),
            "validity_days": "" if validity is None else f"{validity} {words('days')}",
            "delivery": sheet.delivery, "warranty": sheet.warranty, "quality": sheet.quality, "remarks": sheet.remarks,
            "bond": words.money(sheet.bond), "bond_capitals": in_capitals(sheet.bond or 0), "bond_form": sheet.bond_form,
            "no_bond": "" if sheet.bond is not None else "x",
            "authority_from": words("from {day}", day=self._day(sheet.authority_from or self.day)),
            "authority_until": self._day(sheet.authority_until),
        }  # fmt: skip

    def _day(self, day: date | None) -> str:
        return "" if day is None else self.words.day(day)


def scan_name(scan: Scan) -> str:
    """What a scan is called where it is refused."""
    return f"{scan.heading}（{scan.name}）" if scan.name and scan.name != scan.heading else scan.heading


def _bytes_of(scan: Scan, scans: Mapping[UUID, bytes]) -> bytes:
    found = scans.get(scan.attachment)
    if found is None:
        raise Refused("scan_missing", facts={"name": scan_name(scan)})
    return found


_LABELS = {
    "buyer": N_("Buyer as named in the tender"), "project": N_("Name of the tendered project"), "number": N_("Tender number"),
    "company": N_("Company name"), "representative": N_("Legal representative"), "agent": N_("Authorised agent"),
    "agent_position": N_("Position held"), "capitals": N_("Bid price in capitals"), "validity": N_("Bid validity"),
    "delivery": N_("Delivery time offered"), "warranty": N_("Warranty offered"), "bond_form": N_("Form of our bid bond"),
    "authority_until": N_("Authority until"),
}  # fmt: skip
