"""Who decides, who helps, who knows whom. Pure: enums and decisions about the map."""

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class Layer(Choice):
    """客户层级: the rungs of decision; the coach is a flag on top of one."""

    DECISION = "decision", N_("Decision layer")
    INFLUENCE = "influence", N_("Influence layer")
    EXECUTION = "execution", N_("Execution layer")


class Coverage(Choice):
    """接触程度."""

    UNKNOWN = "unknown", N_("Contact unknown")
    NONE = "none", N_("No contact yet")
    BRIEF = "brief", N_("Brief contact")
    SEVERAL = "several", N_("Several contacts")
    DEEP = "deep", N_("In depth")


class Level(Choice):
    """关系层次: what we are to this person."""

    VENDOR = "vendor", N_("Vendor")
    CREDIBLE = "credible", N_("Credible source")
    SOLVER = "solver", N_("Problem solver")
    ADVISOR = "advisor", N_("Trusted advisor")


class TieKind(Choice):
    """Ties between two people beside the reporting line; the last four are the four affinities 四缘."""

    WORKS_WITH = "works_with", N_("Works with")
    CONFLICTS = "conflicts", N_("In conflict with")
    INFLUENCES = "influences", N_("Influences")
    KINSHIP = "kinship", N_("Kinship")
    HOME_PLACE = "home_place", N_("Same home place")
    SCHOOL = "school", N_("Same school or teacher")
    FRIENDSHIP = "friendship", N_("Friends or former colleagues")


AFFINITIES = (TieKind.KINSHIP, TieKind.HOME_PLACE, TieKind.SCHOOL, TieKind.FRIENDSHIP)
