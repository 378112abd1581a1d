"""`kamdesk path`, `kamdesk changes`, the matrix on paper and a map of an earlier day, as typed."""

import json
from pathlib import Path
from uuid import UUID

import pypdfium2 as pdfium
import pytest

from kamdesk.core.keys import Keys, keys_path
from kamdesk.core.store import Store
from kamdesk.relations.actions import create_map
from tests.conftest import PASSPHRASE


@pytest.fixture
def firm(run) -> None:
    """林晓 of ours knows 周涛, whose boss is 王建国; 舒教授 taught 王建国; nobody is tied to 赵强."""
    run("add", "account", "name=华东电力")
    for name in ("王建国", "周涛", "赵强"):
        run("add", "person", f"name={name}", "account=华东电力")
    run("add", "person", "name=林晓", "side=ours")
    run("add", "person", "name=舒教授", "side=third")


def made(run, *typed: str) -> str:
    said = run(*typed, "--json")
    assert said.code == 0, said.err
    return str(json.loads(said.out)["id"])


@pytest.fixture
def map_id(run, firm: None, workspace: Path) -> str:
    """The map is begun by the same verb as in the window, for the command line has none of its own."""
    account = json.loads(run("list", "account", "--json").out)[0]["id"]
    store = Store.open(workspace, Keys.read(keys_path(workspace)).unlock(PASSPHRASE))
    try:
        return str(store.do(create_map, UUID(hex=account))[0].hex)
    finally:
        store.close()


def test_the_way_in_its_alternatives_and_who_is_nearest(run, map_id: str) -> None:
    boss = made(run, "add", "seat", f"map={map_id}", "person=王建国", "layer=decision")
    below = made(run, "add", "seat", f"map={map_id}", "person=周涛", f"reports_to={boss}")
    made(run, "add", "tie", "first=舒教授", "second=王建国", "kind=school", "strength=3")
    made(run, "add", "thread", f"seat={below}", "ours=林晓", "coverage=deep")
    found = json.loads(run("path", "--to", "周涛", "--account", "华东电力", "--json").out)
    assert (found["found"], found["path"]["warmth"], [step["kind"] for step in found["path"]["steps"]]) == (True, 0.9, ["thread"])
    (other,) = found["alternatives"]
    assert (other["begins_with_third_party"], [step["to"]["name"] for step in other["steps"]]) == (True, ["王建国", "周涛"])
    text = run("path", "--to", "周涛", "--from", "舒教授").out
    assert "王建国 is the boss of 周涛: the word comes down (medium)" in text
    assert run("path", "--to", "周涛", "--from", "王建国").code == 1
    nowhere = json.loads(run("path", "--to", "赵强", "--json").out)
    assert (nowhere["found"], nowhere["path"], nowhere["nearest"]["how"]) == (False, None, "nobody")
    assert "赵强" in run("--language", "zh_CN", "path", "--to", "赵强").out
    assert run("path", "--to", "没有此人").code == 1


def test_changes_and_papers(run, map_id: str, tmp_path: Path) -> None:
    seat = made(run, "add", "seat", f"map={map_id}", "person=王建国", "layer=decision", "support=1")
    found = json.loads(run("changes", "华东电力", "--since", "-1", "--json").out)["changes"]
    assert [(row["happened"], row["seat"], row["sentence"]) for row in found] == [("added", seat, "王建国 came onto the map")]
    assert "Nothing changed" in run("changes", "华东电力", "--since", "today").out
    assert run("changes", "华东电力", "--since", "某天").code == 1
    made(run, "add", "thread", f"seat={seat}", "ours=林晓", "coverage=deep")
    texts = {}
    for name, more in (("masked", []), ("whole", ["--unmasked"])):
        file = tmp_path / f"{name}.pdf"
        assert run("print", "matrix", "华东电力", "--out", str(file), *more).code == 0
        document = pdfium.PdfDocument(file)
        texts[name] = document[0].get_textpage().get_text_bounded()
        document.close()
    assert "Deep" in texts["whole"]
    assert "Deep" not in texts["masked"]
    assert "王建国" in texts["masked"]
    before = tmp_path / "before.svg"
    assert run("print", "map", "华东电力", "--at", "2020-01-01", "--out", str(before)).code == 0
    assert "王建国" not in before.read_text(encoding="utf-8")
    assert run("print", "matrix", "华东电力", "--at", "2020-01-01", "--out", str(tmp_path / "x.pdf")).code == 1
