"""What a rep does with bids. One bid per tender, and one that was handed in refuses every change."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from kamdesk.accounts.tables import Account
from kamdesk.bids.rules.sheet import BidState, Deviation
from kamdesk.bids.tables import Bid, BidItem, BidScan, BidSection, Response
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.core.work import Work, verb
from kamdesk.proposals.actions import arrange, next_place, owner_of, placed
from kamdesk.tenders.actions import save_tender
from kamdesk.tenders.queries import articles
from kamdesk.tenders.rules import ClauseKind, article_of
from kamdesk.tenders.tables import Clause, Tender

# What may still be said of a bid once it was handed in.
AFTERWARDS = frozenset({"state", "remarks"})


@verb(N_("Save bid"))
def save_bid(work: Work, bid: UUID | None, values: Mapping[str, object]) -> UUID:
    """Raises Refused: one_bid_per_tender, handed_in_is_frozen, and what the fields say."""
    if bid is not None and not AFTERWARDS.issuperset(values):
        refuse_handed_in(work, bid)
    tender = values.get("tender")
    if isinstance(tender, UUID):
        _refuse_second(work, tender, bid)
    return work.put(Bid, bid, values)


@verb(N_("Start a bid"))
def start_bid(work: Work, values: Mapping[str, object]) -> UUID:
    """A tender from its first facts, and the bid that answers it, dated for the deadline's day. Returns the bid."""
    tender = save_tender(work, None, values)
    row = work.get(Tender, tender)
    account = work.get(Account, row.account) if row.account else None
    if account is not None and not row.buyer:
        row.buyer = account.name  # what the forms name; corrected where the document writes it otherwise
    return work.put(Bid, None, {"name": row.name, "tender": tender, "validity_days": row.validity_days, "delivery": row.delivery})


@verb(N_("Remove bid"))
def remove_bid(work: Work, bid: UUID) -> None:
    work.erase(refuse_handed_in(work, bid))


@verb(N_("Remove tender"))
def remove_tender(work: Work, tender: UUID) -> None:
    """Raises Refused("tender_has_bid") while a bid answers it."""
    row = work.get(Tender, tender)
    bid = work.session.scalars(select(Bid).where(Bid.tender == tender, alive(Bid)).limit(1)).first()
    if bid is not None:
        raise Refused("tender_has_bid", facts={"name": bid.name})
    work.erase(row)


@verb(N_("Hand in bid"))
def hand_in_bid(work: Work, bid: UUID) -> None:
    refuse_handed_in(work, bid).state = BidState.HANDED_IN


@verb(N_("Take bid back to preparation"))
def reopen_bid(work: Work, bid: UUID) -> None:
    work.get(Bid, bid).state = BidState.PREPARING


@verb(N_("Add bid item"))
def add_item(work: Work, bid: UUID, values: Mapping[str, object]) -> UUID:
    return save_item(work, None, {**values, "bid": bid})


@verb(N_("Change bid item"))
def save_item(work: Work, item: UUID | None, values: Mapping[str, object]) -> UUID:
    """A new item (None) names its bid and stands at the end unless a place is given."""
    refuse_handed_in(work, owner_of(work, BidItem.bid, item, values))
    return work.put(BidItem, item, placed(work, BidItem.bid, item, values))


@verb(N_("Answer clause"))
def respond(work: Work, bid: UUID, clause: UUID, values: Mapping[str, object]) -> UUID:
    """Our answer to one clause, made or changed; `values` of answer, deviation, evidence. Raises Refused("clause_of_other_tender")."""
    row = refuse_handed_in(work, bid)
    if work.get(Clause, clause).tender != row.tender:
        raise Refused("clause_of_other_tender", "clause")
    found = select(Response).where(Response.bid == bid, Response.clause == clause, alive(Response)).limit(1)
    answer = work.session.scalars(found).first()
    if answer is None:
        return work.put(Response, None, {**values, "bid": bid, "clause": clause})
    return work.put(Response, answer.id, values)


@verb(N_("Answer clause"))
def save_response(work: Work, response: UUID | None, values: Mapping[str, object]) -> UUID:
    """As `respond`, for whoever knows an answer by its own number or names bid and clause among the values."""
    given = dict(values)
    bid = owner_of(work, Response.bid, response, given)
    clause = owner_of(work, Response.clause, response, given)
    return respond(work, bid, clause, {name: value for name, value in given.items() if name not in ("bid", "clause")})


@verb(N_("Answer without deviation"))
def answer_without_deviation(
    work: Work, bid: UUID, words: str, clauses: Sequence[UUID] | None = None, kind: ClauseKind | None = None
) -> int:
    """Answer every clause that has no deviation yet with "no deviation", and with `words` where nothing was written; returns how many.

    `clauses` or `kind` narrow it; ★ clauses are answered too only when they are named in `clauses`, because each needs a look of its own.
    """
    row = refuse_handed_in(work, bid)
    work.about = row.name
    wanted = select(Clause).where(Clause.tender == row.tender, alive(Clause)).order_by(Clause.place)
    if kind is not None:
        wanted = wanted.where(Clause.kind == kind)
    named = None if clauses is None else set(clauses)
    given = {answer.clause: answer for answer in work.session.scalars(select(Response).where(Response.bid == bid, alive(Response)))}
    count = 0
    for clause in work.session.scalars(wanted).all():
        answer = given.get(clause.id)
        if (clause.starred if named is None else clause.id not in named) or (answer is not None and answer.deviation is not None):
            continue
        count += 1
        if answer is None:
            work.add(Response(bid=bid, clause=clause.id, answer=words, deviation=Deviation.NONE))
        else:
            answer.answer, answer.deviation = answer.answer or words, Deviation.NONE
    return count


@verb(N_("Add section"))
def add_section(work: Work, bid: UUID, heading: str, body: str = "", place: int | None = None) -> UUID:
    """A chapter of the technical part, at the end or at `place`."""
    refuse_handed_in(work, bid)
    made = work.put(BidSection, None, {"bid": bid, "place": next_place(work, BidSection.bid, bid), "heading": heading, "body": body})
    if place is not None:
        arrange(work, BidSection.bid, bid, made, place)
    return made


@verb(N_("Write section"))
def save_section(work: Work, section: UUID | None, values: Mapping[str, object]) -> UUID:
    """A new section (None) names its bid and stands at the end unless a place is given."""
    refuse_handed_in(work, owner_of(work, BidSection.bid, section, values))
    return work.put(BidSection, section, placed(work, BidSection.bid, section, values))


@verb(N_("Bind in a scan"))
def add_scan(work: Work, bid: UUID, attachment: UUID, heading: str, certificate: UUID | None = None) -> UUID:
    """`attachment` is a PDF kept with any card; `certificate` lets the check compare its last day with the opening."""
    refuse_handed_in(work, bid)
    place = next_place(work, BidScan.bid, bid)
    return work.put(BidScan, None, {"bid": bid, "place": place, "heading": heading, "attachment": attachment, "certificate": certificate})


@verb(N_("Change scan"))
def save_scan(work: Work, scan: UUID, values: Mapping[str, object]) -> UUID:
    refuse_handed_in(work, work.get(BidScan, scan).bid)
    return work.put(BidScan, scan, values)


@verb(N_("Move within the bid"))
def move_part(work: Work, table: str, row: UUID, place: int) -> None:
    """Put an item, section or scan ("bid_item", "bid_section", "bid_scan") at another place, 0 being the first."""
    part: Any = _PARTS[table]
    bid = work.get(part, row).bid
    refuse_handed_in(work, bid)
    arrange(work, part.bid, bid, row, place)


@verb(N_("Remove from the bid"))
def remove_part(work: Work, table: str, row: UUID) -> None:
    part: Any = _PARTS[table]
    found = work.get(part, row)
    refuse_handed_in(work, found.bid)
    work.erase(found)


_PARTS: Mapping[str, Any] = {"bid_item": BidItem, "bid_section": BidSection, "bid_scan": BidScan}


def refuse_handed_in(work: Work, bid: UUID) -> Bid:
    """The bid, if it may still be changed. Raises Refused("handed_in_is_frozen")."""
    row = work.get(Bid, bid)
    if row.state is not BidState.PREPARING:
        raise Refused("handed_in_is_frozen", facts={"name": row.name})
    return row


def _refuse_second(work: Work, tender: UUID, bid: UUID | None) -> None:
    """Two bids by one bidder are rejected together; the article is that of the tender's own law."""
    others = work.session.scalars(select(Bid).where(Bid.tender == tender, alive(Bid)))
    other = next((row for row in others if row.id != bid), None)
    if other is not None:
        article = article_of(articles(), "rejection", work.get(Tender, tender).regime, work.now.date())
        raise Refused("one_bid_per_tender", "tender", {"name": other.name, "article": article.chinese if article else ""})
