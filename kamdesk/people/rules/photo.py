"""A photo of a person: opened with care, turned the right way up, cut to a square, made small, and free of everything that is not picture.

A phone's picture says where and when it was taken; none of that is kept. What is no plain picture, or claims to be a monstrous one, is
refused before it is unpacked.
"""

import io
import struct
import warnings
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say

LARGEST_BYTES = 30 << 20
LARGEST_PIXELS = 60_000_000
WORKING = 1600  # the longer side that a photo is cut at
SIDE = 512  # what is kept
# Pillow's readers say "damaged" in all of these ways.
_DAMAGED = (OSError, ValueError, SyntaxError, EOFError, MemoryError, LookupError, TypeError, ArithmeticError, struct.error, zlib.error)
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")

say({
    "photo_too_large": N_("This picture is too large: at most {megabytes} MB and {megapixels} megapixels."),
    "not_a_photo": N_("This is no picture that can be read. JPEG, PNG, WebP, BMP, GIF and TIFF can."),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plain:
    """A picture unpacked: `width` × `height` pixels of three bytes, upright, at most WORKING long."""

    width: int
    height: int
    rgb: bytes

    @property
    def shorter(self) -> int:
        return min(self.width, self.height)


def opened(content: bytes) -> Plain:
    """The bytes of a picture file, unpacked. Raises Refused: photo_too_large, not_a_photo."""
    if len(content) > LARGEST_BYTES:
        raise _too_large()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)  # damaged notes inside a picture do not matter: they are thrown away
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                if image.width * image.height > LARGEST_PIXELS:
                    raise _too_large()
                image.draft("RGB", (WORKING, WORKING))
                upright = ImageOps.exif_transpose(image)
                upright.thumbnail((WORKING, WORKING))
                flat = _on_white(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except _DAMAGED:
        raise Refused("not_a_photo") from None
    return Plain(flat.width, flat.height, flat.tobytes())


def portrait(plain: Plain, left: int, top: int, side: int) -> bytes:
    """The square of `side` pixels at (`left`, `top`) as a JPEG of at most SIDE × SIDE without any metadata.

    The square is moved and shrunk into the picture where it stands out of it.
    """
    side = max(1, min(side, plain.shorter))
    left, top = max(0, min(left, plain.width - side)), max(0, min(top, plain.height - side))
    image = Image.frombytes("RGB", (plain.width, plain.height), plain.rgb).crop((left, top, left + side, top + side))
    if side > SIDE:
        image = image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=88, optimize=True)
    return written.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """What shines through becomes white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("RGB")


def _too_large() -> Refused:
    return Refused("photo_too_large", facts={"megabytes": LARGEST_BYTES >> 20, "megapixels": LARGEST_PIXELS // 1_000_000})
