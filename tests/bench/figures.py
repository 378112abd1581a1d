"""One line of the bench, and how several runs become one figure."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "out" / "bench"


@dataclass(frozen=True)
class Row:
    """Ours and the yardstick's in seconds (None: nothing to compare with); goals are the largest ratio and the largest seconds allowed."""

    what: str
    ours: float
    yardstick: float | None = None
    goal_ratio: float | None = None
    goal_seconds: float | None = None

    def line(self) -> str:
        ratio = self.ours / self.yardstick if self.yardstick else None
        goals = []
        if self.goal_ratio is not None and ratio is not None:
            goals.append(f"<= {self.goal_ratio:g}x {'met' if ratio <= self.goal_ratio else 'MISSED'}")
        if self.goal_seconds is not None:
            goals.append(f"<= {self.goal_seconds * 1000:g} ms {'met' if self.ours <= self.goal_seconds else 'MISSED'}")
        shown = f"{self.yardstick * 1000:9.2f} ms" if self.yardstick is not None else f"{'-':>12}"
        factor = f"{ratio:7.2f}x" if ratio is not None else f"{'-':>8}"
        return f"{self.what:<58}{self.ours * 1000:9.2f} ms{shown}{factor}   {', '.join(goals)}"


def median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def p95(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * 0.95) - 1)]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
