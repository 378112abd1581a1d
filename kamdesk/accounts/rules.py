"""What an account is: how it is owned, how high it ranks, where a fact about it came from. Pure: no session, no clock."""

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class Ownership(Choice):
    """企业性质."""

    CENTRAL = "central", N_("Central state-owned enterprise")
    PROVINCIAL = "provincial", N_("Provincial state-owned enterprise")
    MUNICIPAL = "municipal", N_("Municipal state-owned enterprise")
    COUNTY = "county", N_("District or county state-owned enterprise")
    PRIVATE = "private", N_("Private enterprise")
    FOREIGN = "foreign", N_("Foreign-invested enterprise")
    GOVERNMENT = "government", N_("Government body")
    INSTITUTION = "institution", N_("Public institution")


class Rank(Choice):
    """行政级别, of a body or a person, high to low."""

    DEPUTY_MINISTER = "deputy_minister", N_("Deputy ministerial level")
    BUREAU = "bureau", N_("Bureau level")
    DEPUTY_BUREAU = "deputy_bureau", N_("Deputy bureau level")
    DIVISION = "division", N_("Division level")
    DEPUTY_DIVISION = "deputy_division", N_("Deputy division level")
    SECTION = "section", N_("Section level")
    DEPUTY_SECTION = "deputy_section", N_("Deputy section level")
    NONE = "none", N_("No administrative rank")


class Channel(Choice):
    """七大信息渠道: where a fact or a lead came from."""

    WEBSITES = "websites", N_("Websites")
    INSTITUTES = "institutes", N_("Universities and institutes")
    CUSTOMERS = "customers", N_("Existing customers")
    VENDORS = "vendors", N_("Information vendors")
    MEDIA = "media", N_("Media and tender notices")
    INBOUND = "inbound", N_("Inbound calls and visits")
    HEADQUARTERS = "headquarters", N_("Intelligence from headquarters")


class Confidence(Choice):
    SURE = "sure", N_("Confirmed")
    LIKELY = "likely", N_("Likely")
    HEARSAY = "hearsay", N_("Hearsay")


class BuyingMethod(Choice):
    """采购方式."""

    OPEN_TENDER = "open_tender", N_("Open tender")
    INVITED_TENDER = "invited_tender", N_("Invited tender")
    NEGOTIATION = "negotiation", N_("Competitive negotiation")
    CONSULTATION = "consultation", N_("Competitive consultation")
    INQUIRY = "inquiry", N_("Inquiry")
    SINGLE_SOURCE = "single_source", N_("Single source")
    FRAMEWORK = "framework", N_("Framework agreement")
