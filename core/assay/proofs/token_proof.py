# SPDX-License-Identifier: Apache-2.0
"""What the signature of one token comes to: header, key and bytes (RFC 7515, VC-JOSE-COSE §3.1, ICAM 25.11 §5.1)."""

from collections.abc import Iterator

from assay.credential import JoseEnvelope
from assay.identity.did import did_url, holds_its_key, method_of
from assay.identity.did_document import DidDocument, VerificationMethod
from assay.identity.trust import TrustFiles
from assay.proofs.answer import Fault, ProofAnswer, shown
from assay.proofs.compact import ProofFault, algorithm_of, verify_compact
from assay.proofs.verification_key import KeyFault, remembered_key


def token_proof(envelope: JoseEnvelope | None, issuer: str, trust: TrustFiles) -> ProofAnswer | None:
    """What the signature of a token of that issuer (as its payload names it) comes to; None where there is no token."""
    if envelope is None:
        return None
    kid = envelope.header.get("kid")
    url = did_url(kid) if isinstance(kid, str) else None
    did = url.did if url and (url.fragment or holds_its_key(url.did)) else ""
    document = trust.document(did) if did else None
    method = _method(document, str(kid))
    identity = (
        *_header_faults(envelope, issuer, did),
        *method_faults(str(kid), document, method),
        *algorithm_faults(envelope.header.get("alg"), method),
    )
    faults, is_verified = _signature(envelope, method)
    return ProofAnswer(did, document, method, identity, faults, is_verified)


def _method(document: DidDocument | None, kid: str) -> VerificationMethod | None:
    """The key of exactly that id; where the DID itself is the key, its name may be left out."""
    if document is not None and kid == document.id and document.methods:
        return document.methods[0]
    return document.method(kid) if document else None


def _header_faults(envelope: JoseEnvelope, issuer: str, did: str) -> Iterator[Fault]:
    """`kid` a DID URL of the issuer's, `iss` the issuer (ICAM 25.11 §5.1)."""
    kid, named = envelope.header.get("kid"), envelope.header.get("iss")
    if kid is None:
        yield Fault("identity.kid_missing")
    elif not did or did == kid:
        yield Fault("identity.kid_form", {"value": shown(kid)})
    yield from owner_faults(did, issuer)
    if named is None:
        yield Fault("identity.iss_missing")
    elif named != issuer:
        yield Fault("identity.iss_other", {"value": shown(named), "issuer": shown(issuer)})


def owner_faults(did: str, issuer: str) -> Iterator[Fault]:
    """Whether the owner of the key, where one is named, is the issuer, and one whose keys clearing houses look up."""
    if did and did != issuer:
        yield Fault("identity.kid_other", {"key": shown(did), "issuer": shown(issuer)})
    if did and method_of(did) != "did:web":
        yield Fault("identity.did_method", {"method": shown(method_of(did))})


def method_faults(kid: str, document: DidDocument | None, method: VerificationMethod | None) -> Iterator[Fault]:
    """Whether the document lists the key that is named, and lets it make assertions."""
    if document is None:
        return
    if method is None and holds_its_key(document.id):
        expected = "".join(entry.id.rpartition("#")[2] for entry in document.methods)
        named = {"fragment": shown(kid.rpartition("#")[2]), "expected": shown(expected)}
        yield Fault("identity.did_fragment", named) if expected else Fault("identity.did_broken")
    elif method is None:
        fragments = ", ".join(entry.id.rpartition("#")[2] for entry in document.methods)
        yield Fault("identity.method_missing", {"fragment": shown(kid.rpartition("#")[2]), "known": shown(fragments)})
    elif not method.may_assert:
        yield Fault("identity.not_asserting", {"fragment": shown(kid.rpartition("#")[2])})


def algorithm_faults(used: object, method: VerificationMethod | None) -> Iterator[Fault]:
    """A key that says it is for another algorithm than it was used with (RFC 7517 §4.4, RFC 8725 §3.1)."""
    named = (method.jwk or {}).get("alg") if method else None
    if named is not None and named != used:
        yield Fault("proof.algorithm_differs", {"algorithm": shown(used), "key": shown(named)})


def _signature(envelope: JoseEnvelope, method: VerificationMethod | None) -> tuple[tuple[Fault, ...], bool]:
    try:
        algorithm_of(envelope)
        if method is None:
            return (), False
        if method.jwk is None:
            return (Fault("key.form"),), False
        verify_compact(envelope, remembered_key(method.jwk))
    except (ProofFault, KeyFault) as fault:
        return (Fault(fault.text_id, fault.params),), False
    return (), True
