"""Reading a file, looking through what it would do, and what is to be written out; see the modules for how."""

from kamdesk.exchange.queries.files import Source, Wanted
from kamdesk.exchange.queries.on_file import KINDS, fields_for, link_for
from kamdesk.exchange.queries.previews import mapping_for, preview

__all__ = ["KINDS", "Source", "Wanted", "fields_for", "link_for", "mapping_for", "preview"]
