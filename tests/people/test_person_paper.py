"""A person on paper: one page whatever is on the card, masked by default, rare characters and all."""

import io
import re
from datetime import date
from uuid import UUID

import pypdfium2
import pytest
from PIL import Image

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.rules import Rank
from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.paper.frames import Paper
from kamdesk.people import actions, queries
from kamdesk.people.document import person_paper
from kamdesk.people.rules import PersonalNeed, Style, TouchKind

TODAY = date(2026, 11, 22)
ZH, EN = words_of(Language.ZH), words_of(Language.EN)
SECRET = ("升迁", "支配型", "切换当晚", "一页纸", "山西忻州", "论证会")


def read(paper: Paper) -> str:
    document = pypdfium2.PdfDocument(paper.pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"\s", "", text)


@pytest.fixture
def person(store: Store) -> UUID:
    plant = store.do(save_account, None, {"name": "云岭电厂"})[0]
    company = store.do(save_account, None, {"name": "晋岚电力"})[0]
    values: dict[str, object] = {
        "name": "秦卫国", "account": plant, "position": "厂长", "rank": Rank.DIVISION, "phone": "13800002201", "style": Style.DRIVING,
        "personal_need": PersonalNeed.PROMOTION, "worries": "切换当晚的备用通道", "remember": "上次会后要一页纸", "home_town": "山西忻州",
    }  # fmt: skip
    made = store.do(actions.save_person, None, values)[0]
    store.do(actions.move_person, made, {"account": company, "position": "总经理"}, "2021-06")
    store.do(actions.log_touch, made, TouchKind.CALL, date(2026, 11, 20), "论证会名单")
    return made


def test_a_masked_card_is_a_business_card_and_says_nothing_of_the_rest(store: Store, person: UUID) -> None:
    sheet = store.ask(queries.person_sheet, person)
    masked, whole = person_paper(sheet, ZH, TODAY), person_paper(sheet, ZH, TODAY, masked=False)
    assert masked.pages == whole.pages == 1
    text = read(masked)
    for said in ("秦卫国", "总经理·正处级", "晋岚电力", "13800002201", "云岭电厂", "2021-06—至今", "调任"):
        assert said in text
    assert not [said for said in (*SECRET, "需求", "顾虑", "往来") if said in text]
    assert all(said in read(whole) for said in SECRET)
    assert "沟通要点：先说结论" in read(whole)
    assert person_paper(sheet, ZH, TODAY).pdf == masked.pdf
    assert "Positionheld" in read(person_paper(sheet, EN, TODAY))


def test_everything_long_is_cut_to_its_page(store: Store, person: UUID) -> None:
    long = "很长的一句话，" * 400
    values = {"position": "总" * 60, "department": "部" * 60, "career": long, "worries": long, "remember": long[:400]}
    store.do(actions.save_person, person, values | {"email": "a" * 100 + "@x.cn"})
    for number in range(20):
        store.do(actions.log_touch, person, TouchKind.MAIL, date(2026, 11, 1), f"第 {number} 次 " + long[:380])
        held = {"person": person, "organisation": "设计院" * 30, "position": "职" * 60, "to_on": f"{1980 + number}"}
        store.do(actions.save_posting, None, held)
    sheet = store.ask(queries.person_sheet, person)
    assert person_paper(sheet, ZH, TODAY).pages == person_paper(sheet, EN, TODAY).pages == 1
    assert person_paper(sheet, ZH, TODAY, masked=False).pages <= 2


@pytest.mark.parametrize("name", ["刘䶮", "王㛃", "𬱖明"])
def test_rare_names_are_printed_whole(store: Store, name: str) -> None:
    person = store.do(actions.save_person, None, {"name": name})[0]
    paper = person_paper(store.ask(queries.person_sheet, person), ZH, TODAY)
    assert paper.missing == ()
    assert name in read(paper)


def test_the_photo_stands_on_the_paper(store: Store, person: UUID) -> None:
    written = io.BytesIO()
    Image.new("RGB", (300, 300), "teal").save(written, "JPEG")
    paper = person_paper(store.ask(queries.person_sheet, person), ZH, TODAY, photo=written.getvalue())
    document = pypdfium2.PdfDocument(paper.pdf)
    image = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    assert any(red < 6 and 120 < green < 136 for red, green, _blue in (image.getpixel((90, at)) for at in range(90, 200, 10)))
