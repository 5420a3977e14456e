# SPDX-License-Identifier: Apache-2.0
"""Keys and signing in the window: which action begins which conversation, and what is told of it.

The dialogs and what they need of the core are loaded when the first of them is wanted.
"""

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from assay_gui.asking import Asking
from assay_gui.key_session import KeySession
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.preferences import Preferences
from assay_gui.session import Session
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from assay.document import Document
    from assay_gui.card_conversations import CardConversations
    from assay_gui.certificate_conversations import CertificateConversations
    from assay_gui.key_conversations import KeyConversations
    from assay_gui.key_room import KeyRoom, KeyRoomConversation
    from assay_gui.kit_conversations import KitConversations
    from assay_gui.machine_conversations import MachineConversations
    from assay_gui.renew_conversation import RenewConversation
    from assay_gui.sign_conversations import SignConversations
    from assay_gui.signing_work import Task
    from assay_gui.views.keys_page import KeysPage

Talk = TypeVar("Talk", bound="KeyRoomConversation")
_OF_MENU = {
    "make_key": "make",
    "import_key": "import",
    "card_key": "card",
    "back_up": "back_up",
    "restore": "restore",
    "key_log": "log",
    "publish": "publish",
}
"""Action of the menu to what the page calls it."""
_ANYWHERE = (
    "sign_file",
    "put_together",
    "terms",
    "number",
    "hand_in",
    "read_answer",
    "sign",
    "ask_signature",
    "take_letter",
)


class KeyWiring(QObject):
    """Connects page, menu and conversations; it lives as long as the window."""

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        *,
        session: Session,
        keys: KeySession,
        tasks: Tasks,
        asking: Asking,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._keys = keys
        self._tasks = tasks
        self._asking = asking
        self._preferences = preferences
        actions = window.actions_table
        actions.allow_keys(keys=False)
        keys.changed.connect(lambda: actions.allow_keys(keys=keys.vault is not None))
        window.page_shown.connect(lambda name: keys.look() if name == "keys" else None)
        session.letters_opened.connect(self._open_letters)
        window.page_shown.connect(lambda _name: self._tell_keys())
        for signal in (keys.changed, keys.details_changed, keys.chosen_changed):
            signal.connect(self._tell_keys)
        for action, name in _OF_MENU.items():
            actions[action].triggered.connect(lambda _=False, name=name: self._on_page(name))
        for action in _ANYWHERE:
            actions[action].triggered.connect(lambda _=False, action=action: self._begin(action))

    @cached_property
    def page(self) -> "KeysPage":
        """The page of keys, made when it is first asked for."""
        from assay_gui.views.keys_page import KeysPage

        made = KeysPage(self._look, self._keys)
        made.action_wanted.connect(self._begin)
        return made

    @cached_property
    def _talks(self) -> "KeyConversations":
        from assay_gui.key_conversations import KeyConversations

        made = KeyConversations(self._window, self._look, self._keys, self._asking)
        made.told.connect(self._window.notice.tell)
        return made

    @cached_property
    def _room(self) -> "KeyRoom":
        from assay_gui.key_room import KeyRoom

        return KeyRoom(
            self._window, self._look, self._session, self._keys, self._tasks, asking=self._asking, talks=self._talks
        )

    @cached_property
    def _signing(self) -> "SignConversations":
        from assay_gui.sign_conversations import SignConversations

        made = self._heard(SignConversations(self._room, self._cards))
        made.key_wanted.connect(self._want_key)
        made.letter_opened.connect(lambda letter, origin: self._open_letters([(origin, letter)]))
        made.elsewhere.connect(self._sign_elsewhere)
        return made

    def _sign_elsewhere(self, task: "Task") -> None:
        """What signs elsewhere is made of what signs here: it is looked up when it is wanted."""
        self._machines.ask_for(task)

    @cached_property
    def _certificates(self) -> "CertificateConversations":
        from assay_gui.certificate_conversations import CertificateConversations

        return self._heard(CertificateConversations(self._room, self._cards))

    @cached_property
    def _cards(self) -> "CardConversations":
        from assay_gui.card_conversations import CardConversations

        made = self._heard(CardConversations(self._room, self._preferences))
        self._tasks.at_the_end(made.cards.close)
        return made

    @cached_property
    def _kits(self) -> "KitConversations":
        from assay_gui.kit_conversations import KitConversations

        made = self._heard(KitConversations(self._room))
        made.document_wanted.connect(self._show_document)
        return made

    @cached_property
    def _machines(self) -> "MachineConversations":
        from assay_gui.machine_conversations import MachineConversations

        return self._heard(MachineConversations(self._room, self._signing))

    @cached_property
    def _renewal(self) -> "RenewConversation":
        from assay_gui.renew_conversation import RenewConversation

        return self._heard(RenewConversation(self._room, self._certificates.request))

    def _heard(self, made: Talk) -> Talk:
        """A conversation whose words reach the notice."""
        made.told.connect(self._window.notice.tell)
        return made

    def _open_letters(self, letters: "list[tuple[Path | None, Document]]") -> None:
        self._machines.open(letters)

    def _want_key(self, told: str, make: "Callable[[], object]") -> None:
        self._window.show_page("keys")
        self._window.notice.tell(told, self._look.words.say("keys.make"), make)

    def _tell_keys(self) -> None:
        """On the page of keys, the line below says how they stand."""
        from assay_gui.views.keys_line import line_of

        told = line_of(self._keys, self._look.words) if self._window.shown_page == "keys" else ("", "")
        self._window.status_line.tell_otherwise(*told)

    def _show_document(self, key: int) -> None:
        self._session.show(key)
        self._window.show_page("documents")

    def _begin(self, name: str) -> None:
        match name:
            case "sign":
                self._signing.sign_current()
            case "sign_file":
                self._signing.sign_file()
            case "put_together":
                self._signing.put_together()
            case "ask_signature":
                self._machines.ask()
            case "take_letter":
                self._machines.choose()
            case "renew":
                self._renewal.open()
            case "import" | "request" | "attach":
                self._certificates.open(name)
            case "card":
                self._cards.take_key()
            case "publish" | "terms" | "number" | "hand_in" | "read_answer":
                self._kits.open(name)
            case _:
                self._talks.open(name)

    def _on_page(self, name: str) -> None:
        """From a menu: the page is shown, so that it is seen what comes of it."""
        if self._window.shown_page != "keys":
            self._window.show_page("keys")
        self._begin(name)
