"""How an account introduces itself, on its card and in the peek."""

from uuid import UUID

from kamdesk.accounts.queries import AccountCard
from kamdesk.accounts.rules import Ownership, Rank
from kamdesk.core.words import Words
from kamdesk.widgets.card import Figure, worded
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.tokens import Tone


def path_of(card: AccountCard) -> str:
    """松岭集团 › 松岭电力: the groups above, the highest first."""
    return " › ".join(each.name for each in card.above)


def badges_of(card: AccountCard, words: Words) -> list[tuple[str, Tone]]:
    """Rank in the accent, ownership and tags in grey."""
    rank, ownership = card.values.get("rank"), card.values.get("ownership")
    found = [(words.translated(rank.label), Tone.ACCENT)] if isinstance(rank, Rank) and rank is not Rank.NONE else []
    found += [(words.translated(ownership.label), Tone.MUTED)] if isinstance(ownership, Ownership) else []
    return found + [(tag, Tone.MUTED) for tag in card.tags[:4]]


def line_of(card: AccountCard) -> str:
    parts = (path_of(card), str(card.values.get("industry") or ""), str(card.values.get("region") or ""))
    return " · ".join(part for part in parts if part)


def figures_of(desk: Desk, account: UUID) -> list[Figure]:
    """What higher subjects know of the account, in the reader's words."""
    today = desk.today()
    found = (figure for query in desk.contributed.figures("account") for figure in desk.ask(query, account, today))
    return [worded(figure, desk.words) for figure in found]
