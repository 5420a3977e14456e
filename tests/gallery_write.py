# SPDX-License-Identifier: Apache-2.0
"""The page of questions in the gallery: without a project, with one, looked at alone, and what is asked about it."""

import json
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from PySide6.QtWidgets import QWidget

from assay.projects.project import close, create_project
from assay_gui import table_work
from assay_gui.dialogs.project_choice import ProjectChoiceDialog, TakeOverDialog
from assay_gui.dialogs.table import TableDialog
from assay_gui.project_session import ProjectSession
from assay_gui.views.ask_rows import FieldRow
from stage import Scene, Stage
from window import MOMENT

HOLDER = {"host": "desk-7", "user": "anna", "since": "2026-11-20T08:00:00Z", "machine": "b", "token": "a"}


def projects(stage: Stage) -> ProjectSession:
    found = stage.window.program.write.project
    assert found is not None
    return found.projects


def alone(stage: Stage) -> QWidget:
    """Nothing is answered, no project is open; one was opened before."""
    folder = stage.folder / "Beispiel GmbH"
    if not folder.exists():
        close(create_project(folder, folder.name, "gaia-x-loire-25.11", MOMENT))
    stage.window.main.show_page("write")
    stage.window.wait_until(lambda: bool(stage.window.program.write.page.project.known_buttons))
    return stage.main


def question(stage: Stage) -> QWidget:
    """One question of the company, in a project."""
    in_project(stage)
    page = stage.window.program.write.page
    page.show_questions("company")
    assert page.questions is not None
    page.questions.show_page(page.questions.pages[1])
    page.setFocus()
    stage.settle()
    return stage.main


def policy(stage: Stage) -> QWidget:
    """A policy that ends on a day."""
    in_project(stage)
    stage.window.program.write.writing.answer("cloud-service", "policy_document", "@policy:until 2027-01-31")
    return page_about(stage, "cloud-service", "policy")


def file(stage: Stage) -> QWidget:
    """The address of a document, and a digest that is none."""
    in_project(stage)
    stage.window.program.write.writing.answer("cloud-service", "terms_hash", "12ab")
    return page_about(stage, "cloud-service", "terms")


def product(stage: Stage) -> QWidget:
    """The first page about a data product, where an identifier can be made."""
    in_project(stage)
    return page_about(stage, "data-product", "name")


def page_about(stage: Stage, questions: str, name: str) -> QWidget:
    """A page of a set of questions."""
    page = stage.window.program.write.page
    page.show_questions(questions)
    assert page.questions is not None
    page.questions.show_page(next(one for one in page.questions.pages if one.id == name))
    page.setFocus()
    stage.settle()
    return stage.main


def in_project(stage: Stage) -> QWidget:
    """A project with a company, not all of it saved."""
    stage.window.main.show_page("write")
    page, folder = stage.window.program.write.page, stage.folder / "Acme Cloud"
    page.show_overview()
    if projects(stage).project is None:
        projects(stage).create(folder, {}, lambda: None)
        stage.window.wait_until(lambda: projects(stage).project is not None)
        stage.window.program.write.writing.answer("company", "name", "Acme Cloud GmbH")
    return stage.main


def looked_at(stage: Stage) -> QWidget:
    """A project that somebody else has open."""
    projects(stage).leave()
    stage.window.wait_until(lambda: projects(stage).project is None)
    folder = stage.folder / "Acme Cloud"
    (folder / ".assay-lock").write_text(json.dumps({"format": "assay-project-lock", **HOLDER}))
    projects(stage).open(folder)
    stage.window.wait_until(lambda: projects(stage).project is not None)
    stage.window.main.show_page("write")
    stage.window.program.write.page.show_overview()
    return stage.main


def looked_at_question(stage: Stage) -> QWidget:
    """A question of it, whose answers can be read only."""
    page = stage.window.program.write.page
    page.show_questions("company")
    assert page.questions is not None
    page.questions.show_page(page.questions.pages[0])
    assert all(not row.isEnabled() for row in page.questions.rows if isinstance(row, FieldRow))
    page.setFocus()
    return stage.main


def choice(stage: Stage) -> QWidget:
    """Which version of a file stays."""
    name = Path("participant.jsonld").name
    told = [stage.look.words.texts.part("project.clash", part, {"name": name}) for part in ("what", "how")]
    offered = [
        (one, stage.look.words.of_reports.say(f"project.clash_choice.{one}")) for one in ("mine", "theirs", "both")
    ]
    return ProjectChoiceDialog(stage.look, told, offered, stage.main)


def take_over(stage: Stage) -> QWidget:
    """A project is taken over from somebody."""
    told = stage.say("writing.take_told", user="anna", host="desk-7", since="2026-11-20 09:00")
    return TakeOverDialog(stage.look, told, stage.main)


def table(stage: Stage) -> QWidget:
    """Which column of a table is what: some are guessed, one is taken by nothing, one cell cannot be read."""
    begun = table_begun(stage)
    kind = next(kind.key for kind in begun.book.kinds if kind.key.endswith("#LegalPerson>"))
    begun.show_book(table_work.with_kind(begun.book, begun.at, kind, setting_of(stage)))
    stage.window.wait_until(begun.act_button.isEnabled)
    begun.table.choose_row(2)
    return begun


def table_begun(stage: Stage) -> Any:
    """A table of which it is not said yet what its rows describe."""
    in_project(stage)
    path = stage.folder / "companies.csv"
    path.write_text("Firma;USt-IdNr;Land;PLZ;Bemerkung\nMüller GmbH;DE129273398;Deutschland;01067;x\nFoo;;Narnia;;\n")
    stage.window.desk.opened_file = path
    page = stage.window.program.write.page
    page.table_wanted.emit()
    dialog = stage.modal(TableDialog)
    stage.window.wait_until(lambda: dialog.book is not None and not dialog.is_busy)
    return dialog


def workbook(stage: Stage) -> QWidget:
    """Sheets that refer to each other, one of which nobody has said yet what its rows describe."""
    in_project(stage)
    book = Workbook()
    book.remove(book.active)
    for title, rows in SHEETS.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(stage.folder / "catalogue.xlsx")
    stage.window.desk.opened_file = stage.folder / "catalogue.xlsx"
    stage.window.program.write.page.table_wanted.emit()
    begun = stage.modal(TableDialog)
    stage.window.wait_until(lambda: begun.book is not None and not begun.is_busy)
    kinds = {0: "class:<https://w3id.org/gaia-x/development#LegalPerson>", 1: "questions:company"}
    for at, kind in kinds.items():
        begun.show_book(table_work.with_kind(begun.book, at, kind, setting_of(stage)))
    begun.sheet.setCurrentIndex(1)
    begun.sheet.activated.emit(1)
    return begun


SHEETS = {
    "Providers": [["Name", "Country"], ["Acme", "DE"], ["Other", "FR"]],
    "Us": [["Name", "Country code"], ["Widget GmbH", "Deutschland"]],
    "Prices": [["Product", "Price"], ["A", "12"]],
}


def setting_of(stage: Stage) -> Any:
    tables = stage.window.program.write.tables
    assert tables is not None
    return tables._setting(projects(stage))


WRITING = (
    Scene("write", ("write_page", "project_card"), alone),
    Scene("write-project", ("write_page", "project_card", "still_open"), in_project),
    Scene(
        "write-question",
        ("write_page", "question_view", "ask_rows", "reach_panel", "value_editors", "ask_offers"),
        question,
    ),
    Scene("write-question-policy", ("page_steps", "policy_line", "way_on", "steps_elsewhere"), policy),
    Scene("write-question-file", ("document_line", "page_steps", "way_on"), file),
    Scene("write-question-product", ("identifier_line", "day_line", "page_steps"), product),
    Scene("dialog-table-begun", ("table",), table_begun),
    Scene("dialog-table-workbook", ("table",), workbook),
    Scene("dialog-table", ("table", "rows_table", "link_button"), table),
    Scene("write-looked-at", ("write_page", "project_card"), looked_at),
    Scene("write-looked-at-question", ("question_view", "project_card"), looked_at_question),
    Scene("dialog-project-choice", ("project_choice",), choice),
    Scene("dialog-project-take-over", ("project_choice",), take_over),
)
