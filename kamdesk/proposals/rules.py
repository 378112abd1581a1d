"""What a proposal is made of, what its prices come to, and what is still wrong with it. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from kamdesk.core import money
from kamdesk.core.choices import Choice
from kamdesk.core.findings import Finding, Severity, worst_first
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say

say({
    "issued_is_frozen": N_("“{name}” was issued on {day} and is frozen. Copy it as a new version to change it."),
    "number_used": N_("The number {number} was given to “{name}” already."),
    "sections_exist": N_("This proposal has sections already. An outline starts an empty one."),
    "nothing_to_issue": N_("This proposal has no sections yet, so there is nothing to issue."),
})  # fmt: skip

LETTER, PRICES, FACTS = "letter", "prices", "facts"

_VARIABLE = re.compile(r"\{\{\s*([^{}\n]{1,60}?)\s*\}\}")
_PICTURE = re.compile(r"!\[(?P<caption>[^\]\n]*)\]\(\s*<?(?P<name>[^)<>\n]+?)\s*>?\s*\)")


class ProposalState(Choice):
    DRAFT = "draft", N_("Draft")
    ISSUED = "issued", N_("Issued")


class Part(Choice):
    """A part of the proposal that has no heading of its own."""

    LETTER = "letter", N_("Covering letter")


# What {{…}} may name. The words beside each are what the insert menu shows.
VARIABLES: Mapping[str, str] = {
    "account.name": N_("Account"),
    "account.short_name": N_("Short name"),
    "account.address": N_("Address"),
    "opportunity.name": N_("Project name"),
    "proposal.name": N_("Title"),
    "proposal.number": N_("Number"),
    "reader": N_("Written for"),
    "company.name": N_("Company name"),
    "company.short_name": N_("Our short name"),
    "company.address": N_("Our address"),
    "company.phone": N_("Our phone"),
    "rep.name": N_("Account manager"),
    "rep.position": N_("Account manager's position"),
    "rep.phone": N_("Account manager's phone"),
    "today": N_("Date"),
    "total": N_("Total price"),
    "total_capitals": N_("Total price in capitals"),
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section as written; `body` is Markdown."""

    id: UUID
    heading: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the price table; `unit_price` in 分."""

    id: UUID
    item: str
    quantity: Decimal
    unit_price: int
    specification: str = ""
    unit: str = ""
    note: str = ""

    @property
    def total(self) -> int:
        return line_total(self.quantity, self.unit_price)


@dataclass(frozen=True, slots=True)
class ProposalSheet:
    """Everything that a proposal prints. `values` are the variables' values but those that depend on language and day.

    `pictures` are attachment names → the address of their content in the attachment store.
    """

    id: UUID
    name: str
    subtitle: str = ""
    account: str = ""
    reader: str = ""
    number: str = ""
    dated: date | None = None
    state: ProposalState = ProposalState.DRAFT
    version: int = 1
    letter: str = ""
    issued_to: str = ""
    issued_hash: str = ""
    company: str = ""
    sections: tuple[Chapter, ...] = ()
    lines: tuple[Line, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return total(self.lines)

    @property
    def frozen(self) -> bool:
        return self.state is ProposalState.ISSUED


def line_total(quantity: Decimal, unit_price: int) -> int:
    """Quantity times unit price in 分, half up; exact at any number of places."""
    numerator, denominator = quantity.as_integer_ratio()
    return money.half_up(numerator * unit_price, denominator)


def total(lines: Iterable[Line]) -> int:
    """The sum of the rounded lines, as whoever adds up the printed column finds it."""
    return sum(line.total for line in lines)


def in_capitals(fen: int) -> str:
    """The amount in capitals, "" where it is too large to be written so."""
    try:
        return money.capitals(fen)
    except Refused:
        return ""


def variables(sheet: ProposalSheet, day: str) -> dict[str, str]:
    """Every variable's value for one paper; `day` is its date, worded."""
    figures = {"today": day, "total": money.yuan(sheet.total), "total_capitals": in_capitals(sheet.total)}
    own = {"proposal.name": sheet.name, "proposal.number": sheet.number, "reader": sheet.reader}
    return {**sheet.values, **own, **figures}


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with {{variables}} filled in; what is unknown or empty stands as 〔name〕, visibly, and never stops a paper."""
    return _VARIABLE.sub(lambda found: values.get(found[1]) or f"〔{found[1]}〕", text)


def named_variables(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found[1] for found in _VARIABLE.finditer(text)))


def named_pictures(text: str) -> tuple[str, ...]:
    """The file names that `![caption](name.png)` asks for; addresses on the network are not ours to fetch."""
    return tuple(dict.fromkeys(found["name"] for found in _PICTURE.finditer(text)))


def without_missing(text: str, present: Collection[str]) -> str:
    """The text with 〔name〕 in the place of every picture that is not there, so that a gap is seen on paper.

    Names that are there stand in <…>, as Markdown wants it of a name with a space in it.
    """

    def placed(found: re.Match[str]) -> str:
        return f"![{found['caption']}](<{found['name']}>)" if found["name"] in present else f"〔{found['name']}〕"

    return _PICTURE.sub(placed, text)


def findings(sheet: ProposalSheet, present: Collection[str] | None = None) -> tuple[Finding, ...]:
    """What is wrong with a proposal as it stands, worst first. `present` are the pictures' names, those of the sheet where None."""
    pictures = sheet.pictures if present is None else present
    values = variables(sheet, "today")
    found: list[Finding] = []
    texts: list[tuple[str, UUID | None, str, str]] = [(LETTER, None, Part.LETTER, sheet.letter)]
    texts += [("sections", section.id, section.heading, section.body) for section in sheet.sections]
    for tab, row, place, text in texts:
        found += _variable_findings(tab, row, place, text, values)
        for name in named_pictures(text):
            if name not in pictures:
                facts = {"name": name, "place": place}
                found.append(Finding("picture_missing", Severity.SERIOUS, _NO_PICTURE, _MEND_PICTURE, tab, row, facts))
        if tab != LETTER and not text.strip():
            found.append(Finding("section_empty", Severity.NOTE, _EMPTY_SECTION, _MEND_SECTION, tab, row, {"place": place}))
    return worst_first(found + _price_findings(sheet.lines) + _whole_findings(sheet))


def _variable_findings(tab: str, row: UUID | None, place: str, text: str, values: Mapping[str, str]) -> list[Finding]:
    found = []
    for name in named_variables(text):
        facts = {"name": name, "place": place}
        if name not in VARIABLES:
            found.append(Finding("variable_unknown", Severity.SERIOUS, _UNKNOWN_VARIABLE, _MEND_VARIABLE, tab, row, facts))
        elif not values.get(name):
            found.append(Finding("variable_empty", Severity.SERIOUS, _EMPTY_VARIABLE, _MEND_EMPTY, tab, row, facts))
    return found


def _price_findings(lines: Sequence[Line]) -> list[Finding]:
    bare = [line for line in lines if line.unit_price == 0 or line.quantity == 0]
    found = [Finding("line_without_price", Severity.SERIOUS, _NO_PRICE, _MEND_PRICE, PRICES, line.id, {"item": line.item}) for line in bare]
    if lines and not in_capitals(total(lines)):
        found.append(Finding("total_too_large", Severity.FATAL, _TOO_LARGE, _MEND_TOO_LARGE, PRICES))
    return found


def _whole_findings(sheet: ProposalSheet) -> list[Finding]:
    found = []
    if not sheet.sections:
        found.append(Finding("no_sections", Severity.SERIOUS, _NO_SECTIONS, _MEND_NO_SECTIONS, "sections"))
    if not sheet.company:
        found.append(Finding("no_company", Severity.SERIOUS, _NO_COMPANY, _MEND_COMPANY, FACTS))
    if sheet.company and not sheet.letter.strip():
        found.append(Finding("no_letter", Severity.NOTE, _NO_LETTER, _MEND_LETTER, LETTER))
    return found


_UNKNOWN_VARIABLE = N_("“{place}” names {{{{{name}}}}}, which kamdesk does not know. It is printed as 〔{name}〕.")
_MEND_VARIABLE = N_("Correct the name, or choose one from Insert.")
_EMPTY_VARIABLE = N_("“{place}” uses {{{{{name}}}}}, which has no value yet. It is printed as 〔{name}〕.")
_MEND_EMPTY = N_("Fill it in on the account, the opportunity or our company's data.")
_NO_PICTURE = N_("“{place}” asks for the picture {name}, which is not among the attachments of this proposal.")
_MEND_PICTURE = N_("Attach the picture under this name, or correct the name.")
_EMPTY_SECTION = N_("The section “{place}” is empty.")
_MEND_SECTION = N_("Write it, take a text from the library, or remove the section.")
_NO_PRICE = N_("“{item}” has no price or no quantity.")
_MEND_PRICE = N_("Enter both, or remove the line.")
_TOO_LARGE = N_("The total is too large to be written in capitals.")
_MEND_TOO_LARGE = N_("Check quantities and unit prices.")
_NO_SECTIONS = N_("There are no sections yet.")
_MEND_NO_SECTIONS = N_("Start from an outline, or add a section.")
_NO_COMPANY = N_("Our company's name is not on file, so the cover has none.")
_MEND_COMPANY = N_("Enter our company's data in the library.")
_NO_LETTER = N_("There is no covering letter.")
_MEND_LETTER = N_("Write two or three sentences to the reader, or leave it out on purpose.")
