"""The relationship map on screen."""

from kamdesk.relations.page.panel import MapPanel as MapPanel
