"""Files that the rep chose are encrypted on the worker, one after the other, and then handed on."""

from collections.abc import Callable, Iterable
from pathlib import Path

from kamdesk.core.files import Kept
from kamdesk.core.marking import N_
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job

Then = Callable[[str, Kept], None]


def keep_each(desk: Desk, paths: Iterable[Path], then: Then) -> None:
    """`then(name, kept)` comes on the window's thread once a file's bytes are safe. A file that is refused is told and left out."""
    for path in paths:
        desk.later(_Keeping(path), _Handing(path.name, then), desk.words(N_("Adding {name}"), name=path.name))


class _Keeping:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, job: Job) -> Kept:
        return job.store.files.keep(self._path, job.progress)


class _Handing:
    def __init__(self, name: str, then: Then) -> None:
        self._name, self._then = name, then

    def __call__(self, kept: Kept) -> None:
        self._then(self._name, kept)
