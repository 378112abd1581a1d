"""The one thing a page knows of the program: it asks, it does, it starts long work, and it hears what changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeAlias, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kamdesk.core.figures import FigureColumn, Narrowing
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, sentence
from kamdesk.core.words import Words
from kamdesk.widgets.jobs import Job, Jobs

if TYPE_CHECKING:
    from kamdesk.core.files import Files
    from kamdesk.core.store import Store
    from kamdesk.core.work import Verb

P = ParamSpec("P")
R = TypeVar("R")

Changes: TypeAlias = frozenset[tuple[str, UUID]]


@dataclass(frozen=True, slots=True)
class Address:
    """A place in the program: a page, what it shows, and the tab in front. History and links are made of these."""

    page: str
    id: UUID | None = None
    tab: str = ""


@dataclass(frozen=True, slots=True)
class Contributed:
    """What higher subjects give to a card page, by its key: panels (classes of widgets.panel.Panel) and header figures.

    A figure query is `(session, id, today) -> tuple[Figure, ...]`, a paper maker `(desk, id) -> tuple[print_job.Paper, ...]`; `columns` and
    `narrowings` (core.figures) are for the list of that kind; `makers` are saving verbs
    `(None, values) -> id` of a kind that stands higher. `desk/contents.py` fills this in.
    """

    panels: Callable[[str], tuple[type[Any], ...]] = lambda _key: ()
    figures: Callable[[str], tuple[Callable[..., Any], ...]] = lambda _key: ()
    papers: Callable[[str], tuple[Callable[..., Any], ...]] = lambda _key: ()
    columns: Callable[[str], tuple[FigureColumn, ...]] = lambda _key: ()
    narrowings: Callable[[str], tuple[Narrowing, ...]] = lambda _key: ()
    makers: Callable[[str], tuple["Verb[..., UUID]", ...]] = lambda _key: ()


class Desk(QObject):
    """Given to every page. All calls are made on the window's thread; work over 50 ms goes through `later`.

    Signals: `changed(Changes, initiator)` after every write; `opened(Address)` when somewhere is to be shown; `told(str)` a short
    sentence for the rep that passes; `asked_for(str)` a command of the window ("print", "new", "palette", "history", "sample", "lock",
    "backup", "other").
    """

    changed = Signal(object, object)
    opened = Signal(object)
    told = Signal(str)
    asked_for = Signal(str)

    def __init__(
        self,
        store: "Store",
        words: Words,
        today: Callable[[], date] | None = None,
        parent: QObject | None = None,
        files: "Files | None" = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self._files = files
        self.words = words
        self._today = today or date.today
        self.jobs = Jobs(store, self)
        self.contributed: Contributed = Contributed()
        self.handed: tuple[UUID, ...] = ()  # rows that one page hands to the next with an address (what is to be exported)
        self.workspace: Any = None  # upkeep's Workspace, for the settings page alone

    def today(self) -> date:
        """The rep's own day; tests pin it."""
        return self._today()

    @property
    def files(self) -> "Files":
        """The encrypted attachments of the workspace."""
        if self._files is None:
            from kamdesk.core.files import Files, files_folder
            from kamdesk.core.keys import Purpose, subkey

            self._files = Files(files_folder(self.store.path), subkey(self.store.data_key, Purpose.FILES))
        return self._files

    def ask(self, query: Callable[Concatenate[Any, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Runs a query `(session, …)` in a short session and returns its frozen rows."""
        with self.store.reading() as session:
            return query(session, *args, **kwargs)

    def do(self, action: "Verb[P, R]", *args: P.args, **kwargs: P.kwargs) -> R:
        """Runs an action in one transaction and tells every page what changed. Raises Refused; nothing is changed then."""
        return self.do_as(None, action, *args, **kwargs)

    def do_as(self, initiator: object, action: "Verb[P, R]", *args: P.args, **kwargs: P.kwargs) -> R:
        """As `do`, saying who asked, so that this one need not reload what it shows already."""
        result, changes = self.store.do(action, *args, **kwargs)
        self.tell_changes(changes, initiator)
        return result

    def tell_changes(self, changes: Changes, initiator: object = None) -> None:
        """For what changed otherwise: undo, redo, a finished import."""
        if changes:
            self.changed.emit(changes, initiator)

    def later(
        self,
        job: Callable[[Job], R],
        done: Callable[[R], None],
        label: str,
        failed: Callable[[Refused], None] | None = None,
    ) -> None:
        """Runs `job` on the one worker and then `done(result)` here. `label` is already worded and stands beside the progress.

        The job reads through its own sessions (`job.ask`), reports with `job.step(part, whole)` and is stopped by the next `step`
        after a cancel. A Refused goes to `failed`, or else is told as a sentence; any other exception reaches the crash door.
        """
        self.jobs.start(job, done, label, failed or self._told_refusal)

    def open(self, address: Address) -> None:
        self.opened.emit(address)

    def tell(self, text: str) -> None:
        """Shows a short sentence that passes by itself."""
        self.told.emit(text)

    def sentence(self, refused: Refused) -> str:
        return sentence(refused, self.words)

    def refuse(self, widget: QWidget, refused: Refused) -> None:
        """Says a refusal that belongs to no field: what, why, what now, in a small dialog over `widget`."""
        from kamdesk.widgets.dialogs import tell_refusal

        tell_refusal(widget, self.words(N_("This could not be done")), self.sentence(refused), self.words)

    def _told_refusal(self, refused: Refused) -> None:
        self.tell(self.sentence(refused))
