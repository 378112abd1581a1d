"""What a check found, worst first: how bad, what, how to mend it, which article; a click or Enter goes to the place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.core.findings import Finding, Severity
from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.widgets.card import clear, holder, scrolled
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

MOST_ROWS = 200
TONES = {Severity.FATAL: Tone.BAD, Severity.SERIOUS: Tone.CAUTION, Severity.NOTE: Tone.MUTED}


class FindingList(QWidget):
    """Emits `chosen(Finding)`. `put` takes the findings and the sentences of what passed."""

    chosen = Signal(object)

    def __init__(self, words: Words, nothing: str) -> None:
        """`nothing` is said (already worded) where there are no findings."""
        super().__init__()
        self._words, self._nothing = words, nothing
        self.rows: list[FindingRow] = []
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 0, 8, 0)
        self._inside.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(holder(self._inside)))

    def put(self, findings: Sequence[Finding], passed: Sequence[str] = ()) -> None:
        clear(self._inside)
        self.rows = [FindingRow(finding, self._words) for finding in findings[:MOST_ROWS]]
        for row in self.rows:
            row.asked.connect(self.chosen)
            self._inside.addWidget(row)
        if len(findings) > MOST_ROWS:
            self._inside.addWidget(label(self._words(N_("{n} more are not shown."), n=len(findings) - MOST_ROWS), "small"))
        if not findings:
            nothing = label(f"✓ {self._nothing}", "strong", tone=Tone.GOOD, wrap=True)
            nothing.setContentsMargins(12, 10, 12, 10)
            self._inside.addWidget(nothing)
        if passed:
            heading = label(self._words(N_("Checked and in order")), "section")
            heading.setContentsMargins(12, 18, 12, 4)
            self._inside.addWidget(heading)
        for sentence in passed:
            line = label(f"✓ {sentence}", "muted", wrap=True)
            line.setContentsMargins(12, 3, 12, 3)
            self._inside.addWidget(line)
        self._inside.addStretch(1)


class FindingRow(QFrame):
    """One finding."""

    asked = Signal(object)

    def __init__(self, finding: Finding, words: Words) -> None:
        super().__init__()
        self.finding = finding
        said, mended = finding.said(words), finding.mended(words)
        self.setObjectName(f"finding.{finding.code}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        severity = words.translated(finding.severity.label)
        self.setAccessibleName(f"{severity}: {said}")
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addWidget(label(said, wrap=True))
        law = finding.article.shown(words) if finding.article is not None else ""
        texts.addWidget(label(" · ".join(part for part in (mended, law) if part), "small", wrap=True))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 9, 12, 9)
        whole.setSpacing(12)
        badge = Badge(severity, TONES[finding.severity])
        badge.setMinimumWidth(52)
        whole.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(texts, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.asked.emit(self.finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit(self.finding)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setFrameShape(QFrame.Shape.StyledPanel if event.type() == QEvent.Type.FocusIn else QFrame.Shape.NoFrame)
        return super().event(event)
