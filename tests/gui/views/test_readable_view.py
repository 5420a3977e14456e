# SPDX-License-Identifier: Apache-2.0
"""Readable: what a document says is text, never markup; parts and findings can be clicked; large ones in pieces."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from assay.part_marks import PartState
from assay.readable import Row, Section, readable
from assay_gui.look import Icons, Look
from assay_gui.theme import Mode, Theme
from assay_gui.views.readable import MOST_ROWS, ReadableView
from assay_gui.words import Words
from checking import examined, sample


@pytest.fixture
def view(qapp, qtbot) -> Iterator[ReadableView]:
    theme = Theme(qapp, Mode.LIGHT)
    made = ReadableView(Look(Words(), theme, Icons(theme)))
    around = QWidget()
    qtbot.addWidget(around)
    made.setParent(around)
    around.resize(700, 500)
    around.show()
    made.resize(600, 400)
    made.show()
    yield made
    around.close()


def row(value: str, **more) -> Row:
    return Row("p", "Label", "", value, "/x", **more)


def test_markup_in_a_document_is_shown_as_written(view: ReadableView):
    evil = '<img src="file:///etc/passwd"><b>bold</b>&amp;<script>'
    document = sample("good/participant.json")
    document["credentialSubject"]["name"] = evil
    document["credentialSubject"]["description"] = evil
    sections = readable(examined(document))
    view.show_document(sections, ())
    view.show_node(sections[0].node)
    assert view.toPlainText().count(evil) == 3


def test_no_file_and_no_address_is_ever_loaded(view: ReadableView):
    image = QTextDocument.ResourceType.ImageResource.value
    for address in ("file:///etc/hostname", "https://a.example/x.png", "qrc:/x", "data:image/png;base64,AA"):
        assert view.loadResource(image, QUrl(address)) is None
    assert view.loadResource(image, QUrl("state:fail")) is not None


def test_one_subject_is_shown_with_its_parts_and_no_other(view: ReadableView):
    sections = (
        Section("s", "First", "", "", "", (row("one"),)),
        Section("p", "Part", "", "", "", (row("two"),), parent="s", depth=1),
        Section("t", "Second", "", "", "", (row("three"),)),
    )
    view.show_document(sections, ())
    view.show_node("p")
    assert [word in view.toPlainText() for word in ("First", "Part", "Second")] == [True, True, False]
    view.show_node("t")
    assert "three" in view.toPlainText()


def test_a_finding_stands_where_it_is_and_a_click_tells_it(view: ReadableView, qtbot):
    marked = row("bad", findings=(0,), state=PartState.TO_CORRECT)
    view.show_document((Section("s", "S", "", "", "", (marked,)),), (("This is wrong.", "fail"),))
    view.show_node("s")
    assert "This is wrong." in view.toPlainText()
    with qtbot.waitSignal(view.finding_chosen) as chosen:
        view.anchorClicked.emit(QUrl("finding:0"))
    assert chosen.args == [0]


def test_a_link_leads_to_the_part(view: ReadableView, qtbot):
    view.show_document((Section("s", "S", "", "", "", (row("go", link="s"),)),), ())
    view.show_node("s")
    with qtbot.waitSignal(view.node_chosen) as chosen:
        view.anchorClicked.emit(QUrl("part:0"))
    assert chosen.args == ["s"]


def test_what_is_not_shown_at_first_is_counted_and_shown_on_demand(view: ReadableView):
    rows = tuple(row(f"value{number};") for number in range(MOST_ROWS + 7))
    view.show_document((Section("s", "S", "", "", "", rows),), ())
    view.show_node("s")
    assert "Show 7 more lines" in view.toPlainText()
    assert "value606;" not in view.toPlainText()
    view.anchorClicked.emit(QUrl("more:all"))
    assert "value606;" in view.toPlainText()


def test_a_document_that_says_nothing_says_so(view: ReadableView):
    view.show_document((), ())
    assert "no claims could be read" in view.toPlainText()


def broken_words(document: QTextDocument) -> list[str]:
    """Lines that end within a word."""
    found, block = [], document.begin()
    while block.isValid():
        layout, text = block.layout(), block.text()
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        ends = (text[: line.textStart() + line.textLength()] for line in lines[:-1])
        found += [end for end in ends if end[-1] not in " -"]
        block = block.next()
    return found


@pytest.mark.parametrize("width", [440, 600])
def test_a_long_name_is_not_broken_within_a_word(view: ReadableView, width: int):
    view.resize(width, 400)
    name = "Umsatzsteueridentifikation"
    section = Section("s", "First", "", "", "", (Row("p", name, "", "DE129273398", "/x"),))
    view.show_document((section,), ())
    view.show_node("s")
    assert name in view.toPlainText()
    assert not broken_words(view.document())
