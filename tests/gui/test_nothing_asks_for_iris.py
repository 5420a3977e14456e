# SPDX-License-Identifier: Apache-2.0
"""Nobody is asked for an IRI, a prefixed name or a datatype: no form and no question shows one outside of *Details*."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from assay.authoring.forms.editors import Editor
from assay.authoring.forms.filled import FormDocument
from assay.authoring.forms.form_words import FormWords
from assay.authoring.forms.new_documents import NewCredential, credential_text
from assay.authoring.forms.parts import Part
from assay.authoring.forms.shown import ShownField
from assay.authoring.questions.asked import asks_now, field_of
from assay.authoring.questions.questionnaire import AskKind
from assay.authoring.questions.reading import BUNDLED, bundled_questionnaire
from assay.authoring.questions.words import QuestionWords
from assay.rules.bundled import load_bundled
from assay.texts import load_texts
from assay_gui.look import Icons, Look
from assay_gui.theme import Theme
from assay_gui.views.form import FormView
from assay_gui.views.form_section import FormSection
from assay_gui.views.question_view import QuestionView
from assay_gui.views.searched_line import SearchedLine
from assay_gui.words import Words
from checking import examined, sample_bytes
from large_form import Desk

PACKS = ("gaia-x-loire-25.11", "gaia-x-tagus-22.10")
AN_IRI = re.compile(
    r"\bhttps?://|\burn:|\b(gx|xsd|sh|rdfs?|schema|vcard|dct|dcat|odrl|qudt|skos|owl|foaf|gax-\w+|trustframework):\w|#\w"
)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
ID = "https://acme.example/credentials/x.json"


@pytest.fixture
def look(qapp: QApplication) -> Look:
    theme = Theme(qapp)
    return Look(Words("en"), theme, Icons(theme))


def told_by(root: QWidget) -> Iterator[str]:
    """Everything that can be read or heard of a widget and what is in it."""
    for one in [root, *root.findChildren(QWidget)]:
        yield from (unescape(one.toolTip()), one.accessibleName(), one.accessibleDescription())
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text()
        elif isinstance(one, QLineEdit):
            yield from (one.placeholderText(), one.text())
        elif isinstance(one, QPlainTextEdit):
            yield from (one.placeholderText(), one.toPlainText())
        elif isinstance(one, QComboBox):
            yield from (one.itemText(at) for at in range(one.count()))


def unfolded(section: FormSection, seen: set[object]) -> None:
    """All that can be said in it, on the screen, but for fields that were seen in the form of another class."""
    for entry in section.shown.fields:
        if entry.field not in seen:
            section.unfold(entry.field.predicate)
        seen.add(entry.field)
    section.show_form(section.shown)
    section.build_all()


def offered(view: FormView, fields: list[ShownField]) -> Iterator[str]:
    """What is seen only once a list or a menu is open."""
    for entry in fields:
        yield from (entry.label, entry.help)
        for way in entry.ways:
            yield way.label
            yield from (name for _, name in way.classes)
            if way.editor in (Editor.CHOICE, Editor.COUNTRY, Editor.REGION):
                yield from (label for _, label in view.choices(way, None))  # type: ignore[arg-type]


def faults(where: str, texts: Iterator[str]) -> set[str]:
    return {f"{where}: {text[:90]}" for text in texts if AN_IRI.search(text)}


@pytest.mark.parametrize("name", PACKS)
def test_the_form_of_no_class_shows_an_iri(qtbot: Any, look: Look, name: str) -> None:
    pack = load_bundled(name)
    assert pack.program is not None
    view = FormView(look, Desk())  # type: ignore[arg-type]  # all of a desk that is asked
    qtbot.addWidget(view)
    found: set[str] = set()
    seen: set[object] = set()
    count = 0
    for cls in sorted(pack.program.targets["classes"]):
        text = credential_text(NewCredential(Part((cls,), f"{ID}#cs"), ID, "did:web:acme.example", NOW), pack)
        view._take(examined(text), keep=False)
        if view.section is None:
            continue
        count += 1
        fresh = [entry for entry in view.section.shown.fields if entry.field not in seen]
        unfolded(view.section, seen)
        found |= faults(cls.rpartition("#")[2], told_by(view))
        found |= faults(cls.rpartition("#")[2], offered(view, fresh))
        view.show_checked(None)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert count > len(pack.program.targets["classes"]) * 3 // 4
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("name", BUNDLED)
def test_no_page_of_questions_shows_an_iri(qtbot: Any, look: Look, name: str) -> None:
    plan = bundled_questionnaire(name)
    pack = load_bundled(plan.pack)
    words = QuestionWords(plan, pack, look.words.texts)
    found: set[str] = set()
    choices = [ask for ask in plan.asks() if ask.kind is AskKind.CHOICE]
    seen: set[str] = set()
    known: set[object] = set()
    for at in range(max((len(ask.options) for ask in choices), default=1)):
        view = QuestionView(look, plan, pack, words)
        qtbot.addWidget(view)
        answers = {ask.id: ask.options[min(at, len(ask.options) - 1)].id for ask in choices}
        view.begin(answers)
        for page in view.pages:
            asked = tuple((ask.id, field_of(plan, ask, answers, pack)) for ask in asks_now(page, answers))
            if (page.id, asked) in known:
                continue
            known.add((page.id, asked))
            seen.add(page.id)
            view.show_page(page)
            told = words.page(page)
            found |= faults(page.id, told_by(view)) | faults(page.id, iter((told.label, told.hint)))
            for line in [one for row in view.rows for one in getattr(row, "editors", ())]:
                if isinstance(line, SearchedLine):
                    found |= faults(page.id, (label for _, label in line._entries()))
    assert seen == {page.id for page in plan.pages}
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("name", ["participant", "storage-offering", "tagus-offering", "label-1-offering"])
def test_what_a_document_refers_to_has_a_name(name: str) -> None:
    words = FormWords(FormDocument(examined(sample_bytes(f"good/{name}.json"))), load_texts("en"))
    found: set[str] = set()
    for node in words._document.nodes():
        for shown in part.parts() if (part := words.shown(node)) is not None else ():
            found |= faults(name, iter((shown.kind, shown.help)))
            for value in [value for entry in shown.fields for value in entry.values]:
                if isinstance(value.value.term, str) and not value.address:
                    found |= faults(name, iter((value.text,)))
    assert not found, "\n".join(sorted(found))


def test_what_looks_for_them_would_find_them() -> None:
    shown = [
        "https://w3id.org/gaia-x/development#Address",
        "gx:Address",
        "a value of xsd:string",
        "urn:x",
        "vcard:Address",
    ]
    assert len(faults("", iter(shown))) == len(shown)
    assert not faults("", iter(["a web address", "did:web:acme.example", "and so on: this", "C# and 3:4"]))
