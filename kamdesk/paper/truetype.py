"""Reads static TrueType files and cuts them down to the glyphs that a document uses.

Only what embedding needs is here: widths, the character map and whole glyph outlines. A 10 MB font opens in some
milliseconds, since tables are read in one piece and outlines only when they are kept. The layout of the tables is that of the
OpenType specification 1.9 (`cmap` formats 4 and 12, `glyf`, `loca`, `hmtx`).
"""

import struct
import sys
from array import array
from functools import cached_property
from pathlib import Path

_MORE_COMPONENTS = 0x0020
_WORDS = 0x0001
_SCALE = 0x0008
_TWO_SCALES = 0x0040
_MATRIX = 0x0080


class TrueType:
    """One font file. Widths and heights are thousandths of an em."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        count = struct.unpack_from(">H", self.data, 4)[0]
        self.tables: dict[str, tuple[int, int]] = {}
        for number in range(count):
            tag, _, offset, length = struct.unpack_from(">4sLLL", self.data, 12 + 16 * number)
            self.tables[tag.decode("ascii")] = (offset, length)
        head = self.tables["head"][0]
        self.units: int = struct.unpack_from(">H", self.data, head + 18)[0]
        self._long_offsets: bool = struct.unpack_from(">h", self.data, head + 50)[0] == 1
        hhea = self.tables["hhea"][0]
        self.ascent = self._scaled(struct.unpack_from(">h", self.data, hhea + 4)[0])
        self.descent = self._scaled(struct.unpack_from(">h", self.data, hhea + 6)[0])
        self._metric_count: int = struct.unpack_from(">H", self.data, hhea + 34)[0]

    def _scaled(self, value: int) -> int:
        return round(value * 1000 / self.units)

    def _table(self, tag: str) -> bytes:
        offset, length = self.tables[tag]
        return self.data[offset : offset + length]

    @cached_property
    def name(self) -> str:
        """The PostScript name (name 6), as a PDF names the font."""
        start = self.tables["name"][0]
        count, strings = struct.unpack_from(">HH", self.data, start + 2)
        for number in range(count):
            platform, _, _, kind, length, offset = struct.unpack_from(">6H", self.data, start + 6 + 12 * number)
            if kind == 6 and platform == 3:
                at = start + strings + offset
                return self.data[at : at + length].decode("utf-16-be")
        return "Unnamed"

    @cached_property
    def glyph_of(self) -> dict[str, int]:
        """Character -> glyph number, from the fullest Unicode table."""
        start = self.tables["cmap"][0]
        count = struct.unpack_from(">H", self.data, start + 2)[0]
        best, place = -1, 0
        for number in range(count):
            platform, encoding, offset = struct.unpack_from(">HHL", self.data, start + 4 + 8 * number)
            rank = {(3, 10): 3, (0, 4): 2, (3, 1): 1, (0, 3): 0}.get((platform, encoding), -1)
            if rank > best:
                best, place = rank, start + offset
        return self._groups(place) if struct.unpack_from(">H", self.data, place)[0] == 12 else self._segments(place)

    def _groups(self, place: int) -> dict[str, int]:
        count = struct.unpack_from(">L", self.data, place + 12)[0]
        numbers = struct.unpack_from(f">{3 * count}L", self.data, place + 16)
        found: dict[str, int] = {}
        for first, last, glyph in zip(numbers[0::3], numbers[1::3], numbers[2::3], strict=True):
            if first == last:
                found[chr(first)] = glyph
            else:
                found.update(zip(map(chr, range(first, last + 1)), range(glyph, glyph + last + 1 - first), strict=True))
        return found

    def _segments(self, place: int) -> dict[str, int]:
        count = struct.unpack_from(">H", self.data, place + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", self.data, place + 14)
        starts = struct.unpack_from(f">{count}H", self.data, place + 16 + 2 * count)
        deltas = struct.unpack_from(f">{count}H", self.data, place + 16 + 4 * count)
        at = place + 16 + 6 * count
        offsets = struct.unpack_from(f">{count}H", self.data, at)
        found: dict[str, int] = {}
        for number, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
            for code in range(start, min(end, 0xFFFE) + 1):
                glyph = code
                if offset:
                    glyph = struct.unpack_from(">H", self.data, at + 2 * number + offset + 2 * (code - start))[0]
                    if glyph == 0:
                        continue
                glyph = (glyph + delta) & 0xFFFF
                if glyph:
                    found[chr(code)] = glyph
        return found

    @cached_property
    def _advances(self) -> "array[int]":
        metrics = _shorts(self._table("hmtx")[: 4 * self._metric_count])
        return metrics[0::2]

    @cached_property
    def _places(self) -> "array[int]":
        if self._long_offsets:
            places = array("I")
            places.frombytes(self._table("loca"))
            if sys.byteorder == "little":
                places.byteswap()
            return places
        return array("I", [2 * place for place in _shorts(self._table("loca"))])

    def advance(self, glyph: int) -> int:
        """The width of a glyph in thousandths of an em."""
        return self._scaled(self._advances[min(glyph, self._metric_count - 1)])

    def outline(self, glyph: int) -> bytes:
        start = self.tables["glyf"][0]
        return self.data[start + self._places[glyph] : start + self._places[glyph + 1]]

    def cut(self, glyphs: list[int], advances: list[int]) -> bytes:
        """A font file that holds `glyphs` in this order as glyphs 0, 1, 2 … (glyph 0 should be .notdef) with these advances.

        Advances are thousandths of an em. A glyph may come more than once, with another advance each time; the parts of
        composite glyphs are added at the end.
        """
        kept = list(glyphs)
        number_of = {glyph: number for number, glyph in reversed(list(enumerate(kept)))}
        offsets, body, metrics = [0], bytearray(), bytearray()
        at = 0
        while at < len(kept):  # parts of composite glyphs are added while we go
            outline = self.outline(kept[at])
            left = struct.unpack_from(">h", outline, 2)[0] if outline else 0
            if number_of[kept[at]] < at and outline:
                outline = _same_again(outline, number_of[kept[at]])
            else:
                outline = self._with_parts(outline, kept, number_of)
            body += outline + b"\0" * (-len(outline) % 4)
            offsets.append(len(body))
            advance = (
                round(advances[at] * self.units / 1000) if at < len(advances) else self._advances[min(kept[at], self._metric_count - 1)]
            )
            metrics += struct.pack(">Hh", advance, left)
            at += 1
        return _assembled(
            {
                "glyf": bytes(body) or b"\0",
                "head": _patched(self._table("head"), 50, 1),
                "hhea": _patched(self._table("hhea"), 34, len(kept)),
                "hmtx": bytes(metrics),
                "loca": struct.pack(f">{len(offsets)}L", *offsets),
                "maxp": _patched(self._table("maxp"), 4, len(kept)),
            }
        )

    def _with_parts(self, outline: bytes, kept: list[int], number_of: dict[int, int]) -> bytes:
        """An outline whose parts are numbered anew; parts not kept so far are added to `kept`."""
        if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
            return outline
        changed, at, flags = bytearray(outline), 10, _MORE_COMPONENTS
        while flags & _MORE_COMPONENTS:
            flags, part = struct.unpack_from(">HH", outline, at)
            if part not in number_of:
                number_of[part] = len(kept)
                kept.append(part)
            struct.pack_into(">H", changed, at + 2, number_of[part])
            at += 4 + (4 if flags & _WORDS else 2)
            at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
        return bytes(changed)


def _same_again(outline: bytes, number: int) -> bytes:
    """A composite glyph that is glyph `number` and nothing else."""
    return struct.pack(">h", -1) + outline[2:10] + struct.pack(">HHbb", 0x0002, number, 0, 0)


def _shorts(data: bytes) -> "array[int]":
    values = array("H")
    values.frombytes(data)
    if sys.byteorder == "little":
        values.byteswap()
    return values


def _patched(table: bytes, offset: int, value: int) -> bytes:
    return table[:offset] + struct.pack(">H", value) + table[offset + 2 :]


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}L", padded))
    return total & 0xFFFFFFFF


def _assembled(tables: dict[str, bytes]) -> bytes:
    """A font file of these tables, with the checksums that a strict reader looks at."""
    count = len(tables)
    power = count.bit_length() - 1
    top = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    tables["head"] = tables["head"][:8] + b"\0\0\0\0" + tables["head"][12:]
    directory, body, at = bytearray(), bytearray(), len(top) + 16 * count
    head_at = 0
    for tag in sorted(tables):
        table = tables[tag]
        if tag == "head":
            head_at = at + len(body)
        directory += struct.pack(">4sLLL", tag.encode("ascii"), _checksum(table), at + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    whole = bytearray(top + directory + body)
    struct.pack_into(">L", whole, head_at + 8, (0xB1B0AFBA - _checksum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)
