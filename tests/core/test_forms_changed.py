# SPDX-License-Identifier: Apache-2.0
"""One answer changed in a form changes one place of the document: what was meant is said, and nothing else differs."""

import random
from collections.abc import Iterator

import pytest

from assay.authoring.forms.changes import value_set
from assay.authoring.forms.filled import FilledForm, FormDocument, way_of
from assay.authoring.json_edit import edited
from assay.claims import Literal
from assay.examination import Examination
from checking import examined, sample_bytes
from form_filling import Filling

SAMPLES = (
    "good/participant.json",
    "good/storage-offering.json",
    "good/label-1-offering.json",
    "good/tagus-participant.json",
    "good/tagus-offering.json",
    "broken/participant-region-as-country.json",
)


def claims(examination: Examination) -> set[tuple[object, ...]]:
    return set(examination.claims)


def forms(document: FormDocument) -> Iterator[FilledForm]:
    for node in document.examination.claims.subjects():
        form = document.filled(node)
        if form is not None and form.is_editable:
            yield form


@pytest.mark.parametrize("name", SAMPLES)
def test_every_value_of_a_sample_is_in_a_form(name: str) -> None:
    document = FormDocument(examined(sample_bytes(name)))
    shown = {
        (form.node, entry.field.predicate, value.term)
        for form in forms(document)
        for entry in form.fields
        for value in entry.values
    }
    others = [other.name for form in forms(document) for other in form.others]
    wanted = {triple for triple in claims(document.examination) if not triple[1].endswith("#type")}
    if not others:
        assert shown == wanted


@pytest.mark.parametrize("name", SAMPLES)
def test_a_value_changed_is_the_only_difference(name: str) -> None:
    text = sample_bytes(name).decode()
    before = examined(text)
    document = FormDocument(before)
    dice = random.Random(name)
    tried = 0
    for form in forms(document):
        for entry in form.fields:
            for index, value in enumerate(entry.values):
                if not isinstance(value.term, Literal) or not value.is_editable:
                    continue
                new = Filling(before.pack, dice).value(way_of(entry.field, value), 0)
                after_text = edited(text, value_set(document, form, entry.field.predicate, index, new))
                after = claims(examined(after_text))
                gone, come = claims(before) - after, after - claims(before)
                assert gone <= {(form.node, entry.field.predicate, value.term)}
                assert come <= {(form.node, entry.field.predicate, new)}
                assert (form.node, entry.field.predicate, new) in after
                tried += 1
                if tried > 60:
                    return
    assert tried
