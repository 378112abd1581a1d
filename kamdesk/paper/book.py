"""Holds a document together while it is written: faces, images, pages, bookmarks; gives its bytes at the end.

pikepdf (qpdf) writes the file, so foreign pages are simply further objects. Nothing of the clock or of chance goes in: the same
content gives the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from kamdesk.paper.fonts import Embedded, FaceName
from kamdesk.paper.ink import Ink, Link
from kamdesk.paper.marks import TYPED

if TYPE_CHECKING:
    from kamdesk.paper.photos import Raster


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: where a heading stands."""

    title: str
    level: int
    page: int
    y: float


class Book:
    """One PDF in the making."""

    def __init__(self) -> None:
        self.pdf = pikepdf.Pdf.new()
        self.pages: list[Ink] = []
        self.missing: set[str] = set()
        self.sources: list[pikepdf.Pdf] = []  # foreign files stay open until ours is written
        self._faces: dict[FaceName, Embedded] = {}
        self._things: dict[str, pikepdf.Object] = {}
        self._known: dict[object, str] = {}
        self._fadings: dict[str, float] = {}

    def page(self, width: float, height: float) -> Ink:
        ink = Ink(self, width, height)
        self.pages.append(ink)
        return ink

    def embedded(self, name: FaceName) -> Embedded:
        font = self._faces.get(name)
        if font is None:
            font = self._faces[name] = Embedded(name, f"F{len(self._faces) + 1}", TYPED)
        return font

    def fading(self, opacity: float) -> str:
        name = f"G{round(opacity * 100)}"
        self._fadings[name] = round(opacity, 2)
        return name

    def hold(self, key: object, thing: pikepdf.Object) -> str:
        """Keep an image or form once, whatever the number of its uses; the name to draw it by."""
        if key not in self._known:
            name = f"X{len(self._things) + 1}"
            self._known[key] = name
            self._things[name] = self.pdf.make_indirect(thing)
        return self._known[key]

    def holds(self, key: object) -> str:
        """The name under which a thing is held already, or ""."""
        return self._known.get(key, "")

    def thing(self, name: str) -> pikepdf.Object:
        return self._things[name]

    def image(self, raster: "Raster") -> str:
        """Embed a PNG or JPEG once."""
        known = self.holds(raster.key)
        if known:
            return known
        stream = self._image_stream(raster, raster.data, raster.colours, raster.jpeg)
        if raster.alpha is not None:
            stream.SMask = self._image_stream(raster, raster.alpha, 1, jpeg=False)
        return self.hold(raster.key, stream)

    def _image_stream(self, raster: "Raster", data: bytes, colours: int, jpeg: bool) -> pikepdf.Stream:
        stream = self.pdf.make_stream(data)
        stream.Type, stream.Subtype = Name.XObject, Name.Image
        stream.Width, stream.Height, stream.BitsPerComponent = raster.width, raster.height, 8
        stream.ColorSpace = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}[colours]
        if jpeg:
            stream.Filter = Name.DCTDecode
            if colours == 4:  # JPEGs in four colours are stored inverted
                stream.Decode = Array([1, 0, 1, 0, 1, 0, 1, 0])
        return stream

    def written(self, title: str, author: str, language: str, today: date, bookmarks: Sequence[Bookmark], subject: str = "") -> bytes:
        """The finished file."""
        pdf = self.pdf
        fonts = Dictionary({f"/{font.resource_name}": font.font_object(pdf) for font in self._faces.values()})
        fonts = pdf.make_indirect(fonts)
        states = Dictionary(
            {f"/{name}": Dictionary(Type=Name.ExtGState, ca=opacity, CA=opacity) for name, opacity in self._fadings.items()}
        )
        for ink in self.pages:
            resources = Dictionary(Font=fonts)
            if ink.things:
                resources.XObject = Dictionary({f"/{name}": self._things[name] for name in sorted(ink.things)})
            if self._fadings:
                resources.ExtGState = states
            pdf.add_blank_page(page_size=(ink.width, ink.height))
            page = pdf.pages[-1]
            page.obj.MediaBox = Array([0, 0, round(ink.width, 2), round(ink.height, 2)])
            page.obj.Resources = resources
            page.obj.Contents = pdf.make_stream("\n".join(ink.out).encode("ascii"))
        for ink, page in zip(self.pages, pdf.pages, strict=True):
            if ink.links:
                page.obj.Annots = Array([pdf.make_indirect(self._annotation(link, ink)) for link in ink.links])
        self._outline(bookmarks)
        self._about(title, author, language, today, subject)
        target = BytesIO()
        pdf.save(target, deterministic_id=True, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return target.getvalue()

    def _annotation(self, link: Link, ink: Ink) -> Dictionary:
        box = Array([round(value, 2) for value in (link.left, ink.height - link.bottom, link.right, ink.height - link.top)])
        shared = {"/Type": Name.Annot, "/Subtype": Name.Link, "/Rect": box, "/Border": Array([0, 0, 0])}
        if link.page >= 0:
            target = self.pages[link.page]
            return Dictionary({**shared, "/Dest": Array([self.pdf.pages[link.page].obj, Name.XYZ, 0, round(target.height - link.y, 2), 0])})
        return Dictionary({**shared, "/A": Dictionary(S=Name.URI, URI=String(link.address))})

    def _outline(self, bookmarks: Sequence[Bookmark]) -> None:
        if not bookmarks:
            return
        with self.pdf.open_outline() as outline:
            open_at: list[tuple[int, OutlineItem]] = []
            for mark in bookmarks:
                item = OutlineItem(mark.title, mark.page, "XYZ", left=0, top=self.pages[mark.page].height - max(mark.y - 6, 0))
                while open_at and open_at[-1][0] >= mark.level:
                    open_at.pop()
                (open_at[-1][1].children if open_at else outline.root).append(item)
                open_at.append((mark.level, item))
        self.pdf.Root.PageMode = Name.UseOutlines

    def _about(self, title: str, author: str, language: str, today: date, subject: str) -> None:
        stamp = String(f"D:{today:%Y%m%d}000000Z")
        info = self.pdf.docinfo
        for key, value in (("/Title", title), ("/Author", author), ("/Subject", subject)):
            if value:
                info[key] = String(value)
        info["/Producer"] = info["/Creator"] = String("kamdesk")
        info["/CreationDate"] = info["/ModDate"] = stamp
        self.pdf.Root.Lang = String("zh-CN" if language.startswith("zh") else "en")
        self.pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
