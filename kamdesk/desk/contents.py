"""What the window holds, written down in one place: its pages, and what higher subjects put on a lower one's card.

Everything is named by strings and imported when it is first needed: starting costs nothing, and what is not built yet is not listed.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from kamdesk.core.marking import N_
from kamdesk.widgets.desk import Contributed


@dataclass(frozen=True, slots=True)
class Place:
    """One page. `code` is "module:Class"; `title` and `new` are msgids ("" where nothing is made there).

    `waiting` is "module:function", a query `(session, today)`: how many things wait for the rep, or (how many, whether one is
    urgent). A page that is not `listed` is reached by links and search only.
    """

    key: str
    title: str
    icon: str
    code: str
    new: str = ""
    waiting: str = ""
    listed: bool = True


PAGES = (
    Place("today", N_("Today"), "layout-dashboard", "kamdesk.today.page:TodayPage", waiting="kamdesk.today.queries:waiting_count"),
    Place("accounts", N_("Accounts"), "building-2", "kamdesk.accounts.page:AccountsPage", new=N_("New account")),
    Place("people", N_("People"), "users", "kamdesk.people.page:PeoplePage", new=N_("New person")),
    Place("portfolio", N_("Portfolio"), "layout-grid", "kamdesk.value.page:PortfolioPage", listed=False),
    Place("exchange", N_("Import and export"), "arrow-left-right", "kamdesk.exchange.page:ExchangePage", listed=False),
    Place("opportunities", N_("Opportunities"), "target", "kamdesk.pipeline.page:OpportunitiesPage", new=N_("New opportunity")),
    Place(
        "visits", N_("Visits"), "calendar-check", "kamdesk.visits.page:VisitsPage",
        new=N_("New visit"), waiting="kamdesk.visits.queries:waiting",
    ),
    Place("proposals", N_("Proposals"), "file-text", "kamdesk.proposals.page:ProposalsPage", new=N_("New proposal")),
    Place(
        "bids", N_("Bids"), "gavel", "kamdesk.bids.page:BidsPage",
        new=N_("New bid"), waiting="kamdesk.bids.queries:waiting",
    ),
    Place("library", N_("Library"), "library", "kamdesk.library.page:LibraryPage"),
    Place("settings", N_("Settings"), "settings", "kamdesk.desk.settings_page:SettingsPage"),
)  # fmt: skip

# Which page shows a row of which table. Rows of other tables are shown where the row they belong to is shown.
SHOWN_ON = {
    "account": "accounts",
    "person": "people",
    "opportunity": "opportunities",
    "visit": "visits",
    "proposal": "proposals",
    "bid": "bids",
    "company": "library",
    "text_piece": "library",
    "certificate": "library",
}

# Panels (widgets.panel.Panel) that stand on a card, by the card's kind, in the order of their tabs.
PANELS: dict[str, tuple[str, ...]] = {
    "account": (
        "kamdesk.people.page:PeoplePanel",
        "kamdesk.relations.page:MapPanel",
        "kamdesk.value.page:ValuePanel",
        "kamdesk.growth.page:GridPanel",
        "kamdesk.growth.page:PlanPanel",
        "kamdesk.pipeline.page:OpportunitiesPanel",
        "kamdesk.proposals.page:ProposalsPanel",
        "kamdesk.reports.page:TimelinePanel",
        "kamdesk.visits.page:VisitsPanel",
        "kamdesk.promises.page:PromisesPanel",
        "kamdesk.tasks.page:TasksPanel",
        "kamdesk.library.page:FilesPanel",
    ),
    "opportunity": ("kamdesk.relations.page:MapPanel", "kamdesk.visits.page:VisitsPanel"),
    "person": (
        "kamdesk.relations.page:TiesPanel",
        "kamdesk.visits.page:VisitsPanel",
        "kamdesk.promises.page:PromisesPanel",
        "kamdesk.tasks.page:TasksPanel",
        "kamdesk.privacy.page:PrivacyPanel",
    ),
}

# Header figures: queries (session, id, today) -> tuple[core.figures.Figure, ...].
FIGURES: dict[str, tuple[str, ...]] = {
    "account": (
        "kamdesk.pipeline.queries:account_figures",
        "kamdesk.value.queries:account_figures",
        "kamdesk.visits.queries:account_figures",
        "kamdesk.relations.queries:account_figures",
    ),
    "group": ("kamdesk.reports.queries.group:group_figures",),
}

# Papers of a card beside the page's own: functions (desk, id) -> tuple[widgets.print_job.Paper, ...].
PAPERS: dict[str, tuple[str, ...]] = {
    "account": ("kamdesk.reports.page:account_papers", "kamdesk.relations.page:map_papers", "kamdesk.relations.page:matrix_papers"),
    "person": ("kamdesk.people.page:person_papers", "kamdesk.privacy.page:held_papers"),
}

# Columns and filter chips on a list: core.figures.FigureColumn and Narrowing.
COLUMNS: dict[str, tuple[str, ...]] = {
    "account": (
        "kamdesk.reports.queries:OPEN_AMOUNT",
        "kamdesk.value.queries:CELL",
        "kamdesk.reports.queries:HEALTH",
        "kamdesk.reports.queries:LAST_VISIT",
    ),
}
NARROWINGS: dict[str, tuple[str, ...]] = {
    "account": (
        "kamdesk.reports.queries:UNTOUCHED",
        "kamdesk.value.queries:PUSH",
        "kamdesk.relations.queries:NO_COACH",
        "kamdesk.relations.queries:SINGLE_THREAD",
        "kamdesk.relations.queries:UNTOUCHED_KEY",
    ),
}

# Saving verbs of a kind, `(work, None, values) -> id`, for lower subjects that lead to one: white space becomes an opportunity.
MAKERS: dict[str, tuple[str, ...]] = {"opportunity": ("kamdesk.pipeline.actions:save_opportunity",)}


@cache
def there(code: str) -> bool:
    """Whether the module of a "module:name" is built. The module itself is not imported, only its (empty) package."""
    module = code.partition(":")[0]
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def resolved(code: str) -> Any:
    """What a "module:name" names; imports the module. None where the module has no such name."""
    module, _colon, name = code.partition(":")
    return getattr(import_module(module), name, None)


def pages() -> tuple[Place, ...]:
    """The pages that are built, in the order of the navigation."""
    return tuple(place for place in PAGES if there(place.code))


def contributed() -> Contributed:
    """What pages get as `desk.contributed`."""
    return Contributed(
        panels=lambda kind: _of(PANELS, kind),
        figures=lambda kind: _of(FIGURES, kind),
        papers=lambda kind: _of(PAPERS, kind),
        columns=lambda kind: _of(COLUMNS, kind),
        narrowings=lambda kind: _of(NARROWINGS, kind),
        makers=lambda kind: _of(MAKERS, kind),
    )


def _of(listed: dict[str, tuple[str, ...]], kind: str) -> tuple[Any, ...]:
    found = (resolved(code) for code in listed.get(kind, ()) if there(code))
    return tuple(each for each in found if each is not None)
