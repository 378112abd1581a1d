"""What a page offers to print: one or more papers, each a function that makes PDF bytes on the worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kamdesk.core.words import Words
from kamdesk.widgets.jobs import Job


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """What the rep chose. `words` is the language of the paper (the customer's, not the screen's).

    `masked` hides affinities, support and coach, and says nothing of it.
    """

    words: Words
    masked: bool
    today: date


class Finished(Protocol):
    """What a document function returns (`paper.frames.Paper`)."""

    @property
    def pdf(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing to print. `title` is worded already; `make(job, options)` runs on the worker, reads with `job.ask` and returns the finished
    paper, or its PDF bytes.

    `file_name` is without ending. `maskable` says whether the paper holds anything that masking hides.
    `also` are further forms to save as: (ending, worded label, make), such as ("svg", "SVG picture", …).
    """

    title: str
    file_name: str
    make: Callable[[Job, PrintOptions], "Finished | bytes"]
    maskable: bool = True
    also: tuple[tuple[str, str, Callable[[Job, PrintOptions], bytes]], ...] = ()


@dataclass(frozen=True, slots=True)
class PrintJob:
    """The papers on offer, the likeliest first."""

    papers: tuple[Paper, ...]
