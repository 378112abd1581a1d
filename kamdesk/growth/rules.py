"""客户机会分析 and 客户计划: where an account could buy more, and what we set out to reach there. Pure."""

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class Ground(Choice):
    """One cell of the grid product × division."""

    OURS = "ours", N_("Have it from us")
    RIVAL = "rival", N_("Have it from a competitor")
    WHITE = "white", N_("White space")
    UNSUITABLE = "unsuitable", N_("Not suitable")


class ObjectiveState(Choice):
    OPEN = "open", N_("Under way")
    REACHED = "reached", N_("Reached")
    DROPPED = "dropped", N_("Given up")
