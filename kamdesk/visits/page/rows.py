"""How a visit's line is said on screen, the same in the list and on the cards of accounts, projects and people."""

from datetime import date

from kamdesk.core.days import local, local_day
from kamdesk.core.words import Words
from kamdesk.visits.queries import VisitRow
from kamdesk.visits.rules import Point, VisitState
from kamdesk.widgets.grid import Column
from kamdesk.widgets.tokens import Tone

STATE_TONES = {VisitState.PLANNED: Tone.ACCENT, VisitState.DONE: Tone.GOOD, VisitState.CANCELLED: Tone.MUTED}
POINTS = len(Point)


def when_words(row: VisitRow, words: Words, today: date) -> str:
    """The day as one speaks of it, with the clock where that matters: what is to come."""
    if row.starts_at is None:
        return words("not fixed yet")
    day = words.ago(local_day(row.starts_at), today)
    return f"{day} {local(row.starts_at):%H:%M}" if row.state is VisitState.PLANNED else day


def state_words(row: VisitRow, words: Words) -> str:
    """What to do about it: report it, prepare it, or nothing."""
    if row.unreported:
        return words("To report")
    if row.state is VisitState.PLANNED:
        return words("Ready {ready}/{whole}", ready=row.ready, whole=POINTS)
    return words.translated(row.state.label)


def state_tone(row: VisitRow) -> Tone:
    if row.unreported:
        return Tone.CAUTION
    if row.state is VisitState.PLANNED:
        return Tone.GOOD if row.ready == POINTS else Tone.PLAIN
    return STATE_TONES[row.state]


def people_words(row: VisitRow, words: Words) -> str:
    return words.of("names", ", ").join(row.people) or "—"


def result_words(row: VisitRow) -> str:
    return (row.result or row.next_step or "—") if row.state is VisitState.DONE else row.place or "—"


def columns(words: Words, today: date, *, with_account: bool = True) -> tuple[Column, ...]:
    account = (Column("account", words("Account"), lambda row: row.account_name, 120),) if with_account else ()
    return (
        Column("starts_at", words("Time"), lambda row: when_words(row, words, today), 120, tip=lambda row: words.moment(row.starts_at)),
        Column("subject", words("Subject"), lambda row: row.subject, 200, strong=True, stretch=True),
        *account,
        Column("people", words("Whom we meet"), lambda row: people_words(row, words), 136, sortable=False),
        Column("result", words("Place or result"), result_words, 208, sortable=False),
        Column("state", words("State"), lambda row: state_words(row, words), 104, tone=state_tone),
    )
