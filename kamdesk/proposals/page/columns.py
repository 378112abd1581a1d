"""The columns of a list of proposals, on the page and on an account's card."""

from kamdesk.core.words import Words
from kamdesk.proposals.queries import ProposalRow
from kamdesk.proposals.rules import ProposalState
from kamdesk.widgets.grid import Column
from kamdesk.widgets.tokens import Tone


def columns(words: Words, *, with_account: bool = True) -> tuple[Column, ...]:
    def name(row: ProposalRow) -> str:
        return row.name

    def account(row: ProposalRow) -> str:
        return row.account

    def number(row: ProposalRow) -> str:
        return row.number

    def version(row: ProposalRow) -> str:
        return f"V{row.version}"

    def state(row: ProposalRow) -> str:
        sign = "✓" if row.state is ProposalState.ISSUED else "✎"
        return f"{sign} {words.translated(row.state.label)}"

    def tone(row: ProposalRow) -> Tone:
        return Tone.GOOD if row.state is ProposalState.ISSUED else Tone.MUTED

    def dated(row: ProposalRow) -> str:
        return words.day_short(row.dated)

    def total(row: ProposalRow) -> str:
        return words.wan(row.total) if row.total else ""

    def in_full(row: ProposalRow) -> str:
        return words.money(row.total)

    return (
        Column("name", words("Title"), name, strong=True, stretch=True),
        *([Column("account", words("Account"), account, 220)] if with_account else []),
        Column("state", words("State"), state, 110, tone=tone),
        Column("version", words("Version"), version, 70),
        Column("number", words("Number"), number, 120),
        Column("dated", words("Date"), dated, 110),
        Column("total", words("Total price"), total, 120, number=True, sortable=False, tip=in_full),
    )
