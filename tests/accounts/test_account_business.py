"""What an account does, plans and runs, through a real file; and the charts drawn from it."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.accounts import actions, queries
from kamdesk.accounts.rules import Kraljic, RivalStanding
from kamdesk.accounts.rules.charts import contracts_picture, kraljic_picture, years_picture
from kamdesk.accounts.rules.holdings import Due
from kamdesk.accounts.rules.years import Year, compared, growth, mean_growth
from kamdesk.core.ids import new_id
from kamdesk.core.picture import Box, Words, area_of
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of

TODAY = date(2026, 11, 22)
YI = 10_000_000_000


@pytest.fixture
def account(store: Store) -> UUID:
    return store.do(actions.save_account, None, {"name": "松岭电力股份有限公司"})[0]


def year(store: Store, account: UUID, number: int, revenue: int | None = None, profit: int | None = None) -> UUID:
    return store.do(actions.save_business_year, None, {"account": account, "year": number, "revenue": revenue, "profit": profit})[0]


def test_years_stand_in_order_and_are_compared_only_with_the_year_before(store: Store, account: UUID) -> None:
    year(store, account, 2025, 110 * YI, -5 * YI)
    year(store, account, 2024, 100 * YI, 10 * YI)
    year(store, account, 2022, 50 * YI)
    rows = store.ask(queries.years_of, account, TODAY)
    assert [(row.year, row.growth, row.margin) for row in rows] == [
        (2022, None, None),
        (2024, None, Decimal("10.0")),
        (2025, Decimal("10.0"), Decimal("-4.5")),
    ]
    assert mean_growth(rows) == Decimal("30.1")  # from 50 to 110 in three years


def test_a_second_row_of_the_same_year_is_refused_and_the_first_stays(store: Store, account: UUID) -> None:
    first = year(store, account, 2025, 100 * YI)
    second = year(store, account, 2024)
    with pytest.raises(Refused, match="second_year") as refused:
        year(store, account, 2025, 1)
    assert refused.value.field == "year"
    with pytest.raises(Refused, match="second_year"):
        store.do(actions.save_business_year, second, {"year": 2025})
    assert [(row.year, row.revenue) for row in store.ask(queries.years_of, account, TODAY)] == [(2024, None), (2025, 100 * YI)]
    store.do(actions.erase_business_year, first)
    year(store, account, 2025, 7)
    store.undo()
    store.undo()
    assert store.ask(queries.years_of, account, TODAY)[-1].revenue == 100 * YI


def test_a_year_needs_an_account_that_is_there(store: Store, account: UUID) -> None:
    with pytest.raises(Refused, match="empty"):
        store.do(actions.save_business_year, None, {"year": 2025})
    store.do(actions.erase_account, account)
    with pytest.raises(Refused, match="gone"):
        year(store, account, 2025)


def test_contracts_stand_by_their_end_and_say_how_near_it_is(store: Store, account: UUID) -> None:
    for product, ends in (("旧系统", -40), ("主站", 90), ("终端", 700), ("长期", None), ("环网柜", 10)):
        day = None if ends is None else TODAY + timedelta(days=ends)
        store.do(actions.save_installed, None, {"account": account, "product": product, "contract_ends": day, "ours": product == "终端"})
    rows = store.ask(queries.installed_of, account, TODAY)
    assert [(row.product, row.due, row.days_left) for row in rows] == [
        ("环网柜", Due.SOON, 10), ("主站", Due.SOON, 90), ("终端", Due.LATER, 700), ("旧系统", Due.OVER, -40), ("长期", Due.UNKNOWN, None),
    ]  # fmt: skip


def test_the_same_thing_is_not_listed_twice_but_at_another_site_it_is(store: Store, account: UUID) -> None:
    first = {"account": account, "product": "主站", "supplier": "远图科技", "site": "调度楼"}
    store.do(actions.save_installed, None, first)
    with pytest.raises(Refused, match="second_installed"):
        store.do(actions.save_installed, None, first)
    store.do(actions.save_installed, None, first | {"site": "备调"})
    ours = store.do(actions.save_installed, None, first | {"ours": True})[0]
    row = next(each for each in store.ask(queries.installed_of, account, TODAY) if each.id == ours)
    assert (row.ours, row.supplier) == (True, "")


def test_projects_and_competitors_stand_by_size_and_once_each(store: Store, account: UUID) -> None:
    for name, amount in (("技改", None), ("二期", 5 * YI), ("一期", 9 * YI)):
        store.do(actions.save_key_project, None, {"account": account, "name": name, "amount": amount})
    assert [row.name for row in store.ask(queries.projects_of, account, TODAY)] == ["一期", "二期", "技改"]
    with pytest.raises(Refused, match="second_project"):
        store.do(actions.save_key_project, None, {"account": account, "name": " 二期 "})
    for name, share in (("远图", 40), ("Hexin", None), ("云控", 55)):
        store.do(actions.save_rival, None, {"account": account, "name": name, "share": share, "standing": RivalStanding.INCUMBENT})
    assert [row.name for row in store.ask(queries.rivals_of, account)] == ["云控", "远图", "Hexin"]
    with pytest.raises(Refused, match="second_rival"):
        store.do(actions.save_rival, None, {"account": account, "name": "HEXIN"})
    with pytest.raises(Refused, match="out_of_range"):
        store.do(actions.save_rival, None, {"account": account, "name": "超额", "share": 101})


def test_everything_on_the_card_leaves_with_the_account_and_comes_back(store: Store, account: UUID) -> None:
    year(store, account, 2025, YI)
    store.do(actions.save_rival, None, {"account": account, "name": "远图"})
    store.do(actions.tell_fact, store.do(actions.save_account, account, {"region": "岭州"})[0], "region", {})
    store.do(actions.erase_account, account)
    assert store.ask(queries.years_of, account, TODAY) == ()
    store.undo()
    assert len(store.ask(queries.years_of, account, TODAY)) == len(store.ask(queries.rivals_of, account)) == 1
    assert store.ask(queries.provenance_of, account, TODAY)["region"].stated


MONEY = st.none() | st.integers(-(10**14), 10**14)


@given(st.dictionaries(st.integers(1990, 2040), st.tuples(MONEY, MONEY, MONEY), max_size=9))
def test_whatever_the_figures_the_chart_stays_within_itself(figures: dict[int, tuple[int | None, int | None, int | None]]) -> None:
    rows = compared(Year(new_id(), number, *three) for number, three in figures.items())
    picture = years_picture(rows, words_of(Language.ZH))
    known = {number for number, three in figures.items() if three != (None, None, None)}
    assert (picture.width == 0) == (not known)
    for shape in picture.shapes:
        left, top, right, bottom = area_of(shape)
        assert top >= -0.5
        assert bottom <= picture.height + 0.5
        if isinstance(shape, Box):
            assert left >= 0
            assert right <= picture.width + 0.01
            assert int(shape.key[-4:]) in known


@given(MONEY, MONEY)
def test_growth_is_told_only_from_a_base_above_nothing(before: int | None, now: int | None) -> None:
    told = growth(before, now)
    assert (told is None) == (before is None or now is None or before <= 0)
    if told is not None and before is not None and now is not None:
        assert abs(told - Decimal(now - before) * 100 / before) <= Decimal("0.05")


def test_bars_stand_on_one_line_losses_hang_below_it_and_gaps_stay_empty() -> None:
    rows = [Year(new_id(), 2023, 100 * YI, -10 * YI), Year(new_id(), 2025, 300 * YI, 20 * YI)]
    picture = years_picture(rows, words_of(Language.ZH))
    bars = {shape.key: shape for shape in picture.shapes if isinstance(shape, Box)}
    assert set(bars) == {"revenue.2023", "revenue.2025", "profit.2023", "profit.2025"}
    assert bars["profit.2023"].y == pytest.approx(bars["profit.2025"].y + bars["profit.2025"].height)
    assert bars["revenue.2025"].height == pytest.approx(3 * bars["revenue.2023"].height)
    said = [shape.text for shape in picture.shapes if isinstance(shape, Words)]
    assert "营业收入 (亿元)" in said
    assert "−10" in said
    assert said.count("2024") == 2
    assert min(shape.size for shape in picture.shapes if isinstance(shape, Words)) >= 9


def test_the_strip_of_contracts_reaches_as_far_as_the_last_end(store: Store, account: UUID) -> None:
    for product, days in (("主站", 90), ("终端", 1800)):
        values = {"account": account, "product": product, "contract_ends": TODAY + timedelta(days=days), "supplier": "远图"}
        store.do(actions.save_installed, None, values)
    picture = contracts_picture(store.ask(queries.installed_of, account, TODAY), TODAY, words_of(Language.ZH))
    bars = [shape for shape in picture.shapes if isinstance(shape, Box) and shape.key]
    assert bars[1].width / bars[0].width == pytest.approx(20)
    assert max(area_of(bar)[2] for bar in bars) < picture.width - 50
    assert contracts_picture((), TODAY, words_of(Language.ZH)).width == 0


def test_the_four_cells_lie_by_risk_and_effect() -> None:
    cells = {shape.key: shape for shape in kraljic_picture(Kraljic.LEVERAGE, words_of(Language.ZH)).shapes if isinstance(shape, Box)}
    assert cells["strategic"].x == cells["bottleneck"].x > cells["leverage"].x == cells["routine"].x
    assert cells["strategic"].y == cells["leverage"].y < cells["bottleneck"].y == cells["routine"].y
    assert {key for key, cell in cells.items() if cell.fill != cells["routine"].fill} == {"leverage"}
