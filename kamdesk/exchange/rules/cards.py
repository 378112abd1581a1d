"""vCards as phones write them (2.1, 3.0, 4.0), read into the columns of a list, and written for a phone.

After RFC 2425/2426 (3.0), RFC 6350 (4.0) and the vCard 2.1 specification of the Versit consortium: folded lines, QUOTED-PRINTABLE with soft
line breaks, CHARSET of each line, groups (item1.TEL), several numbers with types. Pictures, sounds and keys are left where they are.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kamdesk.exchange.rules.surnames import begins_with_surname

# The headings that a file of cards is read into; they map themselves.
HEADS = ("姓名", "单位", "部门", "职务", "手机", "座机", "微信", "邮箱", "生日", "地址", "备注")
_NAME, _ORG, _DEPARTMENT, _TITLE, _MOBILE, _LANDLINE, _WECHAT, _EMAIL, _BIRTHDAY, _ADDRESS, _NOTE = range(len(HEADS))
_JOINED = {_MOBILE: "、", _LANDLINE: "、", _EMAIL: "、", _NOTE: "\n"}
_WIRED = {"WORK", "HOME", "FAX", "MAIN", "VOICE"}
_LEFT_OUT = {"PHOTO", "LOGO", "SOUND", "KEY", "X-ABPHOTO", "X-PHOTO"}
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LONGEST = 200_000
_FOLD = 75


@dataclass(frozen=True, slots=True)
class _Line:
    """One property: `types` are its TYPE words in capitals, `parts` its value taken apart at semicolons."""

    name: str
    types: frozenset[str]
    value: str

    @property
    def parts(self) -> list[str]:
        return _parts(self.value)


def is_cards(content: bytes) -> bool:
    """Whether a file begins as vCards do."""
    beginning = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t \x00").replace(b"\x00", b"")
    return beginning[:11].upper() == b"BEGIN:VCARD"


def read_cards(content: bytes, charset: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line at which it begins, a row under HEADS) for each card; `charset` holds where a line names none of its own.

    A card that is cut off at the end of the file still counts; what cannot be decoded is read with marks of replacement.
    """
    row: list[str] | None = None
    begun = 0
    names: list[tuple[str, str]] = []
    for number, raw in _unfolded(content):
        found = _property(raw, charset)
        if found is None:
            continue
        if found.name == "BEGIN" and found.value.strip().upper() == "VCARD":
            if row is not None:
                yield begun, _closed(row, names)
            row, names, begun = [""] * len(HEADS), [], number
        elif row is not None and found.name == "END":
            yield begun, _closed(row, names)
            row = None
        elif row is not None:
            _take(row, names, found)
    if row is not None:
        yield begun, _closed(row, names)


def _unfolded(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Whole lines with their numbers: a line that begins with a gap goes on the one before, and so does one that ends with =.

    No property is longer than _LONGEST: what goes beyond (pictures do) is let go, and not copied again for every line of it.
    """
    held: list[bytes] = []
    begun, size, quoted = 0, 0, False
    for number, line in enumerate(content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), 1):
        goes_on = bool(held) and (line[:1] in (b" ", b"\t") or (quoted and held[-1].endswith(b"=")))
        if not goes_on:
            if held:
                yield begun, b"".join(held)
            held, begun, size = [line], number, len(line)
            quoted = b"QUOTED-PRINTABLE" in line.split(b":", 1)[0].upper()
        elif size < _LONGEST:
            if quoted and held[-1].endswith(b"="):
                held[-1] = held[-1][:-1]
                held.append(line)
            else:
                held.append(line[1:])
            size += len(line)
    if held:
        yield begun, b"".join(held)


def _property(raw: bytes, charset: str) -> _Line | None:
    head, colon, value = raw.partition(b":")
    if not colon or len(head) > 500:
        return None
    words = head.decode("ascii", "replace").split(";")
    name = words[0].rpartition(".")[2].strip().upper()
    if name in _LEFT_OUT:
        return None
    types: set[str] = set()
    encoding = ""
    for word in words[1:]:
        key, sign, said = word.partition("=")
        key = key.strip().upper()
        if not sign:
            types.add(key)
        elif key == "TYPE":
            types.update(each.strip().upper() for each in said.strip('"').split(","))
        elif key == "CHARSET":
            charset = said.strip('"')
        elif key == "ENCODING":
            encoding = said.strip().upper()
    return _Line(name, frozenset(types), _text(value, charset, encoding or next(iter(types & {"QUOTED-PRINTABLE", "BASE64"}), "")))


def _text(value: bytes, charset: str, encoding: str) -> str:
    if encoding == "QUOTED-PRINTABLE":
        value = quopri.decodestring(value)
    elif encoding in ("BASE64", "B"):
        try:
            value = base64.b64decode(value, validate=False)
        except (binascii.Error, ValueError):
            return ""
    charset = {"gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030"}.get(charset.lower(), charset)
    try:
        return value.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return value.decode("gb18030" if charset.lower() in ("utf-8", "utf8") else "utf-8", "replace")


def _take(row: list[str], names: list[tuple[str, str]], line: _Line) -> None:
    parts = line.parts
    match line.name:
        case "FN" | "N":
            names.append((line.name, line.value))
        case "ORG":
            _put(row, _ORG, parts[0])
            _put(row, _DEPARTMENT, " ".join(part for part in parts[1:] if part))
        case "TITLE" | "ROLE":
            _put(row, _TITLE, _unescaped(line.value))
        case "TEL":
            _put(row, _of_telephone(line), _number(line.value))
        case "EMAIL":
            _put(row, _EMAIL, _unescaped(line.value))
        case "BDAY":
            _put(row, _BIRTHDAY, _unescaped(line.value).partition("T")[0])
        case "ADR":
            _put(row, _ADDRESS, _address(parts))
        case "NOTE":
            _put(row, _NOTE, _unescaped(line.value))
        case "X-WECHAT" | "X-WEIXIN" | "X-WECHAT-ID":
            _put(row, _WECHAT, _unescaped(line.value))
        case "IMPP" | "X-IMPP" if "WECHAT" in line.value.upper() or "WEIXIN" in line.value.upper() or {"WECHAT", "WEIXIN"} & line.types:
            _put(row, _WECHAT, _unescaped(line.value).rpartition(":")[2])


def _address(parts: Sequence[str]) -> str:
    """A card goes from the street to the country, a Chinese address the other way."""
    filled = [part for part in parts[:7] if part]
    return "".join(reversed(filled)) if _CHINESE.search("".join(filled)) else ", ".join(filled)


def _put(row: list[str], place: int, value: str) -> None:
    value = value.strip()
    if not value or value in row[place].split(_JOINED.get(place, "\x00")):
        return
    if row[place] and place in _JOINED:
        row[place] += _JOINED[place] + value
    else:
        row[place] = row[place] or value


def _of_telephone(line: _Line) -> int:
    """A mobile by its type, or by its figures where a phone calls everything WORK or HOME."""
    figures = re.sub(r"\D", "", _number(line.value))
    figures = figures.removeprefix("86") if len(figures) == 13 else figures
    if re.fullmatch(r"1[3-9]\d{9}", figures):
        return _MOBILE
    return _LANDLINE if line.types & _WIRED or not line.types & {"CELL", "IPHONE", "MOBILE"} else _MOBILE


def _number(value: str) -> str:
    """vCard 4.0 writes numbers as tel:+86-10-…;ext=8012."""
    plain = re.sub(r"^tel:", "", _unescaped(value).strip(), flags=re.IGNORECASE)
    return re.sub(r";ext=(\d+)", r" 转 \1", plain, flags=re.IGNORECASE)


def _parts(value: str) -> list[str]:
    """What stands between semicolons; one behind a backslash is part of the text, unless the backslash is itself behind one."""
    return [_unescaped(part).strip() for part in _BETWEEN.findall(value + ";")]


_BETWEEN = re.compile(r"((?:\\.|[^;\\]|\\$)*);", re.DOTALL)


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def _closed(row: list[str], names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    said = dict(reversed(list(names)))
    row[_NAME] = card_name(said.get("N", ""), _unescaped(said.get("FN", "")))
    return tuple(row)


def card_name(structured: str, formatted: str) -> str:
    """The name as a Chinese reader writes it: 王建国, though the phone keeps N:王;建国 and shows 建国 王, or has swapped the two.

    Of the orders that the card allows, the one that begins with a surname; names in other letters stay as they are shown.
    """
    parts = _parts(structured)
    family, given, middle = (*parts, "", "", "")[:3]
    formatted = " ".join(formatted.split())
    if not _CHINESE.search(family + given + formatted):
        return formatted or " ".join(part for part in (given, middle, family) if part)
    together, swapped, shown = family + middle + given, given + middle + family, formatted.replace(" ", "")
    if not together:
        return shown
    for each in (together, shown, swapped):
        if each and begins_with_surname(each) and sorted(each) == sorted(together.replace(" ", "")):
            return each
    return together if not shown or sorted(shown) == sorted(together) else shown


def written_card(values: Mapping[str, str]) -> str:
    """One vCard 3.0 of a person, from values by field name; account is the name of the account, birthday 2026-11-22."""
    name = values.get("name", "")
    family, given = _divided(name)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{_escaped(family)};{_escaped(given)};;;", f"FN:{_escaped(name)}"]
    if values.get("account") or values.get("department"):
        lines.append("ORG:" + ";".join(_escaped(values.get(part, "")) for part in ("account", "department")).rstrip(";"))
    for field, written in (("position", "TITLE"), ("wechat", "X-WECHAT"), ("birthday", "BDAY")):
        if values.get(field):
            lines.append(f"{written}:{_escaped(values[field])}")
    for field, written in (("email", "EMAIL;TYPE=INTERNET"), ("phone", "TEL;TYPE=CELL"), ("office_phone", "TEL;TYPE=WORK,VOICE")):
        lines += [f"{written}:{_escaped(each)}" for each in values.get(field, "").split("、") if each]
    lines.append("END:VCARD")
    return "".join(_folded(line) for line in lines)


def _divided(name: str) -> tuple[str, str]:
    if not _CHINESE.search(name):
        given, _gap, family = name.rpartition(" ")
        return family, given
    length = begins_with_surname(name) or 1
    return name[:length], name[length:]


def _escaped(value: str) -> str:
    plain = value.replace("\\", "\\\\").replace("\n", "\\n")
    return plain.replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> str:
    """No line over 75 bytes, no character cut in two."""
    pieces: list[bytes] = []
    held = b""
    for sign in line:
        content = sign.encode()
        if len(held) + len(content) > _FOLD - (1 if pieces else 0):
            pieces.append(held)
            held = b""
        held += content
    pieces.append(held)
    return b"\r\n ".join(pieces).decode() + "\r\n"
