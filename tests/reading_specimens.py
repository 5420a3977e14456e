# SPDX-License-Identifier: Apache-2.0
"""Credentials, tokens and presentations made up for tests of reading. The signatures are nobody's."""

import base64
import json
from typing import Any

from assay.credential import Reading
from assay.document import Document
from assay.finding import Finding, Severity
from assay.formats import read
from assay.texts import load_texts

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
LOIRE = "https://w3id.org/gaia-x/development#"
TAGUS = "https://registry.lab.gaia-x.eu/development/api/trusted-shape-registry/v1/shapes/jsonld/trustframework#"
HEADER = {"alg": "PS256", "typ": "vc+jwt", "cty": "vc", "iss": "did:web:example.com", "kid": "did:web:example.com#k"}
SIGNATURE = base64.urlsafe_b64encode(bytes(range(64))).rstrip(b"=").decode()
"""As long as that of ES256."""


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jws(payload: Any, header: Any = None) -> str:
    """A compact JWS; payload and header as values, or as text to be taken as it is."""
    values = (header or HEADER, payload)
    texts = (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in values)
    return ".".join((*(base64url(part.encode()) for part in texts), SIGNATURE))


def credential(number: int = 1, **members: Any) -> dict[str, Any]:
    """A Loire credential."""
    return {
        "@context": [V2, LOIRE],
        "id": f"https://example.com/credentials/{number}",
        "type": ["VerifiableCredential", "gx:LegalPerson"],
        "issuer": "did:web:example.com",
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": f"https://example.com/{number}#cs", "type": "gx:LegalPerson"},
        **members,
    }


def tagus_credential(number: int = 1, **members: Any) -> dict[str, Any]:
    """A Tagus credential with a proof of no worth."""
    return {
        "@context": [V1, "https://w3id.org/security/suites/jws-2020/v1", TAGUS],
        "id": f"https://example.com/credentials/{number}",
        "type": ["VerifiableCredential"],
        "issuer": "did:web:example.com",
        "issuanceDate": "2024-01-01T00:00:00Z",
        "credentialSubject": {"id": f"https://example.com/{number}#cs", "type": "gx:LegalParticipant"},
        "proof": {"type": "JsonWebSignature2020", "jws": "e30..AA"},
        **members,
    }


def enveloped(token: str, prefix: str = "data:application/vc+jwt,") -> dict[str, Any]:
    return {"@context": V2, "id": prefix + token, "type": "EnvelopedVerifiableCredential"}


def presentation(*entries: Any, **members: Any) -> dict[str, Any]:
    """A Loire presentation of entries."""
    return {"@context": [V2], "type": "VerifiablePresentation", "verifiableCredential": list(entries), **members}


def read_text(text: str | bytes, name: str = "given.json") -> Reading:
    return read(Document(name, text if isinstance(text, bytes) else text.encode()))


def read_value(value: Any, name: str = "given.json") -> Reading:
    return read_text(json.dumps(value, indent=2, ensure_ascii=False), name)


def violations(reading: Reading) -> list[str]:
    """Text ids of the violations."""
    return [finding.text for finding in reading.findings if finding.severity is Severity.VIOLATION]


def remarks(reading: Reading) -> list[str]:
    """Text ids of the other findings."""
    return [finding.text for finding in reading.findings if finding.severity is not Severity.VIOLATION]


def told(reading: Reading, text: str) -> Finding:
    """The one finding with a text id."""
    found = [finding for finding in reading.findings if finding.text == text]
    assert len(found) == 1, [finding.text for finding in reading.findings]
    return found[0]


def reasons(reading: Reading) -> list[str]:
    return [reason.text.removeprefix("recognised.") for reason in reading.reasons]


def sentences(finding: Finding) -> tuple[str, str, str]:
    """What, why and how, filled in; fails where a text or one of its values is missing."""
    texts = load_texts()
    assert texts.has(finding.text), finding.text
    said = tuple(texts.part(finding.text, member, finding.params) for member in ("what", "why", "how"))
    assert all(said), finding.text
    return said


def resolve(value: Any, pointer: str) -> Any:
    """The value a JSON Pointer means (RFC 6901)."""
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


def assert_pointers_hold(reading: Reading) -> None:
    """Every pointer means what it says in the decoded view, and the printed view is that view."""
    for found in (*reading.credentials, *((reading.presentation,) if reading.presentation else ())):
        assert resolve(reading.decoded, found.pointer) == found.content
    assert json.loads(reading.text) == reading.decoded
