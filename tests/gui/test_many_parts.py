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


def test_a_document_of_many_parts_is_shown_in_turns_and_whole_for_whoever_asks_before(window: Window, monkeypatch):
    monkeypatch.setattr("assay_gui.views.document_tabs.MANY_PARTS", 2)
    monkeypatch.setattr("assay_gui.views.contents._AT_ONCE", 1)
    window.open_sample("good/participant.json")
    window.open_sample("good/storage-offering.json")
    page = window.main.page
    nodes = [section.node for section in page.checked.sections] if page.checked else []
    window.wait_until(lambda: page.contents.model.rowCount() > 0)
    assert page.contents.current_node() == nodes[0]
    page.show_document(None)
    page.show_document(window.session.current)
    page.contents.choose(nodes[-1])
    assert page.contents.current_node() == nodes[-1]
    window.wait_until(lambda: page.tabs.view("source").editor.toPlainText() != "")
    assert page.tabs.view("source").editor.toPlainText().rstrip() == page.checked.text.rstrip()


def test_other_colours_come_to_what_is_seen_now_and_to_the_rest_when_it_is(window: Window, monkeypatch):
    window.open_sample("good/participant.json")
    tabs, dressed = window.main.page.tabs, []
    for name in ("source", "criteria"):
        tabs.show_tab(name)
        monkeypatch.setattr(tabs.view(name), "dress", lambda name=name: dressed.append(name))
    tabs.dress()
    assert dressed == ["criteria"]
    tabs.show_tab("source")
    tabs.show_tab("criteria")
    tabs.show_tab("source")
    assert dressed == ["criteria", "source"]
