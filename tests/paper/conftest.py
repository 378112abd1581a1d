"""Reading papers back, as a person's reader would."""

import io
from collections.abc import Callable
from datetime import date

import pikepdf
import pypdfium2
import pytest

from kamdesk.core.words import Language, Words, words_of

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def zh() -> Words:
    return words_of(Language.ZH)


@pytest.fixture(scope="session")
def en() -> Words:
    return words_of(Language.EN)


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def page_texts() -> Callable[[bytes], list[str]]:
    """Text of every page as a reader copies it, lines joined."""

    def read(pdf: bytes) -> list[str]:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [page.get_textpage().get_text_range().replace("\r", "") for page in document]
        finally:
            document.close()

    return read


@pytest.fixture
def foreign_pdf() -> Callable[..., bytes]:
    """A small PDF of somebody else: `pages` pages that each say their number."""

    def make(pages: int = 1, size: tuple[float, float] = (595, 842), rotate: int = 0, field: str = "", password: str = "") -> bytes:
        pdf = pikepdf.new()
        font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
        for number in range(pages):
            page = pdf.add_blank_page(page_size=size)
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.obj.Contents = pdf.make_stream(f"BT /F1 24 Tf 40 40 Td (Scan {number + 1}) Tj ET 0 0 10 10 re f".encode())
            if rotate:
                page.obj.Rotate = rotate
        if field:
            widget = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T=pikepdf.String("name"),
                V=pikepdf.String(field),
                Rect=[40, 100, 300, 130],
                DA=pikepdf.String("/F1 12 Tf 0 g"),
                F=4,
            )
            widget = pdf.make_indirect(widget)
            pdf.pages[0].obj.Annots = pikepdf.Array([widget])
            pdf.Root.AcroForm = pikepdf.Dictionary(
                Fields=[widget],
                DA=pikepdf.String("/F1 12 Tf 0 g"),
                DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
                NeedAppearances=True,
            )
        out = io.BytesIO()
        if password:
            pdf.save(out, encryption=pikepdf.Encryption(owner=password, user=password))
        else:
            pdf.save(out)
        return out.getvalue()

    return make
