# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with how things are laid out, measured: areas that say nothing, texts pulled apart, names far from
their fields, dialogs that differ in their frame, texts cut by dots.
"""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QLabel, QListView, QPushButton, QWidget

from assay_gui.dialogs.dialog_frame import AROUND
from assay_gui.views.parts import ElidedLabel, WrappedLabel
from widget_faults import described

SPARE, FAR = 6, 12
"""Pixels a text may have more than it needs; a name may be from its field."""
SMALL_VIEW = 60
"""Lower than that, an empty list is hardly an area."""
FACTS = "·"
"""Between facts in a row, which may be as many as they are; paths, names of files and addresses have no space."""


def silent(root: QWidget) -> list[str]:
    """Lists, tables and trees without a row that do not say why."""
    return [
        described(view)
        for view in root.findChildren(QAbstractItemView)
        if view.isVisibleTo(root)
        and not isinstance(view, QHeaderView)
        and view.height() > SMALL_VIEW
        and view.model() is not None
        and not _shows_rows(view)
        and not any(told.isVisibleTo(view) and told.text() for told in view.viewport().findChildren(QLabel))
    ]


def _shows_rows(view: QAbstractItemView) -> bool:
    rows = range(view.model().rowCount())
    return any(not (isinstance(view, QListView) and view.isRowHidden(row)) for row in rows)


def pulled_apart(root: QWidget) -> list[str]:
    """Texts of dialogs that were given more height than their lines take: what is below them stands too far away."""
    return (
        []
        if not isinstance(root, QDialog)
        else [
            f"{described(text)}: {text.height()} for {text.heightForWidth(text.width())}"
            for text in root.findChildren(WrappedLabel)
            if text.isVisibleTo(root) and text.text() and text.height() > text.heightForWidth(text.width()) + SPARE
        ]
    )


def far_from_fields(root: QWidget) -> list[str]:
    """Names in dialogs that stand above their field, and not close to it; in forms a hint stands between."""
    found = []
    for name in root.findChildren(QLabel) if isinstance(root, QDialog) else ():
        field = name.buddy()
        if field is None or not name.isVisibleTo(root) or not field.isVisibleTo(root):
            continue
        gap = _box(field, root).top() - _box(name, root).bottom()
        if gap > FAR:
            found.append(f"{described(name)}: {gap}")
    return found


def framed_otherwise(root: QWidget) -> list[str]:
    """A dialog whose room around is not that of the others, or whose last button is not at the lower right."""
    layout = root.layout()
    if not isinstance(root, QDialog) or type(root) is QDialog or layout is None:
        return []
    around = layout.contentsMargins()
    sides = (around.left(), around.top(), around.right(), around.bottom())
    found = [] if sides == (AROUND,) * 4 else [f"room around {sides}"]
    shown = [one for one in root.findChildren(QPushButton) if one.isVisibleTo(root) and one.parent() is root]
    ends = [one for one in shown if one.property("kind") == "primary"]
    corner = root.rect().bottomRight() - QPoint(AROUND, AROUND)
    return found + [
        f"{described(one)} ends it at {_box(one, root).bottomRight().toTuple()}, not {corner.toTuple()}"
        for one in ends
        if (_box(one, root).bottomRight() - corner).manhattanLength() > SPARE
    ]


def cut_by_dots(root: QWidget) -> list[str]:
    """Sentences of the program's own that have no room at the usual size."""
    return [
        described(text)
        for text in root.findChildren(ElidedLabel)
        if text.isVisibleTo(root)
        and text.text() != text.accessibleName()
        and text.text().endswith("…")
        and " " in text.accessibleName()
        and FACTS not in text.accessibleName()
    ]


def _box(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint()), widget.size())
