# SPDX-License-Identifier: Apache-2.0
"""The text of a document: a line that says what may be done with it, a search, the editor."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.models.entries import Entry
from assay_gui.views.parts import button, label
from assay_gui.views.search_bar import SearchBar
from assay_gui.views.source_editor import SourceEditor

if TYPE_CHECKING:
    from assay_gui.checking import Checked


_DECODED = "source.decoded"


class SourceView(QWidget):
    """A line that says what is shown, and the editor."""

    entry_chosen = Signal(int)
    """The place of the card in the list of cards."""
    draft_wanted = Signal()
    """An unsigned copy is wanted, to be changed."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._checked: Checked | None = None
        self.editor = SourceEditor(look)
        self.editor.entry_chosen.connect(self.entry_chosen)
        self.editor.part_changed.connect(self._tell)
        self.search = SearchBar(look, self.editor)
        self._look = look
        self._told = label("", "muted", wrap=True)
        self._told.setContentsMargins(20, 8, 20, 4)
        self.draft_button = button(look.words.say("correct.draft"), look.words.tip("correct.draft"), "small")
        self.draft_button.clicked.connect(self.draft_wanted)
        self._why_not: str | None = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._told)
        layout.addLayout(self._draft_row())
        layout.addWidget(self.search)
        layout.addWidget(self.editor, 1)

    def offer_draft(self, *, offered: bool) -> None:
        """Whether an unsigned copy can be made."""
        self.draft_button.setVisible(offered)

    @property
    def says_decoded(self) -> bool:
        """Whether it says that the text is the decoded view of a JWT."""
        return self._why_not == _DECODED

    @property
    def told(self) -> str:
        """The line above the text; empty where nothing is to be said of it."""
        return self._told.text()

    def show_checked(self, checked: "Checked | None") -> None:
        """Show a document's text with its cards; None: nothing."""
        self._checked = checked
        if checked is None:
            self.show_text("", (), why_not="")
        else:
            self.show_text(checked.text, checked.entries, why_not=_why_not(checked))

    def show_node(self, node: str) -> None:
        """Bring the text of a part into view."""
        sections = self._checked.sections if self._checked else ()
        pointer = next((section.pointer for section in sections if section.node == node), None)
        place = self._checked.locate(pointer) if self._checked is not None and pointer is not None else None
        if place is not None:
            self.editor.bring(place)

    def show_entry(self, entry: Entry) -> None:
        """Bring the place of a card into view, and mark it."""
        if entry.location is not None:
            self.editor.mark(entry.location, entry.state)

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.editor.dress()

    def show_text(self, text: str, entries: Sequence[Entry], *, why_not: str | None) -> None:
        """Show a text with its cards. `why_not`: why it cannot be changed, a text id; empty where nothing is to be
        said of it; None where it can be changed.
        """
        self._why_not = why_not
        self.editor.allow_editing(allowed=why_not is None)
        self.editor.show_text(text, entries)
        self._tell()

    def _tell(self) -> None:
        """What may be done with the text, and which lines of a long one are shown."""
        say = self._look.words.say
        told = [say(self._why_not)] if self._why_not else []
        if self.editor.part:
            told.append(say("long_text.part", first=self.editor.part[0], last=self.editor.part[1]))
        self._told.setText(" ".join(told))
        self._told.setVisible(bool(told))

    def _draft_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 20, 4)
        row.addWidget(self.draft_button)
        row.addStretch()
        self.draft_button.hide()
        return row


def _why_not(checked: "Checked") -> str | None:
    reading = checked.examination.reading
    if checked.text_to_work_on is not None:
        return None
    if reading.parts:
        return "source.not_editable"
    if reading.refers_to_decoded:
        return _DECODED
    return "source.signed" if reading.is_signed else "source.not_editable"
