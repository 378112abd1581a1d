"""How a project moves: seven stages, each with its default chance of winning. Pure."""

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class Stage(Choice):
    """销售流程七阶段."""

    LEAD = "lead", N_("Lead gathering")
    APPROVAL = "approval", N_("Internal approval")
    TRACKING = "tracking", N_("Project tracking")
    OPERATION = "operation", N_("Project operation")
    TENDER = "tender", N_("Tendering")
    AWARD = "award", N_("Negotiation and signing")
    DELIVERY = "delivery", N_("Delivery and service")


class Outcome(Choice):
    OPEN = "open", N_("In progress")
    WON = "won", N_("Won")
    LOST = "lost", N_("Lost")
    PAUSED = "paused", N_("On hold")
