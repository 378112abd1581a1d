"""Reads Markdown into blocks and spans, so that proposals can be written as plain text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kamdesk.paper.blocks import (
    Align,
    Block,
    Bullets,
    Code,
    Column,
    Heading,
    Item,
    Manner,
    Note,
    Numbering,
    Paragraph,
    Photo,
    Quote,
    Rule,
    Table,
    Tone,
)
from kamdesk.paper.spans import Span, Text, plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

Images = Callable[[str], bytes | None]


@cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _tree(tokens: "Sequence[Token]") -> "SyntaxTreeNode":
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(tokens)


def rich(text: str) -> tuple[Span, ...]:
    """Inline Markdown (bold, italic, code, links) as spans."""
    tree = _tree(_reader().parseInline(text))
    return _joined([span for node in tree.children for span in _spans(node, Span(""))])


def blocks_of(markdown: str, image: Images | None = None, first_level: int = 1) -> tuple[Block, ...]:
    """A whole Markdown text as blocks. "#" becomes a heading of `first_level`; `image(address)` gives a picture's bytes or None."""
    tree = _tree(_reader().parse(markdown))
    return _Reader(image, first_level - 1).blocks(tree.children)


@dataclass(frozen=True, slots=True)
class _Reader:
    image: Images | None
    deeper: int

    def blocks(self, nodes: "Sequence[SyntaxTreeNode]") -> tuple[Block, ...]:
        return tuple(block for node in nodes for block in self.block(node))

    def block(self, node: "SyntaxTreeNode") -> list[Block]:
        match node.type:
            case "heading":
                return [Heading(_inline(node), min(4, int(node.tag[1]) + self.deeper))]
            case "paragraph":
                return self.paragraph(node)
            case "bullet_list":
                return [Bullets(self.items(node))]
            case "ordered_list":
                return [Bullets(self.items(node), Numbering.DIGITS, int(node.attrs.get("start", 1) or 1))]
            case "table":
                return [_table(node)]
            case "blockquote":
                return [Quote(self.blocks(node.children))]
            case "fence" | "code_block":
                return [Code(node.content)]
            case "hr":
                return [Rule()]
            case _:
                return [Paragraph(node.content, Manner.FLUSH)] if node.content else []

    def paragraph(self, node: "SyntaxTreeNode") -> list[Block]:
        """A paragraph; pictures in it stand between its parts."""
        blocks: list[Block] = []
        spans: list[Span] = []
        for child in node.children[0].children if node.children else []:
            if child.type == "image":
                blocks += _paragraph_of(spans)
                spans = []
                blocks.append(self.picture(child))
            else:
                spans += _spans(child, Span(""))
        return [*blocks, *_paragraph_of(spans)]

    def picture(self, node: "SyntaxTreeNode") -> Block:
        address = str(node.attrs.get("src", ""))
        data = self.image(address) if self.image else None
        caption = node.content
        if data is None:
            return Note(caption or address, address if caption else "", Tone.WARN)
        return Photo(data, caption)

    def items(self, node: "SyntaxTreeNode") -> tuple[Item, ...]:
        items: list[Item] = []
        for entry in node.children:
            parts = list(entry.children)
            text: Text = ""
            if parts and parts[0].type == "paragraph" and not any(child.type == "image" for child in parts[0].children[0].children):
                text = _inline(parts.pop(0))
            items.append(Item(text, self.blocks(parts)))
        return tuple(items)


def _paragraph_of(spans: list[Span]) -> list[Block]:
    joined = _joined(spans)
    return [Paragraph(joined)] if plain(joined).strip() else []


def _inline(node: "SyntaxTreeNode") -> tuple[Span, ...]:
    return _joined([span for child in node.children for part in child.children for span in _spans(part, Span(""))])


def _spans(node: "SyntaxTreeNode", outer: Span) -> list[Span]:
    match node.type:
        case "text":
            return [replace(outer, text=node.content)]
        case "softbreak":
            return [replace(outer, text="\n")]
        case "hardbreak":
            return [replace(outer, text="\n\n")]
        case "code_inline":
            return [replace(outer, text=node.content, code=True)]
        case "image":
            return [replace(outer, text=node.content)]
        case "strong":
            outer = replace(outer, bold=True)
        case "em":
            outer = replace(outer, italic=True)
        case "link":
            outer = replace(outer, link=str(node.attrs.get("href", "")), colour="#1a56a8")
        case _:
            if node.content and not node.children:
                return [replace(outer, text=node.content)]
    return [span for child in node.children for span in _spans(child, outer)]


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Neighbours of one manner as one span; a line end in the source is nothing between Chinese characters and a space between words."""
    joined: list[Span] = []
    for number, span in enumerate(spans):
        text = span.text
        if text == "\n":
            before = joined[-1].text[-1:] if joined else ""
            after = spans[number + 1].text[:1] if number + 1 < len(spans) else ""
            text = "" if before >= "\u2e80" and after >= "\u2e80" else " "
        elif text == "\n\n":
            text = "\n"
        if joined and replace(joined[-1], text="") == replace(span, text=""):
            joined[-1] = replace(joined[-1], text=joined[-1].text + text)
        elif text:
            joined.append(replace(span, text=text))
    return tuple(joined)


def _table(node: "SyntaxTreeNode") -> Table:
    head, *rest = node.children
    columns = tuple(Column(_inline(cell), align=_align(cell)) for cell in head.children[0].children)
    rows = tuple(tuple(_inline(cell) for cell in row.children) for part in rest for row in part.children)
    return Table(columns, rows)


def _align(cell: "SyntaxTreeNode") -> Align:
    style = str(cell.attrs.get("style", ""))
    return Align.RIGHT if "right" in style else Align.CENTRE if "center" in style else Align.LEFT
