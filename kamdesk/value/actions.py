"""What a rep does with criteria and scores. One verb per function; each runs inside one Work and never commits.

An unknown criterion is written down as one, and asks: it makes an information task, which ends as soon as a score is known.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from kamdesk.accounts.tables import Account
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import alive
from kamdesk.core.settings import LANGUAGE, setting
from kamdesk.core.work import Work, verb
from kamdesk.tasks.actions import make_sure_of, settle_about
from kamdesk.tasks.rules import About, TaskKind, TaskState
from kamdesk.value.rules import HIGHEST
from kamdesk.value.rules.playbook import language_named, standards
from kamdesk.value.tables import Assessment, Criterion, Score

say({
    "criterion_off": N_("The criterion “{name}” is switched off. Switch it on before scoring it."),
    "assessed_that_day": N_("This account has an assessment of that day already."),
})  # fmt: skip


@verb(N_("Save criterion"))
def save_criterion(work: Work, criterion: UUID | None, values: Mapping[str, object]) -> UUID:
    """Creates one of the rep's own at the end of its axis, or changes one: name, weight, question, meaning, order, in use."""
    settled(work)
    given = dict(values)
    if criterion is None and "place" not in given:
        given["place"] = 1 + max((row.place for row in work.session.scalars(select(Criterion).where(alive(Criterion)))), default=0)
    saved = work.put(Criterion, criterion, given)
    work.session.flush()
    if not work.get(Criterion, saved).in_use:
        settle_about(work, _about(saved), TaskState.DROPPED)
    return saved


@verb(N_("Move criterion"))
def move_criterion(work: Work, criterion: UUID, place: int) -> None:
    """To a place (from 0) among the criteria of its axis."""
    settled(work)
    row = work.get(Criterion, criterion)
    same = select(Criterion).where(alive(Criterion), Criterion.axis == row.axis, Criterion.id != criterion)
    others = list(work.session.scalars(same.order_by(Criterion.place, Criterion.id)))
    others.insert(max(0, min(place, len(others))), row)
    for number, each in enumerate(others):
        each.place = number


@verb(N_("Erase criterion"))
def erase_criterion(work: Work, criterion: UUID) -> None:
    """Its scores leave every sum; undo brings all back."""
    settled(work)
    work.erase(work.get(Criterion, criterion))
    settle_about(work, _about(criterion), TaskState.DROPPED)


@verb(N_("Reset the criteria"))
def reset_criteria(work: Work) -> None:
    """The shipped names, weights and order again; the rep's own criteria are switched off, and keep their scores."""
    settled(work)
    language, known = language_named(setting(work.session, LANGUAGE)), standards()
    for row in work.session.scalars(select(Criterion)):
        standard = known.get(row.id)
        if standard is None:
            row.in_use = False
            settle_about(work, _about(row.id), TaskState.DROPPED)
            continue
        shipped = standard.row(language)
        row.erased_at, row.in_use, row.place, row.weight, row.axis = None, True, shipped.place, shipped.weight, shipped.axis
        row.name, row.question, row.worst, row.best = shipped.name, shipped.question, shipped.worst, shipped.best


@verb(N_("Score account"))
def score_account(work: Work, account: UUID, scores: Mapping[UUID, Mapping[str, object]], today: date) -> UUID:
    """Writes scores into today's assessment, which begins as a copy of the last one; returns its number.

    `scores` maps a criterion to any of score (0 to 10, None for unknown), evidence, source, confidence. A score of None makes an
    information task; a known one ends it. Raises Refused: gone, criterion_off, out_of_range, and what `Work.put` raises.
    """
    work.get(Account, account)
    settled(work)
    assessment = _todays(work, account, today)
    there = {row.criterion: row for row in work.session.scalars(select(Score).where(alive(Score), Score.assessment == assessment))}
    for number, values in scores.items():
        criterion = work.get(Criterion, number)
        if not criterion.in_use:
            raise Refused("criterion_off", "score", {"name": criterion.name})
        row = there.get(number)
        work.put(Score, row.id if row else None, {"assessment": assessment, "criterion": number, **values})
        if "score" in values:
            _ask(work, account, criterion, values, today)
    return assessment


@verb(N_("Save assessment"))
def save_assessment(work: Work, assessment: UUID | None, values: Mapping[str, object]) -> UUID:
    """An assessment of a day without its scores, or its note. Raises Refused("assessed_that_day")."""
    saved = work.put(Assessment, assessment, values)
    work.session.flush()
    row = work.get(Assessment, saved)
    same = (Assessment.account == row.account, Assessment.assessed_on == row.assessed_on, Assessment.id != saved)
    if work.session.scalar(select(Assessment.id).where(alive(Assessment), *same).limit(1)) is not None:
        raise Refused("assessed_that_day", "assessed_on")
    return saved


@verb(N_("Erase assessment"))
def erase_assessment(work: Work, assessment: UUID) -> None:
    work.erase(work.get(Assessment, assessment))


def settled(work: Work) -> None:
    """The shipped criteria are written into the workspace before the first of them is used or changed."""
    if work.session.scalar(select(Criterion.id).limit(1)) is not None:
        return
    language = language_named(setting(work.session, LANGUAGE))
    for standard in standards().values():
        row = standard.row(language)
        values = {name: getattr(row, name) for name in ("axis", "name", "weight", "question", "worst", "best", "place")}
        work.put(Criterion, None, values, as_id=row.id)
    work.session.flush()
    work.about = ""


def _todays(work: Work, account: UUID, today: date) -> UUID:
    """The assessment of today: the one there is, or a copy of the newest one before it. What was scored on later days stays as it is."""
    of_account = select(Assessment).where(alive(Assessment), Assessment.account == account, Assessment.assessed_on <= today)
    newest = work.session.scalar(of_account.order_by(Assessment.assessed_on.desc(), Assessment.id.desc()).limit(1))
    if newest is not None and newest.assessed_on == today:
        return newest.id
    made = work.put(Assessment, None, {"account": account, "assessed_on": today})
    if newest is not None:
        for row in work.session.scalars(select(Score).where(alive(Score), Score.assessment == newest.id).order_by(Score.id)):
            copied = {name: getattr(row, name) for name in ("criterion", "score", "evidence", "source", "confidence")}
            work.add(Score(assessment=made, **copied))
    work.session.flush()
    return made


def _ask(work: Work, account: UUID, criterion: Criterion, values: Mapping[str, object], today: date) -> None:
    about = _about(criterion.id)
    if values["score"] is None or values["score"] == "":
        standard = standards().get(criterion.id)
        wanted: dict[str, object] = {"what": (criterion.question or criterion.name), "kind": TaskKind.INFORMATION, "account": account}
        make_sure_of(work, about, wanted | ({"channel": standard.channel} if standard is not None else {}))
        return
    evidence = str(values.get("evidence") or "").strip()
    told = f"{criterion.name} {values['score']}/{HIGHEST}" + (f" · {evidence}" if evidence else "")
    settle_about(work, about, TaskState.DONE, told, account, today)


def _about(criterion: UUID) -> About:
    return About(Criterion.__tablename__, criterion)
