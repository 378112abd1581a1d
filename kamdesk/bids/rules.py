"""How a bid answers a tender and when a formality would throw it out. Pure."""

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class BidState(Choice):
    PREPARING = "preparing", N_("In preparation")
    HANDED_IN = "handed_in", N_("Handed in")
    AWARDED = "awarded", N_("Awarded")
    NOT_AWARDED = "not_awarded", N_("Not awarded")


class Deviation(Choice):
    NONE = "none", N_("No deviation")
    POSITIVE = "positive", N_("Positive deviation")
    NEGATIVE = "negative", N_("Negative deviation")


class Signing(Choice):
    """Who signs the bid."""

    REPRESENTATIVE = "representative", N_("The legal representative signs")
    AGENT = "agent", N_("An authorised agent signs")
