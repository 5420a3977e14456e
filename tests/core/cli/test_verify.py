# SPDX-License-Identifier: Apache-2.0
"""`assay verify`, as a process: proofs without content, and a certificate chain without any credential."""

import json
from pathlib import Path
from typing import Any

import pytest

import authority
from authority import certificate, pem
from checking import sample
from commands import assay, begun
from core.cli.test_check import body
from signing import ACME, did_document, json_file, presented, public_jwk, token

AT = ("--at", "2026-11-22T10:00:00Z")
JSON = ("--format", "json")


@pytest.fixture
def given(tmp_path: Path) -> list[str]:
    """A DID document, its chain and the list with its root, as options."""
    files = authority.specimen()
    (tmp_path / "chain.pem").write_text(files["chain.pem"])
    (tmp_path / "anchors.pem").write_text(files["anchors.pem"])
    did = json_file(tmp_path / "did.json", files["did.json"])
    return ["--did", did, "--chain", str(tmp_path / "chain.pem"), "--anchors", str(tmp_path / "anchors.pem"), *AT]


def _file(folder: Path, document: Any) -> Path:
    place = folder / ("document.jwt" if isinstance(document, str) else "document.json")
    place.write_text(document if isinstance(document, str) else json.dumps(document))
    return place


def test_proofs_that_hold_are_told_as_proofs_and_nothing_else(tmp_path: Path, given: list[str]) -> None:
    wrong = sample("good/participant.json")
    del wrong["credentialSubject"]["legalAddress"]
    ran = assay("verify", _file(tmp_path, token(wrong)), *given, *JSON)
    (document,) = body(ran)["documents"]
    assert (ran.returncode, document["verdict"]) == (0, "conformant")
    assert document["findings"] == []
    stages = {entry["stage"]: entry["outcome"] for entry in document["checks"] if entry["outcome"] != "not_applicable"}
    assert {stage for stage, outcome in stages.items() if outcome == "passed"} == {
        "parse", "identity", "signature", "validity",
    }  # fmt: skip
    assert {stages[stage] for stage in ("envelope", "content", "links", "criteria")} == {"not_checked"}
    told = assay("verify", _file(tmp_path, token(wrong)), *given)
    assert b"The content was not judged." in told.stdout
    assert assay("check", _file(tmp_path, token(wrong)), *given).returncode == 1


GOOD = sample("good/participant.json")
CREDENTIALS = "https://www.w3.org/2018/credentials#"
STATUS = {"id": "https://acme.example/status#1", "type": "BitstringStatusListEntry"}
LONG_AGO = 1_767_225_600


def _presentation(**members: Any) -> str:
    return token({**presented(token(GOOD)), **members}, typ="vp+jwt", cty="vp")


FAULTS: dict[str, str] = {
    "another key": token(GOOD, key="did:web:other.example", iss=ACME, kid=f"{ACME}#key-1"),
    "over": token({**GOOD, "validUntil": "2026-01-20T00:00:00Z"}),
    "a token that is over": token({**GOOD, "exp": LONG_AGO}),
    "a token that is over by its header": token(GOOD, exp=LONG_AGO),
    "an end under another name": token({**GOOD, f"{CREDENTIALS}validUntil": "2026-01-20T00:00:00Z"}),
    "a status under another name": token({**GOOD, f"{CREDENTIALS}credentialStatus": STATUS}),
    "another issuer under another name": token({**GOOD, f"{CREDENTIALS}issuer": {"id": "did:web:other.example"}}),
    "another issuer in the claims of the token": token({**GOOD, "iss": "did:web:other.example"}),
    "a presentation that is over": _presentation(validUntil="2026-01-20T00:00:00Z"),
    "a presentation of tomorrow": _presentation(validFrom="2026-11-23T00:00:00Z"),
    "a token of a presentation that is over": _presentation(exp=LONG_AGO),
    "what is no linked data": token({**GOOD, "issuer": {"id": ACME, "@id": "did:web:other.example"}}),
    "a part that is none": token({**presented(), "verifiableCredential": [{"type": "X"}]}, typ="vp+jwt", cty="vp"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_with_a_proof_is_told(name: str, tmp_path: Path, given: list[str]) -> None:
    ran = begun("verify", _file(tmp_path, FAULTS[name]), *given)
    assert ran.returncode == 1
    assert b"do not hold" in ran.stdout


def test_a_presentation_whose_proofs_hold(tmp_path: Path, given: list[str]) -> None:
    assert begun("verify", _file(tmp_path, _presentation()), *given).returncode == 0


def test_what_is_not_signed_cannot_be_verified(tmp_path: Path, given: list[str]) -> None:
    good = sample("good/participant.json")
    assert begun("verify", _file(tmp_path, good), *given).returncode == 2
    assert begun("verify", _file(tmp_path, good), *given, "--draft").returncode == 2
    assert begun("verify", _file(tmp_path, presented(token(good))), *given).returncode == 2
    assert begun("verify", _file(tmp_path, token(good)), *AT).returncode == 2


def test_a_level_needs_the_content(tmp_path: Path, given: list[str]) -> None:
    place = _file(tmp_path, token(sample("good/participant.json")))
    assert begun("verify", place, *given, "--level", "SC").returncode == 2


def test_a_chain_alone_in_order(given: list[str]) -> None:
    ran = begun("verify", *given, *JSON)
    (document,) = body(ran)["documents"]
    assert (ran.returncode, document["kind"], document["verdict"]) == (0, "certificate_chain", "conformant")
    assert {entry["answer"] for entry in document["predictions"]} == {"accepted"}
    assert [(entry["text"]["id"], entry["location"]["line"]) for entry in document["findings"]] == [
        ("chain.told_leaf", 1), ("chain.told_authority", 11), ("chain.trusted", 21), ("chain.told_authority", 21),
    ]  # fmt: skip
    assert [entry["role"] for entry in document["inputs"]] == ["anchors"]


def _revocation(ran: Any) -> tuple[str, str]:
    """Outcome and findings of the check of revocation, in a run about one chain."""
    (document,) = body(ran)["documents"]
    (check,) = (entry for entry in document["checks"] if entry["id"] == "LOIRE-CHAIN-revocation")
    texts = [entry["text"]["id"] for entry in document["findings"] if entry["rule"] == "LOIRE-CHAIN-revocation"]
    return check["outcome"], " ".join(texts)


def test_a_chain_alone_that_was_revoked(tmp_path: Path, given: list[str]) -> None:
    assert _revocation(begun("verify", *given, *JSON)) == ("not_checked", "")
    lists = []
    for name, by, serials in (
        ("middle", authority.MIDDLE, ()),
        ("root", authority.ROOT, ()),
        ("taken", authority.MIDDLE, (authority.chain()[0].serial_number,)),
    ):
        (tmp_path / f"{name}.crl").write_text(authority.revocation_list(by, *serials))
        lists.append(["--status", str(tmp_path / f"{name}.crl")])
    cleared = begun("verify", *given, *lists[0], *lists[1], *JSON)
    assert (cleared.returncode, _revocation(cleared)) == (0, ("passed", ""))
    used = [(entry["role"], entry["name"]) for entry in body(cleared)["documents"][0]["inputs"]]
    assert used[1:] == [("revocation", str(tmp_path / f"{name}.crl")) for name in ("middle", "root")]
    revoked = begun("verify", *given, *lists[1], *lists[2], *JSON)
    assert (revoked.returncode, _revocation(revoked)) == (1, ("failed", "revocation.revoked"))
    found = [entry for entry in body(revoked)["documents"][0]["findings"] if entry["severity"] == "violation"]
    assert [entry["location"]["line"] for entry in found] == [1]


def test_without_a_list_that_has_its_root_it_stays_open(given: list[str]) -> None:
    assert begun("verify", *given[2:4], *AT).returncode == 2


@pytest.mark.parametrize("words", [("--level", "SC"), ("--extension", "assay-example-nuclear")])
def test_a_chain_alone_has_no_level_and_no_content(words: tuple[str, str], given: list[str]) -> None:
    assert begun("verify", *given, *words).returncode == 3


def _chain(folder: Path, **leaf: Any) -> list[str]:
    (folder / "chain.pem").write_bytes(pem(authority.chain(**leaf)))
    return ["--chain", str(folder / "chain.pem")]


def test_each_clearing_house_takes_other_kinds(tmp_path: Path, given: list[str]) -> None:
    ran = begun("verify", *_chain(tmp_path, policies=[authority.DOMAIN]), *given[4:], *JSON)
    (document,) = body(ran)["documents"]
    answers = {entry["engine"]: (entry["answer"], entry.get("message")) for entry in document["predictions"]}
    assert answers["loire-production"] == (
        "refused", "The leaf certificate provided is not EV-SSL - 2.23.140.1.1 OID is missing",
    )  # fmt: skip
    assert answers["loire-lab"][0] == "accepted"
    assert (ran.returncode, document["verdict"]) == (1, "non_conformant")


def test_a_qualified_seal_is_right_by_the_rules_and_refused_in_production(tmp_path: Path, given: list[str]) -> None:
    ran = begun("verify", *_chain(tmp_path, policies=[], statements=authority.qualified_seal()), *given[4:], *JSON)
    (document,) = body(ran)["documents"]
    answers = {entry["engine"]: entry["answer"] for entry in document["predictions"]}
    assert (ran.returncode, answers["loire-production"]) == (0, "refused")
    assert "chain.qualified_not_ev" in {entry["text"]["id"] for entry in document["findings"]}


def test_a_chain_beside_a_document_of_other_keys(tmp_path: Path, given: list[str]) -> None:
    other = json_file(tmp_path / "other.json", did_document("did:web:other.example"))
    ran = begun("verify", "--did", other, *given[2:], *JSON)
    (document,) = body(ran)["documents"]
    assert ran.returncode == 1
    assert "chain.other_key" in {entry["text"]["id"] for entry in document["findings"]}


def test_a_chain_for_another_host_than_its_keys_owner(tmp_path: Path, given: list[str]) -> None:
    did = "did:web:elsewhere.example"
    method = {**did_document(did)["verificationMethod"][0], "publicKeyJwk": public_jwk(ACME)}
    elsewhere = json_file(tmp_path / "elsewhere.json", did_document(did, verificationMethod=[method]))
    ran = begun("verify", "--did", elsewhere, *given[2:], *JSON)
    assert ran.returncode == 0
    assert "chain.other_host" in {entry["text"]["id"] for entry in body(ran)["documents"][0]["findings"]}


def test_several_chains_and_one_that_is_none(tmp_path: Path, given: list[str]) -> None:
    (tmp_path / "none.pem").write_text("no certificate")
    ran = begun("verify", "--chain", tmp_path / "none.pem", *given)
    assert ran.returncode == 3
    assert b"none.pem" in ran.stderr
    assert b"in order" in ran.stdout


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_nothing_to_verify_is_wrong_usage(lang: str) -> None:
    ran = begun("verify", "--lang", lang)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert b"--chain" in ran.stderr


def test_a_private_key_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n")
    ran = begun("verify", "--chain", tmp_path / "key.pem")
    assert ran.returncode == 3
    assert b"c2VjcmV0" not in ran.stderr + ran.stdout


def test_an_expired_authority_is_found_at_its_line(tmp_path: Path, given: list[str]) -> None:
    leaf, _, root = authority.chain()
    old = certificate(authority.MIDDLE, authority.ROOT, ca=True, ends=authority.STARTS.replace(month=6))
    (tmp_path / "chain.pem").write_bytes(pem([leaf, old, root]))
    ran = begun("verify", *given[2:], *JSON)
    found = [entry for entry in body(ran)["documents"][0]["findings"] if entry["severity"] == "violation"]
    assert [(entry["text"]["id"], entry["location"]["line"]) for entry in found] == [("chain.expired", 11)]
