# SPDX-License-Identifier: Apache-2.0
"""What every conversation about keys needs, and what they have in common."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from assay.values import frozen
from assay_gui.asking import Asking
from assay_gui.key_session import KeySession
from assay_gui.look import Look
from assay_gui.session import Session
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay_gui.key_conversations import KeyConversations


@frozen
class KeyRoom:
    """The window with all that belongs to its keys."""

    window: QWidget
    look: Look
    session: Session
    keys: KeySession
    tasks: Tasks
    asking: Asking
    talks: "KeyConversations"
    """Those about keys themselves: they open the vault, and have something done in it."""


class KeyRoomConversation(QObject):
    """Opens dialogs over the window."""

    told = Signal(str)
    """Something was done, or cannot be: say so."""

    def __init__(self, room: KeyRoom) -> None:
        super().__init__(room.window)
        self._window = room.window
        self._look = room.look
        self._session = room.session
        self._keys = room.keys
        self._tasks = room.tasks
        self._asking = room.asking
        self._talks = room.talks
