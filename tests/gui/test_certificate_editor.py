# SPDX-License-Identifier: Apache-2.0
"""A certificate in a field: its file is read and told, an address stays, and nothing private comes near a document."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from assay.authoring.forms.certificate_text import CertificateChain, chain_in, chain_of
from assay.authoring.forms.editors import Editor, editor_of
from assay.authoring.forms.form import Field, Way
from assay.claims import XSD, XSD_STRING
from assay.identity.given_file import TrustFileError
from assay.rules.form_table import forms_of
from assay_gui.look import Icons, Look
from assay_gui.theme import Theme
from assay_gui.views.certificate_line import CertificateLine
from assay_gui.words import Words
from authority import chain, pem
from key_files import pem as key_pem

PRIVATE = key_pem("p256")
ADDRESS = "https://acme.example/chain.pem"


@pytest.fixture
def look(qapp: QApplication) -> Look:
    theme = Theme(qapp)
    return Look(Words("en"), theme, Icons(theme))


@pytest.fixture(scope="module")
def data() -> bytes:
    return pem(chain())


def made_of(look: Look, said: list[str], data: bytes, *, is_address: bool) -> CertificateLine:
    def read(_path: Path, give: Any) -> None:
        give(chain_in(data))

    def edited() -> None:
        said.append(line.text())

    line = CertificateLine(look, edited, "a certificate", (lambda: Path("chain.pem"), read), is_address=is_address)
    return line


def test_the_file_is_told_and_its_certificates_are_the_value(qtbot: Any, look: Look, data: bytes) -> None:
    said: list[str] = []
    line = made_of(look, said, b"# a note of somebody\n" + data, is_address=False)
    qtbot.addWidget(line.widget)
    line.file_button.click()
    found = chain_of(said[-1])
    assert found is not None
    assert found.text == line.text() == data.decode().replace("\r", "")
    assert "a note" not in line.text()
    assert line.facts.count("\n") + 1 == len(found.facts) > 1
    assert all(one.last_day.isoformat() in line.facts for one in found.facts)
    line.set_text("")
    assert line.facts == ""
    line.set_text(found.text)
    assert found.facts[0].last_day.isoformat() in line.facts
    assert len(said) == 1


@pytest.mark.parametrize("is_address", [True, False])
def test_an_address_stays_and_the_file_is_only_told(qtbot: Any, look: Look, data: bytes, is_address: bool) -> None:
    said: list[str] = []
    line = made_of(look, said, data, is_address=is_address)
    qtbot.addWidget(line.widget)
    line.set_text(ADDRESS)
    line.file_button.click()
    assert line.text() == ADDRESS
    assert "issued by" in line.facts
    assert said == []


def test_what_is_read_only_is_told_and_stays(qtbot: Any, look: Look, data: bytes) -> None:
    said: list[str] = []
    line = made_of(look, said, data, is_address=False)
    qtbot.addWidget(line.widget)
    line.allow(is_open=False)
    line.file_button.click()
    assert (line.text(), said) == ("", [])
    assert line.facts


def test_a_file_with_a_private_key_is_refused(data: bytes) -> None:
    broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
    for told in (data + PRIVATE, PRIVATE, b"", b"x", broken):
        with pytest.raises(TrustFileError):
            chain_in(told)
    assert chain_of((data + PRIVATE).decode()) is None
    assert chain_of("\ud800-----BEGIN CERTIFICATE-----") is None


def test_a_pack_says_which_property_is_a_certificate() -> None:
    table = forms_of({"editors": {"certificate": ["x5u"]}}, "urn:x:")
    for datatype, editor in ((XSD + "anyURI", Editor.CERTIFICATE), (XSD_STRING, Editor.CERTIFICATE)):
        entry = Field("urn:x:x5u", (Way(datatypes=(datatype,)),))
        assert editor_of(entry, entry.ways[0], table) is editor
    number = Field("urn:x:x5u", (Way(datatypes=(XSD + "integer",)),))
    assert editor_of(number, number.ways[0], table) is Editor.WHOLE_NUMBER


def test_certificates_are_read_off_the_main_thread_and_told_where_they_cannot_be(window: Any, tmp_path: Path) -> None:
    from form_window import open_form, participant

    open_form(window, participant())
    given: list[CertificateChain] = []
    desk = window.page.desk
    (tmp_path / "a.pem").write_bytes(pem(chain()))
    (tmp_path / "key.pem").write_bytes(PRIVATE)
    desk.read_certificates(tmp_path / "a.pem", given.append)
    window.wait_until(lambda: bool(given))
    desk.read_certificates(tmp_path / "key.pem", given.append)
    window.wait_until(lambda: "private" in window.main.notice.message)
    desk.read_certificates(tmp_path / "gone.pem", given.append)
    window.wait_until(lambda: "gone.pem" in window.main.notice.message)
    assert len(given) == 1
