# SPDX-License-Identifier: Apache-2.0
"""Random keys, additions, removals, moves and steps in a form, some before the check of the last one has ended: the
text says what was meant, value by value.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from assay_gui.views.form_field import FormField
from form_window import GX, NAME, line, open_form, page, participant, subject
from window import Window

STREET = "http://www.w3.org/2006/vcard/ns#street-address"


@dataclass
class Attack:
    """Somebody in a hurry, and what they meant."""

    window: Window
    dice: random.Random
    names: list[str] = field(default_factory=lambda: ["A", "B", "A"])
    street: str = "S"

    def type(self) -> None:
        at = self.dice.randrange(len(self.names))
        text = self.letters('abC"\\ 1')
        self.window.qtbot.keyClicks(self.come_to(at), text)
        self.names[at] += text

    def erase(self) -> None:
        at = self.dice.randrange(len(self.names))
        if len(self.names[at]) > 1:
            self.come_to(at)
            self.window.press(Qt.Key.Key_Backspace)
            self.names[at] = self.names[at][:-1]

    def add(self) -> None:
        self.field.begin(0)
        text = self.letters("xyz")
        self.window.qtbot.keyClicks(self.field.rows[-1].editor.field, text)
        self.names.append(text)

    def remove(self) -> None:
        at = self.dice.randrange(len(self.names))
        if len(self.names) > 1:
            self.field.remove(self.field.rows[at])
            del self.names[at]

    def rise(self) -> None:
        at = self.dice.randrange(len(self.names))
        if at:
            self.field.asks.catch_up(exactly=True)
            self.field.move_up(self.field.rows[at])
            self.names[at - 1 : at + 1] = [self.names[at], self.names[at - 1]]

    def elsewhere(self) -> None:
        edit = line(self.window, GX + "legalAddress", STREET)
        edit.setFocus()
        edit.end(False)
        self.window.qtbot.keyClicks(edit, "7")
        self.street += "7"

    def wait(self) -> None:
        self.window.wait_until(self.window.is_quiet)

    @property
    def field(self) -> FormField:
        return page(self.window).fields[NAME]

    def come_to(self, at: int) -> QLineEdit:
        edit: QLineEdit = self.field.rows[at].editor.field
        edit.setFocus()
        edit.end(False)
        return edit

    def letters(self, among: str) -> str:
        return "".join(self.dice.choice(among) for _ in range(self.dice.randrange(1, 4)))

    def check(self) -> None:
        found = subject(self.window)["name"]
        assert (found if isinstance(found, list) else [found]) == self.names
        assert subject(self.window)["legalAddress"]["streetAddress"] == self.street


DOES: Mapping[str, tuple[Callable[[Attack], None], int]] = {
    "type": (Attack.type, 6), "erase": (Attack.erase, 2), "add": (Attack.add, 3), "remove": (Attack.remove, 3),
    "rise": (Attack.rise, 2), "elsewhere": (Attack.elsewhere, 2), "wait": (Attack.wait, 1),
}  # fmt: skip
"""What somebody does, and how often."""


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_typed_however_fast_the_text_says_what_was_meant(window: Window, seed: int) -> None:
    attack = Attack(window, random.Random(seed))
    address = {"type": "gx:Address", "countryCode": "DE", "streetAddress": attack.street}
    open_form(window, participant(name=list(attack.names), legalAddress=address))
    calls, weights = zip(*DOES.values(), strict=True)
    for call in attack.dice.choices(calls, weights, k=40):
        call(attack)
        if attack.dice.random() < 0.3:
            QApplication.processEvents()
        attack.check()
    attack.wait()
    attack.check()
    assert [row.text() for row in attack.field.rows] == attack.names
