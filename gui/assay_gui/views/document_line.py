# SPDX-License-Identifier: Apache-2.0
"""The web address of a document, or its digest, which is taken from a file that is chosen or dropped."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from assay.authoring.forms.editors import Editor
from assay_gui.look import Look
from assay_gui.views.checked_line import CheckedLine
from assay_gui.views.parts import button


class DocumentLine(CheckedLine):
    """A line; a file dropped on it is the document that its address or digest is of."""

    def __init__(
        self,
        look: Look,
        editor: Editor,
        edited: Callable[[], object],
        hint: str,
        files: tuple[Callable[[], Path | None], Callable[[Path], object]],
    ) -> None:
        """`files`: what asks for one, and what takes the digest of one."""
        super().__init__(look, editor, edited, hint, frozenset())
        ask_file, self._take = files
        words = look.words
        self.digest_button = button(words.say("form.take_digest"), words.tip("form.take_digest"), "small")
        self.digest_button.clicked.connect(lambda: self._ask(ask_file))
        self.across.addWidget(self.digest_button)
        self.field.setAcceptDrops(True)
        self._drops = _Drops(self._take)
        self._drops.setParent(self.widget)
        self.field.installEventFilter(self._drops)

    def allow(self, *, is_open: bool) -> None:
        """Whether it may be changed."""
        super().allow(is_open=is_open)
        self.digest_button.setEnabled(is_open)
        self._drops.is_open = is_open

    def _ask(self, ask_file: Callable[[], Path | None]) -> None:
        path = ask_file()
        if path is not None:
            self._take(path)


class _Drops(QObject):
    """Takes one file that is dropped; text that is dropped is the line's own."""

    def __init__(self, take: Callable[[Path], object]) -> None:
        super().__init__()
        self.is_open = True
        self._take = take

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A file is taken here, and goes no further: else its path would be written into the line."""
        if not isinstance(event, QDragEnterEvent | QDropEvent):
            return False
        urls = event.mimeData().urls()
        if not (self.is_open and len(urls) == 1 and urls[0].isLocalFile()):
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self._take(Path(urls[0].toLocalFile()))
        return True
