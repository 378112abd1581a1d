"""The value of accounts without the window: scored, listed with what is unknown, taken back, printed."""

import json
from pathlib import Path

from tests.cli.conftest import Run


def made(run: Run) -> None:
    assert run("add", "account", "name=松岭电力股份有限公司", "short_name=松岭电力").code == 0
    assert run("add", "account", "name=沧浦港务集团有限公司").code == 0


def test_scores_are_typed_by_key_or_name_and_unknown_makes_a_task(run: Run) -> None:
    made(run)
    said = run("score", "松岭电力股份有限公司", "size=8", "成长性=?", "profit=5", "--json")
    found = json.loads(said.out)
    assert (found["attractiveness"], found["cell"], found["known"]["attractiveness"]) == (6.7, None, 45)
    assert {row["criterion"]: row["score"] for row in found["criteria"]}["growth"] is None
    tasks = json.loads(run("list", "task", "--json").out)
    assert [(task["kind"], task["state"]) for task in tasks] == [("information", "open")]
    assert run("score", "松岭电力股份有限公司", "growth=7", "--evidence", "年报", "--source", "websites", "--confidence", "sure").code == 0
    assert [task["state"] for task in json.loads(run("list", "task", "--json").out)] == ["done"]
    assert run("undo").code == 0
    assert [task["state"] for task in json.loads(run("list", "task", "--json").out)] == ["open"]


def test_all_accounts_are_listed_with_both_scores_and_what_is_unknown(run: Run, tmp_path: Path) -> None:
    made(run)
    keys = [row["criterion"] for row in json.loads(run("value", "--criteria", "--json").out)]
    assert run("score", "松岭电力股份有限公司", *(f"{key}=7" for key in keys[:-1]), f"{keys[-1]}=?").code == 0
    rows = json.loads(run("value", "--json").out)
    assert [(row["name"], row["cell"], row["unknown"]) for row in rows] == [
        ("松岭电力股份有限公司", "invest", [keys[-1]]),
        ("沧浦港务集团有限公司", None, keys),
    ]
    assert (rows[0]["attractiveness"], rows[0]["position"], rows[0]["known"]["position"]) == (7.0, 7.0, 85)
    assert (rows[1]["attractiveness"], rows[1]["known"]["all"]) == (None, 0)
    assert "Invest" in run("value").out
    one = json.loads(run("value", "--account", "松岭电力股份有限公司", "--json").out)
    assert [each["cell"] for each in one["history"]] == ["invest"]
    paper = tmp_path / "portfolio.pdf"
    assert run("print", "portfolio", "--out", str(paper)).code == 0
    assert paper.read_bytes().startswith(b"%PDF")


def test_what_cannot_be_a_score_is_refused_and_nothing_is_written(run: Run) -> None:
    made(run)
    for typed, told in (
        ("foo=3", "There is no criterion “foo”"),
        ("size=x", "is no score"),
        ("size", "is no score"),
        ("size=11", "must lie between 0 and 10"),
    ):
        said = run("score", "松岭电力股份有限公司", "growth=5", typed)
        assert said.code == 1
        assert told in said.err
    said = run("score", "松岭电力股份有限公司", "size=5", "growth=5", "--evidence", "x")
    assert "one at a time" in said.err
    assert all(row["assessed_on"] is None for row in json.loads(run("value", "--json").out))
    assert "its exact name" in run("print", "account", "--out", "x.pdf").err
