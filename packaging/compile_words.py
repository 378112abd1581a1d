"""Compiles the Chinese catalogues, because an untranslated or contradictory word must never reach a reader.

Each room keeps its own `resources/i18n/zh_CN/<room>.po`; they are merged into one `resources/i18n/zh_CN.mo` whose bytes
depend on nothing but their contents. The source is scanned for every English msgid that is shown to a person:

- `words("…")`, also as an attribute (`desk.words("…")`), `words.of("context", "…")`, `N_("…")`;
- `@verb("…")`, the journal's label of an action;
- the label, `group=` and `unit=` of the field helpers in a `tables.py`.

Run without arguments to compile; faults are printed and give exit code 1 (the catalogue is written all the same, so that
work in progress can be looked at). With names of rooms only their faults are told. `--check` writes nothing and also refuses
a catalogue that is out of date.
"""

import argparse
import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "resources" / "i18n" / "zh_CN"
COMPILED = ROOT / "resources" / "i18n" / "zh_CN.mo"
SOURCE = ROOT / "kamdesk"

HEADER = "Content-Type: text/plain; charset=UTF-8\nLanguage: zh_CN\nPlural-Forms: nplurals=1; plural=0;\n"
FIELD_HELPERS = frozenset({"text", "long_text", "choice", "day", "moment", "money", "whole", "decimal", "yes_no", "link"})
SHOWN_KEYWORDS = frozenset({"group", "unit"})
BRACES = re.compile(r"\{([a-z_][a-z0-9_]*)|%\(([a-z_]+)\)|(%s)")
CONTEXT_MARK = "\x04"


@dataclass(slots=True)
class Entry:
    """One translated message of a .po file; `key` carries gettext's context mark where there is a context."""

    key: str
    chinese: str
    where: str


@dataclass(slots=True)
class Catalogue:
    """All rooms together: key → Chinese, and what is wrong with the files."""

    chinese: dict[str, str] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        """Adds an entry, noting repeats, empty translations and braces that do not match."""
        if entry.key in self.chinese:
            same = "again" if self.chinese[entry.key] == entry.chinese else f"differently ({self.chinese[entry.key]} / {entry.chinese})"
            self.faults.append(f"{entry.where}: {plain(entry.key)!r} is translated {same}; first at {self.where[entry.key]}")
            return
        if not entry.chinese:
            self.faults.append(f"{entry.where}: {plain(entry.key)!r} has no Chinese")
            return
        wanted, given = set(BRACES.findall(entry.key)), set(BRACES.findall(entry.chinese))
        if wanted != given:
            self.faults.append(f"{entry.where}: the braces of {plain(entry.key)!r} and {entry.chinese!r} differ")
        self.chinese[entry.key] = entry.chinese
        self.where[entry.key] = entry.where


def plain(key: str) -> str:
    """The msgid as a person reads it, with its context before a bar."""
    return key.replace(CONTEXT_MARK, " | ")


def _unquoted(quoted: str, where: str) -> str:
    try:
        value = ast.literal_eval(quoted)
    except (SyntaxError, ValueError):
        value = None
    if not isinstance(value, str) or not quoted.startswith('"'):
        raise SystemExit(f"{where}: not a quoted string: {quoted}")
    return value


def _lines_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """The statements of a .po file as (keyword, text, place); a continuation line has the keyword ''."""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line, where = raw.strip(), f"{path.name}:{number}"
        if not line or line.startswith("#"):
            yield "end" if not line else "comment", "", where
        elif line.startswith('"'):
            yield "", _unquoted(line, where), where
        else:
            keyword, _, rest = line.partition(" ")
            yield keyword, _unquoted(rest.strip(), where), where


def entries_of(path: Path) -> Iterator[Entry]:
    """Reads the messages of one .po file (msgctxt, msgid, msgid_plural, msgstr or msgstr[0]; the header is skipped)."""
    parts: dict[str, str] = {}
    last, place = "", ""

    def finished() -> Iterator[Entry]:
        if parts.get("msgid"):
            key = f"{parts['msgctxt']}{CONTEXT_MARK}{parts['msgid']}" if "msgctxt" in parts else parts["msgid"]
            yield Entry(key, parts.get("msgstr", parts.get("msgstr[0]", "")), place)
        parts.clear()

    for keyword, text, where in _lines_of(path):
        if keyword == "comment":
            continue
        begins = keyword == "msgctxt" or (keyword == "msgid" and "msgid" in parts)
        if begins or keyword == "end":
            yield from finished()
        if keyword in {"msgctxt", "msgid", "msgid_plural", "msgstr", "msgstr[0]"}:
            parts[keyword], last = text, keyword
            place = where if keyword in {"msgctxt", "msgid"} else place
        elif keyword == "" and last in parts:
            parts[last] += text
        elif keyword != "end":
            raise SystemExit(f"{where}: unknown statement {keyword!r}")
    yield from finished()


def merged(folder: Path = CATALOGUES) -> Catalogue:
    """All .po files of the folder, in the order of their names."""
    catalogue = Catalogue()
    for path in sorted(folder.glob("*.po")):
        for entry in entries_of(path):
            catalogue.take(entry)
    return catalogue


def compiled(chinese: dict[str, str]) -> bytes:
    """The GNU .mo bytes of a catalogue: sorted, without hash table, without dates."""
    pairs = sorted((key.encode(), value.encode()) for key, value in {"": HEADER, **chinese}.items())
    start = 28
    text_at = start + 16 * len(pairs)
    keys = b"".join(key + b"\0" for key, _ in pairs)
    values = b"".join(value + b"\0" for _, value in pairs)
    key_table, value_table = b"", b""
    key_at, value_at = text_at, text_at + len(keys)
    for key, value in pairs:
        key_table += struct.pack("<II", len(key), key_at)
        value_table += struct.pack("<II", len(value), value_at)
        key_at += len(key) + 1
        value_at += len(value) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), start, start + 8 * len(pairs), 0, text_at)
    return head + key_table + value_table + keys + values


@dataclass(slots=True)
class Scan:
    """The msgids that the source shows: key → first place, and literals that gettext could never find."""

    shown: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def literal(self, node: ast.expr, where: str, context: str = "") -> None:
        """Notes one msgid; an f-string or a sum of strings is a fault, a variable was marked elsewhere."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
            self.shown.setdefault(f"{context}{CONTEXT_MARK}{node.value}" if context else node.value, where)
        elif isinstance(node, ast.JoinedStr | ast.BinOp):
            self.faults.append(f"{where}: a msgid must be one literal, not a put-together string")
        elif isinstance(node, ast.IfExp):
            self.literal(node.body, where, context)
            self.literal(node.orelse, where, context)


def _called(node: ast.Call) -> tuple[str, str]:
    """(receiver, name) of a call: `self.words.of(…)` is ("words", "of"), `words(…)` is ("", "words")."""
    function = node.func
    if isinstance(function, ast.Name):
        return "", function.id
    if isinstance(function, ast.Attribute):
        inner = function.value
        receiver = inner.attr if isinstance(inner, ast.Attribute) else inner.id if isinstance(inner, ast.Name) else ""
        return receiver, function.attr
    return "", ""


def _scan_call(scan: Scan, node: ast.Call, where: str, in_tables: bool) -> None:
    receiver, name = _called(node)
    receiver, bare = receiver.lstrip("_"), name.lstrip("_")
    if not node.args:
        return
    if name == "N_" or bare in {"words", "verb"}:
        scan.literal(node.args[0], where)
    elif bare == "of" and receiver == "words" and len(node.args) > 1:
        context = node.args[0]
        if isinstance(context, ast.Constant) and isinstance(context.value, str):
            scan.literal(node.args[1], where, context.value)
        else:
            scan.faults.append(f"{where}: the context of words.of must be a literal")
    elif in_tables and name in FIELD_HELPERS:
        scan.literal(node.args[0], where)
        for keyword in node.keywords:
            if keyword.arg in SHOWN_KEYWORDS:
                scan.literal(keyword.value, where)


def scanned(source: Path = SOURCE) -> Scan:
    """All msgids of the program's source."""
    scan = Scan()
    for path in sorted(source.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                where = f"{path.relative_to(source.parent).as_posix()}:{node.lineno}"
                _scan_call(scan, node, where, path.name == "tables.py" or path.parent.name == "tables")
    return scan


def faults_of(catalogue: Catalogue, scan: Scan) -> list[str]:
    """Everything that keeps the Chinese from being complete and unambiguous, one line each."""
    missing = [f"{where}: no Chinese for {plain(key)!r}" for key, where in scan.shown.items() if key not in catalogue.chinese]
    return [*catalogue.faults, *scan.faults, *sorted(missing)]


def unused(catalogue: Catalogue, scan: Scan) -> list[str]:
    """Translations no source line asks for; a note only, since data files may name msgids too."""
    return [f"{catalogue.where[key]}: {plain(key)!r}" for key in catalogue.chinese if key not in scan.shown]


def main(arguments: list[str]) -> int:
    """Compiles or checks; 0 when the Chinese is complete."""
    parser = argparse.ArgumentParser(description="Compile the Chinese word catalogues.")
    parser.add_argument("--check", action="store_true", help="write nothing; also fail when the compiled catalogue is out of date")
    parser.add_argument("--unused", action="store_true", help="also list translations that no source line asks for")
    parser.add_argument("rooms", nargs="*", help="tell only the faults of these rooms, such as bids")
    options = parser.parse_args(arguments)
    catalogue, scan = merged(), scanned()
    faults = faults_of(catalogue, scan)
    content = compiled(catalogue.chinese)
    if options.check:
        if not COMPILED.exists() or COMPILED.read_bytes() != content:
            faults.append("the compiled catalogue is out of date: run make words")
    elif not COMPILED.exists() or COMPILED.read_bytes() != content:
        COMPILED.parent.mkdir(parents=True, exist_ok=True)
        COMPILED.write_bytes(content)
    for fault in faults:
        if not options.rooms or any(fault.startswith((f"kamdesk/{room}/", f"{room}.po:")) for room in options.rooms):
            print(fault, file=sys.stderr)
    if options.unused:
        print("\n".join(unused(catalogue, scan)))
    print(f"{len(catalogue.chinese)} words in Chinese, {len(scan.shown)} asked for, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
