# SPDX-License-Identifier: Apache-2.0
"""What models of rows tell besides Qt's own roles."""

from enum import IntEnum

from PySide6.QtCore import Qt


class Role(IntEnum):
    """Asked of the first cell of a row."""

    ID = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    """The state whose sign stands before it."""
