# SPDX-License-Identifier: Apache-2.0
"""What can be changed about signatures inside of documents, and about the rules of the Tagus generation."""

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

import tagus_specimens as tagus
from assay.verdict import Verdict
from checking import MOMENT
from ecosystem.flips import (
    ANYWHERE,
    CHAIN,
    DAY,
    ISSUER,
    PARTS,
    SIGNATURE,
    Flip,
    after,
    content,
    flipped,
    header,
    jwk,
    stranger_signs,
    subject,
    without,
)
from ecosystem.signers import ACME, STRANGER, Json
from signing import FRAGMENT, encoded, public_jwk

NUMBER, OWN, TERMS = "number", "participant", "terms"


def proof(**members: Any) -> Callable[[Json], Json]:
    """Other members in the proof, once it is made; None leaves one out."""

    def changed(signed: Json) -> Json:
        told = {**signed["proof"], **members}
        return {**signed, "proof": {name: value for name, value in told.items() if value is not None}}

    return changed


def _bit(signed: Json) -> Json:
    return proof(jws=flipped(signed["proof"]["jws"]))(signed)


def head(**members: Any) -> Callable[[Json], Json]:
    """Other members in the header of the signature, once it is made."""

    def changed(signed: Json) -> Json:
        first, rest = signed["proof"]["jws"].split(".", 1)
        told = {**json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4))), **members}
        kept = {name: value for name, value in told.items() if value is not None}
        return proof(jws=f"{encoded(json.dumps(kept).encode())}.{rest}")(signed)

    return changed


def _unsigned(signed: Json) -> Json:
    return {name: value for name, value in signed.items() if name != "proof"}


def _renamed(signed: Json) -> Json:
    return {**signed, "credentialSubject": {**signed["credentialSubject"], "gx:legalName": "Acme Cloud AG"}}


def _other_words(signed: Json) -> Json:
    words = [*signed["@context"][:3], {"vcard": "http://www.w3.org/2006/vcard/ns#", "more": "https://acme.example/#"}]
    return {**signed, "@context": words, "credentialSubject": {**signed["credentialSubject"], "more:note": "x"}}


TAGUS_FLIPS: Mapping[str, Flip] = {
    **{
        f"one bit of the signature of the {name}": Flip(after(name, _bit), SIGNATURE, "proof.wrong_form", name)
        for name in PARTS
    },
    "the key is replaced": Flip(lambda m: jwk(m, x=public_jwk(STRANGER)["x"]), SIGNATURE, "proof.wrong_form", OWN),
    "one value": Flip(after(OWN, _renamed), SIGNATURE, "proof.wrong_form", OWN),
    "words added": Flip(after(OWN, _other_words), SIGNATURE, "proof.wrong_form", OWN),
    "no proof": Flip(after(OWN, _unsigned), SIGNATURE, "tagus.no_proof", OWN),
    "an empty signature": Flip(after(OWN, proof(jws="")), SIGNATURE, "proof.not_detached", OWN),
    "no signature in the proof": Flip(after(OWN, proof(jws=None)), SIGNATURE, "proof.not_detached", OWN),
    "made at another time, which is signed": Flip(
        after(TERMS, proof(created="2026-01-16T09:00:00Z")), SIGNATURE, "proof.wrong_form", TERMS
    ),
    "for another purpose": Flip(after(OWN, proof(proofPurpose="authentication")), ISSUER, "identity.purpose", OWN),
    "a key that the document does not list": Flip(
        after(OWN, proof(verificationMethod=f"{ACME}#key-9")), ISSUER, "identity.method_missing", OWN
    ),
    "the notary's key named": Flip(
        after(OWN, proof(verificationMethod=f"{tagus.NOTARY}#{FRAGMENT}")), ISSUER, "identity.kid_other", OWN
    ),
    "called ES256": Flip(after(OWN, head(alg="ES256")), SIGNATURE, "proof.kind_differs", OWN),
    "called HMAC": Flip(after(OWN, head(alg="HS256")), SIGNATURE, "proof.algorithm", OWN),
    "called none": Flip(after(OWN, head(alg="none")), SIGNATURE, "proof.algorithm", OWN),
    "encoded after all": Flip(after(OWN, head(b64=True)), SIGNATURE, "proof.detached_header", OWN),
    "no word of what has to be understood": Flip(
        after(OWN, head(crit=None)), SIGNATURE, "proof.detached_header", OWN
    ),
    "over": Flip(
        content(OWN, expirationDate=(MOMENT - DAY).isoformat()), "VALIDITY-dates", "tagus.expired", OWN
    ),
    "not yet": Flip(content(OWN, issuanceDate=(MOMENT + DAY).isoformat()), "VALIDITY-dates", "tagus.not_yet", OWN),
    "the chain inside of the key only": Flip(
        lambda m: jwk(m, x5u=None, x5c=[]), CHAIN, "chain.inside_only", OWN
    ),
    "the number is of somebody who is no notary": Flip(
        stranger_signs(NUMBER), "LINKS-notary", "tagus.notary_unlisted", NUMBER
    ),
    "no terms": Flip(without(TERMS), "GRAPH-terms", "tagus.terms_not_accepted", ANYWHERE),
    "other terms": Flip(
        subject(TERMS, **{"gx:termsAndConditions": "ours"}), "GRAPH-terms-text", "tagus.terms_other", TERMS
    ),
    "the offering is another company's": Flip(
        stranger_signs("offering"), "GRAPH-offering-issuer", "tagus.issuers_differ", "offering"
    ),
    "the owner of the key named, which Tagus takes": Flip(
        header(OWN, verificationMethod=ACME), ISSUER, "identity.method_lax", OWN, verdict=Verdict.CONFORMANT
    ),
    "a key that only Tagus finds, by a part of its name": Flip(
        header(OWN, verificationMethod=f"{ACME}#key"), ISSUER, "identity.method_part", OWN
    ),
}  # fmt: skip
