"""What is shipped is the wheel: installed alone, away from the checkout and without a network, it must do what the checkout does."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHEELS = ROOT / ".wheels"


def environment() -> dict[str, str]:
    """This machine's environment without its package sources and without the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "UV_"))}
    return kept | {"PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


def ran(*command: str | Path, folder: Path) -> str:
    run = subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("wheel")
    ran(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", made, ROOT, folder=made)
    (found,) = made.glob("kamdesk-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an empty environment that holds the wheel and what it asks for, nothing else."""
    assert WHEELS.is_dir(), "the packages that make setup fetches are missing: run make setup"
    place = tmp_path_factory.mktemp("elsewhere") / "env"
    ran(sys.executable, "-m", "venv", "--without-pip", place, folder=place.parent)
    programs = place / ("Scripts" if sys.platform == "win32" else "bin")
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", programs / "python"]
    ran(*pip, "install", "-q", "--no-index", "--find-links", WHEELS, "--no-compile", wheel, folder=place.parent)
    return programs


def test_the_wheel_carries_every_resource(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = [path for path in (ROOT / "resources").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert len(shipped) > 60
    assert [path.name for path in shipped if f"kamdesk/{path.relative_to(ROOT).as_posix()}" not in names] == []
    assert "kamdesk/resources/i18n/zh_CN.mo" in names
    assert not [name for name in names if name.startswith(("tests/", "packaging/"))]


def test_the_installed_program_speaks_chinese_from_another_folder(installed: Path, tmp_path: Path) -> None:
    said = ran(installed / "kamdesk", "--language", "zh_CN", "amount", "107000.53", folder=tmp_path)
    assert "人民币壹拾万柒仟元零伍角叁分" in said
    assert "kamdesk" in ran(installed / "kamdesk", "--help", folder=tmp_path)


def test_the_installed_program_uses_its_own_resources(installed: Path, tmp_path: Path) -> None:
    program = "from kamdesk.core.places import resources; print(resources())"
    place = Path(ran(installed / "python", "-c", program, folder=tmp_path).strip())
    assert place.is_relative_to(installed.parent)
    assert not place.is_relative_to(ROOT)


PAPERS = {
    "account-card.pdf": ("account", "晋岚电力股份有限公司"),
    "relationship-map.pdf": ("map", "晋岚电力"),
    "relationship-map.svg": ("map", "晋岚电力"),
    "visit-brief.pdf": ("visit", "向秦总汇报切换方案"),
    "proposal.pdf": ("proposal", "配电自动化二期调度云平台项目建议书"),
    "bid.pdf": ("bid", "阎家庄 35 kV 开关柜投标"),
}


@pytest.mark.slow
def test_the_installed_program_prints_the_papers_of_the_checkout_byte_for_byte(installed: Path, tmp_path: Path) -> None:
    """One sample workspace, made by the checkout, printed by both."""
    here, there = tmp_path / "checkout", tmp_path / "elsewhere"
    there.mkdir()
    ran(sys.executable, "-m", "kamdesk.cli.main", "demo", "--out", here, "--no-screenshots", "--date", "2026-11-22", folder=ROOT)
    opening = ("--workspace", here / "sample.kamdesk", "--passphrase-file", here / "passphrase.txt", "--language", "zh_CN")
    for name, (paper, row) in PAPERS.items():
        ran(installed / "kamdesk", *opening, "print", paper, row, "--out", there / name, "--date", "2026-11-22", folder=there)
    same = {name: (there / name).read_bytes() == (here / name).read_bytes() for name in PAPERS}
    assert same == dict.fromkeys(PAPERS, True)
