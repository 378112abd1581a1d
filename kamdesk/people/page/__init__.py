"""People: on an account's card, and all of them on a page of their own that links and the search lead to."""

from kamdesk.people.page.pages import PeoplePage
from kamdesk.people.page.panel import PeoplePanel
from kamdesk.people.page.papers import person_papers

__all__ = ["PeoplePage", "PeoplePanel", "person_papers"]
