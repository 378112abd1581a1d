"""The pinned Qt must not drop references to None: 6.12.0 on Python 3.11 does, and a long-lived window aborts."""

import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QPainterPath
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[2]
CALLS = 1000
# From Python 3.12 on None is immortal (PEP 683) and its count starts at a thousand million: losing one at each click is harmless there.
ALLOWED_WHERE_IMMORTAL = 1.1


def drift(call: Callable[[], object]) -> float:
    """How many references to None one call gains or loses."""
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return (sys.getrefcount(None) - before) / CALLS


@pytest.mark.parametrize("kind", ["a property", "a value class", "a path", "a repaint", "a signal"])
def test_a_void_call_keeps_the_count_of_none(qtbot: QtBot, kind: str) -> None:
    label, font, path, button = QLabel(), QFont(), QPainterPath(), QPushButton()
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    pressed: list[bool] = []
    button.clicked.connect(pressed.clear)
    calls: dict[str, Callable[[], object]] = {
        "a property": lambda: label.setText("x"),
        "a value class": lambda: font.setBold(True),
        "a path": lambda: path.moveTo(1, 1),
        "a repaint": label.repaint,
        "a signal": button.click,
    }
    assert abs(drift(calls[kind])) < (0.1 if sys.version_info < (3, 12) else ALLOWED_WHERE_IMMORTAL)


def test_qt_is_pinned_to_the_build_that_was_tried() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert "PySide6-Essentials==6.11.3" in wanted
    assert version("PySide6-Essentials") == version("shiboken6") == "6.11.3"
