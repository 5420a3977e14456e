# SPDX-License-Identifier: Apache-2.0
"""One document: head, contents, readable and source, cards. A choice in one of them is followed by the others."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from assay_gui.checking import Checked
from assay_gui.look import Look
from assay_gui.models.entries import Entry, Group
from assay_gui.open_document import OpenDocument
from assay_gui.views.contents import ContentsView
from assay_gui.views.document_columns import DocumentColumns, WholePage
from assay_gui.views.document_head import DocumentHead
from assay_gui.views.document_tabs import DocumentTabs, Made
from assay_gui.views.finding_cards import FindingCards
from assay_gui.views.parts import button, label
from assay_gui.views.readable import ReadableView
from assay_gui.views.source import SourceView

if TYPE_CHECKING:
    from assay_gui.models.attached import EvidenceDesk
    from assay_gui.views.criteria import CriteriaView
    from assay_gui.views.form import FormView
    from assay_gui.views.form_asks import FormDesk
    from assay_gui.views.picture import PictureView
    from assay_gui.views.signatures import SignaturesView


class DocumentPage(QWidget):
    """What is known of one document."""

    open_wanted = Signal()
    give_wanted = Signal()
    """The reader has a file that tells more of the signatures."""
    save_picture_wanted = Signal()
    answer_unwritable = Signal()
    draft_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: Checked | None = None
        self._key = 0
        self.desk: FormDesk | None = None
        """What puts answers of forms into the text; given before the first form is made."""
        self._form: FormView | None = None
        self._evidence: EvidenceDesk | None = None
        self._criteria: CriteriaView | None = None
        self._fixes: Mapping[int, str] = {}
        self._can_draft = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(look.words.say("rail.documents"))
        self._pages = QStackedWidget()
        layout = QVBoxLayout(self)  # from the outside inwards: what is taken into another widget is styled anew
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._pages.addWidget(self._empty_page())
        self.head = DocumentHead(look)
        self.contents = ContentsView(look)
        self.tabs = DocumentTabs(look)
        columns = DocumentColumns(self.contents, self.tabs)
        self._pages.addWidget(WholePage(self.head, columns))
        self._readable = ReadableView(look)
        self._source = SourceView(look)
        self.tabs.add("readable", self._readable, self._readable, self._readable)
        self.tabs.add_later("form", self._make_form)
        self.tabs.add("source", self._source, self._source, self._source.editor)
        self.tabs.add_later("criteria", self._make_criteria)
        self.tabs.add_later("signatures", self._make_signatures)
        self.tabs.add_later("picture", self._make_picture)
        self.cards = FindingCards(look)
        columns.complete(self.cards)
        self._connect()

    @property
    def checked(self) -> Checked | None:
        """What is shown; None while there is nothing."""
        return self._shown

    @property
    def readable(self) -> ReadableView:
        """The document as a person reads it."""
        self.tabs.up_to_date("readable")
        return self._readable

    @property
    def source(self) -> SourceView:
        """The text."""
        self.tabs.up_to_date("source")
        return self._source

    @property
    def form(self) -> "FormView":
        """The document as forms."""
        return cast("FormView", self.tabs.view("form"))

    @property
    def criteria(self) -> "CriteriaView":
        """The criteria by levels."""
        return cast("CriteriaView", self.tabs.view("criteria"))

    @property
    def signatures(self) -> "SignaturesView":
        """The checklists of signatures."""
        return cast("SignaturesView", self.tabs.view("signatures"))

    @property
    def picture(self) -> "PictureView":
        """The picture of the set."""
        return cast("PictureView", self.tabs.view("picture"))

    @property
    def is_empty(self) -> bool:
        """Whether it says that no document is open."""
        return self._pages.currentIndex() == 0

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The places F6 goes round."""
        if self.is_empty:
            return (self.empty_button,)
        return (self.contents.tree, self.tabs.pane, self.cards.cards[0] if self.cards.cards else self.cards)

    def show_document(self, document: OpenDocument | None) -> None:
        """Show a document as it stands; None: say that none is open."""
        self._pages.setCurrentIndex(0 if document is None else 1)
        if document is None:
            self._key = 0
            self._show_checked(None, is_same=False)
            return
        self.head.show_document(document)
        self.setAccessibleName(f"{document.name}. {self.head.banner.headline}")
        if document.checked is not self._shown or document.checked is None:
            self._show_checked(document.checked, is_same=document.key == self._key and self._shown is not None)
        self._key = document.key

    def show_stale(self) -> None:
        """Say that what is shown is from before a change that is being checked."""
        self.head.banner.show_rechecking()
        self.cards.show_stale()

    def offer_draft(self, *, offered: bool) -> None:
        """Whether an unsigned copy can be made; the source need not be up to date to say so."""
        self._source.offer_draft(offered=offered)

    def choose_entry(self, place: int) -> None:
        """Go to the place of a card, wherever the reader is: tree, readable, source."""
        if self._shown is None or not 0 <= place < len(self._shown.entries):
            return
        entry = self._shown.entries[place]
        self.cards.choose(place)
        if entry.node:
            self.contents.choose(entry.node)
        self.tabs.choose_entry(entry)

    def show_entry_in_source(self, place: int) -> None:
        """As `choose_entry`, with the source in front."""
        self.tabs.show_tab("source")
        self.choose_entry(place)

    def show_entry_in_form(self, place: int) -> None:
        """As `choose_entry`, with the form in front, and the keyboard in the field."""
        self.tabs.show_tab("form")
        self.choose_entry(place)
        if self._shown is not None and 0 <= place < len(self._shown.entries):
            self.form.focus_entry(self._shown.entries[place])

    def offer_fixes(self, fixes: "Mapping[int, str]", *, can_draft: bool) -> None:
        """Corrections in words, by the place of the card; and whether an unsigned copy can be made."""
        self._fixes, self._can_draft = fixes, can_draft
        entries = self._shown.entries if self._shown is not None else ()
        if self._form is not None:
            told = ((place, entries[place].findings, text) for place, text in fixes.items() if place < len(entries))
            self._form.offer_fixes({one: (place, text) for place, found, text in told for one in found})
            self._form.offer_draft(offered=can_draft)

    def show_evidence(self, evidence: "EvidenceDesk") -> None:
        """The register of the project that is open, to be shown anew with the criteria."""
        self._evidence = evidence
        if self._criteria is not None:
            self._criteria.show_evidence(evidence)

    def step(self, by: int) -> None:
        """Go to the next card, or the one before."""
        self.choose_entry(self.cards.step(by))

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.tabs.dress()

    def _show_checked(self, checked: Checked | None, *, is_same: bool) -> None:
        """`is_same`: it is the document that was shown before, checked anew: nobody goes anywhere."""
        self._shown = checked
        self.tabs.show_checked(checked, keep_place=is_same)
        self.cards.show_entries(checked.entries if checked else ())
        self.contents.show_sections(checked.sections if checked else (), keep_place=is_same)
        if checked is not None and not checked.sections:
            self.tabs.show_tab("source")

    def _connect(self) -> None:
        self.head.banner.button_gone.connect(self.setFocus)
        self.contents.node_chosen.connect(self.tabs.choose_node)
        self._readable.node_chosen.connect(self.contents.choose)
        self._readable.finding_chosen.connect(self._choose_finding)
        self.cards.entry_chosen.connect(self.choose_entry)
        self.cards.source_wanted.connect(self.show_entry_in_source)
        self.cards.give_wanted.connect(self.give_wanted)
        self.cards.form_wanted.connect(self.show_entry_in_form)
        self._source.entry_chosen.connect(self.choose_entry)

    def _make_form(self) -> Made:
        from assay_gui.views.form import FormView

        assert self.desk is not None  # noqa: S101 - whoever makes the page gives it
        made = FormView(self._look, self.desk)
        made.node_chosen.connect(self.contents.choose)
        made.source_wanted.connect(lambda pointer: self._go_to(pointer, "", "source"))
        made.unwritable.connect(self.answer_unwritable)
        made.draft_wanted.connect(self.draft_wanted)
        made.fix_wanted.connect(lambda place: self.cards.fix_wanted.emit((place,)))
        self._form = made
        self.offer_fixes(self._fixes, can_draft=self._can_draft)
        return made, made, made, (made,)

    def _make_criteria(self) -> Made:
        from assay_gui.views.criteria import CriteriaView

        self._criteria = made = CriteriaView(self._look)
        made.show_evidence(self._evidence)
        made.place_chosen.connect(lambda pointer, node: self._go_to(pointer, node, "readable"))
        made.source_chosen.connect(lambda pointer, node: self._go_to(pointer, node, "source"))
        return made, made, made.table, made.stops

    def _make_signatures(self) -> Made:
        from assay_gui.views.signatures import SignaturesView

        made = SignaturesView(self._look)
        made.node_chosen.connect(lambda node: self._go_to(None, node, "readable"))
        made.give_wanted.connect(self.give_wanted)
        return made, made, made.list, made.stops

    def _make_picture(self) -> Made:
        from assay_gui.views.picture import PictureView

        made = PictureView(self._look)
        made.node_chosen.connect(self.contents.choose)
        made.node_opened.connect(lambda node: self._go_to(None, node, "readable"))
        made.save_wanted.connect(self.save_picture_wanted)
        return made, made, made.list, made.stops

    def _go_to(self, pointer: str | None, node: str, tab: str) -> None:
        """Bring a place of the document to the front, in the tab of that name."""
        if self._shown is None:
            return
        self.tabs.show_tab(tab)
        if node:
            self.contents.choose(node)
            self.tabs.choose_node(node)
        if pointer is not None:
            place = self._shown.locate(pointer)
            self.tabs.choose_entry(Entry(Group.ADVICE, "", pointer=pointer, location=place, node=node))

    def _choose_finding(self, number: int) -> None:
        """A finding chosen by its place in the report; the card that stands for it may stand for others too."""
        if self._shown is None:
            return
        wanted = self._shown.examination.report.findings[number].id
        for place, entry in enumerate(self._shown.entries):
            if entry.id == wanted:
                self.choose_entry(place)
                return

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
