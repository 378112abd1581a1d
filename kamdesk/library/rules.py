"""What kinds of material are kept for use again. Pure."""

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class Topic(Choice):
    COMPANY = "company", N_("About us")
    PRODUCT = "product", N_("Product")
    SOLUTION = "solution", N_("Solution")
    REFERENCE = "reference", N_("Reference project")
    SERVICE = "service", N_("Training and service")
    RISK = "risk", N_("Benefit and risk")
