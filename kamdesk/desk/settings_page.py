"""Settings: how it looks and when it locks, who we are, the keys to the workspace, its backups, and what kamdesk is made of."""

from importlib.metadata import version
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QGridLayout, QListWidget, QListWidgetItem, QWidget

from kamdesk.core import remembering, settings
from kamdesk.core.marking import N_
from kamdesk.core.places import resource
from kamdesk.core.problems import Refused
from kamdesk.core.words import Language
from kamdesk.desk.key_dialogs import CodeDialog, PassphraseDialog
from kamdesk.desk.machine import Machine
from kamdesk.library.actions import save_company
from kamdesk.library.queries import COMPANY_FIELDS, company
from kamdesk.upkeep import backup
from kamdesk.upkeep.opening import Workspace
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, beside, holder, scrolled, stacked
from kamdesk.widgets.desk import Changes, Desk
from kamdesk.widgets.dialogs import agreed
from kamdesk.widgets.form import Form
from kamdesk.widgets.page import Page
from kamdesk.widgets.text import Elided, label

THEMES = (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark")))
MINUTES = (5, 10, 15, 30, 60, 0)


class SettingsPage(Page):
    key: ClassVar[str] = "settings"
    title: ClassVar[str] = N_("Settings")
    icon: ClassVar[str] = "settings"
    tables: ClassVar[frozenset[str]] = frozenset({"setting", "company"})
    help: ClassVar[str] = N_(
        "Language and theme change at once. The passphrase and the recovery code open the same workspace; keep both apart."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.workspace: Workspace = desk.workspace
        self.heading(self.words("Settings"))
        left = holder(stacked(self._look(), self._keys(), self._backups(), None))
        right = holder(stacked(self._us(), self._about(), None))
        columns = holder(beside(left, right))
        layout = columns.layout()
        assert layout is not None
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        left.setMaximumWidth(560)
        right.setMaximumWidth(640)
        self.content.addWidget(scrolled(columns), 1)

    def reload(self) -> None:
        language = self.desk.ask(settings.setting, settings.LANGUAGE, self.words.language.value)
        theme = self.desk.ask(settings.setting, settings.THEME, Machine().theme)
        minutes = self.desk.ask(settings.setting, settings.IDLE_MINUTES, "15")
        for box, value in ((self.language, language), (self.theme, theme), (self.minutes, minutes)):
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(value)))
            box.blockSignals(False)
        self.form.show_values(self.desk.ask(company).values)
        self._show_backups()

    def on_changed(self, changes: Changes) -> None:
        """Undo may have changed the language or the theme: then everything is made anew."""
        watched = {settings.setting_id(settings.LANGUAGE), settings.setting_id(settings.THEME)}
        if any(row in watched for _table, row in changes):
            self.desk.asked_for.emit("rebuild")
            return
        super().on_changed(changes)

    # cards

    def _look(self) -> QWidget:
        words = self.words
        self.language = _choice("settings.language", words("Language"), [(each.value, name) for each, name in _LANGUAGES])
        self.theme = _choice("settings.theme", words("Theme"), [(value, words.translated(name)) for value, name in THEMES])
        minutes = [(str(n), words("after {n} minutes", n=n) if n else words("never")) for n in MINUTES]
        self.minutes = _choice("settings.minutes", words("Lock when idle"), minutes)
        self.language.activated.connect(self._put_language)
        self.theme.activated.connect(self._put_theme)
        self.minutes.activated.connect(self._put_minutes)
        card = Card(words("Look and lock"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        for row, (text, box) in enumerate(
            ((words("Language"), self.language), (words("Theme"), self.theme), (words("Lock when idle"), self.minutes))
        ):
            grid.addWidget(label(text, "muted"), row, 0)
            grid.addWidget(box, row, 1)
        card.add(grid)
        return card

    def _keys(self) -> QWidget:
        words = self.words
        card = Card(words("Keys to the workspace"))
        passphrase = buttons.plain(words("Change the passphrase…"), "key-round", name="settings.passphrase")
        passphrase.clicked.connect(self.change_passphrase)
        code = buttons.plain(words("New recovery code…"), "shield-check", name="settings.code")
        code.clicked.connect(self.new_code)
        self.forget = buttons.link(words("No longer open without asking on this computer"), name="settings.forget")
        self.forget.clicked.connect(self.forget_here)
        lock = buttons.link(words("Lock now"), name="settings.lock")
        lock.clicked.connect(self._lock)
        card.add(beside(passphrase, code, None, spacing=8))
        card.add(beside(self.forget, lock, None, spacing=8))
        return card

    def _backups(self) -> QWidget:
        words = self.words
        card = Card(words("Workspace and backups"))
        card.add(Elided(str(self.workspace.path), "small"))
        self.backups = QListWidget()
        self.backups.setObjectName("settings.backups")
        self.backups.setAccessibleName(words("Backups"))
        self.backups.setMinimumHeight(150)
        said = words("There is no backup yet. One is made hourly while something changes, and on closing.")
        self.no_backup = label(said, "muted", wrap=True)
        now = buttons.plain(words("Back up now"), "save", name="settings.backup")
        now.clicked.connect(self._back_up)
        self.restore_button = buttons.plain(words("Restore…"), "history", name="settings.restore")
        self.restore_button.clicked.connect(self.restore)
        other = buttons.link(words("Another workspace…"), name="settings.other")
        other.clicked.connect(self._other)
        card.add(self.no_backup)
        card.add(self.backups)
        card.add(beside(now, self.restore_button, None, other, spacing=8))
        self.backups.itemSelectionChanged.connect(self._chose_backup)
        return card

    def _us(self) -> QWidget:
        card = Card(self.words("Our company"))
        card.add(label(self.words("These stand on proposals, bids and other papers."), "small", wrap=True))
        self.form = Form(self.desk, COMPANY_FIELDS, self._save_company)
        card.add(self.form)
        return card

    def _about(self) -> QWidget:
        words = self.words
        card = Card(words("About kamdesk"))
        card.add(label(words("Version {version}", version=version("kamdesk")), selectable=True))
        card.add(label(words("Licensed under Apache-2.0. Fonts: SIL Open Font License. Icons: Lucide, ISC License."), "muted", wrap=True))
        fonts = buttons.link(words("Licence of the fonts"), name="settings.fonts")
        fonts.clicked.connect(self._show_fonts)
        icons = buttons.link(words("Licence of the icons"), name="settings.icons")
        icons.clicked.connect(self._show_icons)
        card.add(beside(fonts, icons, None, spacing=8))
        return card

    # deeds

    def change_passphrase(self) -> None:
        if PassphraseDialog(self, self.desk, self.workspace).exec():
            self.desk.tell(self.words("The new passphrase is set."))

    def new_code(self) -> None:
        sentence = self.words("The recovery code you have now will open nothing any more.")
        if agreed(self, self.words("Make a new recovery code?"), sentence, self.words("Make a new code"), self.words):
            CodeDialog(self, self.desk, self.workspace).exec()

    def forget_here(self) -> None:
        done = remembering.forget(self.workspace.store.workspace)
        self.desk.tell(self.words("The passphrase will be asked for again.") if done else self.words.translated(done.why.label))

    def restore(self) -> None:
        """Puts a chosen backup in a place of its own beside the workspace; the workspace in use is never overwritten."""
        row = self._chosen()
        if row is None:
            return
        from kamdesk.upkeep.restoring import restore_to

        when = row.made.astimezone()
        target = self.workspace.path.with_name(f"{self.workspace.path.stem} {when:%Y-%m-%d %H%M}{self.workspace.path.suffix}")
        try:
            restore_to(row, target)
        except Refused as refused:
            self.desk.refuse(self, refused)
            return
        said = self.words("Restored as {name}, beside this workspace. Open it with “Another workspace…”.", name=target.name)
        self.desk.tell(said)

    def _chosen(self) -> backup.BackupRow | None:
        item = self.backups.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None and item.isSelected() else None

    def _chose_backup(self) -> None:
        self.restore_button.setEnabled(self._chosen() is not None)

    def _show_backups(self) -> None:
        rows = backup.backups(self.workspace.path)
        self.backups.clear()
        for row in rows:
            said = f"{self.words.moment(row.made)}   {row.size / 1_000_000:,.1f} MB" + ("" if row.whole else f"   {self.words('damaged')}")
            item = QListWidgetItem(said)
            item.setData(Qt.ItemDataRole.UserRole, row)
            self.backups.addItem(item)
        self.backups.setVisible(bool(rows))
        self.no_backup.setVisible(not rows)
        self._chose_backup()

    def _save_company(self, values: dict[str, object]) -> None:
        kept = self.desk.ask(company)
        if kept.id is None and "name" not in values:
            raise Refused("empty", "name", {"label": "Company name"})
        self.desk.do(save_company, kept.id, values)

    def _put_language(self) -> None:
        self.desk.do_as(self, settings.put_setting, settings.LANGUAGE, str(self.language.currentData()))
        self.desk.asked_for.emit("rebuild")

    def _put_theme(self) -> None:
        self.desk.do_as(self, settings.put_setting, settings.THEME, str(self.theme.currentData()))
        self.desk.asked_for.emit("rebuild")

    def _put_minutes(self) -> None:
        self.desk.do(settings.put_setting, settings.IDLE_MINUTES, str(self.minutes.currentData()))
        self.desk.asked_for.emit("idle")

    def _lock(self) -> None:
        self.desk.asked_for.emit("lock")

    def _back_up(self) -> None:
        self.desk.asked_for.emit("backup")

    def _other(self) -> None:
        self.desk.asked_for.emit("other")

    def _show_fonts(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(resource("fonts/OFL-NotoSansSC.txt"))))

    def _show_icons(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(resource("icons/LICENSE"))))


_LANGUAGES = ((Language.ZH, "中文"), (Language.EN, "English"))


def _choice(name: str, accessible: str, entries: list[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(accessible)
    for value, text in entries:
        box.addItem(text, value)
    return box
