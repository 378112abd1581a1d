"""What a rep does with the library. One verb per function; each runs inside one Work and never commits."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from kamdesk.core.creditcode import checked_code
from kamdesk.core.days import local_day
from kamdesk.core.fields import clean
from kamdesk.core.files import Kept
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import alive, described
from kamdesk.core.work import Work, verb
from kamdesk.library.tables import Attachment, Certificate, Company, TextPiece

say({"ends_before_start": N_("“Valid until” lies before “Valid from”.")})


@verb(N_("Save our company"))
def save_company(work: Work, company: UUID | None, values: Mapping[str, object]) -> UUID:
    """Keep our own company's data; there is one row, which is made when first saved, so `company` may always be None.

    Raises Refused with the field at fault, `credit_code_*` among others.
    """
    cleaned = dict(values)
    code = cleaned.get("credit_code")
    if isinstance(code, str) and code.strip():
        try:
            cleaned["credit_code"] = checked_code(code)
        except Refused as refused:
            raise Refused(refused.code, "credit_code", refused.facts) from None
    if company is None:
        company = work.session.scalar(select(Company.id).where(alive(Company)).order_by(Company.id).limit(1))
    return work.put(Company, company, cleaned)


@verb(N_("Save text"))
def save_text(work: Work, piece: UUID | None, values: Mapping[str, object]) -> UUID:
    return work.put(TextPiece, piece, values)


@verb(N_("Erase text"))
def erase_text(work: Work, piece: UUID) -> None:
    work.erase(work.get(TextPiece, piece))


@verb(N_("Save certificate"))
def save_certificate(work: Work, certificate: UUID | None, values: Mapping[str, object]) -> UUID:
    """Raises Refused("ends_before_start") where the days contradict each other."""
    saved = work.put(Certificate, certificate, values)
    row = work.session.get_one(Certificate, saved) if certificate is not None else _pending(work, saved)
    if row.valid_from is not None and row.valid_to is not None and row.valid_to < row.valid_from:
        raise Refused("ends_before_start", "valid_to")
    return saved


def _pending(work: Work, certificate: UUID) -> Certificate:
    return next(row for row in work.session.new if isinstance(row, Certificate) and row.id == certificate)


@verb(N_("Erase certificate"))
def erase_certificate(work: Work, certificate: UUID) -> None:
    work.erase(work.get(Certificate, certificate))


@verb(N_("Attach a file"))
def attach_file(work: Work, kept: Kept, name: str, owner_table: str, owner: UUID, added_on: date | None = None, note: str = "") -> UUID:
    """Keep a file with any row; its bytes were put into `store.files` by the caller before, which gave `kept`."""
    described_name, described_note = described(Attachment.__tablename__, "name"), described(Attachment.__tablename__, "note")
    assert described_name is not None
    assert described_note is not None
    return work.add(
        Attachment(
            name=clean(described_name, name), note=clean(described_note, note), size=kept.size, content=kept.digest,
            owner_table=owner_table, owner=owner, added_on=added_on or local_day(work.now),
        )
    )  # fmt: skip


@verb(N_("Rename a file"))
def rename_file(work: Work, attachment: UUID, values: Mapping[str, object]) -> UUID:
    """Change its name or note; its content never changes."""
    return work.put(Attachment, attachment, {name: value for name, value in values.items() if name in ("name", "note")})


@verb(N_("Remove a file"))
def remove_file(work: Work, attachment: UUID) -> None:
    """Take a file off its card; its encrypted bytes stay until the workspace is tidied, so undo brings it back."""
    work.erase(work.get(Attachment, attachment))
