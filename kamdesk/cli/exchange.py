"""Lists in and out on the command line: `import` and `export` do what the page does, without a window."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kamdesk.cli.kinds import load_all
from kamdesk.cli.opening import opened
from kamdesk.cli.output import Output
from kamdesk.cli.words_of_kinds import IMPORTED
from kamdesk.core.fields import Field, Kind, parsed, shown
from kamdesk.core.problems import Refused, sentence
from kamdesk.core.words import Words
from kamdesk.exchange import actions, queries
from kamdesk.exchange.rules import Change, Decision, Options, Preview, Row, Table, Verdict
from kamdesk.exchange.rules.columns import columns_of, headings
from kamdesk.exchange.rules.headings import plain_heading
from kamdesk.exchange.rules.planning import faulty_rows, planned

_SHOWN = 200
_DECISIONS = {decision.value: decision for decision in Decision}


def do_import(arguments: Namespace, words: Words) -> None:
    """Look through a list, and unless --preview was typed, write it in one go that one undo takes back."""
    kind = IMPORTED[arguments.kind]
    load_all()
    source = queries.Source(Path(arguments.file))
    wanted = queries.Wanted(arguments.sheet, arguments.header, arguments.encoding)
    with opened(arguments, words) as store:
        table = source.table(kind, queries.fields_for(kind), wanted)
        mapping = store.ask(queries.mapping_for, kind, table)[0]
        options = Options(
            kind, _mapped(kind, table, mapping, arguments.map), _given(kind, arguments), create=not arguments.keep_companies,
            lenient=arguments.lenient, fill_only=arguments.fill_only,
        )  # fmt: skip
        preview = store.ask(queries.preview, table, options, date.today())  # noqa: DTZ011 - the rep's own day
        if arguments.faulty and faulty_rows(preview):
            actions.write_faulty(Path(arguments.faulty), preview, words)
        report = _report(preview, words)
        if not arguments.preview:
            verb = actions.import_people if kind == "person" else actions.import_accounts
            plan = planned(preview, {}, _DECISIONS[arguments.on_doubt])
            outcome = store.do(verb, plan)[0] if plan.new or plan.changed else None
            report["written"] = {
                "added": outcome.added if outcome else 0, "changed": outcome.changed if outcome else 0,
                "accounts": outcome.accounts if outcome else 0,
            }  # fmt: skip
    Output(arguments.json).value(report, _as_text(report, preview, words))


def _mapped(kind: str, table: Table, mapping: Sequence[str], typed: Sequence[str]) -> tuple[str, ...]:
    """The mapping with what --map column=field said; a column by its heading or number (from 1), an empty field leaves it out."""
    found = list(mapping)
    by_word = {field.name: field.name for field in queries.fields_for(kind)} | {"id": "id", "": ""}
    for pair in typed:
        column, _sign, field = pair.partition("=")
        if field not in by_word:
            raise Refused("unknown_field", field)
        place = next((place for place, head in enumerate(table.heads) if head and plain_heading(head) == plain_heading(column)), None)
        if place is None and column.isdigit() and 0 < int(column) <= len(table.heads):
            place = int(column) - 1
        if place is None:
            raise Refused("unknown_column", "map", {"column": column})
        found[place] = field
    return tuple(found)


def _given(kind: str, arguments: Namespace) -> dict[str, object]:
    """Purpose, basis and source for everybody in the file."""
    fields = {field.name: field for field in queries.fields_for(kind)}
    typed = {"purpose": arguments.purpose, "basis": arguments.basis, "source": arguments.source}
    return {name: parsed(fields[name], text) for name, text in typed.items() if text and name in fields}


def _report(preview: Preview, words: Words) -> dict[str, Any]:
    """The preview as JSON: counts, the mapping, unknown companies, and the rows that want to be looked at."""
    table = preview.table
    told = [row for row in preview.rows if row.verdict not in (Verdict.NEW, Verdict.SAME)][:_SHOWN]
    return {
        "file": table.name, "kind": table.kind.value, "sheet": table.sheet, "sheets": list(table.sheets), "encoding": table.encoding,
        "header_row": table.header_row, "rows": len(table.rows),
        "mapping": [{"column": head, "field": name} for head, name in zip(table.heads, preview.options.mapping, strict=True)],
        "counts": {verdict.value: count for verdict, count in preview.counts.items()},
        "unknown_companies": [{"name": name, "rows": count} for name, count in preview.unknown.items()],
        "told": [_row(preview, row, words) for row in told],
    }  # fmt: skip


def _row(preview: Preview, row: Row, words: Words) -> dict[str, Any]:
    fields = {field.name: field for field in queries.fields_for(preview.options.kind)}
    return {
        "row": row.number, "name": str(row.values.get("name", "")), "verdict": row.verdict.value, "why": row.why.value,
        "target": row.target.hex if row.target is not None else None,
        "changes": [_change(change, fields, words) for change in row.changes],
        "faults": [
            {"field": fault.field, "code": fault.code, "reason": sentence(Refused(fault.code, fault.field, fault.facts), words)}
            for fault in row.faults
        ],
    }  # fmt: skip


def _change(change: Change, fields: dict[str, Field], words: Words) -> dict[str, str]:
    field = fields[change.field]
    if field.kind is Kind.LINK:
        old, new = (value if isinstance(value, str) else value.hex if hasattr(value, "hex") else "" for value in (change.old, change.new))
    else:
        old, new = shown(field, change.old, words), shown(field, change.new, words)
    return {"field": change.field, "old": old, "new": new}


def _as_text(report: dict[str, Any], preview: Preview, words: Words) -> str:
    counts = "  ".join(f"{words.translated(verdict.label)} {count:,}" for verdict, count in preview.counts.items())
    lines = [words("{file}: {rows} rows", file=report["file"], rows=f"{report['rows']:,}"), counts]
    if preview.unknown:
        lines.append(words("Companies not on file: {count}", count=f"{len(preview.unknown):,}"))
    verdicts = {verdict.value: verdict.label for verdict in Verdict}
    for row in report["told"][:20]:
        reason = "; ".join(fault["reason"] for fault in row["faults"])
        reason = reason or ", ".join(f"{change['old']} → {change['new']}" for change in row["changes"])
        verdict = words.translated(verdicts[row["verdict"]])
        lines.append(words("Row {row}: {name}: {verdict}. {reason}", row=row["row"], name=row["name"], verdict=verdict, reason=reason))
    written = report.get("written")
    if written is not None:
        said = words("Added {added}, changed {changed}, new accounts {accounts}. `kamdesk undo` takes all of it back.", **written)
        lines.append(said)
    return "\n".join(lines)


def do_export(arguments: Namespace, words: Words) -> None:
    """Write a list as .xlsx, .csv or .vcf; personal data only where --unmasked was typed."""
    from kamdesk.cli.kinds import kind_of
    from kamdesk.exchange.queries import outgoing

    load_all()
    table = kind_of(IMPORTED.get(arguments.kind, arguments.kind)).table
    target = Path(arguments.out)
    names = [name.strip() for name in arguments.columns.split(",") if name.strip()]
    asked = actions.Asked(target, table, tuple(names), arguments.unmasked, arguments.encoding)
    actions.refuse_format(asked)
    columns = columns_of(table, outgoing.fields_to_write(table), names, arguments.unmasked)
    with opened(arguments, words) as store, store.reading() as session:
        ids = outgoing.found_ids(session, table, arguments.filter, date.today())  # noqa: DTZ011 - the rep's own day
        if target.suffix.lower() == ".vcf":
            count = actions.written_cards(target, outgoing.cards_of(session, ids), len(ids))
        else:
            rows = outgoing.cells_of(session, columns, ids, words)
            count = actions.written_list(target, headings(columns, words), rows, len(ids), arguments.encoding)
    value = {"file": str(target), "rows": count, "columns": [field.name for field in columns.fields]}
    Output(arguments.json).value(value, words("{file}: {rows} rows", file=target, rows=f"{count:,}"))


