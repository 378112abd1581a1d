"""How a bid answers a tender and when a formality would throw it out. Pure."""

from kamdesk.bids.rules.check import Report as Report
from kamdesk.bids.rules.check import check as check
from kamdesk.bids.rules.sheet import Answer as Answer
from kamdesk.bids.rules.sheet import BidSheet as BidSheet
from kamdesk.bids.rules.sheet import BidState as BidState
from kamdesk.bids.rules.sheet import CompanyFacts as CompanyFacts
from kamdesk.bids.rules.sheet import Deviation as Deviation
from kamdesk.bids.rules.sheet import Form as Form
from kamdesk.bids.rules.sheet import Item as Item
from kamdesk.bids.rules.sheet import Scan as Scan
from kamdesk.bids.rules.sheet import Signing as Signing
