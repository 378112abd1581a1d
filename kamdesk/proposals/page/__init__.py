from kamdesk.proposals.page.panel import ProposalsPanel as ProposalsPanel
from kamdesk.proposals.page.proposals import ProposalsPage as ProposalsPage
