"""What an account is: how it is owned, how high it ranks, where a fact about it came from. Pure: no session, no clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_
from kamdesk.core.names import readings
from kamdesk.core.problems import Refused
from kamdesk.core.tags import split_tags as split_tags

# A note whose confidence is low grows old sooner. [ours]
NOTE_SHELF_DAYS = 180
HEARSAY_SHELF_DAYS = 60
_DEEPEST = 50


class Ownership(Choice):
    """企业性质."""

    CENTRAL = "central", N_("Central state-owned enterprise")
    PROVINCIAL = "provincial", N_("Provincial state-owned enterprise")
    MUNICIPAL = "municipal", N_("Municipal state-owned enterprise")
    COUNTY = "county", N_("District or county state-owned enterprise")
    PRIVATE = "private", N_("Private enterprise")
    FOREIGN = "foreign", N_("Foreign-invested enterprise")
    GOVERNMENT = "government", N_("Government body")
    INSTITUTION = "institution", N_("Public institution")


class Rank(Choice):
    """行政级别, of a body or a person, high to low."""

    DEPUTY_MINISTER = "deputy_minister", N_("Deputy ministerial level")
    BUREAU = "bureau", N_("Bureau level")
    DEPUTY_BUREAU = "deputy_bureau", N_("Deputy bureau level")
    DIVISION = "division", N_("Division level")
    DEPUTY_DIVISION = "deputy_division", N_("Deputy division level")
    SECTION = "section", N_("Section level")
    DEPUTY_SECTION = "deputy_section", N_("Deputy section level")
    NONE = "none", N_("No administrative rank")


class Channel(Choice):
    """七大信息渠道: where a fact or a lead came from."""

    WEBSITES = "websites", N_("Websites")
    INSTITUTES = "institutes", N_("Universities and institutes")
    CUSTOMERS = "customers", N_("Existing customers")
    VENDORS = "vendors", N_("Information vendors")
    MEDIA = "media", N_("Media and tender notices")
    INBOUND = "inbound", N_("Inbound calls and visits")
    HEADQUARTERS = "headquarters", N_("Intelligence from headquarters")


class Confidence(Choice):
    SURE = "sure", N_("Confirmed")
    LIKELY = "likely", N_("Likely")
    HEARSAY = "hearsay", N_("Hearsay")


class BuyingMethod(Choice):
    """采购方式."""

    OPEN_TENDER = "open_tender", N_("Open tender")
    INVITED_TENDER = "invited_tender", N_("Invited tender")
    NEGOTIATION = "negotiation", N_("Competitive negotiation")
    CONSULTATION = "consultation", N_("Competitive consultation")
    INQUIRY = "inquiry", N_("Inquiry")
    SINGLE_SOURCE = "single_source", N_("Single source")
    FRAMEWORK = "framework", N_("Framework agreement")


class Kraljic(Choice):
    """卡拉杰克矩阵, seen from the customer: profit impact × supply risk."""

    ROUTINE = "routine", N_("Routine items")
    LEVERAGE = "leverage", N_("Leverage items")
    BOTTLENECK = "bottleneck", N_("Bottleneck items")
    STRATEGIC = "strategic", N_("Strategic items")


class FactTopic(Choice):
    """What a fact is about; a note can be narrowed by it."""

    STRATEGY = "strategy", N_("Strategy and plans")
    BUSINESS = "business", N_("Business and money")
    PEOPLE = "people", N_("People and organisation")
    PROJECT = "project", N_("Projects")
    BUYING = "buying", N_("Buying")
    RIVALS = "rivals", N_("Competition")


class RivalStanding(Choice):
    """How a competitor stands at an account."""

    INCUMBENT = "incumbent", N_("Incumbent supplier")
    CHALLENGER = "challenger", N_("Challenger")
    MARGINAL = "marginal", N_("Marginal")


@dataclass(frozen=True, slots=True)
class Branch:
    """One account in its group: `below` are the accounts that belong to it."""

    id: UUID
    name: str
    below: tuple["Branch", ...] = ()


def ancestors(parents: Mapping[UUID, UUID | None], account: UUID) -> tuple[UUID, ...]:
    """The chain of groups above an account, the nearest first; it ends where a broken file would turn in a circle."""
    found: list[UUID] = []
    above = parents.get(account)
    while above is not None and above not in found and above != account and len(found) < _DEEPEST:
        found.append(above)
        above = parents.get(above)
    return tuple(found)


def refuse_cycle(parents: Mapping[UUID, UUID | None], account: UUID, parent: UUID | None) -> None:
    """A group tree stays a tree. Raises Refused: self_parent, parent_cycle (field "parent")."""
    if parent == account:
        raise Refused("self_parent", "parent")
    if parent is not None and account in ancestors(parents, parent):
        raise Refused("parent_cycle", "parent")


def tree(root: UUID, names: Mapping[UUID, str], parents: Mapping[UUID, UUID | None]) -> Branch:
    """The group below `root`; the accounts of one level stand in the order of `names`."""
    below: dict[UUID, list[UUID]] = {}
    for account in names:
        above = parents.get(account)
        if above is not None and account != root:
            below.setdefault(above, []).append(account)

    def branch(account: UUID, path: frozenset[UUID]) -> Branch:
        members = (each for each in below.get(account, ()) if each not in path)
        return Branch(account, names[account], tuple(branch(each, path | {each}) for each in members))

    return branch(root, frozenset({root}))


def branches(top: Branch, depth: int = 0) -> Iterator[tuple[int, Branch]]:
    """(depth, branch) from the top down, as an indented list shows them."""
    yield depth, top
    for each in top.below:
        yield from branches(each, depth + 1)


def is_stale(since: date | None, shelf_days: int | None, today: date) -> bool:
    """Whether a fact has outlived its shelf life; a fact without a date or without a shelf life never does."""
    return since is not None and shelf_days is not None and (today - since).days > shelf_days


def note_is_stale(learned_on: date, confidence: Confidence | None, today: date) -> bool:
    return is_stale(learned_on, HEARSAY_SHELF_DAYS if confidence is Confidence.HEARSAY else NOTE_SHELF_DAYS, today)


def order_key(name: str) -> str:
    """What a name is sorted by: its pinyin, so that 安 comes before 中 as in a telephone book."""
    return " ".join(readings(name)[0])[:200]


def rank_order(rank: Rank | None) -> int:
    """0 for the highest; unknown ranks stand last."""
    return len(Rank) if rank is None else list(Rank).index(rank)
