"""接触矩阵: who of ours knows whom of theirs, and how well. Rows are the customer's people, columns ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from kamdesk.accounts.rules import Rank
from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.people.rules import Side
from kamdesk.relations.rules import Coverage, Layer, Level
from kamdesk.relations.rules.sheet import MapSheet, SeatRow, ThreadRow, bare_seat, depth, level_gap

# Sign, and the word that says it; the shade is a third way to say the same.
SIGNS = {Coverage.UNKNOWN: "", Coverage.NONE: "—", Coverage.BRIEF: "○", Coverage.SEVERAL: "◐", Coverage.DEEP: "●"}
SHORT = {
    Coverage.UNKNOWN: "", Coverage.NONE: N_("None"), Coverage.BRIEF: N_("Brief"), Coverage.SEVERAL: N_("Several"),
    Coverage.DEEP: N_("Deep"),
}  # fmt: skip
BY_FIGURE = tuple(Coverage)  # what the keys 0 to 4 say
SHADES = (0.0, 0.0, 0.14, 0.3, 0.5)  # of the accent over the ground, by figure
_LAYERS = (Layer.DECISION, Layer.INFLUENCE, Layer.EXECUTION, None)


@dataclass(frozen=True, slots=True)
class OurColumn:
    """One of our people, and how many seats they are in touch with."""

    person: UUID
    name: str
    position: str = ""
    active: int = 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One seat with its threads by our person. `differs` says that what was set by hand is not what the threads say."""

    seat: SeatRow
    threads: Mapping[UUID, ThreadRow] = field(default_factory=dict)
    last: date | None = None
    differs: bool = False

    @property
    def active(self) -> int:
        return sum(each.active for each in self.threads.values())

    @property
    def uncovered(self) -> bool:
        """Nobody covers this seat, by any thread or by hand."""
        return not self.active and not self.seat.covered

    @property
    def single(self) -> bool:
        return self.active == 1


@dataclass(frozen=True, slots=True)
class MatrixSheet:
    """The matrix of one map: rows by layer and rank, columns in the order in which our people came on file."""

    map: UUID | None
    account: UUID
    account_name: str
    name: str = ""
    rows: tuple[MatrixRow, ...] = ()
    columns: tuple[OurColumn, ...] = ()

    def row(self, seat: UUID) -> MatrixRow | None:
        return next((row for row in self.rows if row.seat.id == seat), None)

    def busy(self) -> tuple[OurColumn, ...]:
        """Our people who are in touch with somebody, or have a thread at all."""
        held = {ours for row in self.rows for ours in row.threads}
        return tuple(column for column in self.columns if column.person in held)


def matrix(sheet: MapSheet, ours: Sequence[tuple[UUID, str, str]], last: Mapping[UUID, date]) -> MatrixSheet:
    """`ours` are (number, name, position) of all our people, `last` the last touch by person."""
    theirs = [seat for seat in sheet.seats if seat.side is Side.THEIRS]
    order = {layer: place for place, layer in enumerate(_LAYERS)}
    placed = sorted(enumerate(theirs), key=lambda each: (order[each[1].layer], each[1].retired, each[0]))
    rows = tuple(_row(seat, last) for _place, seat in placed)
    active = [ours for row in rows for ours, thread in row.threads.items() if thread.active]
    columns = tuple(OurColumn(person, name, position, active.count(person)) for person, name, position in ours)
    return MatrixSheet(sheet.map, sheet.account, sheet.account_name, sheet.name, rows, columns)


def _row(seat: SeatRow, last: Mapping[UUID, date]) -> MatrixRow:
    threads = {each.ours: each for each in seat.threads}
    best = max((depth(each.coverage) for each in seat.threads), default=None)
    differs = best is not None and "coverage" not in seat.derived and best != depth(seat.coverage)
    return MatrixRow(seat, threads, last.get(seat.person) if seat.person else None, differs)


def level_words(now: Level | None, wanted: Level | None, words: Words) -> str:
    """供应商 → 可信顾问; one word where what is wanted is reached, "" where nothing is known."""
    if wanted is None:
        return words.translated(now.label) if now is not None else ""
    first = words.translated(now.label) if now is not None else "—"
    return first if now is wanted else f"{first} → {words.translated(wanted.label)}"


def gap_words(now: Level | None, wanted: Level | None, words: Words) -> str:
    """How far it is to the relationship that is wanted."""
    missing = level_gap(now, wanted)
    if wanted is None:
        return ""
    if missing == 0:
        return words("The relationship wanted is reached.")
    if missing == 1:
        return words("One level to go to “{wanted}”.", wanted=words.translated(wanted.label))
    return words("{n} levels to go to “{wanted}”.", n=missing, wanted=words.translated(wanted.label))


def gap_of(row: MatrixRow, words: Words) -> str:
    """What a row lacks: nobody, only one, or the hand and the threads disagree."""
    if row.seat.person is None:
        return words("Holder not known")
    if row.uncovered:
        return words("Nobody covers")
    if not row.active:
        return words("Nobody named")
    return words("Only one thread") if row.single else ""


def bare_matrix(sheet: MatrixSheet) -> MatrixSheet:
    """Names and positions only, in the order of rank: even the order of the rows and which of our people are shown tells nothing."""
    ranks = {rank: place for place, rank in enumerate(Rank)}
    seats = sorted((row.seat for row in sheet.rows), key=lambda seat: (ranks.get(seat.rank, 99) if seat.rank else 99, seat.id.bytes))
    rows = tuple(MatrixRow(bare_seat(seat)) for seat in seats)
    return replace(sheet, rows=rows, columns=tuple(replace(each, active=0) for each in sheet.columns))
