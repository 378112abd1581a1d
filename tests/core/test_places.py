"""A file is written wholly or not at all, and places where a workspace would be in danger are known."""

import errno
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from kamdesk.core import places
from kamdesk.core.places import atomic_write, on_network_drive, refusal, refuse_network_drive, resource, synced_by
from kamdesk.core.problems import Refused, known_codes

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/share nfs4 rw 0 0
//nas/kunden /mnt/nas\\040kunden cifs rw 0 0
me@host:/ /home/me/far fuse.sshfs rw 0 0
/dev/sdb1 /mnt/share/usb vfat rw 0 0
tmpfs /tmp tmpfs rw 0 0
broken line
"""


def test_a_shipped_file_is_found() -> None:
    assert resource("playbook/holidays.json").is_file()


def test_own_folders_are_below_the_home_of_this_person(own_home: Path) -> None:
    for folder in (places.config_folder(), places.state_folder(), places.log_folder(), places.workspace_folder()):
        assert folder.is_relative_to(own_home)
        assert "kamdesk" in folder.parts


def test_a_file_is_written_and_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "报价.pdf"
    atomic_write(path, b"one")
    atomic_write(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_very_long_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("价" * 80 + ".pdf")
    atomic_write(path, b"x")
    assert path.read_bytes() == b"x"


def test_a_full_disk_leaves_the_old_file_and_no_rubbish(tmp_path: Path, full_disk: Callable[[int], AbstractContextManager[None]]) -> None:
    path = tmp_path / "brief.pdf"
    atomic_write(path, b"old")
    with full_disk(10_000), pytest.raises(Refused) as caught:
        atomic_write(path, bytes(20_000))
    assert (caught.value.code, caught.value.facts["name"]) == ("disk_full", "brief.pdf")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_may_not_be_written_is_refused(
    open_to_all: Path, closed_folder: Callable[[Path], AbstractContextManager[None]]
) -> None:
    with closed_folder(open_to_all), pytest.raises(Refused) as caught:
        atomic_write(open_to_all / "brief.pdf", b"x")
    assert caught.value.code == "not_allowed"
    assert list(open_to_all.iterdir()) == []


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        atomic_write(tmp_path / "gone" / "brief.pdf", b"x")
    assert (caught.value.code, caught.value.facts["folder"]) == ("no_folder", str(tmp_path / "gone"))


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brief.pdf").mkdir()
    with pytest.raises(Refused) as caught:
        atomic_write(tmp_path / "brief.pdf", b"x")
    assert caught.value.code == "not_written"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.pdf"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EFBIG, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "not_allowed"),
        (errno.ENOENT, "no_folder"),
        (errno.EIO, "not_written"),
    ],
)
def test_what_the_system_says_becomes_a_refusal_with_a_sentence(number: int, code: str) -> None:
    assert refusal(OSError(number, "x"), Path("/a/b.pdf")).code == code
    assert code in known_codes()


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/home/me/w.kamdesk", False),
        ("/mnt/share/w.kamdesk", True),
        ("/mnt/share/deep/er/w.kamdesk", True),
        ("/mnt/share/usb/w.kamdesk", False),
        ("/mnt/nas kunden/w.kamdesk", True),
        ("/home/me/far/w.kamdesk", True),
        ("/mnt/shared/w.kamdesk", False),
    ],
)
def test_network_drives_are_told_by_their_mount(path: str, network: bool) -> None:
    assert on_network_drive(Path(path), MOUNTS) is network


def test_a_network_drive_is_refused_with_its_folder() -> None:
    with pytest.raises(Refused) as caught:
        refuse_network_drive(Path("/mnt/share/客户/w.kamdesk"), MOUNTS)
    assert (caught.value.code, caught.value.facts) == ("network_drive", {"folder": "/mnt/share/客户"})


def test_the_disk_of_the_tests_is_no_network_drive(tmp_path: Path) -> None:
    refuse_network_drive(tmp_path / "not" / "yet" / "there.kamdesk")


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\li\OneDrive - 松风电力\客户.kamdesk"), "OneDrive"),
        (PureWindowsPath(r"D:\坚果云\客户.kamdesk"), "坚果云"),
        (PureWindowsPath(r"D:\My Nutstore\客户.kamdesk"), "坚果云"),
        (PureWindowsPath(r"D:\BaiduSyncdisk\a\客户.kamdesk"), "百度网盘"),
        (PurePosixPath("/Users/li/Library/Mobile Documents/com~apple~CloudDocs/w.kamdesk"), "iCloud"),
        (PurePosixPath("/home/li/Dropbox/w.kamdesk"), "Dropbox"),
        (PurePosixPath("/home/li/Dropbox (Firma)/w.kamdesk"), "Dropbox"),
        (PurePosixPath("/home/li/Documents/kamdesk/w.kamdesk"), ""),
        (PurePosixPath("/home/li/onedriver-src/w.kamdesk"), ""),
        (PurePosixPath("/home/li/dropbox"), ""),
    ],
)
def test_synchronised_folders_are_known_by_name(path: PurePosixPath | PureWindowsPath, service: str) -> None:
    assert synced_by(path) == service
