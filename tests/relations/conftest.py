"""Maps to test on: a power company's small one in a real workspace, and sheets of any size without one."""

import random
from dataclasses import dataclass
from uuid import UUID

import pytest

from kamdesk.accounts.rules import Rank
from kamdesk.accounts.tables import Account
from kamdesk.core.store import Store
from kamdesk.core.work import Work, verb
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from kamdesk.relations import actions
from kamdesk.relations.rules import Coverage, Layer, TieKind
from kamdesk.relations.rules.sheet import MapSheet, SeatRow, TieRow
from kamdesk.relations.tables import Seat

RANKS = tuple(Rank)


@verb("Write rows for a test")
def write(work: Work, table: type, values: dict[str, object]) -> UUID:
    return work.put(table, None, values)


@dataclass(frozen=True, slots=True)
class House:
    """The map of 华东电力: a general manager, two deputies, a section head and an unknown seat; people by name, seats by name."""

    account: UUID
    map: UUID
    people: dict[str, UUID]
    seats: dict[str, UUID]


PEOPLE = (
    # name, position, department, rank, boss, layer, coach, support, influence, coverage
    ("王建国", "总经理", "", Rank.BUREAU, None, Layer.DECISION, False, 1, 5, Coverage.DEEP),
    ("李敏", "副总经理", "", Rank.DEPUTY_BUREAU, "王建国", Layer.INFLUENCE, False, 0, 4, Coverage.BRIEF),
    ("赵强", "总工程师", "", Rank.DEPUTY_BUREAU, "王建国", Layer.INFLUENCE, False, -1, 4, Coverage.NONE),
    ("周涛", "信息中心主任", "信息中心", Rank.DIVISION, "李敏", Layer.EXECUTION, True, 2, 3, Coverage.DEEP),
)
TIES = (("周涛", "王建国", TieKind.SCHOOL), ("李敏", "赵强", TieKind.CONFLICTS), ("林晓", "周涛", TieKind.FRIENDSHIP))


def fill(store: Store) -> House:
    return store.do(write_house)[0]


@verb("Write the house of the tests")
def write_house(work: Work) -> House:
    account = work.put(Account, None, {"name": "华东电力集团有限公司", "short_name": "华东电力"})
    map_id = actions.create_map(work, account)
    people: dict[str, UUID] = {}
    seats: dict[str, UUID] = {}
    for name, position, department, rank, boss, layer, coach, support, influence, coverage in PEOPLE:
        person = {"name": name, "position": position, "department": department, "rank": rank, "account": account}
        people[name] = work.put(Person, None, person)
        seat = {
            "person": people[name], "reports_to": seats.get(boss or ""), "layer": layer, "coach": coach, "support": support,
            "influence": influence, "coverage": coverage,
        }  # fmt: skip
        seats[name] = actions.add_seat(work, map_id, seat)
    unknown = {"duty": "采购部部长", "reports_to": seats["李敏"], "layer": Layer.INFLUENCE}
    seats["采购部部长"] = actions.add_seat(work, map_id, unknown)
    people["林晓"] = work.put(Person, None, {"name": "林晓", "position": "大客户经理", "side": Side.OURS})
    for first, second, kind in TIES:
        actions.draw_tie(work, {"first": people[first], "second": people[second], "kind": kind, "strength": 2})
    return House(account, map_id, people, seats)


@pytest.fixture
def house(store: Store) -> House:
    return fill(store)


SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟"
    "姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙陶贺顾毛郝龚邵万覃武钱戴严欧阳孔向汤"
)
GIVEN = (
    "建国 志强 丽华 伟 敏 静 军 洋 艳 勇 磊 娟 涛 超 明 霞 刚 秀英 文 辉 玲 健 平 鑫 红 波 宁 斌 "
    "浩然 子轩 思远 海燕 国栋 晓东 永康 小平"
).split()
DEPARTMENTS = "生产技术部 物资采购部 信息中心 财务部 工程建设部 安全监察部 发展规划部 办公室 人力资源部 科技部".split()
POSITIONS = ("总经理", "副总经理", "部长", "副部长", "主任", "科长", "专责", "项目经理")


def large_sheet(people: int, seed: int = 7) -> MapSheet:
    """A company of so many people: few at the top, departments of changing size below, ties here and there."""
    chance = random.Random(seed)
    seats: list[SeatRow] = []
    depths: list[int] = []
    for number in range(people):
        boss = None if number == 0 else _boss(number, depths, chance)
        depth = 0 if boss is None else depths[boss] + 1
        depths.append(depth)
        seats.append(_seat(number, boss, depth, chance))
    persons = [seat.person for seat in seats if seat.person is not None]
    ties = tuple(
        TieRow(UUID(int=50_000 + number), *chance.sample(persons, 2), chance.choice(tuple(TieKind)), chance.randint(1, 3))
        for number in range(min(people // 4, 60))
    )
    return MapSheet(UUID(int=90_000), UUID(int=90_001), "华东电力集团有限公司", None, "", tuple(seats), ties)


def _seat(number: int, boss: int | None, depth: int, chance: random.Random) -> SeatRow:
    unknown = number > 3 and chance.random() < 0.06
    layers = (Layer.DECISION, Layer.INFLUENCE, Layer.EXECUTION)
    post = POSITIONS[min(len(POSITIONS) - 1, depth * 2 + chance.randrange(2))] if depth else "董事长、党委书记"
    return SeatRow(
        id=UUID(int=number + 1),
        reports_to=None if boss is None else UUID(int=boss + 1),
        person=None if unknown else UUID(int=10_000 + number),
        name="" if unknown else chance.choice(SURNAMES) + chance.choice(GIVEN),
        position=post,
        department=chance.choice(DEPARTMENTS) if depth > 1 else "",
        rank=None if unknown else RANKS[min(len(RANKS) - 2, depth + 1 + chance.randrange(2))],
        retired=not unknown and chance.random() < 0.04,
        layer=layers[min(2, depth)] if chance.random() < 0.8 else None,
        coach=not unknown and chance.random() < 0.06,
        support=None if unknown else chance.choice((2, 1, 1, 0, 0, -1, -2, None)),
        influence=chance.randint(1, 5),
        coverage=chance.choice(tuple(Coverage)),
    )


def _boss(number: int, depths: list[int], chance: random.Random) -> int:
    """Most join a department that has somebody above it already; the higher up, the rarer."""
    if number < 6:
        return 0
    heads = [each for each in range(number) if depths[each] in (1, 2)][: max(5, number // 7)]
    return chance.choice(heads)


@verb("Write a sheet of the tests")
def write_sheet(work: Work, sheet: MapSheet) -> tuple[UUID, list[UUID]]:
    """A sheet as rows of a file: (account, the seats in their order)."""
    account = work.put(Account, None, {"name": sheet.account_name})
    map_id = actions.create_map(work, account)
    known = [seat for seat in sheet.seats if seat.person is not None]
    people = work.add_many(
        Person, [{"name": seat.name, "position": seat.position, "department": seat.department, "account": account} for seat in known]
    )
    persons = {seat.person: person for seat, person in zip(known, people, strict=True)}
    fields = ("layer", "coach", "support", "influence", "coverage")
    rows = [
        {"map": map_id, "person": persons.get(seat.person), "duty": None if seat.person else seat.position}
        | {name: getattr(seat, name) for name in fields}
        for seat in sheet.seats
    ]
    seats = work.add_many(Seat, rows)
    made = {seat.id: number for seat, number in zip(sheet.seats, seats, strict=True)}
    for seat in sheet.seats:
        if seat.reports_to is not None:
            work.get(Seat, made[seat.id]).reports_to = made[seat.reports_to]
    return account, seats
