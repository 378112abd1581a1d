"""The faces of a printed page: opened once, measured by character, embedded so that the text can be copied as it was typed.

Song (serif) sets the body, Hei (sans) headings and bold, Kai notes and emphasis, as in Chinese books; a character that a face lacks is
taken from another one. What no face has is printed as 〓 and reported, never dropped.
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import cache, cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from kamdesk.core.places import resource
from kamdesk.paper.truetype import TrueType

if TYPE_CHECKING:
    import pikepdf

MISSING = "〓"  # the geta mark that Chinese printers put where a sort is lacking
# Radicals, control characters and marks that have no width.
_ODD = re.compile("[\u2e80-\u2fdf\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")

# Signs of tender forms that no Chinese face has; the tick in a box is drawn into it (ink.py).
_STAND_INS = {"☐": "□", "☑": "□", "☒": "□", "✔": "✓", "✗": "×", "✘": "×"}


class FaceName(StrEnum):
    SONG = "NotoSerifSC-Regular"
    HEI = "NotoSansSC-Regular"
    HEI_BOLD = "NotoSansSC-Bold"
    KAI = "KamdeskKai-Regular"


# Where a character is looked for when a face lacks it.
FALLBACKS = {
    FaceName.SONG: (FaceName.HEI,),
    FaceName.HEI: (FaceName.SONG,),
    FaceName.HEI_BOLD: (FaceName.HEI, FaceName.SONG),
    FaceName.KAI: (FaceName.SONG, FaceName.HEI),
}


class Face:
    """One opened font; `width(text)` is in ems."""

    def __init__(self, name: FaceName) -> None:
        self.name = name
        self.font = TrueType(resource(f"fonts/{name.value}.ttf"))
        self._widths: dict[str, float] = {}

    @cached_property
    def glyph_of(self) -> dict[str, int]:
        """Character -> glyph number, with the signs that other glyphs stand in for."""
        glyphs = dict(self.font.glyph_of)
        glyphs.update({char: glyphs[other] for char, other in _STAND_INS.items() if other in glyphs})
        return glyphs

    @cached_property
    def known(self) -> frozenset[str]:
        """The characters that are taken from this face. The middle dot of the Hei faces is a whole em wide, so it comes from Song."""
        own = frozenset(self.glyph_of)
        return own if self.name is FaceName.SONG else own - {"·"}

    def width(self, text: str) -> float:
        """Width of one line of characters that the face has, in ems, without any room between scripts."""
        found = self._widths.get(text)
        if found is None:
            advance, glyph_of = self.font.advance, self.glyph_of
            found = self._widths[text] = sum([advance(glyph_of.get(char, 0)) for char in text]) / 1000
        return found


@cache
def face(name: FaceName) -> Face:
    """A face by its name, opened on first use."""
    return Face(name)


# Radicals that look like common characters come in with text copied from other PDFs; they are set as the characters they stand for.
# Source: Unicode EquivalentUnifiedIdeograph for those that compatibility decomposition leaves as they are.
_RADICALS = dict(
    zip(
        "⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻥⻦⻨⻩⻬⻮⻰⺠⻄⻳⺂⺃⺅⺉⺎⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺞⺡⺣⺦⺨⺫⺭⺯⺰⺱⺲⺹⺺⺾⻁⻂⻃⻈⻌⻐⻑⻒⻖⻟⻠⻤⻧⻪⻫⻯⻱⻲",
        "见角贝车长门青韦页风飞食马骨鱼鸟麦黄齐齿龙民西龟乛乚亻刂兀尣尢巳幺彑彐忄扌攵旡歺氵灬丬犭罒礻糹纟罓罒耂肀艹虎衤覀讠辶钅長镸阝飠饣鬼卤黾斉竜龜亀",
        strict=True,
    )
)


def cleaned(text: str) -> str:
    """Text as it can be set: no invisible marks, no control characters, radicals as the characters they stand for."""
    if text.isascii() and text.isprintable():
        return text
    if _ODD.search(text):
        text = _ODD.sub(_mended, text)
    return text


def _mended(found: re.Match[str]) -> str:
    char = found[0]
    if "\u2e80" <= char <= "\u2fdf":
        return _RADICALS.get(char, unicodedata.normalize("NFKC", char))
    return ""


def parts_by_face(text: str, wanted: FaceName, missing: set[str]) -> list[tuple[FaceName, str]]:
    """Cut text where it must change face; characters that no face has become 〓 and are put into `missing`."""
    own = face(wanted).known
    if own.issuperset(text):
        return [(wanted, text)]
    parts: list[tuple[FaceName, str]] = []
    for char in text:
        name, shown = wanted, char
        if char not in own and char not in "\n\t ":
            for other in FALLBACKS[wanted]:
                if char in face(other).known:
                    name = other
                    break
            else:
                missing.add(char)
                name, shown = (wanted if MISSING in own else FaceName.SONG), MISSING
        if parts and parts[-1][0] is name:
            parts[-1] = (name, parts[-1][1] + shown)
        else:
            parts.append((name, shown))
    return parts


DESCENT = 0.29  # ems below the baseline that no glyph of our faces goes beyond
_BOX = [-1020, -560, 1120, 1340]  # around the glyphs of all our faces, thousandths of an em
WIDENING = 0.05  # ems: the step by which a character's advance is widened


class _Codes(dict[str, str]):
    """Gives every character its code on first use."""

    def __init__(self, added: Callable[[str], str]) -> None:
        self._added = added

    def __missing__(self, char: str) -> str:
        code = self[char] = self._added(char)
        return code


class Embedded:
    """The glyphs of one face that one document uses, in order of first use (so the same document gives the same bytes).

    A reader takes a visible gap for a space. So that text is copied as it was typed, the room that we add after a character
    (between Chinese and Latin, in justified lines) or take from it (marks in a row) becomes part of its advance: the
    character is embedded again, wider or narrower.
    """

    def __init__(self, name: FaceName, resource_name: str, typed: dict[str, str]) -> None:
        self.face = face(name)
        self.resource_name = resource_name
        self._typed = typed
        self._glyphs = [0]
        self._chars = [""]
        self._advances = [self.face.font.advance(0)]
        self.code = _Codes(self._added)  # character -> hexadecimal code
        self._words: dict[str, str] = {}
        self._wider: dict[tuple[str, int], str] = {}

    def codes(self, text: str) -> str:
        """The characters as hexadecimal codes of this document's subset; words and marks come again and again, so they are remembered."""
        found = self._words.get(text)
        if found is None:
            code = self.code
            found = self._words[text] = "".join([code[char] for char in text])
        return found

    def widened(self, char: str, steps: int) -> str:
        """The code of a character whose advance is `steps` × WIDENING ems wider (narrower below 0)."""
        if steps == 0:
            return self.code[char]
        code = self._wider.get((char, steps))
        if code is None:
            code = self._wider[(char, steps)] = self._added(char, steps)
        return code

    def _added(self, char: str, steps: int = 0) -> str:
        glyph = self.face.glyph_of.get(char, 0)
        self._glyphs.append(glyph)
        self._chars.append(char)
        self._advances.append(self.face.font.advance(glyph) + round(steps * WIDENING * 1000))
        return f"{len(self._glyphs) - 1:04X}"

    def font_object(self, pdf: "pikepdf.Pdf") -> "pikepdf.Object":
        """The Type0 font: Identity-H codes, outlines embedded, ToUnicode saying what was typed."""
        from pikepdf import Array, Dictionary, Name, String

        font = self.face.font
        tag = "".join(chr(65 + byte % 26) for byte in sha256(" ".join(map(str, [*self._glyphs, *self._advances])).encode()).digest()[:6])
        name = Name(f"/{tag}+{font.name}")
        cut = font.cut(self._glyphs, self._advances)
        outlines = pdf.make_stream(cut)
        outlines.Length1 = len(cut)
        # One ascent and descent for all faces, so that a reader takes a line of several faces for one line.
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array(_BOX),
            ItalicAngle=0,
            Ascent=880,
            Descent=-round(DESCENT * 1000),
            CapHeight=733,
            StemV=80,
            FontFile2=outlines,
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=1000,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            W=Array(self._widths()),
            CIDToGIDMap=Name.Identity,
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(self._to_unicode()),
            )
        )

    def _widths(self) -> list[object]:
        from pikepdf import Array

        widths: list[object] = []
        for code, width in enumerate(self._advances):
            if width != 1000:
                widths += [code, Array([width])]
        return widths

    def _to_unicode(self) -> bytes:
        lines = []
        pairs = [(code, self._typed.get(char, char)) for code, char in enumerate(self._chars) if code]
        for start in range(0, len(pairs), 100):
            block = pairs[start : start + 100]
            lines.append(f"{len(block)} beginbfchar")
            lines += [f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>" for code, char in block]
            lines.append("endbfchar")
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            + "\n".join(lines)
            + "\nendcmap CMapName currentdict /CMap defineresource pop end end"
        ).encode("ascii")
