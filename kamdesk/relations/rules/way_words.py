"""A way in as sentences that a rep can act on, step by step. Pure: names come with it."""

from collections.abc import Mapping
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.options import SHORT_TIES
from kamdesk.relations.rules.way_in import WARMTH, Line, Link, Nearest, Nearness, Way

STRENGTHS = {1: N_("weak"), 2: N_("medium"), 3: N_("strong")}

_STEPS: Mapping[TieKind | Line, str] = {
    TieKind.KINSHIP: N_("{first} and {second} are kin"),
    TieKind.HOME_PLACE: N_("{first} and {second} come from the same place"),
    TieKind.SCHOOL: N_("{first} and {second} share a school or a teacher"),
    TieKind.FRIENDSHIP: N_("{first} and {second} are friends or former colleagues"),
    TieKind.WORKS_WITH: N_("{first} works with {second}"),
    TieKind.INFLUENCES: N_("{first} has influence on {second}"),
    Line.REPORTS: N_("{first} is the boss of {second}: the word comes down"),
    Line.THREAD: N_("{first} knows {second}: {contact}"),
}
_AGAINST = N_("{first} listens to {second}, so they know each other")
# What stands on an arrow where a sentence is too long.
SHORT_LINES = {Line.REPORTS: N_("Boss of"), Line.THREAD: N_("In contact")}


def step_words(link: Link, names: Mapping[UUID, str], words: Words) -> str:
    """One step: who, to whom, by what, how strong, and where we know it from."""
    facts = {"first": names.get(link.first, "？"), "second": names.get(link.second, "？"), "contact": _contact(link, words)}
    said = words.filled(words.translated(_AGAINST if link.against else _STEPS[link.kind]), facts)
    strength = words.translated(STRENGTHS[link.strength])
    source = " ".join((link.tie.note or link.tie.source).split())[:60] if link.tie else ""
    inside = words("{strength}; {source}", strength=strength, source=source) if source else strength
    return words("{said} ({more})", said=said, more=inside)


def _contact(link: Link, words: Words) -> str:
    parts = [words.translated(part.label) for part in (link.coverage, link.level) if part is not None]
    return ("，" if words.chinese else ", ").join(parts)


def warmth_word(warmth: float) -> str:
    """The msgid for how warm a way is: as one strong tie, as one medium, as one weak, colder."""
    if warmth >= WARMTH[3] * 0.8:
        return N_("Warm")
    if warmth >= WARMTH[2] * 0.65:
        return N_("Lukewarm")
    return N_("Cool") if warmth >= WARMTH[1] * 0.35 else N_("Cold")


def warmth_words(warmth: float, words: Words) -> str:
    return words("{word}, {percent} %", word=words.translated(warmth_word(warmth)), percent=round(warmth * 100))


def way_line(way: Way, names: Mapping[UUID, str], words: Words) -> str:
    """林晓 —人缘→ 周涛 —学缘→ 王建国."""
    steps = (f" —{words.translated(_short(link))}→ {names.get(link.second, '？')}" for link in way.links)
    return names.get(way.people[0], "？") + "".join(steps)


def _short(link: Link) -> str:
    return SHORT_LINES[link.kind] if isinstance(link.kind, Line) else SHORT_TIES[link.kind]


def beginning(way: Way, names: Mapping[UUID, str], words: Words) -> str:
    """What to know before the first step: "" where it is one of ours."""
    if not way.third:
        return ""
    return words("{name} is a third party: win them first, nobody of ours is tied to them in writing.", name=names.get(way.people[0], "？"))


_NEAREST = {
    Nearness.TOO_FAR: N_(
        "No way of four steps. Nearest of ours is {person}, {steps} steps away: {way}. A tie in between shortens it."
    ),
    Nearness.CONTACT: N_("No way from anybody of ours is written down. We are in touch with {person}{away}: note who of ours that is."),
    Nearness.LIKELY: N_("No way yet. {asked} and {person} may have something in common ({kind}){away}: ask {asked} whether it is so."),
    Nearness.COLLEAGUE: N_("Nobody on file is tied to {target}. We are in touch with {person} on the same map: ask for an introduction."),
    Nearness.STRANGER: N_("No way yet. Closest to {target} is {person}{away}; nobody of ours knows them. That is the tie to build."),
    Nearness.NOBODY: N_("No way yet: nobody on file is tied to {target}. Ask the coach who knows them."),
}


def nearest_words(nearest: Nearest, target: str, names: Mapping[UUID, str], words: Words) -> str:
    """Why there is no way, and who could be asked to build what is missing."""
    away = words(", {steps} steps away", steps=nearest.steps) if nearest.steps else ""
    facts = {
        "target": target,
        "person": names.get(nearest.person, "？") if nearest.person else "",
        "asked": names.get(nearest.asked, "？") if nearest.asked else "",
        "steps": nearest.steps,
        "away": away,
        "way": way_line(nearest.way, names, words) if nearest.way else "",
        "kind": words.translated(nearest.kind.label) if nearest.kind else "",
    }
    return words.filled(words.translated(_NEAREST[nearest.nearness]), facts)
