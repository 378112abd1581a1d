"""How a project moves: seven stages, each with its gate on two tracks, its typical length and its chance of winning.

What the stages ask for is data (`resources/playbook/stages.json`), read once; everything here is a calculation, without session or clock.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_
from kamdesk.core.money import half_up
from kamdesk.core.places import resource
from kamdesk.core.problems import say
from kamdesk.core.words import Words

say({
    "not_under_way": N_("This opportunity is closed. Take it up again before you move it."),
    "reason_needed": N_("Please say why: the next deal is won by what this one taught."),
    "not_closing": N_("To close an opportunity, say whether it was won, lost or put on hold."),
})  # fmt: skip


class Stage(Choice):
    """销售流程七阶段."""

    LEAD = "lead", N_("Lead gathering")
    APPROVAL = "approval", N_("Internal approval")
    TRACKING = "tracking", N_("Project tracking")
    OPERATION = "operation", N_("Project operation")
    TENDER = "tender", N_("Tendering")
    AWARD = "award", N_("Negotiation and signing")
    DELIVERY = "delivery", N_("Delivery and service")


class Outcome(Choice):
    OPEN = "open", N_("In progress")
    WON = "won", N_("Won")
    LOST = "lost", N_("Lost")
    PAUSED = "paused", N_("On hold")


STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the playbook in both languages, side by side."""

    en: str
    zh: str

    def by(self, words: Words) -> str:
        return self.zh if words.chinese else self.en


@dataclass(frozen=True, slots=True)
class StageGuide:
    """What the playbook says of a stage; `chance` in percent, `days` its typical length."""

    stage: Stage
    chance: int
    days: int
    matter: tuple[Said, ...]
    people: tuple[Said, ...]
    forms: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Stake:
    """What the funnel needs to know of one opportunity; `amount` in 分, `chance` in percent, None where unknown."""

    stage: Stage
    amount: int | None
    chance: int | None


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One stage of the funnel. `unpriced` counts the opportunities whose amount nobody knows: they are in no sum."""

    stage: Stage
    count: int
    amount: int
    weighted: int
    unpriced: int


def said(entry: Any) -> tuple[Said, ...]:
    """Sentences as the playbook files hold them: a list of {"zh": …, "en": …}."""
    return tuple(Said(item["en"], item["zh"]) for item in entry)


@cache
def guides() -> dict[Stage, StageGuide]:
    """The playbook's stages in their order. Each stage stands there once; a test reads the shipped file."""
    read = json.loads(resource("playbook/stages.json").read_text(encoding="utf-8"))
    found = {}
    for entry in read["stages"]:
        stage = Stage(entry["key"])  # type: ignore[call-arg]
        parts = (said(entry[part]) for part in ("matter", "people", "forms"))
        found[stage] = StageGuide(stage, entry["chance"], entry["days"], *parts)
    return found


def guide(stage: Stage) -> StageGuide:
    return guides()[stage]


def default_chance(stage: Stage) -> int:
    """Percent."""
    return guide(stage).chance


def chance_after_move(chance: int | None, old: Stage, new: Stage) -> int:
    """A chance that the rep set stays; one that was the old stage's default becomes the new one's."""
    return default_chance(new) if chance is None or chance == default_chance(old) else chance


def next_stage(stage: Stage) -> Stage | None:
    place = STAGES.index(stage) + 1
    return STAGES[place] if place < len(STAGES) else None


def stage_before(stage: Stage) -> Stage | None:
    place = STAGES.index(stage) - 1
    return STAGES[place] if place >= 0 else None


def weighted(amount: int | None, chance: int | None) -> int | None:
    """Amount × chance in 分, rounded half up; None where either is unknown."""
    return None if amount is None or chance is None else half_up(amount * chance, 100)


def funnel(stakes: Iterable[Stake]) -> tuple[FunnelRow, ...]:
    """Seven rows, one for each stage, empty ones too: what is missing in the funnel is what one looks for."""
    gathered: dict[Stage, list[Stake]] = {stage: [] for stage in STAGES}
    for stake in stakes:
        gathered[stake.stage].append(stake)
    return tuple(_row(stage, members) for stage, members in gathered.items())


def _row(stage: Stage, members: list[Stake]) -> FunnelRow:
    amount = sum(stake.amount or 0 for stake in members)
    sums = sum(weighted(stake.amount, stake.chance) or 0 for stake in members)
    return FunnelRow(stage, len(members), amount, sums, sum(stake.amount is None for stake in members))


def days_in_stage(since: date | None, today: date) -> int | None:
    """Whole days; None where nobody noted when it entered the stage."""
    return None if since is None else max(0, (today - since).days)


def is_stuck(stage: Stage, since: date | None, today: date) -> bool:
    """Longer in its stage than the playbook thinks typical."""
    days = days_in_stage(since, today)
    return days is not None and days > guide(stage).days
