# SPDX-License-Identifier: Apache-2.0
"""The style sheet: an 8-pixel grid, 6-pixel corners on controls, 8 on cards. Widgets choose by property `kind`."""

from dataclasses import asdict
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay_gui.theme import Roles

_SHEET = Template("""
QWidget#page, QWidget#cards, QScrollArea#cards, QWidget#cardList { background: $background; }
QScrollArea#reach { background: $background; border: 2px solid $background; }
QScrollArea#reach:focus { border: 2px solid $accent; }
QScrollArea[kind="read"] { border: 1px solid transparent; }
QScrollArea[kind="read"]:focus { border: 1px solid $accent; border-radius: 6px; }
QWidget#surface, QScrollArea#surface { background: $surface; }
QStackedWidget#pages { border: 1px solid transparent; }
QStackedWidget#pages[current="true"] { border: 1px solid $accent; }
QWidget#head { background: $surface; border-bottom: 1px solid $line; }
QLabel { background: transparent; color: $text; }
QLabel[kind="title"] { font-size: ${px22}px; font-weight: 600; }
QLabel[kind="heading"] { font-size: ${px18}px; font-weight: 600; }
QLabel[kind="invite"] { font-size: ${px17}px; font-weight: 600; }
QLabel[kind="verdict"] { font-size: ${px15}px; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="muted"] { color: $muted; font-size: ${px13}px; }
QLabel[kind="small"] { color: $muted; font-size: ${px12}px; }

QPushButton { background: $raised; color: $text; border: 1px solid $line; border-radius: 6px; padding: 6px 14px; }
QPushButton:hover { border-color: $accent; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $idle; border-color: $line; }
QPushButton[kind="primary"] { background: $primary; color: $on_primary; border-color: $primary; }
QPushButton[kind="primary"]:hover { border-color: $text; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"][among="small"] { padding: 3px 10px; font-size: ${px13}px; }
QPushButton[kind="primary"][among="small"]:focus { padding: 2px 9px; }
QPushButton[kind="primary"]:disabled { background: $idle_soft; color: $muted; border-color: $line; }
QPushButton[kind="chip"] { border-radius: ${chip}px; padding: 2px 10px; font-size: ${px12}px;
  min-height: ${chip_line}px; }
QPushButton[kind="chip"]:focus { padding: 1px 9px; }
QPushButton[kind="chip"]:checked { background: $accent_soft; border-color: $accent; color: $accent; }
QPushButton[kind="small"] { padding: 3px 10px; font-size: ${px13}px; }
QPushButton[kind="small"]:focus { padding: 2px 9px; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 3px 6px; text-align: right; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid $accent; padding: 3px 6px; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; color: $muted;
  padding: 3px 4px; font-size: ${px13}px; }
QPushButton[kind="quiet"]:hover { color: $accent; text-decoration: underline; }
QPushButton[kind="quiet"]:focus { border: 1px solid $accent; padding: 3px 4px; }
QPushButton[kind="plain"] { background: transparent; border-color: transparent; text-align: left;
  padding: 7px 9px; }
QPushButton[kind="plain"]:hover { background: $accent_soft; }
QPushButton[kind="plain"]:focus { border: 1px solid $accent; }

QLabel[kind="group"] { color: $muted; font-size: ${px15}px; font-weight: 600; padding-top: 6px; }
QLabel[kind="said-fail"] { color: $fail; font-size: ${px13}px; }
QLabel[kind="said-advice"] { color: $muted; font-size: ${px13}px; }
QFrame[kind="part"] { background: transparent; border: 1px solid $line; border-radius: 8px; }

QFrame[kind="card"] { background: $raised; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="card"][current="true"] { border: 1px solid $accent; }
QFrame[kind="card"]:focus { border: 2px solid $accent; }
QFrame[kind="drop"] { background: $raised; border: 2px dashed $drop_line; border-radius: 12px; }
QFrame[kind="drop"][over="true"] { background: $accent_soft; border-color: $accent; }
QFrame[kind="notice"] { background: $accent_soft; border-bottom: 1px solid $line; }
QFrame[kind="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QWidget#rail { background: $rail; }
QWidget#rail QLabel { color: $rail_muted; font-size: ${px12}px; }
QWidget#rail QLabel[kind="brand"] { color: $on_rail; font-size: ${px17}px; font-weight: 600; }
QWidget#rail QPushButton { background: transparent; color: $rail_text; border: 1px solid transparent;
  border-radius: 6px; padding: 7px 11px; text-align: left; }
QWidget#rail QPushButton:hover { background: $rail_on; }
QWidget#rail QPushButton:checked { background: $rail_on; color: $on_rail; border-color: $rail_mark; }
QWidget#rail QPushButton:focus { border: 1px solid $rail_muted; }
QListView#openDocuments { background: $rail; color: $rail_text; border: 1px solid transparent; border-radius: 6px;
  outline: none; }
QListView#openDocuments:focus { border: 1px solid $rail_muted; }
QListView#openDocuments::item { padding: 5px 4px 5px 14px; border-radius: 6px; color: $rail_text; }
QListView#openDocuments::item:selected { background: $rail_on; color: $on_rail; }

QTreeView#contents { background: $surface; border: 1px solid transparent; outline: none; color: $text;
  show-decoration-selected: 0; selection-background-color: transparent; }
QTreeView#contents:focus { border: 1px solid $accent; border-radius: 6px; }
QTreeView#contents QHeaderView { background: $surface; }
QTreeView#contents QHeaderView::section { background: $surface; color: $muted; border: none;
  border-bottom: 1px solid $line; padding: 6px 8px; font-size: ${px12}px; }
QTabWidget::pane { border: none; border-top: 1px solid $line; background: $surface; }
QTabWidget { background: $surface; }
QTabBar { background: $surface; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: 10px 2px 8px 2px; margin: 0 8px;
  border-bottom: 2px solid transparent; }
QTabBar::tab:first { margin-left: 18px; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $accent; }
QScrollArea#form { background: $surface; border: 1px solid transparent; }
QScrollArea#form:focus { border: 1px solid $accent; }
QTextBrowser, QPlainTextEdit { background: $surface; color: $text; border: 1px solid transparent; border-radius: 6px; }
QTextBrowser:focus, QPlainTextEdit:focus { border: 1px solid $accent; }
QFrame[kind="card"] QTextBrowser { background: $raised; }
QPlainTextEdit#copied, QListWidget#ticked { background: $raised; color: $text; placeholder-text-color: $muted;
  border: 1px solid $line;
  border-radius: 6px; padding: 2px; outline: none; }
QPlainTextEdit#copied { padding: 2px 8px; }
QPlainTextEdit#copied:focus, QListWidget#ticked:focus { border: 1px solid $accent; }
QListWidget#ticked::item { padding: 2px 4px; color: $text; }
QListWidget#ticked::item:selected { background: $accent_soft; color: $text; }
QListWidget#sections { background: $raised; color: $text; border: 1px solid $line; border-radius: 6px; padding: 4px;
  outline: none; }
QListWidget#sections:focus { border: 1px solid $accent; }
QListWidget#sections::item { padding: 6px 8px; color: $text; border-radius: 6px; }
QListWidget#sections::item:selected { background: $accent_soft; color: $text; }
QListWidget#helpContents { background: $raised; color: $text; border: 1px solid $line; border-radius: 6px;
  padding: 4px 8px; outline: none; selection-background-color: transparent; }
QListWidget#helpContents:focus { border: 1px solid $accent; }
QListWidget#helpContents::item { padding: 6px 0; color: $text; }
QListWidget#helpContents::item:selected { background: $accent_soft; color: $accent; }
QLineEdit, QDateTimeEdit, QComboBox { background: $raised; color: $text; border: 1px solid $line; border-radius: 6px;
  padding: 6px 10px; selection-background-color: $primary; selection-color: $on_primary;
  placeholder-text-color: $muted; }
QLineEdit:focus, QDateTimeEdit:focus, QComboBox:focus { border: 1px solid $accent; }
QLineEdit[state="fail"], QDateTimeEdit[state="fail"], QComboBox[state="fail"] { border: 1px solid $fail; }
QPlainTextEdit#copied[state="fail"] { border: 1px solid $fail; }
QLineEdit[state="fail"]:focus, QComboBox[state="fail"]:focus, QPlainTextEdit#copied[state="fail"]:focus {
  border: 2px solid $fail; }
QLineEdit:read-only { background: $surface; color: $muted; }
QComboBox:disabled, QLineEdit:disabled { color: $idle; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $line; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QDateTimeEdit::drop-down, QComboBox::drop-down { border: none; background: transparent; width: 28px; }
QRadioButton, QCheckBox { color: $text; spacing: 8px; padding: 4px; border: 1px solid transparent; border-radius: 6px; }
QRadioButton:focus, QCheckBox:focus { border: 1px solid $accent; }

QTableView#keysTable { background: $surface; color: $text; border: 1px solid transparent; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QTableView#keysTable:focus { border: 1px solid $accent; border-radius: 6px; }
QTableView#keysTable QHeaderView, QTableView#keysTable QTableCornerButton::section { background: $surface; }
QTableView#keysTable QHeaderView::section { background: $surface; color: $muted; border: none;
  border-bottom: 1px solid $line; padding: 8px 10px; font-size: ${px12}px; }
QTableView#keysTable::item { border-bottom: 1px solid $line; padding: 4px 10px; }

QTableView#criteriaTable, QListView#stateLines { background: $surface; color: $text; border: 1px solid transparent;
  outline: none; selection-background-color: $accent_soft; selection-color: $text; }
QTableView#criteriaTable:focus, QListView#stateLines:focus, QGraphicsView#picture:focus { border: 1px solid $accent;
  border-radius: 6px; }
QGraphicsView#picture { background: $surface; border: 1px solid transparent; }
QTableView#criteriaTable QHeaderView { background: $surface; }
QTableView#criteriaTable QHeaderView::section { background: $surface; color: $muted; border: none;
  border-bottom: 1px solid $line; padding: 6px 4px; font-size: ${px12}px; }

QAbstractScrollArea::corner { background: $surface; border: none; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QStatusBar { background: $surface; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: none; }
QMenuBar { background: $surface; color: $text; border-bottom: 1px solid $line; padding: 2px 8px; }
QMenuBar::item { padding: 4px 10px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $raised; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $idle; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 8px; }
QProgressBar { background: $idle_soft; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $drop_line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $idle; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QDialog { background: $background; }
""")

_HIGH = Template("""
QAbstractItemView::item:selected, QListWidget#sections::item:selected, QListWidget#helpContents::item:selected,
QMenu::item:selected, QMenuBar::item:selected, QPushButton[kind="chip"]:checked {
  background: $primary; color: $on_primary; }
QListView#openDocuments::item:selected, QTreeView#contents::item:selected, QListWidget#ticked::item:selected {
  background: $background; color: $text; }
QListWidget#ticked::item:selected, QFrame[kind="card"][current="true"] { border: 2px solid $primary; }
QTextBrowser:focus, QPlainTextEdit:focus, QPlainTextEdit#copied:focus, QListWidget#ticked:focus,
QListWidget#sections:focus, QListWidget#helpContents:focus { border: 2px solid $primary; }
QLineEdit:focus, QDateTimeEdit:focus, QComboBox:focus { border: 2px solid $primary; padding: 5px 9px; }
QPushButton:disabled { border-style: dashed; }
""")
"""Where soft tints are the background itself, what is chosen has the desktop's colour for it."""

_SIZES = (12, 13, 15, 17, 18, 22)


def style_sheet(roles: "Roles", scale: float = 1.0, *, is_high: bool = False) -> str:
    """The style sheet in these colours; `scale` is the user's font size by ours, `is_high` for those of a desktop that
    is set to high contrast.
    """
    sizes = {f"px{size}": str(round(size * scale)) for size in _SIZES}
    sheet = Template(_SHEET.template + _HIGH.template) if is_high else _SHEET
    return sheet.substitute(asdict(roles), **sizes, chip=round(10 * scale + 2), chip_line=round(20 * scale))
