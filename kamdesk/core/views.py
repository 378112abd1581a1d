"""Saved views: a list as a rep wants to see it again, by name, in the order of their chips."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.filters import Condition, read_filter
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import alive
from kamdesk.core.settings import SavedView
from kamdesk.core.work import Work, verb

say({
    "no_view": N_("There is no saved view “{name}” of this list."),
    "not_a_view": N_("This is no definition of a view: {text}"),
})  # fmt: skip


NAME_FIELD = tuple(field for field in fields_of(SavedView) if field.name == "name")


@dataclass(frozen=True, slots=True)
class Definition:
    """What a view shows: `base` is a chip of the list ("" for all), `filter` conditions as text, `columns` keys in order (none: usual).

    `sort` "" is the list's own order.
    """

    base: str = ""
    filter: str = ""
    sort: str = ""
    descending: bool = False
    group: str = ""
    columns: tuple[str, ...] = ()

    def text(self) -> str:
        return json.dumps({key: value for key, value in asdict(self).items() if value}, ensure_ascii=False, sort_keys=True)

    def conditions(self, fields: Sequence[Field]) -> tuple[Condition, ...]:
        """Raises what `read_filter` refuses, where a field is known no longer."""
        return read_filter(self.filter, fields) if self.filter else ()


def defined(text: str) -> Definition:
    """Raises Refused("not_a_view")."""
    try:
        read = json.loads(text)
        known = {key: value for key, value in read.items() if key in Definition.__slots__}
        found = Definition(**known)
        found = replace(found, columns=tuple(str(key) for key in found.columns), descending=bool(found.descending))
    except (ValueError, TypeError, AttributeError):
        raise Refused("not_a_view", "definition", {"text": text[:60]}) from None
    if not all(isinstance(value, str) for value in (found.base, found.filter, found.sort, found.group)):
        raise Refused("not_a_view", "definition", {"text": text[:60]})
    return found


@dataclass(frozen=True, slots=True)
class ViewRow:
    id: UUID
    name: str
    definition: Definition


def saved_views(session: Session, of: str) -> tuple[ViewRow, ...]:
    """The views of a list, in their order; one that cannot be read is left out."""
    wanted = select(SavedView).where(alive(SavedView), SavedView.list == of).order_by(SavedView.place, SavedView.id)
    found = []
    for row in session.scalars(wanted):
        try:
            found.append(ViewRow(row.id, row.name, defined(row.definition)))
        except Refused:
            continue
    return tuple(found)


def view_called(session: Session, of: str, name: str) -> ViewRow:
    """Raises Refused("no_view")."""
    for row in saved_views(session, of):
        if name.strip() in (row.name, row.id.hex):
            return row
    raise Refused("no_view", "view", {"name": name[:60]})


@verb(N_("Save a view"))
def save_view(work: Work, view: UUID | None, values: Mapping[str, object]) -> UUID:
    """Keeps a new view (at the end of the chips) or changes one. Raises Refused("not_a_view") and what `Work.put` says."""
    kept = dict(values)
    if isinstance(kept.get("definition"), str):
        kept["definition"] = defined(str(kept["definition"])).text() or "{}"
    if view is None and "place" not in kept:
        last = work.session.scalar(select(func.max(SavedView.place)).where(alive(SavedView), SavedView.list == kept.get("list")))
        kept["place"] = 0 if last is None else last + 1
    return work.put(SavedView, view, kept)


@verb(N_("Order the views"))
def order_views(work: Work, views: Sequence[UUID]) -> None:
    for place, view in enumerate(views):
        work.put(SavedView, view, {"place": place})


@verb(N_("Delete a view"))
def erase_view(work: Work, view: UUID) -> None:
    work.erase(work.get(SavedView, view))
