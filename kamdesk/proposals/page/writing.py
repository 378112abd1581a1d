"""The text of a proposal: outline, covering letter, chapters; variables and texts of the library go in at the cursor."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from kamdesk.core.findings import Finding
from kamdesk.proposals import actions, queries
from kamdesk.proposals.rules import LETTER, VARIABLES, ProposalSheet
from kamdesk.widgets.chapters import Chapter, ChapterDeeds, Chapters
from kamdesk.widgets.desk import Desk

MOST_PIECES = 40


class Writing(Chapters):
    """Writes every kept text through the desk; `pictures` are offered in the insert menu."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ChapterDeeds(self._save, self._new, self._erase, self._place, self._offer))
        self._words = desk.words
        self.proposal: UUID | None = None
        self._pictures: Sequence[str] = ()

    def show_sheet(self, sheet: ProposalSheet, findings: Sequence[Finding]) -> None:
        if self.proposal != sheet.id:
            self._shown = None
        self.proposal, self._pictures = sheet.id, tuple(sheet.pictures)
        faulty = {finding.row for finding in findings if finding.row is not None}
        letter = any(finding.tab == LETTER for finding in findings)
        chapters = [Chapter(None, self._words("Covering letter"), sheet.letter, "!" if letter else "", fixed=True)]
        chapters += [Chapter(each.id, each.heading, each.body, "!" if each.id in faulty else "") for each in sheet.sections]
        first = self._shown is None and sheet.sections
        self.put(chapters, sheet.frozen)
        if first:
            self.open(sheet.sections[0].id)

    def _save(self, section: UUID | None, values: dict[str, object]) -> object:
        if section is not None:
            return self._desk.do(actions.save_section, section, values)
        return self._desk.do(actions.save_proposal, self.proposal, {"letter": values["body"]})

    def _new(self, heading: str, place: int) -> UUID:
        assert self.proposal is not None
        return self._desk.do(actions.add_section, self.proposal, heading, "", place)

    def _erase(self, section: UUID) -> object:
        return self._desk.do(actions.remove_section, section)

    def _place(self, section: UUID, place: int) -> object:
        return self._desk.do(actions.move_section, section, place)

    def _offer(self, menu: QMenu) -> None:
        fields = menu.addMenu(self._words("Variable"))
        for name, word in VARIABLES.items():
            self._offer_text(fields, self._words.translated(word), f"{{{{{name}}}}}")
        pieces = self._desk.ask(queries.text_pieces)
        texts = menu.addMenu(self._words("Text from the library"))
        texts.setEnabled(bool(pieces))
        for piece in pieces[:MOST_PIECES]:
            self._offer_text(texts, piece.name, piece.body)
        shown = menu.addMenu(self._words("Picture"))
        shown.setEnabled(bool(self._pictures))
        for name in self._pictures:
            self._offer_text(shown, name, f"\n![{name.rpartition('.')[0]}]({name})\n")

    def _offer_text(self, menu: QMenu, title: str, text: str) -> None:
        action = QAction(title, menu)
        action.setData(text)
        action.triggered.connect(self._put_in)
        menu.addAction(action)

    def _put_in(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.insert(str(action.data()))
