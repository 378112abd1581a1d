"""Lists in and out as typed: looked through without a trace, written, mapped by hand, exported and read again."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run

__all__ = ["run"]

LINES = "姓名,单位,手机,甲列\n王建国,松岭电力,13800002101,太原\n坏人,松岭电力,call me,太原\n"


@pytest.fixture
def people(tmp_path: Path) -> str:
    path = tmp_path / "名单.csv"
    path.write_bytes(LINES.encode("gbk"))
    return str(path)


def test_a_preview_leaves_the_file_as_it_was(run: Run, workspace: Path, people: str) -> None:
    before = (workspace.read_bytes(), run("history", "--json").out)
    said = json.loads(run("import", "people", people, "--preview", "--json").out)
    assert said["counts"] == {"new": 1, "changed": 0, "same": 0, "doubtful": 0, "faulty": 1}
    assert (said["encoding"], said["unknown_companies"]) == ("gb18030", [{"name": "松岭电力", "rows": 1}])
    assert said["told"][0]["faults"][0]["reason"] == "“call me” does not look like a phone number."
    assert "written" not in said
    assert (workspace.read_bytes(), run("history", "--json").out) == before


def test_an_import_is_typed_mapped_and_taken_back(run: Run, tmp_path: Path, people: str) -> None:
    faulty = tmp_path / "f.xlsx"
    said = run("import", "people", people, "--map", "甲列=home_town", "--faulty", str(faulty), "--purpose", "展会", "--json")
    assert json.loads(said.out)["written"] == {"added": 1, "changed": 0, "accounts": 1}
    assert faulty.exists()
    (person,) = json.loads(run("list", "person", "--json").out)
    assert (person["name"], person["home_town"], person["purpose"], person["phone"]) == ("王建国", "太原", "展会", "138 0000 2101")
    assert [row["field"] for row in json.loads(run("import", "people", people, "--preview", "--json").out)["mapping"]][3] == "home_town"
    assert run("undo").code == 0
    assert json.loads(run("list", "person", "--json").out) == json.loads(run("list", "account", "--json").out) == []


def test_doubts_are_decided_by_an_option(run: Run, tmp_path: Path) -> None:
    run("add", "account", "name=松岭电力")
    run("add", "person", "name=王建国", "account=松岭电力", "position=总经理")
    path = tmp_path / "a.csv"
    path.write_text("姓名,单位,职务\n王建国,松岭电力,董事长\n", encoding="utf-8")
    assert json.loads(run("import", "people", str(path), "--json").out)["written"]["changed"] == 0
    assert json.loads(run("import", "people", str(path), "--on-doubt", "update", "--json").out)["written"]["changed"] == 1
    assert [row["position"] for row in json.loads(run("list", "person", "--json").out)] == ["董事长"]


def test_lists_leave_masked_unless_asked_and_come_back(run: Run, tmp_path: Path, people: str) -> None:
    run("import", "people", people)
    for ending in ("csv", "xlsx", "vcf"):
        target = tmp_path / f"out.{ending}"
        said = json.loads(run("export", "people", "--out", str(target), "--unmasked", "--json").out)
        assert said["rows"] == 1
        counts = json.loads(run("import", "people", str(target), "--preview", "--json").out)["counts"]
        assert counts == {"new": 0, "changed": 0, "same": 1, "doubtful": 0, "faulty": 0}
    assert run("export", "people", "--out", str(tmp_path / "m.csv")).code == 0
    assert "138" not in (tmp_path / "m.csv").read_text(encoding="utf-8-sig")
    assert run("export", "people", "--out", str(tmp_path / "m.vcf")).code == 1
    assert "personal" in run("export", "people", "--out", str(tmp_path / "m.csv"), "--columns", "name,phone").err
    assert ".xlsx" in run("export", "people", "--out", str(tmp_path / "m.pdf")).err
    none = run("export", "accounts", "--out", str(tmp_path / "a.xlsx"), "--filter", "name=没有")
    assert (none.code, "0 rows" in none.out) == (0, True)
    assert run("export", "opportunity", "--out", str(tmp_path / "o.xlsx")).code == 0


def test_wrong_words_are_refused_and_nothing_is_written(run: Run, tmp_path: Path, people: str) -> None:
    assert "no column" in run("import", "people", people, "--map", "没有=phone").err
    assert "no field" in run("import", "people", people, "--map", "甲列=nose").err
    assert run("import", "bids", people).code == 2
    assert run("import", "people", str(tmp_path / "nicht.csv")).code == 1
    assert "密码" not in run("--language", "zh_CN", "import", "people", str(tmp_path)).out
    assert json.loads(run("history", "--json").out) == []


@pytest.mark.parametrize("name", ["nothing.csv", "folder"])
def test_a_file_that_is_not_there_is_called_so(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    refused = run("import", "people", str(tmp_path / name))
    assert refused.code == 1
    assert f"There is no file “{name}”." in refused.err
