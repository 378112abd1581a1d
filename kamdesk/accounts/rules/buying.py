"""What the customer's own buying strategy means for our way of selling. Pure.

After Peter Kraljic, “Purchasing must become supply management” (1983): what is bought is placed by its effect on the buyer's profit and the
risk of its supply. The sentences about selling are ours.
"""

from collections.abc import Mapping
from types import MappingProxyType

from kamdesk.accounts.rules import Kraljic
from kamdesk.core.marking import N_

# (supply risk is high, profit impact is high)
PLACES: Mapping[Kraljic, tuple[bool, bool]] = MappingProxyType({
    Kraljic.LEVERAGE: (False, True),
    Kraljic.STRATEGIC: (True, True),
    Kraljic.ROUTINE: (False, False),
    Kraljic.BOTTLENECK: (True, False),
})  # fmt: skip

MEANING: Mapping[Kraljic, str] = MappingProxyType({
    Kraljic.ROUTINE: N_("It wants no trouble: framework agreement, easy ordering and punctual delivery beat every argument."),
    Kraljic.LEVERAGE: N_("It can choose among many and presses the price: show the cost over the whole life, bundle, bind by service."),
    Kraljic.BOTTLENECK: N_("It fears standing still more than a high price: offer stock nearby, spare parts and long terms."),
    Kraljic.STRATEGIC: N_("Both depend on each other: sell at the top, plan together over years, and bring more than the product."),
})  # fmt: skip
