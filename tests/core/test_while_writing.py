# SPDX-License-Identifier: Apache-2.0
"""While a text is written, what was worked out of a credential that is as it was is taken again. A check that
remembers says what a check that remembers nothing says, to the last place.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assay.examination import Examination
from assay.finding import Outcome
from assay.linked_data import contexts
from assay.options import Options
from assay.pipeline import examine
from assay.readable import readable
from checking import MOMENT, document, examined, sample
from label_credentials import credentials, label
from loire_set import presentation
from mutants import LOIRE, TAGUS, Words, mutants
from signing import presented, token

LATER = MOMENT + timedelta(days=9000)
DOCUMENTS: dict[str, tuple[Callable[[], Any], Words, int]] = {
    "a Label 1 set": (lambda: sample("good/label-1-offering.json"), LOIRE, 40),
    "an offering": (lambda: sample("good/storage-offering.json"), LOIRE, 120),
    "a broken offering": (lambda: sample("broken/offering-reference-slip.json"), LOIRE, 60),
    "a Tagus offering": (lambda: sample("good/tagus-offering.json"), TAGUS, 120),
    "a Tagus participant": (lambda: sample("good/tagus-participant.json"), TAGUS, 60),
    "a set with a label": (lambda: presentation(*credentials(), label(*credentials())), LOIRE, 120),
}


def _options(number: int) -> Options:
    """In turn as a draft and not, at a moment and long after: neither may be remembered."""
    draft = (True, True, False, None)[number % 4]
    return Options(draft=draft, moment=LATER if number % 3 == 2 else MOMENT)


def _memories() -> list[dict[object, object]]:
    return [memory.expansions for memory in contexts._MEMORIES.values()]


def without_memory(call: Callable[[], Examination]) -> Examination:
    """The same with nothing remembered; what was remembered before is so again afterwards."""
    kept = [dict(memory) for memory in _memories()]
    for memory in _memories():
        memory.clear()
    found = call()
    for memory, before in zip(_memories(), kept, strict=False):
        memory.clear()
        memory.update(before)
    return found


def told(examination: Examination) -> tuple[Any, ...]:
    """Everything that is said of a document, by the rules, in the report and for a reader."""
    judged, case = examination.judgement, examination.judgement.case
    entries = case.credentials if case is not None else ()
    return (
        judged.findings,
        judged.outcomes,
        judged.coverage,
        judged.levels,
        replace(examination.report),
        readable(examination),
        entries,
        [(entry.issuer, entry.described, entry.kinds_claimed) for entry in entries],
        (case.node_places, case.member_places, case.value_places, case.namespaces) if case is not None else None,
    )


def _versions(name: str) -> Iterator[Any]:
    make, words, count = DOCUMENTS[name]
    yield make()
    yield from mutants(make(), count, 11, words)
    yield make()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_check_that_remembers_says_what_one_that_does_not_says(name: str) -> None:
    for number, version in enumerate(_versions(name)):
        options = _options(number)
        remembering = examine(document(version), options)
        fresh = without_memory(lambda version=version, options=options: examine(document(version), options))  # type: ignore[misc]
        for one, other in zip(told(remembering), told(fresh), strict=True):
            assert one == other, (name, number)


def test_what_does_not_change_is_not_worked_out_again() -> None:
    before, after = sample("good/label-1-offering.json"), sample("good/label-1-offering.json")
    after["verifiableCredential"][3]["issuer"] = "did:web:another.example"
    first, second = examined(before).judgement.case, examined(after).judgement.case
    assert first is not None
    assert second is not None
    same = [one is other for one, other in zip(first.credentials, second.credentials, strict=True)]
    assert same == [number != 3 for number in range(len(same))]
    assert all(entry.remembered for entry in second.credentials)


def _in_first(**members: Any) -> Callable[[Any], None]:
    return lambda found: found["verifiableCredential"][0].update(members)


def _from_first(name: str) -> Callable[[Any], None]:
    return lambda found: found["verifiableCredential"][0].pop(name)


HIDDEN = {"id": "urn:x:1", "type": "gx:LegalPerson", "gx:legalName": "Hidden"}
EDITS: dict[str, tuple[Callable[[Any], None], str]] = {
    "another context first": (
        lambda found: found["verifiableCredential"][0]["@context"].reverse(),
        "envelope.context_first",
    ),
    "no context of the vocabulary": (
        lambda found: found["verifiableCredential"][0]["@context"].pop(),
        "envelope.context_gaiax",
    ),
    "no issuer": (_from_first("issuer"), "envelope.missing_issuer"),
    "an id that is none": (_in_first(id="mine"), "envelope.id_not_absolute"),
    "a type out of order": (_in_first(type=["gx:LegalPerson", "VerifiableCredential"]), "envelope.type_order"),
    "an unknown member": (_in_first(validfrm="2026-01-01T00:00:00Z"), "envelope.member_meant"),
    "a name that is no text": (_in_first(name={"de": 7}), "envelope.no_text"),
    "a claim in the evidence": (_in_first(evidence=HIDDEN), "envelope.hidden_claim"),
    "an end that is over": (_in_first(validUntil="2026-01-01T00:00:00Z"), "validity.expired"),
    "an end that is no day": (_in_first(validUntil="2026-02-30T00:00:00Z"), "validity.not_an_instant"),
    "the id of another": (
        lambda found: found["verifiableCredential"][0].update(id=found["verifiableCredential"][1]["id"]),
        "envelope.id_reused",
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_that_matters_is_seen_and_taken_back_is_gone(edit: str) -> None:
    change, text = EDITS[edit]
    value = sample("good/label-1-offering.json")
    changed = copy.deepcopy(value)
    change(changed)
    for version, expected in ((value, False), (changed, True), (value, False), (changed, True)):
        found = {entry.text for entry in examined(version).judgement.findings}
        assert (text in found) is expected, sorted(found)


def test_the_moment_is_not_remembered() -> None:
    value = sample("good/label-1-offering.json")
    for entry in value["verifiableCredential"]:
        entry["validUntil"] = "2030-01-01T00:00:00Z"
    for moment, is_over in ((MOMENT, False), (LATER, True), (MOMENT, False)):
        judged = examine(document(value), Options(draft=True, moment=moment)).judgement
        assert any(found.text == "validity.expired" for found in judged.findings) is is_over


def test_the_same_content_in_another_token_is_another_credential() -> None:
    """What stands in the header is the token's; nothing of it may be said of the next token with the same content."""
    content = sample("good/participant.json")
    headers: list[dict[str, Any]] = [{"typ": "vc+jwt"}, {"typ": "JWT"}, {"typ": "vc+jwt"}]
    for header in headers:
        found = examined(presented(token(content, cty="vc", **header)), draft=False)
        fresh = without_memory(
            lambda header=header: examined(presented(token(content, cty="vc", **header)), draft=False)  # type: ignore[misc]
        )
        assert told(found) == told(fresh)
        assert any(one.text == "header.unknown" for one in found.judgement.findings) is (header["typ"] == "JWT")
        case = found.judgement.case
        assert case is not None
        assert case.credentials[0].credential.envelope is not None
    again = examined(content).judgement
    assert again.case is not None
    assert again.case.credentials[0].credential.envelope is None
    assert any(outcome.outcome is Outcome.PASSED for outcome in again.outcomes)
