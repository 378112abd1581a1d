"""What is to be done or found out, and whether it still is. Pure."""

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class TaskKind(Choice):
    ACTION = "action", N_("Action")
    INFORMATION = "information", N_("Find out")


class TaskState(Choice):
    OPEN = "open", N_("To do")
    DONE = "done", N_("Done")
    DROPPED = "dropped", N_("Dropped")
