"""采购: how the account buys and what we are to it, what stands there and until when, and who else supplies it."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kamdesk.accounts import actions, queries
from kamdesk.accounts.page.facts import FactsOfOne
from kamdesk.accounts.page.holding_card import Holding, HoldingCard, HoldingKind
from kamdesk.accounts.page.told_line import said
from kamdesk.accounts.rules import Kraljic
from kamdesk.accounts.rules.buying import MEANING
from kamdesk.accounts.rules.charts import contracts_picture, kraljic_picture
from kamdesk.accounts.rules.holdings import Due, InstalledRow, Rival, shares_over_all
from kamdesk.core.marking import N_
from kamdesk.widgets.card import Card, holder, scrolled, stacked
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.still import StillPicture
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP, Tone

_FIELDS = ("buying_method", "budget_cycle", "supplier_tier", "decision_procedure", "supplier_tiers")
_CELL_WIDTH = 330
_STANDING = {"incumbent": Tone.BAD, "challenger": Tone.CAUTION, "marginal": Tone.MUTED}


class BuyingPanel(Panel):
    key, title = "buying", N_("Buying and competition")
    group = "business"
    tables: ClassVar[frozenset[str]] = frozenset({"account", "field_fact", "installed", "account_rival"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = self.words
        self.one = FactsOfOne(desk, self)
        self.cell = StillPicture(clickable=True)
        self.cell.setObjectName("kraljic")
        self.cell.picked.connect(self.choose_cell)
        self._meaning = label("", "small", wrap=True)
        self._meaning.setObjectName("kraljic.meaning")
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(label(words(N_("What we sell is to it")), "muted"))
        right.addWidget(self.cell)
        right.addWidget(self._meaning)
        right.addStretch(1)
        side = holder(right)
        side.setFixedWidth(_CELL_WIDTH)
        both = QHBoxLayout()
        both.setSpacing(24)
        left = QVBoxLayout()
        left.addWidget(self.one.form(_FIELDS))
        left.addStretch(1)
        both.addLayout(left, 1)
        both.addWidget(side)
        how = Card(words(N_("How it buys")))
        how.add(both)
        self.installed = HoldingCard(desk, installed_kind(desk))
        self.strip = StillPicture()
        self.strip.setObjectName("contracts")
        self.installed.body.insertWidget(1, self.strip)
        self.rivals = HoldingCard(desk, rival_kind(desk))
        self._over = label("", "small", tone=Tone.CAUTION, wrap=True)
        self._over.hide()
        self.rivals.add(self._over)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 6, 0)
        inner.setSpacing(GAP)
        for part in (how, self.installed, self.rivals):
            inner.addWidget(part)
        inner.addStretch(1)
        self._scroll = scrolled(holder(inner))
        self.setLayout(stacked(self._scroll))

    def show_item(self, item: UUID) -> None:
        if item != self.item:
            self._scroll.verticalScrollBar().setValue(0)
        super().show_item(item)

    def reload(self) -> None:
        assert self.item is not None
        today = self.desk.today()
        card = self.desk.ask(queries.account_card, self.item, today)
        self.one.show(card)
        self._show_cell(card.values.get("kraljic"))
        installed = self.desk.ask(queries.installed_of, self.item, today)
        self.strip.put(lambda width: contracts_picture(installed, today, self.words, width))
        self.installed.show_lines(self.item, [self._installed_line(row) for row in installed])
        rivals = self.desk.ask(queries.rivals_of, self.item, today)
        self.rivals.show_lines(self.item, [self._rival_line(row) for row in rivals])
        over = shares_over_all(rivals)
        self._over.setText(self.words(N_("The shares add up to {percent}%: one of them cannot be right."), percent=100 + over))
        self._over.setVisible(over > 0)

    def new_item(self) -> None:
        self.installed.new_line()

    def choose_cell(self, key: str) -> None:
        """A second click on the chosen cell takes it back."""
        assert self.item is not None
        now = self.desk.ask(queries.account_card, self.item, self.desk.today()).values.get("kraljic")
        chosen = Kraljic(key)  # type: ignore[call-arg]
        self.desk.do(actions.save_account, self.item, {"kraljic": None if chosen is now else chosen})

    def _show_cell(self, chosen: object) -> None:
        cell = chosen if isinstance(chosen, Kraljic) else None
        tips = {each.value: self.words(MEANING[each]) for each in Kraljic}
        self.cell.put(lambda width: kraljic_picture(cell, self.words, width), tips, cell.value if cell else Kraljic.ROUTINE.value)
        unknown = self.words(N_("Not placed yet. Click the cell that the customer itself would name."))
        self._meaning.setText(self.words.translated(MEANING[cell]) if cell else unknown)

    def _installed_line(self, row: InstalledRow) -> Holding:
        words = self.words
        tags = [(words(N_("Ours")), Tone.ACCENT) if row.ours else (row.supplier or words(N_("Supplier unknown")), Tone.MUTED)]
        if row.due is Due.SOON:
            tags.append((words(N_("ends in {days} days"), days=row.days_left), Tone.CAUTION))
        elif row.due is Due.OVER:
            tags.append((words(N_("ended {when}"), when=words.ago(row.contract_ends, self.desk.today())), Tone.BAD))
        since = words(N_("since {year}"), year=row.in_use_since) if row.in_use_since else ""
        ends = words(N_("until {day}"), day=words.day(row.contract_ends)) if row.contract_ends else ""
        parts = (row.site, row.quantity, since, ends, row.condition, said(row.told, words, self.desk))
        figure = words.wan(row.amount) if row.amount is not None else ""
        return Holding(row.id, row.product, figure, tuple(tags), " · ".join(part for part in parts if part))

    def _rival_line(self, row: Rival) -> Holding:
        words = self.words
        tags = ((words.translated(row.standing.label), _STANDING[row.standing.value]),) if row.standing else ()
        parts = (
            (words(N_("Its strengths")), row.strengths),
            (words(N_("Its weaknesses")), row.weaknesses),
            (words(N_("What we set against it")), row.answer),
        )
        figure = words(N_("share {percent}%"), percent=row.share) if row.share is not None else words(N_("share unknown"))
        return Holding(row.id, row.name, figure, tags, said(row.told, words, self.desk), parts=parts)


def installed_kind(desk: Desk) -> HoldingKind:
    words = desk.words
    return HoldingKind(
        "installed", queries.INSTALLED_FIELDS, actions.save_installed, actions.erase_installed,
        words(N_("Installed base and contracts")), words(N_("New installed base")), words(N_("Change installed base")),
        words(N_("What of our trade runs here, whose is it, and when does its contract end?")),
    )  # fmt: skip


def rival_kind(desk: Desk) -> HoldingKind:
    words = desk.words
    return HoldingKind(
        "account_rival", queries.RIVAL_FIELDS, actions.save_rival, actions.erase_rival,
        words(N_("Competitors here")), words(N_("New competitor")), words(N_("Change competitor")),
        words(N_("Who else supplies this account, how strong are they, and what do we set against them?")),
    )  # fmt: skip
