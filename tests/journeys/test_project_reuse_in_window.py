# SPDX-License-Identifier: Apache-2.0
"""A project used again by real events: copied into another folder, passed on as a file, a service derived in it."""

import zipfile
from pathlib import Path

from PySide6.QtCore import Qt

from answering import answered
from assay.projects.manifest import FILE, manifest_of
from assay_gui.dialogs.derive import DeriveDialog
from keyboard import press as key
from keyboard import type_text, wait_for
from projects_window import front, kept_in, projects, saved, type_name
from window import Window
from write_window import describe_company, press, write_page


def test_a_project_is_copied_and_the_copy_goes_on(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    kept_in(window, page, folder)
    describe_company(window, page)
    saved(window)
    window.desk.folder = (tmp_path / "copy",)
    press(window, page, "Duplicate the project…")
    window.wait_until(lambda: projects(window).project is not None and projects(window).project.folder != folder)
    window.wait_until(lambda: "This is the copy; “acme” stays as it is." in window.main.notice.message)
    assert manifest_of((tmp_path / "copy" / FILE).read_text()).answers["company"]["name"] == "Acme Cloud GmbH"
    texts = {where: (where / "credentials" / "participant.jsonld").read_text() for where in (folder, tmp_path / "copy")}
    assert "participant-2.json#cs" in texts[tmp_path / "copy"]
    assert "participant-2" not in texts[folder]
    front(window)
    type_name(window, page, "Acme SE")
    press(window, page, "Save and close")
    saved(window)
    changed = (tmp_path / "copy" / "credentials" / "participant.jsonld").read_text()
    assert "Acme SE" in changed
    assert "participant-2.json#cs" in changed
    assert (folder / "credentials" / "participant.jsonld").read_text() == texts[folder]


def test_a_further_service_comes_into_the_project(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    describe_company(window, page)
    kept_in(window, page, folder)
    press(window, page, "Derive a further service…")
    window.wait_until(lambda: "No service is described in this project yet." in window.main.notice.message)
    for ask, answer in answered("cloud-service", {"kind": "object_storage"}).items():
        window.program.write.writing.answer("cloud-service", ask, answer)
    window.wait_until(lambda: projects(window).is_at_rest and not projects(window).is_busy)
    press(window, page, "Save")
    saved(window)
    press(window, page, "Derive a further service…")
    dialog = wait_for(window, DeriveDialog)
    type_text("Acme Archive")
    assert dialog.act_button.isEnabled()
    key(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    window.wait_until(lambda: "The further service is in “service-2.jsonld”." in window.main.notice.message)
    assert "Acme Archive" in (folder / "credentials" / "service-2.jsonld").read_text()
    press(window, page, "Open as documents")
    window.wait_until(lambda: len(window.session.documents) >= 4 and window.is_quiet())
    window.main.notice.act()
    window.wait_until(
        lambda: window.session.current is not None and window.session.current.is_set and window.is_quiet()
    )
    assert window.page.head.banner.headline.startswith("Ready to sign")


def test_a_project_is_passed_on_as_one_file_and_opened_out_of_it(window: Window, tmp_path: Path) -> None:
    page, folder, archive = write_page(window), tmp_path / "acme", tmp_path / "acme.zip"
    kept_in(window, page, folder)
    describe_company(window, page)
    window.desk.save_path = archive
    press(window, page, "As a zip file…")
    window.wait_until(lambda: "“acme.zip”" in window.main.notice.message)
    with zipfile.ZipFile(archive, "a") as opened:
        packed = opened.read("credentials/participant.jsonld")
        assert packed == (folder / "credentials" / "participant.jsonld").read_bytes()
        opened.writestr("notes.doc", b"x")
    press(window, page, "Close the project")
    window.wait_until(lambda: projects(window).project is None)
    window.desk.opened_file, window.desk.folder = archive, (folder,)
    press(window, page, "From a zip file…")
    window.wait_until(lambda: "something in this folder already" in window.main.notice.message)
    window.desk.folder = (tmp_path / "there",)
    press(window, page, "From a zip file…")
    window.wait_until(lambda: "One file of the zip file does not belong" in window.main.notice.message)
    assert (tmp_path / "there" / "credentials" / "participant.jsonld").is_file()
    assert window.program.write.writing.answers("company")["name"] == "Acme Cloud GmbH"
