"""The relationship map on an account's or a project's card, and a person's ties."""

from kamdesk.relations.page.exporting import map_papers
from kamdesk.relations.page.matrix_paper import matrix_papers
from kamdesk.relations.page.panel import MapPanel
from kamdesk.relations.page.ties_panel import TiesPanel

__all__ = ["MapPanel", "TiesPanel", "map_papers", "matrix_papers"]
