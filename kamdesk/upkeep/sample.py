"""The sample workspace: an invented rep's life, so that the desk can be tried before a word is typed.

The data lies in `resources/sample/*.toml` as tables of rows; a row's first cell is its key, by which others link to it. Days are
offsets from the day the sample is built around, so that it is always the present.
"""

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field, Kind, parsed
from kamdesk.core.marking import N_
from kamdesk.core.places import resource
from kamdesk.core.record import Record, record_class
from kamdesk.core.settings import LANGUAGE, put_setting
from kamdesk.core.store import Store
from kamdesk.core.words import Language
from kamdesk.core.work import Verb, Work

FILES = ("accounts", "people", "relations", "pipeline", "visits", "value", "growth", "proposal", "bid", "files")
_ONE_DAY = timedelta(days=1)
_FIRST_NUMBER = 0x01A0_0000_0000  # a moment of the year 2026, in milliseconds

Rows = Mapping[str, Mapping[str, list[Any]]]


def fill_with_sample(store: Store, today: date) -> None:
    """Write the whole sample into a workspace, a transaction per file; `today` is the day everything is dated from."""
    from kamdesk.value.actions import settled
    from kamdesk.value.rules.playbook import standards
    from kamdesk.visits.actions import note_touches

    keys: dict[str, UUID] = {}
    store.do(put_setting, LANGUAGE, Language.ZH.value)
    store.do(Verb(N_("Fill in the sample"), settled))
    keys |= {f"criterion {each.key}": number for number, each in standards().items()}
    for name in FILES:
        data: Rows = tomllib.loads(resource(f"sample/{name}.toml").read_text(encoding="utf-8"))
        _keep_files(store, data, keys, today)
        store.do(Verb(N_("Fill in the sample"), _write), data, keys, today)
    store.do(Verb(N_("Fill in the sample"), _touch), note_touches)


def _write(work: Work, data: Rows, keys: dict[str, UUID], today: date) -> None:
    work.about = ""
    for table, content in data.items():
        if table == "attachment":
            continue
        record = record_class(table)
        fields = {field.name: field for field in fields_of(record)}
        for cells in content["rows"]:
            key, *values = cells
            given = {name: value for name, value in zip(content["columns"][1:], values, strict=True) if value != ""}
            described = {name: _value(fields[name], value, keys, today) for name, value in given.items() if name in fields}
            keys[key] = work.put(record, None, described, as_id=_number(table, key, len(keys)))
            _put_bare(work.get(record, keys[key]), {name: value for name, value in given.items() if name not in fields}, keys)
        work.session.flush()


def _put_bare(row: Record, given: Mapping[str, Any], keys: Mapping[str, UUID]) -> None:
    """Columns that no field describes: what a task is about names its table, and its row by that row's key."""
    for name, value in given.items():
        setattr(row, name, keys[value] if name == "about" else value)


def _touch(work: Work, touches: Verb[[], None]) -> None:
    """The sample's visits are written as rows; their touches follow from them."""
    work.about = ""
    touches(work)


def _number(table: str, key: str, place: int) -> UUID:
    """A row's number follows from its key: papers show the end of it, and two demos of one day must print the same bytes.

    The form of a UUID of version 7; the place in the sample stands where the time would, so that rows keep their order.
    """
    noise = int.from_bytes(sha256(f"{table} {key}".encode()).digest()[:9], "big")
    return UUID(int=(_FIRST_NUMBER + place) << 80 | 0x7 << 76 | (noise >> 62 & 0xFFF) << 64 | 0b10 << 62 | noise & (1 << 62) - 1)


def _value(field: Field, value: Any, keys: Mapping[str, UUID], today: date) -> object:
    """A cell as its field takes it; a text "@name.md" stands for the content of that file in resources/sample."""
    if not isinstance(value, str):
        return str(value) if field.kind is Kind.DECIMAL else value
    match field.kind:
        case Kind.LINK:
            return keys[value]
        case Kind.DAY:
            return _day(value, today)
        case Kind.MOMENT:
            day, _space, clock = value.partition(" ")
            return datetime.combine(_day(day, today), time.fromisoformat(clock)).astimezone().astimezone(UTC)
        case Kind.TEXT | Kind.LONG_TEXT:
            return resource(f"sample/{value[1:]}").read_text(encoding="utf-8") if value.startswith("@") else value
    return parsed(field, value, today)


def _day(text: str, today: date) -> date:
    return today + int(text) * _ONE_DAY if text[0] in "+-" else date.fromisoformat(text)


def _keep_files(store: Store, data: Rows, keys: dict[str, UUID], today: date) -> None:
    """Files come before the rows beside them: a bid's scans link to kept files. Their owners stand in an earlier file of the sample."""
    from kamdesk.library.actions import attach_file

    for key, owner_table, owner, name in data.get("attachment", {}).get("rows", []):
        path: Path = resource(f"sample/{name}")
        keys[key] = store.do(attach_file, store.files.keep(path), path.name, owner_table, keys[owner], today)[0]

