# SPDX-License-Identifier: Apache-2.0
"""A folder ready to publish opens as what it is: its credentials are read, its did.json is no self-description."""

import json
from pathlib import Path

from checking import sample_bytes
from window import GOOD, Window

DID = {
    "@context": ["https://www.w3.org/ns/did/v1"],
    "id": "did:web:acme.example",
    "verificationMethod": [
        {
            "id": "did:web:acme.example#JWK",
            "type": "JsonWebKey",
            "controller": "did:web:acme.example",
            "publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
        }
    ],
    "assertionMethod": ["did:web:acme.example#JWK"],
}


def test_the_did_document_of_a_folder_is_no_document_to_correct(window: Window, tmp_path: Path):
    folder = tmp_path / "kit"
    (folder / ".well-known").mkdir(parents=True)
    (folder / ".well-known" / "did.json").write_text(json.dumps(DID))
    (folder / "offering.json").write_bytes(sample_bytes(GOOD))
    window.open(folder)
    assert [document.name for document in window.session.documents] == ["offering.json"]


def test_a_did_document_that_was_named_is_looked_at(window: Window, tmp_path: Path):
    path = tmp_path / "did.json"
    path.write_text(json.dumps(DID))
    window.open(path)
    assert [document.name for document in window.session.documents] == ["did.json"]
