"""Puts one look on the whole program: Fusion, a palette and one short style sheet from the tokens, and named fonts."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from kamdesk.core.places import resource, resources
from kamdesk.widgets import tokens as measures
from kamdesk.widgets.sheet import SHEET
from kamdesk.widgets.tokens import DARK, LIGHT, Tokens

FAMILIES = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC")
BUNDLED = ("fonts/NotoSansSC-Regular.ttf", "fonts/NotoSansSC-Bold.ttf")
LATIN = ("Segoe UI", "Helvetica Neue", "Kamdesk Latin")  # asked first in English: Chinese faces draw … and quotes a character wide
LATIN_BUNDLED = ("fonts/KamdeskLatin-Regular.ttf", "fonts/KamdeskLatin-Bold.ttf")

_worn: list[Tokens] = [LIGHT]
_latin: list[tuple[str, ...]] = [()]


def tokens() -> Tokens:
    """The theme that is worn now; custom painting asks each time it paints."""
    return _worn[0]


def chosen(theme: str) -> Tokens:
    """`theme` is "light", "dark" or "system" (what the operating system wears)."""
    if theme == "system":
        hints = QGuiApplication.styleHints()
        return DARK if hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if theme == "dark" else LIGHT


def wear(application: QApplication, theme: Tokens) -> None:
    """Dresses the application; may be called again at any time."""
    _worn[0] = theme
    if application.style().objectName() != "fusion":
        application.setStyle("Fusion")
    application.setFont(body_font())
    application.setPalette(_palette(theme))
    application.setStyleSheet(style_sheet(theme))


def speak(application: QApplication, *, latin: bool) -> None:
    """In English a Latin face comes first, and Chinese names from the faces behind it. May be called again at any time."""
    families = _latin_families() if latin else ()
    if families != _latin[0]:
        _latin[0] = families
        application.setFont(body_font())


def body_font() -> QFont:
    """The interface font at body size; left alone, Qt falls back to a Kai face for Chinese on some systems."""
    _add_bundled()
    font = QFont()
    font.setFamilies([*_latin[0], *FAMILIES])
    font.setPixelSize(measures.BODY)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def font(pixels: int, *, strong: bool = False, tabular: bool = False) -> QFont:
    """A font for painting; `tabular` gives figures of one width, so that columns of numbers stand under each other."""
    made = body_font()
    made.setPixelSize(pixels)
    if strong:
        made.setWeight(QFont.Weight.DemiBold)
    if tabular:
        made.setFeature(QFont.Tag.fromString("tnum"), 1)
    return made


def _add_bundled() -> None:
    """Only where none of the system's own faces is there: adding costs about 5 ms."""
    if any(QFontDatabase.hasFamily(family) for family in FAMILIES):
        return
    for name in BUNDLED:
        QFontDatabase.addApplicationFont(str(resource(name)))


def _latin_families() -> tuple[str, ...]:
    there = tuple(family for family in LATIN if QFontDatabase.hasFamily(family))
    if there:
        return there[:1]
    for name in LATIN_BUNDLED:
        QFontDatabase.addApplicationFont(str(resource(name)))
    return LATIN[-1:]


def _palette(theme: Tokens) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.background, role.WindowText: theme.text, role.Base: theme.card, role.AlternateBase: theme.background,
        role.Text: theme.text, role.Button: theme.card, role.ButtonText: theme.text, role.Highlight: theme.accent_soft,
        role.HighlightedText: theme.text, role.ToolTipBase: theme.card, role.ToolTipText: theme.text, role.PlaceholderText: theme.muted,
        role.Link: theme.accent, role.LinkVisited: theme.accent, role.Accent: theme.accent, role.Light: theme.card,
        role.Midlight: theme.line, role.Mid: theme.edge, role.Dark: theme.edge, role.BrightText: theme.bad,
    }
    for each, colour in colours.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.muted))
    return made


def style_sheet(theme: Tokens) -> str:
    """The style sheet with the tokens filled in; looks hang on the `role` property and a few object classes."""
    filled = SHEET
    for name in theme.__slots__:
        filled = filled.replace(f"@{name}@", str(getattr(theme, name)))
    return filled.replace("@shade@", "dark" if theme.dark else "light").replace("@look@", resources().joinpath("look").as_posix())
