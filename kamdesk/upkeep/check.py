"""Whether everything in a workspace is as it was written: pages, links, history, search index, attachments, backups."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamdesk.core import search
from kamdesk.core.columns import fields_of
from kamdesk.core.files import Files, Progress, files_folder, going_on
from kamdesk.core.journal import Entry, Transaction
from kamdesk.core.keys import Purpose, subkey
from kamdesk.core.marking import N_
from kamdesk.core.places import refusal
from kamdesk.core.problems import Refused, sentence
from kamdesk.core.record import alive, record_classes
from kamdesk.core.store import Store
from kamdesk.core.words import Language, Words, words_of
from kamdesk.library.tables import Attachment
from kamdesk.people.tables import Person
from kamdesk.upkeep import backup, raw
from kamdesk.upkeep.restoring import bring_file

FILE, LINKS, HISTORY = N_("Pages of the file"), N_("Links between entries"), N_("Change history")
INDEX, ATTACHMENTS, BACKUPS = N_("Search index"), N_("Attached files"), N_("Newest backup")
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One thing looked at: `name` is a msgid, `faults` are sentences in the reader's language, none where all is well."""

    name: str
    faults: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        return not self.faults


def check_workspace(store: Store, words: Words | None = None, progress: Progress = going_on) -> tuple[CheckRow, ...]:
    """Look at everything; takes a second per some hundred megabytes. Changes nothing. Raises Refused("stopped").

    Where the pages themselves are damaged nothing else can be told, so only that is reported, and the backups.
    """
    words = words or words_of(Language.EN)
    looks: list[tuple[str, Callable[[Store, Words], list[str]]]] = [
        (FILE, _page_faults),
        (LINKS, _link_faults),
        (HISTORY, _history_faults),
        (INDEX, _index_faults),
        (ATTACHMENTS, _attachment_faults),
        (BACKUPS, _backup_faults),
    ]
    rows: list[CheckRow] = []
    for place, (name, look) in enumerate(looks):
        if not progress(place, len(looks)):
            raise Refused("stopped")
        if rows and not rows[0].good and name != BACKUPS:
            continue
        rows.append(CheckRow(name, tuple(look(store, words)[:_MOST_FAULTS])))
    return tuple(rows)


def mend_index(store: Store) -> int:
    """Build the search index anew from the entries; returns how many it holds. It is derived, so nothing can be lost."""
    with store.writing(N_("Rebuild the search index")) as work:
        return search.rebuild(work.session)


def mend_attachments(store: Store) -> int:
    """Bring missing and damaged attachments back from the backups, if the copy there is whole; returns how many came back.

    Raises what `places.refusal` says (disk_full, …).
    """
    files, kept = _files(store), Files(backup.shared_files(store.path), subkey(store.data_key, Purpose.FILES))
    mended = 0
    for _name, digest in store.ask(_attachments):
        if not _verified(files, digest) and _verified(kept, digest):
            try:
                bring_file(kept.path(digest), files.path(digest))
            except OSError as failure:
                raise refusal(failure, files.path(digest)) from failure
            mended += 1
    return mended


def _files(store: Store) -> Files:
    return Files(files_folder(store.path), subkey(store.data_key, Purpose.FILES))


def _attachments(session: Session) -> list[tuple[str, str]]:
    """(name, digest) of every attachment that a card holds, photos of people included."""
    held = select(Attachment.name, Attachment.content).where(alive(Attachment))
    photos = select(Person.name, Person.photo).where(alive(Person), Person.photo.is_not(None))
    return [(name, content or "") for name, content in (*session.execute(held), *session.execute(photos))]


def _verified(files: Files, digest: str) -> bool:
    try:
        files.verify(digest)
    except (Refused, ValueError):
        return False
    return True


def _page_faults(store: Store, _words: Words) -> list[str]:
    try:
        with raw.opened(store.path, store.data_key) as connection:
            return list(raw.faults(connection))
    except Refused as refused:
        return [sentence(refused, _words)]


def _link_faults(store: Store, words: Words) -> list[str]:
    with raw.opened(store.path, store.data_key) as connection:
        found = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_FAULTS)
    return [words("An entry of {table} points at a missing entry of {other}.", table=row[0], other=row[2]) for row in found]


def _history_faults(store: Store, words: Words) -> list[str]:
    def orphans(session: Session) -> int:
        lost = select(func.count()).select_from(Entry).where(Entry.work.not_in(select(Transaction.id)))
        return session.scalar(lost) or 0

    def strangers(session: Session) -> list[str]:
        tables = session.scalars(select(Entry.table).distinct())
        return sorted(set(tables) - set(record_classes()))

    count, unknown = store.ask(orphans), store.ask(strangers)
    faults = [words("{count} recorded changes belong to no transaction.", count=count)] if count else []
    return faults + [words("Changes are recorded for an unknown table {table}.", table=table) for table in unknown]


def _index_faults(store: Store, words: Words) -> list[str]:
    def numbers(session: Session) -> tuple[int, int]:
        """(missing from the index, in the index without an entry)"""
        missing = spare = 0
        for table, mapped in record_classes().items():
            if not any(field.search for field in fields_of(mapped)):
                continue
            wanted = set(session.scalars(select(mapped.id).where(alive(mapped))))
            indexed = set(session.scalars(select(search.SearchRow.row).where(search.SearchRow.table == table)))
            missing, spare = missing + len(wanted - indexed), spare + len(indexed - wanted)
        return missing, spare

    missing, spare = store.ask(numbers)
    faults = [words("{count} entries are missing from the search index.", count=missing)] if missing else []
    return faults + ([words("{count} entries in the search index no longer exist.", count=spare)] if spare else [])


def _attachment_faults(store: Store, words: Words) -> list[str]:
    files = _files(store)
    faults: list[str] = []
    for name, digest in store.ask(_attachments):
        try:
            files.verify(digest)
        except Refused as refused:
            faults.append(f"{name}: {sentence(refused, words)}")
        except ValueError:
            faults.append(words("{name}: its address is not one of an attachment.", name=name))
    return faults


def _backup_faults(store: Store, words: Words) -> list[str]:
    rows = backup.backups(store.path)
    if rows and not backup.intact(rows[0]):
        return [words("The newest backup {name} is damaged.", name=rows[0].name)]
    return []
