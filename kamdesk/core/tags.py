"""Tags are one line of text that people type; here is what stands between two of them and when two are the same."""

import re
from collections.abc import Iterable

from kamdesk.core.names import folded

_BETWEEN = re.compile(r"[,，;；、\n]+")
JOINT = "，"


def split_tags(tags: str | None) -> tuple[str, ...]:
    """The single tags of what was typed with commas, semicolons or 、 between them, each once."""
    pieces = (piece.strip() for piece in _BETWEEN.split(tags or ""))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def joined_tags(tags: Iterable[str]) -> str | None:
    """Tags as one line, each once (whatever its width or case); None for no tag."""
    kept: dict[str, str] = {}
    for tag in tags:
        if tag.strip():
            kept.setdefault(folded(tag.strip()), tag.strip())
    return JOINT.join(kept.values()) or None


def retagged(tags: str | None, add: Iterable[str] = (), remove: Iterable[str] = ()) -> str | None:
    """The line with some tags more and some less."""
    gone = {folded(tag.strip()) for tag in remove}
    return joined_tags([*(tag for tag in split_tags(tags) if folded(tag) not in gone), *add])


def between_commas(tags: str | None) -> str:
    """ ",重点,能源," folded: a tag is in it where ",tag," is."""
    found = split_tags(tags)
    return "," + ",".join(folded(tag) for tag in found) + "," if found else ""
