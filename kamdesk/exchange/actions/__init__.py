"""Writing an import into the workspace, and lists out of it; see the modules for how."""

from kamdesk.exchange.actions.importing import import_accounts, import_people
from kamdesk.exchange.actions.writing import Asked, reasons, refuse_format, write_faulty, written_cards, written_list

__all__ = [
    "Asked", "import_accounts", "import_people", "reasons", "refuse_format", "write_faulty", "written_cards", "written_list",
]  # fmt: skip
