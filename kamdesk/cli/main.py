"""The way in: without a command the window opens, with one the same work is done without Qt.

Exit codes: 0 done, 1 refused (the reason on stderr, in the reader's language), 2 wrong usage, 3 an error of the program (logged).
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from kamdesk.cli.parser import build
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, sentence
from kamdesk.core.words import Language, Words, words_of

DONE, REFUSED, USAGE, INTERNAL = 0, 1, 2, 3
_COMMANDS = {
    **dict.fromkeys(("new", "info", "history", "undo", "redo", "backup", "restore", "check"), "kamdesk.cli.workspace"),
    **dict.fromkeys(("show", "add", "set", "erase", "search", "attach", "extract"), "kamdesk.cli.entries"),
    **dict.fromkeys(("print", "amount"), "kamdesk.cli.papers"),
    **dict.fromkeys(("import", "export"), "kamdesk.cli.exchange"),
    **dict.fromkeys(("move", "retire"), "kamdesk.cli.people"),
    **dict.fromkeys(("list", "merge", "duplicates"), "kamdesk.cli.lists"),
    "demo": "kamdesk.cli.demo",
    "held": "kamdesk.cli.privacy",
    "timeline": "kamdesk.cli.timeline",
    **dict.fromkeys(("path", "changes"), "kamdesk.cli.relations"),
    **dict.fromkeys(("value", "score"), "kamdesk.cli.value"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line (without the program's name) and returns the exit code."""
    typed = list(sys.argv[1:] if argv is None else argv)
    if not typed or _only_options(typed):
        words = words_of(_language(typed))
        if not typed or not {"-h", "--help", "--version"} & set(typed):
            return _desk(typed, words)
    words = words_of(_language(typed))
    try:
        arguments = build(words).parse_args(typed)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else USAGE
    return _run(arguments, words)


def _run(arguments: object, words: Words) -> int:
    command = getattr(arguments, "command", None)
    try:
        if getattr(arguments, "version", False):
            return _version()
        if command == "completion":
            return _completion(getattr(arguments, "shell", "bash"), words)
        module = import_module(_COMMANDS[str(command)])
        return int(getattr(module, f"do_{command}")(arguments, words) or DONE)
    except Refused as refused:
        print(sentence(refused, words), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(words("Stopped. Nothing was changed."), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # Whoever read our output has left. What is still to be written goes nowhere, or Python would complain about it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:  # noqa: BLE001 - the one door for what nobody expected
        return _internal(words)


def _language(typed: Sequence[str]) -> Language:
    """--language, KAMDESK_LANGUAGE, an English locale, else Chinese."""
    for place, word in enumerate(typed):
        value = (
            word.partition("=")[2]
            if word.startswith("--language=")
            else typed[place + 1]
            if word == "--language" and place + 1 < len(typed)
            else ""
        )
        if value in list(Language):
            return Language(value)
    chosen = os.environ.get("KAMDESK_LANGUAGE", "")
    if chosen in list(Language):
        return Language(chosen)
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Language.EN if locale.lower().startswith("en") else Language.ZH


def _only_options(typed: Sequence[str]) -> bool:
    """True where nothing but options (and their values) was typed: the window opens with them."""
    rest = list(typed)
    while rest:
        word = rest.pop(0)
        if word in ("--workspace", "--passphrase-file", "--language") and rest:
            rest.pop(0)
        elif not word.startswith("-"):
            return False
    return True


def _desk(typed: Sequence[str], words: Words) -> int:
    """Opens the window. Qt is loaded here and nowhere else on the command line."""
    if typed:
        try:
            arguments = build(words).parse_args(list(typed))
        except SystemExit as leaving:
            return leaving.code if isinstance(leaving.code, int) else USAGE
        workspace, passphrase_file = arguments.workspace, arguments.passphrase_file
    else:
        workspace = passphrase_file = None
    # By name: the command line and the window stand side by side, neither may lean on the other.
    application = import_module("kamdesk.desk.application")
    return int(
        application.main(
            workspace=workspace, passphrase_file=passphrase_file, language=_language(typed) if "--language" in " ".join(typed) else None
        )
    )


def _version() -> int:
    from importlib.metadata import version

    print(f"kamdesk {version('kamdesk')}")
    return DONE


def _completion(shell: str, words: Words) -> int:
    import shtab

    print(shtab.complete(build(words), shell=shell))
    return DONE


def _internal(words: Words) -> int:
    import logging
    import traceback

    from kamdesk.core.places import log_folder

    path = log_folder() / "kamdesk.log"
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler()  # better on the terminal than nowhere
    logging.getLogger("kamdesk").addHandler(handler)
    logging.getLogger("kamdesk").error("command line: %s", traceback.format_exc())
    logging.getLogger("kamdesk").removeHandler(handler)
    handler.close()
    print(words(N_("Something went wrong inside kamdesk; your data is safe. Details: {path}"), path=path), file=sys.stderr)
    return INTERNAL


if __name__ == "__main__":
    sys.exit(main())
