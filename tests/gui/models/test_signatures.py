# SPDX-License-Identifier: Apache-2.0
"""Signatures and pictures as lists: well-behaved models that say in words what is drawn."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from assay.checklist import SignedThing
from assay.finding import Outcome
from assay.picture import picture
from assay.readable import readable
from assay.signature_steps import signed_things
from assay.texts import LANGUAGES
from assay_gui.checking import check
from assay_gui.models.picture import PictureModel
from assay_gui.models.picture import Role as PictureRole
from assay_gui.models.signatures import Role, SignaturesModel, issuer_word, step_line, thing_lines
from assay_gui.words import Words
from checking import MOMENT, examined, sample_bytes
from kit_specimens import notary_trust, presentation

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def signatures(qapp) -> SignaturesModel:
    words = Words()
    checked = check(presentation(), MOMENT, MOMENT, words=words)
    made = SignaturesModel(words)
    made.show(thing_lines(signed_things(checked.examination), checked, words))
    return made


def test_the_models_keep_qts_rules(signatures: SignaturesModel):
    pictured = PictureModel(Words())
    testers = [QAbstractItemModelTester(signatures, STRICT), QAbstractItemModelTester(pictured, STRICT)]
    examination = examined(sample_bytes("good/label-1-offering.json"))
    found = picture(examination, readable(examination), Words().texts)
    pictured.show(found)
    assert pictured.rowCount() == len(found.nodes)
    signatures.show(())
    assert signatures.rowCount() == 0
    assert testers


def test_each_line_says_who_and_how_it_stands(signatures: SignaturesModel):
    index = signatures.index(2)
    assert index.data() == "VAT number"
    assert index.data(Role.STATE) == "wait"
    told = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("VAT number, not checked, ")
    assert "issued by deltaDAO (did:web:www.delta-dao.com:notary:v2)" in told


def test_a_name_never_stands_without_the_did():
    """Anybody may call themselves like a notary."""
    words = Words()
    assert issuer_word("did:web:evil.example", {"did:web:evil.example": "deltaDAO"}, words).endswith(
        "(did:web:evil.example)"
    )
    assert issuer_word("", {}, words) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_of_every_checklist_is_in_words(lang: str):
    words = Words(lang)
    for options in ({}, {"trust": notary_trust()}):
        examination = examined(presentation().data, draft=None, **options)
        things: list[SignedThing] = [
            *signed_things(examination),
            *signed_things(examined(sample_bytes("good/participant.json"))),
        ]
        for thing in things:
            for step in thing.steps:
                line = step_line(step, examination.report.findings, words)
                assert line.told
                assert "signatures." not in f"{line.title}{line.told}{line.outcome}"
                assert "{" not in line.told
                assert bool(line.gives) is (step.wants is not None)


def test_what_informs_only_is_not_told_twice():
    """The line says already that the file is missing and where it lies."""
    examination = examined(presentation().data, draft=None)
    document = signed_things(examination)[1].steps[1]
    assert document.findings
    line = step_line(document, examination.report.findings, Words())
    assert (line.notes, line.reason, line.needs) == ((), "", "")
    assert "https://acme.example/.well-known/did.json" in line.told


def test_what_is_wrong_says_what_to_do():
    data = presentation().data
    examination = examined(data[:-6] + b"AAAAAA", draft=None)
    step = replace(signed_things(examination)[0].steps[3], outcome=Outcome.FAILED, findings=(0,))
    line = step_line(step, [replace(examination.report.findings[0], severity="violation")], Words())
    assert line.notes
    assert line.state == "fail"


def test_a_node_says_what_it_refers_to_and_what_is_broken(qapp):
    examination = examined(sample_bytes("broken/offering-reference-slip.json"))
    model = PictureModel(Words())
    model.show(picture(examination, readable(examination), Words().texts))
    told = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    offering = next(line for line in told if line.startswith("Acme Object Storage"))
    assert "issued by Acme Cloud GmbH" in offering
    assert "Parties: Acme Cloud GmbH" in offering
    assert "Provider: broken reference to participant.json#CS" in offering
    states = [model.index(row).data(PictureRole.STATE) for row in range(model.rowCount())]
    assert "fail" in states
