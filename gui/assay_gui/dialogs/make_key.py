# SPDX-License-Identifier: Apache-2.0
"""Asks what a new key is to be called and whose it is; its kind only where somebody unfolds the details."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from assay.identity.did import published_at
from assay.keys.key_record import LONGEST_NAME, checked_did, checked_name
from assay.keys.key_type import DEFAULT, KEY_TYPES
from assay.keys.signer import KeyStoreError
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.details import Details
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.keeping import Wish
from assay_gui.look import Look
from assay_gui.views.parts import label

_EXAMPLE = "did:web:example.com"
_BEGINNING = "did:web:"


class MakeKeyDialog(TaskDialog):
    """Name, owner."""

    wanted = Signal(object)
    """A `Wish`."""

    def __init__(self, look: Look, names: tuple[str, ...], did: str, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("keys.make_title"), words.say("keys.make_do"), parent)
        self._names = {name.casefold() for name in names}
        self.name, self.did, self.kinds = QLineEdit(), QLineEdit(did), Choice(look)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(words.say("keys.name_example"))
        self.did.setPlaceholderText(_EXAMPLE)
        self._name_hint, self._did_hint = label("", "small", wrap=True), label("", "small", wrap=True)
        self.explain(words.say("keys.make_explain"))
        self.ask(self.name, words.say("keys.name"))
        self.body.addWidget(self._name_hint)
        self.ask(self.did, words.say("keys.did"))
        self.body.addWidget(self._did_hint)
        for name, kind in KEY_TYPES.items():
            known = {"RSA": "keys.rsa", "EC": "keys.curve"}.get(kind.kty)
            text = words.say(known, bits=kind.bits, name=kind.crv) if known else kind.crv
            self.kinds.addItem(words.say("keys.kind_default", kind=text) if name == DEFAULT else text, name)
        self.kinds.setCurrentIndex(self.kinds.findData(DEFAULT))
        self.details = Details(look, self)
        self.details.add(self.kinds, words.say("keys.head.kind"), words.tip("keys.head.kind"))
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.wish()))
        self.name.setFocus()
        self.check()

    @property
    def hints(self) -> tuple[str, str]:
        """What is said below the name and below the owner."""
        return self._name_hint.text(), self._did_hint.text()

    def wish(self) -> Wish:
        """What was asked for."""
        return Wish(self.name.text().strip(), self.did.text().strip(), str(self.kinds.currentData()))

    def is_ready(self) -> bool:
        """Whether name and owner can be those of a key; what is wrong is said below each."""
        told_name, told_did = self._wrong_name(), self._wrong_did()
        did = self.did.text().strip()
        words = self._look.words
        self._name_hint.setText(told_name)
        self._name_hint.setVisible(bool(told_name))
        address = published_at(did)
        good = words.say("keys.did_good", address=address) if address and not told_did else ""
        is_begun = bool(did) and not _BEGINNING.startswith(did)
        self._did_hint.setText(good or (told_did if is_begun else words.say("keys.did_example", example=_EXAMPLE)))
        return not (told_name or told_did or not self.name.text().strip())

    def first_field(self) -> QWidget:
        """The name."""
        return self.name

    def _wrong_name(self) -> str:
        name = self.name.text().strip()
        if name.casefold() in self._names:
            return self._look.words.error(KeyStoreError("vault.name_taken", name=name))
        try:
            checked_name(name or "x")
        except KeyStoreError as error:
            return self._look.words.error(error)
        return ""

    def _wrong_did(self) -> str:
        did = self.did.text().strip()
        try:
            checked_did(did)
        except KeyStoreError as error:
            return self._look.words.error(error)
        return "" if published_at(did) else self._look.words.error(KeyStoreError("key_record.did", did=did[:100]))
