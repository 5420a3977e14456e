# SPDX-License-Identifier: Apache-2.0
"""Parts in forms, what is described elsewhere, what can be added, and the ways in which a value may be given."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assay_gui.dialogs.pick import PickDialog
from checking import sample_bytes
from form_window import (
    GX,
    choose_in_menu,
    click,
    field,
    line,
    open_form,
    page,
    participant,
    subject,
    told,
    type_into,
)
from window import Window

ADDRESS = GX + "legalAddress"


def test_parts_have_their_fields_in_place_and_fold(window: Window) -> None:
    open_form(window, participant())
    part = field(window, ADDRESS).rows[0].part
    assert part is not None
    assert "Address" in part.fold_button.text()
    click(window, part.fold_button)
    assert part.is_folded
    assert "Sendlinger" in part.told
    click(window, part.fold_button)
    assert not part.is_folded
    postal = line(window, ADDRESS, "http://www.w3.org/2006/vcard/ns#postal-code")
    type_into(window, postal, "9")
    assert subject(window)["legalAddress"]["postalCode"].endswith("9")


def test_an_optional_field_is_added_by_its_name_and_filled(window: Window) -> None:
    open_form(window, participant(description=None))
    section = page(window)
    offered = next(one for one in section._more_buttons if "Description" in one.text())
    click(window, offered)
    text = field(window, "https://schema.org/description").rows[0].editor.field
    assert text.hasFocus()
    window.qtbot.keyClicks(text, "Storage")
    assert subject(window)["description"] == "Storage"


def test_a_part_is_added_with_its_first_field_ready(window: Window) -> None:
    open_form(window, participant(headquartersAddress=None))
    click(window, field(window, GX + "headquartersAddress").more_button)
    if QApplication.activePopupWidget() is not None:
        choose_in_menu(window, "Describe")
    part = field(window, GX + "headquartersAddress").rows[0].part
    assert part is not None
    assert subject(window)["headquartersAddress"] == {"type": "gx:Address"}
    assert part.isAncestorOf(window.main.focusWidget())


def test_a_deep_part_has_a_form_of_its_own_and_a_way_back(window: Window) -> None:
    unit = {"type": "gx:GPSUnit", "gx:degrees": {"@type": "xsd:integer", "@value": "48"}}
    gps = {"type": "gx:GPSLocation", "gx:crs": "CRS:84", "gx:latitude": unit}
    open_form(window, participant(legalAddress={"type": "gx:Address", "countryCode": "DE", "gx:gps": gps}))
    latitude = field(window, ADDRESS, GX + "gps", GX + "latitude")
    assert latitude.rows[0].part is None
    click(window, latitude.rows[0].chain()[0])
    form = window.page.form
    assert GX + "degrees" in page(window).fields
    back = form.widget().buttons[0]
    assert back.text().startswith("‹")
    click(window, back)
    assert ADDRESS in page(window).fields


def test_what_is_described_elsewhere_is_picked_by_name(window: Window) -> None:
    open_form(window, sample_bytes("good/storage-offering.json"), "storage.json")
    window.page.form.show_node(told(window)["verifiableCredential"][0]["credentialSubject"]["id"])
    provider = field(window, GX + "providedBy")
    row = provider.rows[0]
    assert row.editor is None
    assert "http" not in row._buttons[0].text()
    change = next(one for one in row._buttons if one.text().startswith("Change"))
    click(window, change)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PickDialog)
    assert dialog.labels
    assert not any("http" in label for label in dialog.labels)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    details = next(one for one in provider.rows[0]._buttons if one.text() == "Details")
    click(window, details)
    assert provider.rows[0].address.text().startswith("http")


def test_a_value_may_be_given_in_another_way(window: Window) -> None:
    dated = {"type": "gx:SoftwareResource", "id": "https://acme.example/s.json#cs", "gx:license": "MIT"}
    whole = json.loads(participant()) | {
        "credentialSubject": dated,
        "type": ["VerifiableCredential", "gx:SoftwareResource"],
    }
    open_form(window, json.dumps(whole, indent=2).encode())
    licence = field(window, GX + "license")
    row = licence.rows[0]
    assert "MIT" in row.editor.field.text()
    other = next(number for number in range(len(licence.shown.ways)) if number != row.way)
    click(window, next(one for one in row._buttons if one.text() == "⋯"))
    choose_in_menu(window, licence.shown.ways[other].label)
    window.wait_until(window.is_quiet)
    assert licence.rows[0].way == other
    assert window.main.focusWidget() is licence.rows[0].editor.field
    type_into(window, licence.rows[0].editor.field, "-x")
    assert "MIT-x" in json.dumps(subject(window)["gx:license"])
