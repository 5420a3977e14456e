# SPDX-License-Identifier: Apache-2.0
"""No silent green: whatever keeps the rules from looking keeps the verdict from being good, and is named."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from assay import judgement
from assay.checks import case as case_module
from assay.document import Document
from assay.errors import PackError
from assay.examination import Examination
from assay.rules.bundled import load_bundled
from assay.verdict import Verdict
from checking import beyond_needed, examined, sample
from silent_green_judge import PARTICIPANT, assert_not_green

OFFERING = "good/storage-offering.json"
GX = "https://w3id.org/gaia-x/development#"
Node = dict[str, Any]


def _typed_nodes(value: Any, pointer: str = "") -> Iterator[tuple[str, Node]]:
    """Nodes with a type inside credential subjects, by pointer."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _typed_nodes(item, f"{pointer}/{index}")
    elif isinstance(value, dict):
        if "credentialSubject" in pointer and "type" in value:
            yield pointer, value
        for key, item in value.items():
            yield from _typed_nodes(item, f"{pointer}/{key}")


def _node(document: Any, pointer: str) -> Node:
    for token in pointer.split("/")[1:]:
        document = document[int(token)] if isinstance(document, list) else document[token]
    found: Node = document
    return found


SAMPLES = (PARTICIPANT, OFFERING)
TYPED = [(name, pointer) for name in SAMPLES for pointer, _ in _typed_nodes(sample(name))]


def _spoilt(name: str, pointer: str, change: Callable[[Node], None]) -> Examination:
    document = sample(name)
    change(_node(document, pointer))
    return examined(document)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_unspoilt_samples_are_green(name: str) -> None:
    examination = examined(sample(name))
    assert examination.report.verdict is Verdict.CONFORMANT
    assert not beyond_needed(examination)


@pytest.mark.parametrize(("name", "pointer"), TYPED)
def test_a_missing_type_is_seen(name: str, pointer: str) -> None:
    document = sample(name)
    del _node(document, pointer)["type"]
    if pointer.endswith("/credentialSubject"):  # the class may stand on the credential alone
        outer = _node(document, pointer.removesuffix("/credentialSubject"))
        outer["type"] = ["VerifiableCredential"]
    assert_not_green(examined(document))


TYPOS = {
    "dropped letter": lambda name: name[:-1],
    "doubled letter": lambda name: name + name[-1],
    "lower case": lambda name: f"gx:{name[3:4].lower()}{name[4:]}",
    "unknown prefix": lambda name: name.replace("gx:", "gxx:"),
}


@pytest.mark.parametrize("typo", TYPOS)
@pytest.mark.parametrize(("name", "pointer"), TYPED)
def test_a_slip_in_a_class_is_seen(name: str, pointer: str, typo: str) -> None:
    document = sample(name)
    node = _node(document, pointer)
    meant = node["type"].removeprefix("gx:")
    node["type"] = TYPOS[typo](node["type"])
    if pointer.endswith("/credentialSubject"):
        _node(document, pointer.removesuffix("/credentialSubject"))["type"][1] = node["type"]
    examination = examined(document)
    assert_not_green(examination)
    told = " ".join(f"{finding.message} {finding.fix}" for finding in examination.report.findings)
    assert meant in told or "gx" in told


def _members() -> Iterator[tuple[str, str, str]]:
    for name, pointer in TYPED:
        for member in _node(sample(name), pointer):
            if member not in ("id", "type"):
                yield name, pointer, member


@pytest.mark.parametrize(("name", "pointer", "member"), list(_members()))
def test_a_word_nobody_reads_is_seen(name: str, pointer: str, member: str) -> None:
    document = sample(name)
    node = _node(document, pointer)
    node[f"gx_{member}"] = node.pop(member)
    assert_not_green(examined(document))


@pytest.mark.parametrize(("name", "pointer"), TYPED)
@pytest.mark.parametrize("extra", ["ghx:note", "urn:example:note", "https://example.com/own#note", "nte"])
def test_an_extra_statement_in_any_vocabulary_is_seen(name: str, pointer: str, extra: str) -> None:
    assert_not_green(_spoilt(name, pointer, lambda node: node.update({extra: "x"})))


@pytest.mark.parametrize(("name", "pointer"), TYPED)
def test_a_term_the_context_drops_is_seen(name: str, pointer: str) -> None:
    document = sample(name)
    credential = (
        document
        if "verifiableCredential" not in document
        else document["verifiableCredential"][int(pointer.split("/")[2])]
    )
    credential["@context"] = [*credential["@context"], {"remark": None}]
    _node(document, pointer)["remark"] = "nobody reads this"
    assert_not_green(examined(document), "remark")


NAMESPACES = [
    "https://w3id.org/gaia-x/develpment#",
    "https://w3id.org/gaia-x/2611#",
    "http://w3id.org/gaia-x/development#",
    "https://w3id.org/gaia-x/development/",
    "https://registry.lab.gaia-x.eu/v2/api/shapes#",
    "https://example.com/gaia-x#",
    "https://w3id.org/gaia-x/core#",
    "https://w3id.org/gaia-x/Development#",
]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("namespace", NAMESPACES)
def test_a_namespace_that_is_no_alias_is_seen(name: str, namespace: str) -> None:
    told = json.dumps(sample(name)).replace(
        f'"{GX}"', json.dumps({"@vocab": namespace, "gx": namespace, "name": "https://schema.org/name"})
    )
    assert_not_green(examined(told))


CONTEXTS = [
    "https://w3id.org/gaia-x/develpment#",
    "https://w3id.org/gaia-x/2611#",
    "https://w3id.org/gaia-x/",
    "https://www.w3.org/ns/credentials/v2https://w3id.org/gaia-x/development#",
    "https://example.com/context",
    "w3id.org/gaia-x/development",
    "http://w3id.org/gaia-x/development#",
    "",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("context", CONTEXTS)
def test_an_unknown_context_is_seen(name: str, context: str) -> None:
    assert_not_green(examined(json.dumps(sample(name)).replace(f'"{GX}"', json.dumps(context))))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("left", [[], ["https://www.w3.org/ns/credentials/v2"], [GX], None])
def test_a_missing_context_is_seen(name: str, left: list[str] | None) -> None:
    document = sample(name)
    for credential in document.get("verifiableCredential", [document]):
        if left is None:
            del credential["@context"]
        else:
            credential["@context"] = left
    assert_not_green(examined(document))


UNRELATED: dict[str, Any] = {
    "empty object": {},
    "empty array": [],
    "no statements": {"@context": [GX], "@id": "https://acme.example/x"},
    "empty subject": {**sample(PARTICIPANT), "credentialSubject": {}},
    "subject with an id only": {**sample(PARTICIPANT), "credentialSubject": {"id": "https://acme.example/x#cs"}},
    "subject is text": {**sample(PARTICIPANT), "credentialSubject": "https://acme.example/x#cs"},
    "no subjects": {**sample(PARTICIPANT), "credentialSubject": []},
    "another vocabulary": {"@context": {"@vocab": "https://schema.org/"}, "@type": "Person", "name": "Ada"},
    "package.json": {"name": "assay", "version": "1.0.0"},
    "no credentials": {**sample(OFFERING), "verifiableCredential": []},
}


@pytest.mark.parametrize("kind", UNRELATED)
@pytest.mark.parametrize("draft", [True, False, None])
def test_nothing_to_check_is_not_green(kind: str, draft: bool | None) -> None:
    assert_not_green(examined(UNRELATED[kind], draft=draft))


def test_unrelated_turtle_is_not_green() -> None:
    assert_not_green(examined(b'<urn:a> <urn:b> "c" .', "claims.ttl"))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize(
    "fault", [RuntimeError("boom"), MemoryError(), RecursionError(), KeyError("x"), PackError("x")]
)
def test_an_engine_that_fails_is_not_green(name: str, fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(case_module, "evaluate", fail)
    examination = examined(sample(name))
    assert examination.report.verdict is Verdict.INCOMPLETE
    assert_not_green(examination, "engine failed")


@pytest.mark.parametrize("name", SAMPLES)
def test_an_engine_that_takes_too_long_is_not_green(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(case_module, "evaluate", late)
    assert_not_green(examined(sample(name)), "too long")


def test_a_check_the_program_lacks_is_not_green(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = load_bundled()
    rules = {
        rule.id: replace(rule, check="divination") if rule.id.endswith("dates") else rule
        for rule in pack.rules.values()
    }
    monkeypatch.setattr(judgement, "newest_of", lambda *_: replace(pack, rules=rules))
    examination = examined(sample(PARTICIPANT))
    assert examination.report.verdict is Verdict.INCOMPLETE


def test_a_pack_without_rules_is_not_green(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = load_bundled()
    monkeypatch.setattr(judgement, "newest_of", lambda *_: replace(pack, rules={}))
    assert examined(sample(PARTICIPANT)).report.verdict is Verdict.INCOMPLETE


@pytest.mark.parametrize("name", SAMPLES)
def test_an_unsigned_document_that_is_no_draft_is_not_green(name: str) -> None:
    expected = (
        Verdict.NON_CONFORMANT if name == OFFERING else Verdict.INCOMPLETE
    )  # as a submission it lacks credentials
    assert examined(sample(name), draft=False).report.verdict is expected


@pytest.mark.parametrize("draft", [True, False, None])
def test_a_proof_is_never_taken_on_trust(draft: bool | None) -> None:
    document = copy.deepcopy(sample(PARTICIPANT))
    document["proof"] = {"type": "DataIntegrityProof", "proofValue": "zzz"}
    examination = examined(document, draft=draft)
    assert examination.report.verdict is Verdict.INCOMPLETE


def test_a_level_that_was_asked_for_and_not_judged_is_not_green() -> None:
    assert examined(sample(PARTICIPANT), levels=("L1",)).report.verdict is Verdict.INCOMPLETE
    assert examined(sample(PARTICIPANT), levels=("SC", "L1")).report.verdict is Verdict.NON_CONFORMANT


def test_a_file_too_large_to_read_is_not_green() -> None:
    from assay.options import Options
    from assay.pipeline import examine
    from checking import MOMENT

    found = examine(Document("big.json", b"", oversize=50_000_000), Options(draft=True, moment=MOMENT))
    assert found.report.verdict is Verdict.NON_CONFORMANT
