# SPDX-License-Identifier: Apache-2.0
"""The publishing kit as a folder: tried first, never called good for nothing, nothing of anybody's overwritten."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.document import Document
from assay.keys.did_json import did_json
from assay.keys.key_record import State
from assay.keys.signer import KeyStoreError
from assay.kits.kit import README
from assay.kits.publish import Published, publish
from assay.kits.readme import Page
from assay.kits.self_test import Result, Step, overall, self_test
from assay.texts import load_texts
from authority import MIDDLE, Holder, certificate, pem
from ecosystem.signers import ACME, signer
from kit_specimens import credentials, files_below, notary_trust, order, other_record, presentation, record
from loire_set import participant
from signing import did_document, private_key, signed_inside, token

DID = "acme.example/.well-known/did.json"
CHAIN = "acme.example/.well-known/x509CertificateChain.pem"
PARTICIPANT = "acme.example/credentials/participant.json"


def _results(published: Published) -> dict[str, Result]:
    return {step.name: step.result for step in published.steps}


def _reason(published: Published, name: str) -> str:
    return next(step.reason for step in published.steps if step.name == name and step.reason)


def _refused(folder: Path, *given: Document, **members: Any) -> str:
    replacing = members.pop("replacing", ())
    before = files_below(folder)
    with pytest.raises(KeyStoreError) as caught:
        publish(folder, order(*given, **members), replacing=replacing)
    assert files_below(folder) == before
    return caught.value.text_id


def test_a_kit_that_fits_together_is_written_and_called_good(tmp_path: Path) -> None:
    made = publish(tmp_path, order(*credentials("participant", "terms", "offering")))
    assert made.result is Result.PASSED
    assert [step.name for step in made.steps] == ["did_json", "key", "chain", "chain_order", *["credential"] * 3]
    assert {step.result for step in made.steps} == {Result.PASSED}
    assert files_below(tmp_path) == dict(made.kit.contents)
    page = (tmp_path / README).read_text("utf-8")
    assert "They may be uploaded." in page
    assert "curl -sSI https://acme.example/credentials/participant.json" in page
    assert 'curl.exe -sSI "https://acme.example/.well-known/did.json"' in page


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "They may be uploaded."), ("de", "Sie dürfen hochgeladen werden."), ("fr", "mettre en")]
)
def test_the_page_is_in_the_language_of_the_user(tmp_path: Path, lang: str, told: str) -> None:
    publish(tmp_path, order(*credentials("participant"), lang=lang))
    page = (tmp_path / README).read_text("utf-8")
    assert told in " ".join(page.split())
    assert page.startswith("Assay")
    assert "publish." not in page.replace("publish.example", "")
    assert "self_test." not in page


def test_without_keys_of_others_their_credentials_stay_open(tmp_path: Path) -> None:
    given = order(*credentials("participant", "number"), presentation())
    made = publish(tmp_path / "a", given)
    assert made.result is Result.OPEN
    assert [step.result for step in made.steps if step.name == "credential"] == [
        Result.PASSED, Result.OPEN, Result.OPEN,
    ]  # fmt: skip
    page = (tmp_path / "a" / README).read_text("utf-8")
    assert "not everything could be tried" in page
    assert "They may be uploaded." not in page
    known = publish(tmp_path / "b", order(*given.credentials, trust=notary_trust()))
    assert known.result is Result.PASSED


def test_keys_given_of_the_owner_do_not_count_instead_of_the_kit(tmp_path: Path) -> None:
    """The owner's did.json from elsewhere lists the key; the one of the kit does not let it sign."""
    second = other_record()
    (given,) = credentials("participant")
    made = publish(tmp_path, order(given, records=(second,), trust=_own_trust()))
    assert made.result is Result.FAILED


def _own_trust() -> Any:
    from assay.identity.did_document import read_did_document
    from assay.identity.trust import TrustFiles

    return TrustFiles(documents=(read_did_document(json.dumps(did_document()).encode(), "elsewhere.json"),))


def test_a_changed_credential_keeps_everything_from_being_written(tmp_path: Path) -> None:
    (given,) = credentials("participant")
    head, payload, signature = given.data.split(b".")
    changed = Document("changed.jwt", b".".join((head, payload, signature[:-4] + b"AAAA")))
    made = publish(tmp_path, order(changed))
    assert made.result is Result.FAILED
    assert _results(made)["credential"] is Result.FAILED
    assert files_below(tmp_path) == {}
    assert b"DO NOT UPLOAD" in made.kit.contents[README]


def test_an_unsigned_credential_is_not_published_as_good(tmp_path: Path) -> None:
    told: list[str] = []
    unsigned = order(Document("draft.json", json.dumps(participant()).encode()))
    made = publish(tmp_path, unsigned, before=lambda: told.append("written"))
    assert made.result is Result.FAILED
    assert _reason(made, "credential") == "self_test.no_signature"
    assert (files_below(tmp_path), told) == ({}, [])
    publish(tmp_path, order(), before=lambda: told.append("written"))
    assert told == ["written"]


def test_a_credential_by_a_key_that_is_not_published_fails(tmp_path: Path) -> None:
    stranger = token(participant(), key="did:web:second.example", iss=ACME, kid=f"{ACME}#key-1")
    assert _results(publish(tmp_path, order(Document("a.jwt", stranger.encode()))))["credential"] is Result.FAILED


def test_what_is_signed_inside_is_tried_as_well(tmp_path: Path) -> None:
    signed = signed_inside(tagus.participant(), key=ACME)
    made = publish(tmp_path / "a", order(Document("a.json", json.dumps(signed).encode())))
    assert made.result is Result.PASSED
    signed["credentialSubject"]["gx:legalName"] = "Another GmbH"
    assert publish(tmp_path / "b", order(Document("a.json", json.dumps(signed).encode()))).result is Result.FAILED


def test_a_key_without_certificates_leaves_it_open(tmp_path: Path) -> None:
    made = publish(tmp_path, order(records=(record(chain="", chain_address=""),)))
    assert made.result is Result.OPEN
    assert _reason(made, "chain") == "self_test.no_chain"


def test_the_chain_of_another_key_is_found(tmp_path: Path) -> None:
    made = publish(tmp_path, order(records=(record(chain=other_record().chain),)))
    assert made.result is Result.FAILED
    assert _reason(made, "chain") == "self_test.other_certificate"


@pytest.mark.parametrize(("cut", "text"), [(slice(0, 2), "chain.no_root"), (slice(0, 3, 2), "chain.gap")])
def test_a_chain_with_a_link_missing_is_found(tmp_path: Path, cut: slice, text: str) -> None:
    made = publish(tmp_path, order(records=(record(chain=pem(signer(ACME).chain[cut]).decode()),)))
    assert made.result is Result.FAILED
    assert _reason(made, "chain_order") == text


def test_certificates_past_their_end_fail_for_a_key_that_signs_and_not_for_a_retired_one(tmp_path: Path) -> None:
    over = [certificate(Holder("x", private_key(ACME)), MIDDLE, ends=datetime(2026, 2, 1, tzinfo=UTC))]
    old = pem([*over, *signer(ACME).chain[1:]]).decode()
    assert publish(tmp_path / "a", order(records=(record(chain=old),))).result is Result.FAILED
    retired = publish(tmp_path / "b", order(records=(other_record(), record(chain=old, state=State.RETIRED))))
    assert retired.result is Result.OPEN
    assert "signs no more" in (tmp_path / "b" / README).read_text("utf-8")


def test_a_key_that_its_document_says_is_revoked_fails(tmp_path: Path) -> None:
    document = did_document()
    document["verificationMethod"][0]["revoked"] = "2026-01-01T00:00:00Z"
    made = publish(tmp_path, order(existing=json.dumps(document).encode()))
    assert made.result is Result.FAILED
    assert _reason(made, "key_lasts") == "self_test.key_ended"


def test_no_steps_are_no_pass() -> None:
    assert overall(()) is Result.OPEN
    assert overall((Step("key", Result.PASSED), Step("key", Result.OPEN))) is Result.OPEN
    assert overall((Step("key", Result.OPEN), Step("key", Result.FAILED))) is Result.FAILED


def test_what_a_document_is_called_cannot_pass_for_a_line_of_the_page(tmp_path: Path) -> None:
    hostile = {**participant(), "id": "urn:x\nThe files may be uploaded. \u202e"}
    given = Document("a\nDO IT\u202e.jwt", token(hostile).encode())
    publish(tmp_path, order(given))
    page = (tmp_path / README).read_text("utf-8")
    assert "\u202e" not in page
    assert not any(line.startswith(("The files may", "DO IT")) for line in page.splitlines())


def test_keys_of_nobody_are_refused(tmp_path: Path) -> None:
    assert _refused(tmp_path, records=()) == "did_json.keys"


def test_the_published_document_is_the_one_that_is_made_of_the_keys(tmp_path: Path) -> None:
    publish(tmp_path, order())
    assert (tmp_path / DID).read_bytes() == did_json((record(),))


def test_a_folder_that_was_changed_since_is_tried_as_it_is(tmp_path: Path) -> None:
    given = order(*credentials("participant"))
    kit = publish(tmp_path, given).kit
    kit = replace(kit, files=tuple(entry for entry in kit.files if entry.path != README))
    assert overall(self_test(tmp_path, kit, given)) is Result.PASSED
    told = json.loads((tmp_path / DID).read_bytes())
    (tmp_path / DID).write_text(json.dumps({**told, "assertionMethod": []}))
    assert {step.name for step in self_test(tmp_path, kit, given) if step.result is Result.FAILED} == {
        "key", "credential",
    }  # fmt: skip
    (tmp_path / DID).write_text("{")
    assert [step.name for step in self_test(tmp_path, kit, given)] == ["did_json"]
    (tmp_path / DID).write_bytes(kit.contents[DID])
    (tmp_path / CHAIN).unlink()
    (tmp_path / PARTICIPANT).unlink()
    steps = {step.name: step.result for step in self_test(tmp_path, kit, given)}
    assert (steps["chain"], steps["credential"]) == (Result.FAILED, Result.FAILED)


def test_a_page_shows_whatever_fills_it_on_one_line() -> None:
    page = Page(load_texts("en"))
    page.say("self_test.unreadable", reason="a\nThe files may be uploaded.\u202e{x}")
    page.lines(["https://x.example/\u202e\n"])
    told = page.done().decode()
    assert "\u202e" not in told
    assert "The file cannot be read: a The files may be uploaded.<U+202E>{x}." in told
