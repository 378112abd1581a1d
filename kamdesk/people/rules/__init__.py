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


class Style(Choice):
    """How somebody likes to work and decide."""

    DRIVING = "driving", N_("Driving: wants results")
    EXPRESSIVE = "expressive", N_("Expressive: wants ideas and recognition")
    AMIABLE = "amiable", N_("Amiable: wants harmony")
    ANALYTICAL = "analytical", N_("Analytical: wants facts")


class Basis(Choice):
    """合法性基础: on what ground we may keep data about somebody [law: PIPL 13]."""

    CONSENT = "consent", N_("The person agreed")
    CONTRACT = "contract", N_("Needed for a contract with the person")
    DUTY = "duty", N_("A duty by law")
    PUBLIC = "public", N_("Made public by the person, or lawfully")


class Change(Choice):
    """How a position was come to or left."""

    APPOINTED = "appointed", N_("Appointed")
    PROMOTED = "promoted", N_("Promoted")
    TRANSFERRED = "transferred", N_("Transferred")
    RETIRED = "retired", N_("Retired")
    LEFT = "left", N_("Left")


class TouchKind(Choice):
    """往来方式: how we were in touch."""

    VISIT = "visit", N_("Visit")
    CALL = "call", N_("Call")
    MESSAGE = "message", N_("WeChat or message")
    MAIL = "mail", N_("E-mail")
    MEETING = "meeting", N_("Meeting or event")


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
