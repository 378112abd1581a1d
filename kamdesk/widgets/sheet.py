"""The style sheet of the program. `@name@` stands for a token; looks hang on the `role` and `tone` properties of widgets."""

SHEET = """
QWidget { color: @text@; }
QMainWindow, QDialog, QWizard, QWidget[role="ground"] { background: @background@; }
QToolTip { background: @card@; color: @text@; border: 1px solid @edge@; padding: 4px 8px; }
QLabel { background: transparent; }
QPushButton, QToolButton, QCheckBox, QRadioButton, QTabBar { outline: none; }
QLabel[role="title"] { font-size: 22px; font-weight: 600; }
QLabel[role="figure"] { font-size: 24px; }
QLabel[role="section"] { font-size: 15px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="small"] { font-size: 12px; color: @muted@; }
QLabel[role="muted"], QLabel[tone="muted"] { color: @muted@; }
QLabel[tone="accent"] { color: @accent@; }
QLabel[tone="good"] { color: @good@; }
QLabel[tone="caution"] { color: @caution@; }
QLabel[tone="bad"], QLabel[role="refusal"] { color: @bad@; }
QFrame[role="card"] { background: @card@; border: 1px solid @line@; border-radius: 10px; }
QFrame[role="popover"] { background: @card@; border: 1px solid @edge@; border-radius: 10px; }
QWidget[role="line"] { background: transparent; border-radius: 6px; }
QWidget[role="line"]:focus { background: @accent_soft@; }
QFrame[role="quarter"] { background: @background@; border: none; border-left: 3px solid @edge@; border-radius: 4px; }
QFrame[role="quarter"][tone="good"] { border-left-color: @good@; }
QFrame[role="quarter"][tone="caution"] { border-left-color: @caution@; }
QFrame[role="quarter"][tone="accent"] { border-left-color: @accent@; }
QFrame[role="quarter"][tone="bad"] { border-left-color: @bad@; }
QFrame[role="rule"] { background: @line@; border: none; }

QPushButton, QToolButton[role="plain"] { background: @card@; border: 1px solid @edge@; border-radius: 8px; padding: 6px 14px;
  min-height: 20px; }
QPushButton:hover, QToolButton[role="plain"]:hover { background: @hover@; }
QPushButton:pressed, QToolButton[role="plain"]:pressed { background: @line@; }
QPushButton:focus, QToolButton[role="plain"]:focus { border: 2px solid @accent@; padding: 5px 13px; }
QPushButton:disabled, QToolButton[role="plain"]:disabled { color: @muted@; background: @background@; border-color: @line@; }
QPushButton[role="primary"], QToolButton[role="primary"] { background: @accent_fill@; color: @on_accent@;
  border: 1px solid @accent_fill@; font-weight: 600;
  border-radius: 8px; padding: 6px 14px; min-height: 20px; }
QPushButton[role="primary"]:hover, QToolButton[role="primary"]:hover { background: @accent@; border-color: @accent@; }
QPushButton[role="primary"]:focus, QToolButton[role="primary"]:focus { border: 2px solid @text@; padding: 5px 13px; }
QPushButton[role="primary"]:disabled { background: @line@; border-color: @line@; color: @muted@; }
QPushButton[role="danger"] { color: @bad@; border-color: @bad@; }
QPushButton[role="link"] { background: transparent; border: none; color: @accent@; padding: 2px 4px; text-align: left;
  border-radius: 4px; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 1px solid @accent@; padding: 1px 3px; }
QPushButton[role="value"] { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0; text-align: left;
  min-height: 0; }
QPushButton[role="value"]:hover { background: @hover@; }
QPushButton[role="value"]:focus { border: 1px solid @accent@; padding: 0; }
QPushButton[role="step"] { background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 0; min-height: 0;
  text-align: left; }
QPushButton[role="step"]:hover { background: @hover@; }
QPushButton[role="step"]:checked { background: @accent_soft@; }
QPushButton[role="step"]:focus { border: 1px solid @accent@; padding: 0; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 5px; }
QToolButton:hover { background: @hover@; }
QToolButton:checked { background: @accent_soft@; color: @accent@; }
QToolButton:focus { border: 2px solid @accent@; padding: 4px; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[role="chip"] { border-radius: 14px; padding: 3px 12px; min-height: 20px; border: 1px solid @line@; background: @card@; }
QPushButton[role="chip"]:hover { background: @hover@; }
QPushButton[role="chip"]:checked { background: @accent_soft@; color: @accent@; border-color: @accent@; }
QFrame[role="condition"] { border-radius: 14px; border: 1px solid @edge@; background: @accent_soft@; }
QFrame[role="condition"] QPushButton[role="chip"] { border: none; background: transparent; padding: 3px 4px 3px 10px; }
QFrame[role="condition"] QToolButton { border: none; background: transparent; padding: 1px; margin-right: 3px; }
QFrame[role="chosen"] { border-radius: 10px; border: 1px solid @accent@; background: @accent_soft@; }
QPushButton[role="chip"]:focus { border: 2px solid @accent@; padding: 2px 11px; }
QPushButton[role="chip"][fine="true"] { font-size: 12px; border-radius: 11px; padding: 1px 8px; min-height: 18px; border-color: @edge@; }
QPushButton[role="chip"][fine="true"]:checked { border-color: @accent@; }
QPushButton[role="chip"][fine="true"]:focus { padding: 0 7px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: @card@; border: 1px solid @edge@; border-radius: 8px;
  padding: 5px 9px;
  selection-background-color: @accent_fill@; selection-color: @on_accent@; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 22px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid @accent@;
  padding: 4px 8px; }
QLineEdit[refused="true"], QPlainTextEdit[refused="true"], QComboBox[refused="true"] { border: 2px solid @bad@; padding: 4px 8px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @background@; color: @muted@; }
QLineEdit[role="bare"] { border: none; background: transparent; padding: 4px; }
QComboBox { padding-right: 24px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("@look@/chevron-down-@shade@.svg"); width: 16px; height: 16px; }
QComboBox QAbstractItemView, QListView[role="popup"] { background: @card@; border: 1px solid @edge@; padding: 4px; outline: 0;
  selection-background-color: @accent_soft@; selection-color: @text@; }

QAbstractItemView { background: @card@; border: none; outline: 0; selection-background-color: @accent_soft@; selection-color: @text@; }
QTableView { gridline-color: transparent; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 1px solid @accent@; }
QTableView, QListView, QTreeView { border: 1px solid transparent; border-radius: 6px; }
QTableView::item { border-bottom: 1px solid @line@; padding: 0 8px; }
QListView::item { padding: 7px 8px; border-radius: 6px; }
QTableView::item:selected { background: @accent_soft@; }
QTreeView[role="members"]::item { padding: 8px 10px; border-bottom: 1px solid @line@; }
QListView::item:selected, QTreeView::item:selected { background: @accent_soft@; color: @text@; }
QListView::item:hover:!selected { background: @hover@; }
QHeaderView { background: @card@; border: none; }
QHeaderView::section { background: @card@; color: @muted@; border: none; border-bottom: 1px solid @line@; padding: 9px 11px 7px 11px;
  font-weight: 400; }
QHeaderView::up-arrow { image: url("@look@/chevron-up-@shade@.svg"); width: 12px; subcontrol-position: top center; }
QHeaderView::down-arrow { image: url("@look@/chevron-down-@shade@.svg"); width: 12px; subcontrol-position: top center; }
QHeaderView::section:hover { color: @text@; }
QTableCornerButton::section { background: @card@; border: none; }

QFrame[role="navigation"] { background: @card@; border: none; border-right: 1px solid @line@; }
QLabel[role="brand"] { font-size: 22px; font-weight: 600; letter-spacing: 1px; }
QPushButton[role="navigation"] { background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 0; min-height: 0; }
QPushButton[role="navigation"]:hover { background: @hover@; }
QPushButton[role="navigation"]:checked { background: @accent_soft@; }
QPushButton[role="navigation"]:focus { border: 2px solid @accent@; padding: 0; }
QFrame[role="search"] { background: @card@; border: 1px solid @line@; border-radius: 8px; }
QFrame[role="search"]:hover { border-color: @edge@; }
QFrame[role="search"]:focus { border: 2px solid @accent@; }
QFrame[role="status"] { background: @card@; border: none; border-top: 1px solid @line@; }
QWidget[role="gate"] { background: @background@; }
QFrame[role="drawer"] { background: @card@; border: none; border-left: 1px solid @line@; }
QFrame[role="code"] { background: @accent_soft@; border: 1px solid @accent@; border-radius: 8px; }
QFrame[role="warning"] { background: @caution_soft@; border: 1px solid @caution@; border-radius: 8px; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted@; padding: 8px 4px; margin-right: 22px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @text@; }
QTabBar::tab:selected { color: @accent@; border-bottom: 2px solid @accent@; font-weight: 600; }
QTabBar:focus { border: none; }
QTabBar::scroller { width: 44px; }
QTabBar QToolButton { background: @background@; border: none; border-radius: 6px; padding: 2px; }
QTabBar QToolButton:hover { background: @hover@; }
QTabBar QToolButton::left-arrow { image: url("@look@/chevron-left-@shade@.svg"); width: 16px; height: 16px; }
QTabBar QToolButton::right-arrow { image: url("@look@/chevron-right-@shade@.svg"); width: 16px; height: 16px; }
QTabBar::tab:selected:focus { background: @accent_soft@; border-top-left-radius: 6px; border-top-right-radius: 6px; }

QWidget[role="clear"], QScrollArea, QScrollArea > QWidget[role="clear"] { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="clear"] { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @edge@; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @muted@; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none; width: 0;
  height: 0; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @line@; }

QMenu { background: @card@; border: 1px solid @edge@; padding: 6px; }
QMenu::item { padding: 7px 28px 7px 12px; border-radius: 6px; }
QMenu::item:selected { background: @accent_soft@; }
QMenu::item:disabled { color: @muted@; }
QMenu::separator { height: 1px; background: @line@; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }
QProgressBar { background: @line@; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; text-align: center; }
QProgressBar::chunk { background: @accent_fill@; border-radius: 4px; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; padding: 2px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox::indicator, QTableView::indicator, QListView::indicator, QMenu::indicator { width: 16px; height: 16px; border: 1px solid @muted@;
  border-radius: 4px; background: @card@; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked, QMenu::indicator:checked {
  background: @accent_fill@; border-color: @accent_fill@; image: url("@look@/check.svg"); }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @muted@; border-radius: 8px; background: @card@; }
QRadioButton::indicator:hover { border-color: @accent@; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent_fill@; border-radius: 8px; background: @on_accent@; }
QCheckBox::indicator:disabled { background: @background@; border-color: @line@; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @accent@; }
QCalendarWidget QWidget { alternate-background-color: @background@; }
QCalendarWidget QAbstractItemView { selection-background-color: @accent_fill@; selection-color: @on_accent@; }
"""
