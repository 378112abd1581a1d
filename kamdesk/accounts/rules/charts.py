"""Small charts of one account, laid out once for screen and paper: business by year, ends of contracts, the Kraljic cell. Pure.

Pictures are in points and in the colours of paper; no word is smaller than 9 points, so that they print as they stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kamdesk.accounts.rules import Kraljic
from kamdesk.accounts.rules.buying import PLACES
from kamdesk.accounts.rules.holdings import Due, InstalledRow
from kamdesk.accounts.rules.years import Year, growth, mean_growth
from kamdesk.core.marking import N_
from kamdesk.core.picture import Anchor, Box, Face, Line, Picture, Shape, Stroke, Words
from kamdesk.core.words import Words as Speech

WIDTH = 482.0  # what A4 leaves between the margins
INK, FAINT, RULE = "#1f2328", "#5b6577", "#cdd4de"
BLUE, GREEN, RED, AMBER, SLATE = "#2f66c8", "#0f7453", "#c0362c", "#b98a1d", "#64748b"
BLUE_SOFT, AMBER_SOFT, PALE = "#e3ecfb", "#fbf6e6", "#f3f5f8"
YEARS = 5
_GAP, _TOP, _HIGH, _SIZE = 22.0, 34.0, 66.0, 9.0


@dataclass(frozen=True, slots=True)
class _Measure:
    name: str
    label: str
    colour: str


_MEASURES = (
    _Measure("revenue", N_("Revenue"), BLUE),
    _Measure("profit", N_("Profit"), GREEN),
    _Measure("investment", N_("Investment"), AMBER),
)
_UNITS_ZH = ((10**10, N_("100 m yuan")), (10**6, N_("10,000 yuan")))
_UNITS_EN = ((10**11, N_("bn yuan")), (10**8, N_("m yuan")), (10**5, N_("k yuan")))


def years_picture(years: Sequence[Year], words: Speech, width: float = WIDTH) -> Picture:
    """Bars of revenue, profit and investment for the last five years there are figures of; a year without a figure stays empty.

    Measures of which nothing is known are left out; without any figure the picture is empty (width 0).
    """
    slots = _slots(years)
    measures = [measure for measure in _MEASURES if any(getattr(year, measure.name) is not None for year in years if year.year in slots)]
    if not measures:
        return Picture(0, 0)
    wide = (width - _GAP * (len(_MEASURES) - 1)) / len(_MEASURES)
    shapes: list[Shape] = []
    for place, measure in enumerate(measures):
        shapes += _bars(years, slots, measure, words, place * (wide + _GAP), wide)
    return Picture(width, _TOP + _HIGH + 30, tuple(shapes), words(N_("Business by year")))


def _slots(years: Sequence[Year]) -> tuple[int, ...]:
    """The years drawn: from the first to the last known one, at most the last five, gaps included."""
    known = sorted(year.year for year in years if (year.revenue, year.profit, year.investment) != (None, None, None))
    return tuple(range(max(known[0], known[-1] - YEARS + 1), known[-1] + 1)) if known else ()


def _bars(years: Sequence[Year], slots: Sequence[int], measure: _Measure, words: Speech, left: float, wide: float) -> Iterator[Shape]:
    values = {year.year: getattr(year, measure.name) for year in years}
    drawn: dict[int, int | None] = {slot: values.get(slot) for slot in slots}
    numbers = [value for value in drawn.values() if value is not None]
    size, unit = _unit(max((abs(number) for number in numbers), default=0), words)
    yield Words(
        left, 10, f"{words(measure.label)} ({words(unit)})" if unit else words(measure.label), 9.5, INK, Face.SANS_BOLD, max_width=wide
    )
    yield Words(left, 23, _said(years, measure, drawn, words), _SIZE, FAINT, max_width=wide)
    top, low = max(0, *numbers), min(0, *numbers)
    room = _HIGH - 12 - (12 if low < 0 else 0)
    scale = room / ((top - low) or 1)
    zero = _TOP + 12 + top * scale
    step = wide / len(slots)
    for place, (slot, value) in enumerate(drawn.items()):
        middle, key = left + step * (place + 0.5), f"{measure.name}.{slot}"
        yield Words(middle, _TOP + _HIGH + 22, str(slot), _SIZE, FAINT, anchor=Anchor.MIDDLE)
        if value is None:
            yield Words(middle, zero - 4, "–", _SIZE, FAINT, anchor=Anchor.MIDDLE)
            continue
        high, half = max(1.0, abs(value) * scale), min(11.0, step * 0.3)
        yield Box(
            middle - half, zero if value < 0 else zero - high, 2 * half, high, RED if value < 0 else measure.colour, rounded=1.5, key=key
        )
        yield Words(
            middle, zero + high + 10 if value < 0 else zero - high - 3, _short(value, size), _SIZE, INK, anchor=Anchor.MIDDLE, key=key
        )
    yield Line((left, zero), (left + wide, zero), Stroke(RULE, 0.75))


def _said(years: Sequence[Year], measure: _Measure, drawn: dict[int, int | None], words: Speech) -> str:
    """One line in words: how the newest year compares, over how many years it grew, what is left of it."""
    last = next((year for year in reversed(drawn) if drawn[year] is not None), None)
    if last is None:
        return ""
    parts = []
    grown = growth(drawn.get(last - 1), drawn[last])
    if grown is not None:
        parts.append(words(N_("{percent} on the year before"), percent=signed(grown)))
    if measure.name == "revenue" and (mean := mean_growth(years)) is not None and len(drawn) > 2:
        parts.append(words(N_("{percent} a year"), percent=signed(mean)))
    if measure.name == "profit":
        margin = next((year.margin for year in years if year.year == last), None)
        parts += [words(N_("margin {percent}"), percent=f"{margin}%".replace("-", "−"))] if margin is not None else []
    return " · ".join(parts)


def signed(percent: Decimal) -> str:
    """“+6.2%”, “−3.0%”: a growth always carries its sign."""
    return f"{'−' if percent < 0 else '+'}{abs(percent)}%"


def _unit(largest: int, words: Speech) -> tuple[int, str]:
    units = _UNITS_ZH if words.chinese else _UNITS_EN
    return next(((size, name) for size, name in units if largest >= size), (100, N_("yuan")))


def _short(value: int, size: int) -> str:
    """Three figures that matter: 1,234 · 92.4 · 8.06."""
    number = Decimal(abs(value)) / size
    places = 0 if number >= 100 else 1 if number >= 10 else 2
    text = f"{number:,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"−{text}" if value < 0 else text


def contracts_picture(rows: Sequence[InstalledRow], today: date, words: Speech, width: float = WIDTH, most: int = 12) -> Picture:
    """A strip of time: a bar from today to the end of each contract, ours blue, a competitor's grey; the next half year is warm.

    Rows without a known end are left out; without any the picture is empty (width 0).
    """
    known = [row for row in rows if row.contract_ends is not None][:most]
    if not known:
        return Picture(0, 0)
    names = min(170.0, width * 0.34)
    last = max([row.days_left or 0 for row in known] + [365])
    start, wide = names + 10, width - names - 10 - 58
    scale = wide / last
    high = 20.0 + 19 * len(known)
    shapes: list[Shape] = [Box(start, 14, min(180, last) * scale, high - 14, AMBER_SOFT)]
    shapes += _ticks(today, last, start, scale, high)
    for place, row in enumerate(known):
        shapes += _contract(row, 20.0 + 19 * place, start, scale, names, words)
    shapes.append(Line((start, 14), (start, high), Stroke(FAINT, 1)))
    return Picture(width, high, tuple(shapes), words(N_("Ends of contracts")))


def _ticks(today: date, last: int, start: float, scale: float, high: float) -> Iterator[Shape]:
    for year in range(today.year + 1, today.year + 2 + last // 365):
        days = (date(year, 1, 1) - today).days
        if days <= last:
            place = start + days * scale
            yield Line((place, 14), (place, high), Stroke(RULE, 0.5))
            yield Words(place, 9, str(year), _SIZE, FAINT, anchor=Anchor.MIDDLE)


def _contract(row: InstalledRow, top: float, start: float, scale: float, names: float, words: Speech) -> Iterator[Shape]:
    key = row.id.hex
    who = words(N_("Ours")) if row.ours else row.supplier
    yield Words(0, top + 10, f"{row.product} · {who}" if who else row.product, _SIZE, INK, max_width=names, key=key)
    long = max(0, row.days_left or 0) * scale
    colour = RED if row.due is Due.OVER else BLUE if row.ours else SLATE
    yield Box(start, top + 3, max(3.0, long), 8, colour, rounded=2, key=key)
    assert row.contract_ends is not None
    late = row.due in (Due.SOON, Due.OVER)
    yield Words(start + long + 6, top + 10.5, f"{row.contract_ends:%Y-%m-%d}", _SIZE, RED if late else FAINT, key=key)


def kraljic_picture(chosen: Kraljic | None, words: Speech, width: float = 300.0) -> Picture:
    """The four cells, profit impact upwards and supply risk to the right; the chosen one is filled. Keys are the cells' values."""
    side, gap, left = 54.0, 4.0, 16.0
    wide = (width - left - gap) / 2
    shapes: list[Shape] = []
    for cell, (risky, weighty) in PLACES.items():
        x, y = left + (wide + gap) * risky, (side + gap) * (not weighty)
        mine = cell is chosen
        shapes.append(
            Box(x, y, wide, side, BLUE_SOFT if mine else PALE, Stroke(BLUE if mine else RULE, 1.5 if mine else 0.75), 4, key=cell.value)
        )
        face = Face.SANS_BOLD if mine else Face.SANS
        shapes.append(
            Words(
                x + wide / 2,
                y + side / 2 + 4,
                words(cell.label),
                10.5,
                BLUE if mine else INK,
                face,
                Anchor.MIDDLE,
                wide - 12,
                key=cell.value,
            )
        )
    bottom = 2 * side + gap
    shapes.append(Line((left - 6, bottom), (left - 6, 0), Stroke(FAINT, 0.75), arrow=True))
    shapes.append(Line((left, bottom + 6), (width, bottom + 6), Stroke(FAINT, 0.75), arrow=True))
    shapes.append(Words(width, bottom + 19, words(N_("Supply risk →")), _SIZE, FAINT, anchor=Anchor.RIGHT))
    shapes.append(Words(0, bottom + 19, words(N_("↑ Effect on its profit")), _SIZE, FAINT))
    return Picture(width, bottom + 24, tuple(shapes), words(N_("What we sell is to it")))
