# SPDX-License-Identifier: Apache-2.0
"""Name and owner of a key that is new here, with what is wrong with either below it."""

from PySide6.QtWidgets import QLineEdit

from assay.errors import AssayError
from assay.identity.did import published_at
from assay.keys.key_record import LONGEST_NAME, checked_did, checked_name
from assay.keys.signer import KeyStoreError
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import label

_EXAMPLE = "did:web:example.com"
_BEGINNING = "did:web:"


class KeyFields:
    """Two fields, two hints."""

    def __init__(self, look: Look, dialog: TaskDialog, names: tuple[str, ...], did: str) -> None:
        words = self._words = look.words
        self._names = {name.casefold() for name in names}
        self.name, self.did = QLineEdit(), QLineEdit(did)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(words.say("keys.name_example"))
        self.did.setPlaceholderText(_EXAMPLE)
        self.name_hint, self.did_hint = label("", "small", wrap=True), label("", "small", wrap=True)
        dialog.ask(self.name, words.say("keys.name"))
        dialog.body.addWidget(self.name_hint)
        dialog.ask(self.did, words.say("keys.did"))
        dialog.body.addWidget(self.did_hint)

    def is_ready(self) -> bool:
        """Whether they can be those of a key; what is wrong is said below each."""
        name, did = self.name.text().strip(), self.did.text().strip()
        wrong_name, wrong_did = self._wrong_name(name), self._wrong_did(did)
        self.name_hint.setText(wrong_name)
        self.name_hint.setVisible(bool(wrong_name))
        if not wrong_did:
            told = self._words.say("keys.did_good", address=published_at(did))
        elif did and not _BEGINNING.startswith(did):
            told = wrong_did
        else:
            told = self._words.say("keys.did_example", example=_EXAMPLE)
        self.did_hint.setText(told)
        self.did.setAccessibleDescription(told)
        return bool(name) and not (wrong_name or wrong_did)

    def _wrong_name(self, name: str) -> str:
        try:
            if name.casefold() in self._names:
                raise KeyStoreError("vault.name_taken", name=name)
            checked_name(name or "x")
        except AssayError as error:
            return self._words.error(error)
        return ""

    def _wrong_did(self, did: str) -> str:
        try:
            if not published_at(checked_did(did)):
                raise KeyStoreError("key_record.did", did=did[:100])
        except AssayError as error:
            return self._words.error(error)
        return ""
