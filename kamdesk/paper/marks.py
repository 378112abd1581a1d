"""Which character may begin or end a line, and which ones bring blank of their own (W3C Requirements for Chinese Text Layout, 3.1)."""

import re

# Full-width marks whose glyph fills one half of its square.
OPENING = frozenset("（《〈【「『“‘〔［｛〖")
CLOSING = frozenset("，。、；：！？）》〉】」』”’〕］｝．〗")

NO_LINE_START = CLOSING | frozenset("…—–·•～％‰℃,.!?;:)]}%°々ー/-\ue205\ue202\ue204\ue205")
NO_LINE_END = OPENING | frozenset("([{￥$¥€£#@№\ue201\ue203")

# Glyphs under private codes in our fonts (packaging/subset_fonts.py) and what is copied from the page for them.
NARROW_QUOTES = {"“": "\ue201", "”": "\ue202", "‘": "\ue203", "’": "\ue204"}
LONG_DASH = "\ue205"
TYPED = {"\ue201": "“", "\ue202": "”", "\ue203": "‘", "\ue204": "’", LONG_DASH: "—"}
_TO_NARROW = str.maketrans(NARROW_QUOTES)

BLANK = frozenset("\n \t\u00a0\u3000")
HAN = (  # ideographs, kana, enclosed and full-width characters: all one em wide in our faces
    "\u3007\u3041-\u3096\u30a1-\u30fa\u3105-\u312f\u3220-\u325f\u3280-\u32ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U00020000-\U0003ffff"
)
NARROW = "!-~\u00a1-\u00b6\u00b8-\u024f\u0370-\u04ff\u2010-\u2013\u20ac\ue201-\ue204"

# Units that stay with the number before them.
_HAN_UNITS = (
    "万元|亿元|千元|千伏安|千伏|千瓦时|千瓦|兆瓦|公里|千米|平方米|立方米|公斤|千克|毫米|厘米|工作日|小时|分钟|个月|人民币|万|亿|元|角|分|年|月|日|天|时|秒|台|套|个|件|只|页|份|次|人|名|"
    "周|岁|米|吨|级|号|层|栋|期|项|条|款|章|节|点|面|组|根|块|路|户|家|倍|折|成|度|安|伏|瓦"
)
HAN_UNIT = re.compile(_HAN_UNITS)
LATIN_UNITS = frozenset(
    "kV V kA A mA MW kW W kWh MWh kVA MVA kvar Mvar Hz kHz MHz GHz km m cm mm kg g t mg h min s ms d °C ℃ K Pa kPa MPa bar dB "
    "MB GB TB KB bit Mbit/s Mbps Gbps ppm % ‰ "
    "m² m³ mm² km² L mL l ml px pt dpi rpm Ω kΩ MΩ μm nm F μF H lx lm cd N kN J kJ mol wt% "
    "pages years days months CNY RMB USD EUR yuan m bn k".split()
)

TOKEN = re.compile(rf"\n|[ \t\u00a0\u3000]+|—{{2,}}|…{{2,}}|[{HAN}]+|[{NARROW}]+|.", re.DOTALL)
HAS_HAN = re.compile(rf"[{HAN}]")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_LATIN_RUN = re.compile("[A-Za-z\u00c0-\u024f]+")
_QUOTES = frozenset("“”‘’")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")

_SEPARATORS = r"/_.@&=?\-,;:!%)\]}>~+"
_PIECES = re.compile(rf"[^{_SEPARATORS}]{{1,16}}[{_SEPARATORS}]*|[{_SEPARATORS}]+")
_FIGURES = re.compile(r"[-+]?[\d,.]+%?$")


def reads_chinese(text: str) -> bool:
    """Whether a paragraph is Chinese (with Latin in it) rather than Latin (with a Chinese name in it)."""
    if text.isascii():
        return False
    han = sum(len(run) for run in _HAN_RUN.findall(text))
    return han * 3 >= sum(len(run) for run in _LATIN_RUN.findall(text)) and han > 0


def with_right_quotes(text: str, chinese: bool) -> str:
    """Quotation marks full-width in Chinese, narrow in text that has no Chinese; an apostrophe is narrow in both."""
    if _QUOTES.isdisjoint(text):
        return text
    if not chinese:
        return text.translate(_TO_NARROW)
    return _APOSTROPHE.sub(NARROW_QUOTES["’"], text)


def pieces_of(word: str) -> list[str]:
    """Where a long Latin word (an address, a part number, a path) may be broken: after its separators, at 16 characters at the latest."""
    if len(word) <= 12 or (len(word) <= 24 and not any(char in word for char in "/@\\")) or (len(word) <= 32 and _FIGURES.match(word)):
        return [word]
    return _PIECES.findall(word)
