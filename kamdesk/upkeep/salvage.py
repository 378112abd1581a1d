"""When the workspace file is damaged: say so before anything is lost, and offer the newest backup that is good."""

from dataclasses import dataclass
from pathlib import Path

from kamdesk.core.problems import Refused
from kamdesk.upkeep import backup, raw
from kamdesk.upkeep.backup import BackupRow


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a file, in the database's own words, and the backup that can take its place (None if there is none)."""

    faults: tuple[str, ...]
    offer: BackupRow | None


def damage(path: Path, data_key: bytes) -> Damage | None:
    """None where every page is as it was written; one flipped bit anywhere is found. Reads the whole file.

    The key is right when this is called (the key file opened with it), so a file that it does not open is a damaged one.
    """
    try:
        with raw.opened(path, data_key) as connection:
            faults = raw.faults(connection)
    except Refused as refused:
        if refused.code != "damaged_file":
            raise
        faults = (refused.code,)
    return Damage(faults, backup.newest_good(path, data_key)) if faults else None


def newest_offer(path: Path) -> BackupRow | None:
    """The newest backup that is as it was written, for when not even the key can be had (the key file is gone)."""
    return backup.newest_good(path)
