# SPDX-License-Identifier: Apache-2.0
"""The dialogs of the main window, from their opening to what comes of them; each is loaded when it is opened."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from assay.errors import AssayError
from assay_gui.asking import Asking
from assay_gui.checking import Checked
from assay_gui.look import Look
from assay_gui.open_document import OpenDocument
from assay_gui.session import Session
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay_gui.dialogs.about import AboutDialog
    from assay_gui.dialogs.as_of import AsOfDialog
    from assay_gui.dialogs.clearing_houses import ClearingHousesDialog
    from assay_gui.dialogs.export import ExportDialog

Asked = TypeVar("Asked", bound=QDialog)
Export = Callable[[Checked, Path, str], Path]


class Conversations(QObject):
    """Opens dialogs over a window; none of them holds up the program."""

    report_saved = Signal(Path)
    broke = Signal(object)
    """An exception that is a fault of the program."""

    def __init__(self, window: QWidget, look: Look, session: Session, *, tasks: Tasks, asking: Asking) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._tasks = tasks
        self._asking = asking

    def ask_moment(self) -> "AsOfDialog | None":
        """Ask as of when to check the current document."""
        document = self._session.current
        if document is None:
            return None
        from assay_gui.dialogs.as_of import AsOfDialog

        start = document.moment or self._session.now()
        dialog = AsOfDialog(self._look, start, self._window)
        dialog.moment_chosen.connect(lambda moment: self._session.check_as_of(document.key, moment))
        return self._open(dialog)

    def ask_export(self, export: Export) -> "ExportDialog | None":
        """Ask which report to save, and save it."""
        document = self._session.current
        if document is None or document.checked is None:
            return None
        from assay_gui.dialogs.export import ExportDialog

        checked = document.checked
        dialog = ExportDialog(self._look, _suggested(document), self._asking.save_path, self._window)
        dialog.save_wanted.connect(lambda form, path: self._export(dialog, lambda: export(checked, path, form)))
        dialog.stop_wanted.connect(lambda: self._tasks.cancel("export"))
        return self._open(dialog)

    def tell_reasons(self) -> "ClearingHousesDialog | None":
        """Say what the clearing houses would answer to the current document, and why that differs from the rules."""
        document = self._session.current
        if document is None or document.checked is None:
            return None
        from assay_gui.dialogs.clearing_houses import ClearingHousesDialog

        return self._open(ClearingHousesDialog(self._look, document.checked.examination.report, self._window))

    def about(self, version: str) -> "AboutDialog":
        """Say which program this is."""
        from assay_gui.dialogs.about import AboutDialog

        return self._open(AboutDialog(self._look, version, self._window))

    def _export(self, dialog: "ExportDialog", call: Callable[[], Path]) -> None:
        def saved(path: Path) -> None:
            dialog.accept()
            self.report_saved.emit(path)

        self._tasks.start(
            "export",
            lambda _stop: call(),
            saved,
            on_failure=lambda error: self._export_failed(dialog, error),
            on_slow=dialog.show_busy,
        )

    def _export_failed(self, dialog: "ExportDialog", error: Exception) -> None:
        words = self._look.words
        if isinstance(error, OSError):
            dialog.show_problem(words.say("export.failed", reason=error.strerror or type(error).__name__))
        elif isinstance(error, AssayError):
            dialog.show_problem(words.say("export.failed", reason=words.error(error)))
        else:
            dialog.reject()
            self.broke.emit(error)

    def _open(self, dialog: Asked) -> Asked:
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog


def _suggested(document: OpenDocument) -> Path:
    """Beside the file it is about; in the home folder for what is in no file."""
    origin = document.origin
    folder = Path.home() if origin is None else origin if origin.is_dir() else origin.parent
    return folder / f"{Path(document.name).stem or document.name}-report"
