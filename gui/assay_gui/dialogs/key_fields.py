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


class NameField:
    """A name that no other key has."""

    def __init__(self, look: Look, dialog: TaskDialog, names: tuple[str, ...], name: str = "") -> None:
        self._words = look.words
        self._names = {taken.casefold() for taken in names}
        self.field, self.hint = QLineEdit(name), label("", "small", wrap=True)
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setPlaceholderText(look.words.say("keys.name_example"))
        dialog.ask(self.field, look.words.say("keys.name"))
        dialog.body.addWidget(self.hint)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.field.text().strip()

    def is_ready(self) -> bool:
        """Whether it can be the name of a key; what is wrong is said below."""
        wrong = self._wrong()
        self.hint.setText(wrong)
        self.hint.setVisible(bool(wrong))
        return bool(self.text) and not wrong

    def _wrong(self) -> str:
        try:
            if self.text.casefold() in self._names:
                raise KeyStoreError("vault.name_taken", name=self.text)
            checked_name(self.text or "x")
        except AssayError as error:
            return self._words.error(error)
        return ""


class OwnerField:
    """The DID of an owner; below it, where its document is published."""

    def __init__(self, look: Look, dialog: TaskDialog, did: str = "") -> None:
        self._words = look.words
        self.field, self.hint = QLineEdit(did), label("", "small", wrap=True)
        self.field.setPlaceholderText(_EXAMPLE)
        dialog.ask(self.field, look.words.say("keys.did"))
        dialog.body.addWidget(self.hint)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.field.text().strip()

    def is_ready(self) -> bool:
        """Whether it can be the owner of a key; what is wrong is said below."""
        did, wrong = self.text, self._wrong()
        if not wrong:
            told = self._words.say("keys.did_good", address=published_at(did))
        elif did and not _BEGINNING.startswith(did):
            told = wrong
        else:
            told = self._words.say("keys.did_example", example=_EXAMPLE)
        self.hint.setText(told)
        self.field.setAccessibleDescription(told)
        return not wrong

    def _wrong(self) -> str:
        try:
            if not published_at(checked_did(self.text)):
                raise KeyStoreError("key_record.did", did=self.text[:100])
        except AssayError as error:
            return self._words.error(error)
        return ""


class KeyFields:
    """Both, one below the other."""

    def __init__(self, look: Look, dialog: TaskDialog, names: tuple[str, ...], did: str) -> None:
        self._name, self._owner = NameField(look, dialog, names), OwnerField(look, dialog, did)
        self.name, self.did = self._name.field, self._owner.field
        self.name_hint, self.did_hint = self._name.hint, self._owner.hint

    @property
    def hints(self) -> tuple[str, str]:
        """What is said below the name and below the owner."""
        return self.name_hint.text(), self.did_hint.text()

    def is_ready(self) -> bool:
        """Whether they can be those of a key; what is wrong is said below each."""
        has_name, has_owner = self._name.is_ready(), self._owner.is_ready()
        return has_name and has_owner
