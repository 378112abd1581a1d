"""Nothing reaches the screen past the catalogue: a literal handed to Qt would stay English in the Chinese program."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SHOWING = {
    "QLabel", "QPushButton", "QToolButton", "QAction", "QGroupBox", "QCheckBox", "QRadioButton", "QMenu", "QDockWidget", "setText",
    "setToolTip",
    "setWindowTitle", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setStatusTip", "setWhatsThis", "setTitle",
    "setSubTitle", "setInformativeText", "setDetailedText", "setLabelText", "setTabText", "setSuffix", "setPrefix", "addTab", "addAction",
    "addMenu", "addRow", "setHorizontalHeaderLabels", "showMessage", "information", "warning", "question", "critical", "about",
}  # fmt: skip
NAMES_OF_THINGS = {"kamdesk"}


def is_a_word(text: str) -> bool:
    """Two letters or a Chinese character; signs, figures and units of one letter need no translation."""
    letters = [sign for sign in text if sign.isalpha()]
    if set(letters) == {"X"}:  # the pattern of a code
        return False
    return bool(letters) and text.strip(" —") not in NAMES_OF_THINGS and (len(letters) > 1 or ord(letters[0]) > 0x2E80)


def unspoken(source: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each literal word, f-strings included, that is handed to something of Qt's that shows it."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
        receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
        if name not in SHOWING or (isinstance(receiver, ast.Name) and receiver.id.lower() in {"log", "logger", "logging", "warnings"}):
            continue
        for given in node.args:
            parts = given.values if isinstance(given, ast.JoinedStr) else given.elts if isinstance(given, ast.List) else [given]
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and is_a_word(part.value):
                    yield node.lineno, part.value


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('QLabel("Save")', ["Save"]),
        ('label.setText(f"{n} visits")', [" visits"]),
        ('label.setText(words("Save"))', []),
        ('label.setText("—")', []),
        ('label.setText("年")', ["年"]),
        ('log.warning("The disk is slow")', []),
    ],
)
def test_literals_handed_to_qt_are_told_from_words(line: str, found: list[str]) -> None:
    assert [text for _, text in unspoken(line)] == found


def test_no_literal_is_shown_past_the_catalogue() -> None:
    shown = [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {text!r}"
        for path in sorted((ROOT / "kamdesk").rglob("*.py"))
        for number, text in unspoken(path.read_text(encoding="utf-8"))
    ]
    assert shown == []
