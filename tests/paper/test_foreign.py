"""Scans, certificates and pictures of other people go into our papers, or are refused with a reason."""

import io
import zlib
from collections.abc import Callable
from datetime import date

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from kamdesk.core.picture import Anchor, Box, Curve, Disc, Face, Line, Picture, Poly, Stroke, area_of
from kamdesk.core.picture import Words as Label
from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.paper import merge
from kamdesk.paper.blocks import Align, Block, Drawing, ForeignPages, Heading, Paragraph, Photo
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.frames import Paper, report
from kamdesk.paper.merge import opened
from kamdesk.paper.picture import shortened, svg, text_width

Make = Callable[..., bytes]
Texts = Callable[[bytes], list[str]]


def printed(words: Words, today: date, *blocks: Block) -> Paper:
    return report("投标文件", (Heading("一、正文"), Paragraph("正文"), *blocks, Heading("三、结尾"), Paragraph("完")), words, today)


def ink_box(pdf: bytes, page: int, background: int = 250) -> tuple[int, int, int, int]:
    """Where a page is dark below its header, in points."""
    document = pypdfium2.PdfDocument(pdf)
    bitmap = document[page].render(scale=1).to_pil().convert("L").crop((0, 66, 595, 775))
    document.close()
    box = bitmap.point(lambda value: 255 if value < background else 0).getbbox()
    assert box
    return box


def test_foreign_pages_stand_on_our_numbered_pages(zh: Words, today: date, foreign_pdf: Make, page_texts: Texts) -> None:
    paper = printed(zh, today, ForeignPages(foreign_pdf(3), "营业执照"))
    texts = page_texts(paper.pdf)
    assert paper.pages == 1 + 1 + 3 + 1
    for number in range(3):
        assert f"Scan {number + 1}" in texts[2 + number]
        assert f"第 {3 + number} 页 共 6 页" in texts[2 + number]
    assert any("营业执照" in line and line.split()[-1] == "3" for line in texts[0].split("\n"))
    document = pypdfium2.PdfDocument(paper.pdf)
    marks = {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc()}
    document.close()
    assert marks["营业执照"] == 2
    assert marks["三、结尾"] == 5


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(595, 842), (842, 595), (1684, 2384), (200, 300)])
def test_rotated_pages_and_other_sizes_are_fitted_between_the_margins(
    rotate: int, size: tuple[int, int], zh: Words, today: date, foreign_pdf: Make
) -> None:
    paper = printed(zh, today, ForeignPages(foreign_pdf(1, size, rotate), ""))
    with pikepdf.open(io.BytesIO(paper.pdf)) as pdf:
        page = pdf.pages[2]
        assert [round(float(value)) for value in page.mediabox] == [0, 0, 595, 842]
        form = next(thing for thing in page.resources.XObject.values() if thing.Subtype == "/Form")
        left, bottom, right, top = merge.seen_box(form)
        turned = rotate in (90, 270)
        assert ((right - left) > (top - bottom)) is ((size[0] > size[1]) is not turned)
    left_ink, _, right_ink, _ = ink_box(paper.pdf, 2)
    assert left_ink >= 40
    assert right_ink <= 595 - 40


def test_form_fields_are_flattened_so_that_their_content_is_printed(zh: Words, today: date, foreign_pdf: Make, page_texts: Texts) -> None:
    paper = printed(zh, today, ForeignPages(foreign_pdf(1, field="Filled in by hand"), "表"))
    assert "Filled in by hand" in page_texts(paper.pdf)[2]
    with pikepdf.open(io.BytesIO(paper.pdf)) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_merging_gives_the_same_bytes_twice(zh: Words, today: date, foreign_pdf: Make) -> None:
    scan = foreign_pdf(2, field="x")
    assert printed(zh, today, ForeignPages(scan, "甲")).pdf == printed(zh, today, ForeignPages(scan, "甲")).pdf


def refusal(data: bytes, zh: Words, today: date) -> str:
    with pytest.raises(Refused) as caught:
        printed(zh, today, ForeignPages(data, "营业执照", name="执照.pdf"))
    assert caught.value.facts["name"] == "执照.pdf"
    return caught.value.code


def test_locked_broken_and_empty_files_are_refused(zh: Words, today: date, foreign_pdf: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = foreign_pdf(1)
    assert refusal(foreign_pdf(1, password="secret"), zh, today) == "pdf_locked"
    assert refusal(b"", zh, today) == "pdf_broken"
    assert refusal(b"PK\x03\x04 not a pdf", zh, today) == "pdf_broken"
    assert refusal(b"%PDF-1.7\n" + b"\x00" * 500, zh, today) == "pdf_broken"
    assert refusal(scan[: len(scan) // 3], zh, today) == "pdf_broken"
    empty = io.BytesIO()
    pikepdf.new().save(empty)
    assert refusal(empty.getvalue(), zh, today) == "pdf_empty"
    monkeypatch.setattr(merge, "MOST_PAGES", 3)
    assert refusal(foreign_pdf(4), zh, today) == "pdf_long"
    monkeypatch.setattr(merge, "LARGEST_FILE", 100)
    assert refusal(scan, zh, today) == "pdf_huge"


def test_a_page_that_unpacks_to_gigabytes_is_refused(zh: Words, today: date) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    bomb = zlib.compressobj(9)
    packed = b"".join(bomb.compress(b" " * 1_000_000) for _ in range(80)) + bomb.flush()
    stream = pikepdf.Stream(pdf, packed)
    stream.Filter = pikepdf.Name.FlateDecode
    page.obj.Contents = stream
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    out = io.BytesIO()
    pdf.save(out, compress_streams=False)
    assert len(out.getvalue()) < 300_000
    assert refusal(out.getvalue(), zh, today) == "pdf_huge"


@given(st.integers(0, 900), st.integers(0, 255))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_or_refused_but_never_breaks_us(foreign_pdf: Make, at: int, byte: int) -> None:
    data = bytearray(foreign_pdf(1, field="x"))
    data[at % len(data)] = byte
    assert what_became_of(bytes(data)) in ("read", "pdf_broken", "pdf_locked", "pdf_empty", "pdf_long", "pdf_huge")


def what_became_of(data: bytes) -> str:
    try:
        opened(data, "a.pdf")
    except Refused as refused:
        return refused.code
    return "read"


def a_png(width: int = 300, height: int = 200, mode: str = "RGB", kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), 128 if mode == "L" else None).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGB", "PNG"), ("RGBA", "PNG"), ("L", "PNG"), ("P", "PNG"), ("1", "PNG"), ("RGB", "JPEG"), ("L", "JPEG"), ("CMYK", "JPEG")],
)
def test_pictures_of_all_kinds_are_printed(mode: str, kind: str, zh: Words, today: date, page_texts: Texts) -> None:
    photo = Photo(a_png(mode=mode, kind=kind), caption="图1 现场照片")
    paper = printed(zh, today, photo, photo)
    assert "图1 现场照片" in page_texts(paper.pdf)[1]
    with pikepdf.open(io.BytesIO(paper.pdf)) as pdf:
        images = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"]
        assert len(images) == (2 if mode == "RGBA" else 1)


def test_a_picture_larger_than_the_page_is_scaled_down(zh: Words, today: date) -> None:
    paper = printed(zh, today, Photo(a_png(3000, 6000, "L"), width=2000.0, align=Align.LEFT))
    left, _, right, _ = ink_box(paper.pdf, paper.pages - 1, 200)
    assert left > 60
    assert right < 540


def test_broken_and_huge_pictures_are_refused(zh: Words, today: date) -> None:
    for data, code in ((b"GIF89a", "bad_image"), (a_png()[:200], "bad_image"), (b"", "bad_image"), (a_png(12000, 9000, "1"), "huge_image")):
        with pytest.raises(Refused) as caught:
            printed(zh, today, Photo(data))
        assert caught.value.code == code


PICTURE = Picture(
    300,
    200,
    (
        Box(10, 10, 80, 30, fill="#eef4fc", stroke=Stroke("#2f6fc1"), rounded=4, key="a"),
        Label(50, 29, "欧阳建国总经理兼党委书记", 10, max_width=70, anchor=Anchor.MIDDLE),
        Line((90, 25), (150, 25), Stroke("#333333", 1, (3, 2)), arrow=True),
        Curve((50, 40), (50, 90), (150, 60), (150, 120), Stroke("#c23b3b"), arrow=True, opacity=0.5),
        Disc(150, 130, 9, fill="#2f8a55"),
        Poly(((200, 20), (240, 20), (220, 50)), fill="#c8861a"),
        Label(10, 190, '<b>&"注意"</b>', face=Face.SERIF),
    ),
    title="关系图",
)


def test_a_picture_is_drawn_on_paper_with_its_words(zh: Words, today: date, page_texts: Texts) -> None:
    texts = page_texts(printed(zh, today, Drawing(PICTURE, "图1 关系图")).pdf)
    assert "欧阳建国" in texts[1]
    assert "…" in texts[1]
    assert "图1 关系图" in texts[1]


def test_words_are_shortened_to_their_width() -> None:
    label = PICTURE.shapes[1]
    assert isinstance(label, Label)
    short = shortened(label)
    assert short.endswith("…")
    assert text_width(short, FaceName.HEI, 10) <= 70
    assert shortened(Label(0, 0, "短", max_width=70)) == "短"


def test_svg_stands_for_itself_and_escapes_words() -> None:
    from lxml import etree

    text = svg(PICTURE)
    tree = etree.fromstring(text.encode())
    assert len(tree) == 1 + len(PICTURE.shapes) + 2  # the title, the shapes, two arrow heads
    assert "<b>" not in text
    assert any(node.text == '<b>&"注意"</b>' for node in tree.iter() if node.text)
    assert "href" not in text


def test_areas_hold_what_is_drawn() -> None:
    assert area_of(PICTURE.shapes[0]) == (10, 10, 90, 40)
    assert area_of(PICTURE.shapes[4]) == (141, 121, 159, 139)
    left, top, right, bottom = area_of(PICTURE.shapes[1])
    assert (left, right) == (15, 85)
    assert top < 29 < bottom
