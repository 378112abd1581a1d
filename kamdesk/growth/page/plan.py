"""客户计划: what we want to have reached at this account, the actions that lead there, and the dates on which we look back."""

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.growth import actions, queries
from kamdesk.growth.page.objective import ObjectiveCard
from kamdesk.growth.queries import PlanSheet, ReviewRow
from kamdesk.growth.rules import ObjectiveState
from kamdesk.tasks.actions import finish_task, reopen_task
from kamdesk.tasks.queries import TaskRow
from kamdesk.tasks.rules import understood
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, clear, holder, scrolled
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP

QUARTER = timedelta(days=91)  # a plan is looked at every quarter [ours]


class PlanPanel(Panel):
    """Are we getting where we wanted to be with this account?"""

    key, title, group = "plan", N_("Account plan"), "growth"
    tables = frozenset({"objective", "plan_review", "task", "account"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        words = self.words
        self.answer = label("", "section", wrap=True)
        self.answer.setObjectName("plan.answer")
        add = buttons.plain(words(N_("New objective")), "plus", name="plan.new")
        add.clicked.connect(self.new_item)
        review = buttons.plain(words(N_("Hold a review")), "calendar-check", name="plan.review")
        review.clicked.connect(self._review)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.answer, 1)
        line.addWidget(review)
        line.addWidget(add)
        top = Card()
        top.add(line)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(GAP)
        self._reviews = Card(words(N_("Reviews")))
        self._held = QVBoxLayout()
        self._held.setSpacing(10)
        self._reviews.add(self._held)
        listed = QVBoxLayout()
        listed.setContentsMargins(0, 0, 6, 0)
        listed.setSpacing(GAP)
        listed.addLayout(self._cards)
        listed.addWidget(self._reviews)
        listed.addStretch(1)
        nothing = words(N_("No plan yet. Write down what should be reached here by when; actions and reviews follow."))
        empty = EmptyState("target", nothing, words(N_("New objective")))
        empty.started.connect(self.new_item)
        self.stack = FittingStack()
        self._area = scrolled(holder(listed))
        self.stack.addWidget(self._area)
        self.stack.addWidget(empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(top)
        whole.addWidget(self.stack, 1)

    def reload(self) -> None:
        if self.item is None:
            return
        typing, place = self._typing(), self._area.verticalScrollBar().value()
        try:
            sheet = self.desk.ask(queries.plan_of, self.item, self.desk.today())
        except Refused:  # the account was erased just now: its page leaves, and says so
            return
        self.answer.setText(self._answer(sheet))
        clear(self._cards)
        for row in sheet.objectives:
            card = ObjectiveCard(row, self.desk.today(), self.words)
            card.setObjectName(f"objective.{row.id.hex}")
            card.edited.connect(self._edit)
            card.settled.connect(self._settle)
            card.shifted.connect(self._shift)
            card.erased.connect(self._erase)
            card.noted.connect(self._note)
            card.ticked.connect(self._tick)
            self._cards.addWidget(card)
            if row.id == typing and row.state is ObjectiveState.OPEN:
                card.quick.setFocus()
        self._show_reviews(sheet.reviews)
        self.stack.setCurrentIndex(0 if sheet.objectives or sheet.reviews else 1)
        # cards built anew have no places yet, and the keyboard moving among them scrolls at random: what was in sight stays in sight
        QTimer.singleShot(0, self._area, lambda: self._area.verticalScrollBar().setValue(place))

    def new_item(self) -> None:
        def create(values: dict[str, object]) -> UUID:
            return self.desk.do(actions.save_objective, None, {"account": self.item, **values})

        heading = self.words(N_("New objective"))
        row = made(NewDialog(self, self.desk, heading, queries.NEW_OBJECTIVE_FIELDS, create))
        if row is not None:
            card = self.findChild(ObjectiveCard, f"objective.{row.hex}")
            if card is not None:
                card.quick.setFocus()
                QTimer.singleShot(0, card, lambda: self._area.ensureWidgetVisible(card, 0, GAP))

    # filling

    def _answer(self, sheet: PlanSheet) -> str:
        words, today = self.words, self.desk.today()
        if not sheet.objectives:
            return words(N_("What should be reached at this account?"))
        late = sum(row.progress.overdue for row in sheet.objectives)
        said = [words(N_("{n} objectives under way"), n=len(sheet.under_way))]
        reached = sum(row.state is ObjectiveState.REACHED for row in sheet.objectives)
        said += [words(N_("{n} reached"), n=reached)] if reached else []
        said += [words(N_("{n} overdue"), n=late)] if late else []
        if sheet.next_review is not None:
            due = f"{words.day_short(sheet.next_review)} ({words.ago(sheet.next_review, today)})"
            said.append(words(N_("next review {when}"), when=due))
        return ("，" if words.chinese else ", ").join(said)

    def _show_reviews(self, reviews: tuple[ReviewRow, ...]) -> None:
        clear(self._held)
        self._reviews.setVisible(bool(reviews))
        for row in reviews:
            self._held.addWidget(self._review_line(row))

    def _review_line(self, row: ReviewRow) -> QWidget:
        words = self.words
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(words.day(row.held_on), "strong"))
        if row.next_review is not None:
            head.addWidget(label(words(N_("next review {when}"), when=words.day_short(row.next_review)), "small"))
        head.addStretch(1)
        for icon, tip, deed in (("pencil", N_("Change review"), self._edit_review), ("trash-2", N_("Erase review"), self._erase_review)):
            button = buttons.tool(icon, words.translated(tip), name="plan.review.edit" if icon == "pencil" else "plan.review.erase")
            button.setProperty("review", row.id.hex)
            button.clicked.connect(deed)
            head.addWidget(button)
        texts.addLayout(head)
        told = (N_("Reached: {text}"), row.reached), (N_("Learned: {text}"), row.learned), (N_("Decided: {text}"), row.decided)
        for heading, text in told:
            if text:
                texts.addWidget(label(words.filled(words.translated(heading), {"text": text}), wrap=True))
        return holder(texts)

    def _typing(self) -> UUID | None:
        """The objective whose line for actions has the keyboard: it has it again after the card is built anew."""
        focused = QApplication.focusWidget()
        parent = focused.parentWidget() if isinstance(focused, QLineEdit) else None
        return parent.row.id if isinstance(parent, ObjectiveCard) else None

    # deeds

    def _edit(self) -> None:
        card = self.sender()
        if isinstance(card, ObjectiveCard):
            row = card.row.id
            values = self.desk.ask(queries.values_of, "objective", row)

            def keep(typed: dict[str, object]) -> UUID:
                return self.desk.do(actions.save_objective, row, typed)

            made(NewDialog(self, self.desk, card.row.name, queries.OBJECTIVE_FIELDS, keep, values=values, deed=self.words("Save")))

    def _settle(self, state: ObjectiveState) -> None:
        card = self.sender()
        if isinstance(card, ObjectiveCard):
            self.desk.do(actions.save_objective, card.row.id, {"state": state})

    def _shift(self, way: int) -> None:
        card = self.sender()
        if isinstance(card, ObjectiveCard):
            self.desk.do(actions.move_objective, card.row.id, self._cards.indexOf(card) + way)

    def _erase(self) -> None:
        card = self.sender()
        if isinstance(card, ObjectiveCard):
            self.desk.do(actions.erase_objective, card.row.id)

    def _note(self, line: str) -> None:
        card = self.sender()
        if not isinstance(card, ObjectiveCard):
            return
        found = understood(line, self.desk.today())
        try:
            self.desk.do(actions.add_action, card.row.id, {"what": found.what, "due": found.due})
        except Refused as refused:
            self.desk.tell(self.desk.sentence(refused))

    def _tick(self, task: TaskRow) -> None:
        try:
            if task.open:
                self.desk.do(finish_task, task.id, on=self.desk.today())
            else:
                self.desk.do(reopen_task, task.id)
        except Refused as refused:
            self.desk.tell(self.desk.sentence(refused))
            self.refresh()

    def _review(self) -> None:
        today = self.desk.today()

        def create(values: dict[str, object]) -> UUID:
            return self.desk.do(actions.save_review, None, {"account": self.item, **values})

        values = {"held_on": today, "next_review": today + QUARTER}
        made(NewDialog(self, self.desk, self.words(N_("Review of the plan")), queries.REVIEW_FIELDS, create, values=values))

    def _edit_review(self) -> None:
        row = self._reviewed()
        if row is None:
            return

        def keep(typed: dict[str, object]) -> UUID:
            return self.desk.do(actions.save_review, row, typed)

        values, heading = self.desk.ask(queries.values_of, "plan_review", row), self.words(N_("Review of the plan"))
        made(NewDialog(self, self.desk, heading, queries.REVIEW_FIELDS, keep, values=values, deed=self.words("Save")))

    def _erase_review(self) -> None:
        row = self._reviewed()
        if row is not None:
            self.desk.do(actions.erase_review, row)

    def _reviewed(self) -> UUID | None:
        sender = self.sender()
        return UUID(hex=str(sender.property("review"))) if sender is not None else None


