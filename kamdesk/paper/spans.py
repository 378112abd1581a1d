"""Text with emphasis inside: what a paragraph, a cell or a heading holds."""

from dataclasses import dataclass, replace
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one manner. Bold is set in Hei, italic in Kai, as Chinese books do; `link` is an address."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    raised: bool = False
    colour: str = ""


Text: TypeAlias = str | tuple[Span, ...]


def spans_of(text: Text) -> tuple[Span, ...]:
    return (Span(text),) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """The bare characters, for bookmarks and contents."""
    return text if isinstance(text, str) else "".join(span.text for span in text)


def bold(text: Text) -> tuple[Span, ...]:
    return tuple(replace(span, bold=True) for span in spans_of(text))


def coloured(text: Text, colour: str) -> tuple[Span, ...]:
    return tuple(replace(span, colour=colour) for span in spans_of(text))
