# SPDX-License-Identifier: Apache-2.0
"""A person with a keyboard and nothing else, for tests: keys go to the window that has them, as desktops do it."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMenuBar, QTextBrowser, QWidget

from assay_gui.views.pages import Pages
from widget_faults import described
from window import Window

Dialog = TypeVar("Dialog", bound=QDialog)
Key = Qt.Key
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MOST_STOPS = 2000
"""A round of Tab is longer nowhere; links in a text are stops, too."""
NEAR = 4
"""Pixels by which things that stand beside each other may be out of line."""


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key."""
    window = QApplication.focusWindow()
    assert window is not None, "no window has the keyboard"
    QTest.keyClick(window, key, modifier)


def focus() -> QWidget:
    """What has the keyboard: it can be used, has a name, and a person sees that it has it."""
    popup = QApplication.activePopupWidget()
    here = popup or QApplication.focusWidget()
    assert here is not None, "nothing has the keyboard"
    assert here.isVisible(), described(here)
    assert here.isEnabled(), described(here)
    if popup is not None or isinstance(here, QMenuBar):
        return here  # what is marked in menus and lists is seen; nothing else is there to have a name
    assert here.accessibleName(), f"nameless: {described(here)}"
    assert is_in_sight(here), f"out of sight: {described(here)}"
    pages = here.parentWidget()
    assert not isinstance(pages, Pages) or pages.says_focus, f"nobody sees the focus: {described(here)}"
    return here


def is_in_sight(widget: QWidget) -> bool:
    """Whether nothing it is in is scrolled away from it. How the focus looks is measured elsewhere."""
    box, at = widget.rect(), widget
    while not at.isWindow():
        box = box.translated(at.pos()).intersected(at.parentWidget().rect())
        at = at.parentWidget()
    return not box.isEmpty()


def ring(key: Qt.Key = Key.Key_Tab, modifier: Qt.KeyboardModifier = NONE) -> list[QWidget]:
    """What Tab comes to, once round, from where the keyboard is; AssertionError where it does not come back there."""
    seen = [focus()]
    for _ in range(MOST_STOPS):
        press(key, modifier)
        here = focus()
        if here is seen[-1] and isinstance(here, QTextBrowser):
            continue  # from link to link
        if here is seen[0]:
            return seen
        assert here not in seen, f"it never comes back to {described(seen[0])}, but goes round {described(here)}"
        seen.append(here)
    message = f"it stays at {described(seen[-1])}"
    raise AssertionError(message)


def tab_to(name: str) -> QWidget:
    """Press Tab until something whose name begins so has the keyboard; AssertionError where it is not come to."""
    first, seen = focus(), []
    for _ in range(MOST_STOPS):
        press(Key.Key_Tab)
        here = focus()
        if here.accessibleName().startswith(name):
            return here
        if here is first:
            break
        seen.append(here.accessibleName())
    message = f"Tab does not come to “{name}”, only to {seen}"
    raise AssertionError(message)


def type_text(text: str) -> None:
    """Type where the keyboard is, letter by letter."""
    for letter in text:
        window = QApplication.focusWindow()
        assert window is not None
        QTest.keyClick(window, letter)
        focus()


def choose(window: Window, menu: str, entry: str) -> None:
    """Open a menu with Alt and its letter, go down to an entry, and take it."""
    titles = {action.text().replace("&", ""): action for action in window.main.menuBar().actions()}
    letter = titles[menu].text().partition("&")[2][:1]
    press(Key(ord(letter.upper())), ALT)
    opened = focus()
    assert isinstance(opened, QMenu), f"Alt+{letter} opens nothing"
    for _ in range(len(opened.actions())):
        if plain(opened.activeAction()) == entry:
            press(Key.Key_Return)
            return
        press(Key.Key_Down)
    message = f"no “{entry}” in “{menu}”"
    raise AssertionError(message)


def plain(action: QAction | None) -> str:
    """What an entry says."""
    return action.text().replace("&", "").rstrip("…") if action is not None else ""


def wait(window: Window, condition: Callable[[], object]) -> None:
    """Wait until something is so; then the keyboard is somewhere, and a person sees where."""
    window.wait_until(lambda: bool(condition()))
    focus()


def wait_for(window: Window, kind: type[Dialog]) -> Dialog:
    """Wait for a dialog, which has the keyboard then."""
    window.wait_until(lambda: isinstance(QApplication.activeWindow(), kind))
    shown = QApplication.activeWindow()
    assert isinstance(shown, kind)
    wait(window, lambda: shown.isAncestorOf(QApplication.focusWidget()))
    return shown


def back(window: Window) -> QWidget:
    """Wait until the dialog is closed; the desktop gives the keyboard back to the window, and here it is."""
    window.wait_for_dialog_to_close()
    wait(window, window.is_quiet)
    return focus()


def out_of_order(stops: Sequence[QWidget], root: QWidget) -> list[str]:
    """Where the order of Tab is not one in which the window can be read.

    Reading: a window is cut by a line across, or from top to bottom, that goes through nothing; what is above is read
    before what is below, what is left before what is right; each of the two is cut again. Where several cuts are
    possible any will do: a form may be read line by line or column by column. It holds for the parts of every widget,
    by the pieces of it that hold something to stop at, and each piece is left when all of it is read.
    """
    turns = [_faults((*stops[at:], *stops[:at]), root, root) for at in range(len(stops))]
    return min(turns, key=len) if turns else []


def _faults(stops: Sequence[QWidget], parent: QWidget, root: QWidget) -> list[str]:
    pieces: list[tuple[QWidget, list[QWidget]]] = []
    for stop in stops:
        if stop is parent:
            continue
        piece = stop
        while piece.parentWidget() is not parent:
            piece = piece.parentWidget()
        if pieces and pieces[-1][0] is piece:
            pieces[-1][1].append(stop)
        else:
            pieces.append((piece, [stop]))
    told = " > ".join(described(within[0]) for _, within in pieces)
    if len({id(piece) for piece, _ in pieces}) < len(pieces):
        return [f"comes back to what it left: {told}"]
    boxes = [QRect(piece.mapTo(root, QPoint()), piece.size()) for piece, _ in pieces]
    found = [] if _is_readable(boxes) else [f"not as it is read: {told}"]
    return found + [one for piece, within in pieces for one in _faults(within, piece, root)]


def _is_readable(boxes: Sequence[QRect]) -> bool:
    """Whether these can be read in this order."""

    @cache
    def is_readable(start: int, end: int) -> bool:
        cuts = (at for at in range(start + 1, end) if _is_cut(boxes[start:at], boxes[at:end]))
        return end - start < 2 or any(is_readable(start, at) and is_readable(at, end) for at in cuts)

    return is_readable(0, len(boxes))


def _is_cut(before: Sequence[QRect], after: Sequence[QRect]) -> bool:
    """Whether a line goes between them, with those before above it or to the left."""
    is_above = max(box.bottom() for box in before) < min(box.top() for box in after) + NEAR
    return is_above or max(box.right() for box in before) < min(box.left() for box in after) + NEAR
