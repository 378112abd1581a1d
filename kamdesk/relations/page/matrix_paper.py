"""The coverage matrix to print, from a fresh reading on the worker."""

from uuid import UUID

from kamdesk.core.words import Words
from kamdesk.relations import queries
from kamdesk.relations.document.matrix import matrix_paper
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.print_job import Finished, Paper, PrintJob, PrintOptions


def matrix_job(sheet: MapSheet, words: Words) -> PrintJob:
    """The matrix of a map as PDF, masked unless asked."""
    item: UUID = sheet.map or sheet.account

    def pdf(job: Job, options: PrintOptions) -> Finished:
        return matrix_paper(job.ask(queries.matrix_sheet, item), options.words, options.today, options.masked)

    title = words("Coverage matrix of {account}", account=sheet.account_name[:40])
    return PrintJob((Paper(title, title, pdf),))


def matrix_papers(desk: Desk, card: UUID) -> tuple[Paper, ...]:
    """The matrix among the papers of an account's card; none while nobody is on the map."""
    sheet = desk.ask(queries.map_sheet, desk.ask(queries.home_of, card)[0])
    return matrix_job(sheet, desk.words).papers if sheet.seats else ()
