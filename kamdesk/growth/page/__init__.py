"""Where an account could buy more, and what we set out to reach there."""

from kamdesk.growth.page.grid import GridPanel as GridPanel
from kamdesk.growth.page.plan import PlanPanel as PlanPanel
