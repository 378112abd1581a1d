"""Breaks tokens into lines and sets each line to its width (clreq 3.1: breaking, squeezing, justification). Pure: ems in, ems out.

Lines are filled first-fit; marks may give up to a quarter em and gaps between scripts up to a tenth to take one more character in. What is
left over is spread, first over spaces and script gaps, then over all Chinese gaps, up to a cap; beyond it the line stays short.
"""

from kamdesk.paper.marks import LONG_DASH, NO_LINE_END, NO_LINE_START
from kamdesk.paper.tokens import HAN, MARK, NEWLINE, WORD, Token

_PAIRED = "…—" + LONG_DASH
_NEAR = 1e-6
_MARK_GIVES = 0.5  # of a mark's blank
_GAP_GIVES = 0.08
_GAP_TAKES = 0.15
_HAN_CAP = 0.2
_SPACE_CAP = 0.7


class Line:
    """Tokens that stand on one line; `last` is true at the end of a paragraph or before a typed line break."""

    __slots__ = ("last", "tokens", "width")

    def __init__(self, tokens: list[Token], width: float, last: bool) -> None:
        self.tokens = tokens
        self.width = width
        self.last = last


def broken(tokens: list[Token], width: float, first_width: float | None = None) -> list[Line]:
    """The lines of a paragraph `width` ems wide (the first one `first_width`). Never loses a token; a word wider than the line is cut."""
    rest = list(tokens)
    lines: list[Line] = []
    start = 0
    while start < len(rest):
        room = width if lines or first_width is None else first_width
        end = _fill(rest, start, max(room, 1.0))
        if end < len(rest) and rest[end].kind is NEWLINE:
            lines.append(Line(rest[start:end], room, last=True))
            start = end + 1
        else:
            lines.append(Line(rest[start:end], room, last=end == len(rest)))
            start = end
    return lines


def _fill(tokens: list[Token], start: int, room: float) -> int:
    """Index of the first token of the next line; a run or word may be cut in two in `tokens` on the way."""
    x = gives = 0.0
    at = start
    while at < len(tokens):
        token = tokens[at]
        if token.kind is NEWLINE:
            return at
        gap = token.gap if at > start else (-0.5 * token.look.scale if token.opening else 0.0)
        if at > start:
            gives += _give(tokens[at - 1], token)
        left = room - x - gap + gives + _NEAR
        if token.width - (0.5 * token.look.scale if token.closing else 0.0) > left:
            return _back(tokens, start, at, left, room)
        x += gap + token.width
        at += 1
    return at


def _give(before: Token, token: Token) -> float:
    """How much the room between two tokens may shrink: script gaps a little, marks half of the blank they still have there."""
    give = _GAP_GIVES if token.elastic else 0.0
    if before.closing or token.opening:
        blank = 0.5 * (before.look.scale * before.closing + token.look.scale * token.opening) + min(token.gap, 0.0)
        give += max(blank, 0.0) * _MARK_GIVES
    return give


def _back(tokens: list[Token], start: int, at: int, left: float, room: float) -> int:
    """Where the line ends when token `at` no longer fits into `left` ems."""
    token = tokens[at]
    if token.kind is HAN:
        count = int(left / (token.width / len(token.text)))
        if count >= 1 and len(token.text) > count:
            tokens[at : at + 1] = token.cut(count)
            return at + 1
    end = at
    while end > start:
        if tokens[end].breaks:
            return end
        before = tokens[end - 1]
        if before.kind is HAN and len(before.text) > 1:
            tokens[end - 1 : end] = before.cut(len(before.text) - 1)
            return end
        end -= 1
    return _forced(tokens, start, at, left if at > start else room)


def _forced(tokens: list[Token], start: int, at: int, left: float) -> int:
    """No legal place: cut a word, the one that does not fit or one before it, between characters that may stand apart."""
    token = tokens[at]
    share = token.width / len(token.text)
    count = min(len(token.text) - 1, int(left / share) if share else 0)
    while count > 0 and token.cut(count)[0].width > left + _NEAR:
        count -= 1
    for end in range(at, start - 1, -1):
        if end < at:
            count = len(tokens[end].text) - 1
        while count > 0 and not _may_part(tokens[end], count):
            count -= 1
        if count > 0:
            tokens[end : end + 1] = tokens[end].cut(count)
            return end + 1
    return at if at > start else at + 1


def _may_part(token: Token, count: int) -> bool:
    text = token.text
    return token.kind is not MARK and text[0] not in _PAIRED and text[count] not in NO_LINE_START and text[count - 1] not in NO_LINE_END


def placed(line: Line, justify: bool) -> tuple[list[float], float]:
    """(x of each token in ems, extra room after each Chinese character of a run) for one line."""
    xs: list[float] = []
    x = 0.0
    for number, token in enumerate(line.tokens):
        x += token.gap if number else (-0.5 * token.look.scale if token.opening else 0.0)
        xs.append(x)
        x += token.width
    if not line.tokens:
        return xs, 0.0
    spare = line.width - (x - (0.5 * line.tokens[-1].look.scale if line.tokens[-1].closing else 0.0))
    if spare < -_NEAR:
        return _squeezed(line.tokens, xs, -spare), 0.0
    if justify and not line.last and spare > _NEAR:
        return _stretched(line.tokens, xs, spare)
    return xs, 0.0


def natural_width(line: Line) -> float:
    """Ems from the left edge to the ink's right edge when nothing is stretched."""
    xs, _ = placed(line, justify=False)
    if not xs:
        return 0.0
    last = line.tokens[-1]
    return xs[-1] + last.width - (0.5 * last.look.scale if last.closing else 0.0)


def _squeezed(tokens: list[Token], xs: list[float], excess: float) -> list[float]:
    gives = [_give(tokens[number - 1], token) if number else 0.0 for number, token in enumerate(tokens)]
    share = min(1.0, excess / (sum(gives) or 1.0))
    moved = 0.0
    result: list[float] = []
    for x, give in zip(xs, gives, strict=True):
        moved -= give * share
        result.append(x + moved)
    return result


def _stretched(tokens: list[Token], xs: list[float], spare: float) -> tuple[list[float], float]:
    elastic = sum(1 for token in tokens[1:] if token.elastic)
    each = min(_GAP_TAKES, spare / elastic) if elastic else 0.0
    spare -= each * elastic
    open_gaps = [number > 0 and _may_open(tokens[number - 1], token) for number, token in enumerate(tokens)]
    inside = sum(len(token.text) - 1 for token in tokens if token.kind is HAN)
    slots = sum(open_gaps) + inside
    cap = _HAN_CAP if inside else _SPACE_CAP
    extra = max(0.0, min(cap, spare / slots)) if slots else 0.0
    moved = 0.0
    result: list[float] = []
    for x, token, opens in zip(xs, tokens, open_gaps, strict=True):
        if token.elastic and result:
            moved += each
        if opens:
            moved += extra
        result.append(x + moved)
        if token.kind is HAN:
            moved += extra * (len(token.text) - 1)
    return result, extra


def _may_open(before: Token, token: Token) -> bool:
    """Room may be added between two tokens unless it would tear a mark from its character or a word apart."""
    if token.closing or before.opening:
        return False
    if before.kind is WORD and token.kind is WORD:
        return token.spaced
    return token.breaks or token.elastic or before.closing
