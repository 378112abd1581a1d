"""Attachments come back as they were, whatever their size, and every tampering shows."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdesk.core import files
from kamdesk.core.files import CHUNK, LARGEST_FILE, Files, files_folder
from kamdesk.core.problems import Refused

KEY = b"k" * 32


@pytest.fixture
def kept(tmp_path: Path) -> Files:
    return Files(tmp_path / "w.kamdesk.files", KEY)


def parts(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*.part")]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_file_comes_back_as_it_was(kept: Files, tmp_path: Path, size: int) -> None:
    source = tmp_path / "scan.pdf"
    source.write_bytes(os.urandom(size))
    found = kept.keep(source)
    assert found.size == kept.size(found.digest) == size
    assert kept.content(found.digest) == source.read_bytes()
    kept.verify(found.digest)
    kept.write_out(found.digest, tmp_path / "back.pdf")
    assert (tmp_path / "back.pdf").read_bytes() == source.read_bytes()
    assert parts(tmp_path) == []


@given(st.binary(max_size=300))
@settings(max_examples=20)
def test_bytes_and_file_have_the_same_name(content: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        kept = Files(Path(folder) / "f", KEY)
        (Path(folder) / "a").write_bytes(content)
        assert kept.keep(Path(folder) / "a") == kept.keep_bytes(content)
        assert len(kept.present()) == 1


def test_the_same_content_is_kept_once_and_another_key_names_it_otherwise(kept: Files, tmp_path: Path) -> None:
    one, again = kept.keep_bytes(b"licence"), kept.keep_bytes(b"licence")
    assert one == again
    assert kept.present() == {one.digest}
    other = Files(tmp_path / "other", b"o" * 32).keep_bytes(b"licence")
    assert other.digest != one.digest


def test_nothing_of_the_content_can_be_read_on_the_disk(kept: Files) -> None:
    found = kept.keep_bytes("投标总价 107000.53".encode() * 1000)
    stored = kept.path(found.digest).read_bytes()
    assert "投标".encode() not in stored
    assert b"107000" not in stored


def test_300_megabytes_are_kept_in_little_memory(tmp_path: Path) -> None:
    """In a program of its own, so that its peak of memory is known."""
    code = f"""
import resource, sys
from pathlib import Path
from kamdesk.core.files import Files
source = Path({str(tmp_path / "film.mp4")!r})
with source.open("wb") as file:
    file.truncate(300 << 20)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
told = []
kept = Files(Path({str(tmp_path / "files")!r}), b"k" * 32)
found = kept.keep(source, lambda done, whole: told.append((done, whole)) or True)
kept.verify(found.digest)
assert found.size == 300 << 20
assert told == sorted(told) and told[-1] == (600 << 20, 600 << 20), told[-1]
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
sys.exit(0 if grown < 32 * 1024 else grown)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_a_file_above_the_limit_is_refused_with_both_figures(kept: Files, tmp_path: Path) -> None:
    source = tmp_path / "film.mp4"
    with source.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(Refused) as caught:
        kept.keep(source)
    assert caught.value.code == "file_too_large"
    assert caught.value.facts == {"name": "film.mp4", "size": 501, "largest": 500}
    assert kept.present() == frozenset()


def test_stopping_half_way_leaves_nothing(kept: Files, tmp_path: Path) -> None:
    source = tmp_path / "scan.pdf"
    source.write_bytes(os.urandom(4 * CHUNK))
    for stop_at in (2 * CHUNK, 6 * CHUNK):
        with pytest.raises(Refused, match="stopped"):
            kept.keep(source, lambda done, _whole, stop_at=stop_at: done < stop_at)
        assert kept.present() == frozenset()
        assert parts(tmp_path) == []


def test_a_full_disk_leaves_nothing_and_says_so(
    kept: Files, tmp_path: Path, full_disk: Callable[[int], AbstractContextManager[None]]
) -> None:
    source = tmp_path / "scan.pdf"
    source.write_bytes(os.urandom(3 * CHUNK))
    with full_disk(CHUNK), pytest.raises(Refused) as caught:
        kept.keep(source)
    assert caught.value.code == "disk_full"
    assert kept.present() == frozenset()
    assert parts(tmp_path) == []
    kept.verify(kept.keep(source).digest)


def test_a_source_that_changes_meanwhile_is_not_kept(kept: Files, tmp_path: Path) -> None:
    source = tmp_path / "scan.pdf"
    source.write_bytes(bytes(3 * CHUNK))

    def meddle(done: int, whole: int) -> bool:
        if done == 3 * CHUNK:
            source.write_bytes(b"\x01" * 3 * CHUNK)
        return True

    with pytest.raises(Refused, match="file_changed"):
        kept.keep(source, meddle)
    assert kept.present() == frozenset()


@pytest.mark.parametrize("name", ["gone.pdf", "."])
def test_what_cannot_be_read_is_refused(kept: Files, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="file_unreadable"):
        kept.keep(tmp_path / name)


@pytest.mark.parametrize("place", [0, 9, 30, 70, 95, 120, CHUNK + 200, -1])
def test_one_flipped_bit_is_found_wherever_it_is(kept: Files, place: int) -> None:
    found = kept.keep_bytes(os.urandom(2 * CHUNK + 5))
    path = kept.path(found.digest)
    content = bytearray(path.read_bytes())
    content[place] ^= 0x10
    path.write_bytes(content)
    with pytest.raises(Refused, match="file_damaged"):
        kept.verify(found.digest)


@pytest.mark.parametrize("cut", [1, CHUNK, CHUNK + 28, 2 * CHUNK + 61])
def test_a_file_cut_short_is_found(kept: Files, cut: int) -> None:
    found = kept.keep_bytes(os.urandom(2 * CHUNK + 5))
    path = kept.path(found.digest)
    path.write_bytes(path.read_bytes()[:-cut])
    for look in (kept.verify, kept.size):
        with pytest.raises(Refused, match="file_damaged"):
            look(found.digest)
    assert len(kept.keep_bytes(b"x").digest) == 64


def test_chunks_cannot_change_places_or_come_from_another_file(kept: Files) -> None:
    head = files._HEAD
    step = CHUNK + 28
    one = kept.keep_bytes(b"a" * 2 * CHUNK)
    path = kept.path(one.digest)
    good = path.read_bytes()
    path.write_bytes(good[:head] + good[head + step :] + good[head : head + step])
    with pytest.raises(Refused, match="file_damaged"):
        kept.verify(one.digest)
    other = kept.keep_bytes(b"b" * 2 * CHUNK)
    path.write_bytes(kept.path(other.digest).read_bytes())
    with pytest.raises(Refused, match="file_damaged"):
        kept.verify(one.digest)


def test_a_torn_copy_is_written_anew_when_attached_again(kept: Files) -> None:
    found = kept.keep_bytes(b"scan" * 100)
    kept.path(found.digest).write_bytes(b"torn")
    assert kept.keep_bytes(b"scan" * 100) == found
    kept.verify(found.digest)


def test_a_missing_attachment_says_where_it_should_be(kept: Files) -> None:
    with pytest.raises(Refused) as caught:
        kept.content("0" * 64)
    assert (caught.value.code, caught.value.facts["folder"]) == ("file_missing", "w.kamdesk.files")


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_an_address_that_would_lead_elsewhere_is_no_address(kept: Files, digest: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        kept.path(digest)


def test_the_folder_stands_beside_the_workspace() -> None:
    assert files_folder(Path("/a/客户.kamdesk")) == Path("/a/客户.kamdesk.files")


def test_a_source_that_grows_while_it_is_read_is_not_kept(kept: Files, tmp_path: Path) -> None:
    source = tmp_path / "download.pdf"
    source.write_bytes(b"a" * (CHUNK + 10))

    def grow_once(done: int, _whole: int) -> bool:
        if done == CHUNK:
            with source.open("ab") as file:
                file.write(b"b" * 10)
        return True

    with pytest.raises(Refused, match="file_changed"):
        kept.keep(source, grow_once)
    assert kept.present() == frozenset()
    assert kept.content(kept.keep(source).digest) == source.read_bytes()
