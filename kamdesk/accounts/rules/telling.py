"""How the value of any field is written down beside its source, and read again. Pure."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.fields import Field, Kind, clean, parsed
from kamdesk.core.money import plain_yuan
from kamdesk.core.problems import Refused


def written(field: Field, value: object) -> str | None:
    """The value as one would type it: money in yuan, a choice by its stored word, a link by its number; None for nothing."""
    match value:
        case None:
            return None
        case Choice():
            return str(value.value)
        case UUID():
            return value.hex
        case date():
            return value.isoformat()
        case bool():
            return "yes" if value else "no"
        case int() if field.kind is Kind.MONEY:
            return plain_yuan(value)
        case Decimal():
            return f"{value:f}"
    return str(value)


def read(field: Field, text: str | None) -> object:
    """The way back; what cannot be read any more is given as the text that it is, so that history still shows it."""
    if text is None:
        return None
    try:
        if field.kind is Kind.LINK:
            return UUID(hex=text)
        return clean(field, text if field.kind in (Kind.TEXT, Kind.LONG_TEXT) else parsed(field, text))
    except (Refused, ValueError):
        return text
