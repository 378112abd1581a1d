"""What we know of the account itself: identity, business, situation, buying. Each fact that has grown old says of which day it is."""

from collections.abc import Iterator
from datetime import date

from kamdesk.accounts.queries import ACCOUNT_FIELDS
from kamdesk.accounts.rules import Kraljic
from kamdesk.accounts.rules.buying import MEANING
from kamdesk.accounts.rules.charts import years_picture
from kamdesk.accounts.rules.holdings import Due, InstalledRow
from kamdesk.core.fields import Field, Kind, shown
from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.paper.blocks import MM, Align, Block, Column, Columns, Drawing, Fact, Facts, Manner, Note, Paragraph, Row, Together
from kamdesk.reports.document.tables import heading, joined, left_out, listed
from kamdesk.reports.queries import AccountSheet

CHART_WIDTH = 174 * MM
MOST_PROJECTS, MOST_INSTALLED, MOST_RIVALS = 6, 10, 5
_FIELDS = {field.name: field for field in ACCOUNT_FIELDS}
_IDENTITY, _BUSINESS, _BUYING = (_FIELDS[name].group for name in ("name", "strategy", "decision_procedure"))
_QUARTERS = (("strengths", "difficulties"), ("chances", "fears"))
_IN_MASTHEAD = frozenset({"name", "parent", "tags", "ownership", "rank", "industry", "region"})
_ELSEWHERE = _IN_MASTHEAD.union(*_QUARTERS)
_ENDS = {
    Due.OVER: N_("{day}, over"),
    Due.SOON: N_("{day}, in {days} days"),
    Due.LATER: "{day}",
}


def identity(sheet: AccountSheet, words: Words, today: date) -> Iterator[Block]:
    facts = _facts(sheet, _IDENTITY, words, today)
    below = joined((each.name for each in sheet.card.below), words)
    if below:
        facts.append(Fact(words("Members of the group"), below, wide=True))
    yield from _grouped(words.translated(_IDENTITY), facts)


def business(sheet: AccountSheet, words: Words, today: date) -> Iterator[Block]:
    """Facts, the years as bars, and the projects into which its money will go."""
    yield from _grouped(words.translated(_BUSINESS), _facts(sheet, _BUSINESS, words, today))
    picture = years_picture(sheet.years, words, CHART_WIDTH)
    if picture.width:
        yield Together((heading(words("Business by year")), Drawing(picture)))
    yield from _projects(sheet, words)


def situation(sheet: AccountSheet, words: Words, today: date) -> Iterator[Block]:
    """Strengths beside difficulties, chances beside fears; nothing at all where none is known."""
    said = {name: _fact(sheet, _FIELDS[name], words, today) for pair in _QUARTERS for name in pair}
    if not any(said.values()):
        return
    parts: list[Block] = [heading(words.translated(_FIELDS["fears"].group))]
    parts += [
        Columns(tuple((Note(said[name] or "—", title=words.translated(_FIELDS[name].label)),) for name in pair), gap=10)
        for pair in _QUARTERS
        if any(said[name] for name in pair)
    ]
    yield Together(tuple(parts))


def buying(sheet: AccountSheet, words: Words, today: date) -> Iterator[Block]:
    """How it buys, what stands there, and who else sells there."""
    facts = _facts(sheet, _BUYING, words, today)
    cell = sheet.card.values.get("kraljic")
    yield from _grouped(words.translated(_BUYING), facts)
    if isinstance(cell, Kraljic):
        yield Paragraph(f"{words.translated(cell.label)}{'：' if words.chinese else ': '}{words.translated(MEANING[cell])}", Manner.SMALL)
    yield from _installed(sheet, words)
    yield from _rivals(sheet, words)


def _grouped(title: str, facts: list[Fact]) -> Iterator[Block]:
    if facts:
        facts.sort(key=lambda fact: fact.wide)  # short ones side by side, then those over the whole width
        yield Together((heading(title), Facts(tuple(facts))))


def _facts(sheet: AccountSheet, group: str, words: Words, today: date) -> list[Fact]:
    found = []
    for field in ACCOUNT_FIELDS:
        value = _fact(sheet, field, words, today) if field.group == group and field.name not in _ELSEWHERE else ""
        if value:
            found.append(Fact(words.translated(field.label), value, wide=field.kind is Kind.LONG_TEXT or len(value) > 34))
    return found


def _fact(sheet: AccountSheet, field: Field, words: Words, _today: date) -> str:
    """A fact, with the day it was learned where it has outlived its shelf life."""
    value = shown(field, sheet.card.values.get(field.name), words) if field.kind is not Kind.LINK else ""
    if value and field.kind is Kind.MONEY:
        value = words("{amount} yuan", amount=value)
    learned = sheet.provenance.get(field.name)
    if value and learned is not None and learned.stale and learned.told.learned_on is not None:
        return words("{fact} (as of {day})", fact=value, day=words.day(learned.told.learned_on))
    return value


def _projects(sheet: AccountSheet, words: Words) -> Iterator[Block]:
    if not sheet.projects:
        return
    columns = (
        Column(words("Project name"), width=2.6), Column(words("Investment (yuan)"), width=1.9, align=Align.RIGHT),
        Column(words("Period"), width=1.2), Column(words("What it is about"), width=4),
    )  # fmt: skip
    rows = [
        [row.name, words.money(row.amount) or "—", row.period or "—", joined((row.state, row.description), words) or "—"]
        for row in sheet.projects[:MOST_PROJECTS]
    ]
    yield from listed(words("Key projects"), columns, rows, left_out(len(sheet.projects), MOST_PROJECTS, words))


def _installed(sheet: AccountSheet, words: Words) -> Iterator[Block]:
    if not sheet.installed:
        return
    columns = (
        Column(words("Product or system"), width=2.8), Column(words("Supplier"), width=1.8), Column(words("Quantity"), width=1.2),
        Column(words("In use since"), width=1.1), Column(words("Contract ends"), width=2),
    )  # fmt: skip
    rows = []
    for row in sheet.installed[:MOST_INSTALLED]:
        supplier = words("ours") if row.ours else row.supplier or "—"
        rows.append([_with_site(row), supplier, row.quantity or "—", str(row.in_use_since or "—"), _ends(row, words)])
    yield from listed(words("Installed base"), columns, rows, left_out(len(sheet.installed), MOST_INSTALLED, words))


def _with_site(row: InstalledRow) -> str:
    return " · ".join(part for part in (row.product, row.site) if part)


def _ends(row: InstalledRow, words: Words) -> str:
    if row.contract_ends is None:
        return "—"
    return words.filled(words.translated(_ENDS[row.due]), {"day": words.day_short(row.contract_ends), "days": row.days_left})


def _rivals(sheet: AccountSheet, words: Words) -> Iterator[Block]:
    if not sheet.rivals:
        return
    columns = (
        Column(words("Competitor"), width=1.7), Column(words("Standing"), width=1.5), Column(words("Its strengths"), width=2.6),
        Column(words("Its weaknesses"), width=2.6), Column(words("What we set against it"), width=2.8),
    )  # fmt: skip
    rows: list[Row | list[str]] = []
    for row in sheet.rivals[:MOST_RIVALS]:
        share = f"{row.share}%" if row.share is not None else ""
        standing = " ".join(part for part in (words.translated(row.standing.label) if row.standing else "", share) if part)
        rows.append([row.name, standing or "—", row.strengths or "—", row.weaknesses or "—", row.answer or "—"])
    yield from listed(words("Competitors here"), columns, rows, left_out(len(sheet.rivals), MOST_RIVALS, words))
