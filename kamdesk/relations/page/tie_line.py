"""One tie in a list: its kind opens it, the name leads to the other person, dots say how strong it is."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.relations import actions
from kamdesk.relations.page import dialogs
from kamdesk.relations.rules.options import SHORT_TIES
from kamdesk.relations.rules.sheet import TieRow
from kamdesk.widgets import buttons
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.text import label


class TieLine(QWidget):
    """Emits `opened(tie)` and `followed(person)`."""

    opened = Signal(object)
    followed = Signal(object)

    def __init__(self, words: Words, tie: TieRow, other: UUID, name: str) -> None:
        super().__init__()
        self._tie, self._other = tie, other
        kind = buttons.link(words.translated(SHORT_TIES[tie.kind]), name=f"tie.{tie.kind.value}")
        kind.setToolTip("\n".join(part for part in (words.translated(tie.kind.label), tie.source, tie.note[:400]) if part))
        kind.setFixedWidth(76)
        kind.clicked.connect(self._open)
        person = buttons.link(name if len(name) <= 10 else name[:10] + "…", name="tie.person")
        person.clicked.connect(self._follow)
        strength = label("●" * tie.strength + "○" * (3 - tie.strength), "small", tip=words("Strength"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(kind)
        line.addWidget(person)
        line.addStretch(1)
        line.addWidget(strength)

    def _open(self) -> None:
        self.opened.emit(self._tie)

    def _follow(self) -> None:
        self.followed.emit(self._other)


def tie_menu(parent: QWidget, desk: Desk, tie: TieRow) -> None:
    """What can be done with a tie, under the pointer."""
    menu = QMenu(parent)
    menu.setObjectName("tie.menu")
    edit = menu.addAction(desk.words("Change…"))
    erase = menu.addAction(desk.words("Erase a tie"))
    picked = menu.exec(parent.cursor().pos())
    menu.deleteLater()
    if picked is edit:
        dialogs.edit_tie(parent, desk, tie)
    elif picked is erase:
        try:
            desk.do(actions.erase_tie, tie.id)
        except Refused as refused:
            desk.refuse(parent, refused)
