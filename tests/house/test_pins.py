"""Every machine installs the same, checked packages, from whatever source it is set up with; each has its reason written down."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
DEVELOPMENT = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]

# What a package is called where it is imported, when that differs from its name.
IMPORTED_AS = {
    "pyside6-essentials": "PySide6",
    "argon2-cffi": "argon2",
    "pillow": "PIL",
    "markdown-it-py": "markdown_it",
    "python-calamine": "python_calamine",
}


def pins() -> dict[str, tuple[Requirement, list[str]]]:
    """name → (requirement, hashes) of the constraints file."""
    found: dict[str, tuple[Requirement, list[str]]] = {}
    text = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        stated, *hashes = re.split(r"\s+--hash=", line.strip())
        if stated and not stated.startswith("#"):
            requirement = Requirement(stated)
            found[canonicalize_name(requirement.name)] = (requirement, hashes)
    return found


def test_every_pin_is_exact_and_has_hashes() -> None:
    assert len(pins()) > 40
    for name, (requirement, hashes) in pins().items():
        assert re.fullmatch(r"==[^*]+", str(requirement.specifier)), name
        assert requirement.url is None, name
        assert hashes, name
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), name


@pytest.mark.parametrize("wanted", RUNTIME + DEVELOPMENT, ids=lambda requirement: requirement.name)
def test_a_pin_lies_in_the_range_that_the_project_asks_for(wanted: Requirement) -> None:
    requirement, _ = pins()[canonicalize_name(wanted.name)]
    (exact,) = requirement.specifier
    assert Version(exact.version) in wanted.specifier


def imported() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "kamdesk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found


def test_exactly_the_declared_packages_are_used() -> None:
    import sys

    declared = {IMPORTED_AS.get(canonicalize_name(wanted.name), canonicalize_name(wanted.name)) for wanted in RUNTIME}
    used = {name for name in imported() if name not in sys.stdlib_module_names and name != "kamdesk"}
    assert used - {"shiboken6"} == declared


def test_every_dependency_has_its_reason_and_its_notice() -> None:
    reasons = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text(encoding="utf-8").lower()
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8").lower()
    assert [wanted.name for wanted in RUNTIME + DEVELOPMENT if f"`{wanted.name.lower()}`" not in reasons] == []
    assert [wanted.name for wanted in RUNTIME if wanted.name.lower() not in notice] == []
