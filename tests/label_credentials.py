# SPDX-License-Identifier: Apache-2.0
"""Labels for tests, as clearing houses make them: both generations, and every way to write a digest."""

import base64
import copy
import hashlib
import json
from collections.abc import Callable
from typing import Any

import loire_set
import tagus_specimens as tagus
from assay.proofs.canonical_json import canonical_json
from loire_set import Node
from signing import signed_inside, token

HOUSE = "did:web:www.delta-dao.com:compliance:v2"
TAGUS_HOUSE = "did:web:gx-compliance.gxdch.dih.telekom.com:v1"
Digest = Callable[[Node, str], str]
"""From a credential and its token (empty for one that was signed inside) to a digest."""


def _hex(data: bytes) -> str:
    return f"sha256-{hashlib.sha256(data).hexdigest()}"


def _base64(data: bytes) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"


def as_written(credential: Node) -> bytes:
    """JSON as JavaScript writes it."""
    return json.dumps(credential, separators=(",", ":"), ensure_ascii=False).encode()


RECIPES: dict[str, Digest] = {
    "content_hex": lambda credential, _: _hex(canonical_json(credential)),
    "content_base64": lambda credential, _: _base64(canonical_json(credential)),
    "text_hex": lambda _, compact: _hex(compact.encode()),
    "text_base64": lambda _, compact: _base64(compact.encode()),
}


def credentials() -> list[Node]:
    """A participant, its number and its acceptance of the terms."""
    return [loire_set.participant(), loire_set.number(), loire_set.terms()]


def tokens(*given: Node) -> list[str]:
    """The credentials, each signed by its issuer."""
    return [token(entry, key=entry["issuer"]) for entry in given]


def label(*covered: Node, recipe: str = "content_hex", issuer: str = HOUSE, **names: str) -> Node:
    """A label of Loire for the credentials; `names` are the spellings of its keys."""
    kind, digest = names.get("kind", "gx:credentialType"), names.get("digest", "digestSRI")
    entries = [
        {
            "id": entry["id"],
            kind: f"{entry['type'][1]},{entry['type'][1]}",
            digest: RECIPES[recipe](entry, token(entry, key=entry["issuer"])),
        }
        for entry in covered
    ]
    facts = {
        "gx:labelLevel": "SC",
        "gx:engineVersion": "2.9.0",
        "gx:rulesVersion": "CD25.10",
        names.get("list", "gx:compliantCredentials"): entries,
        "gx:validatedCriteria": [
            "https://docs.gaia-x.eu/policy-rules-committee/compliance-document/25.10/criteria_participant/#PA1.1"
        ],
    }
    return loire_set.credential("label", "gx:LabelCredential", issuer, **facts)


def early_label(*covered: Node) -> Node:
    """The answer of the first engines of Loire."""
    entries = [
        {
            "id": entry["id"],
            "type": "gx:ComplianceEvidence",
            "gx:integrity": RECIPES["content_hex"](entry, ""),
            "gx:integrityNormalization": "RFC8785:JCS",
            "gx:engineVersion": "2.2.0",
            "gx:rulesVersion": "PRLD-24.04_pre",
            "gx:originalType": entry["type"][1],
        }
        for entry in covered
    ]
    return loire_set.credential("label", "gx:ComplianceCredential", HOUSE, **{"gx:evidence": entries})


def tagus_credentials() -> list[Node]:
    """A participant and its number, each signed inside."""
    return [signed_inside(entry, key=entry["issuer"]) for entry in (tagus.participant(), tagus.number())]


def tagus_entry(entry: Node, kind: str = "gx:compliance") -> Node:
    """What a label of Tagus says of one credential."""
    return {
        "type": kind,
        "id": entry["id"],
        "gx:integrity": RECIPES["content_hex"](entry, ""),
        "gx:integrityNormalization": "RFC8785:JCS",
        "gx:version": "22.10",
        "gx:type": entry["credentialSubject"]["type"],
    }


def tagus_label(*covered: Node, issuer: str = TAGUS_HOUSE, change: Callable[[Node], object] | None = None) -> Node:
    """A label of Tagus for the credentials, signed; `change` changes each entry before."""
    found = tagus.credential("compliance", {}, issuer=issuer)
    found["credentialSubject"] = [tagus_entry(entry) for entry in covered]
    for entry in found["credentialSubject"] if change else ():
        change(entry)
    return signed_inside(found, key=issuer)


def changed(document: Node, **members: Any) -> Node:
    """The document with members of its subject changed."""
    found = copy.deepcopy(document)
    found["credentialSubject"].update(members)
    return found
