"""What tells that two cards are one person: a number or an address, the name at the same account, the same sound there."""

from collections.abc import Iterable, Iterator

from kamdesk.core.choices import Choice
from kamdesk.core.duplicates import Mark
from kamdesk.core.marking import N_
from kamdesk.core.names import folded, normalised, readings


class AlikePeople(Choice):
    REACH = "reach", N_("same phone, WeChat or e-mail")
    NAME = "name", N_("same name at the same account")
    POSITION = "position", N_("same name and position")
    UNPLACED = "unplaced", N_("same name, one without an account")
    SOUND = "sound", N_("names sound the same, same account")


_DIGITS = 7


def person_marks(name: str, account: str, position: str, reach: Iterable[str], spoken: str = "") -> Iterator[Mark]:
    """The keys under which a person may meet a double; `account` "" where none is known, `reach` each number, WeChat and e-mail,
    `spoken` the name's pinyin where the list keeps it, since reading is slow.
    """
    plain = normalised(name)
    for each in reach:
        digits = "".join(sign for sign in folded(each) if sign.isdigit())
        key = digits[-11:] if len(digits) >= _DIGITS and "@" not in each else folded(each).strip()
        if len(key) >= _DIGITS:
            yield Mark(AlikePeople.REACH, key, 90, "reach")
    if not plain:
        return
    if account:
        yield Mark(AlikePeople.NAME, f"{plain}@{account}", 95)
        yield Mark(AlikePeople.SOUND, f"{spoken or ' '.join(readings(plain)[-1])}@{account}", 65)
    if position:
        yield Mark(AlikePeople.POSITION, f"{plain}#{folded(position)}", 75)
