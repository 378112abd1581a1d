"""Makes the fonts in resources/fonts, so that they can be rebuilt and checked by anyone (needed only when the choice changes).

    python packaging/subset_fonts.py SERIF_FOLDER SANS_FOLDER KAI_FILE

SERIF_FOLDER and SANS_FOLDER are the unpacked npm packages `@expo-google-fonts/noto-serif-sc` and `-noto-sans-sc` (0.4.3,
`npm pack NAME`), KAI_FILE is LXGWWenKai-Regular.ttf from Debian's package `fonts-lxgw-wenkai`. All three are under the SIL Open
Font License; the Kai is renamed, since its licence reserves its name. Needs fontTools.

Each result is a static TrueType file without hints and layout tables. Kangxi radicals are left out (they share their glyphs
with the common characters, and text copied from the PDF would change), and a few glyphs that are reached only by OpenType features
get a private code, listed in `ALTERNATES` and used by kamdesk/paper/marks.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

OUT = Path(__file__).resolve().parent.parent / "resources" / "fonts"

# The 8105 standard characters (通用规范汉字表, 2013) outside the main block: in Extension A these, beyond it all that there are.
STANDARD_EXTENSION_A = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃"
    "䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)
# private code -> (character, OpenType feature): narrow quotation marks for Latin text, and a dash without side bearings, so that —— joins.
ALTERNATES = {0xE201: ("“", "pwid"), 0xE202: ("”", "pwid"), 0xE203: ("‘", "pwid"), 0xE204: ("’", "pwid"), 0xE205: ("─", "")}
KAI_LEAVES_OUT = "“”‘’—…·•"  # proportional in the Kai; taken from the serif face instead


def standard_characters() -> set[int]:
    """Code points of GBK, of the standard list, of Latin-1 and of the symbols that tender documents use."""
    wanted = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | set(range(0x370, 0x460)) | set(range(0x2000, 0x20A0))
    wanted |= set(range(0x20A0, 0x2C00)) | set(range(0x3000, 0x3400)) | set(range(0xFE30, 0xFE50)) | set(range(0xFF00, 0x10000))
    wanted |= set(range(0x4E00, 0xA000)) | {ord(char) for char in STANDARD_EXTENSION_A} | set(range(0x20000, 0x32000))
    return wanted - radicals()


def radicals() -> set[int]:
    return set(range(0x2E80, 0x2FE0))


def simplified_characters() -> set[int]:
    """GB 2312 with Latin: enough for notes and emphasis, the rest falls back to the serif face."""
    found = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180))
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return (found | {ord(char) for char in STANDARD_EXTENSION_A}) - radicals() - {ord(char) for char in KAI_LEAVES_OUT}


def feature_mapping(font: TTFont, tag: str) -> dict[str, str]:
    """Glyph name -> its single substitute under one OpenType feature."""
    mapping: dict[str, str] = {}
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == tag:
            for index in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[index].SubTable:
                    mapping.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    return mapping


def alternates_of(font: TTFont) -> dict[int, str]:
    best = font.getBestCmap()
    found: dict[int, str] = {}
    for code, (char, tag) in ALTERNATES.items():
        name = best.get(ord(char))
        if name is not None:
            found[code] = feature_mapping(font, tag).get(name, name) if tag else name
    return found


def write(source: Path, target: str, codes: set[int], *, alternates: bool, family: str = "") -> None:
    font = TTFont(source, recalcTimestamp=False)
    extra = alternates_of(font) if alternates else {}
    options = subset.Options(
        hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True, recalc_timestamp=False
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT", "gasp"]
    worker = subset.Subsetter(options)
    present = set(font.getBestCmap())
    worker.populate(unicodes=codes & present, glyphs=set(extra.values()))
    worker.subset(font)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap.update(extra)
    if family:
        for record in list(font["name"].names):
            if record.nameID in (1, 3, 4, 6):
                font["name"].setName(
                    family.replace(" ", "") if record.nameID == 6 else family,
                    record.nameID,
                    record.platformID,
                    record.platEncID,
                    record.langID,
                )
            elif record.nameID not in (0, 2, 5, 13, 14):
                font["name"].removeNames(nameID=record.nameID)
    font.save(OUT / target)
    gbk = {code for code in codes if 0x4E00 <= code < 0x9FA6}
    print(
        f"{target}: {(OUT / target).stat().st_size / 1e6:.1f} MB, {len(font.getBestCmap())} characters, "
        f"GBK ideographs missing: {len(gbk - present)}"
    )


def main(serif: str, sans: str, kai: str) -> None:
    standard = standard_characters()
    everything = standard | set(range(0x3400, 0x4DC0)) | set(range(0xF900, 0xFB00))
    write(Path(serif, "400Regular/NotoSerifSC_400Regular.ttf"), "NotoSerifSC-Regular.ttf", standard, alternates=True)
    write(Path(sans, "400Regular/NotoSansSC_400Regular.ttf"), "NotoSansSC-Regular.ttf", everything, alternates=True)
    write(Path(sans, "700Bold/NotoSansSC_700Bold.ttf"), "NotoSansSC-Bold.ttf", standard, alternates=True)
    write(Path(kai), "KamdeskKai-Regular.ttf", simplified_characters(), alternates=False, family="Kamdesk Kai")


if __name__ == "__main__":
    main(*sys.argv[1:4])
