# SPDX-License-Identifier: Apache-2.0
"""The form of a document in the real window, as a person uses it: by name, key and mouse."""

import json
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from assay_gui.views.form_field import FormField
from assay_gui.views.form_section import FormSection
from checking import sample_bytes
from window import Window

GX = "https://w3id.org/gaia-x/development#"
NAME = "https://schema.org/name"
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def participant(**changes: Any) -> bytes:
    """The sample, with other members of its subject; None takes one away."""
    told = json.loads(sample_bytes("good/participant.json"))
    subject = told["credentialSubject"] | changes
    told["credentialSubject"] = {name: value for name, value in subject.items() if value is not None}
    return json.dumps(told, indent=2).encode()


def open_form(window: Window, data: bytes, name: str = "participant.json") -> FormSection:
    """Open a document, and its form."""
    window.session.open_text(name, data)
    window.wait_until(lambda: bool(window.session.documents) and window.is_quiet())
    window.press(Qt.Key.Key_2, CTRL)
    return page(window)


def page(window: Window) -> FormSection:
    """The form in front, all of it made."""
    section = window.page.form.section
    assert section is not None
    section.build_all()
    QApplication.processEvents()
    return section


def field(window: Window, *path: str) -> FormField:
    """A field by its property; of a part after those that lead to it."""
    section = page(window)
    for name in path[:-1]:
        part = section.fields[name].rows[0].part
        assert part is not None
        section = part.section
    return section.fields[path[-1]]


def line(window: Window, *path: str, row: int = 0) -> QLineEdit:
    """The line of a value."""
    editor = field(window, *path).rows[row].editor
    assert editor is not None
    assert isinstance(editor.field, QLineEdit)
    return editor.field


def type_into(window: Window, widget: QWidget, text: str) -> None:
    """Come to a field with the keyboard, and type."""
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.end(False)
    window.qtbot.keyClicks(widget, text)


def click(window: Window, widget: QWidget) -> None:
    window.page.form.ensureWidgetVisible(widget)
    window.qtbot.mouseClick(widget, LEFT)


def choose_in_menu(window: Window, text: str) -> None:
    """Choose an entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if text in one.text())
    window.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def told(window: Window) -> Any:
    """What the text says now."""
    current = window.session.current
    assert current is not None
    assert current.edited is not None
    return json.loads(current.edited.text)


def subject(window: Window) -> Any:
    """The same of its subject."""
    return told(window)["credentialSubject"]
