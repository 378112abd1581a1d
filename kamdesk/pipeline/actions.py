"""What a rep does with opportunities. Each runs inside one Work and never commits."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from kamdesk.core.columns import fields_of
from kamdesk.core.days import local_day
from kamdesk.core.fields import parsed
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.work import Work, verb
from kamdesk.pipeline.rules import Outcome, Stage, chance_after_move, default_chance
from kamdesk.pipeline.tables import Opportunity

_STAGE, _OUTCOME = (next(field for field in fields_of(Opportunity) if field.name == name) for name in ("stage", "outcome"))


@verb(N_("Save opportunity"))
def save_opportunity(work: Work, opportunity_id: UUID | None, values: Mapping[str, object]) -> UUID:
    """Creates an opportunity (id None) or changes fields of one; a changed stage counts as a move, a changed outcome as its closing.

    Raises Refused as `Work.put` does.
    """
    given = dict(values)
    today = local_day(work.now)
    if opportunity_id is None:
        stage = _stage_of(given.get("stage")) or Stage.LEAD
        if given.get("probability") in (None, ""):
            given["probability"] = default_chance(stage)
        given.setdefault("stage_since", today)
        return work.put(Opportunity, None, given)
    row = work.get(Opportunity, opportunity_id)
    stage = _stage_of(given.get("stage")) or row.stage
    if stage is not row.stage:
        given.setdefault("stage_since", today)
        given.setdefault("probability", chance_after_move(row.probability, row.stage, stage))
    if "outcome" in given:
        given.setdefault("closed_on", _closed_on(row, given["outcome"], today))
    return work.put(Opportunity, opportunity_id, given)


@verb(N_("Move to another stage"))
def move_stage(work: Work, opportunity_id: UUID, stage: Stage) -> None:
    """Its chance of winning follows the stage unless the rep had set another. A won one goes on into delivery.

    Raises Refused: gone, not_under_way (lost or on hold).
    """
    row = work.get(Opportunity, opportunity_id)
    if row.outcome in (Outcome.LOST, Outcome.PAUSED):
        raise Refused("not_under_way", "stage")
    if stage is row.stage:
        return
    row.probability = chance_after_move(row.probability, row.stage, stage)
    row.stage, row.stage_since = stage, local_day(work.now)


@verb(N_("Close opportunity"))
def close_opportunity(work: Work, opportunity_id: UUID, outcome: Outcome, reason: str) -> None:
    """Won, lost or on hold. Raises Refused: gone, not_closing (an open one is no end), reason_needed unless it was won."""
    if outcome is Outcome.OPEN:
        raise Refused("not_closing", "outcome")
    if not reason.strip() and outcome is not Outcome.WON:
        raise Refused("reason_needed", "outcome_reason")
    values = {"outcome": outcome, "outcome_reason": reason, "closed_on": local_day(work.now)}
    work.put(Opportunity, opportunity_id, values)


@verb(N_("Take opportunity up again"))
def reopen_opportunity(work: Work, opportunity_id: UUID) -> None:
    """The reason of its closing stays on the card as a note; its time in the stage begins anew."""
    row = work.get(Opportunity, opportunity_id)
    row.outcome, row.closed_on, row.stage_since = Outcome.OPEN, None, local_day(work.now)


@verb(N_("Erase opportunity"))
def erase_opportunity(work: Work, opportunity_id: UUID) -> None:
    work.erase(work.get(Opportunity, opportunity_id))


@verb(N_("Set the next step"))
def set_next_step(work: Work, opportunity_id: UUID, next_step: str, on: date | None = None) -> None:
    """Used by a visit's report too, in the report's own Work."""
    work.put(Opportunity, opportunity_id, {"next_step": next_step, "next_step_on": on})


def _stage_of(value: object) -> Stage | None:
    read = parsed(_STAGE, value) if isinstance(value, str) and not isinstance(value, Stage) else value
    return read if isinstance(read, Stage) else None


def _closed_on(row: Opportunity, value: object, today: date) -> date | None:
    outcome = parsed(_OUTCOME, value) if isinstance(value, str) and not isinstance(value, Outcome) else value
    if outcome is Outcome.OPEN:
        return None
    return row.closed_on or today
