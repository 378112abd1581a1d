"""Reads PNG and JPEG pictures that people hand in, which may be broken or huge."""

import io
import warnings
from dataclasses import dataclass
from hashlib import sha256

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say

LARGEST_FILE = 40_000_000  # bytes
LARGEST_PICTURE = 80_000_000  # pixels
_WIDEST_PRINTED = 2400  # pixels: 300 dpi across the text area

say(
    {
        "bad_image": N_("This picture cannot be read. It has to be a PNG or JPEG file."),
        "huge_image": N_("This picture is too large to print (more than {millions} million pixels)."),
    }
)


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture as a PDF stores it: a JPEG as it is, else bare samples with its own mask."""

    key: str
    width: int
    height: int
    data: bytes
    colours: int
    jpeg: bool
    alpha: bytes | None


def raster(data: bytes) -> Raster:
    """Read a picture. Raises Refused("bad_image" | "huge_image")."""
    from PIL import Image

    if len(data) > LARGEST_FILE:
        raise Refused("bad_image")
    key = sha256(data).hexdigest()
    try:
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):  # we have a limit of our own
            opened = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        with opened as picture:
            width, height = picture.size
            if width * height > LARGEST_PICTURE:
                raise _huge()
            if (
                picture.format == "JPEG"
                and picture.mode in ("L", "RGB", "CMYK")
                and max(width, height) <= 2 * _WIDEST_PRINTED
                and not _turned(picture)
            ):
                picture.load()  # a JPEG that breaks off is found here, not in the reader's hands
                return Raster(key, width, height, data, {"L": 1, "RGB": 3, "CMYK": 4}[picture.mode], True, None)
            return _samples(key, picture)
    except Image.DecompressionBombError as failure:
        raise _huge() from failure
    except (OSError, ValueError, SyntaxError, EOFError) as failure:
        raise Refused("bad_image") from failure


def _huge() -> Refused:
    return Refused("huge_image", facts={"millions": LARGEST_PICTURE // 1_000_000})


def _turned(picture: "object") -> bool:
    """Whether a camera wrote that the picture lies on its side."""
    exif: dict[int, int] = getattr(picture, "getexif", dict)()
    return exif.get(0x0112, 1) not in (0, 1)


def _samples(key: str, opened: "object") -> Raster:
    from PIL import Image, ImageOps

    assert isinstance(opened, Image.Image)
    picture = ImageOps.exif_transpose(opened)
    if max(picture.size) > _WIDEST_PRINTED:
        if picture.mode not in ("L", "LA", "RGB", "RGBA"):
            picture = picture.convert("RGBA" if "transparency" in picture.info or "A" in picture.mode else "RGB")
        picture.thumbnail((_WIDEST_PRINTED, _WIDEST_PRINTED), Image.Resampling.LANCZOS)
    alpha = None
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        alpha = picture.getchannel("A").tobytes()
    picture = picture if picture.mode in ("L", "RGB") else picture.convert("L" if picture.mode == "1" else "RGB")
    return Raster(key, *picture.size, picture.tobytes(), len(picture.getbands()), False, alpha)
