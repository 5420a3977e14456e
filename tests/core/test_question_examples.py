# SPDX-License-Identifier: Apache-2.0
"""What an empty field shows as an example: there is one for whatever is typed freely, and each would be accepted."""

from collections.abc import Iterator

import pytest

from answering import answered, presentation
from assay.authoring.forms.editors import Editor, editor_of
from assay.authoring.forms.shape_fields import form_of
from assay.authoring.questions.asked import way_of_answering
from assay.authoring.questions.questionnaire import Ask, AskKind
from assay.authoring.questions.reading import BUNDLED, bundled_questionnaire
from assay.authoring.questions.words import QuestionWords
from assay.finding import Severity
from assay.language import LANGUAGES
from assay.rules.bundled import bundled_packs, load_bundled
from assay.rules.form_table import forms_of_pack
from assay.texts import load_texts
from checking import examined

CHOICES = {"kind": "virtual_machine", "managed_at": "other", "zone_at": "other"}
NUMBERS = ("vat", "eori", "lei", "euid", "tax")
TYPED = frozenset(
    {
        Editor.LINE, Editor.TEXT, Editor.NUMBER, Editor.WHOLE_NUMBER, Editor.PERCENTAGE, Editor.EMAIL, Editor.VAT,
        Editor.EORI, Editor.LEI, Editor.EUID,
    }
)  # fmt: skip
"""How something is put in that looks like nothing else; a day, a domain, a web address show how themselves."""


def _asks(name: str) -> Iterator[tuple[Ask, Editor]]:
    plan = bundled_questionnaire(name)
    pack = load_bundled(plan.pack)
    assert pack.program is not None
    for ask in plan.asks():
        if ask.kind is not AskKind.FIELD:
            continue
        own = (option.classes.get(ask.node, "") for one in plan.asks() for option in one.options)
        forms = (form_of(pack.program, pack.superclasses, [cls]) for cls in (plan.nodes[ask.node].cls, *own) if cls)
        field = next(found for form in forms if (found := form.field(ask.property)) is not None)
        yield ask, editor_of(field, way_of_answering(field), forms_of_pack(pack))


def _examples(name: str, lang: str) -> dict[str, str]:
    """By what is asked; the words around an example taken off."""
    plan, texts = bundled_questionnaire(name), load_texts(lang)
    words = QuestionWords(plan, load_bundled(plan.pack), texts)
    around = texts.say("way.example", example="")
    told = {ask.id: words.example(ask) for ask in plan.asks()}
    assert all(text.startswith(around) for text in told.values() if text)
    return {ask: text.removeprefix(around) for ask, text in told.items() if text}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", BUNDLED)
def test_whatever_is_typed_freely_has_an_example(name: str, lang: str) -> None:
    examples = _examples(name, lang)
    assert [ask.id for ask, editor in _asks(name) if editor in TYPED and ask.id not in examples] == []


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_document_of_all_examples_conforms(lang: str, number: str) -> None:
    kinds = {**CHOICES, "number_kind": number}
    parts = [(name, answered(name, kinds, known=_examples(name, lang))) for name in BUNDLED]
    report = examined(presentation(parts)).report
    assert [found.message for found in report.findings if found.severity is not Severity.INFO] == []
    assert report.coverage.checked == report.coverage.nodes


@pytest.mark.parametrize("pack", bundled_packs())
def test_packs_give_an_example_in_all_their_languages_or_in_none(pack: str) -> None:
    loaded = load_bundled(pack)
    given = [
        {iri for iri in loaded.texts(lang).properties() if loaded.texts(lang).example(iri)} for lang in loaded.languages
    ]
    assert all(told == given[0] for told in given)
