# SPDX-License-Identifier: Apache-2.0
"""What the signature of one token comes to: whose key it names, whether that key may speak for the issuer, and whether
it signed these bytes. Two questions, answered apart: a good signature by a stranger is still one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from assay.credential import JoseEnvelope
from assay.identity.did import did_url
from assay.identity.did_document import DidDocument, VerificationMethod
from assay.identity.trust import TrustFiles
from assay.proofs.compact import ProofFault, algorithm_of, verify_compact
from assay.proofs.verification_key import KeyFault, VerificationKey, verification_key
from assay.texts import quoted

_Params: TypeAlias = Mapping[str, str | int]
_REMEMBERED = 4_096
_LONG = 120


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong: a text id and what fills it."""

    text: str
    params: _Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TokenProof:
    """The answers for one token. Where neither faults nor a gap are told, it holds."""

    did: str
    """Whose key the header names; empty where it names none that could be looked up."""
    document: DidDocument | None
    """Their DID document, where it is at hand."""
    identity: tuple[Fault, ...] = ()
    """Why the key does not speak for the issuer."""
    signature: tuple[Fault, ...] = ()
    """Why the signature does not hold."""
    is_verified: bool = False
    """The signature was checked with the very key the header names, and it holds."""


def token_proof(envelope: JoseEnvelope, issuer: str, trust: TrustFiles) -> TokenProof:
    """What the signature of a token of that issuer (as its payload names it) comes to."""
    kid = envelope.header.get("kid")
    url = did_url(kid) if isinstance(kid, str) else None
    did = url.did if url and url.fragment else ""
    document = trust.document(did) if did else None
    method = document.method(str(kid)) if document else None
    identity = (
        *_header_faults(envelope, issuer, did),
        *_method_faults(str(kid), document, method),
        *_other_algorithm(envelope, method),
    )
    faults, is_verified = _signature(envelope, method)
    return TokenProof(did, document, identity, faults, is_verified)


def _header_faults(envelope: JoseEnvelope, issuer: str, did: str) -> Iterator[Fault]:
    """`kid` a DID URL of the issuer's, `iss` the issuer (ICAM 25.11 §5.1)."""
    kid, named = envelope.header.get("kid"), envelope.header.get("iss")
    if kid is None:
        yield Fault("identity.kid_missing")
    elif not did:
        yield Fault("identity.kid_form", {"value": _shown(kid)})
    elif did != issuer:
        yield Fault("identity.kid_other", {"key": did, "issuer": _shown(issuer)})
    if named is None:
        yield Fault("identity.iss_missing")
    elif named != issuer:
        yield Fault("identity.iss_other", {"value": _shown(named), "issuer": _shown(issuer)})


def _method_faults(kid: str, document: DidDocument | None, method: VerificationMethod | None) -> Iterator[Fault]:
    if document is None:
        return
    if method is None:
        fragments = ", ".join(entry.id.rpartition("#")[2] for entry in document.methods)
        yield Fault("identity.method_missing", {"fragment": _shown(kid.rpartition("#")[2]), "known": _shown(fragments)})
    elif not method.may_assert:
        yield Fault("identity.not_asserting", {"fragment": _shown(kid.rpartition("#")[2])})


def _other_algorithm(envelope: JoseEnvelope, method: VerificationMethod | None) -> Iterator[Fault]:
    """A key that says it is for another algorithm than it was used with (RFC 7517 §4.4, RFC 8725 §3.1)."""
    named, used = (method.jwk or {}).get("alg") if method else None, envelope.header.get("alg")
    if named is not None and named != used:
        yield Fault("proof.algorithm_differs", {"algorithm": _shown(used), "key": _shown(named)})


def _signature(envelope: JoseEnvelope, method: VerificationMethod | None) -> tuple[tuple[Fault, ...], bool]:
    try:
        algorithm_of(envelope)
        if method is None:
            return (), False
        if method.jwk is None:
            return (Fault("key.form"),), False
        verify_compact(envelope, _key(_Jwk(method.jwk)))
    except (ProofFault, KeyFault) as fault:
        return (Fault(fault.text_id, fault.params),), False
    return (), True


class _Jwk:
    """A JWK that may be remembered: the same where it says the same."""

    __slots__ = ("_told", "content")

    def __init__(self, content: Mapping[str, object]) -> None:
        self.content = content
        self._told = repr(sorted(content.items()))

    def __hash__(self) -> int:
        return hash(self._told)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Jwk) and self._told == other._told


@lru_cache(maxsize=_REMEMBERED)
def _key(jwk: _Jwk) -> VerificationKey:
    return verification_key(jwk.content)


def _shown(value: object) -> str:
    return quoted(str(value), _LONG)
