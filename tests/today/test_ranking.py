"""The order of the day: pure."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.today.rules import (
    Matter,
    Pressing,
    Waiting,
    bid_reason,
    certificate_reason,
    must_count,
    overdue_contact,
    pressing,
    promise_reason,
    ranked,
    report_reason,
    step_reason,
    until_tomorrow,
    visit_reason,
)

TODAY = date(2026, 11, 22)
WAITING = st.builds(
    Waiting,
    st.sampled_from(Matter),
    st.just("promise"),
    st.integers(1, 10**6).map(lambda number: UUID(int=number)),
    st.text(max_size=4),
    st.integers(-400, 400),
    st.just("because"),
)


def waits(matter: Matter, days: int, number: int = 1) -> Waiting:
    return Waiting(matter, "row", UUID(int=number), "title", days, "because")


@given(st.lists(WAITING, max_size=30), st.randoms())
def test_the_order_depends_on_the_things_and_not_on_how_they_came(found: list[Waiting], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = ranked(found, {}, TODAY), ranked(shuffled, {}, TODAY)
    assert [(each.key, each.title, each.days) for each in one] == [(each.key, each.title, each.days) for each in other]
    assert len(one) == len(found)


@given(st.lists(WAITING, max_size=30))
def test_what_must_be_done_today_stands_above_everything_else(found: list[Waiting]) -> None:
    order = [list(Pressing).index(pressing(each)) for each in ranked(found, {}, TODAY)]
    assert order == sorted(order)
    assert must_count(found) == order.count(0)


@given(st.lists(WAITING, max_size=10), st.integers(-3, 3))
def test_what_was_put_off_is_gone_until_its_day(found: list[Waiting], days: int) -> None:
    until = {each.key: TODAY + timedelta(days=days) for each in found}
    assert len(ranked(found, until, TODAY)) == (0 if days > 0 else len(found))


@pytest.mark.parametrize(
    ("matter", "days", "loud"),
    [
        (Matter.BID, 3, Pressing.MUST),
        (Matter.BID, 4, Pressing.SHOULD),
        (Matter.PROMISE, 0, Pressing.MUST),
        (Matter.PROMISE, 1, Pressing.SHOULD),
        (Matter.VISIT, 0, Pressing.MUST),
        (Matter.VISIT, 1, Pressing.SHOULD),
        (Matter.REPORT, -2, Pressing.MUST),
        (Matter.STEP, -1, Pressing.MUST),
        (Matter.CERTIFICATE, -10, Pressing.SHOULD),
        (Matter.CERTIFICATE, 14, Pressing.SHOULD),
        (Matter.CERTIFICATE, 15, Pressing.COULD),
        (Matter.CONTACT, -90, Pressing.COULD),
    ],
)
def test_how_loud_each_thing_is(matter: Matter, days: int, loud: Pressing) -> None:
    assert pressing(waits(matter, days)) is loud


def test_at_equal_pressure_a_bid_comes_first_and_the_latest_before_the_later() -> None:
    found = [
        waits(Matter.STEP, -9, 1),
        waits(Matter.PROMISE, 0, 2),
        waits(Matter.BID, 2, 3),
        waits(Matter.PROMISE, -3, 4),
        waits(Matter.VISIT, 0, 5),
    ]
    assert [each.id.int for each in ranked(found, {}, TODAY)] == [3, 5, 4, 2, 1]


@pytest.mark.parametrize("days", [-2, -1, 0, 1, 5])
def test_every_thing_has_its_reason_in_words(days: int) -> None:
    reasons = [
        promise_reason(days, ours=True),
        promise_reason(days, ours=False),
        visit_reason(days, 0),
        visit_reason(days, 3),
        step_reason(days),
        bid_reason(days),
        certificate_reason(days),
        report_reason(-days),
    ]
    assert len(set(reasons)) == len(reasons)


@pytest.mark.parametrize(
    ("last", "cadence", "over"),
    [(None, 30, None), (TODAY - timedelta(days=30), 30, None), (TODAY - timedelta(days=31), 30, 1), (TODAY - timedelta(days=90), 14, 76)],
)
def test_a_contact_counts_as_untouched_only_beyond_its_rhythm(last: date | None, cadence: int, over: int | None) -> None:
    assert overdue_contact(last, cadence, TODAY) == over


def test_putting_off_means_tomorrow() -> None:
    assert until_tomorrow(TODAY) == date(2026, 11, 23)
