"""Two cards of one person become one."""

from collections.abc import Mapping
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.core.merging import Taken, merge_rows, merge_sheet
from kamdesk.core.work import Work, verb
from kamdesk.people.tables import Person


@verb(N_("Merge people"))
def merge_people(
    work: Work, kept: UUID, gone: UUID, taken: Mapping[str, Taken] | None = None, prefer_gone: frozenset[str] = frozenset()
) -> UUID:
    """`gone` goes up in `kept`: seats, ties, threads, visits, promises and positions come along, none of them twice; returns `kept`.

    `taken` says from which of the two a field is taken, where that differs from what is proposed. Raises Refused: merge_itself, gone,
    unknown_field, not_both.
    """
    sheet = merge_sheet(work.session, Person.__tablename__, kept, gone)
    stays, goes = work.get(Person, kept), work.get(Person, gone)
    if stays.photo is None and goes.photo is not None:
        stays.photo = goes.photo
    return merge_rows(work, Person.__tablename__, kept, gone, sheet.values(taken or {}), prefer_gone)
