# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with widgets that are shown, measured: overlaps, a focus nobody sees, two next steps."""

import operator
from itertools import combinations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitterHandle,
    QTableView,
    QTabWidget,
    QTreeView,
    QWidget,
)

from assay_gui.views.plain_tips import PlainTips
from window import QT_OWN, controls

_TOP = QModelIndex()
ROWS_LOOKED_AT = 30
LEAST_CHANGE = 60
"""Pixels that change when something gets the focus: more than the caret of a line has, and its text moved by one."""
AROUND = 3
EDGE = 12
"""Only so much of each side is compared: the focus is shown there, or nowhere."""
_LAYERED = (QAbstractScrollArea, QTabWidget)
"""Kinds of Qt that lay parts of their own over each other: viewport and bars, tabs and page."""


def described(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName() or text or ''}".strip()


def overlapping(root: QWidget) -> list[str]:
    """Pairs of siblings that are both shown and have more than a line of pixels in common."""
    found = []
    for parent in [root, *root.findChildren(QWidget)]:
        if isinstance(parent, _LAYERED) or not parent.isVisibleTo(root):
            continue
        shown = [
            child
            for child in parent.children()
            if isinstance(child, QWidget)
            and child.isVisibleTo(root)
            and not child.isWindow()
            and not isinstance(child, QSplitterHandle)
            and child.size().width() > 0
            and child.size().height() > 0
        ]
        for one, other in combinations(shown, 2):
            common = one.geometry().intersected(other.geometry())
            if common.width() > 1 and common.height() > 1:
                found.append(f"{described(one)} / {described(other)} in {described(parent)}")
    return found


def cut_aside(root: QWidget) -> list[str]:
    """Areas of which a part is beyond the side, where nobody can scroll to."""
    return [
        f"{described(area)}: {area.widget().width()} in {area.viewport().width()}"
        for area in root.findChildren(QScrollArea)
        if area.isVisibleTo(root)
        and area.widget() is not None
        and area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and area.widget().width() > area.viewport().width() + 1
    ]


def marked_up(root: QWidget) -> list[str]:
    """Lists, tables and trees whose tips Qt would draw as markup, were there any in them, or that show their marks."""
    found = []
    for view in root.findChildren(QAbstractItemView):
        if isinstance(view, QHeaderView):
            continue  # the tips of a head are those of its sections, which are the program's own words
        tips = _tips_of(view)
        if tips and (any(tip.startswith("<qt>") for tip in tips) or not isinstance(view.itemDelegate(), PlainTips)):
            found.append(described(view))
    return found


def _tips_of(view: QAbstractItemView) -> list[str]:
    """Those of the first rows, in every column."""
    model = view.model()
    if model is None:
        return []
    rows = min(model.rowCount(_TOP), ROWS_LOOKED_AT)
    columns = model.columnCount(_TOP) if isinstance(view, QTableView | QTreeView) else 1  # that of lists is private
    cells = (model.index(row, column) for row in range(rows) for column in range(columns))
    return [tip for cell in cells if (tip := cell.data(Qt.ItemDataRole.ToolTipRole))]


def primaries(root: QWidget) -> list[str]:
    """The buttons that are shown as the next sensible thing."""
    return [
        button.text()
        for button in root.findChildren(QPushButton)
        if button.property("kind") == "primary" and button.isVisibleTo(root)
    ]


def focusable(root: QWidget) -> list[QWidget]:
    """What the Tab key reaches: the controls, and whatever else takes the focus, be it to be scrolled."""
    known = controls(root)
    others = [
        one
        for one in root.findChildren(QWidget)
        if one not in known and not one.objectName().startswith(QT_OWN) and one.focusProxy() is None
    ]
    return [
        one
        for one in [*known, *others]
        if one.isVisible()
        and one.isEnabled()
        and one.window() is root.window()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def without_visible_focus(root: QWidget) -> list[str]:
    """Those that look the same, or nearly so, with the focus and without it."""
    found = []
    for control in focusable(root):
        _bring_into_view(control, root)
        control.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        with_focus = _around(root, control)
        control.clearFocus()
        QApplication.processEvents()
        if _changed(with_focus, _around(root, control)) < LEAST_CHANGE:
            found.append(described(control))
    return found


def _bring_into_view(control: QWidget, root: QWidget) -> None:
    around = control.parentWidget()
    while around is not None and around is not root:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(control)
        around = around.parentWidget()


def unreached(root: QWidget, press: object) -> list[str]:
    """What the Tab key does not come to, pressed as often as there are controls."""
    wanted = focusable(root)
    (root.focusWidget() or wanted[0]).setFocus()
    seen = set()
    for _ in range(2 * len(wanted) + 10):
        press(Qt.Key.Key_Tab)
        seen.add(root.focusWidget())
    # of buttons of which one is chosen, only that one is come to; arrows go to the others (ARIA's radio group)
    return [described(control) for control in focusable(root) if control in wanted and control not in seen]


def _around(root: QWidget, control: QWidget) -> QImage:
    box = QRect(control.mapTo(root, QPoint()), control.size()).adjusted(-AROUND, -AROUND, AROUND, AROUND)
    return root.grab(box.intersected(QRect(QPoint(), root.size()))).toImage()


def _changed(one: QImage, other: QImage) -> int:
    """How many pixels near the sides differ."""
    size: QSize = one.size()
    if size != other.size():
        return size.width() * size.height()
    width, height = size.width(), size.height()
    alike = [image.convertToFormat(QImage.Format.Format_ARGB32) for image in (one, other)]
    first, second = (bytes(image.constBits()) for image in alike)
    sides = (slice(0, 4 * min(EDGE, width)), slice(4 * max(EDGE, width - EDGE), 4 * width))
    found = 0
    for y in range(height):
        rows = [pixels[4 * y * width : 4 * (y + 1) * width] for pixels in (first, second)]
        if rows[0] == rows[1]:
            continue
        is_between = EDGE <= y < height - EDGE
        for part in sides if is_between else (slice(None),):
            words = (memoryview(row[part]).cast("I") for row in rows)
            found += sum(map(operator.ne, *words))
    return found
