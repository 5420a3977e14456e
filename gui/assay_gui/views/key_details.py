# SPDX-License-Identifier: Apache-2.0
"""One key in detail: what it is, its certificates, who takes them, what it did last."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assay.reports.safe_text import shorten, visible
from assay_gui.keeping import Fit, Holdings, KeyDetails, KeyFacts, Standing
from assay_gui.look import Look
from assay_gui.models.key_log import told_of
from assay_gui.models.keys import STATE_OF_STANDING, kind_of
from assay_gui.views.clearing_houses import STATE_OF_ANSWER
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import APART, Badge, ElidedLabel, button, label, restyle, settle
from assay_gui.views.warning_row import WarningRow

WIDTH = 392
_ENDS = 8
"""Characters of a thumbprint that are shown at either end."""
_LONGEST = 20
"""Characters of what a card calls itself: a longer word would not fit."""
_SHARES = (3, 5)
"""Of the width: names of facts, facts."""
_ACTIONS = ("renew", "sign_file", "put_together", "publish", "copy", "retire", "remove")
_WARNINGS = {Standing.ENDING: "keys.ends_soon", Standing.OVER: "keys.is_over"}
_CERTIFICATE = ("request", "attach")


class KeyDetailsView(QScrollArea):
    """Cards about the chosen key."""

    action_wanted = Signal(str)
    """One of `renew`, `sign_file`, `put_together`, `publish`, `request`, `attach`, `retire`, `remove`, `log`."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self.setObjectName("cards")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(words.say("keys.details"))
        self.buttons: dict[str, QPushButton] = {}
        self._thumbprint = ""
        self._title = label("", "strong", wrap=True)
        self.warning = WarningRow(look)
        self.wants_renewal = False
        """Whether the certificate of the key that is shown has ended, or ends soon."""
        self._facts, self._fits, self._log = QGridLayout(), QVBoxLayout(), QVBoxLayout()
        self._fits_title = label(words.say("keys.fits"), "strong", wrap=True)
        self._log_fault = label("", wrap=True)
        self._inside = inside = QWidget()
        inside.setObjectName("cardList")
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(12, 12, 12, 12)
        cards.setSpacing(8)
        for card in (self._facts_card(), self._fits_card(), self._log_card()):
            cards.addWidget(card)
        cards.addStretch()
        self.setWidget(inside)

    def show_key(self, key: KeyFacts | None, details: KeyDetails | None, holdings: Holdings) -> None:
        """Show a key; what is not known of it yet comes later."""
        self._inside.setVisible(key is not None)
        if key is None:
            return
        self._thumbprint = key.record.id
        self._title.setText(key.record.name)
        self._tell_facts(key, details, holdings)
        _clear(self._fits)
        for fit in details.fits if details else ():
            self._fits.addWidget(self._fit(fit))
        if not key.record.chain:
            self._fits.addWidget(label(self._look.words.say("keys.fits_none"), "muted", wrap=True))
        elif details and details.fault:
            self._fits.addWidget(label(self._look.words.error(details.fault), "muted", wrap=True))
        self._tell_log(details)
        is_retired = key.standing is Standing.RETIRED
        self._offer_renewal(key)
        for name in ("sign_file", "put_together", "retire", *_CERTIFICATE):
            self.buttons[name].setVisible(not is_retired)
        settle(self._inside)

    def _offer_renewal(self, key: KeyFacts) -> None:
        """Where the certificate has ended, or ends soon, that is the next sensible thing."""
        told = _WARNINGS.get(key.standing)
        self.wants_renewal = told is not None
        self.warning.setVisible(self.wants_renewal)
        if told is not None:
            self.warning.tell(STATE_OF_STANDING[key.standing], self._look.words.say(told))
        self.buttons["renew"].setVisible(bool(key.record.chain) and key.standing is not Standing.RETIRED)
        restyle(self.buttons["renew"], "kind", "primary" if self.wants_renewal else "small")

    def _facts_card(self) -> QFrame:
        self._facts.setVerticalSpacing(6)
        self._facts.setHorizontalSpacing(12)
        for column, share in enumerate(_SHARES):
            self._facts.setColumnStretch(column, share)
        actions = FlowLayout(8)
        for name in _ACTIONS:
            actions.addWidget(self._action(name))
        self.buttons["copy"].clicked.connect(lambda: QGuiApplication.clipboard().setText(self._thumbprint))
        card, layout = _card()
        layout.addWidget(self._title)
        layout.addWidget(self.warning)
        layout.addLayout(self._facts)
        layout.addSpacing(4)
        layout.addLayout(actions)
        return card

    def _fits_card(self) -> QFrame:
        self._fits.setSpacing(8)
        actions = FlowLayout(8)
        for name in _CERTIFICATE:
            actions.addWidget(self._action(name))
        card, layout = _card()
        layout.addWidget(self._fits_title)
        layout.addLayout(self._fits)
        layout.addSpacing(4)
        layout.addLayout(actions)
        return card

    def _log_card(self) -> QFrame:
        self._log.setSpacing(2)
        row = QHBoxLayout()
        row.addWidget(self._action("log"))
        row.addStretch()
        card, layout = _card()
        layout.addWidget(label(self._look.words.say("keys.log_title"), "strong"))
        layout.addWidget(self._log_fault)
        layout.addLayout(self._log)
        layout.addSpacing(4)
        layout.addLayout(row)
        return card

    def _action(self, name: str) -> QPushButton:
        words = self._look.words
        made = button(words.say(f"keys.{name}"), words.tip(f"keys.{name}"), "small")
        made.setProperty("among", "small")
        made.clicked.connect(lambda: self.action_wanted.emit(name))
        self.buttons[name] = made
        return made

    def _tell_facts(self, key: KeyFacts, details: KeyDetails | None, holdings: Holdings) -> None:
        _clear(self._facts)
        say, record = self._look.words.say, key.record
        self._fact("keys.full_name", record.kid, elided=True)
        self._fact("keys.thumbprint", f"{record.id[:_ENDS]}…{record.id[-_ENDS:]}")
        self._fact("keys.head.kind", kind_of(record, self._look.words))
        self._fact("keys.place", self._place(key, holdings))
        if not record.chain:
            self._fact("keys.chain", say("keys.no_certificate"))
        elif details is not None and details.certificates:
            self._fact("keys.subject", details.subject)
            self._fact("keys.issuer", details.issuer)
            self._fact("keys.chain", say("keys.certificates", count=details.certificates))
        if key.ends is not None:
            self._fact("keys.head.until", self._until(key))
        self._fact("keys.published", record.chain_address.removeprefix("https://"), elided=True)
        if details is not None and details.fault is None:
            signed = say("keys.documents", count=details.signed) if details.signed else say("keys.no_documents")
            self._fact("keys.signed", signed)

    def _until(self, key: KeyFacts) -> str:
        ends = key.ends.date().isoformat() if key.ends else ""
        text = {Standing.OVER: "keys.until_over", Standing.ENDING: "keys.until_soon"}.get(key.standing)
        return self._look.words.say(text, day=ends) if text else ends

    def _place(self, key: KeyFacts, holdings: Holdings) -> str:
        words, record = self._look.words, key.record
        if record.place.value == "token":
            name, serial = (shorten(visible(record.token.get(part, "")), _LONGEST) for part in ("token", "serial"))
            return words.say("keys.in_token", name=name, serial=serial)
        if holdings.keyring:
            return words.say("keys.in_file_keyring", name=f"text:keyring_name.{holdings.keyring}")
        return words.say("keys.in_file_passphrase")

    def _fact(self, text: str, value: str, *, elided: bool = False) -> None:
        row = self._facts.rowCount()
        name = label(self._look.words.say(text), "muted", wrap=True)
        self._facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        if elided:
            told = ElidedLabel("plain")
            told.tell(value)
            self._facts.addWidget(told, row, 1, Qt.AlignmentFlag.AlignTop)
        else:
            self._facts.addWidget(label(value, wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)

    def _fit(self, fit: Fit) -> QWidget:
        shown = QWidget()
        answer = fit.answer.first
        badge = Badge(self._look)
        badge.show_state(STATE_OF_ANSWER[answer.prediction.answer.value])
        texts = QVBoxLayout()
        texts.setSpacing(2)
        names = ", ".join(fit.answer.engines)
        texts.addWidget(label(names, "strong", wrap=True))
        texts.addWidget(label(answer.headline, wrap=True))
        for reason in fit.because or ([answer.reason] if answer.reason else []):
            texts.addWidget(label(reason, "muted", wrap=True))
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        shown.setAccessibleName(self._look.words.pair(names, " ".join((answer.headline, *fit.because))))
        return shown

    def _tell_log(self, details: KeyDetails | None) -> None:
        _clear(self._log)
        words = self._look.words
        fault = details.log_fault if details else ""
        self._log_fault.setText(words.say("keys.log_changed") if fault else "")
        self._log_fault.setVisible(bool(fault))
        for entry in details.latest if details else ():
            self._log.addWidget(label(APART.join(told_of(entry, words)), "muted", wrap=True))


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("kind", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(12, 12, 12, 12)
    layout.setSpacing(6)
    return card, layout


def _clear(layout: QGridLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
