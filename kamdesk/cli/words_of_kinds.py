"""The words that may be typed for kinds and papers, apart from `kinds` so that the parser is built without loading SQLAlchemy."""

WORDS = (
    "account", "note", "person", "promise", "company", "text", "certificate", "file", "opportunity", "map", "seat", "tie", "visit",
    "attendee", "proposal", "section", "price", "tender", "clause", "bid", "item", "response",
)  # fmt: skip
PRINTED = ("account", "map", "visit", "proposal", "bid")
