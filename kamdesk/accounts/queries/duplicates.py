"""Accounts that may be on file twice."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.queries.listing import AccountLink
from kamdesk.accounts.rules.duplicates import bare, marks, old_names
from kamdesk.accounts.tables import Account
from kamdesk.core.apart import kept_apart
from kamdesk.core.duplicates import Pair, alike
from kamdesk.core.names import folded, normalised
from kamdesk.core.record import alive


def account_duplicates(session: Session) -> tuple[Pair, ...]:
    """Pairs of accounts that may be one, the surest first; two statements, whatever their number."""
    columns = (Account.id, Account.name, Account.short_name, Account.credit_code, Account.region, Account.order_key)
    rows = session.execute(select(*columns).where(alive(Account)))
    marked = {row: list(marks(name, short or "", code or "", region or "", key or "")) for row, name, short, code, region, key in rows}
    return alike(marked, kept_apart(session, Account.__tablename__))


def accounts_like(session: Session, name: str, code: str = "", most: int = 3) -> tuple[AccountLink, ...]:
    """Accounts on file that go by a name which is about to be given, or by its credit code; for a word of warning while typing."""
    wanted = {each for each in (normalised(name), bare(name), *old_names(name)) if len(each) >= 2}
    if not wanted and not code:
        return ()
    # One look at the beginnings of names narrows it; what is left is compared as names are.
    start = min(wanted, key=len)[:2] if wanted else ""
    near = [Account.name.contains(start), Account.short_name.contains(start)] if start else []
    near += [Account.credit_code == code.strip().upper()] if code.strip() else []
    found: list[tuple[UUID, str]] = []
    columns = (Account.id, Account.name, Account.short_name, Account.credit_code)
    for row, known, short, its_code in session.execute(select(*columns).where(alive(Account), or_(*near))):
        names = {normalised(known), bare(known), normalised(short or ""), *old_names(known)}
        if names & wanted or (code and folded(its_code or "") == folded(code.strip())):
            found.append((row, known))
    return tuple(AccountLink(row, known) for row, known in found[:most])
