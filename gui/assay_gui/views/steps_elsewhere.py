# SPDX-License-Identifier: Apache-2.0
"""Steps back and forth in a field are those of all that is written, not of the field alone."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from assay_gui.views.value_editors import ValueEditor, stops_of

_STEPS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class StepsElsewhere(QObject):
    """Lets the window have the keys for them, once no letters are left that are no answer yet."""

    def __init__(self, parent: QWidget, editor: ValueEditor) -> None:
        super().__init__(parent)
        self._editor = editor
        for one in stops_of(editor):
            one.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The field would take the key, and then have nothing to take back."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not any(event.matches(key) for key in _STEPS) or self._editor.has_letters:
            return False
        event.ignore()
        return True
