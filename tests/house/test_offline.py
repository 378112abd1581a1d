"""kamdesk never uses the network: no test may open a connection, and no source file knows how to."""

import ast
import socket
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NETWORK = {
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "socketserver", "asyncio",
    "requests", "httpx", "aiohttp", "urllib3", "websockets",
}  # fmt: skip
HARMLESS = {"urllib.parse"}
NAME_OF_THIS_COMPUTER = {"gethostname"}


def modules_imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found |= {f"{node.module}.{name.name}" for name in node.names if node.module in {"PySide6", "urllib"}}
    return found


def uses_only_the_name_of_this_computer(path: Path) -> bool:
    """`import socket` is harmless where nothing but the computer's own name is asked of it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "socket"}
    asked = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.value in named]
    return len(named) == len(asked) and set(asked) <= NAME_OF_THIS_COMPUTER


def test_a_connection_is_refused_in_every_test() -> None:
    with socket.socket() as plug, pytest.raises(AssertionError, match="connection"):
        plug.connect(("127.0.0.1", 9))


def reaches_out(module: str) -> bool:
    return (module.partition(".")[0] in NETWORK and module != "urllib") or module.startswith(("PySide6.QtNetwork", "PySide6.QtWeb"))


def test_no_source_file_imports_a_network_library() -> None:
    guilty: list[str] = []
    for path in sorted((ROOT / "kamdesk").rglob("*.py")):
        harmless = HARMLESS | ({"socket"} if uses_only_the_name_of_this_computer(path) else set())
        place = path.relative_to(ROOT).as_posix()
        guilty += [f"{place}: {name}" for name in modules_imported(path) - harmless if reaches_out(name)]
    assert guilty == []
