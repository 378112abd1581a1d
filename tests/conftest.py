"""What every test stands on: no network, no screen, a home of its own, and a real encrypted workspace made once."""

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

import pytest
from hypothesis import settings

from kamdesk.core.keys import Cost, Keys, keys_path
from kamdesk.core.store import Store

settings.register_profile("house", deadline=None)  # times belong to the bench; a busy machine must not fail a test
settings.load_profile("house")

PASSPHRASE = "松风 过岭 七号柜"
QUICK = Cost(memory_kib=256, passes=1, lanes=1)
NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
NOBODY = 65_534


class NetworkUsed(AssertionError):
    """kamdesk works offline: nothing of it may open a connection."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: socket.socket, address: object) -> NoReturn:
        raise NetworkUsed(f"a connection to {address!r} was tried")

    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family == getattr(socket, "AF_UNIX", None):
            return real(self, address)
        refuse(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, logs and default folders of a test never reach the developer's own."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for folder in ("config", "data", "state", "cache"):
        monkeypatch.setenv(f"XDG_{folder.upper()}_HOME", str(home / folder))
    monkeypatch.delenv("KAMDESK_PASSPHRASE", raising=False)
    return home


def _import_tables() -> None:
    """Every subject's tables, so that a workspace of the tests has the whole shape."""
    from importlib import import_module
    from importlib.util import find_spec
    from pkgutil import iter_modules

    import kamdesk

    import_module("kamdesk.core.settings")
    for found in iter_modules(kamdesk.__path__):
        name = f"kamdesk.{found.name}.tables"
        if find_spec(name) is not None:
            import_module(name)


@pytest.fixture(scope="session")
def empty_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty encrypted workspace with the passphrase PASSPHRASE; copied, never used itself."""
    _import_tables()
    path = tmp_path_factory.mktemp("template") / "empty.kamdesk"
    store, _code = Store.create(path, PASSPHRASE, cost=QUICK)  # tests of the keys themselves use the real cost
    store.close()
    return path


@pytest.fixture
def workspace(empty_workspace: Path, tmp_path: Path) -> Path:
    """A fresh workspace file of this test's own."""
    path = tmp_path / "work.kamdesk"
    shutil.copy(empty_workspace, path)
    shutil.copy(keys_path(empty_workspace), keys_path(path))
    return path


@pytest.fixture
def open_store(workspace: Path) -> Iterator[Callable[[], Store]]:
    """Opens (again) the workspace of this test; all stores are closed at its end."""
    opened: list[Store] = []

    def open_it() -> Store:
        store = Store.open(workspace, Keys.read(keys_path(workspace)).unlock(PASSPHRASE), clock=lambda: NOW)
        opened.append(store)
        return store

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """An open, empty, real encrypted workspace."""
    return open_store()


@pytest.fixture
def full_disk() -> Callable[[int], AbstractContextManager[None]]:
    """`with full_disk(size):` lets no file grow past so many bytes; the system then says what it says on a full disk."""
    if sys.platform == "win32":
        pytest.skip("this system has no limit on the size of files")
    import resource

    @contextmanager
    def limited(size: int) -> Iterator[None]:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return limited


@pytest.fixture
def closed_folder() -> Callable[[Path], AbstractContextManager[None]]:
    """`with closed_folder(folder):` lets it be read but not written, even if the tests run as root (who is nobody meanwhile)."""
    if sys.platform == "win32":
        pytest.skip("permissions work otherwise here")

    @contextmanager
    def closed(folder: Path) -> Iterator[None]:
        root = os.geteuid() == 0
        folder.chmod(0o555)
        if root:
            os.seteuid(NOBODY)
        try:
            yield
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)

    return closed


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that every user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="kamdesk-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
