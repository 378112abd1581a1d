"""Stores by the dozen, for tests that try many sequences of changes."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from kamdesk.core.keys import Keys, keys_path
from kamdesk.core.store import Store
from tests.conftest import NOW, PASSPHRASE


@pytest.fixture
def fresh_stores(empty_workspace: Path, tmp_path: Path) -> Iterator[Store]:
    """Give the next empty store each time; whoever takes one closes it."""
    key = Keys.read(keys_path(empty_workspace)).unlock(PASSPHRASE)

    def made() -> Iterator[Store]:
        for number in count():
            path = tmp_path / f"work{number}.kamdesk"
            shutil.copy(empty_workspace, path)
            shutil.copy(keys_path(empty_workspace), keys_path(path))
            yield Store.open(path, key, clock=lambda: NOW)

    return made()
