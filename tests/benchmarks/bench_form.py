# SPDX-License-Identifier: Apache-2.0
"""The longest lists of the bundled packs, opened and searched, and a form of 300 fields. Prints, judges nothing.

    python tests/benchmarks/bench_form.py [rounds]

Real widgets (offscreen where there is no screen). A list is opened when somebody comes to its line; each key is
measured until what fits is found, shown and painted. The form is measured from its values until it is painted; what is
below the edge of the window is made in between afterwards, and told by itself. `pace.py` says how to read the rows.
"""

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pace import Timed, pace, rows
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from assay.authoring.forms.editors import Editor
from assay.authoring.forms.filled import FormDocument
from assay.authoring.forms.form import Way
from assay.authoring.forms.form_words import FormWords
from assay.authoring.forms.shape_fields import form_of
from assay.authoring.forms.shown import ShownWay
from assay.rules.bundled import load_bundled
from assay.texts import load_texts
from assay_gui.look import Icons, Look
from assay_gui.theme import Theme
from assay_gui.views.form import FormView
from assay_gui.views.form_page import FormPage
from assay_gui.views.searched_line import SearchedLine
from assay_gui.words import Words
from checking import examined, sample_bytes
from large_form import FIELDS, Desk, large_form
from screen import use_laptop_screen

TYPED = ("application", "json", "mit", "gpl", "x-", "bayern")


def main() -> int:
    """Print all rows."""
    use_laptop_screen()
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    application = QApplication([])
    theme = Theme(application)
    look = Look(Words("de"), theme, Icons(theme))
    for name, entries in _lists():
        _list(look, name, entries, rounds)
    opened, whole = [], []
    for _ in range(rounds):
        one, other = _form(look)
        opened.append(one)
        whole.append(other)
    rows(f"form of {FIELDS} fields, opened", opened)
    rows("form of the Label 1 sample, read anew at a key stroke", _strokes(rounds))
    rows(f"form of {FIELDS} fields, until the last one is made", whole)
    return 0


def _timed(call: Callable[[], object]) -> Timed:
    before = pace()
    started, busy = time.perf_counter(), time.process_time()
    call()
    wall, processor = time.perf_counter() - started, time.process_time() - busy
    return Timed(wall, processor, before, pace())


def _press(line: SearchedLine, letter: str) -> None:
    QTest.keyClicks(line.field, letter)
    _painted()


def _painted() -> None:
    QApplication.processEvents()


def _lists() -> list[tuple[str, Callable[[], Sequence[tuple[str, str]]]]]:
    """The longest lists, each with what gives its entries, as the form asks for them."""
    pack = load_bundled()
    assert pack.program is not None
    words = FormWords(FormDocument(examined(sample_bytes("good/participant.json"))), load_texts("de"))
    forms = [form_of(pack.program, pack.superclasses, [cls]) for cls in pack.program.targets["classes"]]
    found = {way.values: entry for form in forms for entry in form for way in entry.ways if way.values is not None}
    longest = sorted((values for values in found if values is not None), key=len)[-3:]
    tagus = FormWords(FormDocument(examined(sample_bytes("good/tagus-offering.json"))), load_texts("de"))
    made = []
    for told, values, editor, name in (
        *((words, values, Editor.CHOICE, found[values].predicate.rpartition("#")[2]) for values in longest),
        (tagus, None, Editor.REGION, "regions"),
    ):
        way = ShownWay(Way(values=values), editor, name)

        def entries(told: FormWords = told, way: ShownWay = way) -> Sequence[tuple[str, str]]:
            return told.lists.entries(way)

        made.append((f"{len(entries())} {name}", entries))
    return made


def _list(look: Look, name: str, entries: Callable[[], Sequence[tuple[str, str]]], rounds: int) -> None:
    opened, typed = [], []
    for _ in range(rounds):
        holder = QWidget()
        line = SearchedLine(look, lambda: None, entries, 2)
        line.widget.setParent(holder)
        holder.show()
        _painted()
        opened.append(_timed(lambda line=line: (line.field.setFocus(), line.prepare(), _painted())))
        for text in TYPED:
            line.field.clear()
            typed += [_timed(partial(_press, line, letter)) for letter in text]
        line.field.completer().popup().hide()
        holder.close()
    rows(f"{name}, opened", opened)
    rows(f"{name}, each key", typed)


def _strokes(rounds: int) -> list[Timed]:
    """What the form costs where an answer was typed, before anything is shown."""
    examination = examined(sample_bytes("good/label-1-offering.json"))
    first = FormWords(FormDocument(examination), load_texts("de")).first()
    assert first is not None
    again = partial(lambda node: FormWords(FormDocument(examination), load_texts("de")).shown(node), first.node)
    return [_timed(again) for _ in range(rounds)]


def _form(look: Look) -> tuple[Timed, Timed]:
    view, shown = FormView(look, Desk()), large_form()  # type: ignore[arg-type]  # all of a desk that is asked
    view.resize(700, 800)
    view.show()
    _painted()

    def open_it() -> None:
        view.building.begin()
        view.setWidget(FormPage(view, shown, None, None))
        _painted()

    opened = _timed(open_it)
    page = view.widget()
    assert isinstance(page, FormPage)

    def wait() -> None:
        while page.section.is_waiting:
            QApplication.processEvents()

    whole = _timed(wait)
    view.close()
    view.deleteLater()
    return opened, whole


if __name__ == "__main__":
    sys.exit(main())
