"""The face of a card, like a business card: photo, name, position with its rank, ways to reach, and how we keep in touch."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from kamdesk.accounts.rules import Rank
from kamdesk.core.marking import N_
from kamdesk.people import actions
from kamdesk.people.page.deeds import Deeds
from kamdesk.people.page.photo import Taking
from kamdesk.people.page.portrait import Portrait, Portraits
from kamdesk.people.queries import PersonCard
from kamdesk.people.rules import Side
from kamdesk.people.rules.phones import phones_shown
from kamdesk.people.rules.rhythm import birthday_words, days_to_birthday, rhythm, rhythm_words
from kamdesk.widgets import buttons
from kamdesk.widgets.card import stacked
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.icons import icon
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import Elided, label, set_tone
from kamdesk.widgets.tokens import Tone
from kamdesk.widgets.tool_line import ToolLine

_LONGEST_WAY = 34  # characters of an address that are shown
SOON = 30  # days ahead that a birthday is told [ours]


class PersonHead(QWidget):
    """`large` stands on top of a whole page; else it is the head of the card beside a list. `opened` is called to show it whole."""

    def __init__(self, desk: Desk, deeds: Deeds, portraits: Portraits, *, large: bool, with_account: bool) -> None:
        super().__init__()
        words = desk.words
        self._desk, self._words, self._deeds, self._with_account = desk, words, deeds, with_account
        self.person: UUID | None = None
        self._account: UUID | None = None
        self._taking = Taking(desk, self)
        tip = words(N_("Photo: click to choose one, or drop a picture here"))
        self.portrait = Portrait(portraits, 88 if large else 60, tip)
        self.portrait.clicked.connect(self._choose_photo)
        self.portrait.dropped.connect(self._dropped)
        self.name = Elided("", "title" if large else "section")
        self.name.setObjectName("person.name")
        self.standing = label("", "" if large else "muted", wrap=True)
        self.standing.setObjectName("person.standing")
        self.account = buttons.ElidedLink("", "person.account")
        self.account.clicked.connect(self._open_account)
        self.rhythm = label("", "small", wrap=True)
        self.rhythm.setObjectName("person.rhythm")
        self.birthday = label("", "small", tone=Tone.CAUTION)
        self._badges, self._ways = _Chips(), _Chips()
        self._photo_actions: dict[str, QAction] = {}
        self.menu_button = self._menu()
        self._place(large)

    def _place(self, large: bool) -> None:
        """Narrow: everything below each other. Large: ways to reach and being in touch at the right, as on the back of a card."""
        self.tools = QHBoxLayout()
        self.tools.setSpacing(4)
        self.tools.addWidget(self.menu_button)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name, 1)
        reach = stacked(self._ways, self.rhythm, self.birthday, spacing=6)
        texts = stacked(top, self.standing, self._badges, self.account, spacing=4)
        line = QHBoxLayout()
        line.setSpacing(20 if large else 12)
        line.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(line)
        if large:
            self.tools.insertStretch(0, 1)
            texts.addStretch(1)
            reach.insertLayout(0, self.tools)
            reach.addStretch(1)
            line.addLayout(reach, 2)
        else:
            top.addLayout(self.tools)
            whole.addLayout(reach)

    def add_tool(self, button: QWidget) -> None:
        """Something small before the menu."""
        self.tools.insertWidget(self.tools.count() - 1, button)

    def show_card(self, person: UUID, card: PersonCard) -> None:
        words, values = self._words, card.values
        self.person = person
        self.portrait.show_person(card.name, card.photo)
        self._photo_actions["photo.remove"].setEnabled(card.photo is not None)
        self.name.say(card.name)
        self.standing.setText(card.standing)
        self.standing.setVisible(bool(card.standing))
        found = values.get("account")
        self._account = found if isinstance(found, UUID) else None
        self.account.say(card.account_name)
        self.account.setVisible(self._with_account and bool(card.account_name))
        self._show_badges(card)
        self._show_ways(card)
        every, today = values.get("cadence_days"), self._desk.today()
        kept = rhythm(every if isinstance(every, int) else None, card.last_touch, today)
        self.rhythm.setText(rhythm_words(kept, words))
        self.rhythm.setVisible(values.get("side") is not Side.OURS or card.last_touch is not None)
        set_tone(self.rhythm, {"good": Tone.GOOD, "caution": Tone.CAUTION, "bad": Tone.BAD}.get(kept.tone.value, Tone.MUTED))
        birthday = values.get("birthday")
        near = birthday is not None and days_to_birthday(birthday, today) <= SOON and not values.get("retired_on")  # type: ignore[arg-type]
        self.birthday.setText(birthday_words(birthday, today, words) if near else "")  # type: ignore[arg-type]
        self.birthday.setVisible(near)

    def _show_badges(self, card: PersonCard) -> None:
        words = self._words
        badges: list[tuple[str, Tone]] = []
        if card.rank is not None and card.rank is not Rank.NONE:
            badges.append((words.translated(card.rank.label), Tone.ACCENT))
        if card.values.get("retired_on"):
            badges.append((words(N_("Left")), Tone.MUTED))
        side = card.values.get("side")
        if isinstance(side, Side) and side is not Side.THEIRS:
            badges.append((words.translated(side.label), Tone.MUTED))
        parts: list[QWidget] = [Badge(text, tone) for text, tone in badges]
        if card.values.get("addressed"):
            parts.append(label(words(N_("called {name}"), name=str(card.values["addressed"])), "muted"))
        self._badges.put(parts)
        self._badges.setVisible(bool(parts))

    def _show_ways(self, card: PersonCard) -> None:
        ways: list[tuple[str, str]] = [("phone", number) for number in phones_shown(_text(card, "phone"))]
        ways += [("phone-call", number) for number in phones_shown(_text(card, "office_phone"))]
        ways += [("message-circle", _text(card, "wechat"))] if _text(card, "wechat") else []
        ways += [("mail", address) for address in _text(card, "email").split("、") if address]
        self._ways.put([self._way(name, text) for name, text in ways])
        self._ways.setVisible(bool(ways))

    def _way(self, icon_name: str, text: str) -> QPushButton:
        made = buttons.link(text if len(text) <= _LONGEST_WAY else text[: _LONGEST_WAY - 1] + "…", name=f"copy.{icon_name}")
        made.setIcon(icon(icon_name))
        made.setToolTip(f"{text}\n{self._words(N_('Click copies it'))}")
        made.clicked.connect(_Copying(self._desk, text))
        return made

    def _menu(self) -> QToolButton:
        words = self._words
        button = buttons.tool("ellipsis", words(N_("More that can be done")), name="person.more")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        entries = (
            ("person.move", "arrow-right-left", words(N_("Moved to another position…")), self.move_on),
            ("person.leave", "user-round-x", words(N_("Retired or left…")), self.leave),
            ("", "", "", None),
            ("photo.choose", "camera", words(N_("Photo from a file…")), self._choose_photo),
            ("photo.paste", "clipboard-copy", words(N_("Photo from the clipboard")), self._paste_photo),
            ("photo.remove", "x", words(N_("Remove the photo")), self._remove_photo),
            ("", "", "", None),
            ("person.erase", "trash-2", words(N_("Erase person")), self._erase),
        )  # fmt: skip
        for name, icon_name, text, deed in entries:
            if deed is None:
                menu.addSeparator()
                continue
            entry = menu.addAction(icon(icon_name), text)
            entry.setObjectName(name)
            entry.triggered.connect(deed)
            self._photo_actions[name] = entry
        button.setMenu(menu)
        return button

    def move_on(self) -> None:
        if self.person is not None:
            self._deeds.move(self.person)

    def leave(self) -> None:
        if self.person is not None:
            self._deeds.leave(self.person)

    def _erase(self) -> None:
        if self.person is not None:
            self._deeds.erase(self.person, self.name.whole())

    def _choose_photo(self) -> None:
        if self.person is not None:
            self._taking.choose(self.person)

    def _paste_photo(self) -> None:
        if self.person is not None:
            self._taking.paste(self.person)

    def _dropped(self, mime: object) -> None:
        if self.person is not None:
            self._taking.take_mime(self.person, mime)  # type: ignore[arg-type]

    def _remove_photo(self) -> None:
        if self.person is not None:
            self._desk.do(actions.remove_photo, self.person)

    def _open_account(self) -> None:
        if self._account is not None:
            self._desk.open(Address("accounts", self._account))


class _Chips(ToolLine):
    """Small parts beside each other, in as many lines as they need."""

    def put(self, parts: Iterable[QWidget]) -> None:
        for old in self.parts():
            old.hide()
            old.setParent(None)
            old.deleteLater()
        for part in parts:
            self.addWidget(part)


class _Copying:
    def __init__(self, desk: Desk, text: str) -> None:
        self._desk, self._text = desk, text

    def __call__(self, _checked: bool = False) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._desk.tell(self._desk.words(N_("Copied: {text}"), text=self._text[:60]))


def _text(card: PersonCard, name: str) -> str:
    return str(card.values.get(name) or "")
