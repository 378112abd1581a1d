"""What a proposal is made of and when it is frozen. Pure."""

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class ProposalState(Choice):
    DRAFT = "draft", N_("Draft")
    ISSUED = "issued", N_("Issued")
