# SPDX-License-Identifier: Apache-2.0
"""Certificates as text or as a web address; from a chosen file it is told who they are for, by whom, and until when."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from assay.authoring.forms.certificate_text import chain_of
from assay_gui.look import Look
from assay_gui.views.parts import breakable, button, label

if TYPE_CHECKING:
    from assay.authoring.forms.certificate_text import CertificateChain

_LINES, _MARGIN = 3, 16
_ADDRESS = ("http://", "https://")


class CertificateLine:
    """A text of some lines, a file, and what is to be known of the certificates."""

    is_typed = True
    has_letters = False

    def __init__(
        self,
        look: Look,
        edited: Callable[[], object],
        hint: str,
        files: "tuple[Callable[[], Path | None], Callable[[Path, Callable[[CertificateChain], object]], object]]",
        *,
        is_address: bool,
    ) -> None:
        """`files`: what asks for one, and what reads one. `is_address`: the value is an address in any case."""
        self._look, self._edited, self._is_address = look, edited, is_address
        self._ask, self._read = files
        self.widget = QWidget()
        self.field = QPlainTextEdit()
        self.field.setObjectName("copied")
        self.field.setPlaceholderText(hint)
        self.field.setTabChangesFocus(True)
        self.field.setUndoRedoEnabled(False)
        self.field.setFixedHeight(self.field.fontMetrics().lineSpacing() * _LINES + _MARGIN)
        words = look.words
        self.file_button = button(words.say("form.certificate"), words.tip("form.certificate"), "small")
        self.file_button.clicked.connect(self._choose)
        self._facts = label("", "muted", wrap=True)
        inside = QVBoxLayout(self.widget)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.field)
        inside.addWidget(self.file_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._facts)
        self._is_set = False
        self.field.textChanged.connect(lambda: None if self._is_set else self._typed())
        self._tell(None)

    @property
    def facts(self) -> str:
        """What is told of the certificates."""
        return self._facts.text()

    def text(self) -> str:
        """What it holds."""
        return self.field.toPlainText()

    def set_text(self, text: str) -> None:
        """Hold another text."""
        if text != self.text():
            self._put(text)
            self._tell(chain_of(text))

    def allow(self, *, is_open: bool) -> None:
        """Whether it may be changed; a file can be looked at in any case."""
        self.field.setReadOnly(not is_open)

    def take(self, chain: "CertificateChain") -> None:
        """The certificates of a file: told, and put in unless an address stands there, or has to."""
        is_kept = self._is_address or self.field.isReadOnly() or self.text().lower().startswith(_ADDRESS)
        if not is_kept and chain.text != self.text():
            self._put(chain.text)
            self._edited()
        self._tell(chain)

    def _choose(self) -> None:
        path = self._ask()
        if path is not None:
            self._read(path, self.take)

    def _typed(self) -> None:
        self._edited()
        self._tell(chain_of(self.text()))

    def _put(self, text: str) -> None:
        self._is_set = True
        self.field.setPlainText(text)
        self._is_set = False

    def _tell(self, chain: "CertificateChain | None") -> None:
        say = self._look.words.say
        told = [
            say(
                "form.certificate_facts",
                subject=breakable(one.subject),
                issuer=breakable(one.issuer),
                day=one.last_day.isoformat(),
            )
            for one in (chain.facts if chain is not None else ())
        ]
        self._facts.setText("\n".join(told))
        self._facts.setVisible(bool(told))
