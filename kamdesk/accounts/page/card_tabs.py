"""Which tabs an account's card has: its own, and the panels of other subjects, those of one group behind one tab."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.widgets.chip_tabs import ChipTabs
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.tabs import Tabs

# In the order of the tabs; a panel of a group that is not named here has a tab of its own.
GROUPS = {"business": N_("Business and buying"), "growth": N_("Value and plan"), "deals": N_("Deals"), "contact": N_("Dealings")}


@dataclass(frozen=True, slots=True)
class TabPlan:
    """One tab: its key and title (a msgid), and the panels behind it, more than one where they are a group."""

    key: str
    title: str
    panels: tuple[type[Panel], ...]


def planned(panels: Sequence[type[Panel]]) -> tuple[TabPlan, ...]:
    """The tabs in the order of the first panel of each; a group of one is a tab like any other."""
    gathered: dict[str, list[type[Panel]]] = {}
    for panel in panels:
        gathered.setdefault(panel.group if panel.group in GROUPS else f" {panel.key}", []).append(panel)
    plans = []
    for key, members in gathered.items():
        alone = len(members) == 1
        plans.append(TabPlan(members[0].key if alone else f"shared.{key}", members[0].title if alone else GROUPS[key], tuple(members)))
    return tuple(plans)


class CardTabs(Tabs):
    """Tabs that know the parts behind a shared tab: an address names the part."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shared: dict[str, str] = {}

    def add_panels(self, panels: Sequence[type[Panel]], words: Words) -> None:
        for plan in planned(panels):
            if len(plan.panels) == 1:
                self.add(plan.key, words.translated(plan.title), self._builder(plan.panels[0]))
            else:
                self._shared |= {panel.key: plan.key for panel in plan.panels}
                self.add(plan.key, words.translated(plan.title), self._sharing(plan))

    def open(self, key: str) -> None:
        shared = self._shared.get(key, key)
        super().open(shared)
        group = self.widget(shared)
        if isinstance(group, ChipTabs) and key != shared:
            group.open(key)

    @property
    def part(self) -> str:
        """What an address calls the place in front: the tab, or the part of a shared tab."""
        shown = self.widget(self.key)
        return shown.key if isinstance(shown, ChipTabs) else self.key

    def front(self) -> QWidget | None:
        """The widget in front, inside a shared tab too."""
        shown = self.widget(self.key)
        return shown.front() if isinstance(shown, ChipTabs) else shown

    def _builder(self, panel: type[Panel]) -> Callable[[], QWidget]:
        return lambda: panel(self._desk)

    def _sharing(self, plan: TabPlan) -> Callable[[], QWidget]:
        def build() -> QWidget:
            made = ChipTabs(self)
            for panel in plan.panels:
                made.add(panel.key, self._desk.words.translated(panel.title), self._builder(panel))
            made.open("")
            made.switched.connect(self._switched)
            return made

        return build

    def _switched(self) -> None:
        self.switched.emit(self.key)
