"""What reports adds to an account's card: its timeline and its printed form."""

from kamdesk.reports.page.papers import account_papers
from kamdesk.reports.page.timeline import TimelinePanel

__all__ = ["TimelinePanel", "account_papers"]
