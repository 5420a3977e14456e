# SPDX-License-Identifier: Apache-2.0
"""Tagus: what is done, and all that is told of it as a violation, or what stays open. Parts: 0 participant, 1 number
of the notary, 2 terms (signed in the standard variant), 3 offering.
"""

from collections.abc import Callable
from typing import Any

import tagus_specimens as tagus
from authority import DOMAIN
from checking import MOMENT
from ecosystem.attempts import chain, jwk, leaf, lent, moved, published
from ecosystem.exactly import Row, key_id
from ecosystem.flips import DAY, after, content, stranger_signs, subject
from ecosystem.flips_tagus import head, proof
from ecosystem.signers import ACME, STRANGER, Json
from ecosystem.submission import Submission
from signing import public_jwk, signed_inside

NOTARY = tagus.NOTARY
OWN, NUMBER, TERMS, OFFERING = "participant", "number", "terms", "offering"
OVER = (MOMENT - DAY).isoformat()


def _says(**members: Any) -> Callable[[Json], Json]:
    return lambda signed: {**signed, "credentialSubject": {**signed["credentialSubject"], **members}}


def _is(**members: Any) -> Callable[[Json], Json]:
    return lambda signed: {**signed, **members}


def _by_stranger(**members: Any) -> Callable[[Json], Json]:
    """Signed anew by the stranger's key."""
    return lambda signed: signed_inside(signed, key=STRANGER, **members)


def _borrowed(made: Submission) -> None:
    """The participant's proof in its offering."""
    kept: list[Json] = []
    made.parts[OWN].after = lambda signed: (kept.append(signed["proof"]), signed)[1]
    made.parts[OFFERING].after = lambda signed: {**signed, "proof": kept[0]}


def _said(by: str, claims: Json) -> Json:
    return tagus.credential(f"more-{claims['type'].partition(':')[2]}", claims, issuer=by)


def _words_swapped(signed: Json) -> Json:
    """`gx:` stands for words of somebody else."""
    return {**signed, "@context": [*signed["@context"], {"gx": "https://acme.example/#"}]}


WRONG = "SIGNATURE-proof proof.wrong_form /verifiableCredential"
PROOFS: dict[str, Row] = {
    "another number": Row(after(NUMBER, _says(**{"gx:vatID": "DE811569869"})), f"{WRONG}/1"),
    "other terms of use": Row(after(OFFERING, _says(**{"gx:policy": "deny all"})), f"{WRONG}/3"),
    "another id": Row(after(TERMS, _is(id=f"{tagus.BASE}other.json")), f"{WRONG}/2"),
    "another day": Row(after(OWN, _is(issuanceDate="2026-01-14T09:00:00Z")), f"{WRONG}/0"),
    "another end": Row(after(OWN, _is(expirationDate="2028-12-31T23:59:59Z")), f"{WRONG}/0"),
    "the proof of another part": Row(_borrowed, f"{WRONG}/3"),
    "other words under the same names": Row(
        after(OWN, _words_swapped),
        "ENVELOPE-namespaces envelope.namespace_unknown /verifiableCredential/0/credentialSubject/type",
        "GRAPH-offering-issuer tagus.provider_no_participant /verifiableCredential/3/credentialSubject/gx:providedBy",
        f"{WRONG}/0",
    ),
    "signed by a stranger in the owner's name": Row(
        after(OWN, _by_stranger(verificationMethod=key_id(ACME))), f"{WRONG}/0"
    ),
    "another issuer": Row(
        after(OWN, _is(issuer=STRANGER)),
        "GRAPH-offering-issuer tagus.issuers_differ /verifiableCredential/3/credentialSubject/gx:providedBy",
        "GRAPH-terms tagus.terms_not_accepted /verifiableCredential/0/issuer",
        "IDENTITY-issuer identity.kid_other /verifiableCredential/0",
        f"{WRONG}/0",
    ),
    "no key named": Row(
        after(OWN, proof(verificationMethod=None)), "IDENTITY-issuer identity.method_unnamed /verifiableCredential/0"
    ),
    "a key without its owner": Row(
        after(OWN, proof(verificationMethod="key-1")), "IDENTITY-issuer identity.method_form /verifiableCredential/0"
    ),
    "for no purpose": Row(
        after(OWN, proof(proofPurpose=None)), "IDENTITY-issuer identity.purpose /verifiableCredential/0"
    ),
    "for another purpose, which is signed": Row(
        after(TERMS, proof(proofPurpose="authentication")),
        "IDENTITY-issuer identity.purpose /verifiableCredential/2",
        f"{WRONG}/2",
    ),
    "another name of the key, which is signed": Row(after(TERMS, proof(verificationMethod=ACME)), f"{WRONG}/2"),
    "a signature that is no base64": Row(
        after(OWN, proof(jws="e30..!!!!")), "SIGNATURE-proof proof.detached_header /verifiableCredential/0"
    ),
    "a payload along": Row(
        after(OWN, lambda signed: proof(jws=signed["proof"]["jws"].replace("..", ".e30."))(signed)),
        "SIGNATURE-proof proof.not_detached /verifiableCredential/0",
    ),
    "called RS256": Row(
        after(OWN, head(alg="RS256")),
        "IDENTITY-issuer proof.algorithm_differs /verifiableCredential/0",
        "SIGNATURE-proof proof.kind_differs /verifiableCredential/0",
    ),
    "more that has to be understood": Row(
        after(OWN, head(crit=["b64", "exp"], exp=1)), "SIGNATURE-proof proof.detached_header /verifiableCredential/0"
    ),
    "a key named in the header": Row(after(OWN, head(kid="x")), f"{WRONG}/0"),
    "another kind of proof": Row(
        after(OWN, proof(type="Ed25519Signature2020")), opens=("SIGNATURE-proof reason.other_proof",)
    ),
    "two proofs": Row(
        after(OWN, lambda signed: {**signed, "proof": [signed["proof"]] * 2}),
        opens=("SIGNATURE-proof reason.other_proof",),
    ),
}  # fmt: skip
KEYS: dict[str, Row] = {
    "the notary's key replaced": Row(
        jwk(NOTARY, x=public_jwk(STRANGER)["x"]), "CHAIN-anchor chain.other_key /verifiableCredential/1", f"{WRONG}/1"
    ),
    "the notary's key is to sign only": Row(
        jwk(NOTARY, key_ops=["sign"]), "SIGNATURE-proof key.use /verifiableCredential/1"
    ),
    "the notary's key may not make assertions": Row(
        published(NOTARY, assertionMethod=[]), "IDENTITY-issuer identity.not_asserting /verifiableCredential/1"
    ),
    "the notary's key is for another algorithm": Row(
        jwk(NOTARY, alg="PS256"), "IDENTITY-issuer proof.algorithm_differs /verifiableCredential/1"
    ),
    "the chain not named": Row(
        jwk(ACME, x5u=None),
        "CHAIN-anchor chain.inside_only /verifiableCredential/0",
        "CHAIN-anchor chain.not_named /verifiableCredential/0",
    ),
    "the notary's chain turned round": Row(
        chain(NOTARY, lambda c: c[::-1]), "CHAIN-anchor chain.reversed /verifiableCredential/1"
    ),
    "the notary's chain without an authority": Row(
        chain(NOTARY, lambda c: [c[0], c[2]]), "CHAIN-anchor chain.gap /verifiableCredential/1"
    ),
    "the notary's certificate is over": Row(
        leaf(NOTARY, ends=MOMENT - DAY), "CHAIN-anchor chain.expired /verifiableCredential/1"
    ),
    "the notary's certificate says nothing of its owner": Row(
        leaf(NOTARY, policies=[DOMAIN]), "CHAIN-anchor chain.not_ev /verifiableCredential/1"
    ),
    "no document of the notary": Row(
        lambda m: m.signers[NOTARY].document.update(id="did:web:nobody.example"),
        opens=("SIGNATURE-proof reason.did_document_missing", "IDENTITY-issuer reason.did_document_missing"),
    ),
}  # fmt: skip
SETS: dict[str, Row] = {
    "the number by the participant": Row(
        moved(NUMBER, ACME), "LINKS-notary tagus.number_of_ones_own /verifiableCredential/1/issuer"
    ),
    "the number's value by the participant": Row(
        lent(NUMBER, "gx:vatID", _said),
        "GRAPH-merged-ids links.merged /verifiableCredential/4/credentialSubject/gx:vatID",
    ),
    "the number's country by the participant": Row(
        lent(NUMBER, "gx:vatID-countryCode", _said),
        "GRAPH-merged-ids links.merged /verifiableCredential/4/credentialSubject/gx:vatID-countryCode",
    ),
    "a company's address by another one": Row(
        lent(OWN, "gx:headquarterAddress", _said, STRANGER),
        "GRAPH-merged-ids links.merged /verifiableCredential/5/credentialSubject/gx:headquarterAddress",
    ),
    "one id for two credentials": Row(
        content(TERMS, id=f"{tagus.BASE}number.json"), "ENVELOPE-ids envelope.id_reused /verifiableCredential/2/id"
    ),
    "the number is over": Row(
        content(NUMBER, expirationDate=OVER), "VALIDITY-dates tagus.expired /verifiableCredential/1/expirationDate"
    ),
    "the terms are over": Row(
        content(TERMS, expirationDate=OVER), "VALIDITY-dates tagus.expired /verifiableCredential/2/expirationDate"
    ),
    "the terms by another company": Row(
        stranger_signs(TERMS), "GRAPH-terms tagus.terms_not_accepted /verifiableCredential/0/issuer"
    ),
    "the participant by another company": Row(
        stranger_signs(OWN),
        "GRAPH-offering-issuer tagus.issuers_differ /verifiableCredential/3/credentialSubject/gx:providedBy",
        "GRAPH-terms tagus.terms_not_accepted /verifiableCredential/0/issuer",
    ),
    "a provider nobody describes": Row(
        subject(OFFERING, **{"gx:providedBy": {"id": f"{tagus.BASE}nobody.json#subject"}}),
        "GRAPH-offering-issuer tagus.participant_absent /verifiableCredential/3/credentialSubject/gx:providedBy",
    ),
    "no legal address": Row(
        lambda m: m.parts[OWN].content["credentialSubject"].pop("gx:legalAddress"),
        "GRAPH-legal-address tagus.no_legal_address /verifiableCredential/0/credentialSubject",
        "SHAPE-minCount shape.minCount /verifiableCredential/0/credentialSubject",
    ),
}  # fmt: skip
TAGUS_ROWS = {**PROOFS, **KEYS, **SETS}
