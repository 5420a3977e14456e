# SPDX-License-Identifier: Apache-2.0
"""A kit of every kind of key that can be made: published, found, and what it signed verified with the kit alone."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assay.document import Document
from assay.identity.did_document import read_did_document
from assay.keys.did_json import did_json
from assay.keys.key_record import KeyRecord
from assay.keys.private_key import PrivateKey
from assay.keys.registration import record_of
from assay.kits.publish import publish
from assay.kits.self_test import Result
from assay.proofs.did_advice import did_advice
from authority import EV, MIDDLE, ROOT, Holder, certificate, pem
from ecosystem.signers import ACME
from keys_at_hand import key_of
from kit_specimens import files_below, order
from loire_set import participant
from signing import encoded

KINDS = ("rsa2048", "p256", "p384", "ed25519")


def _record(key: PrivateKey) -> KeyRecord:
    leaf = certificate(Holder("Acme", key.handle), MIDDLE, policies=[EV], hosts=["acme.example"])
    chain = [leaf, certificate(MIDDLE, ROOT, ca=True, below=0), certificate(ROOT, ROOT, ca=True)]
    return replace(record_of(key, "company", ACME, origin="made", others=()), chain=pem(chain).decode())


def _secret(handle: Any) -> bytes:
    """The private number itself."""
    if hasattr(handle, "private_bytes_raw"):
        found: bytes = handle.private_bytes_raw()
        return found
    numbers = handle.private_numbers()
    value: int = getattr(numbers, "private_value", None) or numbers.d
    return value.to_bytes((value.bit_length() + 7) // 8)


def _signed(key: PrivateKey, record: KeyRecord) -> bytes:
    header = {"alg": key.algorithm, "typ": "vc+jwt", "cty": "vc", "iss": record.did, "kid": record.kid}
    signed = ".".join(encoded(json.dumps(part).encode()) for part in (header, participant()))
    return f"{signed}.{encoded(key.sign(signed.encode()))}".encode()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_key_makes_a_kit_that_holds(kind: str, tmp_path: Path) -> None:
    key = key_of(kind)
    record = _record(key)
    made = publish(tmp_path, order(Document("participant.jwt", _signed(key, record)), records=(record,)))
    assert [(step.name, step.result) for step in made.steps] == [
        (name, Result.PASSED) for name in ("did_json", "key", "chain", "chain_order", "credential")
    ]
    data = did_json((record,))
    assert [fault.text for fault, _ in did_advice(read_did_document(data), json.loads(data))] == ["did.published_at"]
    secret = _secret(key.handle)
    assert len(secret) > 30
    for content in files_below(tmp_path).values():
        assert secret not in content
        assert encoded(secret).encode() not in content
