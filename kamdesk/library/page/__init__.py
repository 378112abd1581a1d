"""The library: our own company, texts used again, certificates; and the files that are kept with any card."""

from kamdesk.library.page.files import FilesPanel
from kamdesk.library.page.library import LibraryPage

__all__ = ["FilesPanel", "LibraryPage"]
