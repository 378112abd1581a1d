"""The photo on a card: its bytes lie with the attachments, the card holds their address. What is replaced comes back with undo."""

import re
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.work import Work, verb
from kamdesk.people.tables import Person

_ADDRESS = re.compile("[0-9a-f]{64}")


@verb(N_("Set photo"))
def set_photo(work: Work, person: UUID, digest: str) -> None:
    """`digest` is where `Files` keeps the bytes, made by `rules.photo.portrait`. Raises Refused: gone, wrong_kind."""
    if not _ADDRESS.fullmatch(digest):
        raise Refused("wrong_kind", "photo", {"label": N_("Photo")})
    row = work.get(Person, person)
    row.photo = digest
    work.about = row.name


@verb(N_("Remove photo"))
def remove_photo(work: Work, person: UUID) -> None:
    """The bytes stay until unused files are cleared away, so that undo works. Raises Refused("gone")."""
    row = work.get(Person, person)
    row.photo = None
    work.about = row.name
