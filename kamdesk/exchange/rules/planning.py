"""From rows and decisions to what is written: nothing is written that the preview did not show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kamdesk.core.fields import Field
from kamdesk.exchange.rules import Change, Decision, Entry, Fault, Options, Plan, Preview, Row, Table, Verdict, Why
from kamdesk.exchange.rules.headings import kept, signature
from kamdesk.exchange.rules.matching import Found, differing, merged
from kamdesk.exchange.rules.taking import Taken

REMEMBERED = "exchange.mapping."
# What happens to a row about which the rep has said nothing.
_LINKS = ("account", "parent")
USUAL = {Verdict.NEW: Decision.ADD, Verdict.CHANGED: Decision.UPDATE, Verdict.DOUBTFUL: Decision.SKIP}


@dataclass(frozen=True, slots=True)
class Matched:
    """What a row says, whom it is about, and its company where no account on file answers to that."""

    taken: Taken
    found: Found
    company: str


def judged(place: int, number: int, matched: Matched, old: Mapping[str, object] | None, beside: str, options: Options, link: Field) -> Row:
    """What one row would do. `old` are the values on file (or of the earlier row that it repeats, whose company is `beside`), or None."""
    taken, found, company = matched.taken, matched.found, matched.company
    values = taken.values
    changes: tuple[Change, ...] = ()
    if taken.faults:
        verdict = Verdict.FAULTY
    elif old is None:
        verdict = Verdict.NEW if found.target is None and found.twin < 0 else Verdict.DOUBTFUL
    else:
        called_otherwise = found.why in (Why.NAME, Why.LIKE_NAME)  # a short name in the file is no reason to rename what is on file
        said = {name: value for name, value in values.items() if name != "name"} if called_otherwise else values
        changes = differing(old, said, options.fill_only)
        if company and company != beside and options.create and not (options.fill_only and old.get(link.name)):
            changes = (*changes, Change(link.name, old.get(link.name), company))
        if changes:
            open_ones = {name: value for name, value in options.given.items() if old.get(name) in (None, "") and name not in values}
            changes += tuple(Change(name, None, value) for name, value in open_ones.items())
        verdict = _verdict(found, changes)
    return Row(
        place, number, verdict, values, found.why, company, found.target, found.twin, changes, taken.faults, taken.left_out,
    )  # fmt: skip


def _verdict(found: Found, changes: Sequence[Change]) -> Verdict:
    """What is on file word for word needs no decision, however it was found, unless only a phone or a sound says that it is the same."""
    if not changes:
        return Verdict.SAME
    if found.sure and found.twin < 0:
        return Verdict.CHANGED
    return Verdict.DOUBTFUL


def decided(row: Row, decisions: Mapping[int, Decision], doubtful: Decision) -> Decision:
    """What happens to a row: what the rep said to it, else to all doubtful ones, else the usual."""
    if row.verdict in (Verdict.SAME, Verdict.FAULTY):
        return Decision.SKIP
    said = decisions.get(row.place)
    if said is None:
        said = doubtful if row.verdict is Verdict.DOUBTFUL else USUAL[row.verdict]
    if said is Decision.UPDATE and row.target is None and row.twin < 0:
        return Decision.ADD
    return said


def possible(row: Row) -> tuple[Decision, ...]:
    """What the rep may say to a row."""
    if row.verdict in (Verdict.SAME, Verdict.FAULTY):
        return ()
    if row.target is None and row.twin < 0:
        return (Decision.ADD, Decision.SKIP)
    return (Decision.UPDATE, Decision.ADD, Decision.SKIP)


def planned(preview: Preview, decisions: Mapping[int, Decision], doubtful: Decision = Decision.SKIP) -> Plan:
    """What is to be written. Several rows about one entry are put together, the later one wins."""
    options = preview.options
    new: dict[int, Entry] = {}
    changed: dict[UUID, Entry] = {}
    for row in preview.rows:
        said = decided(row, decisions, doubtful)
        if said is Decision.ADD:
            new[row.place] = Entry({**options.given, **row.values}, row.company)
        elif said is Decision.UPDATE and row.target is not None:
            changed[row.target] = _put_together(changed.get(row.target), row)
        elif said is Decision.UPDATE:
            before = new.get(row.twin)
            values = {**options.given, **row.values} if before is None else _over(before.values, row.values)
            new[row.twin if before is not None else row.place] = Entry(values, row.company or (before.company if before else ""))
    table = preview.table
    key = REMEMBERED + signature(options.kind, table.heads) if table.header_row else ""
    return Plan(
        options.kind, table.name, tuple(new.values()), tuple(changed.values()), options.create, preview.mark, (key, kept(options.mapping)),
    )  # fmt: skip


def _put_together(before: Entry | None, row: Row) -> Entry:
    values = {change.field: change.new for change in row.changes}
    company = ""
    for change in row.changes:
        if row.company and change.field in _LINKS:
            values.pop(change.field)
            company = row.company
    if before is not None:
        values, company = _over(before.values, values), company or before.company
    return Entry(values, company, row.target)


def _over(before: Mapping[str, object], later: Mapping[str, object]) -> dict[str, object]:
    return {**before, **{name: merged(name, before[name], value) if name in before else value for name, value in later.items()}}


def counted(rows: Sequence[Row]) -> dict[Verdict, int]:
    counts = dict.fromkeys(Verdict, 0)
    for row in rows:
        counts[row.verdict] += 1
    return counts


def unknown_companies(rows: Sequence[Row]) -> dict[str, int]:
    """The companies that no account answers to, with how many rows name each, as they come in the file."""
    found: dict[str, int] = {}
    for row in rows:
        if row.company and row.verdict is not Verdict.FAULTY:
            found[row.company] = found.get(row.company, 0) + 1
    return found


def faulty_rows(preview: Preview) -> tuple[Row, ...]:
    return tuple(row for row in preview.rows if row.verdict is Verdict.FAULTY)


__all__ = [
    "REMEMBERED",
    "USUAL",
    "Fault",
    "Table",
    "Why",
    "counted",
    "decided",
    "faulty_rows",
    "judged",
    "planned",
    "possible",
    "unknown_companies",
]  # fmt: skip
