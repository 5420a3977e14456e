# SPDX-License-Identifier: Apache-2.0
"""The kinds of keys that can be made, to choose from."""

from assay.keys.key_type import DEFAULT, KEY_TYPES
from assay_gui.dialogs.choice import Choice
from assay_gui.look import Look


class KindChoice(Choice):
    """One of `KEY_TYPES`; the one that is suggested to everybody says so."""

    def __init__(self, look: Look, chosen: str) -> None:
        super().__init__(look)
        words = look.words
        for name, kind in KEY_TYPES.items():
            known = {"RSA": "keys.rsa", "EC": "keys.curve"}.get(kind.kty)
            text = words.say(known, bits=kind.bits, name=kind.crv) if known else kind.crv
            self.addItem(words.say("keys.kind_default", kind=text) if name == DEFAULT else text, name)
        self.setCurrentIndex(self.findData(chosen if chosen in KEY_TYPES else DEFAULT))

    @property
    def kind(self) -> str:
        """The name of the kind that is chosen."""
        return str(self.currentData())
