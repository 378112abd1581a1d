"""Who a person is to us, and what drives them. Pure: no session, no clock."""

import re
import unicodedata
from collections.abc import Mapping

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_
from kamdesk.core.names import surname_pinyin
from kamdesk.core.problems import Refused
from kamdesk.people.rules.partial import Precision
from kamdesk.people.rules.phones import checked_phone, comparable_phone

_WECHAT = re.compile(r"[A-Za-z][-_A-Za-z0-9]{5,19}|\d{5,11}")
_BEFORE_WECHAT = re.compile(r"^(?:微信号?|wechat|wx)\s*[:：]\s*", re.IGNORECASE)
_BETWEEN_EMAILS = re.compile(r"[、,，;；\s]+|/(?=[^@]+@)")
_EMAIL = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]{2,}")


class Side(Choice):
    """Whose person it is."""

    THEIRS = "theirs", N_("Customer side")
    OURS = "ours", N_("Our side")
    THIRD = "third", N_("Third party")


class Cut(Choice):
    """How a list of people is cut."""

    THEIRS = "theirs", N_("Customer side")
    OURS = "ours", N_("Our side")
    THIRD = "third", N_("Third party")
    OVERDUE = "overdue", N_("Long not met")
    GONE = "gone", N_("Left")
    GROUNDLESS = "groundless", N_("No privacy basis")


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


# What to mind when speaking with somebody of a style [ours, after the field's four social styles].
ADVICE: Mapping[Style, str] = {
    Style.DRIVING: N_("The conclusion first, one page, two ways to choose from; keep to the time."),
    Style.EXPRESSIVE: N_("Begin with the picture and what it does for their standing; send the details in writing afterwards."),
    Style.AMIABLE: N_("Take time for the person first, bring references and agreement of the others; never press for a yes on the spot."),
    Style.ANALYTICAL: N_("Bring figures with their sources, announce the questions beforehand and leave time to check."),
}


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


def checked_email(typed: str) -> str:
    """One or several addresses in half width, each once, with "、" between them. Raises Refused("not_an_email")."""
    found: dict[str, str] = {}
    for address in _BETWEEN_EMAILS.split(unicodedata.normalize("NFKC", typed).strip()):
        if not address:
            continue
        if not _EMAIL.fullmatch(address):
            raise Refused("not_an_email", "email", {"text": address[:40]})
        found.setdefault(address.lower(), address)
    if not found:
        raise Refused("not_an_email", "email", {"text": typed.strip()[:40]})
    return "、".join(found.values())


def emails_of(text: str | None) -> tuple[str, ...]:
    """Each address of a noted line, in one form: lower case, half width. Never refuses."""
    return tuple(dict.fromkeys(piece for piece in _BETWEEN_EMAILS.split(unicodedata.normalize("NFKC", text or "").lower()) if piece))


def checked_wechat(typed: str) -> str:
    """A WeChat ID (a letter, then letters, figures, _ or -, 6 to 20 in all), a number it is bound to, or a nickname in Chinese.

    Light on purpose; only what can be neither is refused. Raises Refused("not_a_wechat").
    """
    name = _BEFORE_WECHAT.sub("", unicodedata.normalize("NFKC", typed).strip())
    if not any(sign > "\u2e7f" for sign in name):
        together = re.sub(r"[\s-](?=\d)", "", name) if name[:1].isdigit() else name
        if not _WECHAT.fullmatch(together):
            raise Refused("not_a_wechat", "wechat", {"text": name[:40]})
        return together
    return name


def order_key(name: str) -> str:
    """What a person is sorted by: pinyin with the surname's own reading."""
    return surname_pinyin(name)[:200]


def standing(department: str | None, position: str | None) -> str:
    """Department and position in one line, the department not said twice (采购部 + 采购部部长 → 采购部部长)."""
    if department and position:
        return position if position.startswith(department) else f"{department} {position}"
    return position or department or ""


__all__ = [
    "ADVICE", "Basis", "Change", "Cut", "OrganisationalNeed", "PersonalNeed", "Precision", "Sex", "Side", "Style", "TouchKind",
    "checked_email", "checked_phone", "checked_wechat", "comparable_phone", "emails_of", "order_key", "standing",
]  # fmt: skip
