"""The sample workspace as the desk opens it: beside the rep's own, made when it is first asked for."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kamdesk.core.places import workspace_folder

if TYPE_CHECKING:
    from kamdesk.upkeep.opening import Workspace

PASSPHRASE = "kamdesk sample"  # noqa: S105 - no secret: everything in the sample is invented and ships with the program
NAME = "kamdesk-sample.kamdesk"


def sample_path() -> Path:
    return workspace_folder() / NAME


def opened_sample(today: date, clock: Callable[[], datetime]) -> "Workspace":
    """Raises what opening and creating raise."""
    from kamdesk.upkeep import opening
    from kamdesk.upkeep.sample import fill_with_sample

    path = sample_path()
    if path.exists():
        return opening.open_with_passphrase(path, PASSPHRASE, clock)
    workspace, _code = opening.create_workspace(path, PASSPHRASE, clock)
    try:
        fill_with_sample(workspace.store, today)
    except BaseException:
        workspace.close()
        raise
    return workspace
