"""What an import is made of: the table that was read, what each row would do, what the rep decided. Pure: no session, no files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.fields import Field
from kamdesk.core.marking import N_
from kamdesk.core.problems import say

# Files come from outside: what is larger than any honest list is refused before it is read.
MOST_BYTES = 64 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
MOST_PARTS = 5_000
MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_CELLS = 8_000_000
LONGEST_CELL = 100_000

say({
    "no_list_file": N_("There is no file “{name}”."),
    "list_too_large": N_("“{name}” is too large to be a list ({size} MB; at most {most} MB)."),
    "too_many_rows": N_("“{name}” has too many rows; at most {most} can be imported at once."),
    "too_many_columns": N_("“{name}” has too many columns; at most {most} can be read."),
    "cell_too_long": N_("“{name}”, row {row}: a cell is longer than {most} characters."),
    "empty_file": N_("“{name}” holds no rows."),
    "damaged_list": N_("“{name}” is damaged or not what its name says. Open it in Excel, save it anew as .xlsx, and try again."),
    "password_list": N_("“{name}” is protected by a password. Remove the password in Excel and try again."),
    "unknown_list": N_("“{name}” is no list that can be read here. Excel (.xlsx, .xls), CSV and vCard (.vcf) can."),
    "unreadable_text": N_("“{name}” is not text in the encoding {encoding}."),
    "no_sheet": N_("“{name}” has no sheet “{sheet}”. There are: {sheets}."),
    "unknown_column": N_("There is no column “{column}” in the file."),
    "no_name_column": N_("No column is mapped to “{field}”. Without it nothing can be imported."),
    "twice_mapped": N_("“{field}” cannot be put together from several columns."),
    "changed_since_preview": N_("People or accounts were changed since this was looked through. Look through it again."),
    "bad_number": N_("“{text}” is no number of an entry on file."),
})  # fmt: skip


class FileKind(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "csv"
    PAGE = "html"
    CARDS = "vcf"


class Verdict(Choice):
    """What a row would do."""

    NEW = "new", N_("To be added")
    CHANGED = "changed", N_("To be changed")
    SAME = "same", N_("Already on file")
    DOUBTFUL = "doubtful", N_("Doubtful")
    FAULTY = "faulty", N_("Faulty")


class Decision(Choice):
    """What the rep says to a doubtful row."""

    SKIP = "skip", N_("Skip")
    UPDATE = "update", N_("Update the one on file")
    ADD = "add", N_("Add anyway")


class Why(Choice):
    """Why a row stands where it stands."""

    NOTHING = "", ""
    NUMBER = "number", N_("Same number in kamdesk")
    NAME_AND_WAY = "name_and_way", N_("Same name and same phone, e-mail or WeChat")
    NAME_AND_ACCOUNT = "name_and_account", N_("Same name at the same account")
    NAME_ALONE = "name_alone", N_("Same name, account not known")
    PHONE = "phone", N_("Same phone under another name")
    PINYIN = "pinyin", N_("Same phone, and the name sounds the same")
    EMAIL = "email", N_("Same e-mail under another name")
    WECHAT = "wechat", N_("Same WeChat under another name")
    SEVERAL = "several", N_("Several on file fit")
    CODE = "code", N_("Same credit code")
    NAME = "name", N_("Same name")
    LIKE_NAME = "like_name", N_("Almost the same name")
    IN_FILE = "in_file", N_("Stands in the file before")


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it was read: headings, and rows of text as long as the headings; `first_row` is the number of the first row in the file.

    `sheets` are all that the file has, `sheet` the one read, `header_row` counts from 1 (0: the file has no headings).
    """

    name: str
    kind: FileKind
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    header_row: int
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that a column can be put into: a field of the kind, or "id", the number of an entry that kamdesk wrote itself."""

    name: str
    label: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value cannot be taken: a code of refusal with its field and facts."""

    code: str
    field: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a row would change."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file and what it would do. `place` is its place in the table (from 0), `number` its row in the file.

    `company` is what the file calls the account (the group, for accounts) where none on file answers to it; `target` the entry on file,
    `twin` the place of an earlier row of the same file that this one repeats (-1 for none).
    """

    place: int
    number: int
    verdict: Verdict
    values: Mapping[str, object]
    why: Why = Why.NOTHING
    company: str = ""
    target: UUID | None = None
    twin: int = -1
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    left_out: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is to be taken. `mapping` has a target's name for each column ("" leaves it out).

    `given` are values for every new row (and for what is empty on file); `create` makes accounts of unknown companies, else the name is
    kept with the person; `lenient` takes a row without the values at fault; `fill_only` never overwrites what is on file.
    """

    kind: str
    mapping: tuple[str, ...]
    given: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    create: bool = True
    lenient: bool = False
    fill_only: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What the whole file would do. `mark` is how far the journal was; `unknown` are the companies that no account answers to, with how
    many rows name each.
    """

    table: Table
    options: Options
    rows: tuple[Row, ...]
    counts: Mapping[Verdict, int]
    unknown: Mapping[str, int]
    mark: UUID | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that is to be written: all its values where it is new, those that change where it is on file (`target`)."""

    values: Mapping[str, object]
    company: str = ""
    target: UUID | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a confirmed import writes. `remembered` is the key and the value by which the mapping is found again."""

    kind: str
    about: str
    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    create: bool
    mark: UUID | None
    remembered: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import has written."""

    added: int
    changed: int
    accounts: int
