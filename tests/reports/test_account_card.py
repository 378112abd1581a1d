"""The printed account card, read back from the PDF; and the columns that reports adds to the list of accounts."""

from datetime import date

import pypdfium2
from sqlalchemy import event

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.actions.business import save_business_year, save_installed, save_key_project, save_rival
from kamdesk.accounts.rules import Kraljic, RivalStanding
from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.growth.actions import add_action, save_cell, save_division, save_objective, save_offering
from kamdesk.growth.rules import Ground
from kamdesk.paper.frames import Paper
from kamdesk.reports import queries
from kamdesk.reports.document import account_card
from kamdesk.value.actions import score_account
from kamdesk.value.queries import criteria
from tests.factories.songling import TODAY, Songling


def text_of(paper: Paper) -> str:
    """All text of all pages, gaps and line ends left out."""
    document = pypdfium2.PdfDocument(paper.pdf)
    found = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    document.close()
    return "".join(found.split())


def test_a_masked_card_holds_the_facts_and_nothing_of_how_we_stand(store: Store, sample: Songling) -> None:
    sheet = store.ask(queries.account_sheet, sample.company, TODAY)
    paper = account_card(sheet, words_of("zh_CN"), TODAY)
    text = text_of(paper)
    for there in (
        "松岭电力股份有限公司",
        "松岭集团",
        "91350100M000100Y43",
        "8,600,000,000.00元",
        "王建国",
        "单志强",
        "12,800,000.00",
        "2026年11月22日",
        "送交同规模电厂的停电影响测算",
        "已逾期",
        "技术方案初步交流",
        "2027年配网改造预算",
        "老客户",
        "林晓",
        "青石热电",
    ):
        assert there in text, there
    for hidden in ("决策层", "影响层", "教练", "支持", "反对", "立场", "接触程度", "关系健康", "138", "隐", "遮", "屏蔽"):
        assert hidden not in text, hidden
    assert 2 <= paper.pages <= 4
    assert paper.missing == ()


def test_an_unmasked_card_shows_layer_stance_and_coach(store: Store, sample: Songling) -> None:
    sheet = store.ask(queries.account_sheet, sample.company, TODAY)
    text = text_of(account_card(sheet, words_of("zh_CN"), TODAY, masked=False))
    for there in ("决策层", "执行层、教练", "＋支持", "深入接触", "13800138000", "关系健康"):
        assert there in text, there


def test_english_words_stand_on_an_english_card(store: Store, sample: Songling) -> None:
    sheet = store.ask(queries.account_sheet, sample.company, TODAY)
    text = text_of(account_card(sheet, words_of("en"), TODAY))
    for there in ("Deputybureaulevel", "Openpromises", "22Nov2026", "Openamount", "Members"):
        assert there in text, there
    assert "Layer" not in text


def test_the_same_sheet_gives_the_same_bytes(store: Store, sample: Songling) -> None:
    sheet = store.ask(queries.account_sheet, sample.company, TODAY)
    assert account_card(sheet, words_of("zh_CN"), TODAY).pdf == account_card(sheet, words_of("zh_CN"), TODAY).pdf


def test_an_account_of_which_only_the_name_is_known_prints_too(store: Store) -> None:
    account = store.do(save_account, None, {"name": "新客户"})[0]
    paper = account_card(store.ask(queries.account_sheet, account, TODAY), words_of("zh_CN"), TODAY)
    assert paper.pages == 1
    assert "尚无该客户的信息" in text_of(paper)


def test_a_fact_past_its_shelf_life_says_of_which_day_it_is(store: Store, sample: Songling) -> None:
    later = date(2028, 1, 10)
    text = text_of(account_card(store.ask(queries.account_sheet, sample.company, later), words_of("zh_CN"), later))
    assert "3,200人（截至2026年11月22日）" in text
    assert "岭州（截至" not in text


def test_the_list_of_accounts_gets_amount_health_and_last_visit_in_a_few_statements(store: Store, sample: Songling) -> None:
    said: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))
    ids = [sample.group, sample.company, sample.plant]
    amounts, healths, visits = (store.ask(column.ask, ids, TODAY) for column in (queries.OPEN_AMOUNT, queries.HEALTH, queries.LAST_VISIT))
    assert {account: figure.value for account, figure in amounts.items()} == {sample.company: 16_450_000_00}
    assert {account: figure.value for account, figure in healths.items()} == {sample.company: "Sound"}
    assert {account: figure.value for account, figure in visits.items()} == {sample.company: date(2026, 10, 27)}
    assert len([statement for statement in said if statement.startswith("SELECT")]) <= 8


def test_accounts_not_visited_lately_are_found(store: Store, sample: Songling) -> None:
    assert store.ask(queries.UNTOUCHED.ask, TODAY) == {sample.group, sample.plant}
    assert store.ask(queries.UNTOUCHED.ask, date(2026, 11, 27)) == {sample.group, sample.plant, sample.company}


def well_known(store: Store, sample: Songling) -> None:
    """What a rep who knows the company well has written down besides."""
    company = sample.company
    store.do(
        save_account, company,
        {"strengths": "电网末端唯一热源", "difficulties": "设备超期服役", "chances": "灵活性改造补贴", "kraljic": Kraljic.BOTTLENECK},
    )  # fmt: skip
    for year, revenue, profit in ((2023, 78, 3), (2024, 82, -1), (2025, 86, 4)):
        store.do(save_business_year, None, {"account": company, "year": year, "revenue": revenue * 10**10, "profit": profit * 10**10})
    store.do(save_key_project, None, {"account": company, "name": "青石灵活性改造", "amount": 38_000_000_00, "period": "2026–2028"})
    store.do(save_installed, None, {"account": company, "product": "配网主站", "supplier": "对手甲", "contract_ends": date(2027, 2, 1)})
    rival = {"account": company, "name": "对手甲", "standing": RivalStanding.INCUMBENT, "share": 60, "answer": "割接不停电"}
    store.do(save_rival, None, rival)
    offering = store.do(save_offering, None, {"name": "馈线终端"})[0]
    division = store.do(save_division, None, {"account": company, "name": "调度中心"})[0]
    white = {"division": division, "offering": offering, "ground": Ground.WHITE, "potential": 2_600_000_00}
    store.do(save_cell, None, white)
    objective = store.do(save_objective, None, {"account": company, "name": "拿下二期主站", "due": date(2027, 3, 31)})[0]
    store.do(add_action, objective, {"what": "请王总来公司考察", "due": date(2026, 12, 10)})


def test_a_well_known_account_prints_on_at_most_four_pages_with_everything_a_colleague_needs(store: Store, sample: Songling) -> None:
    well_known(store, sample)
    for language in ("zh_CN", "en"):
        paper = account_card(store.ask(queries.account_sheet, sample.company, TODAY), words_of(language), TODAY)
        assert 2 <= paper.pages <= 4
        assert paper.missing == ()
    text = text_of(account_card(store.ask(queries.account_sheet, sample.company, TODAY), words_of("zh_CN"), TODAY))
    for there in (
        "电网末端唯一热源",
        "设备超期服役",
        "瓶颈型",
        "历年经营",
        "青石灵活性改造",
        "38,000,000.00",
        "2027-02-01（还有71天）",
        "在位供应商60%",
        "割接不停电",
        "馈线终端",
        "○260万",
        "空白机会年潜力260万",
        "拿下二期主站",
        "2026-12-10请王总来公司考察",
        "完成0/1",
    ):
        assert there in text, there


def test_long_lists_are_cut_and_say_so(store: Store, sample: Songling) -> None:
    for number in range(1, 14):
        store.do(save_installed, None, {"account": sample.company, "product": f"开关柜 {number} 号", "supplier": "对手乙"})
    text = text_of(account_card(store.ask(queries.account_sheet, sample.company, TODAY), words_of("zh_CN"), TODAY))
    assert "另有3个" in text


def test_what_the_account_is_worth_to_us_stands_on_an_unmasked_card_only(store: Store, sample: Songling) -> None:
    known = store.ask(criteria)
    store.do(score_account, sample.company, {row.id: {"score": 8} for row in known[1:]}, TODAY)
    sheet = store.ask(queries.account_sheet, sample.company, TODAY)
    asked = text_of(account_card(sheet, words_of("zh_CN"), TODAY, masked=False))
    assert "战略投入：吸引力8.0，我方地位8.0" in asked
    assert f"未知：{known[0].name}" in asked
    masked = text_of(account_card(sheet, words_of("zh_CN"), TODAY))
    assert not any(word in masked for word in ("战略投入", "吸引力", "我方地位"))
