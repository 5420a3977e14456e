# SPDX-License-Identifier: Apache-2.0
"""Signing where the key is on another machine: the dialogs of the one that asks and of the one that answers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from assay_gui.dialogs.copy_box import CopyBox
from assay_gui.dialogs.key_fields import OwnerField
from assay_gui.dialogs.sign import SignAllDialog, SignDialog, SignTexts
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.signing_work import Preview
from assay_gui.views.parts import ElidedLabel, label

_WIDTH = 600


class _Compared(SignDialog):
    """People compare the digest on two screens: it is never shown in part."""

    least = (560, 520)

    def show_preview(self, preview: Preview | None) -> None:
        """Show what would be signed; None while that is not known."""
        super().show_preview(preview)
        if preview is not None:
            self.show_whole("sign.digest")


class AskDialog(_Compared):
    """What the other machine would be asked to sign; whether it may be asked is settled here."""

    texts = SignTexts("machines.ask_title", "machines.ask_do", "machines.ask_key", "machines.ask_explain")


class AnswerDialog(_Compared):
    """What another machine asks this one to sign."""

    texts = SignTexts("machines.answer_title", "sign.do", "sign.key", "machines.answer_explain")


class _ComparedAll(SignAllDialog, _Compared):
    """The same of several: how many are signed, and the digest of all of them."""

    told = (*SignAllDialog.told, "sign.digest")
    offers_elsewhere = False

    def facts_of(self, preview: Preview) -> dict[str, str]:
        """How many, and the digest."""
        return {**super().facts_of(preview), "sign.digest": preview.prepared.sha256}


class AskAllDialog(_ComparedAll):
    """What the other machine would be asked to sign in one go."""

    texts = SignTexts("machines.ask_title", "machines.ask_do", "machines.ask_key", "machines.ask_all_explain")


class AnswerAllDialog(_ComparedAll):
    """What another machine asks this one to sign in one go."""

    texts = SignTexts("machines.answer_title", "sign_all.do", "sign.key", "machines.answer_all_explain")


class OwnerDialog(TaskDialog):
    """Asks whose key is to sign, where the document does not say."""

    wanted = Signal(str)
    """The DID."""

    def __init__(self, look: Look, did: str, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("machines.ask_title"), words.say("machines.owner_do"), parent)
        self.explain(words.say("machines.owner_explain"))
        self.owner = OwnerField(look, self, did)
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.owner.text))
        self.owner.field.setFocus()
        self.check()

    def is_ready(self) -> bool:
        """Whether it can be the owner of a key."""
        return self.owner.is_ready()

    def first_field(self) -> QWidget:
        """The owner."""
        return self.owner.field


_FACTS = ("owner", "asked", "kid")
_COMPARED = ("digest", "thumbprint")


class AcceptDialog(TaskDialog):
    """What came back, verified: digest and thumbprint to be compared with what the other machine shows."""

    wanted = Signal()
    """Save what was signed."""

    def __init__(self, look: Look, facts: dict[str, str], parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("machines.accept_title"), words.say("machines.accept_do"), parent)
        self.setMinimumWidth(_WIDTH)
        self._facts = facts
        self.explain(words.say("machines.accepted"), "strong")
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for number, name in enumerate(_FACTS):
            told = ElidedLabel("plain")
            told.tell(facts[name])
            grid.addWidget(label(words.say(f"machines.fact.{name}"), "muted"), number, 0)
            grid.addWidget(told, number, 1)
        self.body.addWidget(box)
        self.explain(words.say("machines.compare"), "")
        for name in _COMPARED:
            shown = CopyBox(look, words.say(f"machines.fact.{name}"), lines=1)
            shown.show_text(facts[name])
            self.body.addWidget(shown)
        self.act_button.clicked.connect(self.wanted)
        self.act_button.setFocus()

    def fact(self, name: str) -> str:
        """What is told under that name."""
        return self._facts[name]
