"""Cells as text and back: no cell that kamdesk writes is taken for a formula, and each comes back as it was."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

# What spreadsheets take for the beginning of a formula, in both widths.
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_NEUTRALISED = re.compile("'+[=+\\-@\t\r＝＋－＠]")


def neutralised(text: str) -> str:
    """A cell that a spreadsheet shows instead of working it out: = + - @ (also tab, CR and full width) get an apostrophe before them.

    So does what begins with an apostrophe and then such a sign; `restored` takes exactly one away, whatever the text was.
    """
    return "'" + text if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text without the apostrophe that `neutralised` put before it."""
    return text[1:] if _NEUTRALISED.match(text) else text


def cell_text(value: object) -> str:
    """A cell of a spreadsheet as somebody would have typed it: whole numbers without a point, days as 2026-11-22."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, int, Decimal)):
        return str(value)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _number(value: float) -> str:
    """1.38e10 is a telephone number that Excel took for a number; 0.1 stays 0.1."""
    if value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    return format(Decimal(repr(value)), "f")
