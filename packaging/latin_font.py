"""Makes the Latin faces of the interface out of the bundled Noto Sans SC (needed only when that changes).

    python packaging/latin_font.py

Chinese faces draw … “ ” ‘ ’ · • a whole character wide and … in the middle of the line, which is right in Chinese and wrong in English.
These faces hold Latin letters, digits and signs only, with narrow signs; the English interface asks them first, so that
Chinese names still come from the Chinese face. Renamed, under the SIL Open Font License. Needs fontTools.
"""

from pathlib import Path

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FAMILY = "Kamdesk Latin"
SIGNS = "…“”‘’–—•·"
NARROW = {"“": 0xE201, "”": 0xE202, "‘": 0xE203, "’": 0xE204}  # private codes given by subset_fonts.py
MIDDLE = 280  # how far a full stop is raised to be a middle dot
SIDE = 60  # air at each side of a sign, in units of 1000


def make(weight: str) -> None:
    font = TTFont(FONTS / f"NotoSansSC-{weight}.ttf")
    wanted = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | {ord(sign) for sign in SIGNS} | set(NARROW.values())
    options = subset.Options()
    options.hinting = False
    options.notdef_outline = True
    options.layout_features = []
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    _narrow(font)
    for table in font["cmap"].tables:
        for code in NARROW.values():
            table.cmap.pop(code, None)
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = FAMILY
        elif record.nameID in (3, 4):
            record.string = f"{FAMILY} {weight}"
        elif record.nameID == 6:
            record.string = f"{FAMILY.replace(' ', '')}-{weight}"
    font.save(FONTS / f"{FAMILY.replace(' ', '')}-{weight}.ttf")


def _narrow(font: TTFont) -> None:
    """… is three full stops; the other signs lose the air of a whole character."""
    best, glyphs, widths = font.getBestCmap(), font.getGlyphSet(), font["hmtx"]
    stop = best[ord(".")]
    step = widths[stop][0]
    pen = TTGlyphPen(glyphs)
    for number in range(3):
        glyphs[stop].draw(TransformPen(pen, (1, 0, 0, 1, number * step, 0)))
    _put(font, "…", pen, step * 3)
    pen = TTGlyphPen(glyphs)
    glyphs[stop].draw(TransformPen(pen, (1, 0, 0, 1, 0, MIDDLE)))
    _put(font, "·", pen, step)
    for sign in "“”‘’•":
        name = best.get(NARROW.get(sign, ord(sign)), best[ord(sign)])
        bounds = BoundsPen(glyphs)
        glyphs[name].draw(bounds)
        left, _low, right, _high = bounds.bounds
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, SIDE - left, 0)))
        _put(font, sign, pen, round(right - left + 2 * SIDE))


def _put(font: TTFont, sign: str, pen: TTGlyphPen, width: int) -> None:
    """A glyph of its own: • and · share one in the Chinese face."""
    name = f"narrow{ord(sign):04X}"
    glyph = pen.glyph()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin)
    for table in font["cmap"].tables:
        table.cmap[ord(sign)] = name


if __name__ == "__main__":
    for each in ("Regular", "Bold"):
        make(each)
