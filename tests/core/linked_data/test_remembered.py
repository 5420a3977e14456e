# SPDX-License-Identifier: Apache-2.0
"""A credential that was expanded a moment ago is not expanded again, and never taken for another."""

import copy
from typing import Any

import pytest

from assay.credential import Credential
from assay.formats.json_text import WrittenNumber
from assay.linked_data import expand as module
from assay.linked_data.contexts import ContextSource
from assay.linked_data.expand import expand
from assay.rules.bundled import load_bundled
from checking import sample


@pytest.fixture
def source() -> ContextSource:
    pack = load_bundled()
    found = ContextSource(dict.fromkeys(pack.context_urls, pack.context))
    found.expansions.clear()
    return found


def _credential(content: Any = None, pointer: str = "", **members: Any) -> Credential:
    return Credential(pointer, content or sample("good/participant.json"), **members)


def test_the_same_credential_is_expanded_once(source: ContextSource) -> None:
    first = expand(_credential(), source)
    assert expand(_credential(), source) is first


CHANGES = {
    "a value": lambda found: found["credentialSubject"].update({"name": "Another"}),
    "a number for a flag": lambda found: found["credentialSubject"].update({"keyword": 1}),
    "the order": lambda found: found.update({"issuer": found.pop("issuer")}),
    "the context": lambda found: found["@context"].append({"own": "https://acme.example/own#"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_credential_is_expanded_anew(source: ContextSource, change: str) -> None:
    first = expand(_credential(), source)
    changed = copy.deepcopy(sample("good/participant.json"))
    CHANGES[change](changed)
    again = expand(_credential(changed), source)
    assert again is not first
    source.expansions.clear()
    assert again == expand(_credential(changed), source)


@pytest.mark.parametrize(("one", "other"), [(1, True), (1, 1.0), (0.0, -0.0), ("1", 1), (None, "None"), (["a"], "a")])
def test_values_that_look_alike_are_not_mixed_up(source: ContextSource, one: Any, other: Any) -> None:
    found = sample("good/participant.json")
    found["credentialSubject"]["keyword"] = one
    first = expand(_credential(copy.deepcopy(found)), source)
    found["credentialSubject"]["keyword"] = other
    assert expand(_credential(found), source) is not first


def test_place_label_and_inherited_context_count(source: ContextSource) -> None:
    first = expand(_credential(), source)
    assert expand(_credential(pointer="/verifiableCredential/0"), source) is not first
    assert expand(_credential(), source, "c1") is not first
    assert expand(_credential(inherited_contexts=("https://www.w3.org/2018/credentials/v1",)), source) is not first
    assert expand(_credential(is_bare_claims=True), source) is not first


def test_other_documents_for_a_context_count(source: ContextSource) -> None:
    first = expand(_credential(), source)
    other = ContextSource({url: {"@context": {"@vocab": "urn:other:"}} for url in load_bundled().context_urls})
    assert expand(_credential(), other) is not first
    other.expansions.clear()


def test_numbers_that_remember_how_they_were_written_are_not_remembered(source: ContextSource) -> None:
    found = sample("good/participant.json")
    found["credentialSubject"]["keyword"] = WrittenNumber("1.10")
    assert expand(_credential(found), source) is not expand(_credential(found), source)


def test_memory_is_bounded(source: ContextSource, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_REMEMBERED", 3)
    for number in range(10):
        expand(_credential(pointer=f"/{number}"), source)
        assert len(source.expansions) <= 3
    monkeypatch.setattr(module, "LONGEST_REMEMBERED", 10)
    source.expansions.clear()
    expand(_credential(), source)
    assert not source.expansions
