"""Certificates: those that end first on top, each with its scans; an expired one in a bid is a reason to be thrown out."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.library import actions, queries
from kamdesk.library.page.files import FileList
from kamdesk.library.queries import CertificateRow
from kamdesk.library.rules import validity_tone
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, holder, rule, scrolled, stacked
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.form import Form
from kamdesk.widgets.grid import Column, Grid, Sort
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.tokens import GAP, Tone

SIDE_WIDTH = 372
SIDE_LEAST = 320
NARROW = 960


class Certificates(QWidget):
    """Which of our certificates will not live until the next bid?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        words = self._words
        self.certificate: UUID | None = None
        self.grid = Grid(words, _columns(words, desk.today()), self._ids, self._rows)
        sentence = words(N_("No certificate yet. With the day each ends, kamdesk warns two months ahead."))
        empty = EmptyState("shield-check", sentence, words(N_("New certificate")))
        empty.started.connect(self.new_item)
        self.grid.put_empty(empty)
        self.grid.picked.connect(self._show)
        new = buttons.plain(words(N_("New certificate")), "plus", name="certificate.new")
        new.clicked.connect(self.new_item)
        self.grid.tools.addWidget(new)
        left = Card()
        left.add(self.grid, 1)
        self.form = Form(desk, queries.CERTIFICATE_FIELDS, self._save, beside=True)
        self.files = FileList(desk, "certificate", narrow=True)
        self.right = Card()
        self.right.setMinimumWidth(SIDE_LEAST)
        self.right.setMaximumWidth(SIDE_WIDTH)
        self.name = Elided("", "section")
        erase = buttons.tool("trash-2", words(N_("Erase certificate")), name="certificate.erase")
        erase.clicked.connect(self._erase)
        self.right.top.insertWidget(0, self.name, 20)
        self.right.add_action(erase)
        more = buttons.plain(words(N_("Add files")), "plus", name="certificate.files")
        more.clicked.connect(self.files.choose)
        top = QHBoxLayout()
        top.addWidget(label(words(N_("Scans")), "section"))
        top.addStretch(1)
        top.addWidget(more)
        self.right.add(scrolled(holder(stacked(self.form, rule(), top, self.files, None))), 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(left, 3)
        whole.addWidget(self.right, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the number stands at the side only."""
        super().resizeEvent(event)
        for place, column in enumerate(self.grid.model.columns):
            self.grid.table.setColumnHidden(place, self.width() < NARROW and column.key in ("number", "files"))

    def reload(self) -> None:
        self.grid.reload()
        if self.grid.current() is None:
            self.grid.select_first()
        self._show(self.grid.current())

    def select(self, certificate: UUID) -> None:
        self.grid.filter.clear()
        self.grid.reload()
        self.grid.select(certificate)

    def new_item(self) -> None:
        heading = self._words(N_("New certificate"))
        certificate = made(NewDialog(self, self._desk, heading, queries.CERTIFICATE_FIELDS, self._create))
        if certificate is not None:
            self.select(certificate)

    def _create(self, values: dict[str, object]) -> UUID:
        return self._desk.do(actions.save_certificate, None, values)

    def _save(self, values: dict[str, object]) -> None:
        assert self.certificate is not None
        self._desk.do(actions.save_certificate, self.certificate, values)

    def _erase(self) -> None:
        """No question asked: undo brings it back."""
        if self.certificate is not None:
            self._desk.do(actions.erase_certificate, self.certificate)

    def _ids(self, sort: Sort, typed: str) -> Sequence[UUID]:
        return self._desk.ask(queries.certificate_ids, sort.key, sort.descending, typed)

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, CertificateRow]:
        return {row.id: row for row in self._desk.ask(queries.certificate_rows, ids, self._desk.today())}

    def _show(self, certificate: UUID | None) -> None:
        if self.form.editing and certificate == self.certificate:
            return
        self.certificate = certificate
        self.right.setVisible(certificate is not None)
        if certificate is None:
            return
        try:
            values = self._desk.ask(queries.certificate_values, certificate)
        except Refused:  # erased meanwhile; the list reloads by itself
            self.right.hide()
            return
        self.name.say(str(values["name"]))
        self.form.show_values(values)
        self.files.show_owner(certificate)


def _columns(words: Words, today: date) -> tuple[Column, ...]:
    said = _Said(words, today)
    return (
        Column("name", words(N_("Certificate")), _name, 200, strong=True, stretch=True),
        Column("number", words(N_("Number")), _number, 150, tone=_muted),
        Column("valid_to", words(N_("Valid until")), said.until, 104),
        Column("validity", words(N_("Validity")), said.state, 150 if words.chinese else 200, sortable=False, tone=_tone),
        Column("files", words(N_("Scans")), _files, 64, number=True, sortable=False),
    )


class _Said:
    def __init__(self, words: Words, today: date) -> None:
        self._words, self._today = words, today

    def until(self, row: CertificateRow) -> str:
        return self._words.day_short(row.valid_to)

    def state(self, row: CertificateRow) -> str:
        """The state in words, with how far off the end is."""
        state = self._words.translated(row.validity.label)
        return f"{state} · {self._words.ago(row.valid_to, self._today)}" if row.valid_to is not None else state


def _name(row: CertificateRow) -> str:
    return row.name


def _number(row: CertificateRow) -> str:
    return row.number


def _files(row: CertificateRow) -> str:
    return str(row.files or "")


def _tone(row: CertificateRow) -> Tone:
    return Tone(validity_tone(row.validity).value)


def _muted(_row: CertificateRow) -> Tone:
    return Tone.MUTED
