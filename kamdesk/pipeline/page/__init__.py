from kamdesk.pipeline.page.opportunities import OpportunitiesPage as OpportunitiesPage
from kamdesk.pipeline.page.panel import OpportunitiesPanel as OpportunitiesPanel
