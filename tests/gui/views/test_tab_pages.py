# SPDX-License-Identifier: Apache-2.0
"""Details in the tabs: what a document says is text, never markup; nothing is loaded; every state has its word."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from assay.checklist import About, SignedThing
from assay.criteria_matrix import Cell, CriterionRow
from assay.levels import CriterionState
from assay.picture import Part, Picture, PictureEdge, PictureNode, laid_out
from assay.rules.criteria import CarrierCertainty, Evidence
from assay_gui.look import Icons, Look
from assay_gui.models.signatures import StepLine, ThingLine
from assay_gui.theme import Mode, Theme
from assay_gui.views.checklist_page import ChecklistPage
from assay_gui.views.criterion_page import CriterionPage
from assay_gui.views.picture_scene import PictureScene
from assay_gui.words import Words

EVIL = '<img src="file:///etc/passwd"><b>bold</b>&amp;<script>'
ROW = CriterionRow(
    "P1",
    "Contract",
    (Cell(CriterionState.MISSING, evidence=Evidence.DECLARATION), None),
    help="Help.",
    expected="Legal documents",
    clause="CD 24.11, P1",
    certainty=CarrierCertainty.INFERRED,
    permissible=("BSI C5",),
    advice="Write a contract.",
)
LEVELS = ("SC", "L1")


@pytest.fixture
def look(qapp) -> Look:
    theme = Theme(qapp, Mode.LIGHT)
    return Look(Words(), theme, Icons(theme))


@pytest.fixture
def around(qtbot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    made.close()


def signed(title: str, told: str) -> tuple[ThingLine, tuple[StepLine, ...]]:
    thing = SignedThing("", "node", "did:web:x", is_presentation=False, steps=())
    step = StepLine(About.CHAIN, "wait", "Chain", "not checked", told, notes=(told,), gives="chain")
    return ThingLine(thing, title, told, told, "wait"), (step,)


def test_markup_is_shown_as_written(look: Look, around: QWidget):
    page = CriterionPage(look)
    page.setParent(around)
    page.show_criterion(replace(ROW, name=EVIL, pointer="/x", carried=EVIL), LEVELS)
    assert page.toPlainText().count(EVIL) == 2
    checklist = ChecklistPage(look)
    checklist.setParent(around)
    checklist.show_thing(*signed(EVIL, EVIL))
    assert checklist.toPlainText().count(EVIL) == 4


def test_no_file_and_no_address_is_ever_loaded(look: Look, around: QWidget):
    image = QTextDocument.ResourceType.ImageResource.value
    pages: tuple[QTextBrowser, ...] = (CriterionPage(look), ChecklistPage(look))
    for page in pages:
        page.setParent(around)
        for address in ("file:///etc/passwd", "https://evil.example/x.png", "qrc:/x"):
            assert page.loadResource(image, QUrl(address)) is None
        assert page.loadResource(image, QUrl("state:fail")) is not None


def test_a_criterion_is_told_in_full(look: Look, around: QWidget):
    page = CriterionPage(look)
    page.setParent(around)
    page.show_criterion(ROW, LEVELS)
    told = page.toPlainText()
    for part in ("Write a contract.", "Legal documents", "missing", "a declaration is enough", "BSI C5", "inferred"):
        assert part in told
    assert "Label Level 1" not in told
    page.show_criterion(replace(ROW, cells=(Cell(CriterionState.DECLARED), None)), LEVELS)
    assert "Write a contract." not in page.toPlainText()
    page.show_criterion(None, ())
    assert page.toPlainText() == "Choose a criterion above to see what shows it and what to do."


def test_links_say_where_to_go(look: Look, around: QWidget):
    page = ChecklistPage(look)
    page.setParent(around)
    asked: list[str] = []
    page.give_wanted.connect(lambda: asked.append("give"))
    page.place_chosen.connect(lambda: asked.append("place"))
    page.show_thing(*signed("A", "b"))
    assert 'href="give:it"' in page.toHtml()
    for scheme in ("give", "place"):
        page.anchorClicked.emit(QUrl(f"{scheme}:it"))
    assert asked == ["give", "place"]


def test_tips_of_a_picture_are_plain(look: Look, around: QWidget):
    scene = PictureScene(look)
    scene.setParent(around)
    nodes = [PictureNode("a", Part.OTHER, EVIL, EVIL), PictureNode("b", Part.OTHER, "b", "")]
    scene.show_picture(laid_out(nodes, [PictureEdge("a", "b", EVIL)]))
    tips = [item.toolTip() for item in scene.scene().items() if item.toolTip()]
    assert tips
    assert not any("<img" in tip or "<b>" in tip for tip in tips)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_an_empty_picture_and_a_full_one_are_drawn_in_either_colours(look: Look, around: QWidget, mode: Mode):
    look.theme.switch(mode)
    scene = PictureScene(look)
    scene.setParent(around)
    around.resize(600, 400)
    scene.resize(600, 400)
    for nodes in ([], [PictureNode(part.value, part, part.value, "kind", "issuer") for part in Part]):
        scene.show_picture(laid_out(nodes, ()))
        scene.dress()
        assert not scene.grab().isNull()
    assert scene.zoom <= 1
    scene.show_picture(Picture())
    look.theme.switch(Mode.LIGHT)
