"""The sample is a whole rep's life, built twice the same, and sound."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kamdesk.accounts.tables import Account
from kamdesk.bids.tables import Bid, BidScan
from kamdesk.core.store import Store
from kamdesk.people.tables import Person
from kamdesk.pipeline.tables import Opportunity
from kamdesk.relations.rules import AFFINITIES
from kamdesk.relations.tables import Seat, Tie
from kamdesk.upkeep.check import check_workspace
from kamdesk.upkeep.opening import create_workspace
from kamdesk.upkeep.sample import fill_with_sample
from kamdesk.visits.tables import Visit
from tests.conftest import QUICK

DAY = date(2026, 11, 22)


@pytest.fixture
def sample(store: Store) -> Store:
    fill_with_sample(store, DAY)
    return store


def test_it_holds_what_a_rep_has(sample: Store) -> None:
    with sample.reading() as session:
        counted = {
            table: session.scalar(select(func.count()).select_from(table)) for table in (Account, Person, Opportunity, Visit, BidScan)
        }
        assert counted == {Account: 5, Person: 40, Opportunity: 6, Visit: 12, BidScan: 3}
        kinds = set(session.scalars(select(Tie.kind)))
        assert set(AFFINITIES) <= kinds
        seats = session.scalars(select(Seat)).all()
        assert any(seat.coach for seat in seats)
        assert any(seat.support == -2 for seat in seats)
        assert any(seat.person is None and seat.duty for seat in seats)
        assert len({stage for (stage,) in session.execute(select(Opportunity.stage))}) == 6
        moments = [moment for moment in session.scalars(select(Visit.starts_at)) if moment]
        assert min(moments).date() < DAY < max(moments).date()
        assert session.scalars(select(Bid)).one().name == "阎家庄 35 kV 开关柜投标"


def test_it_is_sound_and_can_be_taken_back(sample: Store) -> None:
    assert [row.name for row in check_workspace(sample) if not row.good and row.name != "Newest backup"] == []
    label = sample.undo().label
    assert label == "Fill in the sample"


def test_two_samples_of_one_day_have_the_same_numbers(sample: Store, tmp_path: Path, open_store: Callable[[], Store]) -> None:
    other, _code = create_workspace(tmp_path / "other.kamdesk", "another 口令 松风", cost=QUICK)
    with other:
        fill_with_sample(other.store, DAY)
        for table in (Account, Person, Visit, Bid):
            with sample.reading() as one, other.store.reading() as two:
                assert one.scalars(select(table.id).order_by(table.id)).all() == two.scalars(select(table.id).order_by(table.id)).all()
