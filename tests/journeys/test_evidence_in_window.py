# SPDX-License-Identifier: Apache-2.0
"""A certificate becomes evidence of a project: dropped, described, shown at its criterion, told when it changes."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assay.cli.run import run
from assay.projects.evidence_row import Evidence
from assay.projects.project import close
from assay.projects.project import open_project as opened
from assay.projects.saving import save
from assay.projects.working import with_evidence
from assay_gui.dialogs.evidence import EvidenceDialog
from assay_gui.dialogs.evidence_row import EvidenceRenewDialog
from assay_gui.dialogs.export import ExportDialog
from assay_gui.dialogs.pick import PickDialog
from evidence_window import CERTIFICATE, asked_row, certificate, drop, open_project, project_with_documents, register
from evidence_window import settled as evidence_settled
from window import MOMENT, Window
from write_window import press, write_page

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_file_that_is_dropped_is_described_backs_a_claim_and_is_taken_back(window: Window, tmp_path: Path) -> None:
    folder = project_with_documents(tmp_path / "acme", "good/participant.json")
    projects = open_project(window, folder)
    dialog = register(window)
    assert drop(dialog, dialog.rect().center(), certificate(tmp_path))
    row = asked_row(window)
    assert row.title.text() == "ISO 27001"
    row.title.selectAll()
    QTest.keyClicks(row.title, "ISO/IEC 27001 certificate")
    QTest.keyClicks(row.issuer, "Example Certification")
    item = next(one for one in row._items() if one.text().startswith("P3.1.1 "))
    row.search.setFocus()
    QTest.keyClicks(row.search, "P3.1.1")
    assert not item.isHidden()
    row.criteria.setCurrentItem(item)
    row.criteria.setFocus()
    QTest.keyClick(row.criteria, Qt.Key.Key_Space)
    assert row.ticked == ("P3.1.1",)
    at = row.standard.findData("ISO")
    assert at > 0
    row.standard.setCurrentIndex(at)
    row.until[0].click()
    press(window, row, "Add a claim…")
    window.wait_until(lambda: any(one.isVisible() for one in row.findChildren(PickDialog)))
    pick = next(one for one in row.findChildren(PickDialog) if one.isVisible())
    QTest.keyClicks(pick.search, "Legal address")
    QTest.keyClick(pick.search, Qt.Key.Key_Return)
    window.wait_until(lambda: row.claims.count() == 1)
    press(window, row, "Keep")
    evidence_settled(window)
    (name,) = projects.project.manifest.evidence
    kept = projects.project.manifest.evidence[name]
    assert (kept.title, kept.issuer, kept.standard) == (
        "ISO/IEC 27001 certificate",
        "Example Certification",
        "ISO",
    )
    assert (kept.file, kept.criteria, len(kept.claims)) == ("ISO-27001.pdf", ("P3.1.1",), 1)
    assert (kept.sha256, kept.sha512) == (
        hashlib.sha256(CERTIFICATE).hexdigest(),
        hashlib.sha512(CERTIFICATE).hexdigest(),
    )
    assert (folder / "evidence" / "ISO-27001.pdf").read_bytes() == CERTIFICATE
    press(window, dialog, "Undo")
    evidence_settled(window)
    assert projects.project.manifest.evidence[name].issuer == ""
    press(window, dialog, "Remove")
    evidence_settled(window)
    assert not projects.project.manifest.evidence
    press(window, dialog, "Undo")
    evidence_settled(window)
    press(window, dialog, "Close")
    window.wait_until(lambda: projects.is_saved and not projects.is_busy)
    assert "ISO 27001" in (folder / "project.toml").read_text()


def test_a_file_that_changes_is_told_and_taken_anew_when_asked(window: Window, tmp_path: Path) -> None:
    projects = open_project(window, project_with_documents(tmp_path / "acme", "good/participant.json"))
    dialog = register(window)
    window.desk.opened_file = certificate(tmp_path)
    press(window, dialog, "Add a file…")
    press(window, asked_row(window), "Cancel")
    evidence_settled(window)
    assert dialog.model.index(0, 6).data() == "not used"
    press(window, dialog, "Add a file…")  # the very same once more is no second one
    press(window, asked_row(window), "Cancel")
    evidence_settled(window)
    assert dialog.model.rowCount() == 1
    file = projects.project.folder / "evidence" / "ISO-27001.pdf"
    file.write_bytes(b"something else")
    window.wait_until(lambda: dialog.model.index(0, 6).data() == "changed")
    assert "is not the one that was taken in" in dialog.page.toPlainText()
    press(window, dialog, "Take as it is now…")
    window.wait_until(lambda: any(one.isVisible() for one in dialog.findChildren(EvidenceRenewDialog)))
    press(window, next(one for one in dialog.findChildren(EvidenceRenewDialog) if one.isVisible()), "Take it")
    window.wait_until(lambda: dialog.model.index(0, 6).data() == "not used")
    (row,) = projects.project.manifest.evidence.values()
    assert row.sha256 == hashlib.sha256(b"something else").hexdigest()
    file.unlink()
    window.wait_until(lambda: dialog.model.index(0, 6).data() == "missing")
    window.desk.opened_file = certificate(tmp_path, "successor.pdf", b"successor")
    press(window, dialog, "Other file…")
    window.wait_until(lambda: dialog.model.index(0, 1).data() == "successor.pdf")
    assert dialog.model.index(0, 6).data() == "not used"


def test_a_certificate_dropped_on_a_criterion_is_attached_and_saved(window: Window, tmp_path: Path) -> None:
    folder = project_with_documents(tmp_path / "acme", "good/label-1-offering.json")
    open_project(window, folder)
    window.open(folder / "credentials" / "label-1-offering.jsonld")
    window.page.tabs.show_tab("criteria")
    view = window.page.criteria
    assert view.shown
    view.table.selectRow(0)
    assert "You can drop a file here" in view.page.toPlainText()
    at = view.table.viewport().mapTo(view, view.table.visualRect(view.table.model().index(2, 0)).center())
    assert drop(view, at, certificate(tmp_path))
    window.wait_until(lambda: window.main.notice.message == "The file is attached to the criterion.")
    evidence_settled(window)
    assert view.table.currentIndex().row() == 2
    assert "ISO 27001 · in order" in view.page.toPlainText()
    assert f'"{view.shown[2].id}"' in (folder / "project.toml").read_text()
    second = certificate(tmp_path, "Audit <b>report.txt", b"x")  # beside the table: to the one that is chosen
    assert drop(view.page.viewport(), view.page.viewport().rect().center(), second)
    window.wait_until(lambda: "Audit <b>report · in order" in view.page.toPlainText())
    attach_by_keys(window, view.page, certificate(tmp_path, "minutes.txt", b"y"))
    window.wait_until(lambda: "minutes · in order" in view.page.toPlainText())
    told = report(window, tmp_path / "report.json")
    rows = {row["title"]: row for row in told["evidence"][0]["rows"]}
    assert list(rows) == ["Audit <b>report", "ISO 27001", "minutes"]
    row = rows["ISO 27001"]
    assert (row["title"], row["criteria"], row["remarks"]) == ("ISO 27001", [view.shown[2].id], [])
    assert row["sha256"] == hashlib.sha256(CERTIFICATE).hexdigest()
    (folder / "evidence" / "ISO-27001.pdf").write_bytes(b"something else")
    window.wait_until(lambda: "ISO 27001 · changed" in view.page.toPlainText())
    again = report(window, tmp_path / "again.json")
    said = [[one["text"] for one in row["remarks"]] for row in again["evidence"][0]["rows"]]
    assert said == [[], ["project.evidence.changed"], []]
    assert again["documents"] == told["documents"]
    path, out = folder / "credentials" / "label-1-offering.jsonld", tmp_path / "by-command.json"
    run(["check", str(path), "--draft", "--at", "2026-11-22T10:00:00Z", "--lang", "en", "--out", str(out), "--quiet"])
    assert out.read_bytes() == (tmp_path / "again.json").read_bytes()


def attach_by_keys(window: Window, page: Any, path: Path) -> None:
    """From link to link to the one that attaches, and Enter."""
    window.desk.opened_file = path
    page.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(10):
        if page.textCursor().selectedText() == "Attach a file…":
            break
        window.press(Qt.Key.Key_Tab)
    window.press(Qt.Key.Key_Return)


def report(window: Window, path: Path) -> Any:
    """The report on the document that is shown, saved as JSON by its dialog."""
    window.main.actions_table["report"].trigger()
    dialog = window.dialog()
    assert isinstance(dialog, ExportDialog)
    next(one for one in dialog.forms.buttons() if "JSON" in one.text()).click()
    dialog.path.setText(str(path))
    dialog.save_button.click()
    window.wait_until(path.exists)
    window.wait_for_dialog_to_close()
    return json.loads(path.read_text())


def test_a_document_of_no_project_offers_no_evidence(window: Window, tmp_path: Path, sample_file) -> None:
    projects = open_project(window, project_with_documents(tmp_path / "acme"))
    window.open(sample_file("good/label-1-offering.json"))
    window.page.tabs.show_tab("criteria")
    view = window.page.criteria
    view.table.selectRow(0)
    assert "drop a file" not in view.page.toPlainText()
    assert not view.acceptDrops()
    drop(view, view.rect().center(), certificate(tmp_path))
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())  # the window opens it
    assert not projects.project.manifest.evidence


def test_without_a_project_it_is_said_where_evidence_belongs(window: Window) -> None:
    window.press(Qt.Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    window.wait_until(lambda: "Evidence belongs to a project" in window.main.notice.message)
    assert window.main.shown_page == "write"


def test_evidence_that_ended_is_told_at_home_and_leads_to_its_row(window: Window, tmp_path: Path) -> None:
    folder = project_with_documents(tmp_path / "acme", "good/participant.json")
    project = opened(folder, MOMENT)
    for title, until in (("Audit report", date(2027, 11, 1)), ("ISO certificate", date(2026, 11, 1))):
        row = Evidence(title, url="https://acme.example", valid_until=until, criteria=("P3.1.1",))
        project, _ = with_evidence(project, row)
    close(save(project).project)
    attention = window.program.attention.attention
    attention.look()
    card = window.main.home.attention
    window.wait_until(lambda: card.sentences == ["The evidence “ISO certificate” ended on 2026-11-01."])
    window.qtbot.mouseClick(card.links[0], Qt.MouseButton.LeftButton)
    window.wait_until(lambda: isinstance(QApplication.activeModalWidget(), EvidenceDialog))
    dialog = QApplication.activeModalWidget()
    window.wait_until(lambda: dialog.row == "iso-certificate")
    assert window.main.shown_page == "write"
    assert dialog.model.index(dialog.table.currentIndex().row(), 6).data() == "ended"
    window.desk.save_path = tmp_path / "ends.ics"
    press(window, dialog, "Close")
    window.main.home.attention.calendar_wanted.emit()
    window.wait_until(window.desk.save_path.exists)
    assert "Audit report" in window.desk.save_path.read_text()


def test_undo_in_the_register_takes_no_answer_back(window: Window, tmp_path: Path) -> None:
    projects = open_project(window, project_with_documents(tmp_path / "acme", "good/participant.json"))
    projects.answer("company", {"name": "Acme"})
    dialog = register(window)
    assert not dialog.buttons["undo"].isEnabled()
    window.desk.opened_file = certificate(tmp_path)
    press(window, dialog, "Add a file…")
    press(window, asked_row(window), "Cancel")
    window.wait_until(dialog.buttons["undo"].isEnabled)
    dialog.activateWindow()
    window.wait_until(dialog.isActiveWindow)
    QTest.keyClick(dialog.table, Qt.Key.Key_Z, CTRL)
    window.wait_until(lambda: dialog.model.rowCount() == 0)
    assert not dialog.buttons["undo"].isEnabled()
    assert projects.project.manifest.answers["company"] == {"name": "Acme"}


def test_a_project_by_rules_that_are_not_there_says_so(window: Window, tmp_path: Path) -> None:
    folder = project_with_documents(tmp_path / "acme", "good/participant.json")
    told = (folder / "project.toml").read_text()
    (folder / "project.toml").write_text(told.replace("gaia-x-loire-25.11", "acme-rules"))
    write_page(window)
    projects = window.program.write.project.projects
    projects.open(folder)
    window.wait_until(lambda: projects.project is not None)
    window.wait_until(lambda: "There is no rule pack “acme-rules”" in window.main.notice.message)
    window.main.actions_table["evidence"].trigger()
    window.wait_until(lambda: isinstance(QApplication.activeModalWidget(), EvidenceDialog))
    dialog = QApplication.activeModalWidget()
    window.wait_until(lambda: "acme-rules" in dialog.message.text())
    assert not dialog.buttons["add"].isEnabled()
