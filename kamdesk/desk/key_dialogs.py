"""Changing the passphrase and making a new recovery code."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from kamdesk.core import tries
from kamdesk.core.problems import Refused
from kamdesk.desk.passphrase import NewPassphrase, secret_line
from kamdesk.desk.recovery_card import RecoveryCard
from kamdesk.upkeep import opening
from kamdesk.upkeep.opening import Workspace
from kamdesk.widgets import buttons
from kamdesk.widgets.card import beside
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import MARGIN


class PassphraseDialog(QDialog):
    """The old passphrase is asked for, so that nobody changes it at a desk left open."""

    def __init__(self, parent: QWidget, desk: Desk, workspace: Workspace) -> None:
        super().__init__(parent)
        self._desk, self._workspace = desk, workspace
        words = desk.words
        self.setObjectName("passphrase")
        self.setWindowTitle(words("Change the passphrase"))
        self.setFixedWidth(460)
        self.old = secret_line(words, "passphrase.old", words("The passphrase until now"))
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("passphrase.refusal")
        self.refusal.hide()
        self.fresh = NewPassphrase(words)
        keep = buttons.primary(words("Change the passphrase"), name="passphrase.keep")
        keep.setDefault(True)
        keep.clicked.connect(self.change)
        cancel = buttons.plain(words("Cancel"), name="passphrase.cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 20, MARGIN, 18)
        whole.setSpacing(10)
        whole.addWidget(label(words("Change the passphrase"), "title"))
        whole.addWidget(label(words("The passphrase until now")))
        whole.addWidget(self.old)
        whole.addWidget(self.refusal)
        whole.addWidget(self.fresh)
        whole.addLayout(beside(None, cancel, keep, spacing=8))
        self.old.setFocus()

    def change(self) -> None:
        self.refusal.hide()
        try:
            fresh = self.fresh.value()
        except Refused as refused:
            self.fresh.refuse(self._desk.sentence(refused))
            return
        try:
            tries.unlock(self._workspace.path, self.old.text(), self._workspace.clock())
            opening.change_passphrase(self._workspace, fresh)
        except Refused as refused:
            self.refusal.setText(self._desk.sentence(refused))
            self.refusal.show()
            self.old.setFocus()
            return
        self.accept()


class CodeDialog(QDialog):
    """Makes the new code when it opens; closes once the rep says that it is kept."""

    def __init__(self, parent: QWidget, desk: Desk, workspace: Workspace) -> None:
        super().__init__(parent)
        words = desk.words
        self.setObjectName("code")
        self.setWindowTitle(words("Recovery code"))
        self.setFixedWidth(520)
        card = RecoveryCard(words, opening.new_recovery_code(workspace), workspace.path, desk.today)
        done = buttons.primary(words("Close"), name="code.close")
        done.setEnabled(False)
        done.clicked.connect(self.accept)
        card.confirmed.connect(done.setEnabled)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 20, MARGIN, 18)
        whole.setSpacing(12)
        whole.addWidget(label(words("Keep the recovery code"), "title"))
        said = words("It opens the workspace if you forget the passphrase. It is shown only now and kept nowhere.")
        whole.addWidget(label(said, "muted", wrap=True))
        whole.addWidget(card)
        whole.addLayout(beside(None, done))
