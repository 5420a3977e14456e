# SPDX-License-Identifier: Apache-2.0
"""Texts that a delegate paints in lines."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from assay_gui.views.parts import breakable


def laid_out(text: str, font: QFont, width: float) -> QTextLayout:
    """A text in lines of a width; words that are wider are broken at a part of them, else anywhere."""
    layout, option = QTextLayout(breakable(text), font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout
