"""大客户价值分析: what an account is worth to us and how we stand there, on two axes from 0 to 10. Pure."""

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class Axis(Choice):
    ATTRACTIVENESS = "attractiveness", N_("Attractiveness of the account")
    POSITION = "position", N_("Our position there")


class Cell(Choice):
    """The four fields of the matrix, cut at 5."""

    GROW = "grow", N_("Grow")
    INVEST = "invest", N_("Invest")
    KEEP = "keep", N_("Maintain")
    HARVEST = "harvest", N_("Harvest")
