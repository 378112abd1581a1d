"""The kinds of entries the command line knows: their word, their table, the verb that saves one. Loaded only when a command needs it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kamdesk.core.columns import fields_of
from kamdesk.core.fields import NAME, Field, Kind, parsed, shown
from kamdesk.core.marking import N_
from kamdesk.core.parting import erase_with_rest
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import Record, alive, record_class, shortened, title_field
from kamdesk.core.search import search
from kamdesk.core.titles import titles_of
from kamdesk.core.words import Words
from kamdesk.core.work import Verb, Work

say({
    "unknown_entry": N_("There is no {kind} “{typed}”. Give its number, its end, or its exact name; `kamdesk list {kind}` shows them."),
    "ambiguous_entry": N_("“{typed}” fits several entries: {found}. Give more of the number."),
})  # fmt: skip

_SHORTEST = 4
_PARTIAL = re.compile(r"\d{4}年?|\d{4}\s*[-./年]\s*\d{1,2}\s*月?")
_OFFSET = re.compile(r"learned_on=[+-]?\d{1,4}")
SHORT = 8


@dataclass(frozen=True, slots=True)
class EntryKind:
    """`word` is what is typed, `table` the table's name, `save` the name of the action of its subject that saves one ("" for none)."""

    word: str
    table: str
    subject: str
    save: str = ""

    @property
    def record(self) -> type[Record]:
        _load(self.subject)
        return record_class(self.table)

    @property
    def fields(self) -> tuple[Field, ...]:
        return fields_of(self.record)

    def saver(self) -> Verb[..., UUID]:
        return getattr(import_module(f"kamdesk.{self.subject}.actions"), self.save)  # type: ignore[no-any-return]


KINDS = (
    EntryKind("account", "account", "accounts", "save_account"),
    EntryKind("note", "account_note", "accounts", "save_note"),
    EntryKind("person", "person", "people", "save_person"),
    EntryKind("year", "business_year", "accounts", "save_business_year"),
    EntryKind("project", "key_project", "accounts", "save_key_project"),
    EntryKind("installed", "installed", "accounts", "save_installed"),
    EntryKind("rival", "account_rival", "accounts", "save_rival"),
    EntryKind("posting", "posting", "people", "save_posting"),
    EntryKind("touch", "touch", "people", "save_touch"),
    EntryKind("task", "task", "tasks", "save_task"),
    EntryKind("promise", "promise", "promises", "save_promise"),
    EntryKind("criterion", "criterion", "value", "save_criterion"),
    EntryKind("assessment", "assessment", "value", "save_assessment"),
    EntryKind("offering", "offering", "growth", "save_offering"),
    EntryKind("division", "division", "growth", "save_division"),
    EntryKind("cell", "grid_cell", "growth", "save_cell"),
    EntryKind("objective", "objective", "growth", "save_objective"),
    EntryKind("review", "plan_review", "growth", "save_review"),
    EntryKind("company", "company", "library", "save_company"),
    EntryKind("text", "text_piece", "library", "save_text"),
    EntryKind("certificate", "certificate", "library", "save_certificate"),
    EntryKind("file", "attachment", "library"),
    EntryKind("opportunity", "opportunity", "pipeline", "save_opportunity"),
    EntryKind("map", "relation_map", "relations"),
    EntryKind("seat", "seat", "relations", "save_seat"),
    EntryKind("tie", "tie", "relations", "save_tie"),
    EntryKind("thread", "thread", "relations", "save_thread"),
    EntryKind("visit", "visit", "visits", "save_visit"),
    EntryKind("attendee", "attendee", "visits"),
    EntryKind("proposal", "proposal", "proposals", "save_proposal"),
    EntryKind("section", "proposal_section", "proposals", "save_section"),
    EntryKind("price", "proposal_price_line", "proposals", "save_price_line"),
    EntryKind("tender", "tender", "tenders", "save_tender"),
    EntryKind("clause", "tender_clause", "tenders", "save_clause"),
    EntryKind("bid", "bid", "bids", "save_bid"),
    EntryKind("item", "bid_item", "bids", "save_item"),
    EntryKind("response", "bid_response", "bids", "save_response"),
    EntryKind("view", "saved_view", "core"),
)


def kind_of(word: str) -> EntryKind:
    return next(kind for kind in KINDS if kind.word == word)


def load_all() -> None:
    """Every subject's tables, so that links, the journal and search know every kind."""
    for kind in KINDS:
        _load(kind.subject)


def _load(subject: str) -> None:
    """The tables of a subject; what every workspace has besides (its saved views) stands with the settings."""
    import_module("kamdesk.core.settings" if subject == "core" else f"kamdesk.{subject}.tables")


def entry_id(session: Session, kind: EntryKind, typed: str) -> UUID:
    """The entry meant by a number, the end of one, or an exact name. Raises Refused: unknown_entry, ambiguous_entry."""
    typed = typed.strip()
    wanted = typed.replace("-", "").lower()
    record = kind.record
    if len(wanted) == 32:
        try:
            row = session.get(record, UUID(hex=wanted))
        except ValueError:
            row = None
        if row is not None and row.erased_at is None:
            return row.id
    named = title_field(record)
    # Two columns instead of whole rows: there may be a hundred thousand of them.
    columns = (record.id, record.id if named is None else getattr(record, named.name))
    rows = session.execute(select(*columns).where(alive(record))).all()
    found: list[UUID] = [row for row, title in rows if named is not None and typed in (title, shortened(title))]
    other_names = [getattr(record, field.name) for field in kind.fields if field.search is NAME and field != named]
    if not found and other_names:  # 晋岚电力 is what everybody calls 晋岚电力股份有限公司
        found = list(session.scalars(select(record.id).where(alive(record), or_(*(column == typed for column in other_names)))))
    if not found and len(wanted) >= _SHORTEST:
        found = [row for row, _title in rows if row.hex.endswith(wanted)]
    if not found:
        hits = search(session, typed, tables=(kind.table,))
        found = [hits[0].id] if len(hits) == 1 else []
    if not found:
        raise Refused("unknown_entry", facts={"kind": kind.word, "typed": typed[:60]})
    if len(found) > 1:
        raise Refused("ambiguous_entry", facts={"typed": typed[:60], "found": ", ".join(row.hex[-SHORT:] for row in found[:6])})
    return found[0]


def link_titles(session: Session, rows: Sequence[Record], fields: Sequence[Field]) -> dict[UUID, str]:
    """The titles of all rows that these rows link to, one statement per table."""
    found: dict[UUID, str] = {}
    for field in fields:
        if field.links_to:
            wanted = {value for row in rows if (value := getattr(row, field.name)) is not None}
            found.update(titles_of(session, field.links_to, wanted) if wanted else {})
    return found


def cell(field: Field, value: Any, words: Words, names: dict[UUID, str]) -> str:
    """A field's value for a reader, links by title."""
    return names.get(value, "") if field.kind is Kind.LINK else shown(field, value, words)


def values_typed(session: Session, kind: EntryKind, pairs: list[str], today: date) -> dict[str, object]:
    """`name=value` words as values; a link takes what `entry_id` takes, a day may be told from `today`, an empty value empties the field.

    Raises Refused: unknown_field, unknown_entry, and what `fields.parsed` raises.
    """
    fields = {field.name: field for field in kind.fields}
    values: dict[str, object] = {}
    for pair in pairs:
        name, sign, typed = pair.partition("=")
        field = fields.get(name)
        if field is None or not sign:
            raise Refused("unknown_field", name or pair)
        if field.kind is Kind.DAY and _PARTIAL.fullmatch(typed.strip()):
            values[name] = typed  # a year or a month: the subject takes it where it can, else it is refused as no date
        elif field.links_to and typed:
            values[name] = entry_id(session, next(item for item in KINDS if item.table == field.links_to), typed)
        else:
            values[name] = typed if field.kind in (Kind.TEXT, Kind.LONG_TEXT) else parsed(field, typed, today)
    return values


def told_typed(session: Session, kind: EntryKind, pairs: list[str], today: date) -> dict[str, object]:
    """Where values were learned; a day may be days from today (-10). Raises Refused as `values_typed` does."""
    days = [pair if not _OFFSET.fullmatch(pair) else f"learned_on={today + timedelta(days=int(pair.partition('=')[2]))}" for pair in pairs]
    return values_typed(session, EntryKind("source", "field_fact", "accounts") if kind.word == "account" else kind, days, today)


def erase_entry(work: Work, record: type[Record], row: UUID) -> None:
    """Take one entry out of sight; undo brings it back."""
    found = work.get(record, row)
    work.about = found.title
    erase_with_rest(work, found)
