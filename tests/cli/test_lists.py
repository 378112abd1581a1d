"""Lists on the command line: conditions, groups, columns, views; duplicates, merging and a list on paper, with undo."""

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kamdesk.cli.lists import COLUMNS
from kamdesk.core.store import Store
from kamdesk.core.views import save_view
from kamdesk.desk import contents


@pytest.fixture
def filled(run: Any) -> Any:
    """Three accounts, one of them twice, an opportunity, two cards of one person."""
    for values in (
        ("name=晋岚能源集团有限公司", "short_name=晋岚集团", "region=山西太原", "revenue=486亿", "ownership=provincial"),
        ("name=沧浦港务集团有限公司", "region=河北沧州", "revenue=37.5亿", "tags=重点"),
        ("name=晋岚能源集团公司", "region=太原市", "headcount=300"),
    ):
        assert run("add", "account", *values).code == 0
    run("add", "opportunity", "name=环网改造", "account=沧浦港务集团有限公司", "amount=960万")
    run("add", "person", "name=王建国", "account=沧浦港务集团有限公司", "phone=13800138000")
    run("add", "person", "name=王建国", "account=沧浦港务集团有限公司", "position=处长")
    return run


def read(said: Any) -> Any:
    assert said.code == 0, said.err
    return json.loads(said.out)


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["name"] for row in rows]


def test_conditions_columns_and_groups(filled: Any) -> None:
    rows = read(filled("list", "account", "--filter", "revenue>=1亿 and region~太原", "--columns", "name,open_amount", "--json"))
    assert rows == [{"id": rows[0]["id"], "name": "晋岚能源集团有限公司", "open_amount": None}]
    assert names(read(filled("list", "account", "--filter", "open_amount>=100万", "--json"))) == ["沧浦港务集团有限公司"]
    assert names(read(filled("list", "account", "--filter", "港务 and tags=重点", "--json"))) == ["沧浦港务集团有限公司"]
    assert names(read(filled("list", "account", "--sort", "open_amount", "--json")))[0] == "沧浦港务集团有限公司"
    assert names(read(filled("list", "opportunity", "--filter", "account~cpg", "--json"))) == ["环网改造"]
    groups = read(filled("list", "account", "--group", "ownership", "--columns", "name,revenue", "--json"))
    assert [(group["group"], group["count"]) for group in groups] == [("provincial", 1), (None, 2)]
    assert groups[0]["sums"] == {"revenue": 4_860_000_000_000}


def test_what_cannot_be_meant_is_refused_in_words(filled: Any) -> None:
    said = filled("list", "account", "--filter", "region~太原 and planet=mars")
    assert (said.code, said.out) == (1, "")
    assert "At sign 15 of the filter" in said.err
    assert "“planet”" in said.err
    assert filled("list", "account", "--columns", "nothing").code == 1
    assert filled("list", "account", "--view", "none").code == 1


def test_a_saved_view_lists_as_in_the_window(filled: Any, open_store: Any) -> None:
    store: Store = open_store()
    store.do(save_view, None, {"name": "港口", "list": "account", "definition": '{"filter":"region~沧州","columns":["name"]}'})
    store.close()
    assert names(read(filled("list", "account", "--view", "港口", "--json"))) == ["沧浦港务集团有限公司"]
    assert read(filled("list", "view", "--json"))[0]["name"] == "港口"


def test_duplicates_are_found_merged_and_parted_again(filled: Any) -> None:
    (pair,) = read(filled("duplicates", "account", "--json"))
    assert pair["reasons"] == ["same name but for its form"]
    kept, gone = pair["first"]["id"], pair["second"]["id"]
    assert read(filled("merge", "account", kept, gone, "--take", "region=B", "--json"))["id"] == kept
    (row,) = read(filled("list", "account", "--filter", "晋岚", "--json"))
    assert (row["region"], row["headcount"], row["revenue"]) == ("太原市", 300, 4_860_000_000_000)
    assert filled("undo").code == 0
    assert len(read(filled("list", "account", "--filter", "晋岚", "--json"))) == 2
    assert filled("merge", "account", kept, gone, "--take", "region=C").code == 1
    (people,) = read(filled("duplicates", "person", "--json"))
    read(filled("merge", "person", people["first"]["id"], people["second"]["id"], "--json"))
    (person,) = read(filled("list", "person", "--json"))
    assert (person["phone"] != "", person["position"]) == (True, "处长")


def test_a_list_goes_on_paper(filled: Any, tmp_path: Path) -> None:
    target = tmp_path / "accounts.pdf"
    columns = "name,region,revenue,open_amount"
    said = filled("print", "list", "account", "--group", "ownership", "--columns", columns, "--filter", "revenue!?", "--out", str(target))
    assert said.code == 0, said.err
    document = pypdfium2.PdfDocument(target)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    for part in ("沧浦港务集团有限公司", "48,600,000,000.00", "9,600,000.00", "Annual revenue is known", "Total"):
        assert part in text, part
    assert filled("print", "list", "nonsense", "--out", str(target)).code == 1


def test_the_command_line_lists_the_columns_of_the_window() -> None:
    assert {kind: set(COLUMNS.get(kind, ())) for kind in contents.COLUMNS} == {kind: set(names) for kind, names in contents.COLUMNS.items()}
