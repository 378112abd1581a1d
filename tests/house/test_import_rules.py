"""The floor plan is kept by the import contracts in pyproject.toml; a contract that catches nothing would be worth nothing."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command(prog_name='lint-imports')"


def contracts() -> dict[str, dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["name"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def linted(folder: Path) -> tuple[int, str]:
    run = subprocess.run(
        [sys.executable, "-c", LINTER, "--no-cache"], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return run.returncode, run.stdout + run.stderr


def test_the_program_keeps_every_contract() -> None:
    code, report = linted(ROOT)
    assert code == 0, report
    assert " 0 broken" in report


def test_every_subject_is_held_to_the_same_rooms() -> None:
    order = [layer for layer in contracts()["House order"]["layers"] if "|" not in layer]
    subjects = set(order) - {"kamdesk.core", "kamdesk.upkeep"}
    assert set(contracts()["Inside a subject"]["containers"]) == subjects
    folders = {f"kamdesk.{path.parent.name}" for path in (ROOT / "kamdesk").glob("*/__init__.py")}
    floors = subjects | {"kamdesk.core", "kamdesk.upkeep", "kamdesk.desk", "kamdesk.cli", "kamdesk.widgets", "kamdesk.paper"}
    assert folders == floors


BREACHES = [
    ("House order", "accounts/queries.py", "from kamdesk.people import queries"),
    ("House order", "core/store.py", "from kamdesk.paper import fonts"),
    ("House order", "widgets/form.py", "import kamdesk.accounts.queries"),
    ("Inside a subject", "accounts/rules.py", "from kamdesk.accounts import tables"),
    ("Inside a subject", "accounts/actions.py", "from kamdesk.accounts import queries"),
    ("Inside a subject", "accounts/tools.py", ""),
    ("Only desk, widgets and pages know Qt", "cli/main.py", "import PySide6.QtCore"),
    ("Only desk, widgets and pages know Qt", "accounts/document.py", "from kamdesk.widgets import form"),
    ("Only desk, widgets and pages know Qt", "upkeep/sample.py", "from PySide6.QtWidgets import QApplication"),
    ("Pages, documents, widgets and paper never touch tables", "accounts/page.py", "from kamdesk.accounts import tables"),
    ("Pages, documents, widgets and paper never touch tables", "paper/fonts.py", "import sqlalchemy"),
    ("Rules are pure", "people/rules.py", "import pikepdf"),
    ("Rules are pure", "people/rules.py", "from kamdesk.core import store"),
    ("Pages are reached by the desk only", "people/page/card.py", "from kamdesk.accounts import page"),
]


def small_house(folder: Path) -> Path:
    """A house of the same plan with one small file in each room."""
    package = folder / "kamdesk"
    for path in (ROOT / "kamdesk").glob("*/__init__.py"):
        (package / path.parent.name).mkdir(parents=True)
        (package / path.parent.name / "__init__.py").touch()
    (package / "__init__.py").touch()
    for subject in ("accounts", "people"):
        for room in ("rules", "tables", "queries", "actions", "document"):
            (package / subject / f"{room}.py").touch()
    (package / "accounts" / "page.py").write_text("from kamdesk.widgets import page\n", encoding="utf-8")
    (package / "people" / "page").mkdir()  # a page may grow into a folder
    for name, line in (("__init__", ""), ("card", ""), ("map", "from kamdesk.people.page import card\n")):
        (package / "people" / "page" / f"{name}.py").write_text(line, encoding="utf-8")
    for name in ("core/store.py", "paper/fonts.py", "widgets/form.py", "widgets/page.py", "cli/main.py", "upkeep/sample.py"):
        (package / name).touch()
    pages = "from kamdesk.accounts import page\nfrom kamdesk.people.page import map\n"
    (package / "desk" / "contents.py").write_text(pages, encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return package


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES, ids=[f"{file}: {line}" for _, file, line in BREACHES])
def test_a_breach_of_a_contract_is_caught(tmp_path: Path, contract: str, file: str, line: str) -> None:
    (small_house(tmp_path) / file).write_text(line + "\n", encoding="utf-8")
    code, report = linted(tmp_path)
    assert code == 1
    assert f"{contract} BROKEN" in report


def test_a_house_without_breaches_passes(tmp_path: Path) -> None:
    small_house(tmp_path)
    code, report = linted(tmp_path)
    assert code == 0, report
