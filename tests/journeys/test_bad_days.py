"""Bad days: the program is killed in the middle of work, the file is damaged. Nothing acknowledged is lost."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kamdesk.accounts.queries import account_ids, account_rows
from kamdesk.core.store import Store
from kamdesk.upkeep import opening
from tests.journeys.rep import ALT, CONTROL, ENTER, Rep

PASSPHRASE = "松风 过岭 七号柜"
ROOT = Path(__file__).parents[2]


def names_in(store: Store) -> set[str]:
    return {row.name for row in store.ask(account_rows, store.ask(account_ids))}


def test_killed_in_the_middle_of_work_everything_acknowledged_is_there(workspace: Path, start: Callable[..., Rep]) -> None:
    call = [sys.executable, "-m", "tests.journeys.busy_rep", str(workspace), PASSPHRASE]
    busy = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert busy.stdout is not None
    kept = [busy.stdout.readline().strip() for _ in range(4)]
    busy.kill()  # SIGKILL: no farewell, no clean-up
    kept += busy.stdout.read().split()
    busy.wait()
    busy.stdout.close()
    assert busy.returncode < 0, "it was still at work"
    assert kept[:4] == [f"第{number}号客户" for number in range(4)]

    rep = start(workspace)
    QTest.keyClick(rep.fill("unlock.passphrase", PASSPHRASE), ENTER)
    rep.press(Qt.Key.Key_2, ALT)
    assert rep.program.desk is not None
    assert names_in(rep.program.desk.store) >= set(kept)
    assert rep.program.desk.store.next_reversal("undo") is not None


def test_a_damaged_file_comes_back_from_its_newest_good_backup_by_clicks(workspace: Path, start: Callable[..., Rep]) -> None:
    rep = start(workspace, PASSPHRASE)
    for name in ("平湖电力有限公司", "松岭能源集团"):
        rep.press(Qt.Key.Key_2, ALT)
        rep.in_dialog(lambda: rep.press(Qt.Key.Key_N, CONTROL), lambda name=name: (rep.fill("field.name", name), rep.press(ENTER)))
    rep.program.window.close()  # backs up by itself
    content = bytearray(workspace.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 + 2048] ^= 0x01
    workspace.write_bytes(content)

    again = start(workspace)
    if again.sees("unlock.passphrase"):
        QTest.keyClick(again.fill("unlock.passphrase", PASSPHRASE), ENTER)
    assert again.says("损坏")
    again.click("trouble.restore")
    QTest.keyClick(again.fill("unlock.passphrase", PASSPHRASE), ENTER)
    again.press(Qt.Key.Key_2, ALT)
    assert again.see("grid")
    again.program.window.close()
    with opening.open_with_passphrase(workspace, PASSPHRASE) as mended:
        assert names_in(mended.store) == {"平湖电力有限公司", "松岭能源集团"}
