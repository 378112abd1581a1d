"""People: on an account's card, and all of them on a page of their own that links and the search lead to."""

from kamdesk.people.page.pages import PeoplePage
from kamdesk.people.page.panel import PeoplePanel

__all__ = ["PeoplePage", "PeoplePanel"]
