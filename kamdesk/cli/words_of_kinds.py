"""The words that may be typed for kinds and papers, apart from `kinds` so that the parser is built without loading SQLAlchemy."""

WORDS = (
    "account", "note", "year", "project", "installed", "rival", "person", "posting", "touch", "task", "promise", "company", "text",
    "certificate", "file", "criterion", "assessment", "offering", "division", "cell", "objective", "review", "opportunity", "map", "seat",
    "tie", "thread", "visit", "attendee", "proposal", "section", "price", "tender", "clause", "bid", "item", "response",
    "view",
)  # fmt: skip
IMPORTED = {"people": "person", "person": "person", "accounts": "account", "account": "account"}  # what may be typed: its kind
PRINTED = ("list", "account", "person", "held", "map", "matrix", "visit", "proposal", "bid", "portfolio")
HAPPENINGS = ("visit", "touch", "fact", "people", "deal", "paper", "promise", "plan", "file")
