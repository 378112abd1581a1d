"""A rep gets to know a customer: contacts come in from a phone, the map grows on the map, the value is scored, the card is printed;
then the file is opened again and holds it all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QTableView

from kamdesk.accounts.queries import account_ids
from kamdesk.people.queries import person_ids, person_rows
from kamdesk.relations.queries import map_sheet, way_to
from kamdesk.upkeep import opening
from kamdesk.value.page.criterion_line import CriterionLine
from kamdesk.value.queries import value_of
from tests.journeys.conftest import NOW, PASSPHRASE, TODAY
from tests.journeys.rep import ALT, CONTROL, ENTER, Rep, plain_text, say

CARDS = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E9=92=B1;=E4=B6=AE;;;
TEL;CELL:138-1234-5678
ORG;CHARSET=UTF-8:晋岚电力股份有限公司
TITLE;CHARSET=UTF-8:副总工程师
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:罗颖
TEL;TYPE=CELL:13800002204
ORG:晋岚电力股份有限公司
END:VCARD
"""


def import_contacts(rep: Rep, file: Path, patch: pytest.MonkeyPatch) -> None:
    """From the page of people through four steps."""
    patch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_: (str(file), "")))
    rep.press(Qt.Key.Key_3, ALT)
    rep.click("people.import")
    rep.click("exchange.choose")
    rep.rest()
    rep.click("exchange.next")
    rep.click("exchange.look")
    rep.rest()
    rep.click("exchange.confirm")
    rep.rest()


def open_account(rep: Rep) -> None:
    """By the filter and Enter, no mouse."""
    rep.press(Qt.Key.Key_2, ALT)
    rep.press(Qt.Key.Key_F, CONTROL)
    field = rep.see("grid.filter", QLineEdit)
    say(field, "jinlandianligufen")
    rep.wait(lambda: rep.see("grid", QTableView).model().rowCount() == 1, "the one account that fits")
    QTest.keyClick(field, ENTER)
    QTest.keyClick(rep.see("grid", QTableView), ENTER)
    rep.rest()


def seat_below(rep: Rep, boss: str, name: str) -> None:
    """On the map itself: Tab on the boss, the name into the new box, Enter."""
    rep.tab("关系图")
    rep.rest()
    view = rep.see("map")
    finder = rep.fill("map.find", boss)
    QTest.keyClick(finder, ENTER)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    box = rep.see("box.name", QLineEdit)
    say(box, name)
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, ENTER)
    rep.rest()


def names(rep: Rep) -> list[str]:
    assert rep.program.desk is not None
    desk = rep.program.desk
    return [row.name for row in desk.ask(person_rows, desk.ask(person_ids), TODAY)]


def test_from_a_phones_contacts_to_a_printed_card(
    sample: Path, start: Callable[..., Rep], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "contacts.vcf"
    file.write_text(CARDS, encoding="utf-8")
    rep = start(sample, PASSPHRASE)
    before = names(rep)
    import_contacts(rep, file, monkeypatch)
    assert sorted(names(rep)) == sorted([*before, "钱䶮"])  # 罗颖 was on file with this very number
    rep.press(Qt.Key.Key_Z, CONTROL)
    assert names(rep) == before
    rep.press(Qt.Key.Key_Y, CONTROL)
    assert "钱䶮" in names(rep)

    open_account(rep)
    seat_below(rep, "解建平", "钱䶮")
    rep.tab("价值与计划")
    rep.rest()
    strip = rep.see("value.size", CriterionLine).strip
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_3)
    rep.rest()
    pdf = rep.print_to(tmp_path / "card.pdf", lambda: rep.press(Qt.Key.Key_P, CONTROL))
    text = plain_text(pdf)
    assert "钱䶮" in text
    assert "副总工程师" in text
    assert "吸引力" not in text
    rep.press(Qt.Key.Key_Q, CONTROL)

    with opening.open_with_passphrase(sample, PASSPHRASE, lambda: NOW) as again:
        ask = again.store.ask
        account = ask(account_ids, typed="jinlandianligufen")[0]
        seats = {seat.name: seat for seat in ask(map_sheet, account).seats}
        assert seats["钱䶮"].reports_to == seats["解建平"].id
        assert next(row.score for row in ask(value_of, account).rows if row.criterion.key == "size") == 3
        assert ask(way_to, seats["罗颖"].person)
        people = {row.name: row for row in ask(person_rows, ask(person_ids), TODAY)}
        assert people["钱䶮"].account == account
        assert people["钱䶮"].phone == "138 1234 5678"


def test_the_list_leads_to_the_portfolio_an_account_and_back(sample: Path, start: Callable[..., Rep]) -> None:
    rep = start(sample, PASSPHRASE)
    rep.press(Qt.Key.Key_2, ALT)
    rep.click("accounts.portfolio")
    rep.rest()
    assert rep.says("战略投入 1")
    grid = rep.see("grid", QTableView)
    grid.setFocus()
    QTest.keyClick(grid, ENTER)
    rep.rest()
    assert rep.program.window.page is not None
    assert rep.program.window.page.key == "accounts"
    rep.press(Qt.Key.Key_Left, ALT)
    assert rep.program.window.page.key == "portfolio"
