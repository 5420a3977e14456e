# SPDX-License-Identifier: Apache-2.0
"""Evidence on the tab of criteria: what is attached to a criterion of a document of the project, and files dropped."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from assay.texts import one_line
from assay_gui.asking import Asking
from assay_gui.evidence_wiring import EvidenceWiring
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.models.attached import Attached
from assay_gui.models.evidence import state_word

if TYPE_CHECKING:
    from assay_gui.checking import Checked

_LONG = 200


class CriteriaEvidence(QObject):
    """Connects register and documents; it lives as long as the window."""

    def __init__(self, window: MainWindow, look: Look, *, register: EvidenceWiring, asking: Asking) -> None:
        super().__init__(window)
        self._window, self._look, self._asking = window, look, asking
        self._register, self._evidence = register, register.evidence
        self._evidence.changed.connect(lambda: window.page.show_evidence(self))
        self._evidence.taken.connect(self._taken)
        window.page.show_evidence(self)

    @property
    def may_attach(self) -> bool:
        """Whether the register can be changed."""
        return self._evidence.may_write

    def attached(self, checked: "Checked", criterion: str) -> tuple[Attached, ...] | None:
        """The evidence of a criterion; None where the document is none of the project's."""
        from assay.projects.place import InFolder, places_of

        found = self._evidence.found
        if found is None or InFolder(found.folder.absolute()) not in places_of([checked.document]):
            return None
        words = self._look.words
        return tuple(
            Attached(name, one_line(row.title, _LONG), found.state_of(name), state_word(found, name, words))
            for name, row in found.rows.items()
            if criterion in row.criteria
        )

    def attach(self, criterion: str) -> None:
        """Ask for a file, and attach it."""
        found = self._asking.open_file(self._window, self._look.words.say("register.choose_title"))
        if found is not None:
            self.take(criterion, [found])

    def take(self, criterion: str, paths: Sequence[Path]) -> None:
        """Attach files that were dropped."""
        self._evidence.take_files(paths, (criterion,))

    def show(self, row: str) -> None:
        """Show a row of the register."""
        self._register.show(row)

    def _taken(self, rows: list[str], criteria: tuple[str, ...]) -> None:
        """They are in the register: it is saved, so that every report has them."""
        if not (criteria and rows):
            return
        say = self._look.words.say

        def tell() -> None:
            text = say("register.attached", count=len(rows))
            self._window.notice.tell(text, say("register.show"), lambda: self.show(rows[-1]))

        self._evidence.save(tell)
