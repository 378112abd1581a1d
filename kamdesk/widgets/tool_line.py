"""The line of tools above a list: filter, chips, count, buttons. Where it is too short it becomes two lines; it never widens a page."""

from PySide6.QtCore import QChildEvent, QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

SPACE = 8


class ToolLine(QWidget):
    """Parts stand beside each other in their own size, those after the stretch at the right end.

    It fixes its own height for the width it got: a layout whose height depends on its width would make the whole page scroll.
    """

    def __init__(self, grows: QWidget | None = None, least: int = 160, most: int = 320) -> None:
        """`grows` is the part (the filter) that takes between `least` and `most` pixels, as there is room."""
        super().__init__()
        self.setProperty("role", "clear")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._grows, self._least, self._most = grows, least, most
        self._parts: list[QWidget] = []
        self._right_from = 10_000

    def addWidget(self, part: QWidget) -> None:
        self.insertWidget(len(self._parts), part)

    def insertWidget(self, place: int, part: QWidget) -> None:
        self._parts.insert(place, part)
        if place < self._right_from < 10_000:
            self._right_from += 1
        hidden = part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide) and part.isHidden()
        part.setParent(self)
        part.setVisible(not hidden)
        if place > 0:
            QWidget.setTabOrder(self._parts[place - 1], part)  # Tab goes along the line, whatever was made last
        self._settle()

    def addStretch(self) -> None:
        """What comes from here on stands at the right."""
        self._right_from = len(self._parts)

    def parts(self) -> tuple[QWidget, ...]:
        return tuple(self._parts)

    def sizeHint(self) -> QSize:
        return QSize(sum(self._wide(part) + SPACE for part in self._shown()), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(max((self._wide(part) for part in self._shown()), default=0), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Polish, QEvent.Type.Show):
            self._settle()
        return super().event(event)

    def childEvent(self, event: QChildEvent) -> None:
        if event.removed():
            self._forget(event.child())
        super().childEvent(event)

    def _forget(self, gone: QObject) -> None:
        for place, part in enumerate(self._parts):
            if part is gone:
                del self._parts[place]
                self._right_from -= place < self._right_from < 10_000
                break

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _wide(self, part: QWidget) -> int:
        return self._least if part is self._grows else max(part.sizeHint().width(), part.minimumWidth())

    def _height(self) -> int:
        return max((part.sizeHint().height() for part in self._shown()), default=0)

    def _rows(self) -> list[list[QWidget]]:
        rows: list[list[QWidget]] = [[]]
        used = 0
        for part in self._shown():
            wide = self._wide(part)
            if rows[-1] and used + wide > self.width():
                rows.append([])
                used = 0
            rows[-1].append(part)
            used += wide + SPACE
        return rows

    def _settle(self) -> None:
        if self.width() < 2:
            return
        height, rows = self._height(), self._rows()
        for number, row in enumerate(rows):
            self._place(row, number * (height + SPACE), height)
        whole = max(0, len(rows) * (height + SPACE) - SPACE)
        if self.minimumHeight() != whole:
            self.setFixedHeight(whole)

    def _place(self, row: list[QWidget], top: int, height: int) -> None:
        free = self.width() - sum(self._wide(part) for part in row) - SPACE * (len(row) - 1)
        grown = min(max(0, free), self._most - self._least) if self._grows in row else 0
        pushed = any(self._parts.index(part) >= self._right_from for part in row) and self._parts.index(row[0]) < self._right_from
        at_right = all(self._parts.index(part) >= self._right_from for part in row)
        left = max(0, free - grown) if at_right else 0
        for part in row:
            if pushed and self._parts.index(part) >= self._right_from:
                left, pushed = left + max(0, free - grown), False
            wide = min(self._wide(part) + (grown if part is self._grows else 0), self.width())
            tall = min(part.sizeHint().height(), height)
            part.setGeometry(QRect(left, top + (height - tall) // 2, wide, tall))
            left += wide + SPACE
