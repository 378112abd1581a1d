"""How a list was left on this computer: columns, order, groups, and the number of the view. Never what it was narrowed by, since that is
about customers and this file is not encrypted."""

import json
from uuid import UUID

from PySide6.QtCore import QSettings

from kamdesk.core.places import config_folder
from kamdesk.core.problems import Refused
from kamdesk.core.views import Definition, defined


def _file() -> QSettings:
    return QSettings(str(config_folder() / "lists.ini"), QSettings.Format.IniFormat)


def remember(key: str, definition: Definition, view: UUID | None) -> None:
    plain = Definition("", "", definition.sort, definition.descending, definition.group, definition.columns)
    _file().setValue(key, json.dumps({"view": view.hex if view else "", "definition": plain.text()}))


def remembered(key: str) -> tuple[Definition, UUID | None]:
    """(how it was, the view in front); the usual where nothing or nothing readable is kept."""
    try:
        kept = json.loads(str(_file().value(key, "") or "{}"))
        return defined(kept["definition"]), UUID(hex=kept["view"]) if kept["view"] else None
    except (ValueError, KeyError, TypeError, Refused):
        return Definition(), None
