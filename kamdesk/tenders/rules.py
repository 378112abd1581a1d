"""What a tender says, as far as kamdesk holds it. Pure. No field for a secret base price, evaluators or rivals' bids, on purpose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kamdesk.core import money
from kamdesk.core.choices import Choice
from kamdesk.core.findings import Article, Finding, Severity, worst_first
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say

say({
    "opening_before_deadline": N_("Bids cannot be opened ({opening}) before the deadline ({deadline}). Correct one of the two."),
    "deadline_before_issue": N_("The deadline ({deadline}) lies before the day of issue ({issued})."),
    "questions_after_deadline": N_("Questions cannot be open ({questions}) beyond the deadline ({deadline})."),
    "no_clauses": N_("There is no text to take clauses from. Paste one clause per line."),
    "too_many_clauses": N_("That is {count} lines; at most {most} are taken at once."),
})  # fmt: skip

STARS = "★"
MOST_CLAUSES = 5_000
LONGEST_CLAUSE = 5_000

# "40.5 kV" and "3 台" begin a demand; "3、", "（1）", "1.2.3" and "第十二条" number one.
_UNIT = r"(?!\s*(?:kV|kA|kW|kVA|kg|km|mA|mm|MW|MVA|Hz|pC|V|A|W|m|t|℃|%|％|万|元|台|套|面|年|月|日|天|个|次|小时)(?![A-Za-z]))"
_PLAIN, _HAN = r"\d{1,3}", "[一二三四五六七八九十百]{1,4}"
_NUMBER = re.compile(
    rf"(?P<number>第\s*(?:{_PLAIN}|{_HAN})\s*[条款项章节]|[（(]\s*(?:{_PLAIN}|{_HAN})\s*[)）]|[①-⑳]|"
    rf"{_PLAIN}(?:[.．]{_PLAIN})+(?![\d]){_UNIT}|{_PLAIN}(?=[、.．)）\s](?!\d)){_UNIT}|{_HAN}(?=[、.．]))[、.．)）:：]?\s*"
)


class Regime(Choice):
    """Which law rules the procedure."""

    BIDDING = "bidding", N_("Bidding Law")
    PROCUREMENT = "procurement", N_("Government Procurement Law")
    OWN_RULES = "own_rules", N_("Buyer's own rules")


class ClauseKind(Choice):
    COMMERCIAL = "commercial", N_("Commercial clause")
    TECHNICAL = "technical", N_("Technical clause")


@dataclass(frozen=True, slots=True)
class ClauseDraft:
    """One clause as pasted; `demand` has lost its number and its star."""

    number: str
    demand: str
    starred: bool


@dataclass(frozen=True, slots=True)
class TenderFacts:
    """What a bid needs to know of its tender. Money in 分, times aware."""

    name: str = ""
    number: str = ""
    buyer: str = ""
    agency: str = ""
    lot: str = ""
    regime: Regime | None = None
    account: str = ""
    issued_on: date | None = None
    questions_until: datetime | None = None
    deadline: datetime | None = None
    opening: datetime | None = None
    opening_place: str = ""
    delivery: str = ""
    delivery_place: str = ""
    budget: int | None = None
    ceiling: int | None = None
    bond: int | None = None
    bond_form: str = ""
    performance_bond: str = ""
    validity_days: int | None = None
    originals: int | None = None
    copies: int | None = None
    drafted_by_us: bool = False


def days_left(deadline: date | None, today: date) -> int | None:
    """Days until hand-in; the first day does not count, negative once it is over."""
    return None if deadline is None else (deadline - today).days


def article_of(articles: Sequence[Article], rule: str, regime: Regime | None, on: date) -> Article | None:
    """The article in force on a day. Without a regime (or under the buyer's own rules) the Bidding Law is shown."""
    wanted = Regime.PROCUREMENT if regime is Regime.PROCUREMENT else Regime.BIDDING
    fitting = [article for article in articles if article.rule == rule and article.regime in (wanted.value, "any") and article.since <= on]
    return max(fitting, key=lambda article: article.since, default=None)


def clauses_of(text: str, stars: str = STARS) -> tuple[ClauseDraft, ...]:
    """Pasted text as clauses: one per line, number and ★ recognised at its head in either order.

    `stars` are the marks that this tender defines as substantive. Raises Refused: no_clauses, too_many_clauses.
    """
    drafts = tuple(_clause(line.strip(), stars) for line in text.splitlines() if line.strip())
    drafts = tuple(draft for draft in drafts if draft.demand)
    if not drafts:
        raise Refused("no_clauses", "demand")
    if len(drafts) > MOST_CLAUSES:
        raise Refused("too_many_clauses", "demand", {"count": len(drafts), "most": MOST_CLAUSES})
    return drafts


def _clause(line: str, stars: str) -> ClauseDraft:
    starred, rest = _unstarred(line, stars)
    found = _NUMBER.match(rest)
    number = ""
    if found and rest[found.end() :].strip():
        number, rest = "".join(found["number"].split()), rest[found.end() :]
    again, rest = _unstarred(rest, stars)
    return ClauseDraft(number[:40], rest.strip(), starred or again)


def _unstarred(text: str, stars: str) -> tuple[bool, str]:
    bare = text.lstrip(stars + " \t\u3000")
    return any(star in text[: len(text) - len(bare)] for star in stars), bare


def refuse_disorder(facts: TenderFacts) -> None:
    """Raises Refused where dates contradict each other: opening_before_deadline, deadline_before_issue, questions_after_deadline."""
    if facts.deadline is None:
        return
    deadline = _at(facts.deadline)
    if facts.opening and facts.opening < facts.deadline:
        raise Refused("opening_before_deadline", "opening", {"opening": _at(facts.opening), "deadline": deadline})
    if facts.issued_on and facts.deadline.astimezone().date() < facts.issued_on:
        raise Refused("deadline_before_issue", "deadline", {"deadline": deadline, "issued": facts.issued_on.isoformat()})
    if facts.questions_until and facts.questions_until > facts.deadline:
        raise Refused("questions_after_deadline", "questions_until", {"questions": _at(facts.questions_until), "deadline": deadline})


def findings(facts: TenderFacts, articles: Sequence[Article], today: date) -> tuple[Finding, ...]:
    """What a rep should know of a tender before answering it, worst first."""
    found = [*_bond_findings(facts, articles, today), *_time_findings(facts, articles, today)]
    if facts.drafted_by_us:
        article = article_of(articles, "specification_writer", Regime.PROCUREMENT, today)
        found.append(Finding("specification_writer", Severity.SERIOUS, _WRITER, _MEND_WRITER, "tender", article=article))
    if facts.ceiling is not None and facts.budget is not None and facts.ceiling > facts.budget:
        found.append(Finding("ceiling_over_budget", Severity.NOTE, _CEILING, _MEND_DOCUMENT, "tender"))
    needed = (("deadline", facts.deadline, _NO_DEADLINE), ("number", facts.number, _NO_NUMBER), ("buyer", facts.buyer, _NO_BUYER))
    found += [Finding(f"no_{name}", Severity.SERIOUS, sentence, _MEND_MISSING, "tender") for name, value, sentence in needed if not value]
    return worst_first(found)


def _bond_findings(facts: TenderFacts, articles: Sequence[Article], today: date) -> list[Finding]:
    article = article_of(articles, "bond_share", facts.regime, facts.issued_on or today)
    found = []
    whole = facts.budget if facts.budget is not None else facts.ceiling
    share = article.value if article is not None else None
    if share is not None and facts.bond is not None and whole is not None and facts.bond * 100 > whole * share:
        said = {"bond": money.yuan(facts.bond), "share": share, "most": money.yuan(whole * share // 100)}
        found.append(Finding("bond_too_high", Severity.SERIOUS, _BOND, _MEND_BOND, "tender", facts=said, article=article))
    cash = article_of(articles, "bond_not_cash", facts.regime, facts.issued_on or today)
    if cash is not None and facts.regime is Regime.PROCUREMENT and "现金" in facts.bond_form:
        found.append(Finding("bond_in_cash", Severity.SERIOUS, _CASH, _MEND_BOND, "tender", article=cash))
    return found


def _time_findings(facts: TenderFacts, articles: Sequence[Article], today: date) -> list[Finding]:
    article = article_of(articles, "time_to_prepare", facts.regime, facts.issued_on or today)
    if article is None or article.value is None or facts.deadline is None or facts.issued_on is None:
        return []
    days = (facts.deadline.astimezone().date() - facts.issued_on).days
    if days >= article.value:
        return []
    said = {"days": days, "least": article.value}
    return [Finding("short_time", Severity.NOTE, _SHORT, _MEND_SHORT, "tender", facts=said, article=article)]


def _at(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


_BOND = N_("The bid bond of {bond} yuan is more than {share}% of the project, which would be {most} yuan.")
_MEND_BOND = N_("Check the amount in the document; if it stands there, raise an objection in time.")
_CASH = N_("The tender asks for the bid bond in cash.")
_WRITER = N_("We helped to write the specification. Whoever does so may not bid for the project.")
_MEND_WRITER = N_("Ask the legal department before anything else is done for this bid.")
_CEILING = N_("The ceiling price is higher than the budget.")
_MEND_DOCUMENT = N_("Check both figures in the document; ask for a clarification if they stand there.")
_SHORT = N_("Only {days} days lie between issue and deadline; the law gives at least {least}.")
_MEND_SHORT = N_("Check both dates; if they stand so, ask the buyer to extend the deadline.")
_NO_DEADLINE = N_("The deadline for bids is not entered.")
_NO_NUMBER = N_("The tender number is not entered.")
_NO_BUYER = N_("The buyer's name is not entered.")
_MEND_MISSING = N_("Take it from the tender document word for word.")
