# SPDX-License-Identifier: Apache-2.0
"""What would be signed, as a person reads it; with which key; what the rules say of it; then the signature."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from assay.signing import LEAST_REASON, Gate
from assay.values import frozen
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.details import Details
from assay_gui.dialogs.dialog_frame import AROUND, name_above
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.signing_all import AllPrepared
from assay_gui.signing_work import Preview
from assay_gui.theme import fixed_font
from assay_gui.views.finding_cards import FindingCards
from assay_gui.views.parts import Badge, ElidedLabel, button, in_turn, label
from assay_gui.views.readable import ReadableView
from assay_gui.views.recent import STATE_OF_VERDICT

if TYPE_CHECKING:
    from assay.issue import Signed
    from assay.keys.key_record import KeyRecord
    from assay.signing_several import SignedSeveral

_SIZE = (820, 700)
_AROUND = 80
"""Of the screen: what a title and the panels of the desktop take."""
_LONGEST_REASON = 500
_BESIDE = 12
"""Between the name of a fact and the fact."""


@frozen
class SignTexts:
    """How the dialog names what it is for."""

    title: str
    act: str
    key: str
    note: str = ""


class SignDialog(TaskDialog):
    """Preview, key, verdict, reason."""

    preview_wanted = Signal()
    """Another key or way of writing was chosen: what would be signed now?"""
    is_as_high_as_needed = False
    wanted = Signal(str)
    """Sign it, for that reason or none."""
    texts = SignTexts("sign.title", "sign.do", "sign.key")
    told: tuple[str, ...] = ("sign.filled", "sign.until", "sign.digest")
    """What is told of it, one a line."""
    least = (560, 400)

    def __init__(
        self, look: Look, name: str, keys: "Sequence[KeyRecord]", chosen: str, parent: QWidget | None = None
    ) -> None:
        words = look.words
        super().__init__(look, words.say(self.texts.title), words.say(self.texts.act), parent)
        self.setMinimumSize(*self.least)
        room = self.screen().availableSize()
        self.resize(QSize(*_SIZE).boundedTo(QSize(room.width() - _AROUND, room.height() - _AROUND)))
        self._keys = tuple(keys)
        self.preview: Preview | None = None
        self.made: Signed | SignedSeveral | None = None
        """What was signed, while it could not be written yet."""
        self.keys, self.profiles, self.reason = Choice(look), Choice(look), QLineEdit()
        self.readable, self.cards = ReadableView(look), FindingCards(look)
        self.tabs = QTabWidget()
        self._badge, self._verdict = Badge(look, 20), label("", "verdict", wrap=True)
        self.findings_button = button("", words.tip("sign.show_findings"), "small")
        self._facts = {text: ElidedLabel("plain") for text in self.told}
        self._reason_box, self._reason_hint = QWidget(), label("", "small", wrap=True)
        self._lay_out_body(name)
        self._fill(chosen)
        self.keys.currentIndexChanged.connect(lambda _row: self.preview_wanted.emit())
        self.profiles.activated.connect(lambda _row: self.preview_wanted.emit())
        self.findings_button.clicked.connect(self.show_findings)
        self.readable.node_chosen.connect(self.readable.scroll_to)
        self.readable.finding_chosen.connect(lambda _number: self.show_findings())
        self.tabs.currentChanged.connect(lambda _tab: self.cards.choose_group(self.cards.filter.group))
        self.reason.textChanged.connect(self.check)
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.reason.text().strip()))
        self.show_preview(None)

    @property
    def record(self) -> "KeyRecord":
        """The key that is chosen."""
        return self._keys[self.keys.currentIndex()]

    @property
    def profile(self) -> str:
        """The id of the way it is to be written; empty for the usual one."""
        return str(self.profiles.currentData() or "")

    @property
    def verdict(self) -> str:
        """What the rules say of it."""
        return self._verdict.text()

    @property
    def is_asking_for_reason(self) -> bool:
        """Whether it is signed for a reason only."""
        return self.preview is not None and self.preview.prepared.gate is Gate.REASON

    def fact(self, text: str) -> str:
        """What stands beside the name of one of the facts."""
        return self._facts[text].accessibleName()

    def show_whole(self, text: str) -> None:
        """Let the dialog be wide enough for all that stands beside the name of a fact."""
        told = self._facts[text]
        told.setMinimumWidth(told.fontMetrics().horizontalAdvance(told.accessibleName()) + 2)
        names = (name for name in self._inside_facts.findChildren(QLabel) if not isinstance(name, ElidedLabel))
        beside = max(name.sizeHint().width() for name in names) + _BESIDE
        self.setMinimumWidth(max(self.minimumWidth(), beside + told.minimumWidth() + 2 * AROUND))

    def show_preview(self, preview: Preview | None) -> None:
        """Show what would be signed; None while that is not known."""
        self.preview = preview
        self.tabs.setEnabled(preview is not None)
        for shown in (self._badge, self._verdict, self._inside_facts):
            shown.setVisible(preview is not None)
        self.readable.show_document(preview.sections if preview else (), preview.findings if preview else ())
        self.readable.show_all()
        self.cards.show_entries(preview.cards if preview else ())
        if preview is not None:
            self._tell(preview)
        self._reason_box.setVisible(self.is_asking_for_reason)
        self.findings_button.setVisible(bool(preview and preview.to_look_at))
        self.end()

    def show_findings(self) -> None:
        """Bring what there is to correct to the front."""
        self.tabs.setCurrentWidget(self.cards)
        if self.cards.cards:
            self.cards.cards[0].setFocus(Qt.FocusReason.TabFocusReason)

    def show_unsaved(self, message: str) -> None:
        """It is signed, but could not be written there: another place may do."""
        self.show_problem(message)
        self.act_button.setText(self._look.words.say("sign.save"))
        self.act_button.setAccessibleName(self.act_button.text())
        for field in (self.keys, self.profiles, self.reason):
            field.setEnabled(False)

    def is_ready(self) -> bool:
        """Whether it may be signed: nothing stands against it, or the reason is long enough."""
        missing = LEAST_REASON - len(self.reason.text().strip())
        text = "sign.reason_missing" if missing > 0 else "sign.reason_kept"
        self._reason_hint.setText(self._look.words.say(text, count=missing))
        return self.preview is not None and not self.preview.prepared.wants(self.reason.text())

    def first_field(self) -> QWidget:
        """The key: another one may do."""
        return self.act_button if self.made else self.keys

    def facts_of(self, preview: Preview) -> dict[str, str]:
        """What is told of this sort of document alone."""
        prepared = preview.prepared
        return {} if isinstance(prepared, AllPrepared) else {"sign.digest": prepared.sha256}

    def _tell(self, preview: Preview) -> None:
        words, prepared = self._look.words, preview.prepared
        report, content = prepared.examination.report, prepared.content
        state = STATE_OF_VERDICT[report.verdict.value]
        self._badge.show_state("passed" if prepared.gate is Gate.OPEN else state)
        waits = prepared.gate is Gate.OPEN and report.verdict.value == "incomplete"
        self._verdict.setText(words.say("sign.waits", headline=report.headline) if waits else report.headline)
        until = str(content.get("validUntil") or content.get("expirationDate") or "")
        facts = {"sign.filled": ", ".join(prepared.filled), "sign.until": until[:10], **self.facts_of(preview)}
        for text, value in facts.items():
            self._facts[text].tell(value or words.say("sign.filled_nothing"))
        count = preview.to_look_at
        self.findings_button.setText(words.say("sign.show_findings", count=count))
        self.findings_button.setAccessibleName(self.findings_button.text())
        self.tabs.setTabText(1, words.say("sign.findings", count=count))
        self._fill_profiles(preview)

    def _fill_profiles(self, preview: Preview) -> None:
        if [self.profiles.itemData(row) for row in range(self.profiles.count())] == list(preview.profiles):
            return
        self.profiles.clear()
        for name in preview.profiles:
            self.profiles.addItem(self._look.words.say(f"sign.profile.{name}"), name)
        self.profiles.setCurrentIndex(self.profiles.findData(preview.prepared.profile.id))

    def _fill(self, chosen: str) -> None:
        for record in self._keys:
            self.keys.addItem(" · ".join(filter(None, (record.name, record.did))), record.id)
        self.keys.setCurrentIndex(max(0, self.keys.findData(chosen)))

    def _lay_out_body(self, name: str) -> None:
        words = self._look.words
        title = ElidedLabel("heading")
        title.tell(name)
        self.body.addWidget(title)
        if self.texts.note:
            self.explain(words.say(self.texts.note))
        key = label(words.say(self.texts.key), "muted")
        key.setBuddy(self.keys)
        self.keys.setAccessibleName(key.text())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(key)
        row.addWidget(self.keys, 1)
        self.body.addLayout(row)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(words.say("sign.preview"))
        self.tabs.addTab(self.readable, words.say("sign.preview"))
        self.tabs.addTab(self.cards, words.say("sign.findings", count=0))
        self.tabs.setMinimumHeight(120)
        self.body.addWidget(self.tabs, 1)
        self._inside_facts = self._facts_box()
        self.body.addWidget(self._inside_facts)
        self.body.addLayout(self._verdict_row())
        self.body.addWidget(self._reason())
        self.details = Details(self._look, self, is_below=True)
        self.details.add(self.profiles, words.say("sign.profile"), words.tip("sign.profile"))

    def _facts_box(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_BESIDE)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        if "sign.digest" in self._facts:
            self._facts["sign.digest"].setFont(fixed_font())
        for number, (text, told) in enumerate(self._facts.items()):
            grid.addWidget(label(self._look.words.say(text), "muted"), number, 0)
            grid.addWidget(told, number, 1)
        return box

    def _verdict_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._verdict, 1)
        row.addWidget(self.findings_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _reason(self) -> QWidget:
        words = self._look.words
        inside = QVBoxLayout(self._reason_box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        name = name_above(self.reason, words.say("sign.reason"))
        self.reason.setMaxLength(_LONGEST_REASON)
        for widget in (name, self.reason, self._reason_hint):
            inside.addWidget(widget)
        return self._reason_box


class SignAllDialog(SignDialog):
    """Several drafts: each is signed, and all are put together."""

    texts = SignTexts("sign_all.title", "sign_all.do", "sign.key", "sign_all.explain")
    told: tuple[str, ...] = ("sign.filled", "sign.until", "sign_all.parts")
    least = (560, 480)
    offers_elsewhere = True
    elsewhere_wanted = Signal()
    """The key is on another computer."""

    def __init__(
        self, look: Look, name: str, keys: "Sequence[KeyRecord]", chosen: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, name, keys, chosen, parent)
        words = look.words
        self.elsewhere_button = button(words.say("sign_all.elsewhere"), words.tip("sign_all.elsewhere"))
        self.elsewhere_button.clicked.connect(self.elsewhere_wanted)
        self.elsewhere_button.setVisible(self.offers_elsewhere)
        self.buttons.insertWidget(1, self.elsewhere_button)
        in_turn(self.elsewhere_button, self.cancel_button, self.act_button)

    def facts_of(self, preview: Preview) -> dict[str, str]:
        """How many are signed, and how many are already."""
        prepared, words = preview.prepared, self._look.words
        if not isinstance(prepared, AllPrepared):
            return {}
        counted = words.say("sign_all.count", count=prepared.count)
        left = words.say("sign_all.left", count=prepared.left) if prepared.left else ""
        return {"sign_all.parts": " ".join(filter(None, (counted, left)))}
