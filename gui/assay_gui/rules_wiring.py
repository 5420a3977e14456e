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

    from assay.rule_book import RuleEntry
    from assay.rule_of_finding import RuleBehind
    from assay_gui.rules_conversations import RulesConversations
    from assay_gui.rules_session import RulesSession
    from assay_gui.views.document_page import DocumentPage
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
        self._documents: DocumentPage | None = None
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
        made.browser.places_of = self._places_of
        made.browser.details.findings_button.clicked.connect(self._show_findings)
        return made

    def join(self, documents: "DocumentPage") -> None:
        """Lead from the cards of documents to their rules, and back."""
        self._documents = documents
        documents.cards.rule_wanted.connect(self.show_rule_of)
        self._window.actions_table["show_rule"].triggered.connect(lambda: self.show_rule_of(documents.cards.at_hand))

    def show_rule(self, wanted: "RuleBehind") -> None:
        """Go to a rule of a pack, as a finding names it."""
        self._window.show_page("rules")
        self.page.show_rule(wanted)

    def show_rule_of(self, place: int) -> None:
        """Go to the rule that a card comes from; where no pack asks it, that is said."""
        cards = self._documents.cards.model.entries if self._documents else ()
        rule = cards[place].rule if 0 <= place < len(cards) else None
        if rule is not None:
            self.show_rule(rule)
        else:
            self._window.notice.tell(self._look.words.say("rules.no_rule" if cards else "rules.no_card"))

    @cached_property
    def _talks(self) -> "RulesConversations":
        from assay_gui.rules_conversations import RulesConversations

        made = RulesConversations(self._window, self._look, self.session, self._asking)
        made.told.connect(self._window.notice.tell)
        made.pack_wanted.connect(lambda _key: self.page.tabs.setCurrentIndex(0))
        return made

    def _begin(self, name: str) -> None:
        self._talks.open(name)

    def _places_of(self, entry: "RuleEntry") -> tuple[int, ...]:
        """The cards of the open document that come from an entry of the chosen pack."""
        from assay.rule_of_finding import counted

        chosen, reading = self.session.chosen, self.session.reading
        if self._documents is None or chosen is None or reading is None:
            return ()
        rules = (card.rule for card in self._documents.cards.model.entries)
        return counted(entry, reading.book, (rule if rule and rule.pack == chosen.key else None for rule in rules))

    def _show_findings(self) -> None:
        """Go to the first card that comes from the rule that is shown."""
        entry = self.page.browser.chosen
        places = self._places_of(entry) if entry else ()
        if places and self._documents is not None:
            self._window.show_page("documents")
            self._documents.choose_entry(places[0])
            self._documents.cards.take_keyboard(places[0])

    def _on_page(self, name: str) -> None:
        """From a menu: the page is shown, so that it is seen what comes of it."""
        if self._window.shown_page != "rules":
            self._window.show_page("rules")
        self._talks.open(name)
