"""The brief, read back from its PDF: what stands on it, in which order, and what a masked one keeps to itself."""

import re
from datetime import date

import pypdfium2
import pytest

from kamdesk.core.words import Language, words_of
from kamdesk.promises.rules import Debtor
from kamdesk.relations.actions import add_seat, create_map
from kamdesk.relations.rules import Layer
from kamdesk.visits import queries
from kamdesk.visits.actions import PromiseMade, note_visit_promise, save_visit
from kamdesk.visits.document import visit_brief

TODAY = date(2026, 11, 22)
ZH, EN = words_of(Language.ZH), words_of(Language.EN)


def read(paper):
    """The text of each page without spaces, as typed characters stand behind each other."""
    document = pypdfium2.PdfDocument(paper.pdf)
    pages = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]
    document.close()
    return pages


@pytest.fixture
def sheet(store, customer, visit):
    """The prepared visit with a map of two seats and promises both ways."""
    top = seat(store, customer, customer.boss, layer=Layer.DECISION, support=-2, influence=5)
    seat(store, customer, customer.engineer, layer=Layer.EXECUTION, coach=True, support=2, reports_to=top)
    store.do(note_visit_promise, visit, PromiseMade("寄送型式试验报告", Debtor.OURS, date(2026, 11, 18), customer.engineer))
    store.do(note_visit_promise, visit, PromiseMade("提供一次接线图", Debtor.THEIRS, date(2026, 12, 1)))
    return store.ask(queries.visit_sheet, visit, TODAY)


def in_order(text, *parts):
    """Whether each part stands somewhere behind the one before."""
    place = 0
    for part in parts:
        place = text.find(part, place)
        assert place >= 0, part
        place += len(part)
    return True


def test_the_brief_says_everything_in_the_order_of_the_visit(sheet):
    paper = visit_brief(sheet, ZH, TODAY)
    text = "".join(read(paper))
    assert in_order(
        text, "确认方案论证会", "华东电力集团有限公司", "2026年11月25日", "华东电力总部12楼会议室", "拜访对象", "王建国",
        "目的与结果", "最好结果", "最低结果", "王总，上次您问", "方案里还有哪些", "停电时间太长", "分段割接", "《停电影响测算》",
        "寄送型式试验报告", "不要提去年流标", "12月5日上午",
    )  # fmt: skip
    assert paper.pages <= 2
    assert paper.missing == ()


def test_the_brief_in_english_has_english_labels_and_the_reps_own_words(sheet):
    text = "".join(read(visit_brief(sheet, EN, TODAY)))
    labels = ("Whomwemeet", "Purposeandresults", "Bestresult", "Conversation", "Likelyobjection", "Showthis", "Openpromises", "Donotsay")
    assert in_order(text, *labels)
    assert "25Nov2026" in text
    assert not re.search("拜访对象|最好结果", text)


def test_a_masked_brief_has_neither_roles_nor_support_and_says_nothing_about_it(sheet):
    text = "".join(read(visit_brief(sheet, ZH, TODAY)))
    for hidden in ("决策层", "执行层", "教练", "反对", "内线", "＋", "－", "女儿今年高考", "角色与立场", "记住", "隐藏", "屏蔽"):
        assert hidden not in text
    assert "王建国" in text


def test_an_unmasked_brief_shows_them_as_sign_and_word(sheet):
    text = "".join(read(visit_brief(sheet, ZH, TODAY, masked=False)))
    for shown in ("决策层", "教练", "女儿今年高考", "角色与立场"):
        assert shown in text
    assert "－" in text
    assert "＋" in text


def test_a_late_promise_of_ours_says_that_it_is_late(sheet):
    text = "".join(read(visit_brief(sheet, ZH, TODAY)))
    assert "寄送型式试验报告·李敏·2026-11-18前·已逾期" in text


@pytest.mark.parametrize("masked", [True, False])
def test_the_same_visit_gives_the_same_bytes(sheet, masked):
    assert visit_brief(sheet, ZH, TODAY, masked).pdf == visit_brief(sheet, ZH, TODAY, masked).pdf


def test_an_empty_visit_leaves_room_to_write_instead_of_empty_headings(store, planned):
    paper = visit_brief(store.ask(queries.visit_sheet, planned(), TODAY), ZH, TODAY)
    text = "".join(read(paper))
    assert paper.pages == 1
    assert "待定" in text
    assert "要展示的资料" not in text


def test_fields_of_five_thousand_characters_flow_over_pages_in_their_order(store, visit):
    long = {name: f"{name}开头" + "很长的一段话，" * 714 + f"{name}结尾" for name in ("reason", "best_result", "opening", "do_not_say")}
    long |= {"questions": "问题" * 2500, "objections": "异议" * 1000 + "→" + "回答" * 1500, "materials": "长" * 5000}
    store.do(save_visit, visit, long)
    paper = visit_brief(store.ask(queries.visit_sheet, visit, TODAY), ZH, TODAY)
    text = "".join(read(paper))
    assert paper.pages > 2
    assert in_order(text, "reason开头", "reason结尾", "best_result开头", "best_result结尾", "opening开头", "opening结尾", "do_not_say结尾")
    assert text.count("长") >= 5000


def seat(store, customer, person, **values):
    chart = store.do(create_map, customer.account)[0]
    return store.do(add_seat, chart, values | {"person": person})[0]
