# SPDX-License-Identifier: Apache-2.0
"""Questions whose answers are a file, or one of a few policies: nobody types digests or ODRL."""

import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from assay.authoring.forms.policies import Common, Policy, policy_of
from assay_gui.views.ask_rows import FieldRow
from assay_gui.views.document_line import DocumentLine
from assay_gui.views.policy_line import PolicyLine
from assay_gui.views.question_view import QuestionView
from window import Window
from write_window import write_page


def questions(window: Window, page_id: str) -> QuestionView:
    """A page of the questions about a service."""
    page = write_page(window)
    window.program.write.writing.answer("cloud-service", "kind", "object_storage")
    page.show_questions("cloud-service")
    view = page.questions
    assert view is not None
    view.show_page(next(one for one in view.pages if one.id == page_id))
    return view


def editor(view: QuestionView, ask: str) -> DocumentLine:
    row = next(row for row in view.rows if row.ask.id == ask)
    assert isinstance(row, FieldRow)
    found = row.editors[0]
    assert isinstance(found, DocumentLine)
    return found


def drop(on: QWidget, path: Path) -> None:
    """A file let go over a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPoint(3, 3), Qt.DropAction.CopyAction, data, buttons, keys)
    drops = next(one for one in on.parent().findChildren(QObject) if type(one).__module__.endswith("document_line"))
    assert drops.eventFilter(on, event)


def test_the_digest_of_the_terms_is_that_of_the_file_that_is_dropped_or_chosen(window: Window, tmp_path: Path) -> None:
    view = questions(window, "terms")
    writing = window.program.write.writing
    for name, ask in (("a.pdf", "terms_url"), ("b.pdf", "terms_hash")):
        (tmp_path / name).write_bytes(name.encode())
        drop(editor(view, ask).field, tmp_path / name)
        wanted = hashlib.sha256(name.encode()).hexdigest()
        window.wait_until(lambda wanted=wanted: writing.answers("cloud-service").get("terms_hash") == wanted)
        assert editor(view, "terms_hash").text() == wanted
        assert name in window.main.notice.message
    assert editor(view, "terms_url").text() == ""
    longer = hashlib.sha512(b"").hexdigest()
    writing.answer("cloud-service", "terms_hash", longer)
    view.show_answers(dict(writing.answers("cloud-service")))
    window.desk.opened_file = tmp_path / "a.pdf"
    window.qtbot.mouseClick(editor(view, "terms_url").digest_button, Qt.MouseButton.LeftButton)
    kept = hashlib.sha512(b"a.pdf").hexdigest()
    window.wait_until(lambda: writing.answers("cloud-service").get("terms_hash") == kept)


def test_a_file_that_cannot_be_read_is_told_and_answers_nothing(window: Window, tmp_path: Path) -> None:
    view = questions(window, "terms")
    drop(editor(view, "terms_hash").field, tmp_path / "gone.pdf")
    window.wait_until(lambda: "gone.pdf" in window.main.notice.message)
    assert "terms_hash" not in window.program.write.writing.answers("cloud-service")


def test_a_digest_that_comes_when_other_answers_are_shown_is_not_theirs(window: Window, tmp_path: Path) -> None:
    view = questions(window, "terms")
    (tmp_path / "a.pdf").write_bytes(b"a")
    drop(editor(view, "terms_hash").field, tmp_path / "a.pdf")
    view.show_answers(dict(window.program.write.writing.answers("cloud-service")))
    window.wait_until(lambda: not window.program.tasks.is_running("digest of a document"))
    window.qtbot.wait(0)
    assert "terms_hash" not in window.program.write.writing.answers("cloud-service")


def test_a_policy_that_is_chosen_is_written_about_the_service(window: Window) -> None:
    view = questions(window, "policy")
    writing = window.program.write.writing
    writing.answer("cloud-service", "name", "Acme Storage")
    row = next(row for row in view.rows if row.ask.id == "policy_document")
    assert isinstance(row, FieldRow)
    made = row.editors[0]
    assert isinstance(made, PolicyLine)
    at = made.field.findText("Only for the purpose of the contract")
    made.field.setCurrentIndex(at)
    made.field.activated.emit(at)
    assert writing.answers("cloud-service")["policy_document"] == "@policy:contract"
    assert writing.answers("cloud-service")["policy_language"] == "ODRL"
    language = next(row for row in view.rows if row.ask.id == "policy_language")
    assert isinstance(language, FieldRow)
    assert language.editors[0].text() == "ODRL"
    writing.answer("cloud-service", "policy_language", "Rego")
    made.field.activated.emit(at)
    assert writing.answers("cloud-service")["policy_language"] == "Rego"
    window.wait_until(lambda: any("policyDocument" in draft.text for draft in writing.reach.drafts))
    (draft,) = writing.reach.drafts
    subject = json.loads(draft.text)["credentialSubject"]
    text = subject["servicePolicy"]["policyDocument"]
    assert policy_of(text) == Policy(Common.CONTRACT)
    assert json.loads(text)["permission"][0]["target"] == subject["id"]
