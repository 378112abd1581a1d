"""What the other pages need is there before the rep asks for it, and never holds up the end of the program."""

import subprocess
import sys
from pathlib import Path

from kamdesk.desk.contents import pages
from kamdesk.desk.program import Program

PASSPHRASE = "松风 过岭 七号柜"
REST_AND_OPEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from kamdesk.core.words import Language, words_of
from kamdesk.desk.crash import CrashDoor
from kamdesk.desk.machine import Machine
from kamdesk.desk.program import Program
from kamdesk.desk.window import Window
from kamdesk.widgets.desk import Address

application, words, machine = QApplication([]), words_of(Language.EN), Machine()
window = Window(words, machine)
window.show()
program = Program(application, window, machine, CrashDoor(words), words)
program.begin(Path(sys.argv[1]), sys.argv[2])
assert "kamdesk.bids.page" not in sys.modules, "nothing is imported before the desk is painted"
patience = QTimer(singleShot=True)
patience.start(30_000)
while program.ahead.modules and patience.isActive():
    application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
before = set(sys.modules)
for key in sys.argv[3:]:
    window.open_address(Address(key))
print("\\n".join(sorted(name for name in set(sys.modules) - before if name.startswith(("kamdesk", "reportlab", "pypdfium2")))))
window.close()
"""


def test_opening_another_page_imports_no_page_any_more(workspace: Path) -> None:
    keys = [place.key for place in pages()]
    done = subprocess.run(
        [sys.executable, "-c", REST_AND_OPEN, str(workspace), PASSPHRASE, *keys], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    heavy = ("reportlab", "pypdfium2"), ("page", "document", "queries")
    late = [name for name in done.stdout.split() if name.startswith(heavy[0]) or name.endswith(heavy[1])]
    assert not late


def test_leaving_at_once_stops_what_is_imported_ahead(open_program: Program) -> None:
    open_program.window.close()
    waiting = list(open_program.ahead.modules)
    open_program.ahead.start()
    assert open_program.ahead.modules == waiting
    assert waiting
