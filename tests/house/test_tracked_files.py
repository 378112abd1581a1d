"""The repository says nothing about the machine it was written on, and its papers keep up with it."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = {".py", ".toml", ".md", ".txt", ".sh", ".po", ".json", ".svg", ".css", ".qss", ".html", ".cfg", ".yml", ".yaml", ""}

MADE = re.compile(r"(^|/)(\.venv|\.wheels|\.yardsticks|out|build|dist|__pycache__)/|\.(mo|pyc|whl|log)$")

# Put together here so that this file does not find itself.
FORBIDDEN = {
    "a package index": "|".join(
        ("pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(org|com)", "deb" + r"\.debian", r"--(extra-)?index" + "-url")
    ),
    "a local package folder": "|".join(("file:" + "///", "/opt/" + "(pypi|wheels)")),
    "a path of one machine": "|".join(("/" + "work/", "/" + "root/", "/tmp/" + "kam")),
    "a mark of unfinished work": "|".join(("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error")),
}


def tracked() -> list[Path]:
    """The files under version control; in an unpacked source archive, all of them."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if path.is_file() and not MADE.search(path.relative_to(ROOT).as_posix())]
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_names(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = []
    for path in tracked():
        if path.suffix not in TEXT or (path.name == "constraints.txt" and what != "a package index"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()[:100]}")
    assert found == []


def test_nothing_that_is_made_is_tracked() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [name for name in names if MADE.search(name)] == []


def project() -> dict[str, str]:
    settings: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return settings


def test_the_changelog_tells_of_the_current_version() -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert newest is not None
    assert newest.group(1) == project()["version"]


def test_the_architecture_names_every_room() -> None:
    plan = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (ROOT / "kamdesk").glob("*/__init__.py")}
    assert {room for room in rooms if f"{room}/" not in plan} == set()


def test_the_readme_tells_the_two_commands_and_every_link_leads_somewhere() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make run" in readme
    links = re.findall(r"\]\(([^)#:]+)\)", readme)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_fonts_and_icons_have_their_licence_beside_them_and_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "Lucide" in notice
    assert "ISC" in notice
    assert "Noto" in notice
    assert "SIL Open Font License" in notice
    assert (ROOT / "resources" / "icons" / "LICENSE").is_file()
    assert list((ROOT / "resources" / "fonts").glob("OFL*"))
    for font in (ROOT / "resources" / "fonts").glob("*.ttf"):
        assert font.name in notice, f"{font.name} is not in NOTICE"


def test_every_icon_follows_the_colour_of_its_text() -> None:
    icons = sorted((ROOT / "resources" / "icons").glob("*.svg"))
    assert len(icons) >= 60
    for icon in icons:
        drawing = icon.read_text(encoding="utf-8")
        assert 'stroke="currentColor"' in drawing, icon.name
        assert 'viewBox="0 0 24 24"' in drawing, icon.name
