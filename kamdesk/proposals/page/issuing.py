"""Issuing: the PDF is made with its number and day, its fingerprint kept, and the proposal frozen."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.proposals import actions, queries
from kamdesk.proposals.document import proposal_paper
from kamdesk.proposals.queries import PROPOSAL_FIELDS
from kamdesk.proposals.rules import ProposalSheet, ProposalState
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.new_dialog import NewDialog
from kamdesk.widgets.print_job import PrintOptions

ISSUE_FIELDS = tuple(
    replace(field, required=True) for name in ("number", "dated", "issued_to") for field in PROPOSAL_FIELDS if field.name == name
)


def read_pictures(job: Job, sheet: ProposalSheet) -> dict[str, bytes]:
    """The bytes of every picture that the sheet names. Raises Refused where one is missing or damaged."""
    return {name: job.store.files.content(content) for name, content in sheet.pictures.items()}


def maker(proposal: UUID) -> Callable[[Job, PrintOptions], bytes]:
    """Makes the paper for preview and print."""

    def make(job: Job, options: PrintOptions) -> bytes:
        sheet = job.ask(queries.proposal_sheet, proposal)
        return proposal_paper(sheet, options.words, options.today, read_pictures(job, sheet)).pdf

    return make


def issuing(parent: QWidget, desk: Desk, sheet: ProposalSheet, words: Words) -> NewDialog[UUID]:
    """The dialog that asks for number, day and addressee, and issues."""

    def issue(values: dict[str, object]) -> UUID:
        number, day, to = str(values["number"]), values["dated"], str(values["issued_to"])
        if not isinstance(day, date):
            raise Refused("empty", "dated", {"label": "Date"})
        final = replace(sheet, number=number, dated=day, issued_to=to, state=ProposalState.ISSUED)
        pictures = {name: desk.files.content(content) for name, content in sheet.pictures.items()}
        fingerprint = hashlib.sha256(proposal_paper(final, words, day, pictures).pdf).hexdigest()
        desk.do(actions.issue_proposal, sheet.id, number, day, to, fingerprint, sheet.values)
        return sheet.id

    number, to = sheet.number or desk.ask(queries.next_number, desk.today()), sheet.reader or sheet.account
    values = {"number": number, "dated": desk.today(), "issued_to": to}
    heading, deed = desk.words("Issue proposal"), desk.words("Issue and freeze")
    return NewDialog(parent, desk, heading, ISSUE_FIELDS, issue, values=values, deed=deed)
