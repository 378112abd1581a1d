"""The page of lists by real clicks and a real drop: four steps in, one card out, and nothing written before it was confirmed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.exchange.page import ExchangePage
from kamdesk.exchange.rules import Decision, Verdict
from kamdesk.people import queries
from kamdesk.people.actions import save_person
from kamdesk.widgets.desk import Address, Desk
from tests.factories.pages import words_on
from tests.factories.songling import Songling

Show = Callable[[QWidget], None]
LINES = (
    "姓名,单位,部门,职务,手机,怪列", "王建国,松岭电力有限公司,总经理办公室,董事长,138 0000 2101,甲",
    "新人,晋岚能源,采购部,部长,13600001111,乙",
    "坏人,晋岚能源,,,call me,丙",
)  # fmt: skip


@pytest.fixture
def page(desk: Desk, sample: Songling, shown: Show) -> ExchangePage:
    made = ExchangePage(desk)
    made.show_address(Address("exchange", None, "people"))
    shown(made)
    return made


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "通讯录.csv"
    path.write_bytes("\r\n".join(LINES).encode("gbk"))
    return path


def click(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisible(), name
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def dropped(page: ExchangePage, path: Path, desk: Desk, qtbot: QtBot) -> None:
    """The file falls onto the dashed frame."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    drop = page.wizard.choosing.drop
    middle, copy, left, plain = drop.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(drop, QDragEnterEvent(middle, copy, carried, left, plain))
    QApplication.sendEvent(drop, QDropEvent(QPointF(middle), copy, carried, left, plain))
    rested(desk, qtbot)


def rested(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.jobs.busy, timeout=20_000)
    QApplication.processEvents()


def names(desk: Desk) -> list[str]:
    ids = desk.ask(queries.person_ids)
    return [row.name for row in desk.ask(queries.person_rows, ids, desk.today())]


def test_a_file_comes_in_through_four_steps(page: ExchangePage, people: Path, desk: Desk, qtbot: QtBot) -> None:
    before = names(desk)
    dropped(page, people, desk, qtbot)
    assert "3 行" in words_on(page.wizard.choosing)
    assert page.wizard.choosing.encoding.currentData() == "gb18030"
    click(page, "exchange.next")
    assert page.wizard.matching.mapping() == ("name", "account", "department", "position", "phone", "")
    box = page.findChild(QComboBox, "exchange.map.5")
    box.setCurrentIndex(box.findData("home_town"))
    click(page, "exchange.look")
    rested(desk, qtbot)
    looking = page.wizard.looking
    assert [row.verdict for row in looking.model.rows] == [Verdict.DOUBTFUL, Verdict.NEW, Verdict.FAULTY]
    assert looking.confirm.text() == "导入 1 行"
    assert "总经理 → 董事长" in [looking.model.index(0, column).data() for column in range(looking.model.columnCount())]
    assert "晋岚能源" in looking.unknown.text()
    assert "→ 董事长" in words_on(looking.side)
    click(page, "exchange.say.update")
    assert looking.confirm.text() == "导入 2 行"
    assert names(desk) == before
    click(page, "exchange.confirm")
    rested(desk, qtbot)
    assert "已导入“通讯录.csv”" in words_on(page.wizard.result)
    assert sorted(names(desk)) == sorted([*before, "新人"])
    assert desk.store.undo().label == "Import people"
    assert names(desk) == before


def test_the_mapping_is_offered_again_next_time(page: ExchangePage, people: Path, desk: Desk, qtbot: QtBot) -> None:
    for known in ("自动识别", "沿用上次的对应"):
        dropped(page, people, desk, qtbot)
        click(page, "exchange.next")
        assert page.wizard.matching.known.text == known
        box = page.findChild(QComboBox, "exchange.map.5")
        if known == "自动识别":
            box.setCurrentIndex(box.findData("school"))
            click(page, "exchange.look")
            rested(desk, qtbot)
            click(page, "exchange.confirm")
            rested(desk, qtbot)
            click(page, "exchange.again")
        else:
            assert box.currentData() == "school"


def test_what_is_no_list_is_said_beside_the_frame_and_a_good_file_goes_on(
    page: ExchangePage, people: Path, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    wrong = tmp_path / "bild.png"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    dropped(page, wrong, desk, qtbot)
    assert "bild.png" in page.wizard.choosing.refusal.text()
    assert page.wizard.choosing.refusal.isVisible()
    dropped(page, people, desk, qtbot)
    assert not page.wizard.choosing.refusal.isVisible()
    click(page, "exchange.next")
    for place in (0, 1):
        page.wizard.matching.boxes[place].setCurrentIndex(0)
    click(page, "exchange.look")
    rested(desk, qtbot)
    assert "姓名" in page.wizard.matching.refusal.text()


def test_all_doubtful_rows_are_decided_at_once_and_rows_are_filtered(page: ExchangePage, people: Path, desk: Desk, qtbot: QtBot) -> None:
    dropped(page, people, desk, qtbot)
    click(page, "exchange.next")
    page.findChild(QCheckBox, "exchange.create").setChecked(False)
    click(page, "exchange.look")
    rested(desk, qtbot)
    looking = page.wizard.looking
    looking.doubt.setCurrentIndex(2)
    looking.doubt.activated.emit(2)
    assert (looking.doubtful, looking.confirm.text()) == (Decision.ADD, "导入 2 行")
    click(page, "exchange.only.faulty")
    assert [row.verdict for row in looking.model.rows] == [Verdict.FAULTY]
    assert "call me" in words_on(looking.side)
    click(page, "exchange.only.all")
    desk.store.do(save_person, None, {"name": "别人"})
    click(page, "exchange.confirm")
    rested(desk, qtbot)
    assert looking.isVisible(), "what was changed meanwhile is looked through again, not written over"
    assert "新人" not in names(desk)
    assert looking.doubtful is Decision.ADD
    click(page, "exchange.confirm")
    rested(desk, qtbot)
    assert names(desk).count("王建国") == 2


def test_faulty_rows_and_lists_are_saved(page: ExchangePage, people: Path, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dropped(page, people, desk, qtbot)
    click(page, "exchange.next")
    click(page, "exchange.look")
    rested(desk, qtbot)
    page.wizard.save_faulty(tmp_path / "f.csv")
    rested(desk, qtbot)
    assert "call me" in (tmp_path / "f.csv").read_text(encoding="utf-8-sig")
    click(page, "exchange.export")
    part = page.outgoing
    assert "phone" not in part.names()
    part.save(tmp_path / "out.csv")
    rested(desk, qtbot)
    assert "王建国" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    QTest.mouseClick(part.unmasked, Qt.MouseButton.LeftButton, pos=QPoint(8, part.unmasked.height() // 2))
    assert "phone" in part.names()
    click(page, "export.none")
    assert part.names() == ("name",)
    click(page, "export.vcf")
    part.save(tmp_path / "out.vcf")
    rested(desk, qtbot)
    assert (tmp_path / "out.vcf").read_text(encoding="utf-8").count("BEGIN:VCARD") == len(names(desk))


def test_an_address_says_which_list_and_which_way(page: ExchangePage, people: Path, desk: Desk, qtbot: QtBot) -> None:
    dropped(page, people, desk, qtbot)
    page.show_address(Address("exchange", None, "export.accounts"))
    assert page.outgoing.isVisible()
    assert not page.outgoing.formats[".vcf"].isVisible()
    assert page.where() == Address("exchange", None, "export.accounts")
    page.show_address(Address("exchange", None, "import.people"))
    rested(desk, qtbot)
    assert page.wizard.table is not None
    assert page.wizard.table.name == "通讯录.csv"


def test_a_list_is_narrowed_before_it_leaves(page: ExchangePage, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    click(page, "exchange.export")
    page.outgoing.filter.setText("name=")
    qtbot.waitUntil(page.outgoing.refusal.isVisible, timeout=5_000)
    assert not page.outgoing.write.isEnabled()
    page.outgoing.filter.setText("name=王建国")
    qtbot.waitUntil(lambda: page.outgoing.count.text() == "共 1 条", timeout=5_000)
    page.outgoing.save(tmp_path / "one.csv")
    rested(desk, qtbot)
    assert len((tmp_path / "one.csv").read_text(encoding="utf-8-sig").splitlines()) == 2


def test_an_import_that_is_stopped_leaves_no_trace(page: ExchangePage, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "viele.csv"
    path.write_text("姓名,单位\n" + "\n".join(f"人{number},单位{number}" for number in range(3000)), encoding="utf-8")
    before = names(desk)
    dropped(page, path, desk, qtbot)
    click(page, "exchange.next")
    click(page, "exchange.look")
    rested(desk, qtbot)

    def stop(*_step: object) -> None:
        desk.jobs.cancel()

    desk.jobs.stepped.connect(stop)
    click(page, "exchange.confirm")
    rested(desk, qtbot)
    assert page.wizard.looking.isVisible()
    assert page.wizard.looking.refusal.text() == "已停止，没有任何改动。"
    assert page.wizard.looking.confirm.isEnabled()
    assert names(desk) == before


def test_rows_chosen_in_a_list_leave_alone(page: ExchangePage, desk: Desk, sample: Songling, qtbot: QtBot, tmp_path: Path) -> None:
    desk.handed = (sample.company, sample.plant)
    page.show_address(Address("exchange", None, "export.account"))
    assert page.outgoing.count.text() == "共 2 条"
    page.outgoing.save(tmp_path / "two.csv")
    rested(desk, qtbot)
    assert len((tmp_path / "two.csv").read_text(encoding="utf-8-sig").splitlines()) == 3
    click(page, "export.all_rows")
    assert page.outgoing.count.text() == "共 3 条"
    assert desk.handed == ()
