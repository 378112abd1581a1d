"""Who a person is to us, and what drives them. Pure: no session, no clock."""

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class Side(Choice):
    """Whose person it is."""

    THEIRS = "theirs", N_("Customer")
    OURS = "ours", N_("Our company")
    THIRD = "third", N_("Third party")


class Sex(Choice):
    MALE = "male", N_("Male")
    FEMALE = "female", N_("Female")


class OrganisationalNeed(Choice):
    """What the person must achieve for the organisation."""

    ACHIEVEMENT = "achievement", N_("Achievement in office")
    SAFETY = "safety", N_("No trouble")
    SAVING = "saving", N_("Saving money")
    EASE = "ease", N_("Saving effort")


class PersonalNeed(Choice):
    RECOGNITION = "recognition", N_("Recognition")
    PROMOTION = "promotion", N_("Promotion")
    SECURITY = "security", N_("Security of position")
    ACCOMPLISHMENT = "accomplishment", N_("Accomplishment")
    BELONGING = "belonging", N_("Belonging")
