# SPDX-License-Identifier: Apache-2.0
"""Large forms and long lists: what is seen is made first, nothing twice. Times: `tests/benchmarks/bench_form.py`."""

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from assay.authoring.forms.editors import Editor
from assay.authoring.forms.filled import FormDocument
from assay.authoring.forms.form import Way
from assay.authoring.forms.form_words import FormWords
from assay.authoring.forms.shown import ShownField, ShownWay
from assay.rules.bundled import load_bundled
from assay.texts import load_texts
from assay_gui.look import Icons, Look
from assay_gui.theme import Theme
from assay_gui.views.form import FormView
from assay_gui.views.form_building import AT_ONCE
from assay_gui.views.form_page import FormPage
from assay_gui.views.searched_line import SearchedLine
from assay_gui.words import Words
from checking import examined, sample_bytes
from large_form import FIELDS, Desk, large_form


@pytest.fixture
def look(qapp: QApplication) -> Look:
    theme = Theme(qapp)
    return Look(Words("en"), theme, Icons(theme))


def test_what_is_seen_of_a_large_form_is_made_first_and_the_rest_in_between(
    qtbot: Any, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[object] = []
    monkeypatch.setattr(ShownField, "__eq__", lambda one, other: compared.append(one) or one is other)
    view, shown = FormView(look, Desk()), large_form()  # type: ignore[arg-type]  # all of a desk that is asked
    qtbot.addWidget(view)
    view.resize(454, 480)
    view.show()
    view.building.begin()
    page = FormPage(view, shown, None, None)
    view.setWidget(page)
    assert len(page.section.fields) == AT_ONCE
    assert page.section.section_of("urn:elsewhere") is None
    assert page.section.section_of(shown.node) is page.section
    assert len(page.section.fields) == AT_ONCE, "all of it is made to find what is not in it"
    qtbot.waitUntil(lambda: len(page.section.fields) > AT_ONCE + 3, timeout=60_000)  # by itself, in between
    view.building.forget()
    page.section.build_all()
    QApplication.processEvents()
    assert len(page.section.fields) == FIELDS
    order = [page.section.fields[entry.field.predicate] for entry in shown.fields]
    assert all(above.geometry().bottom() < below.y() for above, below in pairwise(order))
    assert len(compared) <= FIELDS, "each field is compared with all others"


def test_a_form_that_goes_before_it_is_whole_is_not_made_any_further(qtbot: Any, look: Look) -> None:
    view = FormView(look, Desk())  # type: ignore[arg-type]  # all of a desk that is asked
    qtbot.addWidget(view)
    view.show()
    for _ in range(2):
        view.building.begin()
        view.setWidget(FormPage(view, large_form(), None, None))
    page = view.widget()
    assert isinstance(page, FormPage)
    known = len(page.section.fields)
    qtbot.waitUntil(lambda: len(page.section.fields) > known, timeout=60_000)
    view.building.forget()


@pytest.mark.parametrize(("name", "count"), [("mimeTypes", 1909), ("license", 567)])
def test_the_longest_lists_are_made_once_and_filtered(qtbot: Any, look: Look, name: str, count: int) -> None:
    words = FormWords(FormDocument(examined(sample_bytes("good/participant.json"))), load_texts("en"))
    values = next(found for found in _value_lists() if len(found) == count)
    way = ShownWay(Way(values=values), Editor.CHOICE, name)
    asked: list[int] = []

    def entries() -> list[tuple[str, str]]:
        asked.append(count)
        return [(str(getattr(one.term, "value", one.term)), one.label) for one in words.lists.choices(way)]

    line = SearchedLine(look, lambda: None, entries, count)
    qtbot.addWidget(line.widget)
    line.widget.show()
    line.prepare()
    line.field.setFocus()
    for text in ("a", "app", "json", "mit", "x"):
        line.field.clear()
        qtbot.keyClicks(line.field, text)
    assert line.matches
    assert len(asked) == 1
    line.field.completer().popup().hide()


def _value_lists() -> list[tuple[Any, ...]]:
    from assay.authoring.forms.shape_fields import form_of

    pack = load_bundled()
    program = pack.program
    assert program is not None
    forms = (form_of(program, pack.superclasses, [cls]) for cls in program.targets["classes"])
    return [way.values for form in forms for entry in form for way in entry.ways if way.values is not None]
