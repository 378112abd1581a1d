"""Files and functions stay small enough to be read in one go, and are named for what they do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_WINDOW = 500, 60, 400

# What may be longer for now: path (and function) → (most lines, since when, why). An exception no longer needed must go.
EXCEPTIONS: dict[str, tuple[int, str, str]] = {}

EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "base", "common", "misc"}


def sources() -> list[Path]:
    return [path for folder in ("kamdesk", "packaging", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions() -> Iterator[tuple[str, int]]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{named(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(lengths: Iterator[tuple[str, int]], longest: int) -> list[str]:
    return [f"{name} has {length} lines" for name, length in lengths if length > EXCEPTIONS.get(name, (longest, "", ""))[0]]


def test_no_file_is_longer_than_500_lines() -> None:
    assert too_long(((named(path), lines_of(path)) for path in sources()), LONGEST_FILE) == []


def test_no_function_is_longer_than_60_lines() -> None:
    assert too_long(functions(), LONGEST_FUNCTION) == []


def test_the_window_stays_under_400_lines() -> None:
    windows = [path for path in (ROOT / "kamdesk" / "desk").rglob("*.py") if "window" in path.stem]
    assert windows
    assert too_long(((named(path), lines_of(path)) for path in windows), LONGEST_WINDOW) == []


def test_every_exception_is_dated_and_still_needed() -> None:
    lengths = {named(path): lines_of(path) for path in sources()} | dict(functions())
    for name, (_, since, why) in EXCEPTIONS.items():
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", since), name
        assert why, name
        longest = LONGEST_FUNCTION if ":" in name else LONGEST_WINDOW if "window" in name else LONGEST_FILE
        assert lengths.get(name, 0) > longest, f"{name} is short again: its exception must go"


def words_in(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


@pytest.mark.parametrize(("name", "empty"), [("form_utils", True), ("FontManager", True), ("database", False), ("BidPage", False)])
def test_words_in_a_name_are_told_apart(name: str, empty: bool) -> None:
    assert bool(words_in(name) & EMPTY_NAMES) is empty


def test_no_module_or_class_has_a_name_that_says_nothing() -> None:
    said = [(named(path), path.stem) for path in sources()]
    said += [(named(path.parent), path.parent.name) for path in sources()]
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said += [(f"{named(path)}:{node.name}", node.name) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert sorted({place for place, name in said if words_in(name) & EMPTY_NAMES}) == []


def test_packages_begin_empty() -> None:
    """An __init__.py that imports would drag Qt into the command line; a room that became a folder begins with what others use of it."""
    rooms = {"page", "document", "actions", "queries", "rules"}
    begins = [path for path in (ROOT / "kamdesk").rglob("__init__.py") if path.parent.name not in rooms]
    assert [named(path) for path in begins if path.read_text(encoding="utf-8").strip()] == []
