"""Attachments: each is encrypted for itself beside the workspace, so that a scan of 300 MB neither swells the database nor fits in memory.

A file is named by a keyed digest of its content (HMAC-SHA-256): the same scan attached twice is kept once, and nobody without the key can
ask whether a known document is there. Format, all numbers big-endian:

    magic (8) · file's own key: nonce (12) + sealed key (48) · size (8) and count of chunks (4): nonce (12) + sealed (28) ·
    chunks: nonce (12) + sealed (at most 1 MiB + 16)

Every part is sealed (AES-256-GCM) with the digest, its index and the count of chunks as associated data, so that a chunk can be neither
changed, moved, dropped nor taken from another file.
"""

import errno
import hmac
import os
import secrets
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kamdesk.core.marking import N_
from kamdesk.core.places import discard, refusal, sync_folder
from kamdesk.core.problems import Refused, say

CHUNK = 1 << 20
LARGEST_FILE = 500 << 20
_MAGIC = b"kamdesk\x01"
_NONCE = 12
_TAG = 16
_KEY = 32
_COUNTS = struct.Struct(">QI")
_HEAD = len(_MAGIC) + _NONCE + _KEY + _TAG + _NONCE + _COUNTS.size + _TAG

Progress = Callable[[int, int], bool]

say(
    {
        "file_too_large": N_("{name} is {size} MB. An attachment may have at most {largest} MB."),
        "file_missing": N_("The attachment is missing from the folder {folder}. Restore a backup to get it back."),
        "file_damaged": N_("The attachment is damaged and was not opened. Restore a backup to get it back."),
        "file_unreadable": N_("{name} could not be read: {reason}."),
        "file_changed": N_("{name} was changed while it was being attached. Try again once it is saved."),
        "stopped": N_("Stopped. Nothing was changed."),
    }
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An attachment as the workspace remembers it: `digest` is 64 hexadecimal figures, `size` the plain length in bytes."""

    digest: str
    size: int


def going_on(_done: int, _whole: int) -> bool:
    """The progress of somebody who does not look."""
    return True


def files_folder(workspace: Path) -> Path:
    """`site.kamdesk` keeps its attachments in the folder `site.kamdesk.files`."""
    return workspace.with_name(workspace.name + ".files")


class Files:
    """The attachments of one workspace. Memory stays within a few chunks whatever the size.

    `progress(done, whole)` is told bytes after each chunk and returns False to stop: Refused("stopped"), and nothing is left behind.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._sealing = AESGCM(_part(key, b"wrap"))
        self._naming = _part(key, b"name")

    def keep(self, source: Path, progress: Progress = going_on) -> Kept:
        """Encrypt a file into the folder, or find that it is there already.

        Raises Refused: file_unreadable, file_too_large, file_changed, stopped, and what `places.refusal` says (disk_full, read_only, …).
        """
        try:
            if source.exists() and not source.is_file():
                raise Refused("file_unreadable", facts={"name": source.name, "reason": os.strerror(errno.EISDIR)})
            with source.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size > LARGEST_FILE:
                    facts = {"name": source.name, "size": -(-size // CHUNK), "largest": LARGEST_FILE // CHUNK}
                    raise Refused("file_too_large", facts=facts)
                digest, read = self._digest(file, size, progress)
                if read != size:  # the head of the sealed file states the size, so it must be the whole truth
                    raise Refused("file_changed", facts={"name": source.name})
                if self._whole(digest, size):
                    return Kept(digest, size)
                file.seek(0)
                self._write(digest, size, self._checked(file, digest, source), progress)
        except OSError as failure:
            raise Refused("file_unreadable", facts={"name": source.name, "reason": failure.strerror or str(failure)}) from failure
        return Kept(digest, size)

    def keep_bytes(self, content: bytes) -> Kept:
        """The same for a document that is in memory already, such as a PDF just made."""
        digest = hmac.digest(self._naming, content, "sha256").hex()
        if not self._whole(digest, len(content)):
            parts = (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))
            self._write(digest, len(content), parts, going_on)
        return Kept(digest, len(content))

    def chunks(self, digest: str) -> Iterator[bytes]:
        """The plain content piece by piece. Raises Refused: file_missing, file_damaged."""
        try:
            with self.path(digest).open("rb") as file:
                sealing, count, size = self._opened(file, digest)
                for index in range(count):
                    length = min(CHUNK, size - index * CHUNK)
                    yield _unsealed(sealing, file.read(_NONCE + length + _TAG), _about(digest, index, count))
                if file.read(1):
                    raise Refused("file_damaged", facts={"digest": digest})
        except FileNotFoundError as missing:
            raise Refused("file_missing", facts={"folder": self.folder.name, "digest": digest}) from missing
        except (InvalidTag, ValueError, struct.error) as damaged:
            raise Refused("file_damaged", facts={"digest": digest}) from damaged

    def content(self, digest: str) -> bytes:
        """The whole plain content; for what is known to be small."""
        return b"".join(self.chunks(digest))

    def write_out(self, digest: str, target: Path, progress: Progress = going_on) -> None:
        """Decrypt to a plain file, wholly or not at all. Raises what `chunks` and `places.refusal` say, and Refused("stopped")."""
        size = self.size(digest)
        _write_whole(target, self.chunks(digest), size, progress)

    def size(self, digest: str) -> int:
        """The plain length in bytes. Raises Refused: file_missing, file_damaged."""
        try:
            with self.path(digest).open("rb") as file:
                return self._opened(file, digest)[2]
        except FileNotFoundError as missing:
            raise Refused("file_missing", facts={"folder": self.folder.name, "digest": digest}) from missing
        except (InvalidTag, ValueError, struct.error) as damaged:
            raise Refused("file_damaged", facts={"digest": digest}) from damaged

    def verify(self, digest: str) -> None:
        """Read it through and check its name against its content. Raises Refused: file_missing, file_damaged."""
        digesting = hmac.new(self._naming, digestmod="sha256")
        for piece in self.chunks(digest):
            digesting.update(piece)
        if not hmac.compare_digest(digesting.hexdigest(), digest):
            raise Refused("file_damaged", facts={"digest": digest})

    def remove(self, digest: str) -> None:
        """Throw a file away for good; one that is not there is no matter. Backups keep theirs."""
        try:
            self.path(digest).unlink(missing_ok=True)
        except OSError as failure:
            raise refusal(failure, self.path(digest)) from failure

    def present(self) -> frozenset[str]:
        """The digests of all attachments in the folder."""
        return frozenset(path.stem for path in self.folder.glob("??/*.sealed"))

    def path(self, digest: str) -> Path:
        """Where an attachment lies. A digest is checked: it comes out of a file and must not lead out of the folder."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise ValueError("not a digest")
        return self.folder / digest[:2] / f"{digest}.sealed"

    def _digest(self, file: BinaryIO, size: int, progress: Progress) -> tuple[str, int]:
        """The digest and how many bytes it was made of: a file that grows meanwhile is not read for ever."""
        digesting = hmac.new(self._naming, digestmod="sha256")
        done = 0
        while done <= size and (piece := file.read(CHUNK)):
            digesting.update(piece)
            done += len(piece)
            _ask(progress, done, 2 * size)
        return digesting.hexdigest(), done

    def _whole(self, digest: str, size: int) -> bool:
        """Whether it is kept already and as long as it should be; a torn copy is written anew."""
        path = self.path(digest)
        count = -(-size // CHUNK)
        return path.exists() and path.stat().st_size == _HEAD + size + count * (_NONCE + _TAG)

    def _write(self, digest: str, size: int, pieces: Iterator[bytes], progress: Progress) -> None:
        path = self.path(digest)
        try:
            if not path.parent.is_dir():
                self.folder.mkdir(0o700, parents=True, exist_ok=True)
                path.parent.mkdir(exist_ok=True)
                sync_folder(self.folder)
        except OSError as failure:
            raise refusal(failure, path) from failure
        count = -(-size // CHUNK)
        file_key = secrets.token_bytes(_KEY)
        sealing = AESGCM(file_key)

        def sealed() -> Iterator[bytes]:
            yield _MAGIC + _sealed(self._sealing, file_key, digest.encode())
            yield _sealed(sealing, _COUNTS.pack(size, count), _about(digest, -1, count))
            for index, piece in enumerate(pieces):
                yield _sealed(sealing, piece, _about(digest, index, count))

        whole = _HEAD + size + count * (_NONCE + _TAG)
        _write_whole(path, sealed(), whole, lambda done, _whole: progress(size + min(done, size), 2 * size))

    def _checked(self, file: BinaryIO, digest: str, source: Path) -> Iterator[bytes]:
        """The pieces of a source that must still be what its digest was made of."""
        digesting = hmac.new(self._naming, digestmod="sha256")
        try:
            while piece := file.read(CHUNK):
                digesting.update(piece)
                yield piece
        except OSError as failure:
            raise Refused("file_unreadable", facts={"name": source.name, "reason": failure.strerror or str(failure)}) from failure
        if digesting.hexdigest() != digest:
            raise Refused("file_changed", facts={"name": source.name})

    def _opened(self, file: BinaryIO, digest: str) -> tuple[AESGCM, int, int]:
        """(the file's own key, chunks, bytes). Raises InvalidTag and ValueError where the head is not as it was written."""
        if file.read(len(_MAGIC)) != _MAGIC:
            raise ValueError("not an attachment")
        sealing = AESGCM(_unsealed(self._sealing, file.read(_NONCE + _KEY + _TAG), digest.encode()))
        head = file.read(_NONCE + _COUNTS.size + _TAG)
        length = os.fstat(file.fileno()).st_size
        count = max(0, -(-(length - _HEAD) // (CHUNK + _NONCE + _TAG)))
        size, stated = _COUNTS.unpack(_unsealed(sealing, head, _about(digest, -1, count)))
        if stated != count or length != _HEAD + size + count * (_NONCE + _TAG):
            raise ValueError("not as long as it should be")
        return sealing, count, size


def _part(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"kamdesk attachments " + purpose, "sha256")


def _about(digest: str, index: int, count: int) -> bytes:
    return f"{digest}|{index}|{count}".encode()


def _sealed(sealing: AESGCM, content: bytes, about: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + sealing.encrypt(nonce, content, about)


def _unsealed(sealing: AESGCM, content: bytes, about: bytes) -> bytes:
    return sealing.decrypt(content[:_NONCE], content[_NONCE:], about)


def _ask(progress: Progress, done: int, whole: int) -> None:
    if not progress(done, whole):
        raise Refused("stopped")


def _write_whole(path: Path, pieces: Iterator[bytes], whole: int, progress: Progress) -> None:
    """As `places.atomic_write`, for what does not fit in memory."""
    draft = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        try:
            done = 0
            with draft.open("xb") as file:
                for piece in pieces:
                    file.write(piece)
                    done += len(piece)
                    _ask(progress, done, whole)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
        except BaseException:
            discard(draft)
            raise
        sync_folder(path.parent)
    except OSError as failure:
        raise refusal(failure, path) from failure
