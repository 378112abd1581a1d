"""Who a person is to us, and what drives them. Pure: no session, no clock."""

import re
import unicodedata

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_
from kamdesk.core.names import surname_pinyin
from kamdesk.core.problems import Refused

_PHONE = re.compile(r"[+]?[\d\-() /]{3,25}")
_EMAIL = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]{2,}")


class Side(Choice):
    """Whose person it is."""

    THEIRS = "theirs", N_("Customer side")
    OURS = "ours", N_("Our side")
    THIRD = "third", N_("Third party")


class Sex(Choice):
    MALE = "male", N_("Male")
    FEMALE = "female", N_("Female")


class OrganisationalNeed(Choice):
    """What the person must achieve for the organisation."""

    ACHIEVEMENT = "achievement", N_("Achievement in office")
    SAFETY = "safety", N_("No trouble")
    SAVING = "saving", N_("Saving money")
    EASE = "ease", N_("Saving effort")


class PersonalNeed(Choice):
    RECOGNITION = "recognition", N_("Recognition")
    PROMOTION = "promotion", N_("Promotion")
    SECURITY = "security", N_("Security of position")
    ACCOMPLISHMENT = "accomplishment", N_("Accomplishment")
    BELONGING = "belonging", N_("Belonging")


def checked_phone(typed: str) -> str:
    """One or several numbers as typed, widths folded and "、" between them. Raises Refused("not_a_phone").

    Light on purpose: foreign numbers, extensions ("转 8012") and notes in brackets are all in use.
    """
    numbers = [piece.strip() for piece in re.split(r"[、,，;；\n]+", unicodedata.normalize("NFKC", typed)) if piece.strip()]
    for number in numbers:
        plain = re.sub(r"\([^)]*[^\d)\s-][^)]*\)|转|分机|ext\.?", " ", number, flags=re.IGNORECASE).strip()
        if not _PHONE.fullmatch(plain) or sum(sign.isdigit() for sign in plain) < 3:
            raise Refused("not_a_phone", "phone", {"text": number[:40]})
    return "、".join(numbers)


def checked_email(typed: str) -> str:
    """An address without gaps in half width. Raises Refused("not_an_email")."""
    address = unicodedata.normalize("NFKC", typed).strip()
    if not _EMAIL.fullmatch(address):
        raise Refused("not_an_email", "email", {"text": address[:40]})
    return address


def order_key(name: str) -> str:
    """What a person is sorted by: pinyin with the surname's own reading."""
    return surname_pinyin(name)[:200]


def standing(department: str | None, position: str | None) -> str:
    """Department and position in one line, the department not said twice (采购部 + 采购部部长 → 采购部部长)."""
    if department and position:
        return position if position.startswith(department) else f"{department} {position}"
    return position or department or ""
