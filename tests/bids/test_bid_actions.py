"""What a rep does with a bid, through a real encrypted file."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kamdesk.bids import actions, queries
from kamdesk.bids.rules import BidState, Deviation
from kamdesk.core.problems import Refused, sentence
from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.tenders.actions import add_clauses, save_clause, save_tender
from kamdesk.tenders.queries import clause_ids, tender_card, tender_rows
from kamdesk.tenders.rules import ClauseKind

TODAY = date(2026, 11, 22)


def test_the_sheet_holds_what_was_entered_and_one_total(store: Store, bid: UUID) -> None:
    sheet = store.ask(queries.bid_sheet, bid)
    assert sheet.total == 12 * 58_600_000 + 12_345_678
    assert [answer.number for answer in sheet.answers] == ["1.1", "1.2", "1.3", "2.1"]
    assert sheet.starred == (0, 1)
    assert (sheet.tender.buyer, sheet.company.legal_representative) == ("青岚能源集团有限公司", "周启明")
    assert sheet.values["account.short_name"] == "青岚能源"


def test_a_second_bid_for_one_tender_is_refused_with_its_article(store: Store, bid: UUID) -> None:
    tender = store.ask(queries.bid_card, bid, TODAY).tender
    with pytest.raises(Refused) as refused:
        store.do(actions.save_bid, None, {"name": "另一份", "tender": tender})
    assert refused.value.code == "one_bid_per_tender"
    assert "《招标投标法实施条例》第五十一条" in sentence(refused.value, words_of(Language.ZH))
    assert len(store.ask(queries.bid_ids)) == 1
    store.do(actions.save_bid, bid, {"tender": tender})  # its own tender again is no second bid


def test_clauses_without_deviation_are_answered_in_one_go_but_stars_each_by_itself(store: Store, bid: UUID) -> None:
    clauses = store.ask(queries.answer_ids, bid)
    store.do(actions.respond, bid, clauses[1], {"answer": "1250 A", "deviation": None})
    count, _ = store.do(actions.answer_without_deviation, bid, "完全响应")
    assert count == 3
    rows = store.ask(queries.answer_rows, bid, clauses)
    assert [(row.answer, row.deviation) for row in rows] == [
        ("", None), ("1250 A", Deviation.NONE), ("完全响应", Deviation.NONE), ("完全响应", Deviation.NONE),
    ]  # fmt: skip
    assert store.do(actions.answer_without_deviation, bid, "满足 40.5 kV", [clauses[0]])[0] == 1
    assert store.ask(queries.answer_ids, bid, "", "open") == ()
    store.undo()
    assert store.ask(queries.answer_ids, bid, "", "open") == (clauses[0],)


def test_an_answer_is_changed_not_doubled_and_filters_find_it(store: Store, bid: UUID) -> None:
    clause = store.ask(queries.answer_ids, bid, "局部放电")[0]
    store.do(actions.respond, bid, clause, {"answer": "5 pC", "deviation": Deviation.POSITIVE})
    store.do(actions.respond, bid, clause, {"evidence": "试验报告第 3 页"})
    (row,) = store.ask(queries.answer_rows, bid, [clause])
    assert (row.answer, row.deviation, row.evidence) == ("5 pC", Deviation.POSITIVE, "试验报告第 3 页")
    assert store.ask(queries.answer_ids, bid, "", "deviating") == (clause,)
    assert store.ask(queries.answer_ids, bid, "试验报告") == (clause,)
    assert len(store.ask(queries.answer_ids, bid, kind=ClauseKind.COMMERCIAL)) == 1


def test_parts_are_made_by_their_values_alone_as_the_command_line_makes_them(store: Store, bid: UUID) -> None:
    item, _ = store.do(actions.save_item, None, {"bid": bid, "item": "母线", "quantity": "3", "unit_price": "1200"})
    section, _ = store.do(actions.save_section, None, {"bid": bid, "heading": "服务"})
    sheet = store.ask(queries.bid_sheet, bid)
    assert (sheet.items[-1].id, sheet.sections[-1].id) == (item, section)
    made, _ = store.do(actions.save_response, None, {"bid": bid, "clause": sheet.answers[1].clause, "answer": "1250 A"})
    assert store.do(actions.save_response, made, {"deviation": "none"})[0] == made
    assert store.ask(queries.bid_sheet, bid).answers[1].deviation is Deviation.NONE
    with pytest.raises(Refused, match="empty"):
        store.do(actions.save_item, None, {"item": "无主"})


def test_a_clause_of_another_tender_is_refused(store: Store, bid: UUID) -> None:
    other, _ = store.do(save_tender, None, {"name": "另一个项目"})
    clause, _ = store.do(save_clause, None, {"tender": other, "demand": "甲"})
    with pytest.raises(Refused, match="clause_of_other_tender"):
        store.do(actions.respond, bid, clause, {"answer": "乙"})


def test_a_bid_that_was_handed_in_is_frozen_until_it_is_taken_back(store: Store, bid: UUID) -> None:
    sheet = store.ask(queries.bid_sheet, bid)
    store.do(actions.hand_in_bid, bid)
    for verb, arguments in (
        (actions.save_bid, (bid, {"delivery": "30 天"})),
        (actions.add_item, (bid, {"item": "柜", "quantity": Decimal(1), "unit_price": 1})),
        (actions.save_item, (sheet.items[0].id, {"unit_price": 1})),
        (actions.respond, (bid, sheet.answers[0].clause, {"answer": "甲"})),
        (actions.answer_without_deviation, (bid, "响应")),
        (actions.add_section, (bid, "章")),
        (actions.save_section, (sheet.sections[0].id, {"body": "乙"})),
        (actions.move_part, ("bid_item", sheet.items[0].id, 1)),
        (actions.remove_part, ("bid_section", sheet.sections[0].id)),
        (actions.remove_bid, (bid,)),
        (actions.hand_in_bid, (bid,)),
    ):
        with pytest.raises(Refused, match="handed_in_is_frozen"):
            store.do(verb, *arguments)  # type: ignore[arg-type]
    store.do(actions.save_bid, bid, {"state": BidState.AWARDED, "remarks": "已中标"})
    store.do(actions.reopen_bid, bid)
    store.do(actions.save_bid, bid, {"delivery": "30 天"})
    assert store.ask(queries.bid_sheet, bid).delivery == "30 天"


def test_parts_move_and_go(store: Store, bid: UUID) -> None:
    first, second = (item.id for item in store.ask(queries.bid_sheet, bid).items)
    store.do(actions.move_part, "bid_item", second, 0)
    assert [item.id for item in store.ask(queries.bid_sheet, bid).items] == [second, first]
    store.do(actions.remove_part, "bid_item", second)
    assert [item.id for item in store.ask(queries.bid_sheet, bid).items] == [first]
    store.undo()
    assert len(store.ask(queries.bid_sheet, bid).items) == 2


def test_rows_count_what_is_fatal_and_sort_by_deadline(store: Store, bid: UUID) -> None:
    other, _ = store.do(save_tender, None, {"name": "临港二期", "deadline": "2026-11-30 09:00"})
    sooner, _ = store.do(actions.save_bid, None, {"name": "临港投标", "tender": other})
    assert store.ask(queries.bid_ids) == (sooner, bid)
    assert store.ask(queries.bid_ids, "name", False, "QL-2026") == (bid,)
    rows = store.ask(queries.bid_rows, (sooner, bid), TODAY)
    assert (rows[0].days_left, rows[1].days_left) == (8, 28)
    assert rows[1].fatal == 1  # the ★ clause is not answered yet
    clause = store.ask(queries.answer_ids, bid, "", "starred")
    store.do(actions.answer_without_deviation, bid, "40.5 kV", clause)
    assert store.ask(queries.bid_rows, (bid,), TODAY)[0].fatal == 0


def test_names_of_other_customers_are_found_in_the_bid(store: Store, bid: UUID) -> None:
    from kamdesk.accounts.actions import save_account

    store.do(save_account, None, {"name": "云麓钢铁股份有限公司", "short_name": "云麓钢铁"})
    section = store.ask(queries.bid_sheet, bid).sections[0].id
    store.do(actions.save_section, section, {"body": "根据云麓钢铁的要求"})
    found = [each for each in store.ask(queries.bid_report, bid, TODAY).findings if each.code == "residue"]
    assert [(each.row, each.facts["name"]) for each in found] == [(section, "云麓钢铁")]


def test_a_tender_with_a_bid_is_not_removed(store: Store, bid: UUID) -> None:
    tender = store.ask(queries.bid_card, bid, TODAY).tender
    with pytest.raises(Refused, match="tender_has_bid"):
        store.do(actions.remove_tender, tender)
    store.do(actions.remove_bid, bid)
    store.do(actions.remove_tender, tender)
    with pytest.raises(Refused, match="gone"):
        store.ask(tender_card, tender, TODAY)


def test_clauses_are_added_in_the_order_of_the_paste_behind_those_that_are_there(store: Store, bid: UUID) -> None:
    tender = store.ask(queries.bid_card, bid, TODAY).tender
    assert store.do(add_clauses, tender, "3.1 甲\n★3.2 乙", ClauseKind.TECHNICAL)[0] == 2
    (row,) = store.ask(tender_rows, (tender,), TODAY)
    assert (row.clauses, row.starred, row.days_left) == (6, 2, 28)
    assert store.ask(clause_ids, tender)[-2:] == store.ask(clause_ids, tender, "3.")[-2:]


def test_dates_out_of_order_leave_the_tender_as_it_was(store: Store, bid: UUID) -> None:
    tender = store.ask(queries.bid_card, bid, TODAY).tender
    with pytest.raises(Refused, match="opening_before_deadline"):
        store.do(save_tender, tender, {"opening": "2026-12-01 09:00"})
    with pytest.raises(Refused, match="deadline_before_issue"):
        store.do(save_tender, None, {"name": "新", "deadline": "2026-12-01 09:00", "issued_on": date(2026, 12, 2)})
    assert store.ask(tender_card, tender, TODAY).facts.opening == store.ask(tender_card, tender, TODAY).facts.deadline


def test_a_bid_starts_from_the_tenders_first_facts_and_counts_as_waiting(store: Store) -> None:
    from kamdesk.accounts.actions import save_account

    account, _ = store.do(save_account, None, {"name": "青岚能源集团有限公司"})
    facts = {"name": "母线采购", "account": account, "deadline": "2026-11-25 09:00", "validity_days": 60}
    bid, _ = store.do(actions.start_bid, facts)
    sheet = store.ask(queries.bid_sheet, bid)
    assert (sheet.name, sheet.tender.buyer, sheet.validity_days) == ("母线采购", "青岚能源集团有限公司", 60)
    assert store.ask(queries.waiting, TODAY) == (1, True)
    assert store.ask(queries.waiting, date(2026, 11, 1)) == (1, False)
    store.do(actions.hand_in_bid, bid)
    assert store.ask(queries.waiting, TODAY) == (0, False)
    store.undo()
    store.undo()
    assert store.ask(queries.bid_ids) == ()
