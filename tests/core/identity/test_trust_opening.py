# SPDX-License-Identifier: Apache-2.0
"""What files in a trust folder are: told by their outermost members, so that a kit can be one."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.document import Document
from assay.identity.did_document import MAX_BYTES
from assay.identity.given_file import TrustFileError
from assay.identity.trust_opening import open_trust
from assay.kits.publish import publish
from kit_specimens import credentials, order
from signing import ACME, did_document, json_file, signed_inside


def _dids(folder: Path) -> list[str]:
    return [document.id for document in open_trust((), [str(folder)]).documents]


def _tagus_kit(folder: Path) -> None:
    signed = [signed_inside(made) for made in (tagus.participant(), tagus.offering())]
    named = [Document(f"{at}.json", json.dumps(entry).encode()) for at, entry in enumerate(signed)]
    publish(folder, replace(order(*named)))


def _loire_kit(folder: Path) -> None:
    publish(folder, order(*credentials("participant", "terms", "offering")))


@pytest.mark.parametrize("make", [_tagus_kit, _loire_kit], ids=["tagus", "loire"])
def test_a_published_kit_is_a_trust_folder(tmp_path: Path, make: Any) -> None:
    make(tmp_path)
    assert len(list(tmp_path.rglob("*.json"))) >= 3
    found = open_trust((), [str(tmp_path)])
    assert ([document.id for document in found.documents], len(found.chains)) == ([ACME], 1)


METHOD = did_document()["verificationMethod"]
OTHER_FILES: dict[str, Any] = {
    "a signed credential": signed_inside(tagus.participant()),
    "one whose id is a DID": signed_inside({**tagus.participant(), "id": ACME}),
    "one that dresses up": {**did_document(), "credentialSubject": {}, "type": "VerifiableCredential"},
    "several in an array": [signed_inside(tagus.participant()), signed_inside(tagus.offering())],
    "a presentation": tagus.presentation(signed_inside(tagus.participant())),
    "a presentation whose id is a DID": {
        **tagus.presentation(signed_inside(tagus.participant())),
        "id": ACME,
        "verificationMethod": METHOD,
    },
    "a proof alone": signed_inside(tagus.participant())["proof"],
    "a wrapper": {"document": did_document()},
}


@pytest.mark.parametrize("value", OTHER_FILES.values(), ids=list(OTHER_FILES))
def test_what_only_mentions_keys_is_no_did_document(tmp_path: Path, value: Any) -> None:
    json_file(tmp_path / "did.json", did_document())
    (tmp_path / "other.json").write_text(json.dumps(value))
    assert _dids(tmp_path) == [ACME]


BAD: dict[str, tuple[bytes, str]] = {
    "broken": (json.dumps(did_document()).encode()[:-1], "trust.no_did_document"),
    "no DID": (json.dumps({**did_document(), "id": "https://acme.example"}).encode(), "trust.no_did_document"),
    "no id": (json.dumps({"verificationMethod": METHOD}).encode(), "trust.no_did_document"),
    "no list": (json.dumps({**did_document(), "verificationMethod": "key-1"}).encode(), "trust.no_methods"),
    "a member twice": (b'{"id": "did:web:b.example", ' + json.dumps(did_document())[1:].encode(), "trust.no_did_doc"),
    "too large": (json.dumps({**did_document(), "service": "x" * MAX_BYTES}).encode(), "trust.too_large"),
}


@pytest.mark.parametrize(("data", "text"), BAD.values(), ids=list(BAD))
def test_a_did_document_that_cannot_be_used_is_refused_and_not_passed_over(
    tmp_path: Path, data: bytes, text: str
) -> None:
    (tmp_path / "did.json").write_bytes(data)
    with pytest.raises(TrustFileError) as caught:
        _dids(tmp_path)
    assert caught.value.text_id.startswith(text)
    assert caught.value.params["file"].endswith("did.json")
