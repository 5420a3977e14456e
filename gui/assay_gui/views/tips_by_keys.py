# SPDX-License-Identifier: Apache-2.0
"""Tips for people who use keys alone: what the pointer would be told, where the keyboard is (WCAG 2.1, 1.4.13)."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget

from assay_gui.views.parts import plain_tip


def tip_at(widget: QWidget) -> tuple[str, QPoint]:
    """The tip of what has the keyboard, and the place below it on the screen; the tip is empty where it has none.

    In a list it is that of the row; a part of something bigger has the tip of that.
    """
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        here = widget.currentIndex()
        if tip := here.data(Qt.ItemDataRole.ToolTipRole):
            return plain_tip(tip), widget.viewport().mapToGlobal(widget.visualRect(here).bottomLeft())
    told: QWidget | None = widget
    while told is not None:
        if told.toolTip():
            return told.toolTip(), told.mapToGlobal(QPoint(0, told.height()))
        told = None if told.isWindow() else told.parentWidget()
    return plain_tip(widget.accessibleDescription()), widget.mapToGlobal(QPoint(0, widget.height()))


def show_tip(widget: QWidget | None) -> None:
    """Show the tip until the next key is pressed; Esc does nothing else then."""
    if widget is None:
        return
    tip, place = tip_at(widget)
    if tip:
        QToolTip.showText(place, tip, widget)
        widget.installEventFilter(_UntilNextKey(widget))


class _UntilNextKey(QObject):
    """Takes the tip away; it lives for one key or one change of the focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc is used up by it; other keys do what they always do."""
        kind = event.type()
        if kind is QEvent.Type.ShortcutOverride and QToolTip.isVisible() and _is_escape(event):
            event.accept()
            return True
        if kind not in {QEvent.Type.KeyPress, QEvent.Type.FocusOut}:
            return False
        is_over = kind is QEvent.Type.KeyPress and QToolTip.isVisible() and _is_escape(event)
        QToolTip.hideText()
        watched.removeEventFilter(self)
        self.deleteLater()
        return is_over


def _is_escape(event: QEvent) -> bool:
    return getattr(event, "key", lambda: None)() == Qt.Key.Key_Escape
