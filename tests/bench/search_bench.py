"""Keystrokes in the search field at 200,000 people and 1,000,000 notes, beside the bare FTS queries behind them."""

import random
from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

from kamdesk.core import names, search
from tests.bench.big import WORDS, invented_name, opened, people_workspace
from tests.bench.figures import Row, p95, timed

PEOPLE, NOTES, KEYSTROKES = 200_000, 1_000_000, 400


def rows() -> Iterator[Row]:
    store = opened(people_workspace(PEOPLE, NOTES))
    typed = list(_keystrokes(random.Random(11)))
    with store.reading() as session:
        for one in typed[:40]:
            search.search(session, one)
            _bare(session, one)
    ours, bare = [], []
    for one in typed:
        with store.reading() as session:
            bare.append(timed(lambda one=one, session=session: _bare(session, one)))
        ours.append(timed(lambda one=one: store.ask(search.search, one)))
    store.close()
    yield Row(f"search keystroke p95, {PEOPLE:,} people, {NOTES:,} notes", p95(ours), p95(bare), goal_ratio=1.5, goal_seconds=0.016)


def _keystrokes(chance: random.Random) -> Iterator[str]:
    """What a rep types: a name growing by character, its initials, its pinyin, a word out of a note."""
    for _turn in range(KEYSTROKES // 4):
        name = invented_name(chance)
        tokens = list(names.search_tokens(name))
        yield from (name[: chance.randint(1, len(name))], tokens[1], tokens[2][: chance.randint(2, 6)], chance.choice(WORDS))


def _bare(session: Session, typed: str) -> None:
    """The FTS queries alone, with the same limit: what a search could not do without."""
    limit = search._CANDIDATES
    for table, query in (("search_names", search._name_query(typed)), ("search_texts", search._text_query(typed))):
        session.execute(text(f"SELECT rowid FROM {table} WHERE {table} MATCH :q LIMIT {limit}"), {"q": query}).all()
