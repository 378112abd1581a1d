"""Where things lie, and how a file is written so that nobody ever finds half of it."""

import errno
import os
import secrets
import sys
from functools import cache
from pathlib import Path, PurePath

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say

APP = "kamdesk"
_NETWORK_KINDS = frozenset(
    "nfs nfs4 cifs smb smbfs smb3 ncp ncpfs afs davfs fuse.davfs fuse.sshfs fuse.rclone fuse.gvfsd-fuse fuse.smbnetfs fuse.s3fs".split()
)
_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "clouddocs": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nutstore": "坚果云",
    "坚果云": "坚果云",
    "baidunetdisk": "百度网盘",
    "baidusyncdisk": "百度网盘",
    "百度网盘": "百度网盘",
    "百度云": "百度网盘",
    "wpsdrive": "WPS 云盘",
    "wps云盘": "WPS 云盘",
    "weiyun": "微云",
    "微云": "微云",
    "syncthing": "Syncthing",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}

say(
    {
        "disk_full": N_("The disk is full: {name} could not be written. Nothing that was saved before is lost."),
        "read_only": N_("{name} cannot be written: this place is read-only."),
        "not_allowed": N_("{name} cannot be written: this computer does not allow it in that folder."),
        "no_folder": N_("The folder {folder} does not exist."),
        "not_written": N_("{name} could not be written: {reason}."),
        "network_drive": N_("{folder} is on a network drive. A workspace must lie on a disk of this computer, or it may be damaged."),
    }
)


@cache
def resources() -> Path:
    """The data that ships with the program: inside the package once installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def resource(name: str) -> Path:
    """A shipped file by its name under resources, such as `icons/users.svg`."""
    return resources().joinpath(*name.split("/"))


def config_folder() -> Path:
    """What this computer remembers of the window; never what belongs to a workspace."""
    import platformdirs

    return Path(platformdirs.user_config_path(APP, appauthor=False))


def state_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_path(APP, appauthor=False))


def log_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_log_path(APP, appauthor=False))


def workspace_folder() -> Path:
    """Where a first workspace is offered to be made: the person's own documents."""
    import platformdirs

    return Path(platformdirs.user_documents_path()) / APP


def atomic_write(path: Path, content: bytes, private: bool = False) -> None:
    """Write a file wholly or not at all; what stood there before stays until the new content is on the disk.

    A `private` file is for its owner alone, where the system knows such a thing (not on Windows: there the folder decides).
    Raises Refused("disk_full" | "read_only" | "not_allowed" | "no_folder" | "not_written"); the temporary file is gone then.
    """
    draft = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        try:
            draft.touch(0o600 if private else 0o666, exist_ok=False)
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
        except BaseException:
            discard(draft)
            raise
        sync_folder(path.parent)
    except OSError as failure:
        raise refusal(failure, path) from failure


def discard(path: Path) -> None:
    """Remove a draft that came to nothing. That it cannot be removed must not hide why it came to nothing."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def sync_folder(folder: Path) -> None:
    """A new name is only safe once its folder is on the disk. Windows writes names through by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refusal(failure: OSError, path: Path) -> Refused:
    """What the system said of a file, as a refusal that a person can act on."""
    facts = {"name": path.name, "folder": str(path.parent), "reason": os.strerror(failure.errno) if failure.errno else str(failure)}
    match failure.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            code = "disk_full"
        case errno.EROFS:
            code = "read_only"
        case errno.EACCES | errno.EPERM:
            code = "not_allowed"
        case errno.ENOENT | errno.ENOTDIR:
            code = "no_folder"
        case _:
            code = "not_written"
    return Refused(code, facts=facts)


def on_network_drive(path: Path, mounts: str | None = None) -> bool:
    """Locks and the write-ahead log are not safe over a network.

    `mounts` is a table in the form of /proc/mounts, by default this computer's own; links in the path are followed only with that.
    """
    if mounts is not None:
        return _kind_of_mount(path, mounts) in _NETWORK_KINDS
    if sys.platform == "win32":
        return _windows_network(path)
    table = Path("/proc/mounts")
    mounts = table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""
    return _kind_of_mount(_existing(path), mounts) in _NETWORK_KINDS


def refuse_network_drive(path: Path, mounts: str | None = None) -> None:
    """Raises Refused("network_drive")."""
    if on_network_drive(path, mounts):
        raise Refused("network_drive", facts={"folder": str(path.parent)})


def synced_by(path: PurePath) -> str:
    """The service whose synchronised folder this is, or "": two computers writing one workspace would lose changes."""
    for part in reversed(path.parts[:-1]):
        lower = part.casefold()
        for sign, service in _SYNCED.items():
            if lower == sign or lower.startswith((sign + " ", sign + "-", sign + "_", sign + "(", "com~apple~" + sign, "my " + sign)):
                return service
    return ""


def _existing(path: Path) -> Path:
    """The nearest folder above that is there; a workspace to be made has no folder yet."""
    path = Path(os.path.abspath(path))
    while not path.exists() and path != path.parent:
        path = path.parent
    return path.resolve()


def _kind_of_mount(path: Path, mounts: str) -> str:
    best, kind = -1, ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        place = PurePath(parts[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        if path.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), parts[2]
    return kind


def _windows_network(path: Path) -> bool:  # pragma: no cover - only on Windows
    if sys.platform == "win32":
        import ctypes

        remote = 4
        drive = Path(os.path.abspath(path)).drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == remote
    return False
