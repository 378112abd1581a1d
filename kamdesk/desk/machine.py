"""What this computer remembers of the window; nothing that belongs to a workspace."""

import locale
import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from kamdesk.core.places import config_folder
from kamdesk.core.words import Language

RECENT = 6


class Machine:
    """Geometry, the last workspace, and the language and theme of the moments before a workspace is open."""

    def __init__(self) -> None:
        self._file = QSettings(str(config_folder() / "window.ini"), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        """The one used last, else the system's: English where it says so, otherwise Chinese."""
        kept = str(self._file.value("language", ""))
        if kept in set(Language):
            return Language(kept)
        named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or locale.getlocale()[0] or ""
        return Language.EN if named.lower().startswith("en") else Language.ZH

    @language.setter
    def language(self, language: Language) -> None:
        self._file.setValue("language", language.value)

    @property
    def theme(self) -> str:
        """"light", "dark" or "system"."""
        kept = str(self._file.value("theme", "system"))
        return kept if kept in ("light", "dark", "system") else "system"

    @theme.setter
    def theme(self, theme: str) -> None:
        self._file.setValue("theme", theme)

    @property
    def workspace(self) -> Path | None:
        """The workspace opened last."""
        kept = str(self._file.value("workspace", ""))
        return Path(kept) if kept else None

    @workspace.setter
    def workspace(self, path: Path) -> None:
        others = [other for other in self.recent() if other != path]
        self._file.setValue("workspace", str(path))
        self._file.setValue("recent", [str(path), *(str(other) for other in others)][:RECENT])

    def recent(self) -> tuple[Path, ...]:
        """Workspaces opened lately that are still there, the last first."""
        kept = self._file.value("recent", [])
        names = [kept] if isinstance(kept, str) else list(kept) if isinstance(kept, list) else []
        return tuple(Path(str(name)) for name in names if Path(str(name)).is_file())

    @property
    def geometry(self) -> QByteArray | None:
        kept = self._file.value("geometry")
        return kept if isinstance(kept, QByteArray) else None

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("geometry", geometry)

    def sync(self) -> None:
        self._file.sync()
