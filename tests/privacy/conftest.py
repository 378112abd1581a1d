"""A person with a whole life in the file: on a map, at a visit, in promises and notes, with a photo and a paper."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from kamdesk.accounts.actions import save_account
from kamdesk.core.store import Store
from kamdesk.library.actions import attach_file
from kamdesk.people.actions import save_person, save_posting, save_touch, set_photo
from kamdesk.promises.actions import note_promise
from kamdesk.relations import actions as relations
from kamdesk.relations.rules import TieKind
from kamdesk.visits.actions import plan_visit

NAME, PHONE, WORRY = "欧阳璟瑜", "139 7777 1234", "担心冬季停电演练失败"


@dataclass(frozen=True)
class House:
    account: UUID
    map: UUID
    person: UUID
    ours: UUID
    other: UUID
    seat: UUID
    tie: UUID
    visit: UUID
    promise: UUID
    files: tuple[str, str]


@pytest.fixture
def house(store: Store) -> House:
    return filled(store)


def filled(store: Store) -> House:
    def do(verb: Callable[..., object], *given: object) -> UUID:
        return store.do(verb, *given)[0]  # type: ignore[arg-type]

    account = do(save_account, None, {"name": "松岭能源集团有限公司", "short_name": "松岭集团"})
    values = {
        "name": NAME, "account": account, "position": "生产技术部主任", "phone": PHONE, "home_town": "湖州南浔", "worries": WORRY,
        "birthday": "1975-03-08", "purpose": "项目沟通", "basis": "contract", "tags": "璟字辈",
    }  # fmt: skip
    person = do(save_person, None, values)
    do(save_person, person, {"phone": PHONE, "school": "浙江大学", "career": f"{NAME}曾任设计院专业负责人"})
    ours, other = do(save_person, None, {"name": "林晓", "side": "ours"}), do(save_person, None, {"name": "周敏", "account": account})
    the_map = do(relations.create_map, account)
    seat = do(relations.add_seat, the_map, {"person": person, "support": 1, "coach": True, "note": "私下愿意帮忙"})
    do(relations.add_seat, the_map, {"person": other, "reports_to": seat})
    tie = do(relations.draw_tie, {"first": person, "second": other, "kind": TieKind.SCHOOL, "strength": 2, "note": "睡上下铺"})
    do(relations.set_thread, seat, ours, {"level": None, "note": "每月一次羽毛球"})
    plan = {"subject": f"拜访{NAME}", "account": account, "starts_at": datetime(2026, 11, 20, 2, tzinfo=UTC), "place": f"{NAME}办公室"}
    visit = do(plan_visit, plan, [person])
    promise = do(note_promise, {"what": f"给{NAME}寄送样机", "due": date(2026, 12, 1), "account": account, "person": person})
    do(save_touch, None, {"person": person, "kind": "call", "touched_on": date(2026, 11, 1), "note": "电话里谈到南浔老家"})
    do(save_posting, None, {"person": person, "organisation": "南浔水泥厂", "position": "技术员", "from_on": date(1998, 7, 1)})
    photo, paper = store.files.keep_bytes(b"a face"), store.files.keep_bytes(b"a curriculum vitae")
    do(set_photo, person, photo.digest)
    do(attach_file, paper, f"{NAME}简历.pdf", "person", person, date(2026, 11, 2))
    return House(account, the_map, person, ours, other, seat, tie, visit, promise, (photo.digest, paper.digest))
