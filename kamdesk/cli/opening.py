"""Which workspace a command is about, and how it is unlocked."""

import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kamdesk.core.marking import N_
from kamdesk.core.places import refusal, workspace_folder
from kamdesk.core.problems import Refused, say, sentence
from kamdesk.core.words import Words

if TYPE_CHECKING:
    from kamdesk.core.store import Store
    from kamdesk.upkeep.opening import Workspace

say({
    "which_workspace": N_("Which workspace? Give --workspace FILE, or set KAMDESK_WORKSPACE."),
    "passphrase_needed": N_("The passphrase is needed: give --passphrase-file FILE, or set KAMDESK_PASSPHRASE."),
    "passphrases_differ": N_("The two passphrases differ."),
    "no_passphrase_file": N_("The passphrase file “{name}” cannot be read."),
})  # fmt: skip


def workspace_path(arguments: Namespace) -> Path:
    """The file meant. Raises Refused("which_workspace") where it is not clear, and what `places.refusal` says of an impossible name."""
    given = arguments.workspace or os.environ.get("KAMDESK_WORKSPACE", "")
    if given:
        try:
            Path(given).exists()
        except OSError as failure:
            raise refusal(failure, Path(given[:60])) from failure
        return Path(given)
    found = sorted(workspace_folder().glob("*.kamdesk"))
    if len(found) == 1:
        return found[0]
    raise Refused("which_workspace", "workspace")


def passphrase_given(arguments: Namespace) -> str | None:
    """From --passphrase-file or KAMDESK_PASSPHRASE; None where neither is there. Raises Refused("no_passphrase_file")."""
    if arguments.passphrase_file:
        path = Path(arguments.passphrase_file)
        try:
            return path.read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")  # Windows' editor begins files with a mark
        except (OSError, UnicodeDecodeError) as failure:
            raise Refused("no_passphrase_file", "passphrase_file", {"name": path.name}) from failure
    return os.environ.get("KAMDESK_PASSPHRASE") or None


def passphrase_asked(words: Words, twice: bool = False) -> str:
    """Asked for on the terminal. Raises Refused: passphrase_needed (no terminal), passphrases_differ."""
    if not sys.stdin.isatty():
        raise Refused("passphrase_needed", "passphrase")
    typed = getpass.getpass(words("Passphrase: "))
    if twice and getpass.getpass(words("Once more: ")) != typed:
        raise Refused("passphrases_differ", "passphrase")
    return typed


@contextmanager
def opened_workspace(arguments: Namespace, words: Words) -> Iterator["Workspace"]:
    """The workspace, open for one command; an automatic backup is made when one is due."""
    from kamdesk.upkeep.opening import open_remembered, open_with_passphrase

    path = workspace_path(arguments)
    typed = passphrase_given(arguments)
    workspace = open_remembered(path) if typed is None else open_with_passphrase(path, typed)
    if workspace is None:
        workspace = open_with_passphrase(path, passphrase_asked(words))
    with workspace:
        yield workspace
        _back_up_if_due(workspace, words)


def _back_up_if_due(workspace: "Workspace", words: Words) -> None:
    """The command is done when this runs: that no backup can be made is told, but does not make it fail."""
    try:
        if workspace.backup_wanted():
            workspace.back_up()
    except Refused as refused:
        reason = sentence(refused, words)
        print(words("All changes are saved, but the automatic backup could not be made. {reason}", reason=reason), file=sys.stderr)


@contextmanager
def opened(arguments: Namespace, words: Words) -> Iterator["Store"]:
    with opened_workspace(arguments, words) as workspace:
        yield workspace.store
