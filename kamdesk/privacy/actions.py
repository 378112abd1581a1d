"""Erasing a person for good: nothing of it can be undone, and nothing of the person is left in the file but a number and a day.

The one thing that goes past the journal, since the journal itself must forget: values in it are emptied, its lines stay as marks that
something was there. What is then free in the file is written over by making the file anew (`Store.write_anew`).
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, delete, func, insert, or_, select, text, update
from sqlalchemy.orm import Session

from kamdesk.core import journal, search, tracing
from kamdesk.core.columns import fields_of
from kamdesk.core.files import Progress, going_on
from kamdesk.core.ids import new_id, portions
from kamdesk.core.journal import Entry, Transaction
from kamdesk.core.marking import N_
from kamdesk.core.mentioned import Mention
from kamdesk.core.parting import links_to
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import Record, record_class, record_classes
from kamdesk.core.store import Store
from kamdesk.core.work import Changes, Work
from kamdesk.people.tables import Person
from kamdesk.privacy.rules import json_forms

LABEL = N_("Erase a person for good")
NAMELESS = N_("(erased person)")
_MARK = "-"  # the field of a line that changes nothing

say({
    "nothing_to_say": N_("Say what shall stand instead of the name."),
    "namesakes": N_("{count} others are called “{name}” or have it in their names; replace the name in texts by hand."),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done: rows gone and emptied, files removed, and the texts in which the name still stands."""

    gone: int
    emptied: int
    files: int
    mentions: tuple[Mention, ...]
    changes: Changes


def forget(store: Store, person: UUID, instead: str | None = None, progress: Progress = going_on) -> Forgotten:
    """Erase a person for good. With `instead`, that stands in other texts where the name stood; else these are returned, as they are.

    Nothing of this is taken back by undo, and no change that touched the person before can be. Backups made before still hold the
    person. `progress` is told steps; once the file is being made anew it is no longer asked. Raises Refused: gone, namesakes, stopped.
    """
    if instead is not None and not instead.strip():
        raise Refused("nothing_to_say")
    if not progress(0, 3):
        raise Refused("stopped")
    with store.writing(LABEL, journal.FORGET) as work:
        deed = _Forgetting(work, _person(work.session, person))
        others = tracing.namesakes(work.session, deed.row) if instead is not None else 0
        if others:
            raise Refused("namesakes", facts={"count": others, "name": deed.name})
        deed.do(instead)
        if not progress(1, 3):
            raise Refused("stopped")
    for content in deed.files:
        store.files.remove(content)
    progress(2, 3)
    store.write_anew()
    progress(3, 3)
    left = () if instead is not None else deed.mentions
    return Forgotten(len(deed.gone), len(deed.emptied), len(deed.files), left, work.changes)


def _person(session: Session, person: UUID) -> Person:
    row = session.get(Person, person)
    if row is None or not row.name:
        raise Refused("gone", facts={"table": Person.__tablename__})
    return row


class _Forgetting:
    """One person's erasure with all that follows, within one transaction."""

    def __init__(self, work: Work, row: Person) -> None:
        self.work, self.row, self.name = work, row, row.name
        self.session: Session = work.session
        self.gone, self.emptied = tracing.parted(self.session, row)
        self.addressed = self._addressed()
        self.gone += self._left_behind()
        self.mentions = tracing.mentions(self.session, row, self.gone)
        self.files = self._files()
        self.titles = {title for each in [row, *self.gone] if (title := each.title)}

    def do(self, instead: str | None) -> None:
        self.work.noted("")  # the journal's line that somebody was forgotten, without a name
        self.session.expunge_all()  # what follows goes past the session
        self._let_go()
        self._remove()
        self._empty()
        self._scrub([self.row.id, *(row.id for row in self.gone)])
        self._scrub_traces(self.addressed)
        if instead is not None:
            self._replace(instead)
        self._scrub_titles()
        self._mark(self.addressed)
        self._clean_index()

    def _files(self) -> tuple[str, ...]:
        """Addresses of kept files that nobody else uses."""
        gone = {row.id for row in self.gone} | {self.row.id}
        wanted = {self.row.photo, *(getattr(row, "content", None) for row in self.gone)} - {None}
        for table in record_classes().values():
            for name in {"content", "photo"} & {attribute.key for attribute in table.__mapper__.column_attrs}:
                column = getattr(table, name)
                for number, address in self.session.execute(select(table.id, column).where(column.in_(wanted))):
                    if number not in gone:
                        wanted.discard(address)
        return tuple(sorted(address for address in wanted if address))

    def _addressed(self) -> list[Any]:
        """The journal's lines of rows that stay, in which the person's number stands as a value: seats that they once had, and so on."""
        number, gone = self.row.id.hex, {self.row.id, *(row.id for row in self.gone)}
        stand = or_(*(func.instr(cast(column, Text), number) > 0 for column in (Entry.old, Entry.new)))
        found = self.session.execute(select(Entry.id, Entry.table, Entry.row, Entry.field, Entry.old, Entry.new).where(stand))
        return [entry for entry in found if entry.row not in gone]

    def _left_behind(self) -> list[Record]:
        """What was erased softly together with the person's leaving a place: the threads to a seat that is empty now."""
        known = {row.id for row in self.gone}
        places = {(entry.table, entry.row) for entry in self.addressed if entry.table in record_classes()}
        found: dict[UUID, Record] = {}
        for table, number in places:
            if record_class(table).left_by is not Record.left_by:
                below = tracing.leading_to(self.session, table, number, required=True)
                found.update((row.id, row) for row in below if row.erased_at is not None and row.id not in known)
        return list(found.values())

    def _let_go(self) -> None:
        """Rows that stay no longer lead to the person, and say nothing that was about the person."""
        ended = {self.row.id, *(row.id for row in self.gone)}
        for row in self.emptied:
            table = type(row)
            values: dict[str, Any] = {}
            if any(getattr(row, link.name) == self.row.id for link in links_to(table, Person.__tablename__)):
                row.left_by("person", self.row)
                values = {each.name: getattr(row, each.name) for each in fields_of(table) if table.left_by is not Record.left_by}
            for each in fields_of(table):
                if each.links_to and values.get(each.name, getattr(row, each.name)) in ended:
                    values[each.name] = None
            for name in tracing.loose_links(table):
                if getattr(row, name) in ended:
                    values |= {name: None, f"{name}_table": None}
            self._execute(update(table).where(table.id == row.id).values(values))
            search.index_again(self.session.connection(), table.__tablename__, [row.id])
            self.work.touched.add((table.__tablename__, row.id))

    def _remove(self) -> None:
        """What hangs on a row goes before the row itself."""
        for row in reversed(self.gone):
            for table in record_classes().values():
                for link in links_to(table, row.__tablename__):
                    if not link.required:
                        column = getattr(table, link.name)
                        self._execute(update(table).where(column == row.id).values({link.name: None}))
            self._execute(delete(type(row)).where(type(row).id == row.id))
            search.forget_run(self.session.connection(), row.__tablename__, row.id, row.id)
            self.work.touched.add((row.__tablename__, row.id))

    def _empty(self) -> None:
        """The person's own row keeps its number and the day on which it was erased."""
        nullable = {each.key for each in Person.__mapper__.column_attrs if each.columns[0].nullable}
        values: dict[str, Any] = dict.fromkeys(nullable) | {"name": "", "erased_at": self.work.now}
        self._execute(update(Person).where(Person.id == self.row.id).values(values))
        search.forget_run(self.session.connection(), Person.__tablename__, self.row.id, self.row.id)
        self.work.touched.add((Person.__tablename__, self.row.id))

    def _scrub(self, rows: Sequence[UUID]) -> None:
        """The journal's lines of rows that are gone keep their place and lose their values."""
        for portion in portions(rows):
            entries = (Entry.row.in_(portion), Entry.last.is_(None))
            self._blank_titles(select(Entry.work).where(*entries))
            self._execute(update(Entry).where(*entries).values(old=None, new=None))

    def _scrub_traces(self, addressed: Iterable[Any]) -> None:
        """Of rows that stay: the lines that name the person, and whatever was ever said there about a person."""
        rows = {(row.__tablename__, row.id) for row in self.emptied} | {(entry.table, entry.row) for entry in addressed}
        lines = [entry.id for entry in addressed if entry.field is not None]
        for portion in portions(lines):
            self._execute(update(Entry).where(Entry.id.in_(portion)).values(old=None, new=None))
        for table, number in rows:
            if table not in record_classes():
                continue
            fields = tracing.personal(record_class(table))
            own = (Entry.row == number, Entry.last.is_(None))
            self._execute(update(Entry).where(*own, Entry.field.in_(fields)).values(old=None, new=None))
            for entry, image in self.session.execute(select(Entry.id, Entry.new).where(*own, Entry.field.is_(None))).all():
                if image is not None:
                    kept = {key: None if key in fields or value == self.row.id.hex else value for key, value in image.items()}
                    self._execute(update(Entry).where(Entry.id == entry).values(new=kept))

    def _replace(self, instead: str) -> None:
        """The name in other texts, and in all that the journal says of them."""
        for mention in self.mentions:
            table = record_class(mention.table)
            column = getattr(table, mention.field)
            longest = next(field.longest for field in fields_of(table) if field.name == mention.field)
            whole = self.session.scalar(select(column).where(table.id == mention.id))
            if whole is None:  # it is gone itself
                continue
            self._execute(update(table).where(table.id == mention.id).values({mention.field: whole.replace(self.name, instead)[:longest]}))
            if "order_key" in table.__mapper__.column_attrs:
                self._follow_name(table, mention.id)
            search.index_again(self.session.connection(), mention.table, [mention.id])
            self.work.touched.add((mention.table, mention.id))
        for form in json_forms(self.name):
            said = json.dumps(instead, ensure_ascii=form != self.name)[1:-1]
            for name in ("old", "new"):
                self._execute_text(
                    f"UPDATE journal_entry SET {name} = replace({name}, :form, :said) WHERE instr({name}, :form)", form=form, said=said
                )

    def _follow_name(self, table: type[Record], number: UUID) -> None:
        row = self.session.get(table, number)
        if row is not None:
            fresh: Any = table(name=row.name)  # type: ignore[attr-defined]
            self._execute(update(table).where(table.id == number).values(order_key=fresh.order_key))
            self.session.expunge(row)

    def _scrub_titles(self) -> None:
        """What transactions were about, where that names the person."""
        self._execute(update(Transaction).where(func.instr(Transaction.about, self.name) > 0).values(about=""))

    def _blank_titles(self, works: Any) -> None:
        self._execute(update(Transaction).where(Transaction.id.in_(works), Transaction.about.in_(self.titles)).values(about=""))

    def _mark(self, addressed: Iterable[Any]) -> None:
        """Lines without values: undo looks for them, and the past of these rows ends here. Undo passes by what touched nothing else."""
        ended = [(row.__tablename__, row.id, None) for row in [self.row, *self.gone]]
        stay = {(row.__tablename__, row.id) for row in self.emptied} | {(entry.table, entry.row) for entry in addressed}
        lines = [*ended, *((table, number, _MARK) for table, number in sorted(stay))]
        entries = [{"id": new_id(), "work": self.work.number, "table": table, "row": row, "field": name} for table, row, name in lines]
        self.session.connection().execute(insert(Entry), entries)
        gone: Collection[UUID] = [row for _table, row, _none in ended]
        touched = select(Entry.work).where(Entry.row.in_(gone), Entry.last.is_(None))
        others = select(Entry.work).where(or_(Entry.row.not_in(gone), Entry.last.is_not(None)))
        alone = (Transaction.id.in_(touched), Transaction.id.not_in(others), Transaction.kind != journal.FORGET)
        self._execute(update(Transaction).where(*alone).values(reversed=True, about=""))

    def _clean_index(self) -> None:
        """A token that was erased stays in the index's older parts until they are joined."""
        for table in ("search_names", "search_texts"):
            self._execute_text(f"INSERT INTO {table}({table}) VALUES ('optimize')")

    def _execute(self, statement: Any) -> None:
        self.session.connection().execute(statement)

    def _execute_text(self, statement: str, **values: object) -> None:
        self.session.connection().execute(text(statement), values)


__all__ = ["LABEL", "NAMELESS", "Forgotten", "forget"]
