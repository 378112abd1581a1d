"""Entries on the command line: list, show, add, set, erase, search, and files kept with them; one way for every kind, from its fields."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from kamdesk.cli import kinds
from kamdesk.cli.opening import opened
from kamdesk.cli.output import Output, aligned, at_most
from kamdesk.core.fields import Field
from kamdesk.core.files import Kept
from kamdesk.core.journal import plain
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import Record
from kamdesk.core.search import search
from kamdesk.core.words import Words
from kamdesk.core.work import Verb, Work

say({
    "not_saved_here": N_("Entries of the kind “{kind}” are not made by hand on the command line."),
    "no_file": N_("There is no file “{name}”."),
})  # fmt: skip


def entry_value(row: Record, fields: tuple[Field, ...], names: dict[UUID, str]) -> dict[str, Any]:
    """A row as JSON: money in 分, times in UTC milliseconds, links as {id, title}."""
    found: dict[str, Any] = {"id": row.id.hex}
    for field in fields:
        value = getattr(row, field.name)
        found[field.name] = {"id": value.hex, "title": names.get(value, "")} if field.links_to and value is not None else plain(value)
    return found


def do_show(arguments: Namespace, words: Words) -> None:
    kind = kinds.kind_of(arguments.kind)
    with opened(arguments, words) as store, store.reading() as session:
        row = session.get(kind.record, kinds.entry_id(session, kind, arguments.id))
        assert row is not None
        names = kinds.link_titles(session, [row], kind.fields)
        pairs = [(field, kinds.cell(field, getattr(row, field.name), words, names)) for field in kind.fields]
        text = f"{row.title}  ({words.translated(kind.record.kind_label)} {row.id.hex})\n"
        lines = [[words.translated(field.label), cell] for field, cell in pairs if cell and "\n" not in cell and len(cell) < 60]
        text += aligned(lines) if lines else ""
        for field, cell in pairs:
            if cell and ("\n" in cell or len(cell) >= 60):
                text += f"\n\n{words.translated(field.label)}:\n{cell}"
        Output(arguments.json).value(entry_value(row, kind.fields, names), text)


def do_add(arguments: Namespace, words: Words) -> None:
    _save(arguments, words, None)


def do_set(arguments: Namespace, words: Words) -> None:
    _save(arguments, words, arguments.id)


def _save(arguments: Namespace, words: Words, typed: str | None) -> None:
    kind = kinds.kind_of(arguments.kind)
    if not kind.save:
        raise Refused("not_saved_here", facts={"kind": kind.word})
    with opened(arguments, words) as store:
        with store.reading() as session:
            row = None if typed is None else kinds.entry_id(session, kind, typed)
            today = date.today()  # noqa: DTZ011 - the rep's own day
            values = kinds.values_typed(session, kind, arguments.values, today)
            told = kinds.told_typed(session, kind, _told_pairs(arguments), today)
        if kind.word == "account" and told:
            result, _changes = store.do(kind.saver(), row, values, told)
        else:
            result, _changes = store.do(kind.saver(), row, told | values)
        saved = row or result
        with store.reading() as session:
            title = session.get_one(kind.record, saved).title
        Output(arguments.json).value({"id": saved.hex, "title": title}, f"{saved.hex[-kinds.SHORT :]}  {title}")


def _told_pairs(arguments: Namespace) -> list[str]:
    """`--source media --learned -10` as the name=value words that they stand for."""
    given = {"source": arguments.source, "learned_on": arguments.learned, "confidence": arguments.confidence, "told_by": arguments.told_by}
    return [f"{name}={typed}" for name, typed in given.items() if typed]


def do_erase(arguments: Namespace, words: Words) -> None:
    if arguments.for_good:
        from kamdesk.cli.privacy import erase_for_good

        erase_for_good(arguments, words)
        return
    kind = kinds.kind_of(arguments.kind)
    with opened(arguments, words) as store:
        with store.reading() as session:
            row = kinds.entry_id(session, kind, arguments.id)
            title = session.get_one(kind.record, row).title
        store.do(Verb(N_("Erase an entry"), kinds.erase_entry), kind.record, row)
        Output(arguments.json).value(
            {"id": row.hex, "title": title}, words("“{title}” was erased; `kamdesk undo` brings it back.", title=title)
        )


def do_search(arguments: Namespace, words: Words) -> int:
    with opened(arguments, words) as store, store.reading() as session:
        hits = search(session, " ".join(arguments.text), at_most(arguments.limit))
        values = [{"kind": hit.table, "id": hit.id.hex, "title": hit.title, "detail": hit.detail} for hit in hits]
        cells = [[hit.id.hex[-kinds.SHORT :], words.translated(hit.kind), hit.title, hit.detail] for hit in hits]
        Output(arguments.json).table([words("Number"), words("Kind"), words("Title"), words("Found in")], cells, values)
    return 0


def do_attach(arguments: Namespace, words: Words) -> None:
    from kamdesk.library import actions

    kind = kinds.kind_of(arguments.kind)
    paths = [Path(name) for name in arguments.files]
    for path in paths:
        if not path.is_file():
            raise Refused("no_file", "files", {"name": path.name})
    with opened(arguments, words) as store:
        with store.reading() as session:
            owner = kinds.entry_id(session, kind, arguments.id)
        kept = [(store.files.keep(path), path.name) for path in paths]
        rows, _changes = store.do(Verb(actions.attach_file.label, _attach), kept, kind.table, owner)
        made = [(row, path.name) for row, path in zip(rows, paths, strict=True)]
        Output(arguments.json).value(
            [{"id": row.hex, "name": name} for row, name in made], "\n".join(f"{row.hex[-kinds.SHORT :]}  {name}" for row, name in made)
        )


def _attach(work: Work, kept: Sequence[tuple[Kept, str]], table: str, owner: UUID) -> list[UUID]:
    """All files or none, so that one undo takes back what one command did."""
    from kamdesk.library import actions

    return [actions.attach_file(work, file, name, table, owner, date.today()) for file, name in kept]  # noqa: DTZ011 - the rep's own day


def do_extract(arguments: Namespace, words: Words) -> None:
    from kamdesk.library.tables import Attachment

    kind = kinds.kind_of("file")
    with opened(arguments, words) as store:
        with store.reading() as session:
            content = session.get_one(Attachment, kinds.entry_id(session, kind, arguments.id)).content
        target = Path(arguments.out)
        store.files.write_out(content, target)
        Output(arguments.json).value({"file": str(target)}, str(target))
