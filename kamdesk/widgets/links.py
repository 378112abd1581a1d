"""Where a picker finds the rows that a link may point to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from kamdesk.widgets.desk import Desk


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row to choose: its number, its title, and a grey word that tells two of one name apart."""

    id: UUID
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LinkSource:
    """`find(typed)` gives candidates (for "" the ones to offer first); `title(id)` the words of one.

    `make(typed)`, where given, creates a row from what was typed and returns its number: the picker then offers "New “…”".
    """

    find: Callable[[str], Sequence[Candidate]]
    title: Callable[[UUID], str]
    make: Callable[[str], UUID] | None = None


def searched(desk: Desk, table: str) -> LinkSource:
    """The usual source: the search index over one table, so that 中石化, zgsh and shihua all find it."""
    from kamdesk.core import search, titles

    def find(typed: str) -> Sequence[Candidate]:
        if not typed.strip():
            return [Candidate(row, title) for row, title in desk.ask(titles.newest, table)]
        return [Candidate(hit.id, hit.title) for hit in desk.ask(search.search, typed, 30, (table,))]

    return LinkSource(find, lambda row: desk.ask(titles.title_of, table, row))


def among(candidates: Sequence[Candidate]) -> LinkSource:
    """A short fixed list; typing filters by characters, pinyin and initials."""
    from kamdesk.core import names

    def find(typed: str) -> Sequence[Candidate]:
        wanted = names.folded(typed.strip())
        if not wanted:
            return candidates
        return [each for each in candidates if any(token.startswith(wanted) for token in names.search_tokens(each.title))]

    known = {each.id: each.title for each in candidates}
    return LinkSource(find, lambda row: known.get(row, ""))
