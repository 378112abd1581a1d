"""Commands as typed: entries, search, history, undo, backup, restore, check, amounts; in both languages, with bad input."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kamdesk.core.keys import keys_path


def test_an_entry_is_added_shown_changed_and_taken_back(run) -> None:
    added = run("add", "account", "name=晋岚能源集团有限公司", "short_name=晋岚集团", "ownership=provincial", "--json")
    assert added.code == 0
    number = json.loads(added.out)["id"]
    assert run("set", "account", "晋岚能源集团有限公司", "headcount=46200").code == 0
    assert json.loads(run("show", "account", number[-8:], "--json").out)["headcount"] == 46200
    assert "46,200 people" in run("show", "account", number).out
    assert run("undo").out.startswith("Taken back: ")
    assert json.loads(run("show", "account", number, "--json").out)["headcount"] is None
    assert run("redo").code == 0
    assert json.loads(run("show", "account", number, "--json").out)["headcount"] == 46200


def test_links_are_typed_by_name_and_shown_by_title(run) -> None:
    run("add", "account", "name=晋岚能源集团有限公司")
    run("add", "account", "name=晋岚电力股份有限公司", "parent=晋岚能源集团有限公司")
    shown = json.loads(run("show", "account", "晋岚电力股份有限公司", "--json").out)
    assert shown["parent"]["title"] == "晋岚能源集团有限公司"
    assert "晋岚能源集团有限公司" in run("list", "account", "--filter", "jldl").out


def test_lists_sort_both_ways_and_stop_at_the_limit(run) -> None:
    run("add", "account", "name=甲公司")
    for name, amount in (("一期", "80万"), ("二期", "680万"), ("三期", "12.5亿")):
        run("add", "opportunity", f"name={name}", "account=甲公司", f"amount={amount}")
    up = [row["name"] for row in json.loads(run("list", "opportunity", "--sort", "amount", "--json").out)]
    down = [row["name"] for row in json.loads(run("list", "opportunity", "--sort", "amount", "--reverse", "--limit", "2", "--json").out)]
    assert up == ["一期", "二期", "三期"]
    assert down == ["三期", "二期"]


@pytest.mark.parametrize("typed", ["晋岚", "jldl", "jinlandianli", "电力"])
def test_search_finds_by_characters_initials_and_pinyin(run, typed: str) -> None:
    run("add", "account", "name=晋岚电力股份有限公司")
    found = json.loads(run("search", typed, "--json").out)
    assert [hit["title"] for hit in found] == ["晋岚电力股份有限公司"]


@pytest.mark.parametrize("typed", ['"', "*", "AND", "NEAR(", "a' OR 1=1 --", "（）", "\x00"])
def test_search_swallows_anything(run, typed: str) -> None:
    assert run("search", typed).code == 0


def test_refusals_say_why_in_both_languages_and_change_nothing(run) -> None:
    english = run("add", "account", "short_name=x")
    assert (english.code, english.out) == (1, "")
    assert english.err.strip() == "Please fill in “Name”."
    chinese = run("--language", "zh_CN", "add", "account", "short_name=x")
    assert chinese.err.strip() == "请填写“名称”。"
    assert "200" in run("add", "account", "name=" + "长" * 5000).err
    assert "cannot be shown" in run("add", "account", "name=bad\x07name").err
    assert "no field" in run("add", "account", "nome=x").err
    assert "not a number" in run("add", "account", "name=甲", "headcount=many").err
    assert json.loads(run("list", "account", "--json").out) == []
    assert json.loads(run("history", "--json").out) == []


def test_wrong_usage_leaves_with_2_and_unknown_entries_with_1(run) -> None:
    assert run("list", "nonsense").code == 2
    assert run("frobnicate").code == 2
    missing = run("show", "account", "没有这家")
    assert missing.code == 1
    assert "没有这家" in missing.err


def test_a_wrong_passphrase_is_said_plainly(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMDESK_PASSPHRASE", "wrong")
    said = run("list", "account")
    assert said.code == 1
    assert "passphrase is not right" in said.err


def test_a_passphrase_file_is_read_to_its_first_line(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.conftest import PASSPHRASE

    monkeypatch.delenv("KAMDESK_PASSPHRASE")
    file = tmp_path / "pass.txt"
    file.write_text(f"{PASSPHRASE}\nsomething else\n", encoding="utf-8")
    assert run("--passphrase-file", str(file), "info").code == 0
    assert run("--passphrase-file", str(tmp_path / "none.txt"), "info").code == 1


def test_a_new_workspace_shows_its_recovery_code_once(run, tmp_path: Path) -> None:
    path = tmp_path / "new" / "mine.kamdesk"
    made = run("--workspace", str(path), "new", "--company", "江苏澜岳电力自动化有限公司", "--rep", "林晓", "--json")
    assert made.code == 0, made.err
    assert len(json.loads(made.out)["recovery_code"]) > 30
    assert path.is_file()
    assert keys_path(path).is_file()
    assert json.loads(run("--workspace", str(path), "list", "company", "--json").out)[0]["rep_name"] == "林晓"
    again = run("--workspace", str(path), "new")
    assert (again.code, "exists already" in again.err) == (1, True)


def test_history_names_what_changed(run) -> None:
    run("add", "account", "name=甲公司")
    run("set", "account", "甲公司", "region=山西", "industry=能源")
    newest = json.loads(run("history", "--json").out)[0]
    assert {(line["field"], line["old"], line["new"]) for line in newest["changes"]} == {
        ("region", None, "山西"),
        ("industry", None, "能源"),
    }
    assert "Industry, Region" in run("history", "--limit", "1").out
    assert run("history", "--of", "account", "甲公司").out.count("\n") == 3


def test_erasing_can_be_undone(run) -> None:
    run("add", "account", "name=甲公司")
    assert run("erase", "account", "甲公司").code == 0
    assert json.loads(run("list", "account", "--json").out) == []
    assert json.loads(run("search", "甲公司", "--json").out) == []
    run("undo")
    assert [row["name"] for row in json.loads(run("list", "account", "--json").out)] == ["甲公司"]
    assert len(json.loads(run("search", "甲公司", "--json").out)) == 1


def test_a_backup_brings_back_what_was_lost(run, workspace: Path) -> None:
    run("add", "account", "name=甲公司")
    name = json.loads(run("backup", "--json").out)["name"]
    run("add", "account", "name=乙公司")
    workspace.write_bytes(b"\xff" * 4096)
    damaged = run("list", "account")
    assert damaged.code == 1
    assert "damaged" in damaged.err.lower()
    assert name in run("backup", "--list").out
    restored = run("restore", name)
    assert restored.code == 0, restored.err
    assert [row["name"] for row in json.loads(run("list", "account", "--json").out)] == ["甲公司"]


def test_check_finds_a_sound_workspace_sound(run) -> None:
    run("add", "account", "name=甲公司")
    said = run("check", "--json")
    assert said.code == 0
    assert all(row["good"] for row in json.loads(said.out))


def test_files_are_kept_and_come_back_byte_by_byte(run, tmp_path: Path) -> None:
    run("add", "account", "name=甲公司")
    source = tmp_path / "纪要.txt"
    source.write_bytes(b"minutes \x00\xff" * 1000)
    assert run("attach", "account", "甲公司", str(source)).code == 0
    target = tmp_path / "back.txt"
    assert run("extract", "纪要.txt", "--out", str(target)).code == 0
    assert target.read_bytes() == source.read_bytes()
    assert run("attach", "account", "甲公司", str(tmp_path / "none.txt")).code == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
        ("1409.50", "人民币壹仟肆佰零玖元伍角"),
        ("680万", "人民币陆佰捌拾万元整"),
        ("人民币壹拾万零柒仟元伍角叁分", "107,000.53"),
    ],
)
def test_amounts_go_both_ways(run, typed: str, said: str) -> None:
    assert run("amount", typed).out.strip() == said


@pytest.mark.parametrize("typed", ["-5", "abc", "1e9", "100000000000000"])
def test_amounts_that_are_none_are_refused(run, typed: str) -> None:
    said = run("amount", typed) if not typed.startswith("-") else run("amount", "--", typed)
    assert said.code == 1
    assert said.err


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_help_page_reads(run, language: str) -> None:
    from kamdesk.cli.parser import build
    from kamdesk.core.words import words_of

    assert run("--language", language, "--help").code == 0
    for action in build(words_of(language))._actions:
        for name in getattr(action, "choices", None) or ():
            if name not in ("zh_CN", "en"):
                said = run("--language", language, name, "--help")
                assert said.code == 0
                assert ("用法：" in said.out) == (language == "zh_CN")


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_scripts_know_the_commands(run, shell: str) -> None:
    said = run("completion", shell)
    assert said.code == 0
    assert "opportunity" in said.out


def test_a_choice_and_a_day_are_typed_in_the_rep_s_own_words(run) -> None:
    made = run("--language", "zh_CN", "add", "account", "name=晋岚集团", "ownership=省属国企")
    assert made.code == 0, made.err
    assert json.loads(run("show", "account", "晋岚集团", "--json").out)["ownership"] == "provincial"
    assert "省属国企" in run("--language", "zh_CN", "show", "account", "晋岚集团").out
    assert run("add", "promise", "account=晋岚集团", "what=寄资料", "due=明天").code == 0
    due = json.loads(run("list", "promise", "--json").out)[0]["due"]
    assert date.fromisoformat(due) - date.today() in (timedelta(days=1), timedelta(days=0))  # noqa: DTZ011 - midnight may pass meanwhile
    refused = run("--language", "zh_CN", "set", "account", "晋岚集团", "ownership=外星国企")
    assert (refused.code, "外星国企" in refused.err) == (1, True)


def test_files_are_attached_all_or_none_and_taken_back_together(run, tmp_path: Path) -> None:
    run("add", "account", "name=甲公司")
    good, second = tmp_path / "good.txt", tmp_path / "second.txt"
    good.write_bytes(b"one")
    second.write_bytes(b"two")
    bad = tmp_path / ("x" * 190 + "\u202e\x07.txt")
    bad.write_bytes(b"three")
    assert run("attach", "account", "甲公司", str(good), str(bad)).code == 1
    assert json.loads(run("list", "file", "--json").out) == []
    assert run("attach", "account", "甲公司", str(good), str(second)).code == 0
    assert len(json.loads(run("list", "file", "--json").out)) == 2
    assert run("undo").code == 0
    assert json.loads(run("list", "file", "--json").out) == []


def test_a_change_stands_though_the_backup_after_it_cannot_be_made(run, workspace: Path) -> None:
    backups = workspace.with_name(workspace.name + ".backups")
    backups.write_text("in the way")
    said = run("add", "account", "name=甲公司")
    assert said.code == 0
    assert "甲公司" in said.out
    assert "backup could not be made" in said.err
    assert len(json.loads(run("list", "account", "--json").out)) == 1


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_passphrase_file_of_any_editor_is_read(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    from tests.conftest import PASSPHRASE

    monkeypatch.delenv("KAMDESK_PASSPHRASE")
    file = tmp_path / "pass.txt"
    file.write_bytes(f"{mark}{PASSPHRASE}\r\n".encode())
    assert run("--passphrase-file", str(file), "info").code == 0
    file.write_bytes(b"\xb0\xb2\xff\n")
    refused = run("--passphrase-file", str(file), "info")
    assert (refused.code, "pass.txt" in refused.err) == (1, True)


@pytest.mark.parametrize("typed", ["nonsense", "2026-02-30", "0001-01-01"])
def test_a_date_that_is_none_is_refused_before_anything_is_done(run, tmp_path: Path, typed: str) -> None:
    for command in (("print", "account", "x", "--out", str(tmp_path / "a.pdf")), ("demo", "--out", str(tmp_path / "demo"))):
        said = run(*command, "--date", typed)
        assert said.code == 1
        assert typed in said.err
    assert list(tmp_path.glob("*.pdf")) == []
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize(
    ("typed", "said"), [("107000.53元", "人民币壹拾万柒仟元零伍角叁分"), ("贰佰元整", "200.00"), ("一百二十万", "人民币壹佰贰拾万元整")]
)
def test_amounts_are_read_as_people_write_them(run, typed: str, said: str) -> None:
    assert run("amount", typed).out.strip() == said


@pytest.mark.parametrize("limit", ["-5", "0", "9" * 30])
def test_any_limit_is_a_limit(run, limit: str) -> None:
    run("add", "account", "name=甲公司")
    for command in (("list", "account"), ("search", "甲公司"), ("history",)):
        said = run(*command, "--limit", limit, "--json")
        assert said.code == 0
        assert len(json.loads(said.out)) == 1


def kamdesk(*typed: str, workspace: Path, stdout: Any = subprocess.PIPE, **environment: str) -> subprocess.Popen[bytes]:
    """The program in a process of its own."""
    from tests.conftest import PASSPHRASE

    surroundings = (
        os.environ | {"KAMDESK_PASSPHRASE": PASSPHRASE, "KAMDESK_WORKSPACE": str(workspace), "KAMDESK_LANGUAGE": "en"} | environment
    )
    call = [sys.executable, "-m", "kamdesk.cli.main", *typed]
    return subprocess.Popen(call, env=surroundings, stdout=stdout, stderr=subprocess.PIPE)


def test_a_reader_who_leaves_early_hears_no_complaint(run, workspace: Path) -> None:
    run("add", "account", "name=甲公司")
    going = kamdesk("list", "account", workspace=workspace)
    assert going.stdout is not None
    going.stdout.close()
    assert going.stderr is not None
    complaint = going.stderr.read()
    going.stderr.close()
    assert (going.wait(), complaint) == (0, b"")


def test_json_loses_nothing_where_the_terminal_knows_few_characters(run, workspace: Path) -> None:
    run("add", "account", "name=甲公司〓𠮷")
    out, _err = kamdesk("list", "account", "--json", workspace=workspace, PYTHONIOENCODING="gbk").communicate()
    assert json.loads(out.decode("gbk"))[0]["name"] == "甲公司〓𠮷"


def test_a_filtered_list_is_sorted_over_all_that_fits(run, open_store) -> None:
    from kamdesk.accounts.tables import Account
    from kamdesk.core.work import Verb

    store = open_store()
    rows = [{"name": f"晋岚第{number}公司", "headcount": number} for number in range(700)]
    store.do(Verb("Import", lambda work: work.add_many(Account, rows)))
    store.close()
    found = json.loads(run("list", "account", "--filter", "晋岚", "--sort", "headcount", "--reverse", "--limit", "1", "--json").out)
    assert [row["headcount"] for row in found] == [699]
    assert run("list", "account", "--filter", "（）", "--json").out.strip() == "[]"


@pytest.mark.parametrize("command", [("new",), ("list", "account"), ("backup", "--list")])
def test_an_impossible_name_of_a_workspace_is_refused(run, tmp_path: Path, command: tuple[str, ...]) -> None:
    said = run("--workspace", str(tmp_path / ("x" * 300)), *command)
    assert said.code == 1
    assert said.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_behind_the_output_is_called_so(run, workspace: Path) -> None:
    run("add", "account", "name=甲公司")
    with Path("/dev/full").open("wb") as full:
        going = kamdesk("list", "account", workspace=workspace, stdout=full)
        _out, err = going.communicate()
    assert going.returncode != 0
    assert "disk is full" in err.decode()


def test_the_longest_name_is_an_exact_name_too(run) -> None:
    name = "晋岚" * 100
    run("add", "account", f"name={name}")
    assert run("set", "account", name, "region=山西").code == 0
    assert run("add", "opportunity", "name=二期", f"account={name}").code == 0
