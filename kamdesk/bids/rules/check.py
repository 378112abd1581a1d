"""废标自查: looks for everything that could throw a bid out, as far as kamdesk holds the data. Pure, quick at thousands of clauses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from kamdesk.bids.rules.names import NameIndex, amounts_in, project_numbers_in
from kamdesk.bids.rules.said import PASSED, SAID
from kamdesk.bids.rules.sheet import ANSWERS, OFFER, SCANS, SIGNING, TECHNICAL, TENDER, Answer, BidSheet, BidState, Deviation, Form, Signing
from kamdesk.core import money
from kamdesk.core.findings import Article, Finding, Severity, counted, worst_first
from kamdesk.core.marking import N_
from kamdesk.proposals.rules import VARIABLES, in_capitals, named_pictures, named_variables
from kamdesk.tenders.rules import article_of
from kamdesk.tenders.rules import findings as tender_findings

MOST_SHOWN = 30
_COPIED_FROM = 20  # shorter demands, such as "50 Hz", are rightly answered with the same words


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found, and the msgids of the rules that the bid passed."""

    findings: tuple[Finding, ...]
    passed: tuple[str, ...]

    def number(self, severity: Severity) -> int:
        return counted(self.findings)[severity]


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything that a check looks at: the bid, other customers' and projects' names, the law, the day."""

    sheet: BidSheet
    others: Sequence[str]
    articles: Sequence[Article]
    today: date

    def found(self, code: str, tab: str, row: UUID | None = None, law: str = "", **facts: object) -> Finding:
        severity, sentence, mend = SAID[code]
        article = article_of(self.articles, law, self.sheet.tender.regime, self.today) if law else None
        return Finding(code, severity, sentence, mend, tab, row, facts, article)


def check(sheet: BidSheet, others: Iterable[str], articles: Sequence[Article], today: date) -> Report:
    """`others` are names of other accounts, opportunities and tenders; `articles` the law's limits (see tenders.queries.articles)."""
    seen = Inspection(sheet, tuple(others), articles, today)
    findings: list[Finding] = []
    passed: list[str] = []
    for name, rule in RULES.items():
        found = list(rule(seen))
        findings += found
        if not found:
            passed.append(PASSED[name])
    return Report(worst_first(findings), tuple(passed))


def clause_name(answer: Answer) -> str:
    """A clause in few words: its number and how it begins."""
    begins = answer.demand if len(answer.demand) <= 24 else answer.demand[:23] + "…"
    return f"{answer.number} {begins}".strip()


def _prices(seen: Inspection) -> Iterator[Finding]:
    sheet = seen.sheet
    if not sheet.items:
        yield seen.found("no_items", OFFER)
        return
    for item in sheet.items:
        if item.unit_price == 0 or item.quantity == 0:
            yield seen.found("item_without_price", OFFER, item.id, item=item.item)
    capitals = in_capitals(sheet.total)
    if not capitals or money.read_capitals(capitals) != sheet.total:
        yield seen.found("total_too_large", OFFER)


def _stated(seen: Inspection) -> Iterator[Finding]:
    total = seen.sheet.total
    for tab, row, text in seen.sheet.text_fields:
        for said in amounts_in(text):
            if said != total:
                yield seen.found("price_differs", tab, row, "rejection", said=money.yuan(said), total=money.yuan(total))


def _limit(seen: Inspection) -> Iterator[Finding]:
    sheet = seen.sheet
    for code, most in (("over_ceiling", sheet.tender.ceiling), ("over_budget", sheet.tender.budget)):
        if most is not None and sheet.total > most:
            yield seen.found(code, OFFER, None, "rejection", price=money.yuan(sheet.total), most=money.yuan(most))
            return


def _stars(seen: Inspection) -> Iterator[Finding]:
    stars = [answer for answer in seen.sheet.answers if answer.starred]
    for code, faulty in (
        ("star_unanswered", [answer for answer in stars if answer.deviation is None]),
        ("star_negative", [answer for answer in stars if answer.deviation is Deviation.NEGATIVE]),
    ):
        for answer in faulty[:MOST_SHOWN]:
            yield seen.found(code, ANSWERS, answer.clause, "rejection", clause=clause_name(answer))
        if len(faulty) > MOST_SHOWN:
            yield seen.found("more_stars", ANSWERS, faulty[MOST_SHOWN].clause, "rejection", count=len(faulty) - MOST_SHOWN)


def _answers(seen: Inspection) -> Iterator[Finding]:
    answers = seen.sheet.answers
    if not answers:
        yield seen.found("no_clauses", ANSWERS)
    plain = [answer for answer in answers if not answer.starred]
    for code, faulty in (
        ("unanswered", [answer for answer in plain if answer.deviation is None]),
        ("negative", [answer for answer in plain if answer.deviation is Deviation.NEGATIVE]),
        ("bare", [answer for answer in answers if answer.deviation is not None and not answer.answer.strip()]),
        ("copied", [answer for answer in answers if len(answer.demand) >= _COPIED_FROM and answer.answer.strip() == answer.demand.strip()]),
    ):
        if faulty:
            yield seen.found(code, ANSWERS, faulty[0].clause, count=len(faulty), clause=clause_name(faulty[0]))


def _validity(seen: Inspection) -> Iterator[Finding]:
    offered, required = seen.sheet.validity_days, seen.sheet.tender.validity_days
    if offered is None:
        yield seen.found("no_validity", OFFER)
    elif required is not None and offered < required:
        yield seen.found("short_validity", OFFER, None, "rejection", offered=offered, required=required)


def _bond(seen: Inspection) -> Iterator[Finding]:
    sheet, required = seen.sheet, seen.sheet.tender.bond
    if not required:
        return
    if sheet.bond is None:
        yield seen.found("no_bond", OFFER, required=money.yuan(required))
    elif sheet.bond < required:
        yield seen.found("low_bond", OFFER, None, "rejection", required=money.yuan(required), bond=money.yuan(sheet.bond))
    days = sheet.validity_days or sheet.tender.validity_days
    if sheet.bond_until and sheet.opening_day and days and sheet.bond_until < sheet.opening_day + timedelta(days=days):
        yield seen.found("bond_ends", OFFER, None, "bond_term", end=sheet.bond_until.isoformat())
    given, asked = sheet.bond_form, sheet.tender.bond_form
    if given and asked and given not in asked and asked not in given:
        yield seen.found("bond_form", OFFER, None, given=given, asked=asked)


def _forms(seen: Inspection) -> Iterator[Finding]:
    for form, tab, code, wanted in _wanted(seen.sheet):
        missing = tuple(label for label, value in wanted.items() if value in (None, ""))
        if missing:
            yield seen.found(code, tab, None, form=form, fields=missing)
    if not seen.sheet.sections:
        yield seen.found("no_technical", TECHNICAL)


def _wanted(sheet: BidSheet) -> Iterator[tuple[Form, str, str, Mapping[str, object]]]:
    """(form, tab, code, values by label) of what each form cannot do without."""
    tender, company = sheet.tender, sheet.company
    yield Form.LETTER, TENDER, "lacks_fatal", {
        N_("Name of the tendered project"): tender.name, N_("Buyer as named in the tender"): tender.buyer, N_("Company name"): company.name,
    }  # fmt: skip
    yield Form.LETTER, OFFER, "lacks_serious", {
        N_("Address"): company.address, N_("Phone"): company.phone, N_("Date of the bid"): sheet.dated,
    }  # fmt: skip
    yield Form.IDENTITY, SIGNING, "lacks_fatal", {N_("Legal representative"): company.legal_representative}
    yield Form.IDENTITY, SIGNING, "lacks_serious", {
        N_("Kind of company"): company.nature, N_("Founded"): company.founded, N_("Business term"): company.business_term,
        N_("Sex"): company.representative_sex, N_("Age"): company.representative_age, N_("Position held"): company.representative_position,
    }  # fmt: skip
    if sheet.signing is Signing.AGENT:
        yield Form.AUTHORITY, SIGNING, "lacks_fatal", {N_("Authorised agent"): sheet.agent_name}
        held = {N_("Position held"): sheet.agent_position, N_("Authority until"): sheet.authority_until}
        yield Form.AUTHORITY, SIGNING, "lacks_serious", held
    yield Form.OPENING, OFFER, "lacks_serious", {N_("Delivery time offered"): sheet.delivery, N_("Warranty offered"): sheet.warranty}


def _authority(seen: Inspection) -> Iterator[Finding]:
    sheet, day = seen.sheet, seen.sheet.opening_day
    if sheet.signing is not Signing.AGENT:
        return
    if sheet.agent_name and sheet.agent_name == sheet.company.legal_representative:
        yield seen.found("agent_is_representative", SIGNING)
    if day is None:
        return
    if sheet.authority_until and sheet.authority_until < day:
        yield seen.found("authority_ended", SIGNING, None, "rejection", end=sheet.authority_until.isoformat(), day=day.isoformat())
    if sheet.authority_from and sheet.authority_from > min(day, sheet.dated or day):
        yield seen.found("authority_starts", SIGNING, None, "rejection", start=sheet.authority_from.isoformat())


def _dates(seen: Inspection) -> Iterator[Finding]:
    sheet, deadline, issued = seen.sheet, seen.sheet.deadline_day, seen.sheet.tender.issued_on
    if sheet.dated and deadline and sheet.dated > deadline:
        yield seen.found("dated_late", OFFER, None, dated=sheet.dated.isoformat(), deadline=deadline.isoformat())
    if sheet.dated and issued and sheet.dated < issued:
        yield seen.found("dated_early", OFFER, None, dated=sheet.dated.isoformat(), issued=issued.isoformat())
    if sheet.state is BidState.PREPARING and deadline and deadline < seen.today:
        yield seen.found("late", TENDER, None, "late", deadline=deadline.isoformat())


def _names(seen: Inspection) -> Iterator[Finding]:
    tender = seen.sheet.tender
    if tender.account and tender.buyer and tender.account not in tender.buyer and tender.buyer not in tender.account:
        yield seen.found("buyer_differs", TENDER, None, buyer=tender.buyer, account=tender.account)
    for tab, row, text in seen.sheet.text_fields:
        for said in project_numbers_in(text):
            if tender.number and said != tender.number:
                yield seen.found("number_differs", tab, row, said=said, number=tender.number)


def _residue(seen: Inspection) -> Iterator[Finding]:
    sheet, tender = seen.sheet, seen.sheet.tender
    own = [tender.name, tender.number, tender.buyer, tender.agency, tender.account, sheet.company.name]
    own += [sheet.values.get(name, "") for name in ("account.short_name", "opportunity.name", "company.short_name")]
    index = NameIndex(seen.others, own)
    for tab, row, text in sheet.text_fields:
        for name in index.found_in(text):
            yield seen.found("residue", tab, row, name=name)


def _certificates(seen: Inspection) -> Iterator[Finding]:
    day = seen.sheet.opening_day or seen.today
    for scan in seen.sheet.scans:
        if scan.valid_to is not None and scan.valid_to < day:
            name = scan.certificate or scan.heading
            yield seen.found("certificate_ended", SCANS, scan.id, name=name, end=scan.valid_to.isoformat(), day=day.isoformat())


def _texts(seen: Inspection) -> Iterator[Finding]:
    for section in seen.sheet.sections:
        if not section.body.strip():
            yield seen.found("section_empty", TECHNICAL, section.id, place=section.heading)
        for name in named_variables(section.body):
            if name not in VARIABLES:
                yield seen.found("variable_unknown", TECHNICAL, section.id, place=section.heading, name=name)
        for name in named_pictures(section.body):
            if name not in seen.sheet.pictures:
                yield seen.found("picture_missing", TECHNICAL, section.id, place=section.heading, name=name)


def _tender(seen: Inspection) -> Iterable[Finding]:
    return tender_findings(seen.sheet.tender, seen.articles, seen.today)


RULES: Mapping[str, Callable[[Inspection], Iterable[Finding]]] = {
    "prices": _prices, "stated": _stated, "limit": _limit, "stars": _stars, "answers": _answers, "validity": _validity, "bond": _bond,
    "forms": _forms, "authority": _authority, "dates": _dates, "names": _names, "residue": _residue, "certificates": _certificates,
    "texts": _texts, "tender": _tender,
}  # fmt: skip
