# SPDX-License-Identifier: Apache-2.0
"""The small parts all views are made of. Text is always plain: documents may hold anything, markup included."""

import re
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from assay_gui.look import Look
from assay_gui.theme import Roles, scaled

FRAME = 48
"""Pixels that the frame of a window takes of the screen, its title above all; more rather than less."""
APART = "\u00a0· "
"""Between facts in a row: no line begins with the dot."""
_CHOSEN_LINE = 2
_MAY_BREAK = "\u200b"
_NAME, _WHOLE_NAME = "Gaia-X", "Gaia-\u2060X"
"""A name that would be broken after its hyphen, and the same with the sign that forbids it."""
_AS_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;", "\n": "<br>"})
_LONG_WORD = re.compile(r"\S{16,}")
_PART = re.compile(r"[a-z0-9](?=[A-Z])|[/#:._?=&](?=\w)")


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """A label of a kind the style sheet knows."""
    made = WrappedLabel(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    return made


def button(text: str, tip: str = "", kind: str = "") -> QPushButton:
    """A push button of a kind the style sheet knows; its text is its accessible name."""
    made = Button(text)
    made.setProperty("kind", kind)
    made.setAccessibleName(text.replace("&", ""))
    made.setToolTip(plain_tip(tip))
    made.setAccessibleDescription(tip)
    made.setAutoDefault(False)
    return made


def write(on: QAbstractButton, text: str) -> None:
    """Let a button say a text that may come from a document: Qt would take `&` in it for the mark of a letter."""
    on.setText(text.replace("&", "&&"))
    on.setAccessibleName(text)


def clearable(field: QLineEdit, name: str) -> None:
    """Let a click empty the field. Qt makes a button for it, and leaves it without a name."""
    field.setClearButtonEnabled(True)
    for made in field.findChildren(QToolButton):
        made.setAccessibleName(name)


def rule() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setProperty("kind", "rule")
    return made


def keep_width(window: QWidget, width: int) -> None:
    """At least so wide, as the size of the text has it and the screen allows it."""
    window.setMinimumWidth(min(scaled(width), window.screen().availableSize().width() - FRAME))


def open_at(window: QWidget, size: tuple[int, int]) -> None:
    """Give it this size (pixels at 100 %), as the size of the text has it and the screen allows it."""
    room = window.screen().availableSize()
    width, height = (scaled(length) for length in size)
    window.resize(min(width, room.width() - FRAME), min(height, room.height() - FRAME))


def plain_tip(text: str) -> str:
    """A tool tip that shows its text as it is: Qt would take what looks like markup for markup."""
    return f"<qt>{text.translate(_AS_MARKUP)}</qt>" if text else ""


def breakable(text: str) -> str:
    """A text whose long words may be broken where a part of them begins: names from documents know no spaces."""
    broken = _LONG_WORD.sub(lambda word: _PART.sub(f"\\g<0>{_MAY_BREAK}", word[0]), text)
    return broken.replace(_NAME, _WHOLE_NAME)


def neighbour(panes: Sequence[QWidget], here: QWidget | None, by: int) -> QWidget:
    """The pane so many steps from the one that holds the focus, round and round; the first where none does."""
    holds = (number for number, pane in enumerate(panes) if here and (pane is here or pane.isAncestorOf(here)))
    at = next(holds, None)
    return panes[0 if at is None else (at + by) % len(panes)]


def show_instead(area: QScrollArea, page: QWidget) -> None:
    """Show another page in a scroll area. Qt would delete the old one at once, in the middle of its own click."""
    old = area.takeWidget()
    area.setWidget(page)
    if old is not None:
        old.hide()
        old.deleteLater()


def write_line(field: QLineEdit, text: str) -> None:
    """Put another text in a line: the cursor of who types there stays; else its beginning is to be seen."""
    at = field.cursorPosition()
    field.setText(text)
    field.setCursorPosition(at if field.hasFocus() else 0)


def in_turn(*widgets: QWidget) -> None:
    """Let Tab come to these one after the other. Without it Qt comes to things in the order they were made in."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def come_to(widget: QWidget) -> None:
    """Give something the keyboard, and bring it into sight: by itself Qt does that for Tab alone."""
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 0, 0)
        around = around.parentWidget()


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property the style sheet looks at, and draw the widget by it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Button(QPushButton):
    """A push button. Enter presses the one that has the keyboard, as Space does.

    Qt leaves Enter to the button that stands out in a dialog: on “Cancel” it would do what is to be cancelled.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, once: a key that is held for too long is not meant twice."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def paint_chosen(painter: QPainter, box: QRectF, roles: Roles) -> None:
    """What is behind a chosen row, or a cell of it."""
    painter.fillRect(box, roles.color("accent_soft"))
    for edge in (box.top(), box.bottom() - _CHOSEN_LINE):
        painter.fillRect(QRectF(box.left(), edge, box.width(), _CHOSEN_LINE), roles.color("chosen_line"))


def settle(*filled: QWidget) -> None:
    """Lay out at once what was put into these widgets.

    Left to itself Qt shows and lays out in several turns and paints between them: wrapped texts would stand over each
    other until the last one.
    """
    for one in (new for inside in filled for new in inside.findChildren(QWidget)):
        is_new = one.isHidden() and not one.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        if is_new and not one.isWindow():
            one.show()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


class WrappedLabel(QLabel):
    """A label of as many lines as its text needs; a layout never takes one away."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text.replace(_NAME, _WHOLE_NAME))
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def text(self) -> str:
        """What it says, without the signs that say where no line may end."""
        return super().text().replace(_WHOLE_NAME, _NAME)

    def setText(self, text: str) -> None:
        """Show a text."""
        super().setText(text.replace(_NAME, _WHOLE_NAME))
        self.setMinimumHeight(0)  # Qt takes the least height into what it says a text needs: it would never shrink
        self._keep_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height the new width needs."""
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        """What was asked for at another width must not count: Qt takes it for what the text needs."""
        self.setMinimumHeight(0)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class ElidedLabel(QLabel):
    """A label of one line that gives way: what does not fit is cut in the middle and told by the tool tip."""

    def __init__(self, kind: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._mode = mode
        self._full = ""

    def tell(self, text: str) -> None:
        """Show a text."""
        if text != self._full:
            self._full = text
            self.setAccessibleName(text)
            self._fit()

    def sizeHint(self) -> QSize:
        """All of the text, for those who may ask for it."""
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Cut it anew where it is written larger or smaller."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, self._mode, max(0, self.width() - 1))
        self.setText(shown)
        self.setToolTip(plain_tip(self._full) if shown != self._full else "")


class BusyBar(QProgressBar):
    """Something is under way, and nobody knows for how long. Whoever shows it says in words what that is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setTextVisible(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Move, unless nothing is to move by itself (WCAG 2.1, 2.2.2): then it is full, and stands still."""
        super().showEvent(event)
        self.setRange(0, 1 if self._look.theme.is_still else 0)
        self.setValue(1 if self._look.theme.is_still else 0)


class Badge(QWidget):
    """The sign of a state in its colour. Whoever shows it says the state in words beside it."""

    def __init__(self, look: Look, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = "idle"
        self._size = size
        self._fit()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_state(self, state: str) -> None:
        """Show another state."""
        self._state = state
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """It goes with the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        size = scaled(self._size)
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sign."""
        painter = QPainter(self)
        self._look.icons.paint_state(painter, self.rect().toRectF(), self._state)
        painter.end()
