# SPDX-License-Identifier: Apache-2.0
"""What else can be done to a submission: to its signatures and keys by somebody who tries, to its set by mistake."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwcrypto.jwk import JWK

from assay.proofs.compact import decoded
from authority import MIDDLE, ROOT, Holder, certificate
from ecosystem.exactly import Change, key_id, parts_of
from ecosystem.flips import PRESENTATION
from ecosystem.signers import ACME, STRANGER, certify, rsa_key, signer
from ecosystem.submission import Part, Submission
from signing import encoded, private_key, public_jwk


def both(*changes: Change) -> Change:
    """One thing that shows in several places."""

    def done(made: Submission) -> None:
        for change in changes:
            change(made)

    return done


def relabelled(sign: Callable[[bytes], bytes] | None = None, **members: Any) -> Callable[[str], str]:
    """Another header; the old signature, or one over the new header."""

    def done(token: str) -> str:
        told, payload, signature = parts_of(token)
        signed = f"{encoded(json.dumps({**told, **members}).encode())}.{payload}"
        return f"{signed}.{encoded(sign(signed.encode())) if sign else signature}"

    return done


def by_public_key(data: bytes) -> bytes:
    """An HMAC whose secret is the public key, as a verifier that mixes up keys would take it."""
    secret = rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return hmac.new(secret, data, hashlib.sha256).digest()


def by_older_padding(data: bytes) -> bytes:
    """RS256 by the right key."""
    return rsa_key().sign(data, padding.PKCS1v15(), SHA256())


def signed_as(name: str, did: str, **members: Any) -> Change:
    """Signed by somebody else, who is at hand, and says so in the header."""

    def done(made: Submission) -> None:
        held = made.holder if name == PRESENTATION else made.parts[name]
        held.by = did
        held.header = {"kid": key_id(did), "iss": did, **members}

    return done


def published(did: str, **members: Any) -> Change:
    """Other members in somebody's DID document."""
    return lambda made: made.signers[did].document.update(members)


def method(did: str, **members: Any) -> Change:
    """Other members in somebody's first verification method; None leaves one out."""

    def done(made: Submission) -> None:
        told = made.signers[did].document["verificationMethod"][0]
        told.update(members)
        for name in [name for name, value in told.items() if value is None]:
            del told[name]

    return done


def jwk(did: str, **members: Any) -> Change:
    """Other members in somebody's key; None leaves one out."""

    def done(made: Submission) -> None:
        told = {**made.signers[did].jwk, **members}
        method(did, publicKeyJwk={name: value for name, value in told.items() if value is not None})(made)

    return done


def second_method(name: str) -> Change:
    """One more key in the participant's document, a stranger's, under a name."""

    def done(made: Submission) -> None:
        (first,) = made.acme.document["verificationMethod"]
        key = {**public_jwk(STRANGER), "x5u": "https://acme.example/other.pem"}
        made.acme.document["verificationMethod"].append({**first, "id": name, "publicKeyJwk": key})
        made.acme.document["assertionMethod"].append(name)

    return done


def weak_key(made: Submission) -> None:
    """The notary's key has 1,024 bits, and a certificate."""
    notary = made.signers[made.notary]
    key = rsa.generate_private_key(65537, 1024)
    notary.jwk = {**JWK.from_pyca(key.public_key()).export(as_dict=True), "x5u": notary.jwk["x5u"]}
    notary.jwk.pop("kid")
    notary.document["verificationMethod"][0]["publicKeyJwk"] = notary.jwk
    pss = padding.PSS(padding.MGF1(SHA256()), 32)
    made.parts["number"].after = relabelled(lambda data: key.sign(data, pss, SHA256()))
    certify(notary, key=key)


def chain(did: str, by: Callable[[list[Any]], list[Any]]) -> Change:
    """Other certificates in somebody's chain."""

    def done(made: Submission) -> None:
        made.signers[did].chain = by(made.signers[did].chain)

    return done


def leaf(did: str, **told: Any) -> Change:
    """Another certificate of somebody's."""
    return lambda made: certify(made.signers[did], **told)


FALSE_ROOT, STRANGE_ROOT = Holder(ROOT.name, Holder.of("x").key), Holder.of("Nobody's Root")
UNSIGNING = certificate(MIDDLE, ROOT, ca=True, signs=False)


def root(holder: Holder) -> Callable[[list[Any]], list[Any]]:
    """Another root, which has signed the authority too."""
    return lambda held: [held[0], certificate(MIDDLE, holder, ca=True, below=0), certificate(holder, holder, ca=True)]


def key_along(made: Submission) -> None:
    """A signature of the stranger's, and the key that fits it along in the header."""
    held = made.parts["participant"]
    held.header = {"jwk": public_jwk(STRANGER)}
    held.after = relabelled(private_key(STRANGER).sign)


def moved(name: str, by: str) -> Change:
    """Issued and signed by somebody else who is at hand."""

    def done(made: Submission) -> None:
        made.parts[name].by = by
        made.parts[name].content["issuer"] = by

    return done


def lent(name: str, member: str, make: Callable[[str, dict[str, Any]], dict[str, Any]], by: str = ACME) -> Change:
    """What a part does not say, another credential says of the same thing; `make` gives it, from issuer and claims."""

    def done(made: Submission) -> None:
        claims = made.parts[name].content["credentialSubject"]
        said = {"id": claims["id"], "type": claims["type"], member: claims.pop(member)}
        if by not in made.signers:
            made.signers[by] = signer(by)
            accepted = made.parts["terms"].content["credentialSubject"]
            made.parts["other terms"] = Part(make(by, {**accepted, "id": f"{accepted['id']}-other"}), by)
        made.parts["more"] = Part(make(by, said), by)

    return done


def swapped(name: str) -> Change:
    """In place of a part, the same of another company's submission, which is in order."""

    def done(made: Submission) -> None:
        made.signers[STRANGER] = signer(STRANGER)
        held = made.parts[name]
        held.by = STRANGER if name != "number" else held.by
        told = json.dumps({**held.content, "issuer": held.by}).replace("acme.example", "other.example")
        held.content = json.loads(told)

    return done


def open_payload(token: str) -> Any:
    """What a token carries, without its signature."""
    return json.loads(decoded(parts_of(token)[1]))
