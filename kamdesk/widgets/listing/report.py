"""The list as shown, on paper."""

from typing import TYPE_CHECKING

from kamdesk.core.list_sheet import list_sheet, personal_of
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.print_job import Finished, Paper, PrintJob, PrintOptions

if TYPE_CHECKING:
    from kamdesk.widgets.listing.listing import Listing


def list_job(shown: "Listing") -> PrintJob | None:
    """What Ctrl+P offers on a list: its rows as they stand, in the language of the paper; None where the page gave no paper."""
    paper = shown.kind.paper
    if paper is None:
        return None
    wanted, columns, figures, base = shown.wanted(), shown.shown, shown.figures, shown.base_in_words()
    table, title = shown.kind.table, shown.kind.title
    narrowing = shown.narrowings.get(shown.base)
    guarded_base = narrowing is not None and narrowing.personal

    def make(job: Job, options: PrintOptions) -> Finished:
        words = options.words
        sheet = job.ask(
            list_sheet, table, wanted, columns, words, options.today,
            title=words.translated(title), figures=figures, base="" if options.masked and guarded_base else base, masked=options.masked,
        )  # fmt: skip
        return paper(sheet, words, options.today)

    named = shown.words.translated(title)
    told = {*columns, wanted.group, *(each.field for each in wanted.conditions)}
    return PrintJob((Paper(named, named, make, maskable=guarded_base or bool(personal_of(table, figures) & told)),))
