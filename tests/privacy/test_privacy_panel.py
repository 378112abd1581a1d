"""Two buttons on the card of a person: the paper, and erasing for good after looking at what goes."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.people.tables import Person
from kamdesk.privacy.page import PrivacyPanel
from kamdesk.promises.tables import Promise
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.print_dialog import PrintDialog
from tests.conftest import NOW
from tests.privacy.conftest import NAME, House


@pytest.fixture
def panel(store: Store, house: House, qtbot: QtBot) -> Iterator[PrivacyPanel]:
    desk = Desk(store, words_of(Language.ZH), NOW.date)
    made = PrivacyPanel(desk)
    qtbot.addWidget(made)
    made.show_item(house.person)
    made.show()
    yield made
    desk.jobs.close()


def with_dialog(deed: Callable[[], object], answer: Callable[[QDialog], None]) -> None:
    """Do what opens a dialog, and answer it as soon as it stands."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            answer(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)
    deed()


def click(panel: PrivacyPanel, name: str) -> Callable[[], None]:
    return lambda: QTest.mouseClick(panel.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_erasing_for_good_shows_what_goes_and_does_it(panel: PrivacyPanel, store: Store, house: House, qtbot: QtBot) -> None:
    said: list[str] = []

    def cancel(dialog: QDialog) -> None:
        said.extend(each.text() for each in dialog.findChildren(QLabel))
        QTest.keyClick(dialog, Qt.Key.Key_Return)  # the safe button has the focus

    with_dialog(click(panel, "privacy.forget"), cancel)
    text = "\n".join(said)
    for part in (NAME, "关系：1", "往来记录：1", "关系图上的人：1", "办公室", "不可撤销"):
        assert part in text, part
    with store.reading() as session:
        assert session.get_one(Person, house.person).name == NAME

    def agree(dialog: QDialog) -> None:
        dialog.findChild(QCheckBox, "forget.replace").setChecked(True)
        QTest.mouseClick(dialog.findChild(QPushButton, "question.yes"), Qt.MouseButton.LeftButton)

    told: list[str] = []
    panel.desk.told.connect(told.append)
    with_dialog(click(panel, "privacy.forget"), agree)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == [f"已彻底删除“{NAME}”。"]
    with store.reading() as session:
        assert session.scalars(select(Person).where(Person.name == NAME)).all() == []
        assert session.get_one(Promise, house.promise).what == "给（已删除人员）寄送样机"


def test_the_paper_is_shown_before_it_is_printed(panel: PrivacyPanel, qtbot: QtBot) -> None:
    seen: list[bool] = []

    def look(dialog: QDialog) -> None:
        seen.append(isinstance(dialog, PrintDialog))
        dialog.reject()

    with_dialog(click(panel, "privacy.held"), look)
    assert seen == [True]
