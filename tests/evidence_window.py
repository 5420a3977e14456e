# SPDX-License-Identifier: Apache-2.0
"""What a person does with the evidence of a project in the window."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from assay.projects.project import close, create_project
from assay.projects.saving import save
from assay.projects.working import with_credential
from assay.rules.bundled import resource
from assay_gui.dialogs.evidence import EvidenceDialog
from assay_gui.dialogs.evidence_row import EvidenceRowDialog
from window import MOMENT, Window
from write_window import write_page

COPY, LEFT, NO_KEY = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SAMPLES = ("good/participant.json", "good/label-1-offering.json")
CERTIFICATE = b"%PDF-1.7 ISO/IEC 27001, Acme Cloud GmbH"


def project_with_documents(folder: Path, *samples: str) -> Path:
    """A project that holds bundled samples."""
    project = create_project(folder, "Acme", "gaia-x-loire-25.11", MOMENT)
    for name in samples or SAMPLES:
        text = resource("samples", *name.split("/")).read_text("utf-8")
        project, _ = with_credential(project, name.rpartition("/")[2].removesuffix(".json"), text)
    close(save(project).project)
    return folder


def certificate(folder: Path, name: str = "ISO 27001.pdf", data: bytes = CERTIFICATE) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def open_project(window: Window, folder: Path) -> Any:
    """The project, open in the window, and its register looked at."""
    write_page(window)
    projects = window.program.write.project.projects
    projects.open(folder)
    window.wait_until(lambda: projects.project is not None)
    settled(window)
    return projects


def settled(window: Window) -> None:
    """Until nothing is done to the evidence any more, and what is known of it is shown."""
    evidence, projects = window.program.write.evidence.evidence, window.program.write.project.projects

    def is_settled() -> bool:
        if evidence.is_looking or projects.is_busy or evidence.found is None:
            return False
        return projects.project is not None and dict(evidence.found.rows) == dict(projects.project.manifest.evidence)

    window.wait_until(is_settled)


def register(window: Window) -> EvidenceDialog:
    """The register, shown by its shortcut."""
    window.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    window.wait_until(lambda: isinstance(QApplication.activeModalWidget(), EvidenceDialog))
    settled(window)
    found = QApplication.activeModalWidget()
    assert isinstance(found, EvidenceDialog)
    return found


def asked_row(window: Window) -> EvidenceRowDialog:
    window.wait_until(lambda: isinstance(QApplication.activeModalWidget(), EvidenceRowDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, EvidenceRowDialog)
    return found


def drop(on: QWidget, at: QPoint, *paths: Path) -> bool:
    """Files dropped on a place of a widget, as the desktop does it; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(at, COPY, data, LEFT, NO_KEY)
    enter.setAccepted(False)
    QApplication.sendEvent(on, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(on, QDragMoveEvent(at, COPY, data, LEFT, NO_KEY))
    dropped = QDropEvent(QPointF(at), COPY, data, LEFT, NO_KEY)
    QApplication.sendEvent(on, dropped)
    return dropped.isAccepted()
