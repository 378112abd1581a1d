"""The window: navigation at the left, the bar on top, one page, a quiet line below. It holds the parts together and knows no subject."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QTabBar, QWidget

from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.desk import deeds
from kamdesk.desk.contents import pages, resolved, there
from kamdesk.desk.frame import Frame
from kamdesk.desk.machine import Machine
from kamdesk.desk.page_stack import PageStack
from kamdesk.desk.shell import place as put_in_place
from kamdesk.desk.taking_back import TakingBack
from kamdesk.desk.top_bar import TopBar
from kamdesk.desk.trail import Trail
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.page import Page
from kamdesk.widgets.progress import ProgressStrip
from kamdesk.widgets.toast import Toast

if TYPE_CHECKING:
    from kamdesk.core.store import Done
    from kamdesk.desk.history_panel import HistoryPanel


class Window(QMainWindow):
    """Shown empty at once; `open_desk` fills it, `show_gate` hides everything behind a gate. Signals: `leaving()` when the rep closes it,
    `wished(str)` for what the program has to do ("lock", "sample", "backup").
    """

    leaving = Signal()
    wished = Signal(str)

    def __init__(self, words: Words, machine: Machine) -> None:
        super().__init__()
        self.words, self._machine = words, machine
        self.setWindowTitle("kamdesk")
        self.desk: Desk | None = None
        self._taking_back: TakingBack | None = None
        self.pages: PageStack | None = None
        self.trail = Trail()
        self.history: HistoryPanel | None = None
        self._gate: QWidget | None = None
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(250)
        self._counting.timeout.connect(self.count_waiting)
        self._build()
        put_in_place(self, machine.geometry)

    # what the program calls

    def open_desk(self, desk: Desk, address: Address | None = None) -> None:
        """Fills the frame with the pages of an open workspace."""
        self.desk, self.words = desk, desk.words
        self._build()
        self.pages = PageStack(desk)
        self.frame.put_pages(self.pages)
        self.status.add_progress(ProgressStrip(desk.jobs, desk.words))
        self._taking_back = TakingBack(desk)
        self._taking_back.taken.connect(self._taken_back)
        desk.opened.connect(self.open_address)
        desk.told.connect(self._tell)
        desk.asked_for.connect(self._asked)
        desk.changed.connect(self._changed)
        self._set_enabled(enabled=True)
        self._stack.setCurrentWidget(self.frame)
        known = address is not None and self.pages.knows(address.page)
        first = self.navigation.keys[0] if self.navigation.keys else ""
        if known and address is not None:
            self.open_address(address)
        elif first:
            self.open_address(Address(first))
        self.refresh_undo()
        self._counting.start()

    def leave_desk(self) -> Address | None:
        """Lets go of pages and desk; returns where the rep was."""
        page = self.pages.page if self.pages is not None else None
        here = page.where() if page is not None else None
        if self.desk is not None:
            self.desk.opened.disconnect(self.open_address)
            self.desk.told.disconnect(self._tell)
            self.desk.asked_for.disconnect(self._asked)
            self.desk.changed.disconnect(self._changed)
        if self._taking_back is not None:
            self._taking_back.taken.disconnect(self._taken_back)
        self.desk = self.pages = self._taking_back = None
        self._build()
        return here

    def show_gate(self, gate: QWidget) -> None:
        """Shows only `gate`; nothing of a workspace can be seen or reached."""
        self.drop_gate()
        self._gate = gate
        self._stack.addWidget(gate)
        self._stack.setCurrentWidget(gate)
        self._set_enabled(enabled=False)
        gate.setFocus()

    def drop_gate(self) -> None:
        if self._gate is not None:
            self._stack.removeWidget(self._gate)
            self._gate.deleteLater()
            self._gate = None
        self._stack.setCurrentWidget(self.frame)
        self._set_enabled(enabled=self.desk is not None)

    def tell(self, text: str, deed: str = "") -> None:
        self.toast.say(text, deed)

    # going somewhere

    def open_address(self, address: Address) -> None:
        if self.pages is None or not self.pages.knows(address.page):
            return
        self._settle()
        self.trail.go(address)
        self._show(address)

    def go_back(self) -> None:
        if self.trail.can_go_back:
            self._settle()
            self._show(self.trail.back())

    def go_forward(self) -> None:
        if self.trail.can_go_forward:
            self._settle()
            self._show(self.trail.forward())

    def _open_page(self, key: str) -> None:
        self.open_address(Address(key))

    def _settle(self) -> None:
        page = self.page
        if page is not None:
            self.trail.settle(page.where())

    def _show(self, address: Address) -> None:
        assert self.pages is not None
        before, focus = self.page, self.focusWidget()
        if before is not None and focus is not None and before.key != address.page and before.isAncestorOf(focus):
            focus.clearFocus()  # Qt would hand the keyboard to whatever comes first on the other page
        try:
            page = self.pages.show_address(address)
        except Refused as refused:  # an old address may name what was erased since
            assert self.desk is not None
            self.tell(self.desk.sentence(refused))
            return
        focus = self.focusWidget()
        if focus is None or not page.isAncestorOf(focus) or not focus.isVisible() or isinstance(focus, QTabBar):
            page.take_focus()
        self.navigation.mark(address.page)
        self.setWindowTitle(f"{self.words.translated(page.title)} — kamdesk")
        self.deeds["back"].setEnabled(self.trail.can_go_back)
        self.deeds["forward"].setEnabled(self.trail.can_go_forward)

    # deeds

    @property
    def page(self) -> Page | None:
        return self.pages.page if self.pages is not None else None

    def new_here(self) -> None:
        """What is made on this page; where nothing is, the menu of everything that can be made."""
        if self.page is None:
            return
        if type(self.page).new_item is Page.new_item:
            self.frame.top.new_button.showMenu()
        else:
            self.page.new_item()

    def print_here(self) -> None:
        job = self.page.print_items() if self.page is not None else None
        if self.desk is None:
            return
        if job is None or not job.papers:
            self.tell(self.words("There is nothing to print on this page."))
            return
        from kamdesk.widgets.print_dialog import print_now

        print_now(self, self.desk, job)

    def filter_here(self) -> None:
        if self.page is not None:
            self.page.filter_items()

    def edit_here(self) -> None:
        if self.page is not None:
            self.page.edit_item()

    def open_palette(self, typed: str = "") -> None:
        if self.desk is None:
            return
        from kamdesk.desk.commands import palette_of

        palette = palette_of(self)
        palette.line.setText(typed if isinstance(typed, str) else "")
        palette.show_over(self)

    def undo(self) -> None:
        self.undo_steps(1)

    def redo(self) -> None:
        if self._taking_back is not None:
            self._taking_back.start("redo")

    def undo_steps(self, steps: int) -> None:
        """Takes back the newest change and those before it, until one is refused."""
        if self._taking_back is not None:
            self._taking_back.start("undo", steps)

    def _taken_back(self, kind: str, done: "Done") -> None:
        from kamdesk.desk.history_panel import deed

        what = deed(done.label, done.about, self.words)
        self._offered = "redo" if kind == "undo" else "undo"
        if kind == "undo":
            self.tell(self.words("Undone: {what}", what=what), self.words("Redo"))
        else:
            self.tell(self.words("Redone: {what}", what=what), self.words("Undo"))

    def toggle_history(self) -> None:
        if self.history is not None:
            self.history.deleteLater()
            self.history = None
            return
        if self.desk is None:
            return
        from kamdesk.desk.history_panel import HistoryPanel

        self.history = HistoryPanel(self.desk)
        self.history.closed.connect(self.toggle_history)
        self.history.asked_back.connect(self.undo_steps)
        self.frame.put_drawer(self.history)
        self.history.list.setFocus()

    def show_help(self) -> None:
        from kamdesk.desk.help import HelpDialog

        HelpDialog(self, self.words, self.page).open()

    def leave(self) -> None:
        """Ctrl+Q."""
        self.window().close()

    def ask_for_lock(self) -> None:
        self.wished.emit("lock")

    def ask_for_sample(self) -> None:
        self.wished.emit("sample")

    def ask_for_backup(self) -> None:
        self.wished.emit("backup")

    # what is heard

    def refresh_undo(self) -> None:
        """Says below, and in the tooltip, what undo would take back."""
        if self.desk is None:
            return
        from kamdesk.desk.history_panel import deed

        for kind in ("undo", "redo"):
            next_one = self.desk.store.next_reversal(kind)
            what = deed(*next_one, self.words) if next_one else ""
            self.deeds[kind].setEnabled(bool(what))
            if kind == "undo":
                self.status.show_undo(what, self.deeds[kind].toolTip())

    def count_waiting(self) -> None:
        """What waits for the rep on each page, after a change has settled."""
        if self.desk is None:
            return
        for place in pages():
            query = resolved(place.waiting) if place.waiting and there(place.waiting) else None
            if query is not None:
                found = self.desk.ask(query, self.desk.today())
                count, urgent = found if isinstance(found, tuple) else (found, False)
                self.navigation.wait(place.key, count, urgent=urgent)

    def _changed(self) -> None:
        self.refresh_undo()
        self._counting.start()

    def _tell(self, text: str) -> None:
        self._offered = ""
        self.tell(text)

    def _asked(self, what: str) -> None:
        inside = {"print": self.print_here, "new": self.new_here, "palette": self.open_palette, "history": self.toggle_history}
        if what in inside:
            inside[what]()
        else:
            self.wished.emit(what)

    def _take_offer(self) -> None:
        if self._offered:
            (self.undo if self._offered == "undo" else self.redo)()

    # building

    def _build(self) -> None:
        """Makes the frame anew: in another language or theme everything is another."""
        for old in self.actions():
            self.removeAction(old)
            old.deleteLater()
        words = self.words
        self.deeds = deeds.made(deeds.DEEDS, self, words)
        self._gate, self.history, self._offered = None, None, ""
        top = TopBar(words, self.deeds["back"], self.deeds["forward"], self.deeds["print"], self.deeds["new"])
        top.search.asked.connect(self.open_palette)
        self.frame = Frame(words, top)
        self.navigation, self.status = self.frame.navigation, self.frame.status
        self.navigation.chosen.connect(self._open_page)
        self.status.undo_button.clicked.connect(self.undo)
        self._fill_new_menu()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.frame)
        self.setCentralWidget(self._stack)
        self._stack.show()  # at once, not with the next event: pages ask whether they are visible
        self.toast = Toast(self)
        self.toast.acted.connect(self._take_offer)
        self._page_keys()
        self._set_enabled(enabled=False)
        self.frame.fold(self.width())

    def _page_keys(self) -> None:
        for number, key in enumerate(self.navigation.keys[:9], 1):
            action = QAction(self)
            action.setObjectName(f"page.{number}")
            action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.setData(key)
            action.triggered.connect(self._open_numbered)
            self.addAction(action)

    def _open_numbered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._open_page(str(action.data()))

    def _fill_new_menu(self) -> None:
        for place in pages():
            if place.new:
                action = QAction(self)
                action.setObjectName(f"new.{place.key}")
                action.setData(place.key)
                action.triggered.connect(self._new_on)
                self.frame.top.add_new(self.words.translated(place.new), place.icon, action)

    def _new_on(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.new_on(str(action.data()))

    def new_on(self, key: str) -> None:
        """Goes to a page and makes something new there."""
        self._open_page(key)
        self.new_here()

    def _set_enabled(self, *, enabled: bool) -> None:
        for action in self.actions():
            action.setEnabled(enabled or action.objectName() == "deed.quit")
        self.frame.top.setEnabled(enabled)
        self.navigation.setEnabled(enabled)
        if enabled:
            self.deeds["back"].setEnabled(self.trail.can_go_back)
            self.deeds["forward"].setEnabled(self.trail.can_go_forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frame.fold(self.width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.focusWidget() is None:
            self.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._machine.geometry = self.window().saveGeometry()
        self._machine.sync()
        self.leaving.emit()
        event.accept()
