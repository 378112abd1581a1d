"""Is this row somebody who is on file already? Sure only where name and a way to reach meet; the rest is for the rep to say."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from uuid import UUID

from kamdesk.accounts.rules import split_tags
from kamdesk.core.names import folded, normalised, surname_pinyin
from kamdesk.exchange.rules import Change, Why
from kamdesk.people.rules import emails_of
from kamdesk.people.rules.phones import comparable_phone

_PHONES = ("phone", "office_phone")
# Fields of several values: their comparable form, and how long they may be.
_SEVERAL: Mapping[str, tuple[Callable[[str], tuple[str, ...]], int]] = {
    "phone": (comparable_phone, 60), "office_phone": (comparable_phone, 60), "email": (emails_of, 120),
}  # fmt: skip
_NO_ACCOUNT = ""


@dataclass(frozen=True, slots=True)
class OnFile:
    """An entry on file as far as matching needs: `account` is its number in figures or "", `ways` are pairs (kind, comparable)."""

    id: UUID
    name: str
    account: str
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The entry that a row is about: `sure` where nobody needs to be asked; `twin` is the place of an earlier row of the file."""

    why: Why
    sure: bool = False
    target: UUID | None = None
    twin: int = -1


NOBODY = Found(Why.NOTHING)


def ways_of(values: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """By what a person is reached, in a comparable form: ("phone", "13800002102"), ("email", …), ("wechat", …)."""
    found = [("phone", number) for name in _PHONES for number in comparable_phone(_said(values, name))]
    found += [("email", address) for address in emails_of(_said(values, "email"))]
    if wechat := _said(values, "wechat"):
        found.append(("wechat", folded(wechat)))
    return tuple(dict.fromkeys(found))


def _said(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def name_key(name: str) -> str:
    """A person's name for comparing: widths, cases and gaps do not count."""
    return "".join(folded(name).split())


@dataclass(slots=True)
class _Shelf:
    """Places by name and by way."""

    by_name: dict[str, list[int]] = field(default_factory=dict)
    by_way: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def put(self, place: int, name: str, ways: Iterable[tuple[str, str]]) -> None:
        self.by_name.setdefault(name, []).append(place)
        for way in ways:
            self.by_way.setdefault(way, []).append(place)


class People:
    """Everybody on file, and the rows of the file that came before."""

    def __init__(self, on_file: Sequence[OnFile]) -> None:
        self._all = list(on_file)
        self._by_id = {each.id: each for each in on_file}
        self._shelf, self._rows = _Shelf(), _Shelf()
        self._earlier: list[tuple[int, str]] = []  # (place, account) of the rows of the file
        for place, each in enumerate(on_file):
            self._shelf.put(place, name_key(each.name), each.ways)

    def match(self, place: int, values: Mapping[str, object], account: str, number: UUID | None) -> Found:
        """Who this row is; the row is kept for those that come after it."""
        name = name_key(str(values.get("name", "")))
        ways = ways_of(values)
        if number is not None and number in self._by_id:
            return Found(Why.NUMBER, True, number)
        found = self._on_file(name, ways, account)
        if found is NOBODY:
            found = self._in_file(name, ways, account)
            if found is NOBODY:
                self._rows.put(len(self._earlier), name, ways)
                self._earlier.append((place, account))
        return found

    def _on_file(self, name: str, ways: tuple[tuple[str, str], ...], account: str) -> Found:
        named = self._shelf.by_name.get(name, ())
        reached = {place for way in ways for place in self._shelf.by_way.get(way, ())}
        both = [place for place in named if place in reached]
        if both:
            if len(both) > 1:
                both = [place for place in both if self._all[place].account == account] or both
            return Found(Why.NAME_AND_WAY if len(both) == 1 else Why.SEVERAL, len(both) == 1, self._all[both[0]].id)
        here = [place for place in named if account != _NO_ACCOUNT and self._all[place].account == account]
        if here:
            return Found(Why.NAME_AND_ACCOUNT, target=self._all[here[0]].id)
        # A name alone says little in China; it does where one of the two has no account and nothing to be reached by speaks against it.
        open_ones = [place for place in named if not (account and self._all[place].account) and not (ways and self._all[place].ways)]
        if open_ones:
            return Found(Why.NAME_ALONE, target=self._all[open_ones[0]].id)
        return self._by_way(name, ways)

    def _by_way(self, name: str, ways: tuple[tuple[str, str], ...]) -> Found:
        for kind, value in ways:
            for place in self._shelf.by_way.get((kind, value), ()):
                other = self._all[place]
                if kind == "phone":
                    if surname_pinyin(other.name) == surname_pinyin(name):
                        return Found(Why.PINYIN, target=other.id)
                    if len(value) == 11 and value.startswith("1"):  # a landline is shared by a whole office
                        return Found(Why.PHONE, target=other.id)
                else:
                    return Found(Why.EMAIL if kind == "email" else Why.WECHAT, target=other.id)
        return NOBODY

    def _in_file(self, name: str, ways: tuple[tuple[str, str], ...], account: str) -> Found:
        reached = {place for way in ways for place in self._rows.by_way.get(way, ())}
        for place in self._rows.by_name.get(name, ()):
            at, where = self._earlier[place]
            if place in reached or (where == account and account):
                return Found(Why.IN_FILE, place in reached, twin=at)
        return NOBODY


@dataclass(frozen=True, slots=True)
class AccountName:
    """An account on file as far as its names go."""

    id: UUID
    name: str
    short_name: str
    credit_code: str = ""


class Names:
    """Which account a company's name means: written exactly so, its short name, or the same but for 有限公司 and punctuation."""

    def __init__(self, accounts: Sequence[AccountName]) -> None:
        self._exact: dict[str, UUID] = {}
        self._like: dict[str, list[UUID]] = {}
        self.by_code: dict[str, UUID] = {}
        for each in accounts:
            self._exact.setdefault(name_key(each.name), each.id)
            if each.credit_code:
                self.by_code.setdefault(each.credit_code, each.id)
        for each in accounts:
            if each.short_name:
                self._exact.setdefault(name_key(each.short_name), each.id)
            for key in {normalised(each.name), normalised(each.short_name)} - {""}:
                self._like.setdefault(key, []).append(each.id)

    def exact(self, name: str) -> UUID | None:
        return self._exact.get(name_key(name))

    def meant(self, name: str) -> UUID | None:
        """None where no account answers to the name, or several do that are only alike."""
        found = self.exact(name)
        if found is not None or not name:
            return found
        alike = set(self._like.get(normalised(name), ()))
        return next(iter(alike)) if len(alike) == 1 else None


class Companies:
    """Accounts that a file brings: by credit code or name on file, or earlier in the file."""

    def __init__(self, names: Names, ids: AbstractSet[UUID]) -> None:
        self._names, self._ids = names, ids
        self._codes: dict[str, int] = {}
        self._earlier: dict[str, int] = {}

    def match(self, place: int, values: Mapping[str, object], _account: str, number: UUID | None) -> Found:
        name, code = str(values.get("name", "")), str(values.get("credit_code", "") or "")
        if number is not None and number in self._ids:
            return Found(Why.NUMBER, True, number)
        if code and code in self._names.by_code:
            return Found(Why.CODE, True, self._names.by_code[code])
        if (target := self._names.exact(name)) is not None:
            return Found(Why.NAME, True, target)
        if (target := self._names.meant(name)) is not None:
            return Found(Why.LIKE_NAME, target=target)
        for key, seen in ((code, self._codes), (normalised(name), self._earlier)):
            if key and key in seen:
                return Found(Why.IN_FILE, key == code, twin=seen[key])
        self._earlier[normalised(name)] = place
        if code:
            self._codes[code] = place
        return NOBODY


Match = Callable[[int, Mapping[str, object], str, UUID | None], Found]


def differing(old: Mapping[str, object], new: Mapping[str, object], fill_only: bool) -> tuple[Change, ...]:
    """What a row would change on file: an empty cell changes nothing, numbers and tags on file are kept beside new ones."""
    found = []
    for name, value in new.items():
        before = old.get(name)
        if before == value or value in (None, ""):
            continue
        if before not in (None, "", False):
            if fill_only:
                continue
            value = merged(name, before, value)
            if value == before:
                continue
        found.append(Change(name, before, value))
    return tuple(found)


def merged(name: str, old: object, new: object) -> object:
    """What is in the field then: for numbers and tags both together, each once; else the new."""
    if not isinstance(old, str) or not isinstance(new, str):
        return new
    if name in _SEVERAL:
        in_one_form, longest = _SEVERAL[name]
        known = set(in_one_form(old))
        more = [piece for piece in new.split("、") if not set(in_one_form(piece)) <= known]
        together = "、".join([old, *more])
        return old if not more else together if len(together) <= longest else new
    if name == "tags":
        return "、".join(dict.fromkeys((*split_tags(old), *split_tags(new))))
    if name in ("name", "wechat") and folded(old) == folded(new):
        return old
    return new
