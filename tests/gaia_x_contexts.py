# SPDX-License-Identifier: Apache-2.0
"""Contexts and credentials for tests of linked data: the official Gaia-X context beside the repository."""

import json
from functools import cache

from assay.credential import Credential, Json, JsonObject
from assay.linked_data.contexts import ContextSource, bundled_contexts
from shared import shared_path

W3C = "https://www.w3.org/ns/credentials/v2"
GAIA_X = "https://w3id.org/gaia-x/development#"
GX = GAIA_X
CRED = "https://www.w3.org/2018/credentials#"


@cache
def gaia_x_contexts() -> ContextSource:
    """The bundled contexts and that of Gaia-X 25.11 under two of its addresses."""
    document = json.loads(shared_path("reference", "loire-25.11", "gx.context.jsonld").read_bytes())
    return bundled_contexts().extended({GAIA_X: document, "https://w3id.org/gaia-x/2411#": document})


def credential(subject: Json, *more_contexts: Json, **members: Json) -> Credential:
    """A Loire credential of `subject`; `members` are added to its envelope."""
    content: dict[str, Json] = {
        "@context": [W3C, GAIA_X, *more_contexts],
        "id": "https://example.com/credential",
        "type": ["VerifiableCredential", "gx:LegalPerson"],
        "issuer": "did:web:example.com",
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": subject,
    }
    return Credential("", {**content, **members})


def bare(content: JsonObject) -> Credential:
    """Bare claims with the Gaia-X context."""
    return Credential("", {"@context": GAIA_X, **content}, is_bare_claims=True)
