"""The columns of the list of bids; days to hand-in in words and tone."""

from kamdesk.bids.queries import URGENT_DAYS, BidRow
from kamdesk.bids.rules.sheet import BidState
from kamdesk.core.words import Words
from kamdesk.widgets.grid import Column
from kamdesk.widgets.tokens import Tone

SOON_DAYS = 10


def said_days(days: int | None, words: Words) -> str:
    if days is None:
        return "—"
    if days < 0:
        return words("over")
    return words("today") if days == 0 else words("{n} days", n=days)


def days_tone(days: int | None) -> Tone:
    if days is None:
        return Tone.MUTED
    return Tone.BAD if days <= URGENT_DAYS else Tone.CAUTION if days <= SOON_DAYS else Tone.PLAIN


def columns(words: Words) -> tuple[Column, ...]:
    def name(row: BidRow) -> str:
        return row.name

    def account(row: BidRow) -> str:
        return row.account

    def number(row: BidRow) -> str:
        return row.number

    def state(row: BidRow) -> str:
        return words.translated(row.state.label)

    def days(row: BidRow) -> str:
        if row.state is not BidState.PREPARING:
            return ""
        sign = "! " if row.days_left is not None and row.days_left <= URGENT_DAYS else ""
        return sign + said_days(row.days_left, words)

    def tone(row: BidRow) -> Tone:
        return days_tone(row.days_left) if row.state is BidState.PREPARING else Tone.MUTED

    def when(row: BidRow) -> str:
        return words.moment(row.deadline)

    def total(row: BidRow) -> str:
        return words.wan(row.total) if row.total else ""

    def in_full(row: BidRow) -> str:
        return words.money(row.total)

    def fatal(row: BidRow) -> str:
        return "" if row.state is not BidState.PREPARING else f"✕ {row.fatal}" if row.fatal else "✓"

    def fatal_tone(row: BidRow) -> Tone:
        return Tone.BAD if row.fatal else Tone.GOOD

    return (
        Column("name", words("Name of the bid"), name, strong=True, stretch=True),
        Column("account", words("Account"), account, 200),
        Column("number", words("Tender number"), number, 140),
        Column("state", words("State"), state, 90),
        Column("days", words("To hand-in"), days, 110, tone=tone, tip=when),
        Column("fatal", words("Fatal"), fatal, 80, sortable=False, tone=fatal_tone),
        Column("total", words("Price"), total, 110, number=True, sortable=False, tip=in_full),
    )
