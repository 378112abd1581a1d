"""The bid read back from its PDF: every form in its order, one price everywhere, scans with pages numbered on."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from kamdesk.bids.document import bid_paper, forms
from kamdesk.bids.rules import Answer, BidSheet, Deviation, Scan, Signing
from kamdesk.core import money
from kamdesk.core.ids import new_id
from kamdesk.core.problems import Refused, sentence
from kamdesk.core.words import Language, words_of
from kamdesk.tenders.rules import ClauseKind

DAY = date(2026, 11, 22)
ZH, EN = words_of(Language.ZH), words_of(Language.EN)


def scan(pages: int, width: float = 595.0, height: float = 842.0) -> bytes:
    """A foreign PDF of empty pages."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(width, height))
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def texts(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    document.close()
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture
def scans(whole_bid: BidSheet) -> dict[object, bytes]:
    return {each.attachment: scan(2) for each in whole_bid.scans}


def made(sheet: BidSheet, scans: dict[object, bytes], words: object = ZH) -> list[str]:
    return texts(bid_paper(sheet, words, DAY, scans).pdf)  # type: ignore[arg-type]


def test_every_form_stands_in_its_order_on_a_page_of_its_own(whole_bid: BidSheet, scans: dict[object, bytes]) -> None:
    text = [squeezed(page) for page in made(whole_bid, scans)]
    titles = (
        "一、投标函", "二、法定代表人身份证明", "三、授权委托书", "四、开标一览表", "五、分项报价表", "六、商务偏离表", "七、技术偏离表",
        "八、技术部分", "九、资格证明及其他附件",
    )  # fmt: skip
    starts = [next(number for number, page in enumerate(text) if title in page and number > 1) for title in titles]
    assert starts == sorted(set(starts))
    assert "投标文件" in text[0]
    assert "（正本）" in text[0]
    assert "（副本）" in squeezed(texts(bid_paper(whole_bid, ZH, DAY, scans, copy=True).pdf)[0])  # type: ignore[arg-type]


def test_the_contents_name_the_true_page_of_forms_and_scans(whole_bid: BidSheet, scans: dict[object, bytes]) -> None:
    second = Scan(new_id(), "型式试验报告", new_id(), "report.pdf")
    sheet = replace(whole_bid, scans=(*whole_bid.scans, second))
    bare = made(sheet, scans | {second.attachment: scan(3)})
    text = [squeezed(page) for page in bare]
    total = len(text) - 1
    for number, page in enumerate(text[1:], 1):
        assert f"第{number}页共{total}页" in page
    entries = {squeezed(name): number for name, number in re.findall(r"^([^\d\n]+?)\s+(\d+)$", bare[1], re.MULTILINE)}
    assert {"一、投标函", "九、资格证明及其他附件", "营业执照", "型式试验报告"} <= set(entries)
    for heading, number in entries.items():
        assert heading in text[int(number)], heading
    assert int(entries["型式试验报告"]) == int(entries["营业执照"]) + 2
    assert total == int(entries["型式试验报告"]) + 2


def test_the_price_is_the_same_in_figures_and_capitals_wherever_it_stands(whole_bid: BidSheet, scans: dict[object, bytes]) -> None:
    text = squeezed("".join(made(whole_bid, scans)))
    figures, capitals = money.yuan(whole_bid.total), money.capitals(whole_bid.total)
    assert text.count(capitals) == 3  # letter, opening schedule, price table
    assert text.count(figures) == 4  # the same and {{total}} in the technical part
    found = {money.read_capitals(each) for each in re.findall("人民币[壹贰叁肆伍陆柒捌玖][零-龥]*?(?:整|分|角)(?!分|角)", text)}
    assert found <= {whole_bid.total, whole_bid.bond}


def test_names_and_number_of_the_tender_stand_as_they_were_entered(whole_bid: BidSheet, scans: dict[object, bytes]) -> None:
    text = [squeezed(page) for page in made(whole_bid, scans)]
    letter = next(page for page in text if "一、投标函" in page and "致：" in page)
    for name in ("致：青岚能源集团有限公司", "青岚能源35kV变电站开关柜采购", "QL-2026-035", "90天", "合同签订后60天内", "13%", "银行保函"):
        assert name in letter
    authority = next(page for page in text if "三、授权委托书" in page and "致：" in page)
    for name in ("周启明", "林晓舟", "大客户经理", "2026年12月1日", "2027年3月31日", "代理人无转委托权", "委托代理人（签字）"):
        assert name in authority


def test_a_representative_who_signs_needs_no_power_of_attorney(whole_bid: BidSheet, scans: dict[object, bytes]) -> None:
    text = squeezed("".join(made(replace(whole_bid, signing=Signing.REPRESENTATIVE, scans=()), scans)))
    assert "授权委托书" not in text
    assert "三、开标一览表" in text
    assert "资格证明及其他附件" not in text


def test_deviation_tables_of_thousands_of_rows_repeat_their_header_and_mark_stars(whole_bid: BidSheet, scans: dict[object, bytes]) -> None:
    rows = tuple(
        Answer(new_id(), f"3.{place}", ClauseKind.TECHNICAL, place % 10 == 0, f"第{place}项要求", f"第{place}项响应", Deviation.NONE)
        for place in range(1, 1001)
    )
    text = [squeezed(page) for page in made(replace(whole_bid, answers=rows), scans)]
    with_rows = [page for page in text if "项响应" in page]
    assert len(with_rows) > 20
    assert all("条款号" in page and "投标响应" in page and "偏离" in page for page in with_rows)
    assert "★第1000项要求" in "".join(text)
    assert "响应招标文件的全部要求。" in "".join(text)  # the commercial table has no clauses


def test_missing_data_stands_as_a_visible_gap(whole_bid: BidSheet, scans: dict[object, bytes]) -> None:
    bare = replace(whole_bid, agent_name="", validity_days=None, bond=None)
    text = squeezed("".join(made(bare, scans)))
    assert "〔委托代理人〕" in text
    assert "〔投标有效期〕" in text
    assert "（如有要求）" in text


def test_an_english_bid_has_its_forms_in_english_and_the_capitals_in_chinese(whole_bid: BidSheet, scans: dict[object, bytes]) -> None:
    text = "".join(made(whole_bid, scans, EN))
    for title in ("1. Bid letter", "3. Power of attorney", "4. Opening schedule", "7. Table of technical deviations"):
        assert title in text
    assert money.capitals(whole_bid.total) in squeezed(text)


def test_the_same_bid_gives_the_same_bytes(whole_bid: BidSheet, scans: dict[object, bytes]) -> None:
    first, second = (bid_paper(whole_bid, ZH, day, scans).pdf for day in (DAY, date(2027, 1, 1)))  # type: ignore[arg-type]
    assert first == second  # its own date counts, not today's


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(scan(1))) as plain:
        kept = io.BytesIO()
        plain.save(kept, encryption=pikepdf.Encryption(owner="o", user="u"))
        return kept.getvalue()


BAD = ((b"%PDF-1.7 torn", "pdf_broken"), (b"", "pdf_broken"), (locked(), "pdf_locked"), (None, "scan_missing"))


@pytest.mark.parametrize(("content", "code"), BAD)
def test_a_bad_scan_is_refused_by_its_name(whole_bid: BidSheet, content: bytes | None, code: str, tmp_path: Path) -> None:
    scans = {} if content is None else {whole_bid.scans[0].attachment: content}
    with pytest.raises(Refused) as refused:
        bid_paper(whole_bid, ZH, DAY, scans)
    assert refused.value.code == code
    assert "营业执照" in sentence(refused.value, ZH)


def test_every_text_of_a_form_stands_in_both_languages() -> None:
    def walk(node: object) -> None:
        if isinstance(node, dict):
            if "zh_CN" in node or "en" in node:
                assert node.get("zh_CN")
                assert node.get("en")
                both = str(node["zh_CN"]), str(node["en"])
                assert {*re.findall(r"{(\w+)}", both[0])} == {*re.findall(r"{(\w+)}", both[1])}
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(forms())
