"""A workspace that cannot be opened: what, why, and what can be done now."""

from pathlib import Path

from PySide6.QtCore import Signal

from kamdesk.core.problems import Refused, sentence
from kamdesk.core.words import Words
from kamdesk.desk.gate import Gate
from kamdesk.upkeep.backup import BackupRow, newest_good
from kamdesk.widgets import buttons
from kamdesk.widgets.card import beside
from kamdesk.widgets.text import label

DAMAGED = frozenset({"damaged_file", "keys_damaged", "no_keys"})


class TroubleGate(Gate):
    """Signals: `again()` to try once more, `restore(BackupRow)`, `left()` for another workspace."""

    again = Signal()
    restore = Signal(object)
    left = Signal()

    def __init__(self, words: Words, path: Path, refused: Refused) -> None:
        super().__init__(words("{name} cannot be opened", name=path.stem), sentence(refused, words))
        self.setObjectName("trouble")
        self.sentence.setProperty("role", "")
        self.backup: BackupRow | None = newest_good(path) if refused.code in DAMAGED else None
        if self.backup is not None:
            when = words.moment(self.backup.made)
            said = words("The newest good backup is of {when}. The damaged file is put aside, not thrown away.", when=when)
            self.add(label(said, "muted", wrap=True))
            mend = buttons.primary(words("Restore the backup of {when}", when=when), "history", name="trouble.restore")
            mend.clicked.connect(self._restore)
            self.add(mend)
        elif refused.code in DAMAGED:
            said = words("There is no good backup beside it. If you keep copies elsewhere, put one in its place.")
            self.add(label(said, "muted", wrap=True))
        again = buttons.plain(words("Try again"), "refresh-cw", name="trouble.again")
        again.clicked.connect(self.again)
        other = buttons.link(words("Another workspace…"), name="trouble.other")
        other.clicked.connect(self.left)
        self.add(beside(again, None, other, spacing=8))

    def _restore(self) -> None:
        self.restore.emit(self.backup)
