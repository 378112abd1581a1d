"""What an import would do, row by row, without writing anything."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from kamdesk.core.files import Progress, going_on
from kamdesk.core.problems import Refused
from kamdesk.exchange.queries import on_file
from kamdesk.exchange.rules import Options, Preview, Row, Table
from kamdesk.exchange.rules.headings import guessed_mapping, remembered, signature, targets_of
from kamdesk.exchange.rules.matching import NOBODY, Companies, Match, Names, People
from kamdesk.exchange.rules.planning import REMEMBERED, Matched, counted, judged, unknown_companies
from kamdesk.exchange.rules.taking import Taken, Taker, company_key

_STEP = 500


def mapping_for(session: Session, kind: str, table: Table) -> tuple[tuple[str, ...], bool]:
    """The mapping for a file, and whether it is the one that was kept for such a file before; else it is guessed."""
    fields = on_file.fields_for(kind)
    key = REMEMBERED + signature(kind, table.heads)
    found = remembered(on_file.remembered_mapping(session, key), table.heads, targets_of(kind, fields)) if table.header_row else None
    return (found, True) if found is not None else (guessed_mapping(kind, fields, table), False)


def preview(session: Session, table: Table, options: Options, today: date, progress: Progress = going_on) -> Preview:
    """What every row of the table would do. Raises Refused: no_name_column, twice_mapped, unknown_field, stopped."""
    kind, fields = options.kind, on_file.fields_for(options.kind)
    taker = Taker(fields, options, today)
    accounts = on_file.accounts(session)
    names = Names(accounts)
    match: Match
    match = People(on_file.people(session)).match if kind == "person" else Companies(names, {each.id for each in accounts}).match
    pairs = _matched(table, taker, names, match, options, progress)
    rows = _judged(session, table, pairs, options, progress)
    return Preview(table, options, rows, counted(rows), _unknown(rows, kind), on_file.mark(session))


def _matched(table: Table, taker: Taker, names: Names, match: Match, options: Options, progress: Progress) -> list[Matched]:
    link = on_file.link_for(options.kind).name
    called: dict[str, str] = {}
    pairs: list[Matched] = []
    for place, cells in enumerate(table.rows):
        if place % _STEP == 0 and not progress(place, len(table.rows)):
            raise Refused("stopped")
        taken = taker.take(cells)
        account = names.meant(taken.company)
        company = ""
        if account is not None:
            taken = Taken({**taken.values, link: account}, taken.company, taken.number, taken.faults, taken.left_out)
        elif taken.company:
            company = called.setdefault(company_key(taken.company), taken.company)
        where = account.hex if account is not None else company_key(company) if company else ""
        found = NOBODY if taken.faults else match(place, taken.values, where, taken.number)
        pairs.append(Matched(taken, found, company))
    return pairs


def _judged(session: Session, table: Table, pairs: Sequence[Matched], options: Options, progress: Progress) -> tuple[Row, ...]:
    names = {name for name in options.mapping if name} - {"id"} | set(options.given)
    link = on_file.link_for(options.kind)
    targets = {each.found.target for each in pairs if each.found.target is not None}
    old: Mapping[UUID, Mapping[str, Any]] = on_file.values_of(session, options.kind, targets, sorted(names | {link.name}))
    rows: list[Row] = []
    for place, each in enumerate(pairs):
        if place % _STEP == 0 and not progress(len(pairs) // 2 + place // 2, len(pairs)):
            raise Refused("stopped")
        found = each.found
        twin = pairs[found.twin] if found.twin >= 0 else None
        before = old.get(found.target) if found.target is not None else twin.taken.values if twin is not None else None
        rows.append(judged(place, table.numbers[place], each, before, twin.company if twin is not None else "", options, link))
    return tuple(rows)


def _unknown(rows: Sequence[Row], kind: str) -> dict[str, int]:
    """For accounts, a group that the file brings itself is not unknown."""
    found = unknown_companies(rows)
    if kind == "account":
        brought = {company_key(str(row.values.get("name", ""))) for row in rows}
        found = {name: count for name, count in found.items() if company_key(name) not in brought}
    return found
