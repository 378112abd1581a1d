"""What home town and school suggest, and what they do not."""

from uuid import UUID

import pytest

from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.suggesting import Roots, suggested

ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        (("山西忻州", ""), ("忻州市", ""), [TieKind.HOME_PLACE]),
        (("山西省忻州市", ""), ("山西 忻州", ""), [TieKind.HOME_PLACE]),
        (("山西", ""), ("山西忻州", ""), []),
        (("", "华北电力大学"), ("", "华北 电力大学"), [TieKind.SCHOOL]),
        (("", "华北电力大学"), ("", "电力大学"), []),
        (("忻州", "MIT"), ("忻州", "mit"), [TieKind.HOME_PLACE, TieKind.SCHOOL]),
        (("", ""), ("", ""), []),
    ],
)
def test_what_two_people_share(one: tuple[str, str], other: tuple[str, str], kinds: list[TieKind]) -> None:
    found = suggested(Roots(ONE, *one), [Roots(ONE, *one), Roots(OTHER, *other)], frozenset())
    assert found == tuple((OTHER, kind) for kind in kinds)


def test_a_tie_that_is_drawn_is_not_suggested_again() -> None:
    roots = Roots(ONE, "忻州"), Roots(OTHER, "忻州")
    assert suggested(roots[0], roots, frozenset({(OTHER, TieKind.HOME_PLACE)})) == ()
