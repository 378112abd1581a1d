"""What a rep does with proposals. A proposal that was issued refuses every change: what left the house stays as it was."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from kamdesk.core.columns import fields_of
from kamdesk.core.marking import N_
from kamdesk.core.places import resource
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.core.work import Work, verb
from kamdesk.library.tables import Attachment
from kamdesk.proposals.rules import ProposalState
from kamdesk.proposals.tables import PriceLine, Proposal, Section


@verb(N_("Save proposal"))
def save_proposal(work: Work, proposal: UUID | None, values: Mapping[str, object]) -> UUID:
    """Raises Refused: issued_is_frozen, number_used, and what the fields say."""
    if proposal is not None:
        refuse_issued(work, proposal)
    refuse_used_number(work, values.get("number"), proposal)
    return work.put(Proposal, proposal, values)


@verb(N_("Remove proposal"))
def remove_proposal(work: Work, proposal: UUID) -> None:
    work.erase(refuse_issued(work, proposal))


@verb(N_("Add section"))
def add_section(work: Work, proposal: UUID, heading: str, body: str = "", place: int | None = None) -> UUID:
    """A new section, at the end or at `place` (0 is the first)."""
    refuse_issued(work, proposal)
    last = next_place(work, Section.proposal, proposal)
    made = work.put(Section, None, {"proposal": proposal, "place": last, "heading": heading, "body": body})
    if place is not None:
        arrange(work, Section.proposal, proposal, made, place)
    return made


@verb(N_("Write section"))
def save_section(work: Work, section: UUID | None, values: Mapping[str, object]) -> UUID:
    """A new section (None) names its proposal and stands at the end unless a place is given."""
    refuse_issued(work, owner_of(work, Section.proposal, section, values))
    return work.put(Section, section, placed(work, Section.proposal, section, values))


@verb(N_("Move section"))
def move_section(work: Work, section: UUID, place: int) -> None:
    proposal = work.get(Section, section).proposal
    refuse_issued(work, proposal)
    arrange(work, Section.proposal, proposal, section, place)


@verb(N_("Remove section"))
def remove_section(work: Work, section: UUID) -> None:
    row = work.get(Section, section)
    refuse_issued(work, row.proposal)
    work.erase(row)


@verb(N_("Start from an outline"))
def start_from_outline(work: Work, proposal: UUID, language: str) -> int:
    """The sections and the letter of the playbook's outline in a language ("zh_CN", "en"). Raises Refused("sections_exist")."""
    row = refuse_issued(work, proposal)
    if count(work, Section.proposal, proposal):
        raise Refused("sections_exist")
    outline = json.loads(resource("playbook/proposal_outline.json").read_text(encoding="utf-8"))
    for place, section in enumerate(outline["sections"]):
        values = {"proposal": proposal, "place": place, "heading": section["heading"][language], "body": section["body"][language]}
        work.put(Section, None, values)
    if not row.letter:
        work.put(Proposal, proposal, {"letter": outline["letter"][language]})
    return len(outline["sections"])


@verb(N_("Add price line"))
def add_price_line(work: Work, proposal: UUID, values: Mapping[str, object]) -> UUID:
    return save_price_line(work, None, {**values, "proposal": proposal})


@verb(N_("Change price line"))
def save_price_line(work: Work, line: UUID | None, values: Mapping[str, object]) -> UUID:
    """A new line (None) names its proposal and stands at the end unless a place is given."""
    refuse_issued(work, owner_of(work, PriceLine.proposal, line, values))
    return work.put(PriceLine, line, placed(work, PriceLine.proposal, line, values))


@verb(N_("Move price line"))
def move_price_line(work: Work, line: UUID, place: int) -> None:
    proposal = work.get(PriceLine, line).proposal
    refuse_issued(work, proposal)
    arrange(work, PriceLine.proposal, proposal, line, place)


@verb(N_("Remove price line"))
def remove_price_line(work: Work, line: UUID) -> None:
    row = work.get(PriceLine, line)
    refuse_issued(work, row.proposal)
    work.erase(row)


@verb(N_("Issue proposal"))
def issue_proposal(
    work: Work, proposal: UUID, number: str, day: date, issued_to: str, fingerprint: str, values: Mapping[str, str]
) -> None:
    """Freeze a proposal as it left the house. `fingerprint` is the SHA-256, in hexadecimal figures, of the PDF made with this number and
    day; `values` are the variables of the sheet that it was made from.

    Raises Refused: empty (number, issued_to), number_used, nothing_to_issue, issued_is_frozen.
    """
    row = refuse_issued(work, proposal)
    labels = {field.name: field.label for field in fields_of(Proposal)}
    for name, value in (("number", number), ("issued_to", issued_to)):
        if not value.strip():
            raise Refused("empty", name, {"label": labels[name]})
    if not count(work, Section.proposal, proposal):
        raise Refused("nothing_to_issue")
    refuse_used_number(work, number, proposal)
    row.issued_values = json.dumps(dict(values), ensure_ascii=False, sort_keys=True)
    issued = {"number": number, "dated": day, "issued_to": issued_to, "issued_hash": fingerprint, "state": ProposalState.ISSUED}
    work.put(Proposal, proposal, issued)


@verb(N_("Copy as a new version"))
def copy_proposal(work: Work, proposal: UUID) -> UUID:
    """A draft with the same text, prices and pictures; number, date and addressee of the issue stay behind."""
    row = work.get(Proposal, proposal)
    kept = ("name", "subtitle", "account", "opportunity", "reader", "letter")
    sisters = select(Proposal.version).where(alive(Proposal), Proposal.account == row.account, Proposal.name == row.name)
    versions = work.session.scalars(sisters).all()
    values = {name: getattr(row, name) for name in kept}
    made = work.put(Proposal, None, {**values, "version": max(versions, default=row.version) + 1, "earlier": proposal})
    for table in (Section, PriceLine):
        for each in rows_of(work, table.proposal, proposal):
            work.add(table(**{field.name: getattr(each, field.name) for field in fields_of(table)} | {"proposal": made}))
    for file in work.session.scalars(select(Attachment).where(Attachment.owner == proposal, alive(Attachment))):
        values = {field.name: getattr(file, field.name) for field in fields_of(Attachment)}
        work.add(Attachment(**values, content=file.content, owner_table=file.owner_table, owner=made))
    return made


def refuse_issued(work: Work, proposal: UUID) -> Proposal:
    """The proposal, if it may still be changed. Raises Refused("issued_is_frozen")."""
    row = work.get(Proposal, proposal)
    if row.state is ProposalState.ISSUED:
        raise Refused("issued_is_frozen", facts={"name": row.name, "day": row.dated.isoformat() if row.dated else "—"})
    return row


def refuse_used_number(work: Work, number: object, proposal: UUID | None) -> None:
    if not isinstance(number, str) or not number.strip():
        return
    taken = select(Proposal).where(Proposal.number == number.strip(), alive(Proposal))
    other = next((row for row in work.session.scalars(taken) if row.id != proposal), None)
    if other is not None:
        raise Refused("number_used", "number", {"number": number.strip(), "name": other.name})


def owner_of(work: Work, column: Any, row: UUID | None, values: Mapping[str, object]) -> UUID:
    """What a part belongs to by a link column such as `Section.proposal`. Raises Refused("empty") where a new part does not say."""
    owner = values.get(column.key) if row is None else getattr(work.get(column.class_, row), column.key)
    if not isinstance(owner, UUID):
        raise Refused("empty", column.key, {"label": next(field.label for field in fields_of(column.class_) if field.name == column.key)})
    return owner


def placed(work: Work, column: Any, row: UUID | None, values: Mapping[str, object]) -> Mapping[str, object]:
    """The values of a new part with the place behind its last sister; those of an old one as they are."""
    if row is not None or values.get("place") is not None:
        return values
    return {**values, "place": next_place(work, column, owner_of(work, column, row, values))}


def count(work: Work, column: Any, owner: UUID) -> int:
    """How many rows belong to `owner` by a link column such as `Section.proposal`."""
    table = column.class_
    return work.session.scalar(select(func.count()).select_from(table).where(column == owner, alive(table))) or 0


def rows_of(work: Work, column: Any, owner: UUID) -> Sequence[Any]:
    """The rows that belong to `owner`, in their order."""
    table = column.class_
    return work.session.scalars(select(table).where(column == owner, alive(table)).order_by(table.place, table.id)).all()


def arrange(work: Work, column: Any, owner: UUID, moved: UUID, place: int) -> None:
    """Put one row at a place among its sisters and number them all anew."""
    work.session.flush()
    rows = [row for row in rows_of(work, column, owner) if row.id != moved]
    rows.insert(max(0, min(place, len(rows))), work.get(column.class_, moved))
    for number, row in enumerate(rows):
        if row.place != number:
            row.place = number


def next_place(work: Work, column: Any, owner: UUID) -> int:
    """The place behind the last; what was removed leaves a gap, which no order minds."""
    table = column.class_
    last = work.session.scalar(select(func.max(table.place)).where(column == owner, alive(table)))
    return 0 if last is None else last + 1
