"""People who move to another position, retire or leave, on the command line."""

from argparse import Namespace
from datetime import date
from typing import Any
from uuid import UUID

from kamdesk.cli import kinds
from kamdesk.cli.opening import opened
from kamdesk.cli.output import Output
from kamdesk.core.words import Words


def do_move(arguments: Namespace, words: Words) -> None:
    """`kamdesk move person P --to ACCOUNT position=… --on DAY`: the old position ends, the person stands at both accounts."""
    from kamdesk.people import actions

    kinds.load_all()
    posting = kinds.kind_of("posting")
    with opened(arguments, words) as store:
        with store.reading() as session:
            person = kinds.entry_id(session, kinds.kind_of("person"), arguments.id)
            values = kinds.values_typed(session, posting, arguments.values, date.today())  # noqa: DTZ011 - the rep's own day
            if arguments.to:
                values["account"] = kinds.entry_id(session, kinds.kind_of("account"), arguments.to)
        made, _changes = store.do(actions.move_person, person, values, arguments.on or None)
        _say(store, person, arguments, words, {"posting": made.hex})


def do_retire(arguments: Namespace, words: Words) -> None:
    """`kamdesk retire person P --on DAY`, with --left for who left for a place that nobody knows."""
    from kamdesk.people import actions

    kinds.load_all()
    with opened(arguments, words) as store:
        with store.reading() as session:
            person = kinds.entry_id(session, kinds.kind_of("person"), arguments.id)
        verb = actions.person_left if arguments.left else actions.retire_person
        store.do(verb, person, arguments.on or None)
        _say(store, person, arguments, words, {})


def _say(store: Any, person: UUID, arguments: Namespace, words: Words, more: dict[str, str]) -> None:
    """The positions as they stand now, the present one first."""
    from kamdesk.people import queries

    card, rows = store.ask(queries.person_card, person), store.ask(queries.postings_of, person)
    now = words("now")
    lines = [f"{row.start or '?'} — {now if row.present else row.end or '?'}  {row.standing}  {row.place}".rstrip() for row in rows]
    positions = [
        {
            "from": row.start, "until": row.end, "present": row.present, "position": row.standing, "place": row.place,
            "rank": row.rank.value if row.rank else None, "change": row.change.value if row.change else None,
        }
        for row in rows
    ]  # fmt: skip
    text = "\n".join([f"{person.hex[-kinds.SHORT :]}  {card.name}", *lines])
    Output(arguments.json).value({"id": person.hex, "name": card.name, "positions": positions} | more, text)
