"""The command line works on a machine without a screen: it must never load Qt, nor keep its caller waiting for libraries."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def loaded_after(line: str) -> set[str]:
    program = f"import sys\n{line}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "line",
    [
        "import kamdesk.cli.main",
        "from kamdesk.cli.main import main\nassert main(['amount', '107000.53']) == 0",
    ],
    ids=["imported", "run"],
)
def test_the_command_line_never_loads_qt(line: str) -> None:
    loaded = loaded_after(line)
    assert "kamdesk" in loaded
    assert not loaded & {"PySide6", "shiboken6"}


def test_every_room_below_the_window_loads_without_qt() -> None:
    """Core, paper, upkeep and the subjects' rooms except pages, whatever order they are first imported in."""
    rooms = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / "kamdesk").rglob("*.py"))
        if not {"desk", "widgets", "page", "versions"} & set(path.relative_to(ROOT / "kamdesk").parts)
        and path.stem not in {"page", "env", "__main__"}
    ]
    loaded = loaded_after("import importlib\nfor name in " + repr(rooms) + ":\n    importlib.import_module(name)")
    assert not loaded & {"PySide6", "shiboken6"}
