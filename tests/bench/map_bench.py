"""Measures the relationship map at 500 people: layout, picture, frames while zooming, panning and dragging, and an edit to its repaint.

Run by hand: `python tests/bench/map_bench.py [people] [light|dark] [ties]`. Times are for this machine; a frame should stay under 20 ms.
"""

import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QPoint, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from kamdesk.core.words import words_of  # noqa: E402
from kamdesk.relations import actions  # noqa: E402
from kamdesk.relations.rules import TieKind  # noqa: E402
from kamdesk.relations.rules.drawing import layout_of, picture_of  # noqa: E402
from kamdesk.relations.rules.looks import DARK as DARK_LOOKS  # noqa: E402
from kamdesk.relations.rules.looks import LIGHT as LIGHT_LOOKS  # noqa: E402
from kamdesk.relations.rules.options import MapOptions  # noqa: E402
from kamdesk.relations.rules.sheet import MapSheet  # noqa: E402
from kamdesk.widgets.picture import PictureView  # noqa: E402
from kamdesk.widgets.theme import wear  # noqa: E402
from kamdesk.widgets.tokens import DARK, LIGHT  # noqa: E402


def invented(people: int) -> MapSheet:
    place = ROOT / "tests" / "relations" / "conftest.py"
    spec = importlib.util.spec_from_file_location("relations_conftest", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    sheet: MapSheet = module.large_sheet(people)
    return sheet


def timed(label: str, deed: Callable[[], object], times: int = 9) -> None:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        deed()
        spent.append((time.perf_counter() - start) * 1000)
    print(f"{label:34} median {median(spent):7.1f} ms   worst {max(spent):7.1f} ms")


def zoomed(view: PictureView) -> None:
    view.zoom(1.02)
    view.viewport().repaint()


def settled(view: PictureView) -> None:
    """What follows the last frame of a zoom: the picture becomes sharp band by band, each band a frame."""
    spent = []
    while view._glide is not None:
        start = time.perf_counter()
        view._settle()
        QApplication.processEvents()
        spent.append((time.perf_counter() - start) * 1000)
    print(f"{'drawn sharp, one frame of it':34} median {median(spent or [0.0]):7.1f} ms   worst {max(spent or [0.0]):7.1f} ms")


def dragged(view: PictureView) -> None:
    """A box goes along with the pointer, one frame."""
    shown = view.keys()
    key = next(key for key in shown if view.piece_at(view.place_of(key)) is not None)
    here = view.place_of(key)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=here)
    steps = iter(range(1, 26))

    def step() -> None:
        QTest.mouseMove(view.viewport(), here + QPoint(7 * next(steps), 4))
        view.viewport().repaint()

    timed("drag, one frame", step, 25)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=here)


def edited(sheet: MapSheet, application: QApplication) -> None:
    """From the verb to the repainted map, in a real encrypted file."""
    from kamdesk.core.store import Store
    from kamdesk.relations.page import MapPanel
    from kamdesk.widgets.desk import Desk
    from tests.relations.conftest import write_sheet

    with tempfile.TemporaryDirectory() as folder:
        store, _code = Store.create(Path(folder) / "bench.kamdesk", "a long passphrase for the bench")
        account, seats = store.do(write_sheet, sheet)[0]
        desk = Desk(store, words_of("zh_CN"), lambda: date(2026, 11, 22))
        panel = MapPanel(desk)
        panel.resize(1400, 800)
        panel.show_item(account)
        panel.show()
        panel.tools.rows_asked.emit(0)  # everybody is open
        application.processEvents()
        bosses = iter(seats[2:40])

        def move() -> None:
            desk.do(actions.move_seat, seats[-1], next(bosses))
            panel.view.viewport().repaint()

        def add() -> None:
            desk.do(actions.seat_somebody, account, None, {"duty": "新设岗位", "reports_to": next(bosses)})
            panel.view.viewport().repaint()

        def judge() -> None:
            desk.do(actions.save_seat, next(bosses), {"support": 1})
            panel.view.viewport().repaint()

        timed("edit to repaint: moved", move, 7)
        timed("edit to repaint: somebody new", add, 7)
        timed("edit to repaint: support changed", judge, 7)
        panel.close()
        desk.jobs.close()
        store.close()


def panned(view: PictureView) -> None:
    bar = view.horizontalScrollBar()
    bar.setValue(bar.value() + 13)
    view.viewport().repaint()


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    dark = "dark" in sys.argv
    application = QApplication([])
    wear(application, DARK if dark else LIGHT)
    sheet = invented(people)
    ties = frozenset(TieKind) if "ties" in sys.argv else frozenset[TieKind]()
    options = MapOptions(looks=DARK_LOOKS if dark else LIGHT_LOOKS, ties=ties)
    words = words_of("zh_CN")
    layout = layout_of(sheet)
    picture = picture_of(layout, sheet, options, words)
    timed(f"layout of {people} people", lambda: layout_of(sheet))
    timed("picture of it", lambda: picture_of(layout, sheet, options, words))
    view = PictureView()
    view.resize(1200, 760)
    view.show()
    timed("onto the screen", lambda: view.show_picture(picture, own_colours=True), 5)
    application.processEvents()
    frame = view.viewport().repaint
    view.fit()
    timed("first frame, everything fitted", frame, 1)
    far = picture_of(layout, sheet, replace(options, far=True), words)
    for size in (None, 0.35, 0.6, 1.0, 1.5):
        view.show_picture(far if size is None or size < 0.5 else picture, own_colours=True)
        view.fit()
        if size is not None:
            view.zoom(size / view.transform().m11())
        print(f"-- at {view.transform().m11():.2f}")
        application.processEvents()
        timed("zoom, one frame", partial(zoomed, view), 25)
        settled(view)
        timed("pan, one frame", partial(panned, view), 25)
    view.set_draggable(True)
    dragged(view)
    edited(sheet, application)


if __name__ == "__main__":
    main()
