"""The workspace itself on the command line: make it, look at it, walk its history, back it up, restore it, check it."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from kamdesk.cli import kinds
from kamdesk.cli.opening import opened, opened_workspace, passphrase_asked, passphrase_given, workspace_path
from kamdesk.cli.output import Output, aligned, at_most
from kamdesk.core import settings
from kamdesk.core.journal import HistoryRow
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive, described
from kamdesk.core.store import SCHEMA, Done
from kamdesk.core.words import Words


def do_new(arguments: Namespace, words: Words) -> None:
    from kamdesk.library.actions import save_company
    from kamdesk.upkeep.opening import create_workspace

    path = workspace_path(arguments)
    passphrase = passphrase_given(arguments)
    workspace, code = create_workspace(path, passphrase if passphrase is not None else passphrase_asked(words, twice=True))
    with workspace:
        workspace.store.do(settings.put_setting, settings.LANGUAGE, words.language.value)
        if arguments.company:
            workspace.store.do(save_company, None, {"name": arguments.company, "rep_name": arguments.rep})
    text = (
        words("{path} is ready.", path=path)
        + "\n\n"
        + words("Recovery code (shown this once; write it down, keep it apart):")
        + f"\n\n    {code}"
    )
    Output(arguments.json).value({"workspace": str(path), "recovery_code": code}, text)


def do_info(arguments: Namespace, words: Words) -> None:
    from kamdesk.upkeep.backup import backups

    with opened_workspace(arguments, words) as workspace:
        store = workspace.store
        with store.reading() as session:
            counts = {
                kind.word: session.scalar(select(func.count()).select_from(kind.record).where(alive(kind.record))) or 0
                for kind in kinds.KINDS
            }
        made = backups(workspace.path)
        last = max((row.made for row in made), default=None)
        size = workspace.path.stat().st_size
    value = {
        "workspace": str(workspace.path),
        "version": SCHEMA,
        "bytes": size,
        "encrypted": True,
        "synced_by": workspace.synced,
        "backups": len(made),
        "last_backup": last.isoformat() if last else None,
        "entries": counts,
    }
    lines = [
        [words("Workspace"), str(workspace.path)],
        [words("Size"), f"{size / 1_048_576:.1f} MB"],
        [words("Backups"), f"{len(made)}" + (f" ({words.moment(last)})" if last else "")],
        *([words.translated(kind.record.kind_label), str(counts[kind.word])] for kind in kinds.KINDS if counts[kind.word]),
    ]
    text = aligned(lines)
    if workspace.synced:
        text += "\n" + words(
            "This folder is synchronised by {service}; two computers writing at once may damage the file.", service=workspace.synced
        )
    Output(arguments.json).value(value, text)


def do_history(arguments: Namespace, words: Words) -> None:
    with opened(arguments, words) as store:
        row = None
        if arguments.of:
            with store.reading() as session:
                row = kinds.entry_id(session, _kind_of(arguments.of[0]), arguments.of[1])
        found = store.history(at_most(arguments.limit), row)
    values = [
        {
            "id": item.id.hex,
            "at": item.at.isoformat(),
            "label": words.translated(item.label),
            "about": item.about,
            "kind": item.kind,
            "more": item.more,
            "changes": [
                {"table": line.table, "id": line.row.hex, "field": line.field, "old": line.old, "new": line.new} for line in item.lines
            ],
        }
        for item in found
    ]
    cells = [[words.moment(item.at), _label(item, words), item.about, _changed(item, words)] for item in found]
    Output(arguments.json).table([words("When"), words("What"), words("About"), words("Changed")], cells, values)


def _kind_of(word: str) -> kinds.EntryKind:
    if word not in {kind.word for kind in kinds.KINDS}:
        raise Refused("unknown_entry", facts={"kind": word, "typed": word})
    return kinds.kind_of(word)


def _label(item: HistoryRow, words: Words) -> str:
    label = words.translated(item.label)
    return {"undo": words("Taken back: {label}", label=label), "redo": words("Done again: {label}", label=label)}.get(item.kind, label)


def _changed(item: HistoryRow, words: Words) -> str:
    """The fields that changed, in words; a new row counts as one."""
    labels = []
    for line in item.lines:
        field = described(line.table, line.field) if line.field else None
        labels.append(words.translated(field.label) if field else words("new entry") if not line.field else line.field)
    return ", ".join(dict.fromkeys(labels))


def do_undo(arguments: Namespace, words: Words) -> None:
    with opened(arguments, words) as store:
        _told(store.undo(), N_("Taken back: {label}"), arguments, words)


def do_redo(arguments: Namespace, words: Words) -> None:
    with opened(arguments, words) as store:
        _told(store.redo(), N_("Done again: {label}"), arguments, words)


def _told(done: Done, sentence: str, arguments: Namespace, words: Words) -> None:
    label = words.translated(done.label) + (f" “{done.about}”" if done.about else "")
    Output(arguments.json).value({"label": done.label, "about": done.about}, words.filled(words.translated(sentence), {"label": label}))


def do_backup(arguments: Namespace, words: Words) -> None:
    from kamdesk.upkeep.backup import backups, intact

    if arguments.list:
        rows = backups(workspace_path(arguments))
        good = {row.name: intact(row) for row in rows}
        values = [{"name": row.name, "made": row.made.isoformat(), "good": good[row.name]} for row in rows]
        cells = [[row.name, words.moment(row.made), words("good") if good[row.name] else words("damaged")] for row in rows]
        Output(arguments.json).table([words("Backup"), words("Made"), words("State")], cells, values)
        return
    with opened_workspace(arguments, words) as workspace:
        row = workspace.back_up()
    Output(arguments.json).value(
        {"name": row.name, "made": row.made.isoformat()}, words("Backup {name} was made and read back.", name=row.name)
    )


def do_restore(arguments: Namespace, words: Words) -> None:
    """Needs no passphrase: a backup is as encrypted as the workspace."""
    from kamdesk.upkeep.backup import backup_named, newest_good
    from kamdesk.upkeep.restoring import restore_in_place, restore_to

    path = workspace_path(arguments)
    row = backup_named(path, arguments.backup) if arguments.backup else newest_good(path)
    if row is None:
        raise Refused("no_good_backup", facts={"name": path.name})
    if arguments.to:
        restore_to(row, Path(arguments.to))
        Output(arguments.json).value(
            {"backup": row.name, "file": arguments.to}, words("Backup {name} was restored to {file}.", name=row.name, file=arguments.to)
        )
        return
    aside = restore_in_place(row, path, datetime.now(UTC))
    text = words("Backup {name} was restored. What stood there before is kept in {aside}.", name=row.name, aside=aside)
    Output(arguments.json).value({"backup": row.name, "file": str(path), "aside": str(aside)}, text)


def do_check(arguments: Namespace, words: Words) -> int:
    from kamdesk.upkeep.check import check_workspace, mend_attachments, mend_index

    with opened_workspace(arguments, words) as workspace:
        rows = check_workspace(workspace.store, words)
        if arguments.mend and rows[0].good:  # nothing is written into a file whose pages are damaged
            mend_index(workspace.store)
            mend_attachments(workspace.store)
            rows = check_workspace(workspace.store, words)
    values = [{"check": row.name, "good": row.good, "found": list(row.faults)} for row in rows]
    cells = [[words.translated(row.name), words("good") if row.good else words("damaged"), "; ".join(row.faults)] for row in rows]
    Output(arguments.json).table([words("Check"), words("State"), words("Found")], cells, values)
    return 0 if all(row.good for row in rows) else 1
