# SPDX-License-Identifier: Apache-2.0
"""A person has a table and an API description: both become drafts, the project a table and back; by real events."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assay.authoring.tables.files import read_source
from assay.places import user_mappings
from assay.projects.fault import ProjectError
from assay_gui import table_work
from assay_gui.dialogs.pick import PickDialog
from assay_gui.dialogs.table import TableDialog
from projects_window import front, kept_in, projects, saved
from window import Window
from write_window import press, write_page

BEGIN = "From a table or an API description…"
LEFT = Qt.MouseButton.LeftButton
COMPANIES = "Firma;USt-IdNr;Land;Ort;Quux\nMüller GmbH;DE129273398;Deutschland;Dresden;FR\nFoo;;Narnia;;DE\n"


def begun(window: Window, path: Path) -> TableDialog:
    """The dialog, when the file is read."""
    window.desk.opened_file = path
    front(window)
    press(window, write_page(window), BEGIN)
    dialog = shown(window, TableDialog)
    window.wait_until(lambda: not dialog.is_busy and (dialog.book is not None or bool(dialog.problem)))
    return dialog


def shown(window: Window, kind: type) -> Any:
    window.wait_until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def pick(window: Window, text: str, wanted: str) -> None:
    """Search the list that is open, and take the entry."""
    dialog = shown(window, PickDialog)
    QTest.keyClicks(dialog.search, text)
    assert wanted in dialog.labels
    while dialog.list.currentIndex().data() != wanted:
        QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)


def described(window: Window, dialog: TableDialog, text: str, wanted: str) -> None:
    """Say what each row describes."""
    window.qtbot.mouseClick(dialog.kind_button, LEFT)
    pick(window, text, wanted)
    window.wait_until(lambda: bool(dialog.rows.kind) and not dialog.is_busy)


def fields(dialog: TableDialog) -> list[str]:
    return [line.cells[2] for line in dialog.columns.lines]


def test_a_table_becomes_drafts_and_its_mapping_is_remembered(window: Window, tmp_path: Path):
    path = tmp_path / "companies.csv"
    path.write_text(COMPANIES, encoding="cp1252")
    dialog = begun(window, path)
    assert not dialog.act_button.isEnabled()
    assert dialog.summary.startswith("Choose what each row describes")
    described(window, dialog, "legal entity", "Company or legal entity")
    assert fields(dialog)[0] == "Name"
    assert fields(dialog)[2] == "Legal address › Country code"
    assert fields(dialog)[4] == "Not taken"
    assert "Columns that nothing takes: Quux" in dialog.summary
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert "Row 3, Land: “Narnia” is no country that the rules know" in dialog.told
    dialog.table.choose_row(4)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    pick(window, "Headquarters address", "Headquarters address › Country code")
    window.wait_until(lambda: fields(dialog)[4] == "Headquarters address › Country code" and not dialog.is_busy)
    assert dialog.column == 4
    assert dialog.act_button.text() == "Open 2 drafts"
    window.qtbot.mouseClick(dialog.act_button, LEFT)
    window.wait_until(lambda: window.session.current is not None)
    window.wait_until(window.is_quiet)
    made = json.loads(window.session.current.document.data)["verifiableCredential"]
    subjects = [one["credentialSubject"] for one in made]
    assert [one["name"] for one in subjects] == ["Müller GmbH", "Foo"]
    assert [one["headquartersAddress"]["countryCode"] for one in subjects] == ["FR", "DE"]
    assert "legalAddress" not in subjects[1]
    assert len(list(user_mappings().iterdir())) == 1
    again = begun(window, path)
    described(window, again, "legal entity", "Company or legal entity")
    assert {line.cells[3] for line in again.columns.lines if line.state == "passed"} == {"as last time"}
    assert fields(again)[4] == "Headquarters address › Country code"
    QTest.keyClick(again, Qt.Key.Key_Escape)


def test_an_api_becomes_a_service_of_the_project_and_the_project_a_table_and_back(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    page = write_page(window)
    kept_in(window, page, tmp_path / "acme")
    saved(window)
    api = tmp_path / "api.yaml"
    api.write_text(
        "openapi: 3.0.3\ninfo: {title: Widgets, version: 1.10}\nservers: [{url: 'https://api.example/v1'}]\n"
    )
    dialog = begun(window, api)
    window.wait_until(lambda: bool(dialog.rows.kind) and not dialog.is_busy)
    assert dialog.kind_button.words == "Service offering"
    assert "Access points › Address of the access point" in fields(dialog)
    assert "The version of the interface, “1.10”, has no field of its own here" in dialog.summary
    assert dialog.act_button.text() == "Add 1"
    QTest.keyClick(dialog.act_button, Qt.Key.Key_Return)
    window.wait_until((tmp_path / "acme" / "credentials" / "widgets.jsonld").exists)
    saved(window)
    before = json.loads((tmp_path / "acme" / "credentials" / "widgets.jsonld").read_bytes())
    assert list((tmp_path / "acme" / "mappings").iterdir())
    assert projects(window).project.credentials == ("widgets.jsonld",)
    window.desk.save_path = tmp_path / "all.xlsx"
    press(window, page, "As a table…")
    window.wait_until(lambda: (tmp_path / "all.xlsx").exists() and not window.main.notice.isHidden())
    book = load_workbook(tmp_path / "all.xlsx")
    assert book.sheetnames == ["Service offering"]
    back = begun(window, tmp_path / "all.xlsx")
    window.wait_until(lambda: bool(back.rows.kind) and not back.is_busy)
    assert {line.cells[3] for line in back.columns.lines} == {"as its header says"}
    (draft,) = back.book.drafts(in_project=True)
    assert draft.content["credentialSubject"] == before["credentialSubject"]
    assert draft.content["id"] == before["id"]
    full = ProjectError("project_full")
    monkeypatch.setattr(table_work, "added", lambda *_: (_ for _ in ()).throw(full))
    window.main.notice.hide()
    QTest.keyClick(back.act_button, Qt.Key.Key_Return)
    window.wait_until(lambda: not window.main.notice.isHidden())
    assert window.main.notice.message == window.program.look.words.error(full)
    assert projects(window).project.credentials == ("widgets.jsonld",)


def workbook(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_all_sheets_are_taken_at_once_and_their_rows_refer_to_each_other(window: Window, tmp_path: Path):
    page = write_page(window)
    kept_in(window, page, tmp_path / "acme")
    saved(window)
    path = workbook(
        tmp_path / "catalogue.xlsx",
        {
            "Anbieter": [["Id", "Name", "Land"], ["P1", "Acme", "Deutschland"], ["P2", "Andere", "Frankreich"]],
            "Service offering": [
                ["Name", "Anbieter", "Bereitstellungsmodell"],
                ["Speicher", "Acme", "öffentlich"],
                ["Acme", "P2", "privé"],
                ["Lost", "Nobody", "irgendwie"],
            ],
            "Leer": [],
            "Preise": [["Artikel", "Preis"], ["A", "12"]],
        },
    )
    dialog = begun(window, path)
    assert [dialog.sheet.itemText(at) for at in range(dialog.sheet.count())] == [
        "Anbieter",
        "Service offering",
        "Preise",
    ]
    assert dialog.act_button.text() == "Add 3"
    assert dialog.summary.endswith("until you say what their rows describe: Preise")
    described(window, dialog, "legal entity", "Company or legal entity")
    assert dialog.act_button.text() == "Add 5"
    dialog.sheet.setFocus()
    QTest.keyClick(dialog.sheet, Qt.Key.Key_Down)
    window.wait_until(lambda: dialog.kind_button.words == "Service offering")
    assert fields(dialog) == ["Name", "Provider", "Deployment model"]
    dialog.table.choose_row(1)
    assert "Row 4, Anbieter: “Nobody” is neither an address nor the name of something described here" in dialog.told
    dialog.table.choose_row(2)
    assert "Row 4, Bereitstellungsmodell: “irgendwie” is not in the list that the field takes" in dialog.told
    window.qtbot.mouseClick(dialog.act_button, LEFT)
    window.wait_until(lambda: len(projects(window).project.credentials) == 5)
    saved(window)
    subjects = subjects_of(tmp_path / "acme")
    services = {one["name"]: one for one in subjects if "provisionType" in one}
    companies = {one["name"]: one["id"] for one in subjects if "legalAddress" in one}
    assert services["Speicher"]["providedBy"] == companies["Acme"]
    assert services["Acme"]["providedBy"] == companies["Andere"]
    assert [services[name]["provisionType"] for name in ("Speicher", "Acme")] == ["public", "private"]
    assert not any("providedBy" in one for one in subjects if one["name"] == "Lost")
    assert len({one["id"] for one in subjects}) == 5
    window.wait_until(lambda: "5 credentials were added" in window.main.notice.message)
    assert not list((tmp_path / "acme" / "credentials").glob("*preise*"))


def subjects_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_bytes())["credentialSubject"] for path in (folder / "credentials").iterdir()]


def test_a_row_that_answers_questions_becomes_answers_of_the_project(window: Window, tmp_path: Path):
    page = write_page(window)
    kept_in(window, page, tmp_path / "acme")
    for ask, told in {"name": "Old", "town": "Dresden"}.items():
        window.program.write.writing.answer("company", ask, told)
    projects(window).save(lambda: None)
    saved(window)
    header = "name;number_kind;vat;Domain;street;postal_code;country\n"
    row = "Acme GmbH;USt-IdNr;DE129273398;acme.example;Weg 1;01067;Deutschland\n"
    (tmp_path / "us.csv").write_text(header + row)
    dialog = begun(window, tmp_path / "us.csv")
    described(window, dialog, "answers", "Answers: Our company")
    assert "The row becomes your answers on the pages of this project" in dialog.summary
    assert dialog.act_button.text() == "Take the answers"
    window.qtbot.mouseClick(dialog.act_button, LEFT)
    window.wait_until(lambda: "The answers were taken" in window.main.notice.message)
    saved(window)
    told = projects(window).project.manifest.answers["company"]
    assert told["name"] == "Acme GmbH"
    assert told["country"] == "DE"
    assert told["town"] == "Dresden"
    assert window.program.write.writing.answers("company") == told
    assert projects(window).project.credentials[0].startswith("participant")
    front(window)
    window.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.wait_until(lambda: projects(window).project.manifest.answers["company"]["name"] == "Old")
    (tmp_path / "us.csv").write_text(header + row + row.replace("Acme", "Other"))
    several = begun(window, tmp_path / "us.csv")
    described(window, several, "answers", "Answers: Our company")
    assert "several rows become credentials" in several.summary
    assert several.act_button.text().startswith("Add ")
    QTest.keyClick(several, Qt.Key.Key_Escape)


def test_sheets_are_chosen_and_what_is_no_table_is_told(window: Window, tmp_path: Path):
    book = Workbook()
    book.active.append(["Quux"])
    second = book.create_sheet("Second")
    for sheet in (book.active, second):
        sheet.append(["Name"] if sheet is second else ["1"])
    second.append(["Acme"])
    data = io.BytesIO()
    book.save(data)
    (tmp_path / "two.xlsx").write_bytes(data.getvalue())
    assert len(read_source(data.getvalue(), "two.xlsx").table.sheets) == 2
    dialog = begun(window, tmp_path / "two.xlsx")
    assert dialog.sheet.isVisible()
    dialog.sheet.setFocus()
    QTest.keyClick(dialog.sheet, Qt.Key.Key_Down)
    window.wait_until(lambda: dialog.rows.source.table.headers == ("Name",) and not dialog.is_busy)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    (tmp_path / "broken.csv").write_text('a;b\n"x;y\n')
    broken = begun(window, tmp_path / "broken.csv")
    assert broken.problem.startswith("A quotation mark in or before line")
    assert not broken.kind_button.isEnabled()
    QTest.keyClick(broken, Qt.Key.Key_Escape)
    window.wait_until(lambda: QApplication.activeModalWidget() is None)
