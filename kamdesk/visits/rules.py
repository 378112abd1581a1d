"""A visit is prepared in seven points and reported in the same order: what is missing, what could be filled in, when one must go again.

Pure. What the points are about is data (`resources/playbook/visit_points.json`), read once.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.figures import Tone
from kamdesk.core.marking import N_
from kamdesk.core.places import resource
from kamdesk.core.problems import say
from kamdesk.core.words import Words
from kamdesk.pipeline.rules import Said, Stage, said
from kamdesk.promises.rules import Debtor
from kamdesk.relations.rules.sheet import MapSheet, SeatRow

say({
    "visit_cancelled": N_("This visit was cancelled. Plan it again first."),
    "visit_done": N_("This visit has taken place already; it can no longer be cancelled."),
    "attends_already": N_("{name} is on the list already."),
    "nothing_to_report": N_("Please write down at least one thing: what was said, what was reached or what comes next."),
    "other_account": N_("This opportunity belongs to another account than the visit."),
})  # fmt: skip

# How often an account wants to be seen where none of its people has a rhythm of their own [ours].
USUAL_CADENCE = 30


class VisitState(Choice):
    PLANNED = "planned", N_("Planned")
    DONE = "done", N_("Visited")
    CANCELLED = "cancelled", N_("Cancelled")


class Point(Choice):
    """拜访七要点; each is a tick on the visit."""

    WHOM = "whom", N_("Whom to see")
    PREPARE = "prepare", N_("Prepared")
    ON_TIME = "on_time", N_("On time")
    OPENING = "opening", N_("Opening line")
    MATERIALS = "materials", N_("Guide through the material")
    OPENNESS = "openness", N_("Open questions")
    NEXT = "next", N_("Fix the next meeting")

    @property
    def tick(self) -> str:
        """The visit's field that holds the rep's tick."""
        return f"point_{self.value}"


class When(Choice):
    """How the list of visits is cut."""

    UPCOMING = "upcoming", N_("Upcoming")
    UNREPORTED = "unreported", N_("To report")
    PAST = "past", N_("Past")


# What each point needs on paper: field of the visit → what to say where it is empty. The people of a visit stand in their own table.
NEEDS: Mapping[Point, Mapping[str, str]] = {
    Point.WHOM: {"people": N_("Nobody to see is named yet")},
    Point.PREPARE: {
        "reason": N_("No reason why the customer should give us the time"),
        "best_result": N_("No best result"),
        "least_result": N_("No least acceptable result"),
    },
    Point.ON_TIME: {"starts_at": N_("No time"), "place": N_("No place")},
    Point.OPENING: {"opening": N_("No opening line")},
    Point.MATERIALS: {"materials": N_("No material to show")},
    Point.OPENNESS: {"questions": N_("No open question")},
    Point.NEXT: {"next_meeting": N_("No proposal for the next meeting")},
}

# The fields that are prepared at each point; those beyond NEEDS are worth a thought but may stay empty.
POINT_FIELDS: Mapping[Point, tuple[str, ...]] = {
    Point.WHOM: ("account", "opportunity"),
    Point.PREPARE: ("subject", "reason", "best_result", "least_result"),
    Point.ON_TIME: ("starts_at", "minutes", "place", "logistics"),
    Point.OPENING: ("opening", "do_not_say"),
    Point.MATERIALS: ("materials",),
    Point.OPENNESS: ("questions", "objections"),
    Point.NEXT: ("next_meeting",),
}
REPORT_FIELDS = ("said", "learned", "result", "next_step")


@dataclass(frozen=True, slots=True)
class PointState:
    """`missing` are msgids of what is not there; a tick of the rep settles a point all the same."""

    point: Point
    ticked: bool
    missing: tuple[str, ...]

    @property
    def ready(self) -> bool:
        return self.ticked or not self.missing


@dataclass(frozen=True, slots=True)
class Readiness:
    """Are we ready? `count` of seven, and the reasons why not."""

    points: tuple[PointState, ...]

    @property
    def count(self) -> int:
        return sum(state.ready for state in self.points)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(reason for state in self.points if not state.ready for reason in state.missing)


def readiness(values: Mapping[str, object], people: int) -> Readiness:
    """From a visit's fields by name and the number of the customer's people to be met."""
    filled = dict(values) | {"people": people or None}

    def state(point: Point) -> PointState:
        missing = tuple(reason for name, reason in NEEDS[point].items() if not filled.get(name))
        return PointState(point, bool(values.get(point.tick)), missing)

    return Readiness(tuple(state(point) for point in Point))


@dataclass(frozen=True, slots=True)
class PointGuide:
    """What the playbook says of a point; `questions` are openers by the project's stage, of the point OPENNESS only."""

    point: Point
    hint: Said
    asks: tuple[Said, ...]
    questions: Mapping[Stage, tuple[Said, ...]]


@cache
def point_guides() -> dict[Point, PointGuide]:
    read = json.loads(resource("playbook/visit_points.json").read_text(encoding="utf-8"))
    found = {}
    for entry in read["points"]:
        point = Point(entry["key"])  # type: ignore[call-arg]
        questions = {Stage(stage): said(items) for stage, items in entry.get("questions", {}).items()}  # type: ignore[call-arg]
        found[point] = PointGuide(point, said([entry["hint"]])[0], said(entry["asks"]), questions)
    return found


@dataclass(frozen=True, slots=True)
class PersonKnown:
    """A person of the account as the suggestions look at them; `cadence` in days."""

    id: UUID
    name: str
    position: str = ""
    last_touch: date | None = None
    cadence: int | None = None
    met_last_time: bool = False


@dataclass(frozen=True, slots=True)
class PromiseKnown:
    what: str
    debtor: Debtor
    due: date
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class LastVisit:
    on: date
    subject: str
    result: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """All that a visit can be prepared from without asking the rep."""

    people: tuple[PersonKnown, ...] = ()
    promises: tuple[PromiseKnown, ...] = ()
    last: LastVisit | None = None
    stage: Stage | None = None
    project: str = ""
    project_next_step: str = ""
    fears: str = ""
    address: str = ""
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to use or skip. `text` and `why` are msgids, `facts` fill the braces of both; `said` is playbook text in place of `text`.

    `into` is the visit's field that it goes into, "" where `person` is to be put on the list of those to see.
    """

    point: Point
    into: str
    text: str
    why: str
    facts: Mapping[str, object] = field(default_factory=dict)
    said: Said | None = None
    person: UUID | None = None

    def worded(self, words: Words) -> str:
        return self.said.by(words) if self.said else words.filled(words.translated(self.text), _in_words(self.facts, words))

    def reason(self, words: Words) -> str:
        return words.filled(words.translated(self.why), _in_words(self.facts, words))


def _in_words(facts: Mapping[str, object], words: Words) -> dict[str, object]:
    def shown(value: object) -> object:
        if isinstance(value, Choice):
            return words.translated(value.label)
        return words.day(value) if isinstance(value, date) else value

    return {key: shown(value) for key, value in facts.items()}


_MOST_PEOPLE, _MOST_ASKED = 5, 6


def suggestions(known: Known, values: Mapping[str, object], attending: Iterable[UUID], today: date) -> tuple[Suggestion, ...]:
    """What could be filled in, with its reason. Where a one-thing field is filled already, nothing is suggested for it."""
    found = (
        *_people(known, frozenset(attending), today),
        *_goals(known),
        *_practical(known),
        *_openings(known),
        *_materials(known),
        *_questions(known),
        *_next_meeting(known, today),
    )
    several = ("materials", "questions", "objections")
    return tuple(each for each in found if not each.into or not values.get(each.into) or each.into in several)


def _people(known: Known, attending: frozenset[UUID], today: date) -> Sequence[Suggestion]:
    """Who owes or is owed something, whom we met last time, whom we neglect, whom we never met; in this order, five at most."""
    owing = {promise.person: promise for promise in known.promises if promise.person is not None}
    ranked: list[tuple[int, int, Suggestion]] = []
    for place, person in enumerate(known.people):
        if person.id in attending:
            continue
        why, rank = _why_see(person, owing.get(person.id), today)
        silent = (today - person.last_touch).days if person.last_touch else 0
        promise = owing.get(person.id)
        facts = {"name": person.name, "position": person.position, "days": silent, "what": promise.what if promise else ""}
        text = N_("{name}, {position}") if person.position else N_("{name}")
        ranked.append((rank, place, Suggestion(Point.WHOM, "", text, why, facts, person=person.id)))
    return [suggestion for _rank, _place, suggestion in sorted(ranked, key=lambda each: each[:2])[:_MOST_PEOPLE]]


def _why_see(person: PersonKnown, promise: PromiseKnown | None, today: date) -> tuple[str, int]:
    if promise is not None:
        ours = promise.debtor is Debtor.OURS
        return (N_("We owe this person: {what}") if ours else N_("This person owes us: {what}")), 0
    if person.met_last_time:
        return N_("Met at the last visit"), 1
    if person.last_touch is None:
        return N_("Never in touch so far"), 3
    if (today - person.last_touch).days > (person.cadence or USUAL_CADENCE):
        return N_("Not in touch for {days} days"), 2
    return N_("In touch {days} days ago"), 4


def _goals(known: Known) -> Iterable[Suggestion]:
    if known.last and known.last.next_step:
        facts = {"step": known.last.next_step, "day": known.last.on}
        yield Suggestion(Point.PREPARE, "reason", N_("Take up what was agreed: {step}"), N_("Next step of the visit on {day}"), facts)
    if known.project_next_step:
        facts = {"step": known.project_next_step, "project": known.project}
        yield Suggestion(Point.PREPARE, "best_result", N_("{step}"), N_("Next step of the project “{project}”"), facts)
    due = [promise for promise in known.promises if promise.debtor is Debtor.THEIRS]
    for promise in sorted(due, key=lambda each: each.due)[:1]:
        facts = {"what": promise.what, "day": promise.due}
        yield Suggestion(Point.PREPARE, "least_result", N_("A firm date for: {what}"), N_("They promised it for {day}"), facts)


def _practical(known: Known) -> Iterable[Suggestion]:
    if known.address:
        yield Suggestion(Point.ON_TIME, "place", N_("{address}"), N_("The account's address"), {"address": known.address})


def _openings(known: Known) -> Iterable[Suggestion]:
    if known.last and (known.last.result or known.last.subject):
        facts = {"day": known.last.on, "what": known.last.result or known.last.subject}
        text = N_("When we met on {day} we came to this: {what}. Today I would like to take it one step further.")
        yield Suggestion(Point.OPENING, "opening", text, N_("Where the last visit ended"), facts)


def _materials(known: Known) -> Iterable[Suggestion]:
    ours = [promise for promise in known.promises if promise.debtor is Debtor.OURS]
    for promise in sorted(ours, key=lambda each: each.due)[:_MOST_ASKED]:
        facts = {"what": promise.what, "day": promise.due}
        yield Suggestion(Point.MATERIALS, "materials", N_("{what}"), N_("We promised it for {day}"), facts)


def _questions(known: Known) -> Iterable[Suggestion]:
    if known.stage is not None:
        for question in point_guides()[Point.OPENNESS].questions.get(known.stage, ()):
            yield Suggestion(
                Point.OPENNESS, "questions", "", N_("The gate of the stage “{stage}” asks for it"), {"stage": known.stage}, said=question
            )
    theirs = [promise for promise in known.promises if promise.debtor is Debtor.THEIRS]
    for promise in sorted(theirs, key=lambda each: each.due)[:_MOST_ASKED]:
        facts = {"what": promise.what, "day": promise.due}
        yield Suggestion(Point.OPENNESS, "questions", N_("How far is this: {what}?"), N_("They promised it for {day}"), facts)
    if known.fears:
        facts = {"fears": known.fears.split("\n")[0][:120]}
        yield Suggestion(Point.OPENNESS, "objections", N_("{fears} → "), N_("What the account fears"), facts)


def _next_meeting(known: Known, today: date) -> Iterable[Suggestion]:
    on = after_two_weeks(max(known.starts_on or today, today))
    yield Suggestion(Point.NEXT, "next_meeting", N_("{day}, same place"), N_("Two weeks later, on a weekday"), {"day": on})


def after_two_weeks(day: date) -> date:
    """A fortnight later; a weekend moves to its Monday."""
    later = day + timedelta(days=14)
    return later + timedelta(days=(7 - later.weekday()) % 7 if later.weekday() > 4 else 0)


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Objections and answers, one a line: left and right of "→" or "->". A line without the mark has no answer yet."""
    found = []
    for line in text.splitlines():
        if line.strip():
            objection, _mark, answer = line.replace("->", "→").partition("→")
            found.append((objection.strip(), answer.strip()))
    return tuple(found)


def lines_of(text: str | None) -> tuple[str, ...]:
    """The filled lines of a long text: one question, one piece of material each; a leading number or bullet is the paper's business."""
    return tuple(line.strip().lstrip("-•·*").strip() for line in (text or "").splitlines() if line.strip("-•·* \t"))


def is_unreported(state: VisitState, starts_on: date | None, reported_at: datetime | None, today: date) -> bool:
    """Visited without a report, or planned for a day that is over and neither visited nor cancelled."""
    if state is VisitState.DONE:
        return reported_at is None
    return state is VisitState.PLANNED and starts_on is not None and starts_on < today


def silence_tone(days: int | None, cadence: int | None) -> Tone:
    """How loud the days since the last visit are: within the rhythm, up to twice over it, beyond."""
    if days is None:
        return Tone.UNKNOWN
    rhythm = cadence or USUAL_CADENCE
    return Tone.GOOD if days <= rhythm else Tone.CAUTION if days <= 2 * rhythm else Tone.BAD


def small_map(sheet: MapSheet, people: Iterable[UUID]) -> MapSheet:
    """The part of a map that fits a thumbnail: those to be met and their bosses, three rows at most; its top where none of them is on it.

    Whoever loses their boss to the third row stands at the top themselves.
    """
    seated, by_id = sheet.seats_by_person(), {seat.id: seat for seat in sheet.seats}
    met = {seated[person].id for person in people if person in seated}
    chains = {seat.id: _bosses(seat.id, by_id) for seat in sheet.seats}
    lowest = max((len(chains[seat]) for seat in met), default=1)
    wanted = {boss for seat in met for boss in chains[seat]} if met else set(by_id)
    kept = met | {seat for seat in wanted if lowest - _MAP_ROWS < len(chains[seat]) <= lowest}
    seats = []
    for seat in sheet.seats:
        if seat.id in kept:
            boss = next((each for each in chains[seat.id] if each in kept), None)
            seats.append(replace(seat, reports_to=boss))
    return replace(sheet, seats=tuple(seats), ties=(), outside=())


_MAP_ROWS = 3


def _bosses(seat: UUID, by_id: Mapping[UUID, SeatRow]) -> tuple[UUID, ...]:
    """Everybody above a seat, the nearest first."""
    found: list[UUID] = []
    boss = by_id[seat].reports_to
    while boss in by_id and boss not in found and boss is not None:
        found.append(boss)
        boss = by_id[boss].reports_to
    return tuple(found)
