"""A new account, with a word of warning while one like it is on file already."""

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kamdesk.accounts import queries
from kamdesk.accounts.queries.duplicates import accounts_like
from kamdesk.core.marking import N_
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.new_dialog import NewDialog
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

# What a new account is asked for; everything else is filled in on its card.
_ASKED = ("name", "short_name", "parent", "ownership", "rank", "industry", "region", "address", "credit_code", "tags")
NEW_FIELDS = tuple(field for name in _ASKED for field in queries.ACCOUNT_FIELDS if field.name == name)
_WATCHED = ("name", "credit_code")


class NewAccount(NewDialog[UUID]):
    """Names the accounts that the typed name or credit code may mean; creating stays possible, the rep knows better."""

    def __init__(
        self, parent: QWidget, desk: Desk, create: Callable[[dict[str, object]], UUID], values: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(parent, desk, desk.words(N_("New account")), NEW_FIELDS, create, values=values)
        self._asks = desk
        self.warning = label("", wrap=True, tone=Tone.CAUTION)
        self.warning.setObjectName("new.warning")
        self.warning.hide()
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.insertWidget(2, self.warning)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(200)
        self._soon.timeout.connect(self._look)
        for name in _WATCHED:
            line = self.editors[name].line()
            if isinstance(line, QLineEdit):
                line.textChanged.connect(self._soon.start)

    def _look(self) -> None:
        typed = [line.text() if isinstance(line := self.editors[name].line(), QLineEdit) else "" for name in _WATCHED]
        found = self._asks.ask(accounts_like, typed[0], typed[1])
        words = self._asks.words
        named = words(", ").join(f"“{each.name}”" for each in found)
        self.warning.setText(f"⚠ {words(N_('Perhaps on file already: {names}'), names=named)}")
        self.warning.setVisible(bool(found))
