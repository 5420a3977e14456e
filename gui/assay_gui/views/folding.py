# SPDX-License-Identifier: Apache-2.0
"""Parts of the source folded away and brought back. Nothing stays hidden that somebody goes to."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QPlainTextEdit

from assay_gui.models.folds import Folds

SETTLE_MS = 250
"""What can be folded is worked out when somebody has not typed for so long."""
AT_ONCE = 2_000
"""As many marks of a text are looked at before the window may do something else."""


class Folding(QObject):
    """The folds of one editor."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._folds: dict[int, int] = {}
        self._is_behind = True
        self._looked: Folds | None = None
        """The folds of the text as it stands, as far as they are found."""
        self._has_hidden = False
        """Whether anything was folded away since all was brought back."""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._look_on)
        editor.document().contentsChanged.connect(self._changed)
        editor.cursorPositionChanged.connect(self._show_cursor)

    def can_fold(self, block: int) -> bool:
        """Whether the lines below that one can be folded away, or are."""
        return not self._is_behind and block in self._folds

    def is_folded(self, block: int) -> bool:
        """Whether the lines below that one are folded away."""
        end = self._folds.get(block)
        below = self._editor.document().findBlockByNumber(block + 1)
        return end is not None and below.isValid() and not below.isVisible()

    def toggle(self, block: int) -> None:
        """Fold the lines below that one away, or bring them back."""
        if self.can_fold(block):
            self._show(block + 1, self._folds[block], visible=self.is_folded(block))

    def toggle_here(self) -> None:
        """The same around the cursor: of the line it is in, else of the innermost part around it."""
        if self._is_behind:
            self._work_out()
        here = self._editor.textCursor().blockNumber()
        around = [start for start, end in self._folds.items() if start <= here <= end]
        if around:
            start = max(around)
            cursor = self._editor.textCursor()
            cursor.setPosition(self._editor.document().findBlockByNumber(start).position())
            self._editor.setTextCursor(cursor)
            self.toggle(start)

    def fold_parts(self) -> None:
        """Fold everything but the outermost level."""
        if self._is_behind:
            self._work_out()
        outermost = min(self._folds, default=0)
        inside = [start for start in self._folds if start > outermost]
        for start in inside:
            if not self.is_folded(start):
                self._show(start + 1, self._folds[start], visible=False)
        self._show_cursor()

    def unfold_all(self) -> None:
        """Bring everything back."""
        self._show(0, self._editor.document().blockCount(), visible=True)
        self._has_hidden = False

    def _changed(self) -> None:
        self._is_behind, self._looked = True, None
        self._settle.start(SETTLE_MS)

    def _look_on(self) -> None:
        if self._look(AT_ONCE):
            self._take_folds()
        else:
            self._settle.start(0)

    def _work_out(self) -> None:
        self._settle.stop()
        self._look(None)
        self._take_folds()

    def _look(self, most: int | None) -> bool:
        if self._looked is None:
            self._looked = Folds(self._editor.document().toPlainText())
        return self._looked.go_on(most)

    def _take_folds(self) -> None:
        self._folds, self._looked = self._looked.found if self._looked else {}, None
        self._is_behind = False
        self._editor.viewport().update()
        self._editor.update()
        if self._has_hidden:
            self._bring_back_lost()

    def _bring_back_lost(self) -> None:
        blocks = range(self._editor.document().blockCount())
        hidden = [number for number in blocks if not self._block(number).isVisible()]
        starts = {number for start in self._folds if self.is_folded(start) for number in self._inside(start)}
        if not starts.issuperset(hidden):  # a bracket went: what it held would stay hidden for good
            self.unfold_all()

    def _inside(self, start: int) -> range:
        return range(start + 1, self._folds[start])

    def _block(self, number: int) -> QTextBlock:
        return self._editor.document().findBlockByNumber(number)

    def _show_cursor(self) -> None:
        block = self._editor.textCursor().block()
        if block.isVisible():
            return
        number = block.blockNumber()
        for start, end in self._folds.items():
            if start < number < end and self.is_folded(start):
                self._show(start + 1, end, visible=True)
        if not block.isVisible():
            self.unfold_all()

    def _show(self, first: int, stop: int, *, visible: bool) -> None:
        document = self._editor.document()
        block = self._block(first)
        changed = False
        while block.isValid() and block.blockNumber() < stop:
            if block.isVisible() != visible:
                block.setVisible(visible)
                changed = True
                self._has_hidden = self._has_hidden or not visible
            block = block.next()
        if changed:
            start = self._block(first).position()
            end = self._block(min(stop, document.blockCount() - 1)).position()
            document.markContentsDirty(start, max(1, end - start))
            layout = document.documentLayout()
            layout.documentSizeChanged.emit(layout.documentSize())
            self._editor.viewport().update()
            self._editor.update()
