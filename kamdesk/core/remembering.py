"""“Remember on this computer”: a copy of the data key in the system's own key store. It is a convenience and may always be missing."""

import base64
import logging
from dataclasses import dataclass
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_

_SERVICE = "kamdesk"
_log = logging.getLogger(__name__)


class Why(Choice):
    """Why the computer could not remember."""

    NONE = "none", ""
    NO_KEYRING = "no_keyring", N_("This computer has no key store, so the passphrase is asked for every time.")
    LOCKED = "locked", N_("The key store of this computer is locked.")
    FAILED = "failed", N_("The key store of this computer did not take the key.")


@dataclass(frozen=True, slots=True)
class Remembering:
    """Whether it was done, and why not; `detail` is what the system said, for the log."""

    done: bool
    why: Why = Why.NONE
    detail: str = ""

    def __bool__(self) -> bool:
        return self.done


def remember(workspace: UUID, data_key: bytes) -> Remembering:
    """Put the key into the key store and read it back, because some key stores take everything and keep nothing."""
    import keyring

    try:
        keyring.set_password(_SERVICE, workspace.hex, base64.b64encode(data_key).decode())
    except Exception as failure:  # noqa: BLE001 - each system's key store raises errors of its own
        return _reason(failure)
    return Remembering(True) if remembered(workspace) == data_key else Remembering(False, Why.NO_KEYRING)


def remembered(workspace: UUID) -> bytes | None:
    """The key, or None where there is none or no key store to ask."""
    import keyring

    try:
        found = keyring.get_password(_SERVICE, workspace.hex)
        key = base64.b64decode(found, validate=True) if found else b""
    except Exception as failure:  # noqa: BLE001 - each system's key store raises errors of its own; the passphrase is asked for then
        _reason(failure)
        return None
    return key if len(key) == 32 else None


def forget(workspace: UUID) -> Remembering:
    """Take the key out again; that there was none is as good."""
    import keyring
    import keyring.errors

    try:
        keyring.delete_password(_SERVICE, workspace.hex)
    except keyring.errors.PasswordDeleteError:
        return Remembering(True)
    except Exception as failure:  # noqa: BLE001 - each system's key store raises errors of its own
        return _reason(failure)
    return Remembering(True)


def _reason(failure: Exception) -> Remembering:
    import keyring.errors

    _log.info("key store: %s: %s", type(failure).__name__, failure)
    if isinstance(failure, keyring.errors.NoKeyringError):
        return Remembering(False, Why.NO_KEYRING, str(failure))
    why = Why.LOCKED if isinstance(failure, keyring.errors.KeyringLocked) else Why.FAILED
    return Remembering(False, why, str(failure))
