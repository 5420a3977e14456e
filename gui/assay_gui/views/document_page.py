# SPDX-License-Identifier: Apache-2.0
"""One document: head, contents, readable and source, cards. A choice in one of them is followed by the others."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from assay_gui.checking import Checked
from assay_gui.look import Look
from assay_gui.models.entries import STATE_OF, group_of
from assay_gui.session import OpenDocument
from assay_gui.views import contents, finding_cards
from assay_gui.views.contents import ContentsView
from assay_gui.views.document_head import DocumentHead
from assay_gui.views.finding_cards import FindingCards
from assay_gui.views.parts import button, label
from assay_gui.views.readable import ReadableView
from assay_gui.views.source import SourceView

_MIDDLE_WIDTH = 454


class DocumentPage(QWidget):
    """What is known of one document."""

    open_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: Checked | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(look.words.say("rail.documents"))
        self.head = DocumentHead(look)
        self.contents = ContentsView(look)
        self.readable = ReadableView(look)
        self.source = SourceView(look)
        self.cards = FindingCards(look)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.readable, look.words.say("tab.readable"))
        self.tabs.addTab(self.source, look.words.say("tab.source"))
        self.tabs.tabBar().setAccessibleName(look.words.say("tab.title"))
        self._columns = self._lay_out_columns()
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.head)
        inside.addWidget(self._columns, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._connect()

    @property
    def checked(self) -> Checked | None:
        """What is shown; None while there is nothing."""
        return self._shown

    @property
    def is_empty(self) -> bool:
        """Whether it says that no document is open."""
        return self._pages.currentIndex() == 0

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The places F6 goes round."""
        if self.is_empty:
            return ()
        return (self.contents.tree, self.tabs.currentWidget(), self.cards.cards[0] if self.cards.cards else self.cards)

    def show_document(self, document: OpenDocument | None) -> None:
        """Show a document as it stands; None: say that none is open."""
        self._pages.setCurrentIndex(0 if document is None else 1)
        if document is None:
            self._show_checked(None)
            return
        self.head.show_document(document)
        self.setAccessibleName(f"{document.name}. {self.head.banner.headline}")
        if document.checked is not self._shown or document.checked is None:
            self._show_checked(document.checked)

    def choose_entry(self, place: int) -> None:
        """Go to the place of a card, wherever the reader is: tree, readable, source."""
        if self._shown is None or not 0 <= place < len(self._shown.entries):
            return
        entry = self._shown.entries[place]
        self.cards.choose(place)
        if entry.node:
            self.contents.choose(entry.node)
            self.readable.show_node(entry.node)
        if entry.location is not None:
            self.source.editor.mark(entry.location, entry.state)

    def show_entry_in_source(self, place: int) -> None:
        """As `choose_entry`, with the source in front."""
        self.tabs.setCurrentWidget(self.source)
        self.choose_entry(place)

    def step(self, by: int) -> None:
        """Go to the next card, or the one before."""
        self.choose_entry(self.cards.step(by))

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.readable.dress()
        self.source.editor.dress()

    def _show_checked(self, checked: Checked | None) -> None:
        self._shown = checked
        if checked is None:
            self.readable.show_document((), ())
            self.source.show_text("", (), decoded=False)
            self.cards.show_entries(())
            self.contents.show_sections(())
            return
        reading, report = checked.examination.reading, checked.examination.report
        findings = tuple((finding.message, STATE_OF[group_of(finding)]) for finding in report.findings)
        self.readable.show_document(checked.sections, findings)
        self.source.show_text(reading.text, checked.entries, decoded=reading.refers_to_decoded)
        self.cards.show_entries(checked.entries)
        self.contents.show_sections(checked.sections)
        if not checked.sections:
            self.tabs.setCurrentWidget(self.source)

    def _connect(self) -> None:
        self.contents.node_chosen.connect(self._choose_node)
        self.readable.node_chosen.connect(self.contents.choose)
        self.readable.finding_chosen.connect(self._choose_finding)
        self.cards.entry_chosen.connect(self.choose_entry)
        self.cards.source_wanted.connect(self.show_entry_in_source)
        self.source.entry_chosen.connect(self.choose_entry)

    def _choose_node(self, node: str) -> None:
        self.readable.show_node(node)
        sections = self._shown.sections if self._shown else ()
        pointer = next((section.pointer for section in sections if section.node == node), None)
        if self._shown is not None and pointer is not None:
            self.source.editor.bring(self._shown.locate(pointer))

    def _choose_finding(self, number: int) -> None:
        """A finding chosen by its place in the report; the card that stands for it may stand for others too."""
        if self._shown is None:
            return
        wanted = self._shown.examination.report.findings[number].id
        for place, entry in enumerate(self._shown.entries):
            if entry.id == wanted:
                self.choose_entry(place)
                return

    def _lay_out_columns(self) -> QSplitter:
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setChildrenCollapsible(False)
        columns.setHandleWidth(1)
        for pane, least in ((self.contents, 150), (self.tabs, 260), (self.cards, 240)):
            pane.setMinimumWidth(least)
            columns.addWidget(pane)
        columns.setSizes([contents.WIDTH, _MIDDLE_WIDTH, finding_cards.WIDTH])
        columns.setStretchFactor(0, 0)
        columns.setStretchFactor(1, 1)
        columns.setStretchFactor(2, 0)
        return columns

    def _empty_page(self) -> QWidget:
        words = self._look.words
        page = QWidget()
        page.setObjectName("page")
        self.empty_button = button(words.say("home.open"), words.tip("home.open"), "primary")
        self.empty_button.clicked.connect(self.open_wanted)
        title, text = label(words.say("documents.empty"), "invite"), label(words.tip("documents.empty"), "muted")
        layout = QVBoxLayout(page)
        layout.setSpacing(8)
        layout.addStretch()
        for widget in (title, text, self.empty_button):
            row = QHBoxLayout()
            row.addStretch()
            row.addWidget(widget)
            row.addStretch()
            layout.addLayout(row)
        layout.addStretch()
        return page
