# SPDX-License-Identifier: Apache-2.0
"""The line below a document: by which rules, as of which moment; below the keys, how they stand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from assay_gui.look import Look
from assay_gui.open_document import OpenDocument
from assay_gui.theme import scaled
from assay_gui.views.parts import ElidedLabel, label

_DIGITS = 4
_HEIGHT = 28


class StatusLine(QStatusBar):
    """Rules and moment of the document that is shown."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rules, self._moment = label("", "small"), label("", "small")
        self._otherwise = (look.words.say("status.ready"), "")
        self._has_document = False
        self._answer = ElidedLabel("small", Qt.TextElideMode.ElideRight)
        self._expected = ""
        self._document: OpenDocument | None = None
        self.setSizeGripEnabled(False)
        self.dress()
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(24)
        row.addWidget(self._rules)
        row.addWidget(self._moment)
        row.addWidget(self._answer, 1)
        self.addWidget(inside, 1)

    @property
    def texts(self) -> tuple[str, str]:
        """What it says: rules, moment."""
        return self._rules.text(), self._moment.text()

    @property
    def answer(self) -> str:
        """What it says the expected clearing house would answer."""
        return self._answer.accessibleName()

    def dress(self) -> None:
        """As high as the text needs it at the size of the moment."""
        self.setMinimumHeight(scaled(_HEIGHT))

    def expect(self, engine: str) -> None:
        """The id of the engine that will be asked; empty: none."""
        if engine != self._expected:
            self._expected = engine
            self.show_document(self._document)

    def show_opening(self) -> None:
        """Files are being opened, and it takes a while."""
        self._rules.setText(self._look.words.say("status.opening"))

    def tell_otherwise(self, first: str = "", second: str = "") -> None:
        """What to say where no document is shown; without anything, that the program is ready."""
        self._otherwise = (first or self._look.words.say("status.ready"), second)
        if not self._has_document:
            self.show_document(None)

    def show_document(self, document: OpenDocument | None) -> None:
        """Rules and moment of a document; that there is none."""
        words = self._look.words
        self._has_document = document is not None
        self._document = document
        self._answer.tell(self._foreseen(document))
        if document is None or document.checked is None:
            told = self._otherwise if document is None else (words.say("status.ready"), "")
            self._rules.setText(told[0])
            self._moment.setText(told[1])
            return
        pack = document.checked.examination.report.pack
        digest = f"{pack.sha256[:_DIGITS]}…{pack.sha256[-_DIGITS:]}" if pack else ""
        self._rules.setText(
            words.say("status.pack", name=pack.name or pack.id, digest=digest) if pack else words.say("status.no_pack")
        )
        chosen = document.moment
        self._moment.setText(
            words.say("status.moment", moment=chosen.strftime("%Y-%m-%d %H:%M UTC"))
            if chosen
            else words.say("status.now")
        )

    def _foreseen(self, document: OpenDocument | None) -> str:
        if not self._expected or document is None or document.checked is None:
            return ""
        from assay.reports.phrases import pair

        predictions = document.checked.examination.report.predictions
        found = next((entry for entry in predictions if entry.prediction.engine == self._expected), None)
        if found is None:
            return self._look.words.say("status.not_for_engine")
        told = pair(found.engine_name, found.headline, self._look.words.of_reports)
        return self._look.words.say("status.expected", told=told)
