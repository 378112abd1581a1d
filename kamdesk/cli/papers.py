"""Papers on the command line: the same sheets and documents that the window prints, written whole or not at all."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kamdesk.cli.orders import MAP_ENDINGS, MapSheet, Order, Printed, reported
from kamdesk.cli.output import Output
from kamdesk.core import money
from kamdesk.core.fields import Field, Kind, parsed
from kamdesk.core.marking import N_
from kamdesk.core.places import atomic_write
from kamdesk.core.problems import Refused, say
from kamdesk.core.words import Words

if TYPE_CHECKING:
    from kamdesk.core.store import Store

say({
    "only_maps_have_a_past": N_("Only a map can be printed as it was on an earlier day."),
    "no_such_kind": N_("There is no kind “{text}” to list. There are: {kinds}."),
    "which_entry": N_("Say what is to be printed: its number or its exact name."),
    "paper_format": N_("“{name}” must end in {endings}."),
})  # fmt: skip


def day_given(typed: str | None) -> date:
    """A typed --date, today where none was typed. Raises Refused("not_a_date")."""
    today = date.today()  # noqa: DTZ011 - the rep's own day
    found = parsed(Field(N_("Date"), Kind.DAY, name="date"), typed or "", today)
    return found if isinstance(found, date) else today


def do_amount(arguments: Namespace, words: Words) -> None:
    """Figures to capitals, or capitals to figures, whichever was typed."""
    typed = arguments.amount.strip()
    in_capitals = bool(set(typed) & set("壹贰叁肆伍陆柒捌玖零"))
    fen = money.read_capitals(typed) if in_capitals else money.parse_money(typed)
    capitals = money.capitals(fen)
    Output(arguments.json).value({"fen": fen, "yuan": money.yuan(fen), "capitals": capitals}, money.yuan(fen) if in_capitals else capitals)


def do_print(arguments: Namespace, words: Words) -> None:
    """Writes one paper: of many entries (a list, the portfolio), or of the one entry that was named."""
    from kamdesk.cli import kinds
    from kamdesk.cli.opening import opened

    target = Path(arguments.out)
    _check_target(arguments.paper, target)
    if arguments.at and arguments.paper != "map":
        raise Refused("only_maps_have_a_past", "at")
    today = day_given(arguments.date)
    at = day_given(arguments.at) if arguments.at else None
    kinds.load_all()
    with opened(arguments, words) as store:
        if arguments.paper in _OF_MANY:
            content, report = _OF_MANY[arguments.paper](store, arguments, words, today)
        else:
            with store.reading() as session:
                row = _printed_row(session, arguments.paper, arguments.id)
            sheet = MapSheet(arguments.sheet_size or "", arguments.portrait, arguments.tiled, at)
            order = Order(words, today, not arguments.unmasked, target.suffix.lower(), sheet)
            content, report = printed(store, arguments.paper, row, order)
    _write(arguments, words, target, content, report)


def _check_target(paper: str, target: Path) -> None:
    endings = MAP_ENDINGS if paper == "map" else (".pdf",)
    if target.suffix.lower() not in endings:
        raise Refused("paper_format", "out", {"name": target.name, "endings": ", ".join(endings)})


def _list(store: "Store", arguments: Namespace, words: Words, today: date) -> Printed:
    """A list of a kind; `id` is the word of the kind. Raises Refused: which_entry, no_such_kind."""
    from kamdesk.cli.lists import printed_list
    from kamdesk.cli.words_of_kinds import WORDS

    if not arguments.id:
        raise Refused("which_entry", "id")
    if arguments.id not in WORDS:
        raise Refused("no_such_kind", "id", {"text": arguments.id[:40], "kinds": ", ".join(WORDS)})
    return reported(printed_list(store, arguments, words, today))


def _portfolio(store: "Store", _arguments: Namespace, words: Words, today: date) -> Printed:
    from kamdesk.cli.value import printed_portfolio

    return printed_portfolio(store, words, today)


def _write(arguments: Namespace, words: Words, target: Path, content: bytes, report: dict[str, Any]) -> None:
    atomic_write(target, content)
    missing = report.get("missing")
    text = words("{file}: {pages} pages", file=target, pages=report["pages"]) if "pages" in report else str(target)
    if missing:
        text += "\n" + words("No face has these characters; they are printed as 〓: {characters}", characters=" ".join(missing))
    Output(arguments.json).value({"file": str(target), **report}, text)


def _printed_row(session: Any, paper: str, typed: str) -> UUID:
    """A map may be named by its account, since an account has one. Raises Refused: which_entry, and what `kinds.entry_id` refuses."""
    from kamdesk.cli import kinds

    if not typed:
        raise Refused("which_entry", "id")
    of_map = paper in ("map", "matrix")
    try:
        return kinds.entry_id(session, kinds.kind_of("map" if of_map else "person" if paper == "held" else paper), typed)
    except Refused:
        if not of_map:
            raise
        return kinds.entry_id(session, kinds.kind_of("account"), typed)


def printed(store: "Store", paper: str, row: UUID, order: Order) -> Printed:
    """One entry's paper. Raises what its sheet and its document refuse."""
    if paper == "map":
        from kamdesk.cli.maps import printed_map

        return printed_map(store, row, order)
    return reported(_OF_ONE[paper](store, row, order.words, order.today, order.masked))


def _rooms(subject: str) -> tuple[Any, Any]:
    return import_module(f"kamdesk.{subject}.queries"), import_module(f"kamdesk.{subject}.document")


def _account(store: "Store", row: UUID, words: Words, today: date, masked: bool) -> Any:
    queries, document = _rooms("reports")
    return document.account_card(store.ask(queries.account_sheet, row, today), words, today, masked=masked)


def _matrix(store: "Store", row: UUID, words: Words, today: date, masked: bool) -> Any:
    queries, document = import_module("kamdesk.relations.queries"), import_module("kamdesk.relations.document.matrix")
    return document.matrix_paper(store.ask(queries.matrix_sheet, row), words, today, masked=masked)


def _visit(store: "Store", row: UUID, words: Words, today: date, masked: bool) -> Any:
    queries, document = _rooms("visits")
    return document.visit_brief(store.ask(queries.visit_sheet, row, today), words, today, masked=masked)


def _person(store: "Store", row: UUID, words: Words, today: date, masked: bool) -> Any:
    """A photo that cannot be read prints as initials."""
    queries, document = _rooms("people")
    sheet = store.ask(queries.person_sheet, row)
    photo = None
    if sheet.photo is not None:
        try:
            photo = store.files.content(sheet.photo)
        except Refused:
            photo = None
    return document.person_paper(sheet, words, today, masked, photo)


def _proposal(store: "Store", row: UUID, words: Words, today: date, _masked: bool) -> Any:
    queries, document = _rooms("proposals")
    sheet = store.ask(queries.proposal_sheet, row)
    images = {name: store.files.content(content) for name, content in sheet.pictures.items()}
    return document.proposal_paper(sheet, words, today, images=images)


def _bid(store: "Store", row: UUID, words: Words, today: date, _masked: bool) -> Any:
    queries, document = _rooms("bids")
    sheet = store.ask(queries.bid_sheet, row)
    scans = {scan.attachment: store.files.content(scan.content) for scan in sheet.scans}
    images = {name: store.files.content(content) for name, content in sheet.pictures.items()}
    return document.bid_paper(sheet, words, today, scans=scans, images=images)


def _held(store: "Store", row: UUID, words: Words, today: date, _masked: bool) -> Any:
    from kamdesk.library.queries import company

    queries, document = _rooms("privacy")
    sheet, ours = store.ask(queries.held_sheet, row), store.ask(company).values
    photo = store.files.content(sheet.photo) if sheet.photo else None
    return document.held_paper(sheet, words, today, str(ours.get("name") or ""), str(ours.get("rep_name") or ""), photo)


# Papers of one entry, but for the map, which knows more shapes (cli/maps.py), and papers of many.
_OF_ONE: dict[str, Callable[..., Any]] = {
    "account": _account, "person": _person, "held": _held, "matrix": _matrix, "visit": _visit, "proposal": _proposal, "bid": _bid,
}  # fmt: skip
_OF_MANY: dict[str, Callable[..., Printed]] = {"list": _list, "portfolio": _portfolio}
