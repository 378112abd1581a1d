"""The library as pages, papers and the command line read it: frozen rows, never mapped objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from kamdesk.accounts.rules import order_key
from kamdesk.core import search
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.problems import Refused
from kamdesk.core.record import Record, alive
from kamdesk.library.rules import Topic, Validity, validity
from kamdesk.library.tables import Attachment, Certificate, Company, TextPiece

Row = TypeVar("Row", bound=Record)
Wanted = TypeVar("Wanted", bound=Select[*tuple[Any, ...]])
COMPANY_FIELDS: tuple[Field, ...] = fields_of(Company)
TEXT_FIELDS: tuple[Field, ...] = fields_of(TextPiece)
CERTIFICATE_FIELDS: tuple[Field, ...] = fields_of(Certificate)
FILE_FIELDS: tuple[Field, ...] = fields_of(Attachment)


@dataclass(frozen=True, slots=True)
class CompanySheet:
    """Our own company by field name; `id` is None until something was saved."""

    id: UUID | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, name: str) -> str:
        """A text of it, "" where nothing is known."""
        value = self.values.get(name)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class TextRow:
    id: UUID
    name: str
    topic: Topic | None
    length: int


@dataclass(frozen=True, slots=True)
class TextPieceSheet:
    """A passage as a whole; `body` is Markdown."""

    id: UUID
    name: str
    topic: Topic | None
    body: str


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """`days_left` until the last good day, negative once it is over, None where there is no end."""

    id: UUID
    name: str
    number: str
    issuer: str
    valid_from: date | None
    valid_to: date | None
    validity: Validity
    days_left: int | None
    files: int


@dataclass(frozen=True, slots=True)
class FileRow:
    """An attachment; `content` is its address in `store.files`."""

    id: UUID
    name: str
    note: str
    size: int
    added_on: date
    content: str
    owner_table: str
    owner: UUID


def company(session: Session) -> CompanySheet:
    """Our own company; an empty sheet until it was first saved."""
    row = session.scalars(select(Company).where(alive(Company)).order_by(Company.id).limit(1)).first()
    if row is None:
        return CompanySheet()
    return CompanySheet(row.id, MappingProxyType({each.name: getattr(row, each.name) for each in COMPANY_FIELDS}))


def text_ids(session: Session, sort: str = "", descending: bool = False, typed: str = "") -> tuple[UUID, ...]:
    """The numbers of all passages that answer what was typed, sorted by "name" or "topic" (by topic, then name, if "")."""
    found = session.execute(_filtered(select(TextPiece.id, TextPiece.name, TextPiece.topic), TextPiece, typed)).all()
    topics: list[Topic | None] = [*Topic, None]
    ordered = sorted(found, key=lambda row: order_key(row[1]), reverse=descending and sort == "name")
    if sort != "name":
        ordered.sort(key=lambda row: topics.index(row[2]), reverse=descending)
    return tuple(row[0] for row in ordered)


def text_rows(session: Session, ids: Sequence[UUID]) -> tuple[TextRow, ...]:
    wanted = select(TextPiece.id, TextPiece.name, TextPiece.topic, func.length(TextPiece.body))
    found = {row[0]: TextRow(*row) for row in session.execute(wanted.where(TextPiece.id.in_(list(ids)), alive(TextPiece)))}
    return tuple(found[each] for each in ids if each in found)


def text_piece(session: Session, piece: UUID) -> TextPieceSheet:
    """Raises Refused("gone")."""
    row = _living(session, TextPiece, piece)
    return TextPieceSheet(row.id, row.name, row.topic, row.body)


def certificate_ids(session: Session, sort: str = "", descending: bool = False, typed: str = "") -> tuple[UUID, ...]:
    """The numbers of all certificates; those that end first stand first."""
    wanted = _filtered(select(Certificate.id), Certificate, typed)
    key = Certificate.__table__.c[sort if sort in ("name", "number", "issuer", "valid_from") else "valid_to"]
    first = key.desc().nulls_last() if descending else key.asc().nulls_last()
    return tuple(session.scalars(wanted.order_by(first, Certificate.name, Certificate.id)))


def certificate_rows(session: Session, ids: Sequence[UUID], today: date) -> tuple[CertificateRow, ...]:
    """Two statements however many they are."""
    rows = session.scalars(select(Certificate).where(Certificate.id.in_(list(ids)), alive(Certificate)))
    scanned = select(Attachment.owner, func.count()).where(Attachment.owner.in_(list(ids)), alive(Attachment)).group_by(Attachment.owner)
    scans = dict(session.execute(scanned).all())
    found = {row.id: _certificate_row(row, today, scans.get(row.id, 0)) for row in rows}
    return tuple(found[each] for each in ids if each in found)


def _certificate_row(row: Certificate, today: date, files: int) -> CertificateRow:
    days_left = (row.valid_to - today).days if row.valid_to is not None else None
    state = validity(row.valid_from, row.valid_to, today)
    return CertificateRow(row.id, row.name, row.number or "", row.issuer or "", row.valid_from, row.valid_to, state, days_left, files)


def certificate_values(session: Session, certificate: UUID) -> dict[str, object]:
    row = _living(session, Certificate, certificate)
    return {each.name: getattr(row, each.name) for each in CERTIFICATE_FIELDS}


def attachments_of(session: Session, owner_table: str, owner: UUID) -> tuple[FileRow, ...]:
    """The files kept with one row, the newest first."""
    mine = (Attachment.owner_table == owner_table) & (Attachment.owner == owner)
    found = session.scalars(select(Attachment).where(mine, alive(Attachment)).order_by(Attachment.id.desc()))
    return tuple(_file_row(row) for row in found)


def attachment(session: Session, attachment: UUID) -> FileRow:
    """Raises Refused("gone")."""
    return _file_row(_living(session, Attachment, attachment))


def _file_row(row: Attachment) -> FileRow:
    return FileRow(row.id, row.name, row.note or "", row.size, row.added_on, row.content, row.owner_table, row.owner)


def _filtered(wanted: Wanted, table: type[Record], typed: str) -> Wanted:
    wanted = wanted.where(alive(table))
    if not typed.strip():
        return wanted
    found = search.matching(table.__tablename__, typed)
    return wanted.where(table.id.in_(found)) if found is not None else wanted.where(table.id.is_(None))


def _living(session: Session, table: type[Row], row_id: UUID) -> Row:
    row = session.get(table, row_id)
    if row is None or row.erased_at is not None:
        raise Refused("gone", facts={"table": table.__tablename__})
    return row
