"""What we hold on a person, and erasing for good, as typed."""

import json
from pathlib import Path

from pypdfium2 import PdfDocument

from tests.cli.conftest import Run


def _made(run: Run) -> str:
    person: str = json.loads(run("add", "person", "name=欧阳璟瑜", "phone=13977771234", "--json").out)["id"]
    run("add", "person", "name=周敏")
    run("add", "promise", "what=给欧阳璟瑜寄样机", "due=2026-12-01", f"person={person}")
    return person


def test_everything_held_is_told_as_json_and_on_paper(run: Run, tmp_path: Path) -> None:
    _made(run)
    held = json.loads(run("held", "欧阳璟瑜", "--json").out)
    assert {field["field"]: field["value"] for field in held["person"]["fields"]}["name"] == "欧阳璟瑜"
    assert [row["table"] for row in held["entries"]] == ["promise"]
    assert held["journal"]["lines"] == 2
    assert "寄样机" in run("held", "欧阳璟瑜").out
    target = tmp_path / "held.pdf"
    assert run("print", "held", "欧阳璟瑜", "--out", str(target)).code == 0
    with PdfDocument(target) as document:
        assert "欧阳璟瑜" in document[0].get_textpage().get_text_range()


def test_a_soft_erasure_comes_back_and_one_for_good_does_not(run: Run) -> None:
    person = _made(run)
    assert run("erase", "person", person).code == 0
    assert run("undo").code == 0
    assert "欧阳" in run("list", "person").out
    refused = run("erase", "person", person, "--for-good")
    assert (refused.code, "--yes" in refused.err) == (1, True)
    assert run("erase", "account", "x", "--for-good", "--yes").code == 1
    run("backup")
    done = json.loads(run("erase", "person", person, "--for-good", "--yes", "--json").out)
    assert done["mentions"][0]["table"] == "promise"
    assert done["backups"]  # the one asked for, and the automatic one unless both fell into one second
    assert "欧阳" not in run("list", "person").out
    assert run("held", person).code == 1
    said = run("undo")
    assert (said.code, "erased for good" in said.err) == (1, True)


def test_the_name_in_texts_and_the_older_backups_go_too_where_wanted(run: Run, workspace: Path) -> None:
    person = _made(run)
    run("backup")
    older = {path.name for path in workspace.with_name(workspace.name + ".backups").iterdir()}
    done = json.loads(run("erase", "person", person, "--for-good", "--yes", "--replace", "某人", "--renew-backups", "--json").out)
    assert set(done["backups_replaced"]) <= older
    assert (done["mentions"], done["backups"]) == ([], [])
    assert len(json.loads(run("backup", "--list", "--json").out)) == 1
    assert "给某人寄样机" in run("list", "promise").out
    assert "欧阳" not in run("history", "--json").out + run("search", "欧阳").out
