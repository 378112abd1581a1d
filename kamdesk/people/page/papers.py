"""What a person's card prints."""

from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.people import document, queries
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.print_job import Finished, Paper, PrintOptions


def person_papers(desk: Desk, person: UUID) -> tuple[Paper, ...]:
    """The person card as one page of A4. A photo that cannot be read prints as initials."""
    files = desk.files

    def make(job: Job, options: PrintOptions) -> Finished:
        sheet = job.ask(queries.person_sheet, person)
        photo = None
        if sheet.photo is not None:
            try:
                photo = files.content(sheet.photo)
            except Refused:
                photo = None
        return document.person_paper(sheet, options.words, options.today, options.masked, photo)

    title = desk.words(N_("Person card"))
    return (Paper(title, f"{title} {desk.ask(queries.person_card, person).name}", make),)
