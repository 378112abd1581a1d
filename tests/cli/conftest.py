"""The command line as a person runs it: a function `run` that types one command and gives exit code, stdout and stderr."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kamdesk.cli.main import main


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("list", "account")` on this test's own workspace, in English unless asked otherwise."""
    from tests.conftest import PASSPHRASE  # the passphrase of the template

    monkeypatch.setenv("KAMDESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("KAMDESK_WORKSPACE", str(workspace))
    monkeypatch.setenv("KAMDESK_LANGUAGE", "en")

    def run_it(*typed: str) -> Said:
        capsys.readouterr()
        code = main(typed)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run_it
