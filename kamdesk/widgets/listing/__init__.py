"""Lists with everything a list can do, derived from the fields of their table: conditions, groups, columns, saved views, many at once."""

from kamdesk.widgets.listing.kind import Deed, ListKind, Preset
from kamdesk.widgets.listing.listing import Listing

__all__ = ["Deed", "ListKind", "Listing", "Preset"]
