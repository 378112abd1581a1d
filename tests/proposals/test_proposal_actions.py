"""What a rep does with a proposal, through a real encrypted file; what was issued stays as it was."""

from datetime import date
from uuid import UUID

import pytest

from kamdesk.accounts.actions import save_account
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.proposals import actions, queries
from kamdesk.proposals.rules import ProposalState

DAY = date(2026, 11, 22)
HASH = "ab" * 32


def issue(store: Store, proposal: UUID, number: str = "2026-001") -> None:
    values = store.ask(queries.proposal_sheet, proposal).values
    store.do(actions.issue_proposal, proposal, number, DAY, "王建国总经理", HASH, values)


def test_the_sheet_holds_text_prices_and_the_variables(store: Store, proposal: UUID) -> None:
    sheet = store.ask(queries.proposal_sheet, proposal)
    assert [section.heading for section in sheet.sections] == ["方案概要", "总体方案", "服务"]
    assert sheet.total == 12 * 58_600_000 + 833_333  # 2.5 × 3,333.33 = 8,333.325, half up
    assert sheet.values["account.name"] == "青岚能源集团有限公司"
    assert sheet.values["rep.name"] == "林晓舟"


def test_sections_move_and_go_and_come_back(store: Store, proposal: UUID) -> None:
    first, second, third = (section.id for section in store.ask(queries.proposal_sheet, proposal).sections)
    store.do(actions.move_section, third, 0)
    store.do(actions.remove_section, second)
    assert [section.id for section in store.ask(queries.proposal_sheet, proposal).sections] == [third, first]
    store.undo()
    store.undo()
    assert [section.id for section in store.ask(queries.proposal_sheet, proposal).sections] == [first, second, third]
    made, _ = store.do(actions.add_section, proposal, "插入", place=1)
    assert [section.id for section in store.ask(queries.proposal_sheet, proposal).sections] == [first, made, second, third]


def test_an_issued_proposal_refuses_every_change(store: Store, proposal: UUID) -> None:
    sheet = store.ask(queries.proposal_sheet, proposal)
    issue(store, proposal)
    section, line = sheet.sections[0].id, sheet.lines[0].id
    for verb, arguments in (
        (actions.save_proposal, (proposal, {"name": "改名"})),
        (actions.add_section, (proposal, "章")),
        (actions.save_section, (section, {"body": "改"})),
        (actions.move_section, (section, 2)),
        (actions.remove_section, (section,)),
        (actions.start_from_outline, (proposal, "zh_CN")),
        (actions.add_price_line, (proposal, {"item": "x", "quantity": 1, "unit_price": 1})),
        (actions.save_price_line, (line, {"unit_price": 1})),
        (actions.move_price_line, (line, 1)),
        (actions.remove_price_line, (line,)),
        (actions.remove_proposal, (proposal,)),
        (actions.issue_proposal, (proposal, "2026-009", DAY, "甲", HASH, {})),
    ):
        with pytest.raises(Refused, match="issued_is_frozen"):
            store.do(verb, *arguments)  # type: ignore[arg-type]
    after = store.ask(queries.proposal_sheet, proposal)
    assert (after.state, after.number, after.dated, after.issued_hash) == (ProposalState.ISSUED, "2026-001", DAY, HASH)
    assert after.sections == sheet.sections


def test_what_was_issued_keeps_the_names_of_its_day(store: Store, proposal: UUID) -> None:
    account = store.ask(queries.proposal_card, proposal).values["account"]
    issue(store, proposal)
    store.do(save_account, account, {"name": "青岚新能源集团有限公司"})
    assert store.ask(queries.proposal_sheet, proposal).account == "青岚能源集团有限公司"
    copy, _ = store.do(actions.copy_proposal, proposal)
    assert store.ask(queries.proposal_sheet, copy).account == "青岚新能源集团有限公司"


def test_a_copy_is_a_draft_of_the_next_version_with_text_prices_and_pictures(store: Store, proposal: UUID) -> None:
    from kamdesk.core.files import Kept
    from kamdesk.library.actions import attach_file

    store.do(attach_file, Kept("a" * 64, 3), "系统图.png", "proposal", proposal)
    issue(store, proposal)
    copy, _ = store.do(actions.copy_proposal, proposal)
    old, new = store.ask(queries.proposal_sheet, proposal), store.ask(queries.proposal_sheet, copy)
    assert (new.state, new.version, new.number, new.dated, new.issued_to) == (ProposalState.DRAFT, 2, "", None, "")
    assert [(each.heading, each.body) for each in new.sections] == [(each.heading, each.body) for each in old.sections]
    assert (new.total, new.pictures) == (old.total, {"系统图.png": "a" * 64})
    assert store.do(actions.copy_proposal, proposal)[0] != copy
    assert max(row.version for row in store.ask(queries.proposal_rows, store.ask(queries.proposal_ids), DAY)) == 3
    store.do(actions.save_section, new.sections[0].id, {"body": "改"})
    assert store.ask(queries.proposal_sheet, proposal).sections == old.sections


def test_issuing_needs_number_addressee_and_sections_and_a_number_is_given_once(store: Store, proposal: UUID) -> None:
    for number, to, field in ((" ", "甲", "number"), ("1", "", "issued_to")):
        with pytest.raises(Refused) as refused:
            store.do(actions.issue_proposal, proposal, number, DAY, to, HASH, {})
        assert (refused.value.code, refused.value.field) == ("empty", field)
    account = store.ask(queries.proposal_card, proposal).values["account"]
    empty, _ = store.do(actions.save_proposal, None, {"name": "空", "account": account})
    with pytest.raises(Refused, match="nothing_to_issue"):
        store.do(actions.issue_proposal, empty, "1", DAY, "甲", HASH, {})
    issue(store, proposal)
    with pytest.raises(Refused, match="number_used"):
        store.do(actions.save_proposal, empty, {"number": "2026-001"})
    assert store.ask(queries.next_number, DAY) == "2026-002"


@pytest.mark.parametrize(("language", "first"), [("zh_CN", "方案概要"), ("en", "Summary")])
def test_an_outline_starts_an_empty_proposal_only(store: Store, proposal: UUID, language: str, first: str) -> None:
    with pytest.raises(Refused, match="sections_exist"):
        store.do(actions.start_from_outline, proposal, language)
    account = store.ask(queries.proposal_card, proposal).values["account"]
    empty, _ = store.do(actions.save_proposal, None, {"name": "新方案", "account": account})
    count, _ = store.do(actions.start_from_outline, empty, language)
    sheet = store.ask(queries.proposal_sheet, empty)
    assert (count, sheet.sections[0].heading) == (10, first)
    assert "{{reader}}" in sheet.letter


def test_the_list_is_found_by_account_and_sorted(store: Store, proposal: UUID) -> None:
    other, _ = store.do(save_account, None, {"name": "云麓钢铁股份有限公司"})
    second, _ = store.do(actions.save_proposal, None, {"name": "云麓方案", "account": other})
    assert store.ask(queries.proposal_ids) == (second, proposal)
    assert store.ask(queries.proposal_ids, "name", True) == (proposal, second)
    assert store.ask(queries.proposal_ids, typed="青岚") == (proposal,)
    assert store.ask(queries.proposal_ids, account=other) == (second,)
    (row,) = store.ask(queries.proposal_rows, (proposal,), DAY)
    assert (row.account, row.total) == ("青岚能源集团有限公司", 12 * 58_600_000 + 833_333)
