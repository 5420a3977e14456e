# SPDX-License-Identifier: Apache-2.0
"""What a field offers: one more value, another way to give one, something else to refer to. Few in a menu, many by
search.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from assay.authoring.forms.editors import Editor

if TYPE_CHECKING:
    from assay_gui.look import Look
    from assay_gui.views.form_field import FormField
    from assay_gui.views.form_row import FormRow

MOST_IN_MENU = 12
"""What can be read at a glance; more is searched."""
Offer = tuple[str, Callable[[], object]]
"""Its words, and what it does."""


def ask_more(field: "FormField") -> None:
    """One more value: at once where there is one way only."""
    offered = _more(field)
    if len(offered) == 1:
        offered[0][1]()
    elif offered:
        _offer(field.asks.look, field.more_button.accessibleName(), offered, field.more_button)


def offer_ways(field: "FormField", row: "FormRow", near: QPushButton) -> None:
    """The other ways in which a value may be given."""
    offered: list[Offer] = []
    for number, way in enumerate(field.shown.ways):
        if way.editor is not Editor.NODE and number != row.way:
            offered.append((way.label, partial(field.give_otherwise, row, number)))
        for cls, name in way.classes:
            text = field.asks.look.words.say("form.describe", what=name)
            offered.append((text, partial(field.describe_instead, row, cls)))
    if offered:
        _offer(field.asks.look, near.accessibleName(), offered, near)


def change_reference(field: "FormField", row: "FormRow") -> None:
    """Let the person pick what a row stands for, among what is described in the document."""
    way = field.shown.ways[row.value.way if row.value is not None else row.way]
    found: list[Offer] = [
        (one.label, partial(field.point, row, str(one.term)))
        for one in field.asks.candidates(way)
        if one.term != field.form().node
    ]
    pick(field.asks.look, field.shown.label, found, field)


def pick(
    look: "Look", title: str, offered: Sequence[Offer], parent: QWidget, helps: Sequence[str] | None = None
) -> None:
    """A dialog to choose by searching. `helps`: what is said of each."""
    from assay_gui.dialogs.pick import PickDialog

    told = helps or [""] * len(offered)
    entries = [(str(at), text, help_) for at, ((text, _), help_) in enumerate(zip(offered, told, strict=True))]
    dialog = PickDialog(look, title, entries, parent.window())
    dialog.setModal(True)
    dialog.accepted.connect(lambda: _act(offered[int(dialog.key)]))
    dialog.open()


def _act(offer: Offer) -> None:
    offer[1]()


def _more(field: "FormField") -> list[Offer]:
    say = field.asks.look.words.say
    found: list[Offer] = []
    for number, way in enumerate(field.shown.ways):
        if way.editor is not Editor.NODE:
            found.append((say("form.add_value", what=way.label), partial(field.begin, number)))
            continue
        for cls, name in way.classes or (("", way.label),):
            found.append((say("form.describe", what=name), partial(field.describe, cls)))
        known = field.asks.candidates(way) if way.way.takes_reference else ()
        found += [
            (say("form.refer", what=one.label), partial(field.refer, str(one.term)))
            for one in known
            if one.term != field.form().node
        ]
    return found


def _offer(look: "Look", title: str, offered: Sequence[Offer], near: QPushButton) -> None:
    if len(offered) > MOST_IN_MENU:
        pick(look, title, offered, near)
        return
    menu = QMenu(near)
    menu.setAccessibleName(title)
    for text, call in offered:
        menu.addAction(text.replace("&", "&&"), call)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(near.mapToGlobal(near.rect().bottomLeft()))
