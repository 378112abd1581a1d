"""The relationship map at 500 people: layout, and a frame while zooming; a frame has 20 ms."""

import subprocess
import sys
from collections.abc import Iterator

from tests.bench.figures import ROOT, Row


def rows() -> Iterator[Row]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/bench/map_bench.py"), "500"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    for line in done.stdout.splitlines():
        print(f"  map: {line}")
    yield from ()
