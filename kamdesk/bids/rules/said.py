"""What the bid check says: code → how bad, the sentence, how to mend it. The braces are filled by the facts of each finding."""

from collections.abc import Mapping

from kamdesk.core.findings import Severity
from kamdesk.core.marking import N_

FATAL, SERIOUS, NOTE = Severity.FATAL, Severity.SERIOUS, Severity.NOTE

SAID: Mapping[str, tuple[Severity, str, str]] = {
    "no_items": (FATAL, N_("The bid has no prices yet."), N_("Enter the itemised prices.")),
    "item_without_price": (SERIOUS, N_("“{item}” has no price or no quantity."), N_("Enter both, or remove the line.")),
    "total_too_large": (FATAL, N_("The total is too large to be written in capitals."), N_("Check quantities and unit prices.")),
    "price_differs": (
        FATAL,
        N_("The text says {said}, the bid's total is {total}. Two prices in one bid lead to its rejection."),
        N_("Take the amount out of the text, or write {{{{total}}}} in its place."),
    ),
    "over_ceiling": (FATAL, N_("The price of {price} yuan is above the ceiling of {most} yuan."), N_("Lower the price, or do not bid.")),
    "over_budget": (FATAL, N_("The price of {price} yuan is above the budget of {most} yuan."), N_("Lower the price, or do not bid.")),
    "star_unanswered": (FATAL, N_("The ★ clause {clause} is not answered."), N_("Answer it; an unanswered ★ clause counts as not met.")),
    "star_negative": (FATAL, N_("A negative deviation stands against the ★ clause {clause}."), N_("Meet the clause, or do not bid.")),
    "more_stars": (FATAL, N_("… and {count} more ★ clauses of this kind."), N_("Go through them in the response table.")),
    "no_clauses": (
        NOTE,
        N_("The tender's clauses are not listed, so no response can be checked."),
        N_("Paste them into the response table."),
    ),
    "unanswered": (
        SERIOUS,
        N_("{count} clauses are not answered, the first is {clause}."),
        N_("Answer them, or mark those without deviation in one go."),
    ),
    "negative": (
        NOTE,
        N_("{count} clauses have a negative deviation, the first is {clause}."),
        N_("Check how many deviations the tender allows and what they cost in points."),
    ),
    "bare": (SERIOUS, N_("{count} clauses have a deviation but no words of ours, the first is {clause}."), N_("Say what we offer.")),
    "copied": (
        SERIOUS,
        N_("{count} answers only repeat the tender's words, the first is {clause}."),
        N_("Answer with our own values; many buyers reject copied requirements."),
    ),
    "no_validity": (SERIOUS, N_("The bid does not say how long it is valid."), N_("Enter at least the days that the tender asks for.")),
    "short_validity": (
        FATAL,
        N_("The bid is valid for {offered} days; the tender asks for {required}."),
        N_("Enter at least the days that the tender asks for."),
    ),
    "no_bond": (SERIOUS, N_("The tender asks for a bid bond of {required} yuan; none is entered."), N_("Enter it once it is paid.")),
    "low_bond": (FATAL, N_("The bid bond of {bond} yuan is below the {required} yuan asked for."), N_("Pay the difference in time.")),
    "bond_ends": (FATAL, N_("The bid bond ends on {end}, before the bid itself does."), N_("Have the guarantee extended.")),
    "bond_form": (SERIOUS, N_("The bond's form is “{given}”; the tender asks for “{asked}”."), N_("Use a form that the tender allows.")),
    "lacks_fatal": (FATAL, N_("The form “{form}” lacks: {fields}."), N_("Enter it on the card it comes from.")),
    "lacks_serious": (SERIOUS, N_("The form “{form}” lacks: {fields}."), N_("Enter it on the card it comes from.")),
    "no_technical": (SERIOUS, N_("The technical part has no section yet."), N_("Write it, or take texts from the library.")),
    "authority_ended": (
        FATAL,
        N_("The authority ends on {end}, before the opening on {day}."),
        N_("Have the power of attorney issued for a period that covers the opening."),
    ),
    "authority_starts": (
        FATAL,
        N_("The authority begins only on {start}, after the bid was signed or opened."),
        N_("Have the power of attorney issued for a period that covers the opening."),
    ),
    "agent_is_representative": (
        SERIOUS,
        N_("The legal representative is authorised by themselves."),
        N_("Choose that the legal representative signs, or enter another agent."),
    ),
    "dated_late": (FATAL, N_("The bid is dated {dated}, after the deadline of {deadline}."), N_("Correct the date of the bid.")),
    "dated_early": (SERIOUS, N_("The bid is dated {dated}, before the tender was issued on {issued}."), N_("Correct the date of the bid.")),
    "late": (
        FATAL,
        N_("The deadline of {deadline} has passed; a late bid is refused on the spot."),
        N_("Check the deadline, or record how it ended."),
    ),
    "buyer_differs": (
        NOTE,
        N_("The tender names the buyer “{buyer}”, the account is called “{account}”."),
        N_("Make sure that the forms name the buyer word for word as the tender does."),
    ),
    "number_differs": (
        FATAL,
        N_("The text names the project number {said}; the tender's is {number}."),
        N_("Correct the number in the text."),
    ),
    "residue": (
        FATAL,
        N_("“{name}” belongs to another customer or project and stands in the text."),
        N_("Replace it; a foreign name shows that the text was copied and can cost the bid."),
    ),
    "certificate_ended": (
        FATAL,
        N_("The certificate “{name}” ends on {end}, before the opening on {day}."),
        N_("Bind in the renewed certificate."),
    ),
    "section_empty": (SERIOUS, N_("The section “{place}” is empty."), N_("Write it, take a text from the library, or remove the section.")),
    "variable_unknown": (
        SERIOUS,
        N_("“{place}” names {{{{{name}}}}}, which kamdesk does not know. It is printed as 〔{name}〕."),
        N_("Correct the name, or choose one from Insert."),
    ),
    "picture_missing": (
        SERIOUS,
        N_("“{place}” asks for the picture {name}, which is not attached."),
        N_("Attach the picture under this name, or correct the name."),
    ),
}

# What is said of a rule where it found nothing.
PASSED: Mapping[str, str] = {
    "prices": N_("Letter, opening schedule and price table all take one total: the sum of its lines, and its capitals read back to it"),
    "stated": N_("No other total price stands in the text"),
    "limit": N_("The price is within ceiling and budget as far as they are known"),
    "stars": N_("Every ★ clause is answered, none with a negative deviation"),
    "answers": N_("Every clause is answered in words of our own"),
    "validity": N_("The bid is valid as long as asked for"),
    "bond": N_("The bid bond is as asked for"),
    "forms": N_("Every form has its data, its place to sign and its place for the seal"),
    "authority": N_("The signature is authorised on the day of opening"),
    "dates": N_("Dates are in order"),
    "names": N_("Buyer and project number are the same everywhere"),
    "residue": N_("No name of another customer or project stands in the text"),
    "certificates": N_("Certificates bound in are valid on the day of opening"),
    "texts": N_("Sections are written, their variables known and their pictures attached"),
    "tender": N_("The tender's own data is complete and within the law's limits"),
}
