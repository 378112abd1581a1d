"""The map on the sheet that was asked for: one page, a wall of tiles, the clipboard, the command line."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kamdesk.cli.maps import printed_map
from kamdesk.cli.orders import MapSheet, Order
from kamdesk.core.picture import Box, Picture, Poly, Stroke
from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.relations import queries
from kamdesk.relations.document import map_paper
from kamdesk.relations.document.sheets import SheetChoice, Size
from kamdesk.relations.page.exporting import copy_picture, print_job
from kamdesk.relations.rules.tiling import clipped, tile_picture, tiles, wall_picture
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.tokens import LIGHT
from tests.relations.conftest import House, large_sheet

TODAY = date(2026, 11, 22)
ZH = words_of("zh_CN")


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


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return {(round(width), round(height)) for width, height in map(document.get_page_size, range(len(document)))}
    finally:
        document.close()


@pytest.mark.parametrize(
    ("choice", "size"),
    [
        (SheetChoice(Size.A4), (842, 595)),
        (SheetChoice(Size.A4, portrait=True), (595, 842)),
        (SheetChoice(Size.A3), (1191, 842)),
        (SheetChoice(Size.A3, portrait=True), (842, 1191)),
    ],
)
def test_a_map_of_any_size_stands_on_the_one_sheet_that_was_asked_for(choice: SheetChoice, size: tuple[int, int]) -> None:
    paper = map_paper(large_sheet(60), ZH, TODAY, masked=False, choice=choice)
    assert paper.pages == 1
    assert sizes(paper.pdf) == {size}
    assert paper.missing == ()


def test_tiles_hold_everybody_whole_and_say_how_they_go_together() -> None:
    sheet = large_sheet(90)
    paper = map_paper(sheet, ZH, TODAY, masked=True, choice=SheetChoice(Size.A4, tiled=True))
    pages = texts(paper.pdf)
    assert len(pages) == paper.pages > 4
    assert f"共 {paper.pages - 1} 张" in pages[0]
    for number, page in enumerate(pages[1:], 1):
        assert f"{number}/{paper.pages - 1} · " in page
    shown = "".join(pages[1:])
    assert [seat.name for seat in sheet.seats if seat.name and seat.name not in shown] == []
    assert not any(sign in shown for sign in ("＋", "教练", "决策层"))


@given(st.floats(50, 9000), st.floats(50, 9000), st.floats(300, 1500), st.floats(200, 1500))
@settings(max_examples=60, deadline=None)
def test_every_box_is_whole_on_some_tile_wherever_it_stands(width: float, height: float, wide: float, high: float) -> None:
    overlap = (164.0, 80.0)
    wall = tiles(width, height, (wide, high), overlap)
    assert len({tile.name for tile in wall}) == len(wall)
    for left in {0.0, width * 0.31, max(0.0, width - 148)}:
        for top in {0.0, height * 0.57, max(0.0, height - 64)}:
            if left + 148 <= width and top + 64 <= height:
                held = [
                    tile
                    for tile in wall
                    if tile.area[0] <= left + 0.01 and left + 148 <= tile.area[2] + 0.01
                    and tile.area[1] <= top + 0.01 and top + 64 <= tile.area[3] + 0.01
                ]
                assert held


def test_lines_are_cut_at_the_edge_of_a_tile_and_boxes_are_not() -> None:
    line = Poly(((0.0, 50.0), (1000.0, 50.0)), None, Stroke("#000000"), closed=False)
    picture = Picture(1000, 300, (line, Box(480, 20, 148, 64, key="seat")), "map")
    wall = tiles(1000, 300, (600, 300), (164, 80))
    drawn = [tile_picture(picture, tile, wall) for tile in wall]
    assert [any(isinstance(shape, Box) for shape in tile.shapes) for tile in drawn] == [False, True]
    for tile in drawn:
        for shape in tile.shapes:
            if isinstance(shape, Poly):
                assert all(-0.01 <= x <= 600.01 and -0.01 <= y <= 300.01 for x, y in shape.points)
    assert clipped((0, 0), (10, 10), (20, 20, 30, 30)) is None
    assert [tile.name for tile in wall] == ["A1", "A2"]
    assert wall_picture(picture, wall, 400.0).width == 400.0


@pytest.fixture
def desk(store: Store, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    theme.wear(qapp, LIGHT)
    made = Desk(store, ZH, lambda: TODAY)
    yield made
    made.jobs.close()


def test_the_clipboard_holds_svg_png_and_pdf_masked_unless_asked(desk: Desk, house: House, qtbot: QtBot) -> None:
    sheet = desk.ask(queries.map_sheet, house.map)
    for masked in (True, False):
        with qtbot.waitSignal(desk.told):
            copy_picture(desk, sheet, masked)
        data = QGuiApplication.clipboard().mimeData()
        assert {"image/svg+xml", "image/png", "application/pdf"} <= set(data.formats())
        drawn = bytes(data.data("image/svg+xml").data()).decode()
        assert "王建国" in drawn
        assert ("教练" in drawn) is not masked
        assert bytes(data.data("application/pdf").data()).startswith(b"%PDF")
        assert Image.open(BytesIO(bytes(data.data("image/png").data()))).width > 400


def test_the_window_offers_every_sheet(desk: Desk, house: House) -> None:
    papers = print_job(desk.ask(queries.map_sheet, house.map), ZH).papers
    assert len(papers) == 7
    assert len({paper.file_name for paper in papers}) == 7


def test_the_command_line_prints_tiles_and_pictures(store: Store, house: House) -> None:
    pdf, report = printed_map(store, house.account, Order(ZH, TODAY, sheet=MapSheet("a3", portrait=True, tiled=True)))
    assert report["pages"] == 1  # five people need no wall
    assert sizes(pdf) == {(842, 1191)}
    png, _report = printed_map(store, house.account, Order(ZH, TODAY, ending=".png", sheet=MapSheet(tiled=True)))
    assert Image.open(BytesIO(png)).size == (2339, 1654)
    svg, _report = printed_map(store, house.account, Order(ZH, TODAY, masked=False, ending=".svg"))
    assert "教练" in svg.decode()
