# SPDX-License-Identifier: Apache-2.0
"""Answers read back: labels verified and compared, refusals told in words beside our findings, the rest as it is."""

import json
from dataclasses import replace
from typing import Any

import pytest

import label_credentials as labels
import loire_set
import tagus_specimens as tagus
from assay.document import Document
from assay.identity.did_document import read_did_document
from assay.identity.trust import TrustFiles
from assay.kits.answers import AnswerKind, AnswerReading, read_answer
from assay.kits.self_test import Result
from assay.options import Options
from checking import MOMENT
from label_credentials import HOUSE, label, tokens
from signing import ACME, did_document, presented, token

SHAPES = "https://registry.lab.gaia-x.eu/development/api/trusted-shape-registry/v1/shapes/jsonld/trustframework#"


def _trust(*dids: str) -> TrustFiles:
    told = dids or (HOUSE, ACME, loire_set.NOTARY)
    documents = (read_did_document(json.dumps(did_document(did)).encode(), f"{did}.json") for did in told)
    return TrustFiles(documents=tuple(documents))


def _read(data: Any, *handed_in: Document, trust: TrustFiles | None = None) -> AnswerReading:
    told = data if isinstance(data, bytes) else json.dumps(data).encode()
    return read_answer(told, Options(moment=MOMENT, trust=trust or _trust()), handed_in)


def _handed_in() -> Document:
    return Document("submission.jwt", token(presented(*tokens(*labels.credentials()))).encode())


def _label(**changes: Any) -> bytes:
    content = {**label(*labels.credentials()), **changes}
    return token(content, key=changes.get("issuer", HOUSE)).encode()


def _tagus() -> Document:
    participant = tagus.participant()
    del participant["credentialSubject"]["gx:headquarterAddress"]
    content = {**tagus.presentation({}), "verifiableCredential": [participant]}
    return Document("tagus.json", json.dumps(content).encode())


def test_a_label_for_what_was_handed_in_holds() -> None:
    found = _read(_label(), _handed_in())
    assert (found.kind, found.headline) == (AnswerKind.LABEL, "answer.label.passed")
    assert found.credential is not None
    assert found.credential.result is Result.PASSED
    assert (found.credential.issuer, found.credential.listed) == (HOUSE, 3)
    assert found.credential.stated.levels == ("SC",)
    assert found.file_name.startswith("label-SC-2026-04-15-")
    assert found.file_name.endswith(".jwt")
    assert found.data == _label()


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [(b"", b"\n", 0), (b'"', b'"', 0), (b"HTTP/1.1 201 Created\r\nContent-Type: application/vc+jwt\r\n\r\n", b"", 201)],
)
def test_what_stands_around_a_label_is_left_out(before: bytes, after: bytes, status: int) -> None:
    found = _read(before + _label() + after, _handed_in())
    assert (found.kind, found.status) == (AnswerKind.LABEL, status)
    assert found.data == _label()
    assert found.credential is not None
    assert found.credential.result is Result.PASSED


def test_a_label_alone_is_not_called_verified() -> None:
    found = _read(_label())
    assert found.credential is not None
    assert (found.credential.signature, found.credential.covers) == (Result.PASSED, Result.OPEN)
    assert found.headline == "answer.label.open"


def test_a_label_for_more_than_was_handed_in_stays_open() -> None:
    found = _read(_label(), Document("one.jwt", tokens(*labels.credentials())[0].encode()))
    assert found.headline == "answer.label.open"


def test_a_label_that_leaves_out_something_that_was_handed_in_stays_open() -> None:
    some = labels.credentials()[:2]
    found = _read(token(label(*some), key=HOUSE).encode(), _handed_in())
    assert found.credential is not None
    assert "label.extra" in [entry.text for entry in found.credential.findings]
    assert found.headline == "answer.label.open"


def test_a_label_for_something_else_does_not_hold() -> None:
    other = labels.changed(loire_set.participant(), name="Another GmbH")
    found = _read(_label(), Document("x.jwt", token(presented(*tokens(other))).encode()))
    assert found.headline == "answer.label.failed"
    assert found.credential is not None
    assert "label.changed" in [entry.text for entry in found.credential.findings]


def test_a_label_without_the_key_of_its_clearing_house_stays_open() -> None:
    found = _read(_label(), _handed_in(), trust=_trust(ACME, loire_set.NOTARY))
    assert found.credential is not None
    assert found.credential.signature is Result.OPEN
    assert found.credential.reason == "reason.did_document_missing"
    assert found.headline == "answer.label.open"


def test_a_changed_label_does_not_hold() -> None:
    data = _label()
    found = _read(data[:-6] + b"AAAAAA", _handed_in())
    assert found.headline == "answer.label.failed"


def test_a_label_that_somebody_gave_himself_does_not_hold() -> None:
    found = _read(_label(issuer=ACME), _handed_in())
    assert found.headline == "answer.label.failed"
    assert found.credential is not None
    assert "label.self_issued" in [entry.text for entry in found.credential.findings]


def test_a_label_past_its_end_does_not_hold() -> None:
    found = _read(_label(validUntil="2026-05-01T00:00:00Z"), _handed_in())
    assert found.headline == "answer.label.failed"
    assert found.credential is not None
    assert found.credential.reason == "answer.not_verified"


def test_what_a_label_says_of_itself_is_no_part_of_a_file_name() -> None:
    content = label(*labels.credentials())
    content["credentialSubject"]["gx:labelLevel"] = "../../SC"
    content["validFrom"] = "/etc/passwd"
    found = _read(token(content, key=HOUSE).encode())
    assert found.file_name == f"label-{found.file_name[6:14]}.jwt"


def test_a_notary_answers_with_a_credential() -> None:
    number = token(loire_set.number(), key=loire_set.NOTARY).encode()
    found = _read(number)
    assert (found.kind, found.headline) == (AnswerKind.CREDENTIAL, "answer.credential.passed")
    assert found.file_name.startswith("credential-2026-04-15-")
    assert _read(number, trust=_trust(ACME)).headline == "answer.credential.open"


def test_a_label_of_tagus_is_read_too() -> None:
    given = labels.tagus_credentials()
    made = labels.tagus_label(*given)
    trust = _trust(*{entry["issuer"] for entry in (*given, made)})
    content = {**tagus.presentation({}), "verifiableCredential": given}
    found = _read(made, Document("vp.json", json.dumps(content).encode()), trust=trust)
    assert (found.kind, found.headline) == (AnswerKind.LABEL, "answer.label.passed")
    assert found.file_name.endswith(".json")


def _error(message: Any) -> dict[str, Any]:
    return {"statusCode": 409, "message": message, "error": "Conflict"}


def test_a_result_of_tagus_is_put_beside_the_finding_that_says_the_same() -> None:
    node = tagus.participant()["credentialSubject"]["id"]
    told = f"ERROR: {node} {SHAPES}headquarterAddress: does not conform with the given shape; DETAILS: a: b;"
    found = _read(_error({"conforms": False, "results": [told]}), _tagus())
    assert (found.kind, found.status) == (AnswerKind.REFUSAL, 409)
    (said,) = found.said
    assert said.text == told
    assert said.explained == "answer.said.shape"
    assert {step.step for step in said.steps} == {"T2c"}
    assert [(entry.rule, entry.text) for entry in said.findings] == [("TAGUS-SHAPE-minCount", "shape.minCount")]
    assert found.as_foretold


@pytest.mark.parametrize(
    ("node", "path"), [("https://other.example/x", "headquarterAddress"), ("_:b0", "legalName"), ("_:b0", "")]
)
def test_a_result_about_another_place_is_put_beside_nothing(node: str, path: str) -> None:
    told = f"ERROR: {node} {SHAPES}{path}: Value does not have class x"
    (said,) = _read(_error({"conforms": False, "results": [told]}), _tagus()).said
    assert said.explained == "answer.said.shape"
    assert said.findings == ()


def test_a_node_without_a_name_is_found_by_its_path() -> None:
    told = f"ERROR: _:c14n7 {SHAPES}headquarterAddress: Less than 1 values"
    (said,) = _read(_error({"conforms": False, "results": [told]}), _tagus()).said
    assert [entry.text for entry in said.findings] == ["shape.minCount"]


def test_several_messages_are_told_one_by_one() -> None:
    told = ["Service and participant issuers must match", "something nobody knows"]
    found = _read(_error({"conforms": False, "results": told}), _tagus())
    assert [(entry.text, entry.explained) for entry in found.said] == [
        (told[0], "answer.said.issuers_differ"),
        (told[1], ""),
    ]
    assert not found.as_foretold


def test_loire_errors_are_read() -> None:
    answer = {
        "message": "Unsupported Verifiable Presentation",
        "error": "Invalid verifiable presentation",
        "statusCode": 400,
        "errors": ["Root certificate is not self-signed", {"message": "deep", "path": "x"}],
    }
    found = _read(answer, _handed_in())
    assert (found.kind, found.status) == (AnswerKind.REFUSAL, 400)
    told = {entry.text: entry.explained for entry in found.said}
    assert told == {
        "Unsupported Verifiable Presentation": "answer.said.not_a_presentation",
        "Root certificate is not self-signed": "answer.said.chain_no_root",
        "deep": "",
        "Invalid verifiable presentation": "answer.said.not_a_presentation",
    }
    assert "L4-root" in {step.step for entry in found.said for step in entry.steps}


def test_an_answer_about_nothing_handed_in_is_still_explained() -> None:
    (said,) = _read({"statusCode": 409, "message": "proof not found in one of the verifiableCredential"}).said
    assert said.explained == "answer.said.proof_missing"
    assert {step.step for step in said.steps} == {"T1a"}
    assert said.findings == ()


def test_options_of_the_check_are_those_of_the_reading() -> None:
    """A reading of proofs alone still judges what was handed in as a whole."""
    from assay.verdict import Scope

    options = replace(Options(moment=MOMENT, trust=_trust()), scope=Scope.PROOFS)
    told = json.dumps(_error("Service and participant issuers must match")).encode()
    assert read_answer(told, options, [_tagus()]).predictions
