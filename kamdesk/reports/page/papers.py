"""What reports adds to an account's card: its printed form."""

from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.core.titles import title_of
from kamdesk.reports import document, queries
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.print_job import Finished, Paper, PrintOptions


def account_papers(desk: Desk, account: UUID) -> tuple[Paper, ...]:
    """The account card as A4 pages."""

    def make(job: Job, options: PrintOptions) -> Finished:
        sheet = job.ask(queries.account_sheet, account, options.today)
        return document.account_card(sheet, options.words, options.today, options.masked)

    title = desk.words(N_("Account card"))
    return (Paper(title, f"{title} {desk.ask(title_of, 'account', account)}", make),)
