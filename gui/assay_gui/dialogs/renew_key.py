# SPDX-License-Identifier: Apache-2.0
"""Says what happens when a key takes over from another, and asks what the new one is to be called."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from assay_gui.dialogs.details import Details
from assay_gui.dialogs.key_fields import NameField
from assay_gui.dialogs.kind_choice import KindChoice
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.dialogs.ticks import Tick
from assay_gui.keeping import KeyFacts, Standing
from assay_gui.look import Look
from assay_gui.models.keys import STATE_OF_STANDING
from assay_gui.renewing import Renewal
from assay_gui.views.parts import label
from assay_gui.views.warning_row import WarningRow

_STEPS = ("made", "kept", "certificate", "publish")


class RenewKeyDialog(TaskDialog):
    """Why, the steps, the name."""

    wanted = Signal(object)
    """A `Renewal`."""

    def __init__(
        self, look: Look, old: KeyFacts, names: tuple[str, ...], suggested: str, parent: QWidget | None = None
    ) -> None:
        words, record = look.words, old.record
        super().__init__(look, words.say("renewal.title"), words.say("renewal.do"), parent)
        self.explain(words.say("renewal.ask", name=record.name), "strong")
        if old.standing in (Standing.ENDING, Standing.OVER) and old.ends is not None:
            day = old.ends.date().isoformat()
            warning = WarningRow(look)
            warning.tell(STATE_OF_STANDING[old.standing], words.say(f"renewal.{old.standing}", day=day))
            self.body.addWidget(warning)
        self.body.addWidget(self._steps(record.name, record.did))
        if record.place.value == "token":
            self.explain(words.say("renewal.from_token"))
        self.name = NameField(look, self, names, suggested)
        self.retires = Tick(words.say("renewal.retire"))
        self.retires.setChecked(old.standing is Standing.OVER)
        self.retires.setAccessibleDescription(words.tip("renewal.retire"))
        self.body.addWidget(self.retires)
        self.explain(words.tip("renewal.retire"), "small")
        self.kinds = KindChoice(look, record.type)
        self.details = Details(look, self)
        self.details.add(self.kinds, words.say("keys.head.kind"), words.tip("keys.head.kind"))
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.wish()))
        self.name.field.setFocus()
        self.check()

    def wish(self) -> Renewal:
        """What was asked for."""
        return Renewal(self.name.text, self.kinds.kind, retires=self.retires.isChecked())

    def is_ready(self) -> bool:
        """Whether the name can be that of a key."""
        return self.name.is_ready()

    def first_field(self) -> QWidget:
        """The name."""
        return self.name.field

    def _steps(self, name: str, did: str) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for number, step in enumerate(_STEPS):
            told = label(self._look.words.say(f"renewal.step.{step}", name=name, did=did), wrap=True)
            grid.addWidget(label(f"{number + 1}.", "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(told, number, 1)
        return box
