"""Lists on the command line, as the window shows them: conditions, groups, columns, saved views; duplicates, merging; lists on paper."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamdesk.cli import kinds
from kamdesk.cli.entries import entry_value
from kamdesk.cli.opening import opened
from kamdesk.cli.output import Output, aligned, at_most
from kamdesk.core import listing
from kamdesk.core.fields import Field
from kamdesk.core.figures import FigureColumn
from kamdesk.core.filters import read_filter
from kamdesk.core.journal import plain
from kamdesk.core.list_sheet import cell, group_title, list_sheet
from kamdesk.core.marking import N_
from kamdesk.core.merging import Taken
from kamdesk.core.problems import Refused, say
from kamdesk.core.titles import titles_of
from kamdesk.core.views import Definition, view_called
from kamdesk.core.words import Words

if TYPE_CHECKING:
    from kamdesk.core.store import Store

say({
    "no_such_side": N_("“{text}” is not one of name=A, name=B, name=both."),
    "not_merged": N_("Entries of the kind “{kind}” cannot be merged; accounts and people can."),
})  # fmt: skip

# What higher subjects add to a list, as the window has it (desk.contents.COLUMNS; a test holds them together).
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "account": (
        "kamdesk.reports.queries:OPEN_AMOUNT",
        "kamdesk.value.queries:CELL",
        "kamdesk.reports.queries:HEALTH",
        "kamdesk.reports.queries:LAST_VISIT",
    ),
}
_MERGED = {"account": ("accounts", "merge_accounts", "account_duplicates"), "person": ("people", "merge_people", "person_duplicates")}
_SIDES = {"a": Taken.KEPT, "b": Taken.GONE, "both": Taken.BOTH}
_MOST_COLUMNS = 7


def figures_of(table: str) -> tuple[FigureColumn, ...]:
    """The columns that higher subjects add to the list of a table."""
    found = (code.partition(":") for code in COLUMNS.get(table, ()))
    return tuple(getattr(import_module(module), name) for module, _colon, name in found)


def _known(kind: kinds.EntryKind) -> None:
    """Loads what the subject says about its list."""
    kinds.load_all()
    name = f"kamdesk.{kind.subject}.queries"
    if find_spec(name) is not None:
        import_module(name)


def do_list(arguments: Namespace, words: Words) -> None:
    kind = kinds.kind_of(arguments.kind)
    _known(kind)
    figures, today = figures_of(kind.table), date.today()  # noqa: DTZ011 - the rep's own day
    with opened(arguments, words) as store, store.reading() as session:
        definition = _definition(session, kind, arguments)
        wanted = _wanted(kind, definition, figures, today)
        found = listing.answer(session, kind.table, wanted, today, figures)
        ids = found.ids if wanted.sort or wanted.group or arguments.view else tuple(sorted(found.ids))
        columns = _columns(kind, definition, figures)
        shown = _Shown(session, kind, ids[: at_most(arguments.limit)], columns, figures, words, today)
        if wanted.group:
            _say_groups(arguments, words, found, shown, wanted)
        else:
            values = [shown.value(row) for row in shown.ids if row in shown.lines]
            Output(arguments.json).table(shown.heads(), shown.cells(shown.ids), values)


def _definition(session: Session, kind: kinds.EntryKind, arguments: Namespace) -> Definition:
    """What was typed, over what the view says, if one was named. Raises Refused("no_view")."""
    view = view_called(session, kind.table, arguments.view).definition if arguments.view else Definition()
    typed = " and ".join(part for part in (view.filter, arguments.filter.strip()) if part)
    columns = tuple(name.strip() for name in arguments.columns.replace("，", ",").split(",") if name.strip())
    return Definition(
        view.base,
        typed,
        arguments.sort or view.sort,
        arguments.reverse or (view.descending and not arguments.sort),
        arguments.group or view.group,
        columns or view.columns,
    )


def _wanted(kind: kinds.EntryKind, definition: Definition, figures: Sequence[FigureColumn], today: date) -> listing.Wanted:
    fields = listing.list_fields(kind.table, figures)
    conditions = read_filter(definition.filter, fields, today) if definition.filter else ()
    base = {"favourite": "favourite=yes", "top": "parent?"}.get(definition.base, "")
    base = f'tags="{definition.base.removeprefix("tag:")}"' if definition.base.startswith("tag:") else base
    conditions = (*(read_filter(base, fields, today) if base else ()), *conditions)
    money = tuple(each.name for each in fields if each.kind.value == "money")
    sums = tuple(name for name in money if not definition.columns or name in definition.columns) if definition.group else ()
    return listing.Wanted("", conditions, definition.sort, definition.descending, definition.group, sums)


def _columns(kind: kinds.EntryKind, definition: Definition, figures: Sequence[FigureColumn]) -> tuple[str, ...]:
    """The columns asked for; () where those are to be shown that hold anything. Raises Refused("unknown_field")."""
    known = {each.name for each in listing.shown_fields(kind.table)} | {column.key for column in figures}
    for name in definition.columns:
        if name not in known:
            raise Refused("unknown_field", name)
    return definition.columns


class _Shown:
    """Some rows of a list with what stands in their columns."""

    def __init__(
        self,
        session: Session,
        kind: kinds.EntryKind,
        ids: Sequence[UUID],
        columns: Sequence[str],
        figures: Sequence[FigureColumn],
        words: Words,
        today: date,
    ) -> None:
        self.ids, self._words, self._today = list(ids), words, today
        self._asked = bool(columns)
        own = listing.shown_fields(kind.table)
        names = list(columns) or [each.name for each in kind.fields]
        taken = [column for column in figures if column.key in names]
        self.lines: dict[UUID, listing.Line] = {}
        for start in range(0, len(self.ids), 500):
            self.lines.update(listing.lines(session, kind.table, self.ids[start : start + 500], names, today, taken))
        known = {each.name: each for each in own} | {column.key: column.field for column in taken}
        self.fields = [known[name] for name in names] if columns else self._telling(kind.fields)
        self._values = {} if columns else self._whole(session, kind)

    def _telling(self, own: Sequence[Field]) -> list[Field]:
        """The first columns in which anything stands."""
        told = (each for each in own if each.in_list and any(line.values.get(each.name) not in (None, "") for line in self.lines.values()))
        return list(told)[:_MOST_COLUMNS]

    def _whole(self, session: Session, kind: kinds.EntryKind) -> dict[UUID, dict[str, Any]]:
        """Every field of the rows, for other programs."""
        record, found = kind.record, {}
        for start in range(0, len(self.ids), 500):
            rows = session.scalars(select(record).where(record.id.in_(self.ids[start : start + 500]))).all()
            names = kinds.link_titles(session, rows, kind.fields)
            found.update({row.id: entry_value(row, kind.fields, names) for row in rows})
        return found

    def heads(self) -> list[str]:
        return [self._words("Number"), *(self._words.translated(each.label) for each in self.fields)]

    def cells(self, ids: Sequence[UUID]) -> list[list[str]]:
        return [
            [row.hex[-kinds.SHORT :], *(cell(each, self.lines[row], self._words, self._today) for each in self.fields)]
            for row in ids
            if row in self.lines
        ]

    def value(self, row: UUID) -> dict[str, Any]:
        """A row as JSON: money in 分, links as {id, title}; all fields, or those asked for."""
        if not self._asked:
            return self._values[row]
        line = self.lines[row]
        found: dict[str, Any] = {"id": row.hex}
        for each in self.fields:
            value = line.figures[each.name].value if each.name in line.figures else line.values.get(each.name)
            found[each.name] = {"id": value.hex, "title": line.titles.get(value, "")} if isinstance(value, UUID) else plain(value)
        return found


def _say_groups(arguments: Namespace, words: Words, found: listing.Answer, shown: _Shown, wanted: listing.Wanted) -> None:
    """Group by group: its title, how many rows, what they add up to, and the rows as far as the limit reaches."""
    values, texts = [], []
    for group in found.groups:
        ids = [row for row in group.ids if row in shown.lines]
        title = group_title(group, words)
        rows = [shown.value(row) for row in ids]
        values.append({"group": plain(group.value), "title": title, "count": len(group.ids), "sums": dict(group.sums), "rows": rows})
        added = ", ".join(words.wan(value) for value in group.sums.values())
        texts.append(f"{title} ({len(group.ids)}){'  ' + added if added else ''}")
        if ids:
            texts.append("\n".join("  " + line for line in aligned([shown.heads(), *shown.cells(ids)]).split("\n")))
    Output(arguments.json).value(values, "\n".join(texts))


def do_duplicates(arguments: Namespace, words: Words) -> None:
    kind = kinds.kind_of(arguments.kind)
    subject, _merge, query = _merger(kind)
    kinds.load_all()
    with opened(arguments, words) as store, store.reading() as session:
        pairs = getattr(import_module(f"kamdesk.{subject}.queries.duplicates"), query)(session)[: at_most(arguments.limit)]
        titles = titles_of(session, kind.table, {row for pair in pairs for row in (pair.first, pair.second)}) if pairs else {}
        values, cells = [], []
        for pair in pairs:
            reasons = [words.translated(reason.label) for reason in pair.reasons]
            sides = [{"id": row.hex, "title": titles.get(row, "")} for row in (pair.first, pair.second)]
            values.append({"score": pair.score, "reasons": reasons, "first": sides[0], "second": sides[1]})
            named = [f"{side['title']} [{str(side['id'])[-kinds.SHORT :]}]" for side in sides]
            cells.append([str(pair.score), *named, "; ".join(reasons)])
        Output(arguments.json).table([words("Score"), words("First"), words("Second"), words("Why")], cells, values)


def _merger(kind: kinds.EntryKind) -> tuple[str, str, str]:
    if kind.table not in _MERGED:
        raise Refused("not_merged", facts={"kind": kind.word})
    return _MERGED[kind.table]


def do_merge(arguments: Namespace, words: Words) -> None:
    kind = kinds.kind_of(arguments.kind)
    subject, merge, _query = _merger(kind)
    kinds.load_all()
    taken = dict(_side(pair) for pair in arguments.take)
    prefer = frozenset(kinds.kind_of(word).table for word in arguments.prefer)
    with opened(arguments, words) as store:
        with store.reading() as session:
            kept, gone = (kinds.entry_id(session, kind, typed) for typed in (arguments.kept, arguments.gone))
            titles = titles_of(session, kind.table, (kept, gone))
        store.do(getattr(import_module(f"kamdesk.{subject}.actions"), merge), kept, gone, taken, prefer)
        said = words("“{gone}” went up in “{kept}”; `kamdesk undo` parts them again.", gone=titles.get(gone, ""), kept=titles.get(kept, ""))
        Output(arguments.json).value({"id": kept.hex, "title": titles.get(kept, ""), "gone": gone.hex}, said)


def _side(pair: str) -> tuple[str, Taken]:
    name, _sign, side = pair.partition("=")
    if side.strip().casefold() not in _SIDES:
        raise Refused("no_such_side", "take", {"text": pair[:60]})
    return name.strip(), _SIDES[side.strip().casefold()]


def printed_list(store: "Store", arguments: Namespace, words: Words, today: date) -> Any:
    """The paper of a list: `kamdesk print list account --filter … --group …`."""
    from kamdesk.paper.list_paper import list_paper

    kind = kinds.kind_of(arguments.id)
    _known(kind)
    figures = figures_of(kind.table)
    with store.reading() as session:
        definition = _definition(session, kind, arguments)
        wanted = _wanted(kind, definition, figures, today)
        columns = _columns(kind, definition, figures)
        if not columns:
            ids = listing.answer(session, kind.table, wanted, today, figures).ids[:200]
            columns = tuple(each.name for each in _Shown(session, kind, ids, (), figures, words, today).fields)
        title = words.translated(kind.record.kind_label)
        sheet = list_sheet(
            session, kind.table, wanted, columns, words, today, title=title, figures=figures, masked=not arguments.unmasked, limit=20_000
        )
    return list_paper(sheet, words, today)
