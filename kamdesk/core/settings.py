"""Small values of the workspace itself: its language, the company, how long until it locks. Journalled like everything."""

from uuid import UUID, uuid5

from sqlalchemy.orm import Mapped, Session

from kamdesk.core.columns import long_text, text, whole
from kamdesk.core.marking import N_
from kamdesk.core.record import Record
from kamdesk.core.work import Work, verb

_SPACE = UUID("6b616d64-6573-4b00-8000-000000000001")

LANGUAGE = "language"
THEME = "theme"
IDLE_MINUTES = "idle_minutes"
REP = "rep"


class Setting(Record):
    """One value by its key; the row's number follows from the key, so two machines agree on it."""

    __tablename__ = "setting"
    kind_label = N_("Setting")

    key: Mapped[str] = text(N_("Key"), required=True)
    value: Mapped[str | None] = long_text(N_("Value"))

    @property
    def title(self) -> str:
        """Nothing: a key such as "idle_minutes" is no word for a person."""
        return ""


class SavedView(Record):
    """A list as a rep wants to see it again: filter, order, groups and columns in `definition` (JSON)."""

    __tablename__ = "saved_view"
    kind_label = N_("Saved view")

    name: Mapped[str] = text(N_("Name of the view"), required=True, longest=60)
    list: Mapped[str] = text(N_("List"), required=True, longest=40)
    definition: Mapped[str] = long_text(N_("Definition"), required=True)
    place: Mapped[int] = whole(N_("Order in the list"), required=True, default=0)


def setting_id(key: str) -> UUID:
    return uuid5(_SPACE, key)


def setting(session: Session, key: str, default: str = "") -> str:
    """The value of a key, `default` where none was ever put."""
    row = session.get(Setting, setting_id(key))
    return default if row is None or row.value is None or row.erased_at is not None else row.value


@verb(N_("Change a setting"))
def put_setting(work: Work, key: str, value: str) -> None:
    row = work.session.get(Setting, setting_id(key))
    if row is None:
        work.add(Setting(id=setting_id(key), key=key, value=value))
    else:
        row.value, row.erased_at = value, None
