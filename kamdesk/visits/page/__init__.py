from kamdesk.visits.page.panel import VisitsPanel as VisitsPanel
from kamdesk.visits.page.visits import VisitsPage as VisitsPage
