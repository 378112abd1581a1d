"""Whatever is refused is said in a sentence: a code without one would reach the reader as a bare word."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kamdesk"


def codes_raised() -> Iterator[tuple[str, str]]:
    """(code, place) of every literal in `Refused("…")`, both sides of a conditional included."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused" and node.args:
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value, f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"


KNOWN = """
import importlib, pathlib, sys
root = pathlib.Path(sys.argv[1])
for path in sorted((root / "kamdesk").rglob("*.py")):
    name = ".".join(path.relative_to(root).with_suffix("").parts)
    if "versions" not in name and not name.endswith((".__init__", ".__main__", ".env")):
        importlib.import_module(name)
from kamdesk.core.problems import known_codes
print("\\n".join(sorted(known_codes())))
"""


def test_every_refusal_has_a_sentence() -> None:
    """Every module is imported in a program of its own, so that no test's import hides a missing registration."""
    run = subprocess.run([sys.executable, "-c", KNOWN, str(ROOT)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    known = set(run.stdout.split())
    raised = list(codes_raised())
    assert raised
    assert [f"{place}: {code}" for code, place in raised if code not in known] == []
