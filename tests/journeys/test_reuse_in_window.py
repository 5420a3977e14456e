# SPDX-License-Identifier: Apache-2.0
"""Documents used again by real events: a copy, a further service, two compared; the originals stay."""

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from assay.authoring.reuse.deriving import Differs, further, services_in
from assay.formats import read
from assay_gui.dialogs.compare_documents import CompareDocumentsDialog
from assay_gui.dialogs.derive import DeriveDialog
from assay_gui.dialogs.templates import KeepTemplateDialog, NewDialog
from checking import MOMENT, examined, sample_bytes
from keyboard import back, choose, out_of_order, press, ring, type_text, wait_for
from window import GOOD, Window

LEFT = Qt.MouseButton.LeftButton


def opened(window: Window, tmp_path: Path, name: str = GOOD) -> Path:
    path = tmp_path / name.rpartition("/")[2]
    path.write_bytes(sample_bytes(name))
    window.open(path)
    return path


def wait_for_another(window: Window, count: int) -> None:
    window.wait_until(lambda: len(window.session.documents) == count and window.is_quiet())


def test_a_service_begins_from_a_template_of_its_kind(window: Window) -> None:
    window.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = wait_for(window, NewDialog)
    assert not dialog.remove_button.isVisible()
    type_text("object")
    assert dialog.labels == ["Object storage"]
    told = [one.text() for one in dialog.findChildren(QLabel)]
    assert any(text.startswith("Already there: ") and "To be filled in: Provider" in text for text in told)
    press(Qt.Key.Key_Return)
    wait_for_another(window, 1)
    draft = window.session.current
    assert draft is not None
    assert draft.name == "object-storage.json"
    assert not draft.is_saved
    assert "ObjectStorageServiceOffering" in draft.document.data.decode()
    assert "Fill in what is listed as missing" in window.main.notice.message


def test_a_credential_becomes_a_template_and_begins_another(window: Window, tmp_path: Path) -> None:
    assert not window.main.actions_table["as_template"].isEnabled()
    opened(window, tmp_path)
    choose(window, "Edit", "Save as a template")
    dialog = wait_for(window, KeepTemplateDialog)
    assert dialog.name.text() == "storage-offering"
    type_text("company")
    press(Qt.Key.Key_Return)
    window.wait_until(lambda: dialog.problem.startswith("There is a template"))
    dialog.name.selectAll()
    type_text("Archive")
    press(Qt.Key.Key_Return)
    window.wait_until(lambda: "Saved as a template: Archive" in window.main.notice.message)
    back(window)
    choose(window, "File", "New")
    new = wait_for(window, NewDialog)
    assert new.labels[0] == "Archive (yours)"
    press(Qt.Key.Key_Return)
    wait_for_another(window, 2)
    draft = window.session.current
    assert draft is not None
    assert draft.name == "Archive.json"
    ids = [{credential.id for credential in read(one.document).credentials} for one in window.session.documents]
    assert ids[0].isdisjoint(ids[1])
    assert all(one.startswith("https://example.com/credentials/Archive") for one in ids[1])
    back(window)
    choose(window, "File", "New")
    new = wait_for(window, NewDialog)
    assert new.remove_button.isEnabled()
    window.qtbot.mouseClick(new.remove_button, LEFT)
    window.wait_until(lambda: QApplication.activeModalWidget() not in (None, new))
    again = wait_for(window, NewDialog)
    assert "Archive (yours)" not in again.labels
    press(Qt.Key.Key_Escape)
    back(window)


def test_a_document_is_duplicated_and_compared_with_its_copy(window: Window, tmp_path: Path) -> None:
    assert not window.main.actions_table["duplicate"].isEnabled()
    path = opened(window, tmp_path)
    assert not window.main.actions_table["compare_documents"].isEnabled()
    choose(window, "Edit", "Duplicate")
    wait_for_another(window, 2)
    copy = window.session.current
    assert copy is not None
    assert copy.name == "storage-offering-copy.json"
    assert not copy.is_saved
    assert path.read_bytes() == sample_bytes(GOOD)
    assert window.page.head.banner.headline.startswith("Ready to sign")
    ids = [{credential.id for credential in read(one.document).credentials} for one in window.session.documents]
    assert ids[0].isdisjoint(ids[1])
    choose(window, "Edit", "Compare with another document")
    dialog = wait_for(window, CompareDocumentsDialog)
    assert (dialog.old.currentText(), dialog.new.currentText()) == ("storage-offering.json", copy.name)
    window.qtbot.mouseClick(dialog.act_button, LEFT)
    window.wait_until(lambda: bool(dialog.headline))
    assert dialog.headline == "2 things are said differently."
    assert "storage-2.json#cs" in dialog.text.toPlainText()
    window.qtbot.mouseClick(dialog.copy_button, LEFT)
    assert dialog.headline in QApplication.clipboard().text()
    dialog.new.setCurrentIndex(dialog.old.currentIndex())
    assert not dialog.act_button.isEnabled()
    press(Qt.Key.Key_Escape)
    back(window)


def test_a_further_service_is_derived_by_keys_alone(window: Window, tmp_path: Path) -> None:
    path = opened(window, tmp_path)
    choose(window, "Edit", "Derive a further service")
    dialog = wait_for(window, DeriveDialog)
    assert [field.accessibleName() for field in dialog.fields] == ["Name", "Description"]
    assert not dialog.act_button.isEnabled()
    stops = ring()
    assert stops[:2] == list(dialog.fields)
    assert out_of_order(stops, dialog) == []
    type_text("Acme Object Storage")
    assert not dialog.act_button.isEnabled()
    type_text(" Plus")
    press(Qt.Key.Key_Return)
    wait_for_another(window, 2)
    made = window.session.current
    assert made is not None
    assert made.edited is not None
    assert made.name == "storage-offering-further-service.json"
    assert "Acme Object Storage Plus" in made.edited.text
    assert window.page.head.banner.headline.startswith("Ready to sign")
    assert path.read_bytes() == sample_bytes(GOOD)
    assert "“storage-offering.json” stays as it is" in window.main.notice.message


def test_a_company_alone_has_no_service_to_derive(window: Window, tmp_path: Path) -> None:
    opened(window, tmp_path, "good/participant.json")
    assert not window.main.actions_table["derive"].isEnabled()
    assert window.main.actions_table["duplicate"].isEnabled()


def test_what_cannot_be_read_is_not_offered_to_be_copied(window: Window, tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_bytes(b"{")
    window.open(tmp_path / "broken.json")
    for name in ("duplicate", "derive", "compare_documents"):
        assert not window.main.actions_table[name].isEnabled()


def test_of_several_services_one_is_chosen_to_be_like(window: Window, tmp_path: Path) -> None:
    found = examined(sample_bytes(GOOD))
    (offered,) = services_in(found)
    wish = {entry.pointer: "Acme Archive" for entry in offered.said if entry.what is Differs.NAME}
    both = json.loads(sample_bytes(GOOD))
    both["verifiableCredential"].append(json.loads(further(found, offered, wish, MOMENT)))
    (tmp_path / "both.json").write_text(json.dumps(both))
    window.open(tmp_path / "both.json")
    choose(window, "Edit", "Derive a further service")
    dialog = wait_for(window, DeriveDialog)
    assert dialog.service.isVisible()
    dialog.service.setFocus()
    press(Qt.Key.Key_Down)
    assert dialog.service.currentText() == "Acme Archive"
    dialog.fields[0].setFocus()
    type_text("Acme Vault")
    press(Qt.Key.Key_Return)
    wait_for_another(window, 2)
    made = window.session.current
    assert made is not None
    assert made.checked is not None
    assert [service.name for service in services_in(made.checked.examination)] == ["Acme Vault"]
