"""How an opportunity's line is said on screen, the same in the list, on the board and on an account's card."""

from datetime import date

from kamdesk.core.words import Words
from kamdesk.pipeline.queries import OpportunityRow
from kamdesk.pipeline.rules import Outcome, guide
from kamdesk.widgets.grid import Column
from kamdesk.widgets.tokens import Tone

OUTCOME_TONES = {Outcome.OPEN: Tone.ACCENT, Outcome.WON: Tone.GOOD, Outcome.LOST: Tone.BAD, Outcome.PAUSED: Tone.CAUTION}


def days_words(row: OpportunityRow, words: Words) -> str:
    """How long it stands in its stage; sign and word where that is longer than typical."""
    if row.days is None:
        return "—"
    days = words("{days} days", days=row.days)
    return f"{days} · {words('stuck')}" if row.stuck else days


def days_tone(row: OpportunityRow) -> Tone:
    return Tone.CAUTION if row.stuck else Tone.PLAIN


def days_tip(row: OpportunityRow, words: Words) -> str:
    return words("Typical for “{stage}”: {days} days", stage=words.translated(row.stage.label), days=guide(row.stage).days)


def stage_words(row: OpportunityRow, words: Words) -> str:
    stage = words.translated(row.stage.label)
    return stage if row.outcome is Outcome.OPEN else f"{words.translated(row.outcome.label)} · {stage}"


def next_words(row: OpportunityRow, words: Words, today: date) -> str:
    when = words.ago(row.next_step_on, today) if row.next_step_on else ""
    return " · ".join(part for part in (when, row.next_step) if part) or "—"


def next_tone(row: OpportunityRow, today: date) -> Tone:
    late = row.outcome is Outcome.OPEN and row.next_step_on is not None and row.next_step_on < today
    return Tone.BAD if late else Tone.PLAIN if row.next_step else Tone.MUTED


def chance_words(row: OpportunityRow) -> str:
    return "—" if row.chance is None else f"{row.chance}%"


def columns(words: Words, today: date, *, with_account: bool = True) -> tuple[Column, ...]:
    """The columns of a list of opportunities."""
    account = (Column("account", words("Account"), lambda row: row.account_name, 116),) if with_account else ()
    return (
        Column("name", words("Project name"), lambda row: row.name, 200, strong=True, stretch=True),
        *account,
        Column("stage", words("Stage"), lambda row: stage_words(row, words), 136),
        Column("amount", words("Amount"), lambda row: words.wan(row.amount), 96, number=True, tip=lambda row: words.money(row.amount)),
        Column("probability", words("Chance"), chance_words, 72, number=True),
        Column("expected_on", words("Expected decision"), lambda row: words.day_short(row.expected_on) or "—", 112),
        Column(
            "next_step_on", words("Next step"), lambda row: next_words(row, words, today), 184,
            tone=lambda row: next_tone(row, today), tip=lambda row: next_words(row, words, today),
        ),
        Column(
            "days", words("In stage"), lambda row: days_words(row, words), 128,
            tone=days_tone, tip=lambda row: days_tip(row, words),
        ),
    )  # fmt: skip
