# SPDX-License-Identifier: Apache-2.0
"""Renewing a key, from the question to the request for the new key's certificate."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from assay.keys.registration import successor_name
from assay_gui import renewing
from assay_gui.dialogs.renew_key import RenewKeyDialog
from assay_gui.keeping import Standing
from assay_gui.key_room import KeyRoom, KeyRoomConversation
from assay_gui.renewing import Renewal

if TYPE_CHECKING:
    from assay.keys.key_record import KeyRecord


class RenewConversation(KeyRoomConversation):
    """Opens the dialog over a window; `then`: what comes next for the key that was made and is chosen now."""

    def __init__(self, room: KeyRoom, then: Callable[[], object]) -> None:
        super().__init__(room)
        self._then = then
        self._awaited = ""
        room.keys.changed.connect(self._go_on)

    def open(self) -> RenewKeyDialog | None:
        """Ask how the chosen key is to be renewed; a retired one is not."""
        key, vault, folder = self._keys.chosen, self._keys.vault, self._keys.folder
        if key is None or vault is None or key.standing is Standing.RETIRED:
            return None
        names = tuple(one.record.name for one in self._keys.holdings.keys)
        suggested = successor_name(key.record.name, names, self._keys.now().year)
        dialog = RenewKeyDialog(self._look, key, names, suggested, self._window)
        old = key.record

        def done(made: "KeyRecord | None") -> None:
            if made is not None:
                dialog.accept()
                self._awaited = made.id
                self.told.emit(self._look.words.say("renewal.done", name=made.name, old=old.name))
                self._keys.opened(vault, chosen=self._awaited)

        def renew(wish: Renewal) -> None:
            self._talks.work(dialog, lambda stop: renewing.renew(vault, folder, old, wish, stop), done, "making")

        dialog.wanted.connect(renew)
        return self._talks.show(dialog)

    def _go_on(self) -> None:
        """Once the new key is there and chosen, its certificate is asked for."""
        chosen = self._keys.chosen
        if self._awaited and chosen is not None and chosen.record.id == self._awaited:
            self._awaited = ""
            self._then()
