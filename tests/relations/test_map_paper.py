"""The map on paper and as a picture: what it says, what a masked one must not say, and names that are too much for it."""

import xml.etree.ElementTree as ET  # our own SVG is read back, nothing foreign
from dataclasses import replace
from datetime import date
from uuid import UUID

import pypdfium2
import pytest

from kamdesk.core.picture import Box, Curve, Picture, Words
from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.relations import queries
from kamdesk.relations.document import map_paper, map_svg, pages, thumbnail
from kamdesk.relations.rules import Layer, TieKind
from kamdesk.relations.rules.drawing import layout_of, picture_of
from kamdesk.relations.rules.looks import DARK, LIGHT, PAPER
from kamdesk.relations.rules.options import SHORT_TIES, STANCES, MapOptions
from kamdesk.relations.rules.sheet import MapSheet, SeatRow
from tests.relations.conftest import House, large_sheet

TODAY = date(2026, 11, 22)
ZH, EN = words_of("zh_CN"), words_of("en")


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range())
            text.close()
            page.close()
        return found
    finally:
        document.close()


def size(pdf: bytes) -> tuple[int, int]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        width, height = document.get_page_size(0)
        return round(width), round(height)
    finally:
        document.close()


def hidden_words(words: object) -> set[str]:
    """Everything a masked print must not say."""
    assert callable(words)
    said = {*STANCES.values(), *SHORT_TIES.values(), *(layer.label for layer in Layer), *(kind.label for kind in TieKind)}
    said |= {"Coach", "Support", "Relationship health", "Contacts covered", "Four affinities"}
    return {words(each) for each in said}


@pytest.fixture
def sheet(store: Store, house: House) -> MapSheet:
    return store.ask(queries.map_sheet, house.account)


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_a_masked_map_says_who_works_there_and_nothing_of_us(sheet: MapSheet, words: object) -> None:
    assert callable(words)
    paper = map_paper(sheet, words, TODAY)  # type: ignore[arg-type]
    (text,) = texts(paper.pdf)
    for name in ("王建国", "总经理", "信息中心主任", "采购部部长"):
        assert name in text
    assert [each for each in hidden_words(words) if each in text] == []
    assert not any(sign in text for sign in "＋○－？")
    assert paper.missing == ()


def test_a_masked_svg_is_the_same_whatever_we_know(sheet: MapSheet) -> None:
    bare = replace(sheet, seats=tuple(replace(seat, layer=None, coach=False, support=None, coverage=None) for seat in sheet.seats), ties=())
    assert map_svg(sheet, ZH) == map_svg(bare, ZH)


def test_an_open_map_says_how_we_stand_and_why(sheet: MapSheet) -> None:
    (text,) = texts(map_paper(sheet, ZH, TODAY, masked=False).pdf)
    for said in ("决策层的王建国支持我们", "关系覆盖", "3/5", "教练", "学缘", "矛盾", "2026", "＋"):
        assert said in text


def test_the_same_map_gives_the_same_bytes(sheet: MapSheet) -> None:
    assert map_paper(sheet, ZH, TODAY).pdf == map_paper(sheet, ZH, TODAY).pdf


def test_paper_grows_with_the_map_and_a_very_large_one_gets_pages_for_its_branches() -> None:
    small, large, huge = (map_paper(large_sheet(people), ZH, TODAY, masked=False) for people in (20, 90, 500))
    assert size(small.pdf) == (842, 595)
    assert size(large.pdf) == (1191, 842)
    assert (small.pages, large.pages) == (1, 1)
    assert 3 < huge.pages < 20


def test_everybody_stands_on_one_of_the_pages() -> None:
    sheet = large_sheet(300)
    seen: set[UUID] = set()
    for _tops, part, folded in pages(sheet, 60):
        places = layout_of(part, folded).places
        seen |= {place.key for place in places}
        assert len(places) <= 130
    assert seen == {seat.id for seat in sheet.seats}


def test_an_empty_map_prints_one_sentence(sheet: MapSheet) -> None:
    assert "关系图上还没有人" in texts(map_paper(replace(sheet, seats=(), ties=()), ZH, TODAY).pdf)[0]


def test_rare_characters_and_endless_names_are_printed_within_their_boxes(sheet: MapSheet) -> None:
    rare = replace(sheet.seats[0], name="䶮㛃", position="总" * 5000)
    long = replace(sheet.seats[1], name="Maximilian " * 450, department="部" * 5000)
    paper = map_paper(replace(sheet, seats=(rare, long, *sheet.seats[2:])), ZH, TODAY, masked=False)
    (text,) = texts(paper.pdf)
    assert "䶮㛃" in text
    assert "Maximilian" in text
    assert "总…" in text
    assert paper.missing == ()
    assert len(text) < 2000


def test_the_svg_is_well_formed_and_holds_every_name_with_its_legend(sheet: MapSheet) -> None:
    awkward = replace(sheet.seats[0], name='<王> & "国"')
    root = ET.fromstring(map_svg(replace(sheet, seats=(awkward, *sheet.seats[1:])), ZH, masked=False))
    said = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert '<王> & "国"' in said
    assert {"周涛", "采购部部长", "教练", "矛盾"} <= set(said)


def boxes(picture: Picture, key: UUID) -> list[Box]:
    return [shape for shape in picture.shapes if isinstance(shape, Box) and shape.key == key.hex]


def test_the_signs_of_a_box(sheet: MapSheet, house: House) -> None:
    picture = picture_of(layout_of(sheet), sheet, MapOptions(looks=LIGHT), ZH)
    unknown = boxes(picture, house.seats["采购部部长"])[0]
    assert unknown.stroke is not None
    assert unknown.stroke.dash
    ring = boxes(picture, house.seats["周涛"])[0]
    assert ring.stroke is not None
    assert ring.stroke.colour == LIGHT.accent
    said = {(shape.key, shape.text) for shape in picture.shapes if isinstance(shape, Words)}
    for name, sign in (("王建国", "＋"), ("李敏", "○"), ("赵强", "－"), ("采购部部长", "？")):
        assert (house.seats[name].hex, sign) in said


def test_ties_stay_off_until_a_kind_is_switched_on_or_somebody_is_chosen(sheet: MapSheet, house: House) -> None:
    def curves(**options: object) -> int:
        picture = picture_of(layout_of(sheet), sheet, MapOptions(**options), ZH)  # type: ignore[arg-type]
        return sum(isinstance(shape, Curve) for shape in picture.shapes)

    assert curves() == 0
    assert curves(ties=frozenset({TieKind.CONFLICTS})) == 1
    assert curves(ties=frozenset(TieKind)) == 2
    assert curves(selected=house.seats["周涛"]) == 1
    assert curves(selected=house.seats["周涛"], masked=True) == 0


def test_choosing_somebody_dims_those_who_have_nothing_to_do_with_them(sheet: MapSheet, house: House) -> None:
    picture = picture_of(layout_of(sheet), sheet, MapOptions(looks=LIGHT, selected=house.seats["周涛"]), ZH)
    inks = {shape.text: shape.colour for shape in picture.shapes if isinstance(shape, Words)}
    assert inks["周涛"] == inks["李敏"] == inks["王建国"] == LIGHT.ink
    assert inks["赵强"] != LIGHT.ink


@pytest.mark.parametrize("looks", [LIGHT, DARK, PAPER], ids=["light", "dark", "paper"])
def test_every_ink_reads_on_its_ground(looks: object) -> None:
    def brightness(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for name in ("ink", "muted", "good", "neutral", "bad", "unknown", *(kind.value for kind in TieKind)):
        one, other = sorted((brightness(getattr(looks, name)), brightness(looks.box)))
        assert (other + 0.05) / (one + 0.05) >= 4.5, name


def test_a_thumbnail_holds_names_and_positions_only() -> None:
    picture = thumbnail(large_sheet(80), ZH)
    said = {shape.text for shape in picture.shapes if isinstance(shape, Words)}
    assert any(len(each) in (2, 3) for each in said)
    assert "董事长、党委书记" in said
    assert said.isdisjoint(hidden_words(ZH) | set("＋○－？"))


def test_somebody_retired_is_faded_and_said_so() -> None:
    row = SeatRow(UUID(int=1), None, UUID(int=2), "老陈", "原总经理", retired=True)
    sheet = MapSheet(UUID(int=3), UUID(int=4), "某公司", seats=(row,))
    picture = picture_of(layout_of(sheet), sheet, MapOptions(looks=LIGHT), ZH)
    inks = {shape.text: shape.colour for shape in picture.shapes if isinstance(shape, Words)}
    assert inks["老陈"] != LIGHT.ink
    assert "已离任" in inks
