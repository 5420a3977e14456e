# SPDX-License-Identifier: Apache-2.0
"""Many documents and documents of many parts: what would hold up the window is done once, or with the check."""

from pathlib import Path

from assay.document import Document
from assay.picture import picture
from assay.signature_steps import signed_things
from assay_gui import checking
from assay_gui.models.signatures import thing_lines
from assay_gui.words import Words
from checking import MOMENT, sample_bytes
from window import Window

WORDS = Words()


def checked(name: str) -> checking.Checked:
    return checking.check(Document("a.json", sample_bytes(name)), MOMENT, MOMENT, words=WORDS)


def test_of_many_parts_what_the_tabs_show_comes_with_the_check_and_is_the_same(monkeypatch):
    few = checked("good/storage-offering.json")
    assert (few.signature_lines, few.picture) == (None, None)
    monkeypatch.setattr("assay_gui.checking.MANY_PARTS", len(few.sections))
    many = checked("good/storage-offering.json")
    assert many.signature_lines == thing_lines(signed_things(few.examination), few, WORDS)
    assert many.picture == picture(few.examination, few.sections, WORDS.texts)


def test_a_folder_of_documents_is_shown_once_and_not_once_for_each(window: Window, tmp_path: Path, monkeypatch):
    for number in range(20):
        (tmp_path / f"{number:02}.json").write_bytes(sample_bytes("good/participant.json"))
    rail, shown = window.main.rail, []
    whole = rail.show_documents
    monkeypatch.setattr(
        rail, "show_documents", lambda documents, current: (shown.append(len(documents)), whole(documents, current))
    )
    monkeypatch.setattr(window.session, "check_again", lambda _key: None)
    window.session.open_paths([tmp_path])
    window.wait_until(lambda: bool(shown) and shown[-1] == 20)
    assert len(shown) <= 5
    assert rail.documents.model().rowCount() == 20
