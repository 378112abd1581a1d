from kamdesk.bids.page.bids import BidsPage as BidsPage
