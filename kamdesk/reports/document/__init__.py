"""The account card on paper: what a colleague or a superior must know of one customer before going there, on two to four pages.

Masked, it says nothing of layers, support, coaches, ties or health, nor of what the account is worth to us, and nothing of leaving
anything out: a card may end up on the customer's own table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kamdesk.accounts.queries import ACCOUNT_FIELDS
from kamdesk.accounts.rules import Rank
from kamdesk.core.days import local_day
from kamdesk.core.fields import shown
from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.paper.blocks import MM, Align, Block, Column, Drawing, Manner, Paragraph, Row, Together
from kamdesk.paper.frames import Paper, brief
from kamdesk.pipeline.rules import Outcome
from kamdesk.relations.rules.drawing import layout_of, masked_sheet, picture_of
from kamdesk.relations.rules.folding import folded_beyond
from kamdesk.relations.rules.layout import forest
from kamdesk.relations.rules.looks import PAPER
from kamdesk.relations.rules.options import STANCES, MapOptions, sign_of
from kamdesk.relations.rules.sheet import SeatRow
from kamdesk.reports.document.knowledge import business, buying, identity, situation
from kamdesk.reports.document.plan import plan, white_space
from kamdesk.reports.document.tables import figure_in_words, heading, left_out, listed
from kamdesk.reports.document.value import standing
from kamdesk.reports.queries import AccountSheet
from kamdesk.visits.rules import VisitState

MAP_WIDTH, MAP_HEIGHT = 176 * MM, 250.0
MOST_SEATS = 24  # in the picture; the lowest rows of a larger map fold away
MOST_NOTES = 12
MOST_VISITS = 8


def account_card(sheet: AccountSheet, words: Words, today: date, masked: bool = True) -> Paper:
    """The card as A4 pages. `today` is printed and decides what is late."""
    blocks = (
        *identity(sheet, words, today),
        *business(sheet, words, today),
        *situation(sheet, words, today),
        *buying(sheet, words, today),
        *(() if masked else standing(sheet, words)),
        *white_space(sheet, words),
        *plan(sheet, words),
        *_people(sheet, words, masked),
        *_map(sheet, words, masked),
        *_opportunities(sheet, words),
        *_promises(sheet, words, today),
        *_visits(sheet, words),
        *_notes(sheet, words),
    )
    return brief(
        sheet.card.name,
        blocks or (Paragraph(words("Nothing is known of this account yet."), Manner.NOTE),),
        words,
        today,
        subtitle=_subtitle(sheet, words),
        figures=_figures(sheet, words, today, masked),
        footer=_footer(sheet, words, today),
        author=sheet.company.said("name"),
    )


def _subtitle(sheet: AccountSheet, words: Words) -> str:
    values = sheet.card.values
    described = {field.name: field for field in ACCOUNT_FIELDS}
    parts = [" › ".join(each.name for each in sheet.card.above)]
    parts += [shown(described[name], values.get(name), words) for name in ("ownership", "rank", "industry", "region")]
    parts += [("、" if words.chinese else ", ").join(sheet.card.tags)]
    return " · ".join(part for part in parts if part)


def _footer(sheet: AccountSheet, words: Words, today: date) -> str:
    rep = sheet.company.said("rep_name")
    return " · ".join(part for part in (words("Account card"), rep, words.day(today)) if part)


def _figures(sheet: AccountSheet, words: Words, today: date, masked: bool) -> list[tuple[str, str]]:
    figures = sheet.open_figures if masked else (*sheet.open_figures, *sheet.guarded_figures)
    said = ((words.translated(figure.label), figure_in_words(figure, words, today)) for figure in figures)
    return [(label, value) for label, value in said if value][:4]


def _people(sheet: AccountSheet, words: Words, masked: bool) -> Iterator[Block]:
    if not sheet.people:
        return
    seats = {} if masked else sheet.map.seats_by_person()
    ranked = masked and any(person.rank not in (None, Rank.NONE) for person in sheet.people)
    columns = [Column(words("Full name")), Column(words("Position held") if masked else words("Position and rank"), width=1)]
    columns += [Column(words("Rank"))] if ranked else []
    guarded = (N_("Layer"), N_("Stance"), N_("Coverage"), N_("Phone"))
    columns += [] if masked else [Column(words.translated(label)) for label in guarded]
    rows = []
    for person in sheet.people:
        rank = words.translated(person.rank.label) if person.rank not in (None, Rank.NONE) else ""
        standing = person.standing if masked else " · ".join(part for part in (person.standing, rank) if part)
        cells = [person.name, standing or "—"]
        cells += [rank or "—"] if ranked else []
        cells += [] if masked else [*_standing(seats.get(person.id), words), person.phone or "—"]
        rows.append(cells)
    yield from listed(words("People"), columns, rows)


def _standing(seat: SeatRow | None, words: Words) -> tuple[str, str, str]:
    """Layer, stance with its sign, coverage."""
    if seat is None:
        return "—", "—", "—"
    layer = words.translated(seat.layer.label) if seat.layer else "—"
    if seat.coach:
        layer = words("{layer}, coach", layer=layer) if seat.layer else words("Coach")
    stance = words.translated(STANCES[seat.support])
    if seat.support is not None:  # "？" before "stance unknown" would say it twice
        stance = f"{sign_of(seat.support)} {stance}"
    return layer, stance, words.translated(seat.coverage.label) if seat.coverage else "—"


def _map(sheet: AccountSheet, words: Words, masked: bool) -> Iterator[Block]:
    if len(sheet.map.seats) < 2:
        return
    found = masked_sheet(sheet.map) if masked else sheet.map
    below = forest({seat.id: seat.reports_to for seat in found.seats})
    folded = frozenset(folded_beyond(below, tuple(below[None]), MOST_SEATS))
    options = MapOptions(looks=PAPER, masked=masked)
    picture = picture_of(layout_of(found, folded, (MAP_WIDTH, MAP_HEIGHT)), found, options, words)
    picture = replace(picture, title=words("Relationship map"))
    yield Together((heading(words("Who reports to whom")), Drawing(picture, max_height=MAP_HEIGHT)))


def _opportunities(sheet: AccountSheet, words: Words) -> Iterator[Block]:
    if not sheet.opportunities:
        return
    columns = (
        Column(words("Project name"), width=3.5), Column(words("Stage"), width=1.4),
        Column(words("Amount (yuan)"), width=1.9, align=Align.RIGHT), Column(words("Expected decision"), width=1.6),
        Column(words("Next step"), width=3),
    )  # fmt: skip
    rows: list[Row | Sequence[str]] = []
    for row in sheet.opportunities:
        ended = row.outcome is not Outcome.OPEN
        state = words.translated(row.outcome.label if ended else row.stage.label)
        step = " ".join(part for part in (words.day_short(row.next_step_on), row.next_step) if part)
        amount = words.money(row.amount) or words("not known")
        rows.append([row.name, state, amount, words.day_short(row.expected_on) or "—", (step if not ended else "") or "—"])
    known = [row.amount for row in sheet.opportunities if row.outcome is Outcome.OPEN and row.amount is not None]
    if len(known) > 1:
        rows.append(Row([words("Open amount"), "", words.money(sum(known)), "", ""], strong=True))
    yield from listed(words("Opportunities"), columns, rows)


def _promises(sheet: AccountSheet, words: Words, today: date) -> Iterator[Block]:
    if not sheet.promises:
        return
    what, owes = Column(words("What was promised"), width=4.5), Column(words("Who owes it"), width=1.3)
    columns = (what, owes, Column(words("Person"), width=1.3), Column(words("Due"), width=2.1))
    rows = []
    for row in sheet.promises:
        due = words.day_short(row.due)
        if row.due < today:
            due = words("{day}, overdue", day=due)
        rows.append([row.what, words.translated(row.debtor.label), row.person_name or "—", due])
    yield from listed(words("Open promises"), columns, rows)


def _visits(sheet: AccountSheet, words: Words) -> Iterator[Block]:
    rows = [row for row in sheet.visits if row.state is not VisitState.CANCELLED]
    met, rows = len(rows), rows[:MOST_VISITS]
    if not rows:
        return
    columns = (
        Column(words("Date"), width=1.3),
        Column(words("Subject"), width=2.4),
        Column(words("People met"), width=2.6),
        Column(words("Result and next step"), width=3.6),
    )
    cells = []
    for row in rows:
        day = words.day_short(local_day(row.starts_at)) if row.starts_at else "—"
        came_of_it = (row.result, row.next_step) if row.state is VisitState.DONE else (words("planned"),)
        people = ("、" if words.chinese else ", ").join(row.people)
        cells.append([day, row.subject, people or "—", "\n".join(part for part in came_of_it if part) or "—"])
    yield from listed(words("Visits"), columns, cells, left_out(met, MOST_VISITS, words))


def _notes(sheet: AccountSheet, words: Words) -> Iterator[Block]:
    if not sheet.card.notes:
        return
    learned, source = Column(words("What we learned"), width=5), Column(words("Source"))
    columns = (Column(words("Date learned")), learned, source, Column(words("Confidence")))
    rows = []
    for note in sheet.card.notes[:MOST_NOTES]:
        confidence = words.translated(note.confidence.label) if note.confidence else "—"
        if note.stale:
            confidence = words("{confidence}, old", confidence=confidence) if note.confidence else words("old")
        rows.append([words.day_short(note.learned_on), note.body, words.translated(note.source.label) if note.source else "—", confidence])
    yield from listed(words("What we learned"), columns, rows, left_out(len(sheet.card.notes), MOST_NOTES, words))
