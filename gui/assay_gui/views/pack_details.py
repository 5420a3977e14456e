# SPDX-License-Identifier: Apache-2.0
"""One rule pack in detail: how it stands, what it is for, what it holds, where it comes from, what it cannot check."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assay.reports.safe_text import visible
from assay_gui.look import Look
from assay_gui.models.packs import STATE_OF, kind_of
from assay_gui.views.facts import FactsCard
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import Badge, button, label, settle

if TYPE_CHECKING:
    from assay.packs_at_hand import PackAtHand
    from assay.rules.pack import Rule, RulePack
    from assay_gui.pack_work import Reading

WIDTH = 392
_ACTIONS = ("browse", "replace", "verify", "compare", "remove")


class PackDetailsView(QScrollArea):
    """Cards about the chosen pack."""

    action_wanted = Signal(str)
    """One of `browse`, `verify`, `compare`, `replace`, `remove`, `licence_note`."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        say = look.words.say
        self.setObjectName("cards")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(say("rules.details"))
        self.buttons: dict[str, QPushButton] = {}
        self._badge = Badge(look)
        self._state = label("", wrap=True)
        self._about = FactsCard()
        self._uses = FactsCard(say("rules.applies_title"))
        self._holds = FactsCard(say("rules.holds_title"))
        self._source = FactsCard(say("rules.source_title"))
        self._limits = FactsCard(say("rules.limits_title"))
        self._add_state_and_buttons()
        self._inside = QWidget()
        self._inside.setObjectName("cardList")
        cards = QVBoxLayout(self._inside)
        cards.setContentsMargins(12, 12, 12, 12)
        cards.setSpacing(8)
        for card in (self._about, self._uses, self._holds, self._source, self._limits):
            cards.addWidget(card)
        cards.addStretch()
        self.setWidget(self._inside)

    @property
    def state(self) -> str:
        """How it stands, in words."""
        return self._state.text()

    def show_pack(self, pack: "PackAtHand | None", reading: "Reading | None", state: str) -> None:
        """Show a pack; what is not known of it yet comes later. `state`: how it stands, in words."""
        self._inside.setVisible(pack is not None)
        if pack is None:
            return
        is_damaged = pack.state == "damaged" or (reading is not None and reading.error is not None)
        self._about.title.setText(visible(pack.name or pack.id))
        self._badge.show_state("fail" if is_damaged else STATE_OF[pack.state])
        self._state.setText(state)
        self._tell_about(pack)
        for card in (self._uses, self._holds, self._source, self._limits):
            card.clear()
            card.setVisible(reading is not None and reading.pack is not None)
        if reading is not None and reading.pack is not None:
            self._tell_uses(pack, reading.pack)
            self._tell_holds(reading)
            self._tell_source(reading.pack)
            self.buttons["licence_note"].setVisible(bool(reading.licence))
            self._tell_limits(reading)
        self._offer(pack, is_damaged=is_damaged)
        settle(self._inside)

    def _offer(self, pack: "PackAtHand", *, is_damaged: bool) -> None:
        is_imported = pack.origin == "imported"
        shown = {
            "browse": not is_damaged,
            "compare": not is_damaged,
            "verify": True,
            "replace": is_damaged and is_imported,
            "remove": is_imported,
        }
        for name, is_shown in shown.items():
            self.buttons[name].setVisible(is_shown)

    def _tell_about(self, pack: "PackAtHand") -> None:
        say, card = self._look.words.say, self._about
        card.clear()
        card.tell(say("rules.head.version"), visible(pack.version))
        card.tell(say("rules.id"), visible(pack.id), elided=True)
        card.tell(say("rules.head.kind"), kind_of(pack, self._look.words))
        card.tell(say("rules.extends"), visible(pack.base), elided=True)
        if pack.current_as_of:
            age = "rules.age" if pack.age_days else "rules.age_today"
            card.tell(say("rules.head.day"), say(age, day=pack.current_as_of, count=pack.age_days))
            card.tell(say("rules.judges"), self._judges(pack))
            signed = f"packs.signed.{pack.signed.state}"
            by = visible(pack.signed.by[:16])
            card.tell(say("rules.signature"), self._look.words.of_reports.say(signed, by=by))
        card.tell(say("rules.digest"), pack.sha256, elided=True)

    def _judges(self, pack: "PackAtHand") -> str:
        ends = f"{'from' if pack.valid_from else ''}{'until' if pack.valid_until else ''}" or "always"
        window = self._look.words.of_reports.say(
            f"packs.window.{ends}", valid_from=pack.valid_from, valid_until=pack.valid_until
        )
        named = "rules.judges_by_itself" if pack.judges else "rules.judges_named"
        return f"{self._look.words.say(named)} ({window})"

    def _tell_uses(self, at_hand: "PackAtHand", pack: "RulePack") -> None:
        say, card = self._look.words.say, self._uses
        kind = "extension" if at_hand.base else pack.generation
        text = f"rules.applies.{kind}"
        told = say(text)
        card.say(say("rules.applies.other", name=visible(pack.generation)) if told == f"window.{text}" else told)
        for known in pack.namespaces:
            card.tell(visible(known.name), say(f"rules.namespace.{known.kind}"))
        card.tell(say("rules.levels"), ", ".join(pack.levels or pack.criteria.levels))

    def _tell_holds(self, reading: "Reading") -> None:
        say, card, pack = self._look.words.say, self._holds, reading.pack
        if pack is None:
            return
        counts = {
            "rules": len(pack.rules),
            "classes": pack.counts.get("classes", 0),
            "entries": pack.counts.get("property_shapes", 0),
            "lists": pack.counts.get("value_lists", 0),
            "criteria": sum(entry.kind == "criterion" for entry in reading.book),
            "engines": len(pack.engines),
        }
        for name, count in counts.items():
            card.tell(say(f"rules.count.{name}"), str(count) if count else say("rules.none"))
        card.tell(say("rules.languages"), ", ".join(pack.languages))
        card.say(say("rules.by_reference") if pack.needs_reference else "", "muted")

    def _tell_source(self, pack: "RulePack") -> None:
        say, card = self._look.words.say, self._source
        card.say(visible(pack.source.origin))
        card.tell(say("rules.dated"), visible(pack.source.dated))
        card.tell(say("rules.licence"), visible(pack.source.licence))
        card.tell(say("rules.basis"), visible(pack.criteria_basis))
        for role, sha256 in pack.source.sha256.items():
            card.tell(say("rules.digest_of", name=visible(role)), visible(sha256), elided=True)

    def _tell_limits(self, reading: "Reading") -> None:
        say, card = self._look.words.say, self._limits
        card.tell(say("rules.limits_never"), self._titles(reading, reading.never))
        card.tell(say("rules.limits_files"), self._titles(reading, reading.with_files))
        if reading.pack is not None and reading.pack.criteria.levels:
            card.tell(say("rules.limits_levels_name"), say("rules.limits_levels"))
        if not (reading.never or reading.with_files):
            card.say(say("rules.limits_none"), "muted")

    @staticmethod
    def _titles(reading: "Reading", rules: "tuple[Rule, ...]") -> str:
        titles = {entry.id: entry.title for entry in reading.book}
        return ", ".join(visible(titles[rule.id]) for rule in rules if rule.id in titles)

    def _add_state_and_buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._state, 1)
        self._about.inside.insertLayout(1, row)
        actions = FlowLayout(8)
        for name in _ACTIONS:
            actions.addWidget(self._action(name, "primary" if name == "replace" else ""))
        self._about.inside.addSpacing(4)
        self._about.inside.addLayout(actions)
        note = FlowLayout(8)
        note.addWidget(self._action("licence_note"))
        self._source.inside.addLayout(note)

    def _action(self, name: str, kind: str = "") -> QPushButton:
        words = self._look.words
        made = button(words.say(f"rules.{name}"), words.tip(f"rules.{name}"), kind)
        made.clicked.connect(lambda _=False, name=name: self.action_wanted.emit(name))
        self.buttons[name] = made
        return made
