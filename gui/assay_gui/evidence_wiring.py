# SPDX-License-Identifier: Apache-2.0
"""The evidence register in the window: its list, what is asked of a row, files dropped; all of it in steps."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from assay.errors import AssayError
from assay_gui.asking import Asking
from assay_gui.evidence_session import EvidenceSession
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.project_session import ProjectSession

if TYPE_CHECKING:
    from assay.projects.evidence_row import Evidence
    from assay_gui.dialogs.evidence import EvidenceDialog
    from assay_gui.dialogs.evidence_row import EvidenceRowDialog

Asked = TypeVar("Asked", bound=QDialog)
PAGE = "write"


class EvidenceWiring(QObject):
    """Connects register and project; it lives as long as the window."""

    def __init__(
        self, window: MainWindow, look: Look, *, projects: ProjectSession, evidence: EvidenceSession, asking: Asking
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._asking = window, look, asking
        self._projects, self.evidence = projects, evidence
        self.dialog: EvidenceDialog | None = None
        self._wanted: str | None = None
        """The row that is to be shown once a project is open; empty for none in particular."""
        self._calls: dict[str, Callable[[str], object]] = {
            "add": lambda _row: self._ask_file(evidence.take_files),
            "add_address": lambda _row: self._ask_new(),
            "edit": self.ask_row,
            "other_file": lambda row: self._ask_file(lambda paths: evidence.replace_file(row, paths[0])),
            "renew": self._ask_renewal,
            "remove": self._remove,
            "undo": lambda _row: evidence.undo(),
        }
        evidence.changed.connect(self._show)
        projects.changed.connect(self._show)
        evidence.slowed.connect(lambda: self._tell(look.words.say("register.reading")))
        evidence.taken.connect(self._taken)
        evidence.failed.connect(self._failed)
        projects.failed.connect(self._told_elsewhere)
        projects.opened.connect(self._opened)

    def show(self, row: str = "") -> None:
        """Show the register of the project that is open, or is being opened; without one, say where it belongs."""
        if self._projects.project is None:
            self._window.show_page(PAGE)
            if self._projects.is_busy:
                self._wanted = row
            else:
                self._window.notice.tell(self._look.words.say("register.no_project"))
            return
        if self.dialog is None:
            self._open_list()
        self._show()
        self.evidence.look(lambda: self._choose(row))

    def show_in(self, folder: Path, row: str) -> None:
        """Show a row of the register of a project, which is opened for that where another is open, or none."""
        project = self._projects.project
        if project is not None and project.folder.absolute() == folder:
            self.show(row)
            return
        self._window.show_page(PAGE)
        self._wanted = row
        if self._projects.may_write and not self._projects.is_saved:
            self._projects.save(lambda: self._projects.open(folder))
        else:
            self._projects.open(folder)

    def ask_row(self, row: str) -> None:
        """Ask what a piece of evidence is, and what it backs."""
        looked = self.evidence.found
        if looked is not None and row in looked.rows:
            self._ask(looked.rows[row], row)

    def _open_list(self) -> None:
        from assay_gui.dialogs.evidence import EvidenceDialog

        project = self._projects.project
        name = "" if project is None else project.manifest.name
        dialog = EvidenceDialog(self._look, name, may_write=self.evidence.may_write, parent=self._window)
        dialog.wanted.connect(lambda told, row: self._calls[told](row))
        dialog.files_dropped.connect(self.evidence.take_files)
        dialog.finished.connect(lambda _result: self._closed())
        self.dialog = self._shown(dialog)

    def _closed(self) -> None:
        self.dialog = None
        self.evidence.save()

    def _show(self) -> None:
        if self.dialog is None:
            return
        project = self._projects.project
        if project is None:
            self.dialog.reject()
            return
        from assay.projects.working import EVIDENCE

        done = project.work.done
        self.dialog.show_register(self.evidence.found, may_undo=bool(done) and done[-1].reason == EVIDENCE)

    def _opened(self) -> None:
        if self._wanted is not None:
            row, self._wanted = self._wanted, None
            self.show(row)

    def _choose(self, row: str) -> None:
        if self.dialog is not None and row:
            self.dialog.choose(row)

    def _ask_file(self, take: "Callable[[list[Path]], object]") -> None:
        found = self._asking.open_file(self._parent, self._look.words.say("register.choose_title"))
        if found is not None:
            self._tell("")
            take([found])

    def _taken(self, rows: list[str], _criteria: tuple[str, ...]) -> None:
        """Files are in the register; of one alone it is asked what it is."""
        if self.dialog is None or not rows:
            return
        self._tell(self._look.words.say("register.taken", count=len(rows)))

        def ask() -> None:
            self._choose(rows[-1])
            if len(rows) == 1 and self.dialog is not None:
                self.ask_row(rows[0])

        self.evidence.look(ask)

    def _ask_new(self) -> None:
        from assay.projects.evidence_row import Evidence

        self._ask(Evidence(""), "")

    def _ask(self, row: "Evidence", name: str) -> None:
        from assay_gui.dialogs.evidence_row import EvidenceRowDialog

        looked = self.evidence.found
        if looked is None:
            return
        today = self._projects.now().date()
        dialog = EvidenceRowDialog(self._look, looked, row, today=today, parent=self._parent)
        dialog.claim_wanted.connect(lambda: self._ask_claim(dialog))
        dialog.wanted.connect(lambda told: self.evidence.put(told, name))
        self._shown(dialog)

    def _ask_claim(self, dialog: "EvidenceRowDialog") -> None:
        from assay_gui.dialogs.evidence_row import claim_entries
        from assay_gui.dialogs.pick import PickDialog

        looked = self.evidence.found
        if looked is None:
            return
        pick = PickDialog(
            self._look, self._look.words.say("register.pick_claim"), claim_entries(looked, self._look), dialog
        )
        pick.accepted.connect(lambda: dialog.take_claim(list(looked.claims)[int(pick.key)]))
        pick.setModal(True)
        pick.open()

    def _ask_renewal(self, row: str) -> None:
        from assay_gui.dialogs.evidence_row import EvidenceRenewDialog

        looked = self.evidence.found
        if looked is not None and row in looked.rows:
            dialog = EvidenceRenewDialog(self._look, looked.rows[row], self._parent)
            dialog.accepted.connect(partial(self.evidence.renew, row))
            self._shown(dialog)

    def _remove(self, row: str) -> None:
        self.evidence.remove(row)
        self._tell(self._look.words.say("register.removed"))

    @property
    def _parent(self) -> "MainWindow | EvidenceDialog":
        return self.dialog or self._window

    def _tell(self, message: str) -> None:
        if self.dialog is not None:
            self.dialog.tell(message)
        elif message:
            self._window.notice.tell(message)

    def _failed(self, error: AssayError) -> None:
        from assay.errors import PackError
        from assay.pack_words import told_error

        words = self._look.words
        told = words.lengthened(told_error(error, words.texts)) if isinstance(error, PackError) else words.error(error)
        self._tell(told)

    def _told_elsewhere(self, error: Exception) -> None:
        """The window says it as well, behind the dialog."""
        self._wanted = None
        if self.dialog is not None and isinstance(error, AssayError):
            self.dialog.tell(self._look.words.error(error))

    def _shown(self, dialog: Asked) -> Asked:
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
