"""What a tender says, as far as kamdesk holds it. Pure. No field for a secret base price, evaluators or rivals' bids, on purpose."""

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class Regime(Choice):
    """Which law rules the procedure."""

    BIDDING = "bidding", N_("Bidding Law")
    PROCUREMENT = "procurement", N_("Government Procurement Law")
    OWN_RULES = "own_rules", N_("Buyer's own rules")


class ClauseKind(Choice):
    COMMERCIAL = "commercial", N_("Commercial clause")
    TECHNICAL = "technical", N_("Technical clause")
