# SPDX-License-Identifier: Apache-2.0
"""Keys in cards and sticks: taking one along, and using any key wherever it is, with its PIN asked where it is wanted.

No thread waits for a person: a call that lacks a PIN ends at once, the PIN is asked, and the call is made again.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assay.errors import AssayError
from assay.keys.signer import KeyStoreError
from assay_gui import card_work
from assay_gui.card_work import Answer, Cards, CardWish, Driver, Place, SeenCard
from assay_gui.certificate_work import Brought
from assay_gui.dialogs.card_key import CardKeyDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.pin import PinDialog
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.keeping import Lock
from assay_gui.key_room import KeyRoom, KeyRoomConversation
from assay_gui.preferences import CARD_DRIVER, Preferences

if TYPE_CHECKING:
    from assay.keys.key_record import KeyRecord
    from assay.keys.signer import Signer
    from assay.keys.token_facts import TokenInfo
    from assay.keys.token_sessions import OpenTokens

Result = TypeVar("Result")
_NO_PIN = "token.no_pin"
_ASK_AGAIN = frozenset((_NO_PIN, "token.pin_wrong", "token.pin_unfit"))
"""What another try may mend."""


class CardConversations(KeyRoomConversation):
    """Opens dialogs over a window; what it needs of the vault it asks of the conversations about keys."""

    def __init__(self, room: KeyRoom, preferences: Preferences) -> None:
        super().__init__(room)
        self._preferences = preferences
        self.cards = Cards()

    def take_key(self) -> None:
        """Ask for a key in a card or stick; where nothing would lock what is kept of it, for a passphrase first."""
        self._talks.when_open(self._find_drivers)

    def use(
        self,
        dialog: TaskDialog,
        record: "KeyRecord",
        call: "Callable[[Signer], Result]",
        done: Callable[[Result], None],
        waits_for: str,
    ) -> None:
        """Have something done with a private key for a dialog, wherever the key is.

        `waits_for`: the text `keys.wait.<id>` that says what it waits for. Nothing happens where the vault is locked.
        """
        vault = self._keys.vault
        if vault is None:
            return
        if record.place.value == "token":
            self._try(dialog, lambda tokens: card_work.with_card(tokens, vault, record, call), done)
        else:
            self._talks.work(dialog, lambda _stop: call(vault.private_key(record)), done, waits_for)

    def _try(self, dialog: TaskDialog, call: "Callable[[OpenTokens], Result]", done: Callable[[Result], None]) -> None:
        """Without a PIN first: one that was given stays good until the card is taken out."""
        answer = Answer()

        def failed(error: AssayError) -> None:
            if error.text_id == _NO_PIN and answer.wanted_by is not None:
                dialog.show_problem("")
                self._ask_pin(dialog, answer.wanted_by, call, done)
            else:
                self._refuse(dialog, error)

        self._run(dialog, answer, call, done, failed)

    def _ask_pin(
        self,
        dialog: TaskDialog,
        info: "TokenInfo",
        call: "Callable[[OpenTokens], Result]",
        done: Callable[[Result], None],
    ) -> None:
        asked = PinDialog(self._look, info, dialog)

        def succeeded(result: Result) -> None:
            asked.accept()
            done(result)

        def failed(error: AssayError) -> None:
            if error.text_id in _ASK_AGAIN:
                self._refuse(asked, error)
            else:
                asked.accept()
                self._refuse(dialog, error)

        def given_up() -> None:
            if not asked.is_busy:
                self._refuse(dialog, KeyStoreError(_NO_PIN))

        asked.wanted.connect(lambda pin: self._run(asked, Answer(pin), call, succeeded, failed))
        asked.rejected.connect(given_up)
        self._talks.show(asked)

    def _run(
        self,
        dialog: TaskDialog,
        answer: Answer,
        call: "Callable[[OpenTokens], Result]",
        done: Callable[[Result], None],
        failed: Callable[[AssayError], None],
    ) -> None:
        dialog.begin()
        waiting = self._look.words.say("keys.wait.card")
        self._keys.run(
            lambda _stop: self.cards.with_pin(answer, call), done, failed, slow=lambda: dialog.show_busy(waiting)
        )

    def _refuse(self, dialog: TaskDialog, error: AssayError) -> None:
        dialog.show_problem(self._look.words.error(error))

    def _find_drivers(self) -> None:
        kept = self._preferences[CARD_DRIVER]
        records = (key.record for key in self._keys.holdings.keys)
        of_keys = (record.token["module"] for record in records if "module" in record.token)
        used = [Path(path) for path in (kept, *of_keys) if path]
        self._keys.run(
            lambda _stop: card_work.drivers(used),
            self._choose,
            lambda error: self.told.emit(self._look.words.error(error)),
            slow=lambda: None,
        )

    def _choose(self, drivers: tuple[Driver, ...]) -> None:
        holdings, words = self._keys.holdings, self._look.words
        if holdings.lock is Lock.NO_KEYRING:
            self._talks.lock(lambda: self._choose(drivers))
            return
        names = tuple(key.record.name for key in holdings.keys)
        did = holdings.keys[0].record.did if holdings.keys else ""
        dialog = CardKeyDialog(
            self._look,
            drivers,
            names,
            did,
            chosen=Path(self._preferences[CARD_DRIVER]),
            ask=lambda parent: self._asking.open_file(parent, words.say("card_key.driver")),
            parent=self._window,
        )
        dialog.known = tuple(key.record.public_jwk for key in holdings.keys)
        dialog.look_wanted.connect(lambda chosen: self._look_at(dialog, chosen))
        dialog.reveal_wanted.connect(lambda info: self._reveal(dialog, info))
        dialog.wanted.connect(lambda wish: self._take(dialog, wish))
        self._talks.show(dialog)
        dialog.look_again()

    def _look_at(self, dialog: CardKeyDialog, chosen: tuple[Path, ...]) -> None:
        dialog.forget_cards()

        def done(found: tuple[SeenCard, ...]) -> None:
            self._preferences.keep(CARD_DRIVER, str(chosen[0]) if len(chosen) == 1 else "")
            dialog.show_cards(found)

        self._run(
            dialog,
            Answer(),
            lambda tokens: card_work.seen(tokens, chosen),
            done,
            lambda error: self._refuse(dialog, error),
        )

    def _reveal(self, dialog: CardKeyDialog, info: "TokenInfo") -> None:
        chosen = dialog.chosen_drivers
        self._try(dialog, lambda tokens: card_work.revealed(tokens, info, chosen), dialog.show_cards)

    def _take(self, dialog: CardKeyDialog, wish: CardWish) -> None:
        place = Place(self._keys.vault, self._keys.folder, self._keys.now())
        words = self._look.words

        def done(found: Brought) -> None:
            self._preferences.keep(CARD_DRIVER, wish.info.module)
            self._keys.opened(found.vault, chosen=found.record.id)
            dialog.accept()
            self._show_taken(found)

        self._try(dialog, lambda tokens: card_work.take(tokens, place, wish, words), done)

    def _show_taken(self, found: Brought) -> None:
        words = self._look.words
        is_good = bool(found.record.chain) and not any(line.state == "fail" for line in found.lines)
        headline = words.say("card_key.done", name=found.record.name)
        state = "passed" if is_good else "wait"
        dialog = OutcomeDialog(self._look, words.say("card_key.title"), state, headline, self._window)
        dialog.tell(found.lines)
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
