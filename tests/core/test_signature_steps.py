# SPDX-License-Identifier: Apache-2.0
"""Checklists of signatures: a line for each question, green only where something was checked and held."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.checklist import About, SignedThing, Step
from assay.finding import Outcome
from assay.identity.file_kind import FileKind
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.issuers import issuer_names
from assay.signature_steps import signed_things
from assay.texts import load_texts
from authority import MIDDLE, ROOT
from checking import examined, sample, sample_bytes
from core.checks.test_revocation import crl
from ecosystem.signers import ACME, signer
from ecosystem.submission import LOIRE, TAGUS, Submission
from kit_specimens import presentation
from signing import did_document, signed_inside, token
from status_lists import INDEX, entry, status_list

PROOF = (
    About.SIGNED, About.DOCUMENT, About.KEY, About.SIGNATURE,
    About.CHAIN, About.KIND, About.ANCHOR, About.REVOCATION,
)  # fmt: skip
CREDENTIAL = (*PROOF, About.DATES, About.STATUS)


def things(value: Any, trust: TrustFiles | None = None, **options: Any) -> tuple[SignedThing, ...]:
    return signed_things(examined(value, draft=None, trust=trust or TrustFiles(), **options))


def step(thing: SignedThing, about: About) -> Step:
    return next(entry for entry in thing.steps if entry.about is about)


def outcomes(thing: SignedThing) -> dict[About, str]:
    return {entry.about: entry.outcome.value for entry in thing.steps}


@pytest.fixture
def whole(tmp_path: Path) -> TrustFiles:
    """Everything but lists of revoked certificates."""
    return Submission(LOIRE).trust(tmp_path)


def one(**members: Any) -> str:
    """A signed participant."""
    return token({**sample("good/participant.json"), **members})


def test_with_nothing_at_hand_nothing_is_green_but_dates():
    found = things(presentation().data)
    assert [entry.is_presentation for entry in found] == [True, False, False, False, False]
    assert tuple(entry.about for entry in found[0].steps) == PROOF
    for thing in found[1:]:
        assert tuple(entry.about for entry in thing.steps) == CREDENTIAL
        passed = {entry.about for entry in thing.steps if entry.outcome is Outcome.PASSED}
        assert passed == {About.DATES}
        assert thing.outcome is Outcome.NOT_CHECKED
    missing = step(found[1], About.DOCUMENT)
    assert missing.wants is FileKind.DID_DOCUMENT
    assert missing.params["address"] == "https://acme.example/.well-known/did.json"
    assert step(found[1], About.SIGNED).told == "said"


def test_with_everything_at_hand_all_is_green_but_revocation(whole: TrustFiles):
    found = things(presentation().data, whole)
    for thing in found:
        open_ = {entry.about for entry in thing.steps if entry.outcome is Outcome.NOT_CHECKED}
        assert open_ == {About.REVOCATION}
        assert step(thing, About.REVOCATION).wants is FileKind.REVOCATION
        assert thing.outcome is Outcome.PASSED
    number = found[2]
    assert number.issuer.startswith("did:web:www.delta-dao.com")
    assert step(number, About.ANCHOR).params["list"] == "anchors.pem"
    assert step(number, About.KIND).params["kind"] == "text:chain.kind.ev"
    assert step(number, About.SIGNED).told == "key"


def test_revocation_is_told_for_each_key(whole: TrustFiles, tmp_path: Path):
    lists = [tmp_path / "middle.crl", tmp_path / "root.crl"]
    for revoked, outcome in ((), Outcome.PASSED), ((signer(ACME).chain[0].serial_number,), Outcome.FAILED):
        lists[0].write_bytes(crl(MIDDLE, *revoked))
        lists[1].write_bytes(crl(ROOT))
        told = open_trust((), statuses=map(str, lists)).revocations
        thing = things(presentation().data, replace(whole, revocations=told))[1]
        assert step(thing, About.REVOCATION).outcome is outcome
        assert thing.outcome is outcome
        assert bool(step(thing, About.REVOCATION).findings) is (outcome is Outcome.FAILED)


def test_a_changed_credential_has_a_signature_that_fails(whole: TrustFiles):
    made = Submission(LOIRE)
    made.parts["terms"].after = lambda signed: signed[:-6] + ("AAAAAA" if signed[-6:] != "AAAAAA" else "BBBBBB")
    found = things(made.file(), whole)
    terms = found[3]
    assert step(terms, About.SIGNATURE).outcome is Outcome.FAILED
    assert step(terms, About.SIGNED).outcome is Outcome.NOT_CHECKED
    assert terms.outcome is Outcome.FAILED
    report = examined(made.file(), draft=None, trust=whole).report
    assert {report.findings[index].stage.value for index in step(terms, About.SIGNATURE).findings} == {"signature"}
    assert found[1].outcome is Outcome.PASSED


def test_somebody_elses_key_is_not_the_issuers(whole: TrustFiles):
    made = Submission(LOIRE)
    made.parts["terms"].by = made.notary
    terms = things(made.file(), whole)[3]
    assert step(terms, About.KEY).outcome is Outcome.FAILED
    assert terms.outcome is Outcome.FAILED


def test_a_chain_without_a_trusted_root_wants_a_list_of_authorities(whole: TrustFiles):
    bare = replace(whole, anchors=TrustFiles().anchors)
    anchor = step(things(presentation().data, bare)[1], About.ANCHOR)
    assert (anchor.outcome, anchor.wants) == (Outcome.NOT_CHECKED, FileKind.ANCHORS)


def test_a_missing_chain_is_wanted_with_its_address(whole: TrustFiles):
    chain = step(things(presentation().data, replace(whole, chains=()))[1], About.CHAIN)
    assert (chain.outcome, chain.told, chain.wants) == (Outcome.NOT_CHECKED, "missing", FileKind.CHAIN)
    assert str(chain.params["address"]).startswith("https://acme.example/")


def test_a_chain_in_the_wrong_order_fails_and_says_nothing_of_its_root(whole: TrustFiles):
    chains = tuple(replace(entry, certificates=entry.certificates[::-1]) for entry in whole.chains)
    thing = things(presentation().data, replace(whole, chains=chains))[1]
    assert step(thing, About.CHAIN).outcome is Outcome.FAILED
    assert step(thing, About.ANCHOR).outcome is Outcome.NOT_CHECKED
    assert step(thing, About.ANCHOR).reason == "reason.chain_unsound"


def test_an_unsigned_draft_need_not_be_signed_and_anything_else_has_to_be():
    draft = things(sample_bytes("good/participant.json"))[0]
    assert outcomes(draft) == {
        About.SIGNED: "not_applicable", About.DATES: "passed", About.STATUS: "not_applicable",
    }  # fmt: skip
    found = signed_things(examined(sample_bytes("good/participant.json"), draft=False))[0]
    assert (step(found, About.SIGNED).outcome, found.outcome) == (Outcome.NOT_CHECKED, Outcome.NOT_CHECKED)


def test_dates_that_are_over_fail_for_that_credential_only():
    value = sample("good/storage-offering.json")
    value["verifiableCredential"][1]["validUntil"] = "2026-03-01T00:00:00Z"
    found = {entry.pointer: step(entry, About.DATES) for entry in things(value) if not entry.is_presentation}
    assert [entry.outcome for entry in found.values()] == [Outcome.PASSED, Outcome.FAILED]
    assert found["/verifiableCredential/1"].params["end"] == "2026-03-01"
    assert found["/verifiableCredential/1"].findings


@pytest.mark.parametrize(
    ("positions", "given", "outcome", "told"),
    [
        ([], True, Outcome.PASSED, "active"),
        ([INDEX], True, Outcome.FAILED, "withdrawn"),
        ([], False, Outcome.NOT_CHECKED, "open"),
    ],
)
def test_a_status_list_is_asked(positions: list[int], given: bool, outcome: Outcome, told: str, tmp_path: Path):
    (tmp_path / "did.json").write_text(json.dumps(did_document()))
    (tmp_path / "list.jwt").write_text(token(status_list(positions)))
    statuses = [str(tmp_path / "list.jwt")] if given else []
    trust = open_trust([str(tmp_path / "did.json")], statuses=statuses)
    thing = things(one(credentialStatus=entry()), trust)[0]
    found = step(thing, About.STATUS)
    assert (found.outcome, found.told) == (outcome, told)
    assert (found.wants is FileKind.STATUS) is (not given)


def test_tagus_signs_inside(tmp_path: Path):
    made = Submission(TAGUS)
    found = things(made.file(), made.trust(tmp_path))
    signed = [entry for entry in found if len(entry.steps) > 3]
    assert len(signed) == 4
    assert {step(entry, About.SIGNATURE).outcome for entry in signed} == {Outcome.PASSED}
    wrong = {**signed_inside(tagus.participant()), "issuer": "did:web:else.example"}
    assert things(wrong, open_trust((), [str(tmp_path / "trust")]))[0].outcome is Outcome.FAILED


@pytest.mark.parametrize("value", [b"", b"{", b"\xff", b"[]", "eyJ.a.b"])
def test_what_cannot_be_read_has_no_checklist(value: Any):
    assert all(entry.outcome is not Outcome.PASSED for entry in things(value))


def test_issuers_have_names_and_a_stranger_only_an_address():
    examination = examined(presentation().data, draft=None)
    names = issuer_names(examination, load_texts())
    assert names == {ACME: "Acme Cloud GmbH", signer(Submission(LOIRE).notary).did: "deltaDAO"}
    stranger = sample("good/storage-offering.json")
    stranger["verifiableCredential"] = stranger["verifiableCredential"][:1]
    stranger["verifiableCredential"][0]["issuer"] = "did:web:stranger.example:a"
    assert issuer_names(examined(stranger), load_texts()) == {"did:web:stranger.example:a": "stranger.example"}
