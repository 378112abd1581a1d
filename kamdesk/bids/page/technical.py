"""The technical part of a bid: its chapters, with variables and texts of the library at the cursor."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from kamdesk.bids import actions
from kamdesk.bids.rules.sheet import TECHNICAL, BidSheet, BidState
from kamdesk.core.findings import Finding
from kamdesk.proposals.queries import text_pieces
from kamdesk.widgets.chapters import Chapter, ChapterDeeds, Chapters
from kamdesk.widgets.desk import Desk

OFFERED = ("account.name", "opportunity.name", "company.name", "company.address", "company.phone", "today", "total", "total_capitals")
MOST_PIECES = 40


class Technical(Chapters):
    """Writes every kept text through the desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ChapterDeeds(self._save, self._new, self._erase, self._place, self._offer))
        self._words = desk.words
        self.bid: UUID | None = None

    def show_sheet(self, sheet: BidSheet, findings: Sequence[Finding]) -> None:
        if self.bid != sheet.id:
            self._shown = None
        self.bid = sheet.id
        faulty = {finding.row for finding in findings if finding.tab == TECHNICAL}
        chapters = [Chapter(each.id, each.heading, each.body, "!" if each.id in faulty else "") for each in sheet.sections]
        self.put(chapters, sheet.state is not BidState.PREPARING)

    def _save(self, section: UUID | None, values: dict[str, object]) -> object:
        return self._desk.do(actions.save_section, section, values)

    def _new(self, heading: str, place: int) -> UUID:
        assert self.bid is not None
        return self._desk.do(actions.add_section, self.bid, heading, "", place)

    def _erase(self, section: UUID) -> object:
        return self._desk.do(actions.remove_part, "bid_section", section)

    def _place(self, section: UUID, place: int) -> object:
        return self._desk.do(actions.move_part, "bid_section", section, place)

    def _offer(self, menu: QMenu) -> None:
        fields = menu.addMenu(self._words("Variable"))
        for name in OFFERED:
            self._offer_text(fields, name, f"{{{{{name}}}}}")
        pieces = self._desk.ask(text_pieces)
        texts = menu.addMenu(self._words("Text from the library"))
        texts.setEnabled(bool(pieces))
        for piece in pieces[:MOST_PIECES]:
            self._offer_text(texts, piece.name, piece.body)

    def _offer_text(self, menu: QMenu, title: str, text: str) -> None:
        action = QAction(title, menu)
        action.setData(text)
        action.triggered.connect(self._put_in)
        menu.addAction(action)

    def _put_in(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.insert(str(action.data()))
