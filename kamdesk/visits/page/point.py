"""The point being prepared: its hint, its fields where they stand, what is missing, and suggestions to use or to skip."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kamdesk.core.problems import Refused
from kamdesk.pipeline.rules import Said
from kamdesk.visits import actions, queries
from kamdesk.visits.page.people import People
from kamdesk.visits.queries import VISIT_FIELDS, VisitSheet
from kamdesk.visits.rules import POINT_FIELDS, Point, Suggestion, point_guides
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, clear, holder, scrolled, stacked
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.form import Form
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

_FIELDS = {field.name: field for field in VISIT_FIELDS}
# Several of these may be used one after the other, each on a line of its own.
_SEVERAL = frozenset({"materials", "questions", "objections"})


class PointPanel(Card):
    """Emits `typed()` at every keystroke in one of its fields."""

    typed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(" ")
        self._desk, self._words = desk, desk.words
        self._sheet: VisitSheet | None = None
        self._point = Point.WHOM
        self._skipped: set[tuple[str, str]] = set()
        self.hint = label("", "muted", wrap=True)
        self.people = People(desk)
        self.people.typed.connect(self.typed)
        self.forms: dict[Point, Form] = {}
        self._pages = {point: self._page_of(point) for point in Point}
        self.missing = label("", tone=Tone.CAUTION, wrap=True)
        self.tick = QCheckBox(self._words("Settled: nothing more to prepare here"))
        self.tick.setObjectName("point.tick")
        self.tick.clicked.connect(self._tick)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(8)
        inside = stacked(self.hint, *self._pages.values(), self.missing, self.tick, self._offers, None)
        self.add(scrolled(holder(inside)), 1)
        QApplication.instance().focusChanged.connect(self._watch)  # type: ignore[union-attr]

    def show_sheet(self, sheet: VisitSheet) -> None:
        if self._sheet is None or sheet.id != self._sheet.id:
            self._skipped.clear()
        self._sheet = sheet
        for form in self.forms.values():
            form.show_values(sheet.values)
        self.people.show_sheet(sheet)
        self._fill()

    def show_point(self, point: Point) -> None:
        self._point = point
        for each, page in self._pages.items():
            page.setVisible(each is point)
        self.heading.setText(f"{list(Point).index(point) + 1}  {self._words.translated(point.label)}")
        self.heading.show()
        self.hint.setText(_hint(point).by(self._words))
        self._fill()

    def edit(self) -> None:
        """F2: the first field of the point that is still empty, else its first."""
        if self._point is Point.WHOM:
            self.people.picker.setFocus()
            return
        form, values = self.forms[self._point], self._sheet.values if self._sheet else {}
        names = POINT_FIELDS[self._point]
        form.edit(next((name for name in names if not values.get(name)), names[0]))

    def being_typed(self) -> dict[str, object]:
        """What stands in open inputs and is not kept yet; what cannot be read as a value is left out."""
        found: dict[str, object] = {}
        for form in self.forms.values():
            for name, row in form.rows.items():
                if row.editor is None:
                    continue
                try:
                    found[name] = row.editor.value()
                except Refused:
                    continue
        return found

    def _page_of(self, point: Point) -> QWidget:
        form = self.forms[point] = Form(self._desk, [_FIELDS[name] for name in POINT_FIELDS[point]], self._save, beside=False, groups=False)
        parts: tuple[QWidget, ...] = (form, self.people) if point is Point.WHOM else (form,)
        asks = [label("·  " + ask.by(self._words), "small", wrap=True) for ask in point_guides()[point].asks]
        return holder(stacked(*parts, *asks, spacing=8))

    def _fill(self) -> None:
        """What is missing, the tick, and the suggestions of the point in front."""
        if self._sheet is None:
            return
        state = next(each for each in self._sheet.readiness.points if each.point is self._point)
        joined = self._words.of("list", "; ").join(self._words.translated(reason) for reason in state.missing)
        self.missing.setText(f"△ {joined}")
        self.missing.setVisible(bool(state.missing) and not state.ticked)
        self.tick.setChecked(state.ticked)
        self.tick.setVisible(bool(state.missing))
        clear(self._offers)
        offers = self._suggestions()
        if offers:
            self._offers.addWidget(label(self._words("Suggestions"), "section"))
        for offer in offers:
            self._offers.addWidget(self._offer(offer))

    def _suggestions(self) -> Sequence[Suggestion]:
        assert self._sheet is not None
        found = self._desk.ask(queries.visit_suggestions, self._sheet, self._desk.today())
        here = [each for each in found if each.point is self._point]
        used = {each.into: self._sheet.text(each.into) for each in here if each.into}

        def fresh(offer: Suggestion) -> bool:
            text = offer.worded(self._words)
            return (offer.into, text) not in self._skipped and text.strip() not in used.get(offer.into, "")

        return [each for each in here if fresh(each)]

    def _offer(self, offer: Suggestion) -> QWidget:
        text = label(offer.worded(self._words), wrap=True)
        why = label(offer.reason(self._words), "small", wrap=True)
        use = buttons.plain(self._words("Use"), name="suggestion.use")
        skip = buttons.link(self._words("Skip"), name="suggestion.skip")
        use.clicked.connect(lambda: self._use(offer))
        skip.clicked.connect(lambda: self._skip(offer))
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addLayout(stacked(text, why, spacing=1), 1)
        line.addWidget(use)
        line.addWidget(skip)
        made = QWidget()
        line.setContentsMargins(0, 0, 0, 0)
        made.setLayout(line)
        return made

    def _use(self, offer: Suggestion) -> None:
        assert self._sheet is not None
        if offer.person is not None:
            self.people.put_on_list(offer.person)
            return
        text = offer.worded(self._words)
        before = self._sheet.text(offer.into)
        both = f"{before}\n{text}" if before and offer.into in _SEVERAL else text
        self._save({offer.into: both})

    def _skip(self, offer: Suggestion) -> None:
        self._skipped.add((offer.into, offer.worded(self._words)))
        self._fill()

    def _save(self, values: dict[str, object]) -> None:
        assert self._sheet is not None
        self._desk.do(actions.save_visit, self._sheet.id, values)

    def _tick(self, checked: bool) -> None:
        assert self._sheet is not None
        self._desk.do(actions.tick_point, self._sheet.id, self._point, checked)

    def _watch(self, _old: QWidget | None, now: QWidget | None) -> None:
        """An input was opened: the brief follows what is typed into it."""
        if isinstance(now, QLineEdit | QPlainTextEdit) and now.property("watched") is None and self.isAncestorOf(now):
            now.setProperty("watched", True)
            now.textChanged.connect(self.typed)


def _hint(point: Point) -> Said:
    return point_guides()[point].hint
