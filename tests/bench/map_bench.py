"""Measures the relationship map at 500 people: layout, picture, and what a frame costs while zooming and panning.

Run by hand: `python tests/bench/map_bench.py [people] [light|dark] [ties]`. Times are for this machine; a frame should stay under 20 ms.
"""

import importlib.util
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QApplication  # noqa: E402

from kamdesk.core.words import words_of  # noqa: E402
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
    """What follows the last frame of a zoom."""
    view._settle()
    view.viewport().repaint()


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
        timed("drawn sharp when the hand rests", partial(settled, view), 1)
        timed("pan, one frame", partial(panned, view), 25)


if __name__ == "__main__":
    main()
