# SPDX-License-Identifier: Apache-2.0
"""A DID document (W3C DID Core §5) as a given file: whose it is, and the keys it lists.

Only what is needed to verify is read: `verificationMethod` with a JWK in it, and what of it may make assertions
(`assertionMethod`). Ids may be relative to the document's own (§3.2.2).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from assay.formats.kinds import is_credential, is_presentation
from assay.identity.did import did_url
from assay.identity.given_file import TrustFileError
from assay.values import frozen

MAX_BYTES = 200_000
MAX_METHODS = 200
"""Of one document. The largest published one has fewer than twenty."""
_MARK = b'"verificationMethod"'
"""A member of every DID document that lists keys, and of the proof inside a credential (Data Integrity §2.1)."""


@frozen
class VerificationMethod:
    """One key of a document."""

    id: str
    """Absolute."""
    controller: str
    jwk: Mapping[str, object] | None = field(hash=False)
    """Its public key; None where it is given in another form."""
    may_assert: bool
    """Listed under `assertionMethod`: it may sign credentials."""
    ends: tuple[tuple[str, object], ...] = field(default=(), hash=False)
    """When it counts no longer, as far as it says so: `expires` and `revoked` (Controlled Identifiers 1.0 §2.2)."""


@frozen
class DidDocument:
    """What a document says, and the file it came in."""

    id: str
    methods: tuple[VerificationMethod, ...]
    file: str = ""
    sha256: str = ""
    dated: str = ""
    """Day the file was last written (YYYY-MM-DD): how old the knowledge is at least."""
    came_along: bool = False
    """It lay beside the documents that are checked, and nobody gave it as true."""

    def method(self, url: str) -> VerificationMethod | None:
        """The method of exactly that id; None where there is none, or more than one."""
        found = [entry for entry in self.methods if entry.id == url]
        return found[0] if len(found) == 1 else None


def meant_as_did_document(data: bytes) -> bool:
    """Whether JSON is meant as a DID document, by its outermost members: what is wrong with it, its reader says.

    A signed credential names a `verificationMethod` too, in its proof, and may have a DID as its id. What cannot be
    read but mentions one is taken for one: refused by name rather than passed over.
    """
    if _MARK not in data:
        return False
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return True
    if not isinstance(told, dict) or is_credential(told) or is_presentation(told) or "verifiableCredential" in told:
        return False
    methods = told.get("verificationMethod")
    named = told.get("id")
    is_named = isinstance(named, str) and did_url(named) is not None
    return isinstance(methods, list) or (methods is not None and is_named)


def read_did_document(data: bytes, file: str = "", *, sha256: str = "", dated: str = "") -> DidDocument:
    """The document in these bytes. TrustFileError where they hold none."""
    told = _json(data, file)
    did = told.get("id")
    if not isinstance(did, str) or (found := did_url(did)) is None or found.fragment:
        raise TrustFileError("trust.no_did_document", file=file)
    methods = told.get("verificationMethod")
    if not isinstance(methods, list) or len(methods) > MAX_METHODS:
        raise TrustFileError("trust.no_methods", file=file)
    asserted = told.get("assertionMethod", [])
    named, inside = _references(asserted if isinstance(asserted, list) else [], did)
    listed = [_method(entry, did, named) for entry in methods if isinstance(entry, dict)]
    return DidDocument(did, (*listed, *inside), file, sha256, dated)


def _json(data: bytes, file: str) -> Mapping[str, object]:
    if len(data) > MAX_BYTES:
        raise TrustFileError("trust.too_large", file=file, limit=MAX_BYTES)
    try:
        told = json.loads(data.decode("utf-8-sig"), object_pairs_hook=once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise TrustFileError("trust.no_did_document", file=file) from error
    if not isinstance(told, dict):
        raise TrustFileError("trust.no_did_document", file=file)
    return told


def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose members are named once: of two keys under one name, nobody knows which counts."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a member twice")
    return made


def _no_number(name: str) -> object:
    raise ValueError(name)


def _references(entries: list[object], did: str) -> tuple[frozenset[str], tuple[VerificationMethod, ...]]:
    """Ids that `assertionMethod` refers to, and the methods that stand in it (DID Core §5.3.2)."""
    named = frozenset(_absolute(entry, did) for entry in entries if isinstance(entry, str))
    inside = tuple(_method(entry, did, frozenset()) for entry in entries if isinstance(entry, dict))
    return named, tuple(_asserting(inside))


def _asserting(methods: tuple[VerificationMethod, ...]) -> Iterator[VerificationMethod]:
    for entry in methods:
        yield replace(entry, may_assert=True)


def _method(entry: Mapping[str, object], did: str, asserted: frozenset[str]) -> VerificationMethod:
    name, controller, jwk = entry.get("id"), entry.get("controller"), entry.get("publicKeyJwk")
    absolute = _absolute(name, did) if isinstance(name, str) else ""
    return VerificationMethod(
        absolute,
        controller if isinstance(controller, str) else "",
        jwk if isinstance(jwk, dict) else None,
        may_assert=absolute in asserted,
        ends=tuple((member, entry[member]) for member in ("expires", "revoked") if entry.get(member) is not None),
    )


def _absolute(name: str, did: str) -> str:
    return did + name if name.startswith("#") else name
