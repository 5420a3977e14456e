# SPDX-License-Identifier: Apache-2.0
"""The table of actions: text, icon, shortcut. Menus are built from it; the first paint shows their titles alone."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenuBar

from assay.values import frozen
from assay_gui.look import Look
from assay_gui.theme import Mode

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


@frozen
class Row:
    """One action; its label and tip are the text `action.<id>`."""

    id: str
    shortcut: str = ""
    icon: str = ""
    needs_document: bool = False
    needs_result: bool = False
    needs_signing: tuple[str, ...] = ()
    """What can be done with the document that is shown, one of these: as its head has it."""
    needs_handing_in: bool = False
    """The document that is shown is a signed presentation."""
    needs_keys: bool = False
    """There are keys, and they are open."""
    needs_edit: str = ""
    """What must be possible: the `text` that is shown to be changed, a step `back` or `forth`; `several` to be one;
    that it is `older` than what drafts are written in; that it can be `copied`, describes a `service`, has `others`
    beside it.
    """


_SIGNINGS = ("sign", "put_together")

FILE = (
    Row("new", "Ctrl+N"),
    Row("open", "Ctrl+O", "open"),
    Row("open_folder", "Ctrl+Shift+O"),
    Row("paste", "Ctrl+V", "paste"),
    Row("save", "Ctrl+S", needs_edit="text"),
    Row("save_as", needs_edit="text"),
    Row("report", "Ctrl+E", "report", needs_result=True),
    Row("close", "Ctrl+W", "close", needs_document=True),
    Row("settings", "Ctrl+,", "settings"),
    Row("quit", "Ctrl+Q"),
)
EDIT = (
    Row("undo", "Ctrl+Z", needs_edit="back"),
    Row("redo", "Ctrl+Shift+Z", needs_edit="forth"),
    Row("find", "Ctrl+F", needs_document=True),
    Row("find_next", "F3", needs_document=True),
    Row("find_previous", "Shift+F3", needs_document=True),
    Row("fold", "Ctrl+.", needs_document=True),
    Row("fold_all", "Ctrl+Shift+.", needs_document=True),
    Row("unfold_all", needs_document=True),
    Row("migrate", needs_edit="older"),
    Row("duplicate", needs_edit="copied"),
    Row("as_template", needs_edit="copied"),
    Row("derive", needs_edit="service"),
    Row("compare_documents", needs_edit="others"),
    Row("evidence", "Ctrl+Shift+E"),
)
CHECK = (
    Row("again", "F5", "again", needs_document=True),
    Row("as_of", "Ctrl+T", "clock", needs_document=True),
    Row("together", "Ctrl+Shift+T", needs_edit="several"),
    Row("next", "F8", "next", needs_result=True),
    Row("previous", "Shift+F8", "previous", needs_result=True),
    Row("show_rule", "Ctrl+R", needs_result=True),
    Row("import_rules"),
    Row("compare_rules"),
)
VIEW = (
    Row("home", "Alt+1", "home"),
    Row("documents", "Alt+2", "documents"),
    Row("write", "Alt+3", "write"),
    Row("keys", "Alt+4", "keys"),
    Row("rules", "Alt+5", "rules"),
    Row("history", "Alt+6", "history"),
    Row("readable", "Ctrl+1", needs_document=True),
    Row("form", "Ctrl+2", needs_document=True),
    Row("source", "Ctrl+3", "source", needs_document=True),
    Row("criteria", "Ctrl+4", needs_document=True),
    Row("signatures", "Ctrl+5", needs_document=True),
    Row("picture", "Ctrl+6", needs_document=True),
    Row("next_pane", "F6"),
    Row("previous_pane", "Shift+F6"),
)
KEYS = (
    Row("sign", "Ctrl+Shift+S", needs_signing=(*_SIGNINGS, "sign_all")),
    Row("sign_file"),
    Row("put_together"),
    Row("ask_signature", needs_signing=(*_SIGNINGS, "sign_all")),
    Row("take_letter"),
    Row("make_key", "Ctrl+Shift+K", "keys"),
    Row("import_key"),
    Row("card_key"),
    Row("back_up", needs_keys=True),
    Row("restore"),
    Row("key_log", needs_keys=True),
)
HAND_IN = (
    Row("terms"),
    Row("number"),
    Row("publish", needs_keys=True),
    Row("hand_in", needs_handing_in=True),
    Row("read_answer"),
)
HELP = (Row("help", "F1", "help"), Row("tip", "Shift+F1"), Row("shortcuts"), Row("about", "", "about"))
MENUS = (
    ("file", FILE),
    ("edit", EDIT),
    ("check", CHECK),
    ("keys", KEYS),
    ("hand_in", HAND_IN),
    ("view", VIEW),
    ("help", HELP),
)
SEPARATED = (
    "save", "report", "settings", "quit", "find", "migrate", "next", "import_rules", "make_key", "key_log", "publish",
    "hand_in", "readable", "next_pane", "about",
)  # fmt: skip
"""Actions that begin a new part of their menu."""


class Actions(QObject):
    """The actions of one window."""

    def __init__(self, look: Look, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._look = look
        self._menus = {name: bar.addMenu(look.words.say(f"menu.{name}")) for name, _ in MENUS}
        self._rows = {row.id: row for _, rows in MENUS for row in rows}
        self._made: dict[str, QAction] = {}
        self._modes: dict[Mode, QAction] = {}

    def __getitem__(self, action_id: str) -> "QAction":
        """The action of that id."""
        return self._made[action_id]

    def mode(self, mode: Mode) -> "QAction":
        """The action that switches to a theme."""
        return self._modes[mode]

    def make(self) -> None:
        """Make all actions, and put them into their menus."""
        self._made = {row.id: self._make(row) for row in self._rows.values()}
        self._make_modes()
        for name, rows in MENUS:
            menu = self._menus[name]
            menu.setToolTipsVisible(True)
            for row in rows:
                if row.id in SEPARATED:
                    menu.addSeparator()
                menu.addAction(self._made[row.id])
            if name == "view":
                menu.addSeparator()
                themes = menu.addMenu(self._look.words.say("menu.theme"))
                themes.addActions(list(self._modes.values()))

    def allow(self, *, document: bool, result: bool, signing: str) -> None:
        """Enable what can be done now with the document that is shown; `signing`: as its head has it."""
        may_hand_in = signing == "hand_in"
        for action_id, row in self._rows.items():
            if not row.needs_keys and not row.needs_edit:
                possible = (document or not row.needs_document) and (result or not row.needs_result)
                may_sign = not row.needs_signing or signing in row.needs_signing
                next_step = may_sign and (may_hand_in or not row.needs_handing_in)
                self._made[action_id].setEnabled(possible and next_step)

    def allow_keys(self, *, keys: bool) -> None:
        """Enable what can be done now with keys."""
        for action_id, row in self._rows.items():
            if row.needs_keys:
                self._made[action_id].setEnabled(keys)

    def allow_edits(self, **allowed: bool) -> None:
        """Enable what can be done now: of `text`, `back`, `forth`, `several`, `older` and so on, what is told."""
        for action_id, row in self._rows.items():
            if row.needs_edit in allowed:
                self._made[action_id].setEnabled(allowed[row.needs_edit])

    def dress(self) -> None:
        """Draw the icons in the colours of the moment."""
        for action_id, row in self._rows.items():
            if row.icon:
                self._made[action_id].setIcon(self._look.icons.icon(row.icon))

    def _make(self, row: Row) -> "QAction":
        from PySide6.QtGui import QAction, QKeySequence

        words = self._look.words
        made = QAction(words.say(f"action.{row.id}"), self)
        tip = words.tip(f"action.{row.id}")
        made.setToolTip(tip)
        made.setStatusTip(tip)
        if row.shortcut:
            made.setShortcut(QKeySequence(row.shortcut))
        return made

    def _make_modes(self) -> None:
        from PySide6.QtGui import QActionGroup

        one_of = QActionGroup(self)
        for mode in Mode:
            self._modes[mode] = one_of.addAction(self._look.words.say(f"theme.{mode.value}"))
            self._modes[mode].setCheckable(True)
