# SPDX-License-Identifier: Apache-2.0
"""Rules in the window: which action begins which conversation, and what is told of it.

Page, dialogs and what they need of the core are loaded when they are first wanted.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from assay_gui.asking import Asking
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from datetime import datetime

    from assay_gui.rules_conversations import RulesConversations
    from assay_gui.rules_session import RulesSession
    from assay_gui.views.rules_page import RulesPage

_OF_MENU = {"import_rules": "import", "compare_rules": "compare"}
"""Action of the menu to what the page calls it."""


class RulesWiring(QObject):
    """Connects page, menu and conversations; it lives as long as the window."""

    def __init__(
        self, window: MainWindow, look: Look, *, tasks: Tasks, asking: Asking, clock: "Callable[[], datetime]"
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._tasks = tasks
        self._asking = asking
        self._clock = clock
        actions = window.actions_table
        window.page_shown.connect(lambda name: self.session.look() if name == "rules" else None)
        for action, name in _OF_MENU.items():
            actions[action].triggered.connect(lambda _=False, name=name: self._on_page(name))

    @cached_property
    def session(self) -> "RulesSession":
        """What is known of the packs."""
        from assay_gui.rules_session import RulesSession

        return RulesSession(self._tasks, self._clock, self._look.words.texts, self)

    @cached_property
    def page(self) -> "RulesPage":
        """The page of rules, made when it is first asked for."""
        from assay_gui.views.rules_page import RulesPage

        made = RulesPage(self._look, self.session)
        made.action_wanted.connect(self._begin)
        return made

    def show_rule(self, pack_id: str, rule_id: str) -> None:
        """Go to a rule of a pack, as a finding names it."""
        self._window.show_page("rules")
        self.page.show_rule(pack_id, rule_id)

    @cached_property
    def _talks(self) -> "RulesConversations":
        from assay_gui.rules_conversations import RulesConversations

        made = RulesConversations(self._window, self._look, self.session, self._asking)
        made.told.connect(self._window.notice.tell)
        made.pack_wanted.connect(lambda _key: self.page.tabs.setCurrentIndex(0))
        return made

    def _begin(self, name: str) -> None:
        self._talks.open(name)

    def _on_page(self, name: str) -> None:
        """From a menu: the page is shown, so that it is seen what comes of it."""
        if self._window.shown_page != "rules":
            self._window.show_page("rules")
        self._talks.open(name)
