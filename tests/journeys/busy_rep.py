"""A rep who never stops: creates one account after the other and says so once each is kept. A program of its own, to be killed."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kamdesk.accounts.queries import account_ids
from kamdesk.core.words import Language, words_of
from kamdesk.desk.crash import CrashDoor
from kamdesk.desk.machine import Machine
from kamdesk.desk.program import Program
from kamdesk.desk.window import Window
from tests.journeys.rep import ALT, CONTROL, ENTER, Rep


def main(path: str, passphrase: str) -> None:
    application = QApplication([])
    words, machine = words_of(Language.ZH), Machine()
    window = Window(words, machine)
    window.show()
    program = Program(application, window, machine, CrashDoor(words), words)
    program.begin(Path(path), passphrase)
    rep = Rep(program, pytest.MonkeyPatch())
    for number in range(1000):
        name = f"第{number}号客户"
        rep.press(Qt.Key.Key_2, ALT)
        rep.in_dialog(lambda: rep.press(Qt.Key.Key_N, CONTROL), lambda name=name: (rep.fill("field.name", name), rep.press(ENTER)))
        assert program.desk is not None
        assert len(program.desk.ask(account_ids)) == number + 1
        print(name, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
