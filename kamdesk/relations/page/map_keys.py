"""The keys and the grips of the map, for F1."""

from kamdesk.core.marking import N_

MAP_KEYS = (
    ("↑ ↓ ← →", N_("To the boss, a report, a colleague")),
    ("Shift+↑↓←→", N_("Choose them as well")),
    ("Ctrl+A", N_("Choose everybody")),
    ("Enter", N_("Add a colleague beside")),
    ("Tab", N_("Add a report below")),
    ("F2", N_("Edit on the box")),
    ("Ctrl+Enter", N_("Open the card")),
    ("T", N_("Draw a tie")),
    ("Del", N_("Take off the map")),
    ("Space", N_("Fold or unfold")),
    ("Alt+← →", N_("Earlier or later among colleagues")),
    ("Ctrl+↑↓←→", N_("Move the box by hand")),
    ("Home", N_("Back to automatic layout")),
    ("C", N_("Bring to the middle")),
    ("G", N_("Rings around this person")),
    ("/  F3", N_("Find, find the next")),
    ("+  -  0", N_("Nearer, farther, the whole map")),
    ("Ctrl+C", N_("Copy the map as a picture, masked")),
    (N_("Drag onto a box"), N_("Report there")),
    (N_("Drag beside a colleague"), N_("Change the order")),
    (N_("Drag to the ground"), N_("Leave it there")),
    (N_("Drag the small handle"), N_("Draw a tie")),
    (N_("Shift and drag"), N_("Choose all inside")),
    (N_("Right button"), N_("Everything else")),
)
