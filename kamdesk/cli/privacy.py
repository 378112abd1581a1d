"""What we hold on a person, and erasing a person for good, on the command line."""

import sys
from argparse import Namespace
from typing import Any

from kamdesk.cli import kinds
from kamdesk.cli.opening import opened, opened_workspace
from kamdesk.cli.output import Output, aligned
from kamdesk.core.journal import plain
from kamdesk.core.marking import N_
from kamdesk.core.mentioned import Mention
from kamdesk.core.problems import Refused, say
from kamdesk.core.words import Words
from kamdesk.privacy.rules import Going, HeldRow, HeldSheet

say({
    "only_people_for_good": N_("Only a person can be erased for good."),
    "say_yes": N_("This cannot be undone. Say --yes if it is meant."),
})  # fmt: skip
_CHOICE = {"y", "yes", "是"}


def do_held(arguments: Namespace, words: Words) -> None:
    """Everything held on a person."""
    from kamdesk.privacy.queries import held_sheet

    kinds.load_all()
    with opened(arguments, words) as store, store.reading() as session:
        sheet = held_sheet(session, kinds.entry_id(session, kinds.kind_of("person"), arguments.id))
        fields = [
            [words.translated(each.field.label), each.link or kinds.cell(each.field, each.value, words, {})] for each in sheet.person.fields
        ]
        rows = [
            [words.translated(row.kind), words.translated(row.title), words.day_short(row.since.date()) if row.since else ""]
            for row in sheet.rows
        ]
        text = "\n\n".join(part for part in (aligned(fields), aligned(rows) if rows else "", _mentioned(sheet.mentions, words)) if part)
        text += "\n\n" + words("Lines in the record of changes: {count}", count=sheet.journalled)
        Output(arguments.json).value(_sheet_value(sheet), text)


def _sheet_value(sheet: HeldSheet) -> dict[str, Any]:
    """As JSON: values as the journal keeps them, with where each stands and since when."""
    return {
        "person": _row_value(sheet.person),
        "entries": [_row_value(row) for row in sheet.rows],
        "mentions": [_mention_value(one) for one in sheet.mentions],
        "journal": {"lines": sheet.journalled, "oldest": sheet.oldest.isoformat() if sheet.oldest else None},
        "files": [name for name, _address in sheet.files],
        "photo": sheet.photo is not None,
    }


def _row_value(row: HeldRow) -> dict[str, Any]:
    fields = [
        {
            "field": each.field.name, "label": each.field.label, "value": plain(each.value), "title": each.link,
            "since": each.since.isoformat() if each.since else None,
        }
        for each in row.fields
    ]  # fmt: skip
    return {"table": row.table, "id": row.id.hex, "kind": row.kind, "title": row.title, "out_of_sight": row.erased, "fields": fields}


def _mention_value(one: Mention) -> dict[str, Any]:
    return {"table": one.table, "id": one.id.hex, "field": one.field, "title": one.title, "around": one.around}


def _mentioned(mentions: tuple[Mention, ...], words: Words) -> str:
    if not mentions:
        return ""
    lines = [[words.translated(one.kind), one.title, words.translated(one.label), one.around] for one in mentions]
    return words("The name stands in these texts:") + "\n" + aligned(lines)


def erase_for_good(arguments: Namespace, words: Words) -> None:
    """Says what will go, asks unless --yes was typed, and does it. Raises Refused: only_people_for_good, say_yes, what `forget` says."""
    from kamdesk.privacy.actions import forget
    from kamdesk.privacy.queries import going

    if arguments.kind != "person":
        raise Refused("only_people_for_good", "kind")
    kinds.load_all()
    with opened_workspace(arguments, words) as workspace:
        store = workspace.store
        with store.reading() as session:
            person = kinds.entry_id(session, kinds.kind_of("person"), arguments.id)
        ahead = store.ask(going, person)
        if not arguments.yes:
            _agree(ahead, words)
        done = forget(store, person, arguments.replace)
        older = [row.name for row in workspace.backups()]
        thrown: tuple[str, ...] = ()
        if arguments.renew_backups:
            _fresh, thrown = workspace.renew_backups()
    text = words("“{name}” was erased for good.", name=ahead.name)
    if done.mentions:
        text += "\n\n" + _mentioned(done.mentions, words)
    if thrown:
        text += "\n\n" + words("{n} older backups were replaced by a fresh one.", n=len(thrown))
    elif older:
        text += "\n\n" + words("These backups still hold the person: {names}", names=", ".join(older))
        text += "\n" + words("To replace them: `kamdesk backup`, then remove the older ones; or say --renew-backups.")
    value = {
        "id": person.hex, "entries": done.gone, "emptied": done.emptied, "files": done.files,
        "mentions": [_mention_value(one) for one in done.mentions], "backups": [] if thrown else older, "backups_replaced": list(thrown),
    }  # fmt: skip
    Output(arguments.json).value(value, text)


def _agree(ahead: Going, words: Words) -> None:
    """Asks on the terminal; where there is none, --yes is needed."""
    if not sys.stdin.isatty():
        raise Refused("say_yes", "yes")
    lines = [[words.translated(kind), str(count)] for kind, count in (*ahead.gone, *ahead.emptied)]
    print(words("“{name}” will be erased for good, with:", name=ahead.name) + "\n" + aligned(lines), file=sys.stderr)
    if input(words("Erase for good? [y/N] ")).strip().lower() not in _CHOICE:
        raise Refused("stopped")
