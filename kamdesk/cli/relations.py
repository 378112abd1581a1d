"""The way in to somebody, and what changed on a map, on the command line."""

from argparse import Namespace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamdesk.cli import kinds
from kamdesk.cli.opening import opened
from kamdesk.cli.output import Output
from kamdesk.cli.papers import day_given
from kamdesk.core.journal import plain
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.core.words import Words


def do_path(arguments: Namespace, words: Words) -> None:
    """Steps, strengths, warmth and alternatives; where there is no way, who is nearest."""
    kinds.load_all()
    from kamdesk.relations.queries import way_to

    with opened(arguments, words) as store, store.reading() as session:
        target = _person(session, arguments.to, arguments.account)
        beginning = kinds.entry_id(session, kinds.kind_of("person"), arguments.beginning) if arguments.beginning else None
        sheet = way_to(session, target, beginning)
        Output(arguments.json).value(_path_value(sheet, words), _path_text(sheet, words))


def _person(session: Session, typed: str, account: str | None) -> UUID:
    """The person meant; a name that several bear is told apart by the account."""
    from kamdesk.people.tables import Person

    if account:
        number = kinds.entry_id(session, kinds.kind_of("account"), account)
        named = select(Person.id).where(alive(Person), Person.account == number, Person.name == typed.strip())
        found = session.scalars(named.limit(2)).all()
        if len(found) == 1:
            return found[0]
    person = kinds.entry_id(session, kinds.kind_of("person"), typed)
    if account and session.get_one(Person, person).account != number:
        raise Refused("unknown_entry", facts={"kind": "person", "typed": typed[:60]})
    return person


def _path_value(sheet: Any, words: Words) -> dict[str, Any]:
    from kamdesk.relations.rules.way_words import nearest_words

    def person(number: UUID | None) -> dict[str, str] | None:
        return {"id": number.hex, "name": sheet.names.get(number, "")} if number is not None else None

    near = sheet.nearest
    return {
        "to": {"id": sheet.target.hex, "name": sheet.name},
        "ours": sheet.ours,
        "found": bool(sheet.people),
        "path": _way_value(sheet.ways[0], sheet, words) if sheet.people else None,
        "alternatives": [_way_value(way, sheet, words) for way in sheet.ways[1:]],
        "opponents_left_out": [person(each) for each in sheet.barred],
        "nearest": {
            "how": near.nearness.value, "person": person(near.person), "steps": near.steps, "asked": person(near.asked),
            "sentence": nearest_words(near, sheet.name, sheet.names, words),
        } if near is not None else None,
    }  # fmt: skip


def _way_value(way: Any, sheet: Any, words: Words) -> dict[str, Any]:
    from kamdesk.relations.rules.way_in import WARMTH
    from kamdesk.relations.rules.way_words import step_words

    steps = [
        {
            "from": {"id": link.first.hex, "name": sheet.names.get(link.first, "")},
            "to": {"id": link.second.hex, "name": sheet.names.get(link.second, "")},
            "kind": link.kind.value, "strength": link.strength, "worth": WARMTH[link.strength],
            "sentence": step_words(link, sheet.names, words),
        }
        for link in way.links
    ]  # fmt: skip
    return {"warmth": round(way.warmth, 4), "begins_with_third_party": way.third, "steps": steps}


def _path_text(sheet: Any, words: Words) -> str:
    from kamdesk.relations.rules.way_words import beginning, nearest_words, step_words, warmth_words, way_line

    if sheet.ours:
        return words("{name} is one of ours.", name=sheet.name)
    lines: list[str] = []
    for number, way in enumerate(sheet.ways):
        head = words("Warmest way in") if number == 0 else words("Alternative {n}", n=number)
        lines.append(f"{head} ({warmth_words(way.warmth, words)}): {way_line(way, sheet.names, words)}")
        if way.third:
            lines.append("  " + beginning(way, sheet.names, words))
        lines += [f"  {step}. {step_words(link, sheet.names, words)}" for step, link in enumerate(way.links, 1)]
    if sheet.barred:
        lines.append(words("Left out, for they oppose us: {names}", names=", ".join(sheet.names.get(each, "？") for each in sheet.barred)))
    if sheet.nearest is not None:
        lines.append(nearest_words(sheet.nearest, sheet.name, sheet.names, words))
    return "\n".join(lines)


def do_changes(arguments: Namespace, words: Words) -> None:
    """What is different on a map from what it was in the evening of a day."""
    kinds.load_all()
    from kamdesk.relations.queries import end_of, map_changes
    from kamdesk.relations.rules.changing import difference_words

    since = day_given(arguments.since)
    with opened(arguments, words) as store, store.reading() as session:
        try:
            number = kinds.entry_id(session, kinds.kind_of("account"), arguments.id)
        except Refused:
            number = kinds.entry_id(session, kinds.kind_of("map"), arguments.id)
        found = map_changes(session, number, end_of(since))
        values = [
            {
                "happened": each.happened.value, "seat": each.seat.hex if each.seat else None, "name": each.name, "field": each.key or None,
                "old": plain(each.old), "new": plain(each.new), "sentence": difference_words(each, words),
            }
            for each in found
        ]  # fmt: skip
        text = "\n".join(difference_words(each, words) for each in found) or words("Nothing changed since {day}.", day=words.day(since))
        Output(arguments.json).value({"since": since.isoformat(), "changes": values}, text)
