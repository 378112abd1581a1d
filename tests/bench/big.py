"""Large invented workspaces, made once and kept in out/bench: they are written past the journal, since only reading them is measured."""

import random
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from kamdesk.accounts.tables import Account, AccountNote
from kamdesk.core import search
from kamdesk.core.ids import new_id
from kamdesk.core.store import Store
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from kamdesk.upkeep.opening import create_workspace, open_with_passphrase
from tests.bench.figures import CACHE

PASSPHRASE = "bench 松风 过岭"
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
    "余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯"
    "龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文志红玉春梅海林波宇浩然子轩雨涵欣怡思远嘉诚晓东振兴卫民永康"
PLACES = ("山西", "河北", "江苏", "山东", "河南", "陕西", "四川", "湖南", "湖北", "辽宁")
TRADES = ("能源", "电力", "港务", "轨道交通", "水务", "矿业", "化工", "钢铁", "航空", "通信")
WORDS = (
    "主站",
    "规约",
    "切换",
    "停电",
    "遥控",
    "终端",
    "投标",
    "付款",
    "质保",
    "论证会",
    "预算",
    "批复",
    "调研",
    "方案",
    "验收",
    "培训",
    "备件",
    "招标",
    "中标",
    "合同",
    "设计院",
    "检修",
    "窗口",
    "开关柜",
    "电缆",
)


def accounts_workspace(accounts: int) -> Path:
    return _kept(f"accounts-{accounts}", lambda store: fill(store, accounts, 0, 0))


def people_workspace(people: int, notes: int) -> Path:
    return _kept(f"people-{people}-{notes}", lambda store: fill(store, 2_000, people, notes))


def opened(path: Path) -> Store:
    return open_with_passphrase(path, PASSPHRASE).store


def _kept(name: str, filling: Any) -> Path:
    path = CACHE / name / "work.kamdesk"
    if not (path.parent / "whole").exists():
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir(parents=True)
        workspace, _code = create_workspace(path, PASSPHRASE)
        with workspace:
            filling(workspace.store)
        (path.parent / "whole").touch()
    return path


def fill(store: Store, accounts: int, people: int, notes: int) -> None:
    """The first account is the largest: one person in twenty sits there."""
    chance = random.Random(7)
    account_rows = [_account(chance, number) for number in range(accounts)]
    _write(store, Account, iter(account_rows))
    ids = [row["id"] for row in account_rows]
    _write(store, Person, (_person(chance, ids[0] if number % 20 == 0 else chance.choice(ids)) for number in range(people)))
    _write(store, AccountNote, (_note(chance, ids[0] if number % 500 == 0 else chance.choice(ids)) for number in range(notes)))


def _account(chance: random.Random, number: int) -> dict[str, Any]:
    place, trade = chance.choice(PLACES), chance.choice(TRADES)
    name = f"{place}{chance.choice(GIVEN)}{chance.choice(GIVEN)}{trade}集团第{number}公司"
    return {"id": new_id(), "name": name, "short_name": name[:6], "industry": trade, "region": place}


def invented_name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))


def _person(chance: random.Random, account: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "name": invented_name(chance),
        "account": account,
        "side": Side.THEIRS,
        "department": chance.choice(WORDS) + "部",
        "position": "主任",
    }


def _note(chance: random.Random, account: Any) -> dict[str, Any]:
    body = "，".join(chance.choice(WORDS) + chance.choice(GIVEN) + chance.choice(WORDS) for _piece in range(5)) + "。"
    return {"id": new_id(), "account": account, "body": body, "learned_on": date(2026, 1, 1)}


def _write(store: Store, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    while block := list(islice(rows, 20_000)):
        with store.engine.execution_options(writing=True).begin() as connection:
            connection.execute(insert(table), block)
            columns = [attribute.key for attribute in table.__mapper__.column_attrs]
            search.index_rows(connection, table.__tablename__, [dict.fromkeys(columns) | row for row in block])
