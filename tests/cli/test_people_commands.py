"""People on the command line: moved, retired, touched and printed as in the window."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def person(run: Run) -> str:
    run("add", "account", "name=云岭电厂")
    run("add", "account", "name=晋岚电力")
    said = run("add", "person", "name=秦卫国", "account=云岭电厂", "position=厂长", "rank=division", "phone=13800002201", "--json")
    return str(json.loads(said.out)["id"])


def test_somebody_moves_with_options_and_values_in_any_order(run: Run, person: str) -> None:
    moved = run("move", "person", "秦卫国", "--to", "晋岚电力", "position=总经理", "rank=deputy_bureau", "--on", "2021-06", "--json")
    assert moved.code == 0, moved.err
    first, second = json.loads(moved.out)["positions"]
    assert (first["from"], first["place"], first["present"], first["rank"]) == ("2021-06", "晋岚电力", True, "deputy_bureau")
    assert (second["until"], second["place"], second["change"]) == ("2021-06", "云岭电厂", "promoted")
    added = run("add", "posting", f"person={person}", "organisation=设计院", "position=助工", "from_on=1998", "to_on=2003-04")
    assert added.code == 0, added.err
    shown = json.loads(run("list", "posting", "--json").out)
    assert {(row["from_on"], row["from_precision"]) for row in shown} >= {("1998-01-01", "year"), ("2021-06-01", "month")}
    assert run("undo").code == 0
    assert run("undo").code == 0
    assert json.loads(run("show", "person", person, "--json").out)["position"] == "厂长"


def test_somebody_retires_or_leaves(run: Run, person: str) -> None:
    assert "厂长" in run("retire", "person", "秦卫国", "--on", "2026-01-31").out
    assert json.loads(run("show", "person", person, "--json").out)["retired_on"] == "2026-01-31"
    run("undo")
    left = json.loads(run("retire", "person", "秦卫国", "--left", "--on", "2025", "--json").out)
    assert left["positions"][0]["change"] == "left"
    assert left["positions"][0]["until"] == "2025"


@pytest.mark.parametrize(("typed", "said"), [
    (("move", "person", "秦卫国"), "where to"), (("move", "person", "秦卫国", "--to", "nowhere"), "There is no account"),
    (("move", "person", "秦卫国", "colour=red"), "no field"), (("retire", "person", "秦卫国", "--on", "soon"), "not a date"),
    (("set", "person", "秦卫国", "birthday=1968"), "not a date"), (("set", "person", "秦卫国", "wechat=a b"), "WeChat ID"),
])  # fmt: skip
def test_what_cannot_be_is_refused(run: Run, person: str, typed: tuple[str, ...], said: str) -> None:
    refused = run(*typed)
    assert refused.code == 1
    assert said in refused.err
    assert json.loads(run("show", "person", person, "--json").out)["position"] == "厂长"


def test_touches_and_the_paper(run: Run, person: str, tmp_path: Path) -> None:
    assert run("add", "touch", f"person={person}", "kind=message", "note=发来名单").code == 0
    assert json.loads(run("list", "touch", "--json").out)[0]["note"] == "发来名单"
    target = tmp_path / "p.pdf"
    report = json.loads(run("print", "person", "秦卫国", "--out", str(target), "--json").out)
    assert (report["pages"], target.read_bytes()[:5]) == (1, b"%PDF-")
