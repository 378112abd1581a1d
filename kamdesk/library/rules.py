"""What kinds of material are kept for use again. Pure."""

from datetime import date

from kamdesk.core.choices import Choice
from kamdesk.core.figures import Tone
from kamdesk.core.marking import N_

# A certificate takes about two months to renew. [ours]
EXPIRY_WARNING_DAYS = 60


class Topic(Choice):
    COMPANY = "company", N_("About us")
    PRODUCT = "product", N_("Product")
    SOLUTION = "solution", N_("Solution")
    REFERENCE = "reference", N_("Reference project")
    SERVICE = "service", N_("Training and service")
    RISK = "risk", N_("Benefit and risk")


class Validity(Choice):
    """How a certificate stands on a day."""

    VALID = "valid", N_("Valid")
    EXPIRING = "expiring", N_("Expiring soon")
    EXPIRED = "expired", N_("Expired")
    NOT_YET = "not_yet", N_("Not valid yet")
    OPEN_ENDED = "open_ended", N_("No end date")


def validity(valid_from: date | None, valid_to: date | None, today: date) -> Validity:
    """A certificate is good through its last day."""
    if valid_to is not None and valid_to < today:
        return Validity.EXPIRED
    if valid_from is not None and valid_from > today:
        return Validity.NOT_YET
    if valid_to is None:
        return Validity.OPEN_ENDED
    return Validity.EXPIRING if (valid_to - today).days <= EXPIRY_WARNING_DAYS else Validity.VALID


def validity_tone(state: Validity) -> Tone:
    match state:
        case Validity.EXPIRED:
            return Tone.BAD
        case Validity.EXPIRING | Validity.NOT_YET:
            return Tone.CAUTION
        case Validity.VALID:
            return Tone.GOOD
    return Tone.PLAIN


def plain_size(size: int) -> str:
    """A file's length as people read it: 812 B, 34 KB, 2.4 MB, 312 MB."""
    if size < 1000:
        return f"{size} B"
    amount, unit = (size / 1024, "KB") if size < 1_000_000 else (size / 1024**2, "MB")
    return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}"
