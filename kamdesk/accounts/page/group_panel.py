"""The whole group as a tree with each member's figures: members are opened, moved by dragging or by name, and added below one another."""

from collections.abc import Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem

from kamdesk.accounts import actions, queries
from kamdesk.accounts.page.group_card import group_figures
from kamdesk.accounts.rules import Branch, branches
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, Figure, clear, stacked, worded
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.text import label, tabular
from kamdesk.widgets.theme import tokens

_ASKED = ("name", "short_name", "parent", "ownership", "rank", "industry", "region")
_NEW_FIELDS = tuple(field for name in _ASKED for field in queries.ACCOUNT_FIELDS if field.name == name)
_PARENT = tuple(field for field in queries.ACCOUNT_FIELDS if field.name == "parent")
_ID = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class GroupPanel(Panel):
    """Figures per member are those that higher subjects give to the list of accounts; above them what the whole group adds up to."""

    key, title = "group", N_("Group")
    group = "business"
    tables: ClassVar[frozenset[str]] = frozenset()  # figures of every subject

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = self.words
        self._columns = desk.contributed.columns("account")
        self.tree = GroupTree(
            words(N_("Member")), [(words.translated(column.label), column.width, column.number) for column in self._columns]
        )
        self.tree.moved.connect(self.move_member)
        self.tree.opened.connect(self._open)
        self.tree.asked.connect(self._key)
        self.tree.setAccessibleName(words(N_("Group")))
        self._figures = QHBoxLayout()
        self._figures.setSpacing(28)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("group.refusal")
        self.refusal.hide()
        below = buttons.plain(words(N_("New subsidiary")), "plus", name="group.new")
        below.clicked.connect(self.new_item)
        move = buttons.plain(words(N_("Move to…")), "git-branch", name="group.move")
        move.clicked.connect(self._move_by_name)
        hint = label(words(N_("Drag a member onto its new parent, or press M. Enter opens it, Insert adds one below.")), "small", wrap=True)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(below)
        tools.addWidget(move)
        tools.addWidget(hint, 1)
        card = Card()
        card.add(self._figures)
        card.add(tools)
        card.add(self.refusal)
        card.add(self.tree, 1)
        self.setLayout(stacked(card))

    def reload(self) -> None:
        assert self.item is not None
        found = self.desk.ask(queries.group_tree, self.item)
        if found is None:
            self.tree.clear()
            return
        clear(self._figures)
        for figure in group_figures(self.desk, found.id):
            self._figures.addLayout(stacked(label(figure.label, "small"), label(figure.value, "section", tone=figure.tone), spacing=1))
        self._figures.addStretch(1)
        ids = [branch.id for _depth, branch in branches(found)]
        today = self.desk.today()
        asked = [self.desk.ask(column.ask, ids, today) for column in self._columns]
        figures = {each: [worded(column[each], self.words) if each in column else None for column in asked] for each in ids}
        self.tree.put(found, figures, self.item)

    def new_item(self) -> None:
        """A new account below the one that is chosen."""
        parent = self.tree.current() or self.item
        heading = self.words(N_("New subsidiary"))
        made(NewDialog(self, self.desk, heading, _NEW_FIELDS, self._create, values={"parent": parent}))

    def move_member(self, member: UUID, parent: UUID | None) -> None:
        """Refusals (a circle) are said above the tree, which stays as it was."""
        try:
            self.desk.do(actions.save_account, member, {"parent": parent})
        except Refused as refused:
            self.refusal.setText(self.desk.sentence(refused))
            self.refusal.show()
            return
        self.refusal.hide()
        self.tree.choose(member)

    def _move_by_name(self) -> None:
        member = self.tree.current()
        if member is None:
            return
        name = self.tree.name_of(member)
        card = self.desk.ask(queries.account_card, member, self.desk.today())

        def move(values: dict[str, object]) -> UUID:
            return self.desk.do(actions.save_account, member, values)

        dialog = NewDialog(
            self, self.desk, self.words(N_("Move “{name}” to…"), name=name[:40]), _PARENT, move,
            values={"parent": card.values["parent"]}, deed=self.words(N_("Move")),
        )  # fmt: skip
        if made(dialog) is not None:
            self.tree.choose(member)

    def _create(self, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.save_account, None, values)

    def _open(self, account: UUID) -> None:
        self.desk.open(Address("accounts", account, "group" if account != self.item else "overview"))

    def _key(self, deed: str) -> None:
        if deed == "move":
            self._move_by_name()
        else:
            self.new_item()


class GroupTree(QTreeWidget):
    """Emits `moved(member, parent)` for one dropped onto another, `opened(member)`, `asked("move" | "new")` for keys."""

    moved = Signal(object, object)
    opened = Signal(object)
    asked = Signal(str)

    def __init__(self, name: str, columns: Sequence[tuple[str, int, bool]]) -> None:
        """`columns` are (heading, width, whether numbers stand in it)."""
        super().__init__()
        self._numbers = [number for _heading, _width, number in columns]
        self.setObjectName("group.tree")
        self.setProperty("role", "members")
        self.setHeaderLabels([name, *(heading for heading, _width, _number in columns)])
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(22)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place, (_heading, width, number) in enumerate(columns, start=1):
            header.resizeSection(place, max(124, width) + 16)
            if number:
                self.headerItem().setTextAlignment(place, _RIGHT)
        tabular(self)
        self.itemActivated.connect(self._activated)

    def put(self, top: Branch, figures: Mapping[UUID, Sequence[Figure | None]], here: UUID) -> None:
        """The tree anew; what was chosen stays chosen, else the account whose card this is."""
        chosen = self.current() or here
        self.clear()
        self._add(self.invisibleRootItem(), top, figures, here)
        self.expandAll()
        self.choose(chosen if self._item(chosen) is not None else here)

    def current(self) -> UUID | None:
        item = self.currentItem()
        return item.data(0, _ID) if item is not None else None

    def choose(self, account: UUID) -> None:
        item = self._item(account)
        if item is not None:
            self.setCurrentItem(item)

    def name_of(self, account: UUID) -> str:
        item = self._item(account)
        return item.text(0) if item is not None else ""

    def dropEvent(self, event: QDropEvent) -> None:
        """Nothing is moved here: what was saved comes back with the next reload."""
        onto, member = self.itemAt(event.position().toPoint()), self.current()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if onto is not None and member is not None and onto.data(0, _ID) != member:
            self.moved.emit(member, onto.data(0, _ID))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_M and not event.modifiers():
            self.asked.emit("move")
        elif event.key() == Qt.Key.Key_Insert:
            self.asked.emit("new")
        else:
            super().keyPressEvent(event)

    def _add(self, above: QTreeWidgetItem, branch: Branch, figures: Mapping[UUID, Sequence[Figure | None]], here: UUID) -> None:
        item = QTreeWidgetItem(above, [branch.name])
        item.setData(0, _ID, branch.id)
        item.setToolTip(0, branch.name)
        if branch.id == here:
            font = QFont(self.font())
            font.setBold(True)
            item.setFont(0, font)
        for place, figure in enumerate(figures.get(branch.id, ()), start=1):
            if figure is not None:
                item.setText(place, figure.value)
                item.setToolTip(place, figure.tip)
                item.setForeground(place, QColor(tokens().of(figure.tone)))
            if self._numbers[place - 1]:
                item.setTextAlignment(place, _RIGHT)
        for each in branch.below:
            self._add(item, each, figures, here)

    def _item(self, account: UUID) -> QTreeWidgetItem | None:
        waiting = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is None:
                continue
            if item.data(0, _ID) == account:
                return item
            waiting += [item.child(place) for place in range(item.childCount())]
        return None

    def _activated(self, item: QTreeWidgetItem) -> None:
        self.opened.emit(item.data(0, _ID))
