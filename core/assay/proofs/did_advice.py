# SPDX-License-Identifier: Apache-2.0
"""What clearing houses will make of a DID document: where it has to lie, and whether its keys are of use to them.

Advice for its owner, before anything is signed; whether a signature holds is judged where there is one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import urlsplit

from assay.finding import Severity
from assay.identity.did import did_url, method_of, published_at
from assay.identity.did_document import DidDocument, VerificationMethod
from assay.proofs.answer import Fault, shown
from assay.proofs.signatures import ALGORITHMS
from assay.proofs.verification_key import KeyFault, verification_key

_Advice: TypeAlias = Iterator[tuple[Fault, str]]
"""What is to be said, and of which place (a JSON Pointer)."""


def did_advice(document: DidDocument, value: Mapping[str, object]) -> _Advice:
    """What is to be said of a document that was read from that value."""
    yield _published(document.id), "/id"
    places = [
        f"/{name}/{index}"
        for name in ("verificationMethod", "assertionMethod")
        for index, entry in enumerate(_list(value.get(name)))
        if isinstance(entry, dict)
    ]
    times = Counter(entry.id for entry in document.methods)
    for method, place in zip(document.methods, places, strict=True):
        if times[method.id] > 1:
            yield _told("did.key_twice", method), place
        for fault in _of_key(document, method):
            yield fault, place
    if not any(entry.may_assert for entry in document.methods):
        yield Fault("did.nothing_asserts", severity=Severity.WARNING), ""


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _published(did: str) -> Fault:
    address = published_at(did)
    if address:
        return Fault("did.published_at", {"did": did, "address": address}, Severity.INFO)
    text = "did.web_form" if method_of(did) == "did:web" else "identity.did_method"
    return Fault(text, {"did": shown(did), "method": shown(method_of(did))}, Severity.WARNING)


def _of_key(document: DidDocument, method: VerificationMethod) -> Iterator[Fault]:
    url = did_url(method.id)
    if url is None or url.did != document.id or not url.fragment:
        yield _told("did.key_name", method)
    if method.jwk is None:
        yield _told("did.key_form", method)
        return
    try:
        key = verification_key(method.jwk)
    except KeyFault as fault:
        if method.may_assert or fault.text_id != "key.kind":  # keys that only encrypt may be of any kind
            yield Fault(fault.text_id, fault.params, Severity.WARNING)
        return
    if not method.may_assert:
        return
    if not key.alg:
        yield _told("did.no_alg", method)
    elif key.alg not in ALGORITHMS or not key.can_verify(key.alg):
        yield _told("did.other_alg", method, value=shown(key.alg))
    yield from _of_chain(method, method.jwk)


def _of_chain(method: VerificationMethod, jwk: Mapping[str, object]) -> Iterator[Fault]:
    """The address of the certificate chain (`x5u`), or the chain itself (`x5c`)."""
    address = jwk.get("x5u")
    if address is None and "x5c" not in jwk:
        yield Fault("chain.not_named", severity=Severity.WARNING)
    elif address is None:
        yield _told("did.chain_inside", method)
    elif not _is_https(address):
        yield _told("did.chain_address", method, value=shown(address))


def _is_https(address: object) -> bool:
    try:
        parts = urlsplit(address) if isinstance(address, str) else None
        return parts is not None and parts.scheme == "https" and bool(parts.hostname)
    except ValueError:
        return False


def _told(text: str, method: VerificationMethod, **params: str) -> Fault:
    return Fault(text, {"name": shown(method.id.rpartition("#")[2]), **params}, Severity.WARNING)
