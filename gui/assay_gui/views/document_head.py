# SPDX-License-Identifier: Apache-2.0
"""The head of a document: its name, the facts about it, what to do with it, verdict, levels, predicted answers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assay.credential import Kind
from assay.errors import AssayError
from assay.verdict import Verdict
from assay_gui.checking import Checked
from assay_gui.look import Look
from assay_gui.open_document import OpenDocument
from assay_gui.views.banner import Banner
from assay_gui.views.clearing_houses import ClearingHouses
from assay_gui.views.parts import ElidedLabel, button, in_turn, plain_tip, restyle
from assay_gui.views.recent import STATE_OF_VERDICT
from assay_gui.views.rungs import Rungs

_SIGNABLE = (Kind.CREDENTIAL, Kind.PRESENTATION, Kind.LABEL)
_TO_SIGN, _TO_PUT_TOGETHER = (Kind.CREDENTIAL, Kind.CLAIMS), (Kind.CREDENTIAL, Kind.LABEL)


class DocumentHead(QWidget):
    """Name, facts, actions, verdict, levels, what the clearing houses would say."""

    as_of_wanted = Signal()
    report_wanted = Signal()
    sign_wanted = Signal()
    hand_in_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self.setObjectName("head")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = ElidedLabel("heading")
        self.facts = ElidedLabel("muted", Qt.TextElideMode.ElideRight)
        self.banner = Banner(look)
        self.rungs = Rungs(look)
        self.clearing_houses = ClearingHouses(look)
        self.as_of_button = button(words.say("document.as_of"), words.tip("document.as_of"))
        self.report_button = button(words.say("document.report"), words.tip("document.report"), "primary")
        self.sign_button = button("")
        self.sign_button.hide()
        self.signing = ""
        """What can be done now: `sign` a draft, `sign_all` of it, `put_together` what is signed, `hand_in`; or none."""
        self._is_ready = False
        self._corrects = False
        self.sign_button.clicked.connect(self._go_on)
        self.as_of_button.clicked.connect(self.as_of_wanted)
        self.report_button.clicked.connect(self.report_wanted)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self.facts)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(texts, 1)
        row.addWidget(self.as_of_button)
        row.addWidget(self.report_button)
        row.addWidget(self.sign_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 12)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(self.banner)
        layout.addWidget(self.rungs)
        layout.addWidget(self.clearing_houses)

    def show_document(self, document: OpenDocument) -> None:
        """Show a document as it stands; while its first check runs, only its name."""
        words = self._look.words
        self.show_name(document)
        self.facts.tell(self._facts(document, document.checked) if document.checked else words.size(document.size))
        self.report_button.setEnabled(document.checked is not None)
        self._offer_signing(document.checked)
        report = document.checked.examination.report if document.checked is not None else None
        before = self.rungs.rungs
        self.rungs.show_levels(report)
        if self.rungs.rungs is not before:
            in_turn(self.banner.stop_button, *self.rungs.rungs, self.rungs.help_button)
        self.clearing_houses.show_report(report)
        if report is not None:
            self.banner.show_verdict(STATE_OF_VERDICT[report.verdict.value], report.headline, report.summary)

    def show_name(self, document: OpenDocument) -> None:
        """Show what it is called, and whether its file has what is shown."""
        words = self._look.words
        draft = document.checked is not None and not document.checked.examination.reading.is_signed
        name = words.say("document.draft", name=document.name) if draft else document.name
        self.title.tell(name if document.is_saved else f"{name} · {words.say('document.unsaved')}")

    def show_unchecked(self, failure: Exception | None) -> None:
        """Say that there is no result: the check was stopped, or failed."""
        if failure is None:
            self.banner.show_stopped()
        else:
            words, kind = self._look.words, type(failure).__name__
            self.banner.show_failure(words.error(failure) if isinstance(failure, AssayError) else kind)

    def _go_on(self) -> None:
        if self.signing == "hand_in":
            self.hand_in_wanted.emit()
        else:
            self.sign_wanted.emit()

    def _offer_signing(self, checked: Checked | None) -> None:
        """A draft that nothing stands against wants to be signed; else the report is the next sensible thing."""
        self.signing = _signing(checked)
        self.sign_button.setVisible(bool(self.signing))
        self._is_ready = False
        if checked is not None and self.signing:
            words = self._look.words
            self.sign_button.setText(words.say(f"document.{self.signing}"))
            self.sign_button.setAccessibleName(self.sign_button.text())
            self.sign_button.setAccessibleDescription(words.tip(f"document.{self.signing}"))
            self.sign_button.setToolTip(plain_tip(words.tip(f"document.{self.signing}")))
            self._is_ready = checked.examination.report.verdict is not Verdict.NON_CONFORMANT
        self.show_next(corrects=self._corrects)

    def show_next(self, *, corrects: bool) -> None:
        """Let the next sensible thing stand out: to correct, where the banner offers it; to sign; else the report."""
        self._corrects = corrects
        restyle(self.sign_button, "kind", "primary" if self._is_ready and not corrects else "")
        restyle(self.report_button, "kind", "" if self._is_ready or corrects else "primary")

    def _facts(self, document: OpenDocument, checked: Checked) -> str:
        words, report = self._look.words, checked.examination.report
        credentials = len(checked.examination.credentials)
        empty = report.kind is Kind.PRESENTATION and not credentials
        kind = words.say("kind.empty" if empty else f"kind.{report.kind.value}", count=credentials)
        signed = words.say("document.signed" if checked.examination.reading.is_signed else "document.not_signed")
        told = [f"{kind}, {signed}"] if report.kind in _SIGNABLE else [kind]
        if report.generation.value != "unknown":
            told.append(words.say("document.generation", name=report.generation.value.capitalize()))
        told.append(words.size(document.size))
        at = checked.made_at.astimezone().strftime("%H:%M")
        told.append(words.say("document.checked", time=at, duration=words.duration(checked.seconds)))
        if document.moment is not None:
            told.append(words.say("document.as_of_moment", moment=document.moment.strftime("%Y-%m-%d %H:%M UTC")))
        return " · ".join(told)


def _signing(checked: Checked | None) -> str:
    if checked is None:
        return ""
    kind, is_signed = checked.examination.report.kind, checked.examination.reading.is_signed
    if kind is Kind.PRESENTATION and is_signed:
        return "hand_in"
    if len(checked.examination.reading.credentials) != 1 or kind is Kind.PRESENTATION:
        return "sign_all" if _holds_drafts(checked) else ""
    if is_signed:
        return "put_together" if kind in _TO_PUT_TOGETHER else ""
    return "sign" if kind in _TO_SIGN else ""


def _holds_drafts(checked: Checked) -> bool:
    from assay.signing_several import holds_drafts

    return checked.examination.report.generation.value != "unknown" and holds_drafts(checked.examination.reading)
