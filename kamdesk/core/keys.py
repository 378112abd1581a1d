"""Who may read a workspace: its one random data key, wrapped by the passphrase and again by a printed recovery code.

The encrypted file cannot hold what unlocks it, so the wrapped keys live beside it in a small JSON file (`NAME.kamdesk.keys`), which
backups copy as well. A new passphrase wraps the same data key anew; nothing else is encrypted again.

Argon2id with 64 MiB and three passes is the second recommended choice of RFC 9106 section 4, with its four lanes.
"""

import base64
import json
import secrets
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kamdesk.core import recovery
from kamdesk.core.ids import new_id
from kamdesk.core.places import atomic_write
from kamdesk.core.problems import Refused, say
from kamdesk.core.words import N_

KEY_SIZE = 32
_SALT_SIZE = 16
_NONCE_SIZE = 12
_FORMAT = "kamdesk keys"
_VERSION = 1
_LARGEST_FILE = 65_536
_MOST_MEMORY_KIB = 1 << 20
_MOST_PASSES = 64
_MOST_LANES = 64

say(
    {
        "wrong_passphrase": N_("The passphrase is not right."),
        "wrong_code": N_("This recovery code does not open this workspace."),
        "no_keys": N_("The key file {name} is missing. Put it back beside the workspace, or restore a backup."),
        "keys_unreadable": N_("The key file {name} could not be read: {reason}."),
        "keys_damaged": N_("The key file {name} is damaged. Restore a backup, which holds a good copy."),
        "keys_newer": N_("The key file {name} was written by a newer kamdesk. Please update kamdesk."),
    }
)


class Purpose(StrEnum):
    """What a sub-key is for; one key is never used for two things."""

    STORE = "store"
    FILES = "files"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Cost:
    """How hard a guess at the passphrase is made; kept in the file so that it can be raised later."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4

    def bearable(self) -> bool:
        """False for figures that would only stop the computer: a key file may come from anywhere."""
        return 8 * self.lanes <= self.memory_kib <= _MOST_MEMORY_KIB and 1 <= self.passes <= _MOST_PASSES and 1 <= self.lanes <= _MOST_LANES


@dataclass(frozen=True, slots=True)
class Wrap:
    """The data key, sealed under one secret."""

    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: Cost | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """The key file of one workspace. It tells nobody anything without the passphrase or the recovery code."""

    workspace: UUID
    by_passphrase: Wrap
    by_code: Wrap

    @staticmethod
    def read(path: Path) -> "Keys":
        """Raises Refused("no_keys"), ("keys_damaged") or ("keys_newer")."""
        facts: dict[str, object] = {"name": path.name}
        try:
            with path.open("rb") as file:
                content = file.read(_LARGEST_FILE + 1)
        except FileNotFoundError as missing:
            raise Refused("no_keys", facts=facts) from missing
        except OSError as failure:
            raise Refused("keys_unreadable", facts=facts | {"reason": failure.strerror or str(failure)}) from failure
        if len(content) > _LARGEST_FILE:
            raise Refused("keys_damaged", facts=facts)
        return _from_json(content, facts)

    def write(self, path: Path) -> None:
        """Replace the key file at one stroke; nobody else on this computer shall guess at it. Raises what `places.atomic_write` raises."""
        atomic_write(path, _to_json(self), private=True)

    def unlock(self, passphrase: str) -> bytes:
        """The 32-byte data key. Raises Refused("wrong_passphrase")."""
        cost = self.by_passphrase.cost or Cost()
        secret = _stretched(passphrase, self.by_passphrase.salt, cost)
        return _unsealed(self.by_passphrase, secret, _context(self.workspace, "passphrase", cost), "wrong_passphrase", "passphrase")

    def unlock_with_code(self, code: str) -> bytes:
        """The 32-byte data key.

        Raises Refused("code_typo" | "code_length") where the code was misread, ("wrong_code") where it belongs to another workspace.
        """
        secret = _derived(recovery.read_code(code), self.by_code.salt, b"recovery code")
        return _unsealed(self.by_code, secret, _context(self.workspace, "recovery"), "wrong_code", "code")

    def rewrapped(self, data_key: bytes, new_passphrase: str, cost: Cost | None = None) -> "Keys":
        """The same data key under a new passphrase; the recovery code stays good."""
        cost = cost or self.by_passphrase.cost or Cost()
        return replace(self, by_passphrase=_by_passphrase(self.workspace, data_key, new_passphrase, cost))

    def with_new_code(self, data_key: bytes) -> tuple["Keys", str]:
        """The same data key under a new recovery code; the old printed one opens nothing any more."""
        wrap, code = _by_code(self.workspace, data_key)
        return replace(self, by_code=wrap), code


def keys_path(workspace: Path) -> Path:
    """`site.kamdesk` keeps its wrapped keys in `site.kamdesk.keys`."""
    return workspace.with_name(workspace.name + ".keys")


def new_keys(passphrase: str, cost: Cost | None = None) -> tuple[Keys, str]:
    """A fresh data key under this passphrase, and the recovery code to print: it is shown once and kept nowhere.

    Raises Refused("empty", "passphrase").
    """
    workspace, data_key = new_id(), secrets.token_bytes(KEY_SIZE)
    by_code, code = _by_code(workspace, data_key)
    return Keys(workspace, _by_passphrase(workspace, data_key, passphrase, cost or Cost()), by_code), code


def subkey(data_key: bytes, purpose: Purpose) -> bytes:
    """The 32-byte key for one purpose; none of them tells anything about another (HKDF, RFC 5869)."""
    return _derived(data_key, b"", f"kamdesk 1 {purpose.value}".encode())


def _by_passphrase(workspace: UUID, data_key: bytes, passphrase: str, cost: Cost) -> Wrap:
    if not passphrase.strip():
        raise Refused("empty", "passphrase")
    salt = secrets.token_bytes(_SALT_SIZE)
    return _sealed(data_key, _stretched(passphrase, salt, cost), salt, _context(workspace, "passphrase", cost), cost)


def _by_code(workspace: UUID, data_key: bytes) -> tuple[Wrap, str]:
    entropy = secrets.token_bytes(recovery.ENTROPY_SIZE)
    salt = secrets.token_bytes(_SALT_SIZE)
    wrap = _sealed(data_key, _derived(entropy, salt, b"recovery code"), salt, _context(workspace, "recovery"))
    return wrap, recovery.written_code(entropy)


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """NFC first: two keyboards may compose the same character differently."""
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_SIZE, Type.ID)


def _derived(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), KEY_SIZE, salt, info).derive(secret)


def _context(workspace: UUID, kind: str, cost: Cost | None = None) -> bytes:
    """Sealed in with the key, so that no wrap can be moved to another workspace or given another cost."""
    parts = [_FORMAT, str(_VERSION), workspace.hex, kind]
    if cost is not None:
        parts += [str(cost.memory_kib), str(cost.passes), str(cost.lanes)]
    return "|".join(parts).encode()


def _sealed(data_key: bytes, secret: bytes, salt: bytes, context: bytes, cost: Cost | None = None) -> Wrap:
    nonce = secrets.token_bytes(_NONCE_SIZE)
    return Wrap(salt, nonce, AESGCM(secret).encrypt(nonce, data_key, context), cost)


def _unsealed(wrap: Wrap, secret: bytes, context: bytes, code: str, field: str) -> bytes:
    try:
        return AESGCM(secret).decrypt(wrap.nonce, wrap.sealed, context)
    except InvalidTag as wrong:
        raise Refused(code, field) from wrong


def _to_json(keys: Keys) -> bytes:
    cost = keys.by_passphrase.cost or Cost()
    content = {
        "format": _FORMAT,
        "version": _VERSION,
        "workspace": keys.workspace.hex,
        "passphrase": {
            "kdf": "argon2id",
            "memory_kib": cost.memory_kib,
            "passes": cost.passes,
            "lanes": cost.lanes,
            **_wrap_to_json(keys.by_passphrase),
        },
        "recovery": {"kdf": "hkdf-sha256", **_wrap_to_json(keys.by_code)},
    }
    return json.dumps(content, indent=1).encode() + b"\n"


def _wrap_to_json(wrap: Wrap) -> dict[str, str]:
    return {name: base64.b64encode(getattr(wrap, name)).decode() for name in ("salt", "nonce", "sealed")}


def _from_json(content: bytes, facts: dict[str, object]) -> Keys:
    try:
        found = json.loads(content)
        if found["format"] != _FORMAT:
            raise ValueError(found["format"])
        if int(found["version"]) > _VERSION:
            raise Refused("keys_newer", facts=facts)
        by_passphrase = found["passphrase"]
        cost = Cost(int(by_passphrase["memory_kib"]), int(by_passphrase["passes"]), int(by_passphrase["lanes"]))
        if not cost.bearable():
            raise ValueError(cost)
        return Keys(UUID(hex=found["workspace"]), _wrap_from_json(by_passphrase, cost), _wrap_from_json(found["recovery"], None))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as damaged:
        raise Refused("keys_damaged", facts=facts) from damaged


def _wrap_from_json(found: dict[str, str], cost: Cost | None) -> Wrap:
    salt, nonce, sealed = (base64.b64decode(found[name], validate=True) for name in ("salt", "nonce", "sealed"))
    if len(salt) != _SALT_SIZE or len(nonce) != _NONCE_SIZE or len(sealed) != KEY_SIZE + 16:
        raise ValueError("wrong size")
    return Wrap(salt, nonce, sealed, cost)
