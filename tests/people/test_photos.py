"""Photos: upright, square, small, without a trace of where they were taken; monsters and rubbish are refused before they are unpacked."""

import io
import struct
import zlib

import pytest
from PIL import Image

from kamdesk.core.problems import Refused
from kamdesk.people.rules.photo import SIDE, WORKING, opened, portrait


def packed(image: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def half_and_half(width: int = 2000, height: int = 1000) -> Image.Image:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", (width, height), (220, 20, 20))
    image.paste((20, 20, 220), (width // 2, 0, width, height))
    return image


def reddish(sample: tuple[int, ...]) -> bool:
    return sample[0] > 150 and sample[2] < 90


def test_a_photo_becomes_a_small_square_of_what_was_chosen() -> None:
    plain = opened(packed(half_and_half()))
    assert max(plain.width, plain.height) == WORKING
    kept = Image.open(io.BytesIO(portrait(plain, 0, 0, plain.shorter)))
    assert (kept.format, kept.size, kept.mode) == ("JPEG", (SIDE, SIDE), "RGB")
    assert reddish(kept.getpixel((10, 10)))
    beyond = Image.open(io.BytesIO(portrait(plain, 10_000, -50, plain.shorter)))
    assert not reddish(beyond.getpixel((500, 10)))
    assert Image.open(io.BytesIO(portrait(plain, 0, 0, 64))).size == (64, 64)


def test_a_lying_phone_picture_stands_up_and_forgets_where_it_was_taken() -> None:
    notes = Image.Exif()
    notes[0x0112] = 6  # turned a quarter clockwise
    notes[0x010F] = "Phone maker"
    notes.get_ifd(0x8825)[1] = "N"
    plain = opened(packed(half_and_half(), exif=notes, comment=b"taken at home"))
    assert plain.height > plain.width
    kept = portrait(plain, 0, 0, plain.shorter)
    image = Image.open(io.BytesIO(kept))
    assert reddish(image.getpixel((250, 20)))
    assert not image.getexif()
    assert not {"exif", "comment", "icc_profile", "photoshop", "xmp"} & set(image.info)
    assert b"Phone maker" not in kept
    assert b"taken at home" not in kept


def test_what_shines_through_becomes_white() -> None:
    plain = opened(packed(Image.new("RGBA", (90, 90), (255, 0, 0, 0)), "PNG"))
    assert plain.rgb[:3] == b"\xff\xff\xff"
    palette = Image.new("P", (80, 80), 0)
    assert opened(packed(palette, "GIF", transparency=0)).rgb[:3] == b"\xff\xff\xff"


def enormous() -> bytes:
    """A PNG of a few bytes that claims 60,000 × 60,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("content", "code"), [
    (b"", "not_a_photo"), (b"%PDF-1.7 not a picture", "not_a_photo"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_photo"),
    (packed(half_and_half())[:2000], "not_a_photo"), (enormous(), "photo_too_large"), (b"\xff" * (31 << 20), "photo_too_large"),
    (packed(Image.new("RGB", (9000, 7000)), "BMP")[:200], "photo_too_large"),
])  # fmt: skip
def test_rubbish_and_monsters_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        opened(content)
