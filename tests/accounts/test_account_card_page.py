"""The account card through real clicks and keys: sources beside facts, years, contracts, the cell, the group as a tree."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget

from kamdesk.accounts import actions, queries
from kamdesk.accounts.page import AccountsPage
from kamdesk.accounts.page.fact_popup import FactPopup
from kamdesk.accounts.page.group_panel import GroupPanel, GroupTree
from kamdesk.accounts.page.holding_card import HoldingLine
from kamdesk.accounts.page.notes import NoteLine
from kamdesk.accounts.rules import Channel, Confidence, FactTopic, Kraljic
from kamdesk.accounts.rules.provenance import Told
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.field_table import FieldTable
from kamdesk.widgets.new_dialog import NewDialog
from kamdesk.widgets.still import StillPicture
from tests.factories.pages import typed, words_on
from tests.factories.songling import TODAY, Songling

Show = Callable[[QWidget], None]
LEFT = Qt.MouseButton.LeftButton
YI = 10_000_000_000


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def in_dialog(what: Callable[[NewDialog[object]], None]) -> None:
    """Does something in the next modal dialog, once it is up."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, NewDialog):
            what(dialog)
        else:
            QTimer.singleShot(20, act)

    QTimer.singleShot(20, act)


@pytest.fixture
def page(desk: Desk, sample: Songling, shown: Show) -> AccountsPage:
    told = {"source": Channel.CUSTOMERS, "learned_on": ago(400), "confidence": Confidence.LIKELY}
    desk.do(actions.save_account, sample.company, {"revenue": 92 * YI, "headcount": 8600}, told)
    made = AccountsPage(desk)
    made.show_address(Address("accounts", sample.company))
    shown(made)
    return made


def click(page: AccountsPage, name: str) -> None:
    QApplication.processEvents()  # what was just put into a layout is shown a turn later
    QTest.mouseClick(next(each for each in page.findChildren(QWidget, name) if each.isVisible()), LEFT)


def popup(page: AccountsPage) -> FactPopup:
    QApplication.processEvents()
    return next(each for each in page.window().findChildren(FactPopup) if each.isVisible())


def told(desk: Desk, account: UUID, field: str) -> Told:
    return desk.ask(queries.provenance_of, account, TODAY)[field].told


def test_an_edit_needs_no_source_but_takes_one_in_a_click(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    click(page, "value.region")
    line = page.findChild(QLineEdit, "field.region")
    line.selectAll()
    typed(line, "岭东")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert told(desk, sample.company, "region") == Told(learned_on=TODAY)
    click(page, "value.revenue")
    line = page.findChild(QLineEdit, "field.revenue")
    line.selectAll()
    typed(line, "95亿")
    click(page, "told.unfold")
    click(page, "told.media")
    day = next(each for each in page.findChildren(QLineEdit, "told.day") if each.isVisible())
    day.selectAll()
    QTest.keyClicks(day, ago(10).isoformat())
    QTest.keyClick(day, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told(desk, sample.company, "revenue") == Told(Channel.MEDIA, ago(10))
    assert desk.ask(queries.account_card, sample.company, TODAY).values["revenue"] == 95 * YI
    assert page.findChild(QLabel, "mark.revenue").text() == "媒体与招标公示 · 10 天前"


def test_a_day_ahead_is_refused_beside_the_field_and_everything_typed_stays(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    click(page, "value.region")
    line = page.findChild(QLineEdit, "field.region")
    typed(line, "岭东")
    click(page, "told.unfold")
    day = next(each for each in page.findChildren(QLineEdit, "told.day") if each.isVisible())
    day.selectAll()
    QTest.keyClicks(day, "2027-03-01")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "不能晚于今天" in page.findChild(QLabel, "refusal.region").text()
    assert day.text() == "2027-03-01"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert "岭东" not in str(desk.ask(queries.account_card, sample.company, TODAY).values["region"])


def test_stale_facts_are_counted_and_walked_through_with_one_key_each(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    assert page.findChild(QLabel, "stale.count").text() == "2 项信息已过期"
    assert "过期" in page.findChild(QLabel, "mark.headcount").text()
    click(page, "stale.walk")
    shown = popup(page)
    assert shown.field == "headcount"
    assert "老客户" in words_on(shown)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)  # “still true” has the keyboard
    assert popup(page).field == "revenue"
    QTest.mouseClick(popup(page).findChild(QToolButton, "fact.next"), LEFT)
    assert not shown.isVisible()
    assert told(desk, sample.company, "headcount") == Told(Channel.CUSTOMERS, TODAY, Confidence.LIKELY)
    assert page.findChild(QLabel, "stale.count").text() == "1 项信息已过期"


def test_a_mark_tells_the_story_and_states_the_source_anew(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    desk.do(actions.save_account, sample.company, {"revenue": 95 * YI}, {"source": Channel.MEDIA, "learned_on": ago(20)})
    click(page, "mark.revenue")
    shown = popup(page)
    assert shown.height() > 100
    assert "95 亿" in words_on(shown)
    assert "92 亿" in words_on(shown)
    QTest.mouseClick(shown.findChild(QPushButton, "fact.state"), LEFT)
    QTest.mouseClick(shown.findChild(QPushButton, "told.headquarters"), LEFT)
    typed(shown.findChild(QLineEdit, "told.by"), "陈处")
    QTest.mouseClick(shown.findChild(QPushButton, "fact.state"), LEFT)
    assert told(desk, sample.company, "revenue") == Told(Channel.HEADQUARTERS, TODAY, None, "陈处")
    assert not shown.isVisible()


def test_shift_f2_asks_and_escape_gives_the_keyboard_back(page: AccountsPage) -> None:
    value = page.findChild(QPushButton, "value.difficulties")
    value.setFocus()
    QTest.keyClick(value, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    shown = popup(page)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert value.hasFocus()
    value.asked_about.emit()
    QTest.mouseClick(popup(page).findChild(QPushButton, "fact.change"), LEFT)
    QApplication.processEvents()
    assert page.findChild(QPlainTextEdit, "field.difficulties").hasFocus()


def test_a_note_is_replaced_and_notes_are_narrowed(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    desk.do(actions.note_fact, sample.company, {"body": "投资约 3,000 万元", "topic": FactTopic.PROJECT})
    first = next(line for line in page.findChildren(NoteLine) if "3,000" in words_on(line))

    def replace(dialog: NewDialog[object]) -> None:
        body = dialog.findChild(QPlainTextEdit, "field.body")
        assert body.toPlainText() == "投资约 3,000 万元"
        body.setPlainText("批复 3,280 万元")
        QTest.mouseClick(dialog.findChild(QPushButton, "new.create"), LEFT)

    in_dialog(replace)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_R)
    newest = next(line for line in page.findChildren(NoteLine) if "3,280" in words_on(line))
    assert "3,000" not in words_on(newest)
    QTest.mouseClick(newest.findChild(QPushButton, "note.past"), LEFT)
    assert "3,000" in words_on(newest)
    topics = page.findChild(QComboBox, "notes.topic")
    topics.setCurrentIndex(topics.findData(FactTopic.PROJECT))
    topics.activated.emit(topics.currentIndex())
    assert [("3,280" in words_on(line)) for line in page.findChildren(NoteLine)] == [True]


def test_years_are_filled_in_where_they_stand_and_drawn(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    page.show_address(Address("accounts", sample.company, "business"))
    table = page.findChild(FieldTable)
    click(page, "lines.add")
    assert [year.year for year in desk.ask(queries.years_of, sample.company, TODAY)] == [TODAY.year - 1]
    model = table.model
    columns = {getattr(column, "name", ""): place for place, column in enumerate(model.columns)}
    assert model.setData(model.index(0, columns["profit"]), "亏损 350万")
    assert model.setData(model.index(0, columns["revenue"]), "92.4亿")
    assert model.setData(model.index(0, columns["source"]), "websites")
    (year,) = desk.ask(queries.years_of, sample.company, TODAY)
    assert (year.revenue, year.profit, year.told.source) == (924 * 10**9, -350 * 10**6, Channel.WEBSITES)
    assert page.findChild(StillPicture, "years.chart").isVisible()
    assert not model.setData(model.index(0, columns["investment"]), "-5")
    assert "不能为负" in words_on(table)
    click(page, "lines.add")
    assert not model.setData(model.index(0, columns["year"]), "2024")
    assert "已有一行" in words_on(table)
    desk.tell_changes(desk.store.undo().changes)
    assert len(desk.ask(queries.years_of, sample.company, TODAY)) == 1


def test_installed_things_and_competitors_are_listed_changed_and_erased(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    page.show_address(Address("accounts", sample.company, "buying"))

    def make(dialog: NewDialog[object]) -> None:
        typed(dialog.findChild(QLineEdit, "field.product"), "一期主站")
        typed(dialog.findChild(QLineEdit, "field.supplier"), "远图科技")
        QTest.keyClicks(dialog.findChild(QLineEdit, "field.contract_ends"), (TODAY + timedelta(days=90)).isoformat())
        QTest.mouseClick(dialog.findChild(QPushButton, "new.create"), LEFT)

    in_dialog(make)
    click(page, "installed.first")
    (line,) = page.findChildren(HoldingLine)
    assert "一期主站" in line.accessibleName()
    assert page.findChild(StillPicture, "contracts").isVisible()
    assert desk.ask(queries.installed_of, sample.company, TODAY)[0].days_left == 90
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert desk.ask(queries.installed_of, sample.company, TODAY) == ()
    for name in ("远图", "合信"):
        desk.do(actions.save_rival, None, {"account": sample.company, "name": name, "share": 60})
    assert "120%" in words_on(page)


def test_the_cell_is_chosen_by_click_and_key_and_says_what_it_means(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    page.show_address(Address("accounts", sample.company, "buying"))
    cell = page.findChild(StillPicture, "kraljic")

    def chosen() -> object:
        return desk.ask(queries.account_card, sample.company, TODAY).values["kraljic"]

    QTest.mouseClick(cell, LEFT, pos=cell.place_of("bottleneck").toPoint())
    assert chosen() is Kraljic.BOTTLENECK
    assert "断供" in page.findChild(QLabel, "kraljic.meaning").text()
    QTest.mouseClick(cell, LEFT, pos=cell.place_of("bottleneck").toPoint())
    assert chosen() is None
    cell.setFocus()
    QTest.keyClick(cell, Qt.Key.Key_Right)
    QTest.keyClick(cell, Qt.Key.Key_Return)
    assert isinstance(chosen(), Kraljic)


def test_a_member_is_moved_by_dragging_by_name_and_never_in_a_circle(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    page.show_address(Address("accounts", sample.company, "group"))
    tree, panel = page.findChild(GroupTree), page.findChild(GroupPanel)

    def drop(member: UUID, onto: UUID) -> None:
        tree.choose(member)
        item = tree._item(onto)
        assert item is not None
        place = QPointF(tree.visualItemRect(item).center())
        data, none = QMimeData(), Qt.KeyboardModifier.NoModifier
        tree.dropEvent(QDropEvent(place, Qt.DropAction.MoveAction, data, LEFT, none))

    def parent(member: UUID) -> object:
        return desk.ask(queries.account_card, member, TODAY).values["parent"]

    drop(sample.company, sample.plant)
    assert "循环" in panel.refusal.text()
    assert panel.refusal.isVisible()
    drop(sample.plant, sample.group)
    assert parent(sample.plant) == sample.group
    assert not panel.refusal.isVisible()

    def by_name(dialog: NewDialog[object]) -> None:
        dialog.editors["parent"].put(sample.company)
        QTest.mouseClick(dialog.findChild(QPushButton, "new.create"), LEFT)

    in_dialog(by_name)
    tree.choose(sample.plant)
    QTest.keyClick(tree, Qt.Key.Key_M)
    assert parent(sample.plant) == sample.company
    assert tree.current() == sample.plant

    def below(dialog: NewDialog[object]) -> None:
        typed(dialog.findChild(QLineEdit, "field.name"), "青石二期项目公司")
        QTest.mouseClick(dialog.findChild(QPushButton, "new.create"), LEFT)

    in_dialog(below)
    QTest.keyClick(tree, Qt.Key.Key_Insert)
    names = [item.text(0) for item in tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)]
    assert "青石二期项目公司" in names
    opened: list[Address] = []
    desk.opened.connect(opened.append)
    tree.choose(sample.plant)
    tree.itemActivated.emit(tree.currentItem(), 0)
    assert opened == [Address("accounts", sample.plant, "group")]


def test_parts_of_a_shared_tab_have_their_own_addresses(page: AccountsPage, sample: Songling) -> None:
    for key in ("business", "buying", "group", "business"):
        page.show_address(Address("accounts", sample.company, key))
        assert page.where() == Address("accounts", sample.company, key)
        assert page.findChild(QPushButton, f"part.{key}").isChecked()
    chip = page.findChild(QPushButton, "part.business")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Right)
    assert page.where().tab == "buying"
    page.show_address(Address("accounts", sample.company, "overview"))
    page.show_address(Address("accounts", sample.company, "group"))
    page.show_address(Address("accounts", sample.plant))
    assert page.where() == Address("accounts", sample.plant, "overview")
