"""A visit is prepared in seven points and reported in the same order. Pure."""

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class VisitState(Choice):
    PLANNED = "planned", N_("Planned")
    DONE = "done", N_("Visited")
    CANCELLED = "cancelled", N_("Cancelled")


class Point(Choice):
    """拜访七要点; each is a tick on the visit."""

    WHOM = "whom", N_("Whom to see")
    PREPARE = "prepare", N_("Prepared")
    ON_TIME = "on_time", N_("On time")
    OPENING = "opening", N_("Opening line")
    MATERIALS = "materials", N_("Guide through the material")
    OPENNESS = "openness", N_("Open questions")
    NEXT = "next", N_("Fix the next meeting")
