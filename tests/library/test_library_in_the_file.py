"""Our company, texts, certificates and encrypted files through a real workspace."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.accounts.actions import save_account
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.library import actions, queries
from kamdesk.library.rules import EXPIRY_WARNING_DAYS, Topic, Validity, plain_size, validity

TODAY = date(2026, 11, 22)


def test_our_company_is_one_row_whoever_saves_it(store: Store) -> None:
    assert store.ask(queries.company).id is None
    store.do(actions.save_company, None, {"name": "岭南智配电气有限公司"})
    store.do(actions.save_company, None, {"rep_name": "林晓"})
    sheet = store.ask(queries.company)
    assert (sheet.said("name"), sheet.said("rep_name"), sheet.said("fax")) == ("岭南智配电气有限公司", "林晓", "")
    with pytest.raises(Refused, match="credit_code_length") as refused:
        store.do(actions.save_company, sheet.id, {"credit_code": "123"})
    assert refused.value.field == "credit_code"


def test_texts_stand_by_topic_and_are_found_by_pinyin_and_by_content(store: Store) -> None:
    store.do(actions.save_text, None, {"name": "售后服务承诺", "topic": Topic.SERVICE, "body": "七乘二十四小时响应"})
    store.do(actions.save_text, None, {"name": "公司简介", "topic": Topic.COMPANY, "body": "成立于一九九八年"})
    store.do(actions.save_text, None, {"name": "杂项", "body": "无"})

    def names(**how: object) -> list[str]:
        return [row.name for row in store.ask(queries.text_rows, store.ask(queries.text_ids, **how))]  # type: ignore[arg-type]

    assert names() == ["公司简介", "售后服务承诺", "杂项"]
    assert names(sort="name", descending=True) == ["杂项", "售后服务承诺", "公司简介"]
    assert names(typed="gsjj") == ["公司简介"]
    assert names(typed="小时响应") == ["售后服务承诺"]


def test_certificates_that_end_first_stand_first(store: Store) -> None:
    for name, ends in (("型式试验报告", None), ("承装许可证", TODAY - timedelta(days=1)), ("质量体系认证", TODAY + timedelta(days=30))):
        store.do(actions.save_certificate, None, {"name": name, "valid_to": ends})
    rows = store.ask(queries.certificate_rows, store.ask(queries.certificate_ids), TODAY)
    assert [(row.name, row.validity, row.days_left) for row in rows] == [
        ("承装许可证", Validity.EXPIRED, -1), ("质量体系认证", Validity.EXPIRING, 30), ("型式试验报告", Validity.OPEN_ENDED, None),
    ]  # fmt: skip


def test_a_certificate_that_ends_before_it_starts_is_refused_whether_new_or_changed(store: Store) -> None:
    days = {"valid_from": TODAY, "valid_to": TODAY - timedelta(days=1)}
    with pytest.raises(Refused, match="ends_before_start"):
        store.do(actions.save_certificate, None, {"name": "许可证"} | days)
    assert store.ask(queries.certificate_ids) == ()
    certificate = store.do(actions.save_certificate, None, {"name": "许可证", "valid_from": TODAY})[0]
    with pytest.raises(Refused, match="ends_before_start"):
        store.do(actions.save_certificate, certificate, {"valid_to": TODAY - timedelta(days=1)})
    assert store.ask(queries.certificate_values, certificate)["valid_to"] is None


def test_a_file_is_kept_encrypted_with_its_card_renamed_and_removed(store: Store, tmp_path: Path) -> None:
    account = store.do(save_account, None, {"name": "松岭集团"})[0]
    source = tmp_path / "单线图.pdf"
    source.write_bytes(b"%PDF-1.7 " + b"x" * 3000)
    kept = store.files.keep(source)
    file = store.do(actions.attach_file, kept, source.name, "account", account)[0]
    (row,) = store.ask(queries.attachments_of, "account", account)
    assert (row.id, row.name, row.size, row.added_on) == (file, "单线图.pdf", 3009, TODAY)
    assert store.files.content(row.content) == source.read_bytes()
    assert b"%PDF" not in store.files.path(row.content).read_bytes()
    store.do(actions.rename_file, file, {"name": "一次单线图.pdf", "size": 1, "note": "第二版"})
    assert (store.ask(queries.attachment, file).name, store.ask(queries.attachment, file).size) == ("一次单线图.pdf", 3009)
    store.do(actions.remove_file, file)
    assert store.ask(queries.attachments_of, "account", account) == ()
    store.undo()
    assert len(store.ask(queries.attachments_of, "account", account)) == 1


@given(st.none() | st.dates(), st.none() | st.dates())
def test_a_certificate_is_good_through_its_last_day(start: date | None, end: date | None) -> None:
    state = validity(start, end, TODAY)
    assert (state is Validity.EXPIRED) == (end is not None and end < TODAY)
    if state is Validity.EXPIRING:
        assert end is not None
        assert 0 <= (end - TODAY).days <= EXPIRY_WARNING_DAYS


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (999, "999 B"), (2048, "2.0 KB"), (34_816, "34 KB"), (2_516_582, "2.4 MB"), (327_155_712, "312 MB")]
)
def test_sizes_read_well(size: int, text: str) -> None:
    assert plain_size(size) == text
