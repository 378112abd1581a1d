"""The Chinese is complete at all times: every word a person can see has exactly one translation."""

import gettext
import io
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "compile_words.py"


@pytest.fixture(scope="module")
def compiler() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPT))


def test_the_chinese_is_complete_and_compiled() -> None:
    run = subprocess.run([sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr


def po(folder: Path, name: str, text: str) -> None:
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / f"{name}.po").write_text(header + text, encoding="utf-8")


def test_rooms_are_merged_into_one_catalogue_that_gettext_reads(compiler: dict[str, Any], tmp_path: Path) -> None:
    po(tmp_path, "core", '# a remark\nmsgid "Save"\nmsgstr "保存"\n\nmsgctxt "file"\nmsgid "Open"\nmsgstr "打开"\n')
    po(tmp_path, "bids", 'msgid "{n} "\n"bids"\nmsgstr "{n} 份\\"投标\\""\nmsgid "Open"\nmsgstr "开着"\n')
    merged = compiler["merged"](tmp_path)
    assert merged.faults == []
    catalogue = gettext.GNUTranslations(io.BytesIO(compiler["compiled"](merged.chinese)))
    assert catalogue.gettext("Save") == "保存"
    assert catalogue.gettext("{n} bids") == '{n} 份"投标"'
    assert (catalogue.gettext("Open"), catalogue.pgettext("file", "Open")) == ("开着", "打开")


def test_the_compiled_bytes_do_not_depend_on_the_order_of_the_rooms(compiler: dict[str, Any]) -> None:
    forward, backward = {"Save": "保存", "Open": "打开"}, {"Open": "打开", "Save": "保存"}
    assert compiler["compiled"](forward) == compiler["compiled"](backward)


@pytest.mark.parametrize(
    ("second", "fault"),
    [
        ('msgid "Save"\nmsgstr "存储"\n', "differently"),
        ('msgid "Save"\nmsgstr "保存"\n', "again"),
        ('msgid "Print"\nmsgstr ""\n', "has no Chinese"),
        ('msgid "{name} is gone."\nmsgstr "{nmae} 已不在。"\n', "braces"),
    ],
)
def test_a_contradiction_between_rooms_is_told(compiler: dict[str, Any], tmp_path: Path, second: str, fault: str) -> None:
    po(tmp_path, "core", 'msgid "Save"\nmsgstr "保存"\n')
    po(tmp_path, "desk", second)
    (told,) = compiler["merged"](tmp_path).faults
    assert fault in told
    assert told.startswith("desk.po:")


@pytest.mark.parametrize(
    ("file", "line", "msgid"),
    [
        ("page.py", 'title = N_("Visits")', "Visits"),
        ("page.py", 'label = self.desk.words("{n} visits", n=3)', "{n} visits"),
        ("page.py", 'label = words.of("file", "Open")', "file\x04Open"),
        ("page.py", 'label = words("Save" if new else "Rename")', "Rename"),
        ("actions.py", '@verb("Rename account")\ndef rename(work): ...', "Rename account"),
        ("tables.py", 'name = text("Name", group="Identity", unit="yuan")', "Identity"),
    ],
)
def test_every_way_of_showing_a_word_is_found(compiler: dict[str, Any], tmp_path: Path, file: str, line: str, msgid: str) -> None:
    (tmp_path / "kamdesk").mkdir()
    (tmp_path / "kamdesk" / file).write_text(line + "\n", encoding="utf-8")
    scan = compiler["scanned"](tmp_path / "kamdesk")
    assert msgid in scan.shown
    assert any(repr(compiler["plain"](msgid)) in fault for fault in compiler["faults_of"](compiler["Catalogue"](), scan))


def test_a_put_together_msgid_is_refused(compiler: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "kamdesk").mkdir()
    (tmp_path / "kamdesk" / "page.py").write_text('words(f"{n} visits")\n', encoding="utf-8")
    assert "one literal" in compiler["scanned"](tmp_path / "kamdesk").faults[0]
