"""Line icons in the ink of the theme: one SVG each, tinted when drawn, sharp at every screen scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kamdesk.core.places import resource
from kamdesk.widgets.theme import tokens
from kamdesk.widgets.tokens import Tone

SIZES = (16, 18, 24)
BEFORE_WORDS = QSize(20, 16)


def icon(name: str, tone: Tone = Tone.MUTED) -> QIcon:
    """The Lucide icon `name` (file `resources/icons/<name>.svg`) in a tone; a name that is not there raises FileNotFoundError."""
    ink = tokens().of(tone)
    return _tinted(name, ink, tokens().accent, _scale())


def on_accent(name: str) -> QIcon:
    """The icon in the ink that stands on the accent, for primary buttons."""
    return _tinted(name, tokens().on_accent, tokens().on_accent, _scale())


def before_words(name: str, ink: str) -> QIcon:
    """The icon with a little air at its right, for buttons that have words too. Show it at `BEFORE_WORDS`."""
    return _with_air(name, ink, tokens().muted, _scale())


def pixmap(name: str, size: int, ink: str) -> QPixmap:
    """The icon as a square picture of `size` device-independent pixels in `#RRGGBB`."""
    return _drawn(name, size, ink, _scale())


def _scale() -> float:
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0


@lru_cache(maxsize=512)
def _tinted(name: str, ink: str, chosen: str, scale: float) -> QIcon:
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_drawn(name, size, ink, scale))
        made.addPixmap(_drawn(name, size, chosen, scale), QIcon.Mode.Normal, QIcon.State.On)
    return made


@lru_cache(maxsize=256)
def _with_air(name: str, ink: str, disabled: str, scale: float) -> QIcon:
    made = QIcon(_airy(name, ink, scale))
    made.addPixmap(_airy(name, disabled, scale), QIcon.Mode.Disabled)
    return made


def _airy(name: str, ink: str, scale: float) -> QPixmap:
    wide = QPixmap(BEFORE_WORDS * scale)
    wide.setDevicePixelRatio(scale)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(QPointF(0, 0), _drawn(name, BEFORE_WORDS.height(), ink, scale))
    painter.end()
    return wide


@lru_cache(maxsize=1024)
def _drawn(name: str, size: int, ink: str, scale: float) -> QPixmap:
    drawing = resource(f"icons/{name}.svg").read_bytes().replace(b"currentColor", ink.encode("ascii"))
    picture = QPixmap(round(size * scale), round(size * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
