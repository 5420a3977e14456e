# SPDX-License-Identifier: Apache-2.0
"""The evidence of a project in the gallery: the register, a row of it, what is attached to a criterion."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from assay.projects.evidence_files import taken_in
from assay.projects.evidence_row import Evidence
from assay.projects.project import close, open_project
from assay.projects.saving import save
from assay.projects.working import with_evidence
from assay_gui.dialogs.evidence import EvidenceDialog
from assay_gui.dialogs.evidence_row import EvidenceRenewDialog, EvidenceRowDialog
from assay_gui.evidence_work import with_file
from evidence_window import certificate, project_with_documents
from gallery_write import projects
from stage import Scene, Stage
from window import MOMENT

ROWS = (
    Evidence(
        "ISO/IEC 27001 certificate",
        issuer="Example Certification GmbH",
        standard="ISO",
        number="2026-4711",
        valid_from=date(2024, 12, 1),
        valid_until=date(2026, 12, 6),
        criteria=("P3.1.1", "P3.1.2"),
    ),
    Evidence("Code of conduct", issuer="Acme Cloud GmbH", standard="SWIPO", criteria=("P3.1.1",)),
    Evidence("Terms of service", url="https://acme.example/terms.pdf", criteria=("P1.1.1",)),
)


def register(stage: Stage) -> QWidget:
    """The register of a project: evidence that ends soon, by a standard that does not count, and an address alone."""
    in_project(stage)
    stage.window.main.actions_table["evidence"].trigger()
    dialog = stage.modal(EvidenceDialog)
    stage.window.wait_until(lambda: stage.window.program.write.evidence.evidence.found is not None)
    stage.window.wait_until(lambda: dialog.model.rowCount() == len(ROWS))
    return dialog


def in_project(stage: Stage) -> None:
    """The project, made once and open."""
    folder = stage.folder / "Acme evidence"
    if not folder.exists():
        _filled(stage, project_with_documents(folder))
    stage.window.main.show_page("write")
    stage.window.program.write.page.show_overview()
    stage.settle()
    project = projects(stage).project
    if project is None or project.folder != folder:
        projects(stage).open(folder)
        stage.window.wait_until(
            lambda: projects(stage).project is not None and projects(stage).project.folder == folder
        )
    evidence = stage.window.program.write.evidence.evidence
    stage.window.wait_until(lambda: evidence.found is not None and not evidence.is_looking)


def _filled(stage: Stage, folder: Path) -> None:
    project = open_project(folder, MOMENT)
    for number, row in enumerate(ROWS):
        found = taken_in(project, certificate(stage.folder, f"evidence-{number}.pdf", b"%d" % number))
        project, _ = with_evidence(project, row if row.url else with_file(row, found))
    close(save(project).project)


def row(stage: Stage) -> QWidget:
    """What is asked of a row."""
    found = _looked(stage)
    whole = replace(found.rows["iso-iec-27001-certificate"], claims=tuple(found.claims)[:2])
    return EvidenceRowDialog(stage.look, found, whole, today=MOMENT.date(), parent=stage.main)


def _looked(stage: Stage):
    in_project(stage)
    found = stage.window.program.write.evidence.evidence.found
    assert found is not None
    return found


def renew(stage: Stage) -> QWidget:
    """Whether a file that was changed is to be taken as it is."""
    return EvidenceRenewDialog(stage.look, _looked(stage).rows["code-of-conduct"], stage.main)


def empty(stage: Stage) -> QWidget:
    """A register without a row, which can only be looked at."""
    dialog = EvidenceDialog(stage.look, "Acme", may_write=False, parent=stage.main)
    dialog.show_register(replace(_looked(stage), rows={}, remarks=()), may_undo=False)
    return dialog


def criterion(stage: Stage) -> QWidget:
    """A criterion of a document of the project, with what is attached to it."""
    in_project(stage)
    window, path = stage.window, stage.folder / "Acme evidence" / "credentials" / "label-1-offering.jsonld"
    if all(document.home != path for document in window.session.documents):
        window.open(path)
    window.session.show(next(one.key for one in window.session.documents if one.home == path))
    window.main.show_page("documents")
    window.page.tabs.show_tab("criteria")
    view = window.page.criteria
    view.table.selectRow(next(at for at, one in enumerate(view.shown) if one.id == "P3.1.1"))
    return stage.main


EVIDENCE = (
    Scene("dialog-evidence", ("evidence", "evidence_page", "rows_table", "whole_rows"), register),
    Scene("dialog-evidence-empty", ("evidence", "evidence_page"), empty),
    Scene("dialog-evidence-row", ("evidence_row", "columns", "day_field", "ticks"), row),
    Scene("dialog-evidence-renew", ("evidence_row",), renew),
    Scene("document-evidence-criteria", ("criteria", "criterion_page"), criterion),
)
