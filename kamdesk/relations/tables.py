"""The map of an account or of one project: seats, who reports to whom, and ties between people."""

from uuid import UUID

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from kamdesk.core.columns import choice, link, text, whole, yes_no
from kamdesk.core.fields import TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Left, Record
from kamdesk.relations.rules import Coverage, Layer, Level, TieKind


class RelationMap(Record):
    """A map belongs to an account; with an opportunity it is that project's own."""

    __tablename__ = "relation_map"
    kind_label = N_("Relationship map")
    goes_with = frozenset({"account"})

    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    opportunity: Mapped[UUID | None] = link(N_("Opportunity"), "opportunity")
    name: Mapped[str | None] = text(N_("Name of the map"))

    def likeness(self) -> object:
        """An account has one own map, a project one."""
        return self.account, self.opportunity


class Seat(Record):
    """A place on the map. Without a person it is a seat whose holder is unknown; then `duty` names it."""

    __tablename__ = "seat"
    kind_label = N_("Seat")
    goes_with = frozenset({"map"})

    map: Mapped[UUID] = link(N_("Relationship map"), "relation_map", required=True)
    person: Mapped[UUID | None] = link(N_("Person"), "person")
    duty: Mapped[str | None] = text(N_("Position of the unknown seat"), longest=60)
    reports_to: Mapped[UUID | None] = link(N_("Reports to"), "seat")
    layer: Mapped[Layer | None] = choice(N_("Layer"), Layer)
    coach: Mapped[bool] = yes_no(N_("Coach"), default=False, required=True, personal=True)
    support: Mapped[int | None] = whole(N_("Support"), least=-2, most=2, personal=True)
    influence: Mapped[int | None] = whole(N_("Influence"), least=1, most=5, personal=True)
    coverage: Mapped[Coverage | None] = choice(N_("Coverage"), Coverage)
    level: Mapped[Level | None] = choice(N_("Relationship now"), Level, personal=True)
    level_wanted: Mapped[Level | None] = choice(N_("Relationship wanted"), Level, personal=True)
    note: Mapped[str | None] = text(N_("What matters here"), search=TEXT, personal=True, longest=400, in_list=False)
    # Where a hand put the box, in points relative to its boss (to the top left of the map for a top); None where the layout decides.
    x: Mapped[int | None] = mapped_column(Integer)
    y: Mapped[int | None] = mapped_column(Integer)
    # The place among those who report to the same boss, where a hand decided it.
    place: Mapped[int | None] = mapped_column(Integer)

    def likeness(self) -> object:
        """Nobody sits twice on one map; seats whose holder is unknown are all their own."""
        return (self.map, self.person) if self.person is not None else None

    def left_by(self, link: str, gone: Record) -> Left:
        """The place stays on the map with its duty; what we thought of the person who sat there goes."""
        if link != "person":
            return super().left_by(link, gone)
        self.person = None
        self.duty = self.duty or getattr(gone, "position", None) or getattr(gone, "department", None) or "？"
        self.coach, self.support, self.influence, self.coverage = False, None, None, None
        self.level, self.level_wanted, self.note = None, None, None
        return Left.EMPTY


class Tie(Record):
    """A tie between two people, whichever maps they sit on; INFLUENCES reads from first to second."""

    __tablename__ = "tie"
    kind_label = N_("Tie")
    goes_with = frozenset({"first", "second"})

    first: Mapped[UUID] = link(N_("First person"), "person", required=True)
    second: Mapped[UUID] = link(N_("Second person"), "person", required=True)
    kind: Mapped[TieKind] = choice(N_("Kind of tie"), TieKind, required=True, personal=True)
    strength: Mapped[int] = whole(N_("Strength"), least=1, most=3, default=1, required=True, personal=True)
    source: Mapped[str | None] = text(N_("Source"), personal=True)
    note: Mapped[str | None] = text(N_("Note"), search=TEXT, personal=True)

    def likeness(self) -> object:
        """One tie of a kind between two; only influence has a direction."""
        pair = (self.first, self.second)
        return (pair if self.kind is TieKind.INFLUENCES else frozenset(pair)), self.kind


class Thread(Record):
    """接触线: what one of our people has with one seat of the map; all of them are the coverage matrix."""

    __tablename__ = "thread"
    kind_label = N_("Thread")
    goes_with = frozenset({"ours", "seat"})

    map: Mapped[UUID] = link(N_("Relationship map"), "relation_map", required=True)
    ours: Mapped[UUID] = link(N_("Our person"), "person", required=True)
    seat: Mapped[UUID] = link(N_("Seat"), "seat", required=True)
    coverage: Mapped[Coverage | None] = choice(N_("Coverage"), Coverage, personal=True)
    level: Mapped[Level | None] = choice(N_("Relationship now"), Level, personal=True)
    level_wanted: Mapped[Level | None] = choice(N_("Relationship wanted"), Level, personal=True)
    note: Mapped[str | None] = text(N_("Note"), search=TEXT, personal=True)

    def likeness(self) -> object:
        """One line from one of ours to one seat."""
        return self.map, self.ours, self.seat


class TieDismissed(Record):
    """A suggested tie that the rep said is none: it is not suggested again."""

    __tablename__ = "tie_dismissed"
    kind_label = N_("Suggestion turned down")
    goes_with = frozenset({"first", "second"})

    first: Mapped[UUID] = link(N_("First person"), "person", required=True)
    second: Mapped[UUID] = link(N_("Second person"), "person", required=True)
    kind: Mapped[TieKind] = choice(N_("Kind of tie"), TieKind, required=True, personal=True)

    def likeness(self) -> object:
        return frozenset((self.first, self.second)), self.kind
