"""The value of accounts on the command line: all of them with both scores, scoring one, and the portfolio on paper."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kamdesk.cli.output import Output, aligned
from kamdesk.cli.papers import day_given
from kamdesk.core.marking import N_
from kamdesk.core.names import folded
from kamdesk.core.problems import Refused, say
from kamdesk.core.words import Language, Words, words_of
from kamdesk.value.rules import Axis, CriterionRow, Standing
from kamdesk.value.rules.playbook import in_language

if TYPE_CHECKING:
    from kamdesk.core.store import Store
    from kamdesk.value.queries import ValueSheet
    from kamdesk.value.rules.portfolio import PortfolioRow

say({
    "unknown_criterion": N_("There is no criterion “{typed}”. Criteria: {known}."),
    "score_form": N_("“{typed}” is no score. Write criterion=8, from 0 to 10, or criterion=? for unknown."),
    "evidence_of_one": N_("Evidence, source and confidence belong to one criterion; score one at a time."),
})  # fmt: skip

_UNKNOWN = ("?", "？", "unknown", "未知")


def do_value(arguments: Namespace, words: Words) -> None:
    from kamdesk.cli import kinds
    from kamdesk.cli.opening import opened
    from kamdesk.value import queries
    from kamdesk.value.rules.portfolio import ordered

    kinds.load_all()
    today = day_given(arguments.date)
    with opened(arguments, words) as store, store.reading() as session:
        if arguments.criteria:
            _say_criteria(arguments, queries.criteria(session, everything=True), words)
        elif arguments.account:
            account = kinds.entry_id(session, kinds.kind_of("account"), arguments.account)
            _say_one(arguments, queries.value_of(session, account), words)
        else:
            _say_all(arguments, ordered(queries.portfolio(session, today)), words)


def do_score(arguments: Namespace, words: Words) -> None:
    """Scores one account from criterion=score words. Raises Refused: unknown_criterion, score_form, evidence_of_one, out_of_range."""
    from kamdesk.cli import kinds
    from kamdesk.cli.opening import opened
    from kamdesk.value import actions, queries

    kinds.load_all()
    told = {name: typed for name in ("evidence", "source", "confidence") if (typed := getattr(arguments, name))}
    if told and len(arguments.scores) != 1:
        raise Refused("evidence_of_one", "evidence")
    with opened(arguments, words) as store:
        with store.reading() as session:
            account = kinds.entry_id(session, kinds.kind_of("account"), arguments.id)
            known = queries.criteria(session)
        scores = {_criterion(known, pair): {"score": _score(pair), **told} for pair in arguments.scores}
        store.do(actions.score_account, account, scores, day_given(arguments.date))
        with store.reading() as session:
            _say_one(arguments, queries.value_of(session, account), words)


def printed_portfolio(store: "Store", words: Words, today: date) -> tuple[bytes, dict[str, Any]]:
    """The portfolio as PDF; its bubbles are what is open with each account."""
    from kamdesk.reports.queries import OPEN_AMOUNT
    from kamdesk.value import document, queries

    with store.reading() as session:
        rows = queries.portfolio(session, today)
        figures = OPEN_AMOUNT.ask(session, [row.account for row in rows], today)
        sizes = {account: figure.value for account, figure in figures.items() if isinstance(figure.value, int)}
        sheet = queries.portfolio_sheet(session, today, sizes, OPEN_AMOUNT.label)
    made = document.portfolio_paper(sheet, words, today)
    return made.pdf, {"pages": made.pages, "missing": list(made.missing)}


def _criterion(known: Sequence[CriterionRow], pair: str) -> UUID:
    """By its key, its name in either language, or the end of its number."""
    typed = folded(pair.partition("=")[0])
    for row in known:
        names = {row.key, row.name, *(in_language(row, words_of(language)).name for language in Language)}
        if typed and (typed in {folded(name) for name in names if name} or (len(typed) >= 4 and row.id.hex.endswith(typed))):
            return row.id
    said = ", ".join(f"{row.key} ({row.name})" if row.key else row.name for row in known)
    raise Refused("unknown_criterion", "score", {"typed": pair.partition("=")[0][:40], "known": said})


def _score(pair: str) -> int | None:
    _name, sign, typed = pair.partition("=")
    if sign and typed.strip() in _UNKNOWN:
        return None
    if not sign or not typed.strip().isdecimal():
        raise Refused("score_form", "score", {"typed": pair[:40]})
    return int(typed)


def _standing(found: Standing) -> dict[str, Any]:
    """Scores with one place, null where nothing is known; shares of the weight in percent."""
    axes = {axis.value: found.of(axis) for axis in Axis}
    return {
        **{name: None if each.score is None else float(each.score) for name, each in axes.items()},
        "known": {name: each.percent for name, each in axes.items()} | {"all": found.percent},
        "cell": found.cell.value if found.cell is not None else None,
    }


def _say_all(arguments: Namespace, rows: Sequence["PortfolioRow"], words: Words) -> None:
    values: list[Mapping[str, Any]] = [
        {
            "account": row.account.hex, "name": row.name, "assessed_on": str(row.assessed_on) if row.assessed_on else None,
            **_standing(row.standing), "unknown": [each.key or each.name for each in row.unknown],
            "before": _standing(row.before) if row.before is not None else None,
        }
        for row in rows
    ]  # fmt: skip
    heads = [words("Number"), words("Account"), words("Value cell"), words("Attractiveness"), words("Our position"), words("Weight known")]
    cells = [
        [
            row.account.hex[-8:], row.name, words.translated(row.cell.label) if row.cell else words("Not yet placed"),
            str(row.standing.attractiveness.score or "?"), str(row.standing.position.score or "?"), f"{row.standing.percent}%",
        ]
        for row in rows
    ]  # fmt: skip
    Output(arguments.json).table(heads, cells, values)


def _say_one(arguments: Namespace, sheet: "ValueSheet", words: Words) -> None:
    value = {
        "account": sheet.account.hex, "name": sheet.name, "assessed_on": str(sheet.assessed_on) if sheet.assessed_on else None,
        **_standing(sheet.standing),
        "criteria": [
            {
                "criterion": row.criterion.key or row.criterion.id.hex, "name": in_language(row.criterion, words).name,
                "axis": row.criterion.axis.value, "weight": row.criterion.weight, "score": row.score, "evidence": row.evidence,
                "source": row.source.value if row.source else None, "confidence": row.confidence.value if row.confidence else None,
                "asked": row.asked,
            }
            for row in sheet.rows
        ],
        "history": [{"day": str(each.day), **_standing(each.standing)} for each in sheet.history],
    }  # fmt: skip
    found = sheet.standing
    cell = words.translated(found.cell.label) if found.cell is not None else words("Not yet placed")
    said = words(
        "attractiveness {attractiveness}, our position {position} ({percent}% of the weight known)",
        attractiveness=found.attractiveness.score or "?", position=found.position.score or "?", percent=found.percent,
    )  # fmt: skip
    lines = [
        [row.criterion.key, in_language(row.criterion, words).name, "?" if row.score is None else str(row.score), row.evidence]
        for row in sheet.rows
    ]
    Output(arguments.json).value(value, f"{sheet.name} · {words('{cell}: {scores}', cell=cell, scores=said)}\n{aligned(lines)}")


def _say_criteria(arguments: Namespace, rows: Sequence[CriterionRow], words: Words) -> None:
    values: list[Mapping[str, Any]] = []
    cells = []
    for row in rows:
        said = in_language(row, words)
        values.append({
            "id": row.id.hex, "criterion": row.key, "name": said.name, "axis": row.axis.value, "weight": row.weight, "in_use": row.in_use,
            "question": said.question, "worst": said.worst, "best": said.best,
        })  # fmt: skip
        cells.append([row.key or row.id.hex[-8:], said.name, words.translated(row.axis.label), str(row.weight), said.question])
    heads = [words("Number"), words("Criterion"), words("Axis"), words("Weight"), words("What to find out")]
    Output(arguments.json).table(heads, cells, values)
