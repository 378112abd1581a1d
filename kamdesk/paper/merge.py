"""Takes the pages of other people's PDFs (scans, certificates) into a document of ours; such files may be broken, locked or hostile."""

import io
import zlib
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Name

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say

LARGEST_FILE = 120_000_000  # bytes
MOST_PAGES = 600
_MOST_NOTES = 20_000  # form fields and notes
_LARGEST_CONTENT = 50_000_000  # bytes of one page's drawing orders, unpacked
_LARGEST_DOCUMENT = 300_000_000  # the same of all pages together

say(
    {
        "pdf_broken": N_("{name} is damaged or no PDF, and cannot be printed with the document."),
        "pdf_locked": N_("{name} is protected with a password. Save it without protection and attach it again."),
        "pdf_huge": N_("{name} is too large to print with the document (at most {megabytes} MB)."),
        "pdf_long": N_("{name} has {pages} pages; at most {most} can be printed with the document."),
        "pdf_empty": N_("{name} has no pages."),
    }
)


@dataclass(frozen=True, slots=True)
class Foreign:
    """An opened PDF of somebody else; `sizes` are the widths and heights of its pages in points, as they are seen."""

    pdf: pikepdf.Pdf
    forms: tuple[pikepdf.Object, ...]
    sizes: tuple[tuple[float, float], ...]


def opened(data: bytes, name: str = "") -> Foreign:
    """Open a PDF, flatten its form fields and notes, and make each page a drawing that can be placed.

    Raises Refused("pdf_broken" | "pdf_locked" | "pdf_huge" | "pdf_long" | "pdf_empty"); facts: name, pages, most, megabytes.
    """
    name = name or "PDF"
    if len(data) > LARGEST_FILE:
        raise Refused("pdf_huge", facts={"name": name, "megabytes": LARGEST_FILE // 1_000_000})
    try:
        return _read(data, name)
    except pikepdf.PasswordError as failure:
        raise Refused("pdf_locked", facts={"name": name}) from failure
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        RuntimeError,
        OverflowError,
        zlib.error,
    ) as failure:
        raise Refused("pdf_broken", facts={"name": name}) from failure


def _read(data: bytes, name: str) -> Foreign:
    if b"%PDF-" not in data[:2048]:
        raise Refused("pdf_broken", facts={"name": name})
    pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    if pdf.is_encrypted:
        # A file that opens without a password is only restricted; its owner forbade changes, so we do not lift that.
        raise Refused("pdf_locked", facts={"name": name})
    count = len(pdf.pages)
    if count == 0:
        raise Refused("pdf_empty", facts={"name": name})
    if count > MOST_PAGES:
        raise Refused("pdf_long", facts={"name": name, "pages": count, "most": MOST_PAGES})
    total = notes = 0
    for page in pdf.pages:
        size = _content_size(page.obj)
        total += size
        notes += len(page.obj.get("/Annots", ()))
        if size > _LARGEST_CONTENT or total > _LARGEST_DOCUMENT or notes > _MOST_NOTES:
            raise Refused("pdf_huge", facts={"name": name, "megabytes": LARGEST_FILE // 1_000_000})
    if "/AcroForm" in pdf.Root or any("/Annots" in page.obj for page in pdf.pages):
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("print")
    forms, sizes = [], []
    for page in pdf.pages:
        form = page.as_form_xobject(handle_transformations=True)
        forms.append(form)
        left, bottom, right, top = seen_box(form)
        if right - left < 1 or top - bottom < 1:
            raise Refused("pdf_broken", facts={"name": name})
        sizes.append((right - left, top - bottom))
    return Foreign(pdf, tuple(forms), tuple(sizes))


def seen_box(form: pikepdf.Object) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) of a form after its own matrix: what a rotated page looks like."""
    x0, y0, x1, y1 = (float(value) for value in form.BBox)
    matrix = form.get("/Matrix")
    a, b, c, d, e, f = (float(value) for value in matrix) if isinstance(matrix, Array) else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    return min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners)


def placement(form: pikepdf.Object, left: float, bottom: float, width: float, height: float) -> tuple[float, ...]:
    """The matrix that fits a form into a rectangle (upward y), centred, never enlarged by more than a third."""
    x0, y0, x1, y1 = seen_box(form)
    scale = min(width / (x1 - x0), height / (y1 - y0), 1.34)
    x = left + (width - (x1 - x0) * scale) / 2 - x0 * scale
    y = bottom + (height - (y1 - y0) * scale) / 2 - y0 * scale
    return (scale, 0.0, 0.0, scale, x, y)


def _content_size(page: pikepdf.Object) -> int:
    """Bytes of a page's drawing orders, unpacked no further than the limit."""
    contents = page.get("/Contents")
    if contents is None:
        return 0
    streams = list(contents) if isinstance(contents, Array) else [contents]
    return sum(_unpacked_size(stream) for stream in streams if isinstance(stream, pikepdf.Stream))


def _unpacked_size(stream: pikepdf.Stream) -> int:
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    first = filters[0] if isinstance(filters, Array) and len(filters) else filters
    if first != Name.FlateDecode:
        return len(raw)
    size, unpacker, rest = 0, zlib.decompressobj(), raw
    while rest and not unpacker.eof and size <= _LARGEST_CONTENT:
        size += len(unpacker.decompress(rest, 1 << 20))
        rest = unpacker.unconsumed_tail
    return size
