"""The group on the overview: what the whole of it adds up to, and its members one click away."""

from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.accounts.rules import Branch, branches
from kamdesk.core.marking import N_
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, Figure, clear, holder, worded
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.text import Elided, label

MOST_MEMBERS = 14


class GroupCard(Card):
    """Hidden while the account stands alone. Figures come from higher subjects (`contributed.figures("group")`)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.words(N_("Group")))
        self._desk, self._words = desk, desk.words
        self._account: UUID | None = None
        whole = buttons.tool("list-tree", self._words(N_("The whole group: figures, moving, new members")), name="group.open")
        whole.clicked.connect(self._open)
        self.add_action(whole)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(12)
        self._figures.setVerticalSpacing(8)
        self._members = QVBoxLayout()
        self._members.setSpacing(0)
        self.add(self._figures)
        self.add(self._members)

    def show_group(self, account: UUID, tree: Branch | None) -> None:
        self._account = account
        clear(self._members)
        clear(self._figures)
        listed = list(branches(tree)) if tree is not None else []
        self.setVisible(len(listed) > 1)
        if tree is None or len(listed) < 2:
            return
        for place, figure in enumerate(group_figures(self._desk, account)[:4]):
            self._figures.addWidget(_small(figure), place // 2, place % 2)
        for depth, branch in listed[:MOST_MEMBERS]:
            self._members.addWidget(self._member(depth, branch))
        if len(listed) > MOST_MEMBERS:
            more = buttons.link(self._words(N_("and {n} more"), n=len(listed) - MOST_MEMBERS), name="group.more")
            more.clicked.connect(self._open)
            self._members.addWidget(more)

    def _member(self, depth: int, branch: Branch) -> QWidget:
        line = QHBoxLayout()
        line.setContentsMargins(min(depth, 5) * 18, 0, 0, 0)
        if branch.id == self._account:
            here = Elided(branch.name, "strong")
            here.setContentsMargins(4, 3, 0, 3)
            line.addWidget(here, 1)
        else:
            link = buttons.ElidedLink(branch.name, name=f"member.{branch.id.hex}")
            link.clicked.connect(self._go)
            line.addWidget(link, 1)
        return holder(line)

    def _go(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._desk.open(Address("accounts", UUID(hex=sender.objectName().removeprefix("member."))))

    def _open(self) -> None:
        self._desk.open(Address("accounts", self._account, "group"))


def group_figures(desk: Desk, account: UUID) -> list[Figure]:
    """What higher subjects add up over the account and everything below it."""
    found = (figure for query in desk.contributed.figures("group") for figure in desk.ask(query, account, desk.today()))
    return [worded(figure, desk.words) for figure in found]


def _small(figure: Figure) -> QWidget:
    made = QWidget()
    stack = QVBoxLayout(made)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(1)
    stack.addWidget(label(figure.label, "small"))
    stack.addWidget(label(figure.value, "strong", tone=figure.tone))
    made.setToolTip(figure.tip)
    return made
