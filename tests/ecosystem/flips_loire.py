# SPDX-License-Identifier: Apache-2.0
"""What can be changed about tokens, and about the rules of the Loire generation."""

import base64
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import loire_set
from assay.verdict import Verdict
from checking import MOMENT
from ecosystem.flips import (
    ANYWHERE,
    DAY,
    ISSUER,
    OPEN,
    PARTS,
    PRESENTATION,
    SIGNATURE,
    Flip,
    after,
    content,
    flipped,
    header,
    jwk,
    listed,
    one_octet,
    stranger_signs,
    subject,
    without,
)
from ecosystem.signers import ACME, STRANGER
from signing import FRAGMENT, encoded, public_jwk
from status_lists import INDEX

NUMBER, OWN = "number", "participant"
YESTERDAY = (MOMENT - DAY).isoformat()
TOMORROW = (MOMENT + timedelta(days=1)).isoformat()


def _unsigned(token: str) -> str:
    first, payload, _ = token.split(".")
    told: dict[str, Any] = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    return f"{encoded(json.dumps({**told, 'alg': 'none'}).encode())}.{payload}."


def _swap(made: Any) -> None:
    """The participant's credential under the signature of its offering."""
    signature: list[str] = []

    def kept(token: str) -> str:
        signature.append(token.rpartition(".")[2])
        return token

    made.parts["participant"].after = kept
    made.parts["offering"].after = lambda token: f"{token.rpartition('.')[0]}.{signature[0]}"


LOIRE_FLIPS: Mapping[str, Flip] = {
    **{
        f"one bit of the signature of the {name}": Flip(after(name, flipped), SIGNATURE, "proof.wrong", name)
        for name in (PRESENTATION, *PARTS)
    },
    **{
        f"one letter of the {name}": Flip(after(name, one_octet), SIGNATURE, "proof.wrong", name)
        for name in (PRESENTATION, *PARTS)
    },
    "the key is replaced": Flip(lambda m: jwk(m, x=public_jwk(STRANGER)["x"]), SIGNATURE, "proof.wrong", OWN),
    "the signature of another part": Flip(_swap, SIGNATURE, "proof.wrong", "offering"),
    "no signature": Flip(after(OWN, _unsigned), "PARSE-jwt-truncated", "parse.jwt_truncated", OWN),
    "PS256 called RS256": Flip(header(NUMBER, alg="RS256"), SIGNATURE, "proof.wrong", NUMBER),
    "PS256 called PS384": Flip(header(NUMBER, alg="PS384"), SIGNATURE, "proof.wrong", NUMBER),
    "PS256 called ES256": Flip(header(NUMBER, alg="ES256"), SIGNATURE, "proof.kind_differs", NUMBER),
    "called HMAC": Flip(header(NUMBER, alg="HS256"), SIGNATURE, "proof.algorithm", NUMBER),
    "no algorithm": Flip(header(NUMBER, alg=None), SIGNATURE, "proof.algorithm", NUMBER),
    "an extension that has to be understood": Flip(
        header(OWN, crit=["exp"], exp=1), SIGNATURE, "proof.extension", OWN
    ),
    "a key that the document does not list": Flip(
        header(OWN, kid=f"{ACME}#key-9"), ISSUER, "identity.method_missing", OWN
    ),
    "the notary's key named": Flip(
        header(OWN, kid=f"{loire_set.NOTARY}#{FRAGMENT}"), ISSUER, "identity.kid_other", OWN
    ),
    "a key without a name": Flip(header(OWN, kid=ACME), ISSUER, "identity.kid_form", OWN),
    "a name without its owner": Flip(header(OWN, kid=f"#{FRAGMENT}"), ISSUER, "identity.kid_form", OWN),
    "no key named": Flip(header(OWN, kid=None), ISSUER, "identity.kid_missing", OWN),
    "a token of another kind": Flip(header(OWN, typ="JWT"), "ENVELOPE-members", "header.unknown", OWN),
    "content of another kind": Flip(header(OWN, cty="text/plain"), "ENVELOPE-members", "header.unknown", OWN),
    "a credential that says it is a presentation": Flip(
        header(OWN, typ="vp+jwt"), "ENVELOPE-members", "header.is_presentation", OWN
    ),
    "another issuer in the header": Flip(header(OWN, iss=STRANGER), ISSUER, "identity.iss_other", OWN),
    "no issuer in the header": Flip(header(OWN, iss=None), ISSUER, "identity.iss_missing", OWN),
    "another issuer in the credential": Flip(content(OWN, issuer=STRANGER), ISSUER, "identity.kid_other", OWN),
    "no issuer in the header of the presentation": Flip(
        header(PRESENTATION, iss=None), ISSUER, "identity.iss_missing"
    ),
    "over": Flip(content(OWN, validUntil=YESTERDAY), "VALIDITY-dates", "validity.expired", OWN),
    "not yet": Flip(content(OWN, validFrom=TOMORROW), "VALIDITY-dates", "validity.not_yet", OWN),
    "the number is over": Flip(content(NUMBER, validUntil=YESTERDAY), "VALIDITY-dates", "validity.expired", NUMBER),
    "the presentation is over": Flip(
        lambda m: m.holder.content.update(validUntil=YESTERDAY), "ENVELOPE-presentation", "validity.expired"
    ),
    "the token of the number is over": Flip(
        header(NUMBER, exp=1_700_000_000_000), "ENVELOPE-members", "envelope.claim_exp", NUMBER
    ),
    "the number is of somebody who is no notary": Flip(
        stranger_signs(NUMBER), "LINKS-notary", "links.notary_unlisted", NUMBER, verdict=OPEN
    ),
    "no terms": Flip(without("terms"), "LINKS-set", "links.needed_terms", ANYWHERE),
    "terms of another year, which engines take": Flip(
        subject("terms", gaiaxTermsAndConditions=loire_set.OLDER_TERMS),
        "GRAPH-terms-hash", "links.hash_over", "terms", verdict=Verdict.CONFORMANT,
    ),
    "terms of nobody": Flip(
        subject("terms", gaiaxTermsAndConditions="0" * 64), "SHAPE-in", "shape.in_few", "terms"
    ),
    "the offering is another company's": Flip(
        stranger_signs("offering"), "GRAPH-provider-issuer", "links.provider_issuer", "offering"
    ),
    "revoked": Flip(listed([INDEX]), "VALIDITY-status", "listed.revoked", OWN),
    "a status list of somebody else's": Flip(
        listed([], by=STRANGER), "VALIDITY-status", "listed.list_issuer", OWN, verdict=OPEN
    ),
    "a status list that is not at hand": Flip(
        content(OWN, credentialStatus={"id": "https://acme.example/status#2", "type": "BitstringStatusListEntry"}),
        "VALIDITY-status", "", OWN, verdict=OPEN,
    ),
}  # fmt: skip
