"""What a rep does from the list of the day. One verb per function; each runs inside one Work and never commits."""

from datetime import date
from uuid import UUID, uuid5

from kamdesk.core.marking import N_
from kamdesk.core.work import Work, verb
from kamdesk.today.tables import Snooze

_SPACE = UUID("6b616d64-6573-4b00-8000-000000000002")


@verb(N_("Put off"))
def put_off(work: Work, key: str, until: date) -> None:
    """Leave one thing out of the list until a day; putting it off again moves that day."""
    number = uuid5(_SPACE, key)
    row = work.session.get(Snooze, number)
    if row is None:
        work.add(Snooze(id=number, key=key, until=until))
    else:
        row.until, row.erased_at = until, None
