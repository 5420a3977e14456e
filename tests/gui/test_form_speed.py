# SPDX-License-Identifier: Apache-2.0
"""Large forms and long lists are there at once. Times are of this process, and by how fast the machine is just now."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from assay.authoring.forms.editors import Editor
from assay.authoring.forms.filled import FilledForm, FilledValue, FormDocument
from assay.authoring.forms.form import Field, Form, Way
from assay.authoring.forms.form_words import FormWords
from assay.authoring.forms.shown import ShownField, ShownForm, ShownValue, ShownWay
from assay.claims import XSD_STRING, Literal
from assay.rules.bundled import load_bundled
from assay.rules.form_table import Group
from assay.texts import load_texts
from assay_gui.look import Icons, Look
from assay_gui.theme import Theme
from assay_gui.views.form import FormView
from assay_gui.views.form_page import FormPage
from assay_gui.views.searched_line import SearchedLine
from assay_gui.words import Words
from checking import examined, sample_bytes

FIELDS = 300
UNIT = 0.030
"""Seconds that a million additions take on the machine that the times are told for."""


def slowness() -> float:
    """How many times slower this machine is just now."""
    times = []
    for _ in range(5):
        started, total = time.process_time(), 0
        for number in range(1_000_000):
            total += number
        times.append(time.process_time() - started)
    return statistics.median(times) / UNIT


def spent(call: Callable[[], Any]) -> float:
    started = time.process_time()
    call()
    return (time.process_time() - started) / max(1.0, slowness())


@pytest.fixture
def look(qapp: QApplication) -> Look:
    theme = Theme(qapp)
    return Look(Words("en"), theme, Icons(theme))


class Desk:
    """A text that nobody works on."""

    def text_now(self) -> None:
        return None

    def examine_now(self) -> None:
        return None

    def ask_file(self) -> None:
        return None

    def read_certificates(self, _path: object, _give: object) -> None:
        return None


def large_form() -> ShownForm:
    way = Way(datatypes=(XSD_STRING,))
    fields = tuple(Field(f"https://acme.example/p{number}", (way,), least=1, most=1) for number in range(FIELDS))
    shown = tuple(
        ShownField(
            entry,
            f"Field {number}",
            "What it is for, in a sentence.",
            (ShownWay(way, Editor.LINE, "a text"),),
            Group.OTHER,
            (ShownValue(FilledValue(Literal("x"), f"/p{number}"), 0, "x"),),
        )
        for number, entry in enumerate(fields)
    )
    filled = FilledForm("_:a", "", Form((), fields), (), (), is_editable=True)
    return ShownForm(filled, "A large form", "Anything", "", shown, ())


def test_a_form_of_300_fields_is_there_within_150_milliseconds_and_whole_soon(qtbot: Any, look: Look) -> None:
    view, shown = FormView(look, Desk()), large_form()  # type: ignore[arg-type]  # all of a desk that is asked
    qtbot.addWidget(view)
    view.resize(454, 480)
    view.show()
    made: list[FormPage] = []

    def open_it() -> None:
        view.building.begin()
        made.append(FormPage(view, shown, None, None))
        view.setWidget(made[0])
        QApplication.processEvents()

    seconds = spent(open_it)
    assert seconds <= 0.150, f"{seconds * 1000:.0f} ms"
    assert len(made[0].section.fields) >= 8
    known = len(made[0].section.fields)
    qtbot.waitUntil(lambda: len(made[0].section.fields) > known + 3, timeout=60_000)  # by itself, in between
    view.building.forget()
    made[0].section.build_all()
    QApplication.processEvents()
    assert len(made[0].section.fields) == FIELDS
    order = [made[0].section.fields[entry.field.predicate].y() for entry in shown.fields]
    assert order == sorted(order)


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
def test_the_longest_lists_open_and_filter_within_a_frame(qtbot: Any, look: Look, name: str, count: int) -> None:
    words = FormWords(FormDocument(examined(sample_bytes("good/participant.json"))), load_texts("en"))
    values = next(found for found in _value_lists() if len(found) == count)
    way = ShownWay(Way(values=values), Editor.CHOICE, name)
    entries = [(str(getattr(one.term, "value", one.term)), one.label) for one in words.lists.choices(way)]
    line = SearchedLine(look, lambda: None, lambda: entries, count)
    qtbot.addWidget(line.widget)
    line.widget.show()
    opened = spent(line.prepare)
    assert opened <= 0.016, f"{opened * 1000:.1f} ms"
    line.field.setFocus()
    times = []
    for text in ("a", "ap", "app", "appl", "json", "mit", "x"):
        line.field.clear()
        times.append(spent(lambda text=text: qtbot.keyClicks(line.field, text)) / len(text))
    assert statistics.median(times) <= 0.016, [f"{one * 1000:.1f} ms" for one in times]
    assert line.matches
    line.field.completer().popup().hide()


def _value_lists() -> list[tuple[Any, ...]]:
    from assay.authoring.forms.shape_fields import form_of

    pack = load_bundled()
    program = pack.program
    assert program is not None
    forms = (form_of(program, pack.superclasses, [cls]) for cls in program.targets["classes"])
    return [way.values for form in forms for entry in form for way in entry.ways if way.values is not None]


def test_a_key_stroke_costs_the_form_no_more_than_a_frame(qtbot: Any, look: Look) -> None:
    examination = examined(sample_bytes("good/label-1-offering.json"))
    words = FormWords(FormDocument(examination), load_texts("en"))
    node = words.first()
    assert node is not None
    words.shown(node.node)
    times = [spent(lambda: FormWords(FormDocument(examination), load_texts("en")).shown(node.node)) for _ in range(5)]
    assert statistics.median(times) <= 0.016, [f"{one * 1000:.1f} ms" for one in times]
