# SPDX-License-Identifier: Apache-2.0
"""Loire: what is done, and all that is told of it as a violation, or what stays open. Parts: 0 participant, 1 number
of the notary, 2 terms, 3 offering.
"""

import json
from typing import Any

import loire_set
from authority import DOMAIN, MIDDLE, ORGANISATION, ROOT, certificate
from checking import MOMENT
from ecosystem.attempts import (
    FALSE_ROOT,
    STRANGE_ROOT,
    UNSIGNING,
    both,
    by_older_padding,
    by_public_key,
    chain,
    jwk,
    key_along,
    leaf,
    lent,
    method,
    moved,
    open_payload,
    published,
    relabelled,
    root,
    second_method,
    signed_as,
    swapped,
    weak_key,
)
from ecosystem.exactly import Row, key_id
from ecosystem.flips import DAY, PRESENTATION, after, content, header, stranger_signs, subject, without
from ecosystem.signers import ACME, STRANGER
from signing import public_jwk

NOTARY = loire_set.NOTARY
OWN, NUMBER = "participant", "number"
EVERYWHERE = ("", "/verifiableCredential/0", "/verifiableCredential/2", "/verifiableCredential/3")
"""Where the participant's key was used."""
REGISTERED = "/verifiableCredential/0/credentialSubject/registrationNumber"
PARTIES = "/verifiableCredential/2/credentialSubject/legalDocuments/0/involvedParties"
"""With three parts left."""


def _said(by: str, claims: dict[str, Any]) -> dict[str, Any]:
    name = claims["id"].rpartition("/")[2]
    told = loire_set.credential(f"more-{name.replace('#', '-')}", claims["type"], by)
    return {**told, "credentialSubject": claims}


def _all(told: str) -> tuple[str, ...]:
    return tuple(f"{told} {place}" for place in EVERYWHERE)


PROOFS: dict[str, Row] = {
    "an HMAC by the public key": Row(
        after(NUMBER, relabelled(by_public_key, alg="HS256")),
        "IDENTITY-issuer proof.algorithm_differs /verifiableCredential/1",
        "SIGNATURE-proof proof.algorithm /verifiableCredential/1",
    ),
    "an HMAC around all": Row(
        after(PRESENTATION, relabelled(by_public_key, alg="HS256")),
        "IDENTITY-issuer proof.algorithm_differs ",
        "SIGNATURE-proof proof.algorithm ",
    ),
    "RS256 by the right key, which is for PS256": Row(
        after(NUMBER, relabelled(by_older_padding, alg="RS256")),
        "IDENTITY-issuer proof.algorithm_differs /verifiableCredential/1",
    ),
    "none, and the signature still there": Row(
        after(NUMBER, relabelled(alg="none")),
        "IDENTITY-issuer proof.algorithm_differs /verifiableCredential/1",
        "SIGNATURE-proof proof.algorithm /verifiableCredential/1",
    ),
    "no signature": Row(
        after(NUMBER, lambda token: f"{token.rpartition('.')[0]}."),
        "PARSE-jwt-truncated parse.jwt_truncated /verifiableCredential/1",
    ),
    "a signature cut short": Row(
        after(OWN, lambda token: token[:-8]), "PARSE-jwt-truncated parse.jwt_cut /verifiableCredential/0"
    ),
    "a payload that is no base64": Row(
        header(OWN, b64=False), "SIGNATURE-proof proof.extension /verifiableCredential/0"
    ),
    "another key of the same document": Row(
        both(second_method(f"{ACME}#key-2"), header(OWN, kid=f"{ACME}#key-2")),
        "CHAIN-anchor chain.other_key /verifiableCredential/0",
        "SIGNATURE-proof proof.wrong /verifiableCredential/0",
    ),
    "a key along in the header": Row(key_along, "SIGNATURE-proof proof.wrong /verifiableCredential/0"),
    "the number signed by the participant": Row(
        signed_as(NUMBER, ACME),
        "IDENTITY-issuer identity.iss_other /verifiableCredential/1",
        "IDENTITY-issuer identity.kid_other /verifiableCredential/1",
    ),
    "the presentation signed by the notary": Row(
        signed_as(PRESENTATION, NOTARY), "IDENTITY-issuer identity.iss_other ", "IDENTITY-issuer identity.kid_other "
    ),
    "the presentation: a key that is not listed": Row(
        header(PRESENTATION, kid=f"{ACME}#key-9"), "IDENTITY-issuer identity.method_missing "
    ),
    "the presentation: no key named": Row(header(PRESENTATION, kid=None), "IDENTITY-issuer identity.kid_missing "),
    "the presentation: another issuer": Row(header(PRESENTATION, iss=STRANGER), "IDENTITY-issuer identity.iss_other "),
    "the presentation: said to be a credential": Row(
        header(PRESENTATION, typ="vc+jwt", cty="vc"), "ENVELOPE-presentation header.is_credential "
    ),
    "the presentation without its signature": Row(
        after(PRESENTATION, lambda token: json.dumps(open_payload(token))),
        opens=("SIGNATURE-proof reason.not_signed_yet", "IDENTITY-issuer reason.not_signed_yet"),
    ),
}  # fmt: skip
KEYS: dict[str, Row] = {
    "the notary's key replaced": Row(
        jwk(NOTARY, **{**dict.fromkeys(("n", "e")), **public_jwk(STRANGER)}),
        "CHAIN-anchor chain.other_key /verifiableCredential/1",
        "IDENTITY-issuer proof.algorithm_differs /verifiableCredential/1",
        "SIGNATURE-proof proof.kind_differs /verifiableCredential/1",
    ),
    "a weak key": Row(weak_key, "SIGNATURE-proof key.weak /verifiableCredential/1"),
    "a name twice in the document": Row(second_method(key_id(ACME)), *_all("IDENTITY-issuer identity.method_missing")),
    "no key at all": Row(published(ACME, verificationMethod=[]), *_all("IDENTITY-issuer identity.method_missing")),
    "to log in only": Row(
        published(ACME, assertionMethod=[], authentication=[key_id(ACME)]),
        *_all("IDENTITY-issuer identity.not_asserting"),
    ),
    "in another form": Row(
        method(ACME, publicKeyJwk=None, publicKeyMultibase="z6Mk"), *_all("SIGNATURE-proof key.form")
    ),
    "to encrypt": Row(jwk(ACME, key_ops=["encrypt"]), *_all("SIGNATURE-proof key.use")),
    "of another curve": Row(jwk(ACME, crv="X25519"), *_all("SIGNATURE-proof key.kind")),
    "broken": Row(jwk(ACME, x="AAAA"), *_all("SIGNATURE-proof key.broken")),
    "a secret": Row(jwk(ACME, kty="oct", k="AAAA"), *_all("SIGNATURE-proof key.private")),
    "its chain not named": Row(jwk(ACME, x5u=None), "CHAIN-anchor chain.not_named "),
    "an unreadable chain beside": Row(jwk(ACME, x5c=["AAAA"]), "CHAIN-anchor chain.unreadable "),
    "no document of the notary": Row(
        lambda m: m.signers[NOTARY].document.update(id="did:web:nobody.example"),
        opens=("SIGNATURE-proof reason.did_document_missing", "IDENTITY-issuer reason.did_document_missing"),
    ),
}  # fmt: skip
CHAINS: dict[str, Row] = {
    "the notary's turned round": Row(
        chain(NOTARY, lambda c: c[::-1]), "CHAIN-anchor chain.reversed /verifiableCredential/1"
    ),
    "the notary's without an authority": Row(
        chain(NOTARY, lambda c: [c[0], c[2]]), "CHAIN-anchor chain.gap /verifiableCredential/1"
    ),
    "the notary's without a root": Row(
        chain(NOTARY, lambda c: c[:2]), "CHAIN-anchor chain.no_root /verifiableCredential/1"
    ),
    "the notary's is over": Row(leaf(NOTARY, ends=MOMENT - DAY), "CHAIN-anchor chain.expired /verifiableCredential/1"),
    "the notary's says nothing of its owner": Row(
        leaf(NOTARY, policies=[DOMAIN]), "CHAIN-anchor chain.not_ev /verifiableCredential/1"
    ),
    "the notary's is for another host": Row(
        leaf(NOTARY, hosts=["other.example"]), opens=("CHAIN-anchor reason.other_host",)
    ),
    "of an organisation": Row(leaf(ACME, policies=[ORGANISATION]), "CHAIN-anchor chain.not_ev "),
    "without a policy": Row(leaf(ACME, policies=[]), "CHAIN-anchor chain.not_ev "),
    "the leaf twice": Row(chain(ACME, lambda c: [c[0], *c]), "CHAIN-anchor chain.order "),
    "the leaf alone": Row(chain(ACME, lambda c: c[:1]), "CHAIN-anchor chain.no_root "),
    "to nobody's root": Row(chain(ACME, root(STRANGE_ROOT)), opens=("CHAIN-anchor reason.no_anchor",)),
    "to a root that only bears the name": Row(chain(ACME, root(FALSE_ROOT)), opens=("CHAIN-anchor reason.no_anchor",)),
    "a false root put on top": Row(
        chain(ACME, lambda c: [*c[:2], certificate(FALSE_ROOT, FALSE_ROOT, ca=True)]), "CHAIN-anchor chain.link "
    ),
    "an authority that may not sign": Row(
        chain(ACME, lambda c: [c[0], UNSIGNING, c[2]]), "CHAIN-anchor chain.no_authority "
    ),
    "an authority of tomorrow": Row(
        chain(ACME, lambda c: [c[0], certificate(MIDDLE, ROOT, ca=True, starts=MOMENT + DAY), c[2]]),
        "CHAIN-anchor chain.not_yet ",
    ),
    "other roots trusted": Row(
        lambda m: m.anchors.__setitem__(0, certificate(STRANGE_ROOT, STRANGE_ROOT, ca=True)),
        opens=("CHAIN-anchor reason.no_anchor",),
    ),
}  # fmt: skip
SETS: dict[str, Row] = {
    "the number by the participant": Row(
        moved(NUMBER, ACME), "LINKS-notary links.number_self_issued /verifiableCredential/1/issuer"
    ),
    "the number's value by the participant": Row(
        lent(NUMBER, "vatID", _said),
        "GRAPH-merged-ids links.merged /verifiableCredential/4/credentialSubject/vatID",
        "LINKS-notary links.number_self_issued /verifiableCredential/4/issuer",
    ),
    "a company's address by another one": Row(
        lent(OWN, "headquartersAddress", _said, STRANGER),
        "GRAPH-merged-ids links.merged /verifiableCredential/5/credentialSubject/headquartersAddress",
        "GRAPH-provider-issuer links.provider_issuer /verifiableCredential/3/credentialSubject/providedBy",
    ),
    "one id for two credentials": Row(
        content("terms", id=f"{loire_set.HOME}vat.json"), "ENVELOPE-ids envelope.id_reused /verifiableCredential/2/id"
    ),
    "the number of another submission": Row(
        swapped(NUMBER),
        f"GRAPH-dangling-reference links.dangling {REGISTERED}",
        f"GRAPH-registration-number links.number_unattested {REGISTERED}",
        f"SHAPE-class links.dangling {REGISTERED}",
    ),
    "the terms of another submission": Row(
        swapped("terms"), "GRAPH-terms links.terms_missing /verifiableCredential/0/issuer"
    ),
    "a provider nobody describes": Row(
        subject("offering", providedBy={"id": f"{loire_set.HOME}nobody.json#cs"}),
        "GRAPH-dangling-reference links.dangling /verifiableCredential/3/credentialSubject/providedBy",
        "SHAPE-class links.dangling /verifiableCredential/3/credentialSubject/providedBy",
    ),
    "the terms by another company": Row(
        stranger_signs("terms"), "GRAPH-terms links.terms_missing /verifiableCredential/0/issuer"
    ),
    "the participant by another company": Row(
        stranger_signs(OWN),
        "GRAPH-provider-issuer links.provider_issuer /verifiableCredential/3/credentialSubject/providedBy",
        "GRAPH-terms links.terms_missing /verifiableCredential/0/issuer",
    ),
    "no participant": Row(
        without(OWN),
        f"GRAPH-dangling-reference links.dangling {PARTIES}",
        "GRAPH-dangling-reference links.dangling /verifiableCredential/2/credentialSubject/providedBy",
        "LINKS-set links.needed_participant nowhere",
        f"SHAPE-class links.dangling {PARTIES}",
        "SHAPE-class links.dangling /verifiableCredential/2/credentialSubject/providedBy",
    ),
    "a token of tomorrow": Row(
        header(OWN, nbf=1_900_000_000), "ENVELOPE-members envelope.claim_nbf /verifiableCredential/0"
    ),
    "a payload that is over as a token": Row(
        content(OWN, exp=1_700_000_000), "ENVELOPE-members envelope.claim_exp /verifiableCredential/0/exp"
    ),
    "a presentation of tomorrow": Row(
        lambda m: m.holder.content.update(validFrom=(MOMENT + DAY).isoformat()),
        "ENVELOPE-presentation validity.not_yet /validFrom",
    ),
}  # fmt: skip
LOIRE_ROWS = {**PROOFS, **KEYS, **CHAINS, **SETS}
