# SPDX-License-Identifier: Apache-2.0
"""No fix invents a fact, hides a fault, or makes green what is not: over damaged documents of many kinds."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from assay.authoring.fixes import Corrected, Fix, apply, correct, correcting, fixes_of, is_worse
from assay.authoring.fixes.correcting import MOST_CHECKS
from assay.authoring.fixes.table import MOST_FIXES
from assay.authoring.json_edit import Remove, SetValue
from assay.document import Document
from assay.examination import Examination
from assay.options import Options
from assay.pipeline import examine
from assay.verdict import Verdict
from checking import MOMENT, document, examined, sample, sample_bytes
from mutants import LOIRE, TAGUS, Words, mutants

SEEDS: list[tuple[str, Words, int]] = [
    ("good/participant.json", LOIRE, 60),
    ("good/storage-offering.json", LOIRE, 60),
    ("good/tagus-participant.json", TAGUS, 40),
    ("good/tagus-offering.json", TAGUS, 30),
]
NEW_WORDS = {"@type", "@value", "xsd:anyURI", "xsd:float", "xsd:date", "VerifiableCredential"}
"""What fixes may add that no document has said: marks of types, and the type of every credential."""


def again(given: Document) -> Examination:
    return examine(given, Options(draft=True, moment=MOMENT))


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    else:
        yield json.dumps(value)


def ids(examination: Examination) -> Counter[str]:
    return Counter(found.id for found in examination.judgement.findings if not found.text.startswith("links.needed_"))


@pytest.mark.parametrize(("name", "words", "count"), SEEDS, ids=[seed[0] for seed in SEEDS])
def test_correcting_a_damaged_document_never_makes_it_worse_and_takes_nothing_out(
    name: str, words: Words, count: int
) -> None:
    tried = 0
    for value in mutants(sample(name), count, seed=20, words=words):
        before = again(document(value))
        made = correct(before.document, again, known=before)
        assert made is not None
        tried += bool(fixes_of(before))
        _as_good(before, made)
        if not made.applied:
            assert made.text.encode() == before.document.data
    assert tried > count / 20


def _as_good(before: Examination, made: Corrected) -> None:
    after = examined(made.text)
    assert ids(after) <= ids(before)
    assert not is_worse(before, after)
    assert ids(made.examination) == ids(after)
    old, new = list(leaves(json.loads(before.document.data))), list(leaves(json.loads(made.text)))
    assert len(new) >= len(old)
    changed = sum((Counter(old) - Counter(new)).values())
    told = [edit for fix in made.applied for edit in fix.edits]
    assert changed <= len([edit for edit in told if isinstance(edit, SetValue)])


@pytest.mark.parametrize(("name", "words", "count"), SEEDS, ids=[seed[0] for seed in SEEDS])
def test_every_fix_changes_what_its_text_says_and_no_more(name: str, words: Words, count: int) -> None:
    """Each value that a fix adds is one that its sentence shows, or that stood in the document before."""
    for value in mutants(sample(name), count, seed=21, words=words):
        before = examined(value)
        text = before.document.data.decode()
        for fix in fixes_of(before):
            for option in fix.options:
                chosen = fix.chosen(option.value)
                assert chosen is not None
                _says_so(text, chosen)


def _says_so(text: str, fix: Fix) -> None:
    made = apply(text, [fix])
    assert made.applied == (fix,)
    added = Counter(leaves(json.loads(made.text))) - Counter(leaves(json.loads(text)))
    known = {json.loads(leaf) for leaf in leaves(json.loads(text))} | NEW_WORDS
    told = {str(value) for value in fix.told(fix.options[0]).values()} | {fix.options[0].value}
    assert {json.loads(leaf) for leaf in added} <= known | told
    assert not any(isinstance(edit, Remove) for edit in fix.edits) or fix.text.endswith("_first")


def test_a_fix_that_leads_to_another_fault_is_taken_back() -> None:
    """The class is misspelt and the description of it is incomplete: with the right class it would be found wanting."""
    value = sample("good/participant.json")
    value["credentialSubject"]["legalAddress"] = {"type": "gx:address", "locality": "München"}
    before = again(document(value))
    assert [fix.text for fix in fixes_of(before) if fix.is_safe] == ["fix.type"]
    made = correct(before.document, again, known=before)
    assert made is not None
    assert (made.applied, [fix.text for fix in made.refused]) == ((), ["fix.type"])
    assert made.text.encode() == before.document.data


def test_one_fix_that_is_taken_back_does_not_keep_the_others_out() -> None:
    value = sample("good/participant.json")
    subject = value["credentialSubject"]
    subject["legalAddress"] = {"type": "gx:address", "locality": "München"}
    subject["headquartersAddress"]["countryCode"] = "DE-BY"
    subject["Description"] = subject.pop("description")
    made = correct(document(value), again)
    assert made is not None
    assert {fix.text for fix in made.applied} == {"fix.region", "fix.name"}
    assert [fix.text for fix in made.refused] == ["fix.type"]


def test_one_correction_makes_room_for_another() -> None:
    """Without the vocabulary nothing is read, so nothing is found in it."""
    text = sample_bytes("good/participant.json").decode()
    broken = text.replace("www.w3.org/ns/credentials/v2", "www.w3.org/ns/credentials/v2/").replace(
        "https://www", "http://www"
    )
    made = correct(document(broken), again)
    assert made is not None
    assert made.text == text
    assert made.examination.report.verdict is Verdict.CONFORMANT


def test_the_same_fault_in_two_places_is_corrected_in_both() -> None:
    value = sample("good/participant.json")
    for name in ("legalAddress", "headquartersAddress"):
        value["credentialSubject"][name]["countryCode"] = "DE-BY"
    made = correct(document(value), again)
    assert made is not None
    assert [fix.text for fix in made.applied] == ["fix.region", "fix.region"]
    assert len({fix.id for fix in made.applied}) == 2


def test_what_somebody_chose_is_done_and_checked() -> None:
    before = again(Document("a.json", sample_bytes("broken/participant-headquarters-missing.json")))
    (fix,) = fixes_of(before)
    assert not fix.is_safe
    assert correct(before.document, again, known=before).applied == ()
    made = correct(before.document, again, known=before, chosen=[fix.chosen("copy")])
    assert made is not None
    assert made.examination.report.verdict is Verdict.CONFORMANT
    assert fix.chosen("another") is None


def test_fixes_that_do_not_go_together_are_told() -> None:
    before = again(Document("a.json", sample_bytes("broken/participant-region-as-country.json")))
    (fix,) = fixes_of(before)
    made = apply(before.document.data.decode(), [fix, fix])
    assert (made.applied, made.dropped) == ((fix,), (fix,))
    several = replace(fix, options=(*fix.options, *fix.options))
    assert apply(before.document.data.decode(), [several]).dropped == (several,)


def test_a_fix_without_effect_is_not_repeated_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a maker of fixes does wrong, the number of checks has an end."""
    before = again(Document("a.json", sample_bytes("broken/participant-region-as-country.json")))
    (fix,) = fixes_of(before)
    useless = replace(fix, options=(replace(fix.options[0], edits=(SetValue(fix.pointer, "DE-BY"),)),))
    asked: list[int] = []

    def counted(given: Document) -> Examination:
        asked.append(1)
        return again(given)

    monkeypatch.setattr(correcting, "fixes_of", lambda _: tuple(replace(useless, pointer=f"/{n}") for n in range(9)))
    made = correct(before.document, counted, known=before)
    assert made is not None
    assert made.applied == ()
    assert len(asked) < MOST_CHECKS


@pytest.mark.parametrize("data", [b"\xff\xfe{}", b"{", b"<a/>", b"a:b a:c a:d ."])
def test_what_is_no_json_stays(data: bytes) -> None:
    made = correct(Document("a", data), again)
    assert made is None or (made.applied == () and made.text.encode() == data)


def test_a_large_document_is_corrected_to_the_byte() -> None:
    """The Label 1 sample, with every web address of a document and many types of media written wrongly."""
    text = sample_bytes("good/label-1-offering.json").decode()
    broken = text.replace('"url": ', '"gx:url": ').replace('"application/pdf"', '"Application/PDF"')
    assert broken.count("gx:url") > 30
    made = correct(document(broken), again)
    assert made is not None
    assert made.text == text
    assert len(made.applied) > 60


def test_a_document_made_to_take_long_has_an_end() -> None:
    """Thousands of credentials share one id, and everything refers to it."""
    value = sample("good/storage-offering.json")
    value["verifiableCredential"] = [value["verifiableCredential"][1]] * 400
    before = again(document(value))
    assert len(fixes_of(before)) <= MOST_FIXES
    found = [fix for fix in fixes_of(before) if fix.text == "fix.id_apart"]
    assert sum(len(fix.edits) for fix in found) < 20_000
