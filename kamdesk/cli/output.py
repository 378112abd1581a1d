"""What the command line says: plain text that lines up though Chinese is twice as wide, or JSON for other programs."""

import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kamdesk.core.places import refusal

_WIDEST = 44


@dataclass(frozen=True, slots=True)
class Output:
    """Where results go: `as_json` prints one JSON value, else text; nothing is printed to stdout but the result."""

    as_json: bool

    def value(self, value: Any, text: str) -> None:
        """One result: its JSON value, and the same as text."""
        print_line(json.dumps(value, ensure_ascii=not _says_everything(), indent=2, default=str) if self.as_json else text)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], values: Sequence[Mapping[str, Any]]) -> None:
        self.value(list(values), aligned([heads, *rows]) if rows else "")


def at_most(limit: int) -> int:
    """A typed --limit as a query takes it."""
    return min(max(1, limit), 1_000_000)


def print_line(text: str) -> None:
    """Print, whatever the terminal's encoding can show."""
    if not text:
        return
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
        sys.stdout.flush()  # that nobody reads on, or that the disk is full, shows here, not when the program has ended already
    except BrokenPipeError:
        raise
    except OSError as failure:
        raise refusal(failure, Path("stdout")) from failure


def _says_everything() -> bool:
    """False where only some characters can be written: JSON escapes the others then, so that nothing is lost to who reads it."""
    return (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")


def width(text: str) -> int:
    """Columns on a terminal: wide and full-width characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def cut(text: str, most: int = _WIDEST) -> str:
    """One line of at most `most` columns, an ellipsis where it was longer."""
    text = " ".join(text.split())
    if width(text) <= most:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > most - 1:
            break
        kept += char
    return kept + "…"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as columns, two spaces apart."""
    cells = [[cut(cell) for cell in row] for row in rows]
    widths = [max(width(row[i]) for row in cells) for i in range(len(cells[0]))]
    lines = ("  ".join(cell + " " * (widths[i] - width(cell)) for i, cell in enumerate(row)).rstrip() for row in cells)
    return "\n".join(lines)
