# SPDX-License-Identifier: Apache-2.0
"""From an unsigned credential to a signed one, and from signed ones to a presentation, as clearing houses take them.

What is signed are the very bytes that were checked and shown: the payload of a token is that text, not made again.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from assay.credential import Generation, Json, JsonObject
from assay.formats.json_text import print_json
from assay.formats.kinds import CREDENTIALS_V1, CREDENTIALS_V2
from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError, Signer
from assay.linked_data.canonical import CanonicalError, canonical_form
from assay.linked_data.contexts import ContextSource
from assay.moment import format_moment
from assay.proofs.compact import encoded
from assay.values import frozen

_SUITE = "JsonWebSignature2020"


class Holds(StrEnum):
    """What a signed document holds."""

    CREDENTIAL = "vc"
    PRESENTATION = "vp"
    SEVERAL = "several"
    """Several credentials that are to be signed and put together: asked of another machine in one go."""


@frozen
class Profile:
    """How a signature is written."""

    id: str
    generation: Generation
    times_in_header: bool = False
    """`iat` and `exp` beside `iss`, as notaries and clients of the clearing houses write them; in seconds, as RFC 7519
    says, where those write milliseconds."""


PROFILES: Mapping[str, Profile] = {
    profile.id: profile
    for profile in (
        Profile("clearing-house", Generation.LOIRE, times_in_header=True),
        Profile("icam-25.11", Generation.LOIRE),
        Profile("tagus", Generation.TAGUS),
    )
}
"""The first that fits a document's generation is taken where none is named. `icam-25.11`: the five members of the
header that ICAM 25.11 §5.1 names and nothing else."""


@frozen
class Signed:
    """A signed document."""

    data: bytes
    media_type: str
    suffix: str

    @property
    def sha256(self) -> str:
        """Digest of its bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def profile_for(generation: Generation, name: str = "") -> Profile:
    """The profile of that name, else the usual one. KeyStoreError where it does not fit the generation."""
    fitting = [profile for profile in PROFILES.values() if profile.generation is generation]
    if not name:
        if not fitting:
            raise KeyStoreError("issue.generation", generation=generation.value)
        return fitting[0]
    if name not in PROFILES:
        raise KeyStoreError("issue.profile_unknown", name=name[:40], known=", ".join(PROFILES))
    if PROFILES[name] not in fitting:
        raise KeyStoreError("issue.profile_other", name=name, known=", ".join(profile.id for profile in fitting))
    return PROFILES[name]


def payload_of(content: JsonObject) -> bytes:
    """The text of an unsigned document: what is checked, shown, and signed."""
    return print_json(content).encode()


def token(payload: bytes, record: KeyRecord, signer: Signer, profile: Profile, holds: Holds) -> Signed:
    """A VC-JWT or VP-JWT over the payload as it is (VC-JOSE-COSE §3.1, ICAM 25.11 §5.1)."""
    header: dict[str, Json] = {
        "alg": signer.algorithm,
        "typ": f"{holds.value}+jwt",
        "cty": holds.value,
        "kid": record.kid,
        "iss": record.did,
    }
    if profile.times_in_header:
        header |= _times(json.loads(payload))
    signed = f"{encoded(json.dumps(header, separators=(',', ':')).encode())}.{encoded(payload)}"
    compact = f"{signed}.{encoded(signer.sign(signed.encode()))}"
    return Signed(compact.encode(), f"application/{holds.value}+jwt", ".jwt")


def _times(content: JsonObject) -> dict[str, Json]:
    """Begin and end of validity as numbers of seconds (RFC 7519 §2), where they are instants."""
    from assay.checks.validity import parse_date_time_stamp

    found: dict[str, Json] = {}
    for name, member in (("iat", "validFrom"), ("exp", "validUntil")):
        instant = parse_date_time_stamp(content.get(member))
        if instant is not None:
            found[name] = int(instant.timestamp())
    return found


def signed_inside(
    content: JsonObject, record: KeyRecord, signer: Signer, contexts: ContextSource, moment: datetime
) -> Signed:
    """A credential with its signature inside, as the Tagus clearing houses verify it first: over the digest of its
    canonical form, written as hexadecimal text.

    KeyStoreError where there is no canonical form: a context that is not at hand, or too many unnamed parts.
    """
    body = {name: value for name, value in content.items() if name != "proof"}
    try:
        form = canonical_form(body, contexts)
    except CanonicalError as error:
        raise KeyStoreError("issue.no_canonical_form") from error
    header = encoded(json.dumps({"alg": signer.algorithm, "b64": False, "crit": ["b64"]}).encode())
    digest = hashlib.sha256(form.encode()).hexdigest()
    signature = encoded(signer.sign(f"{header}.{digest}".encode()))
    proof: dict[str, Json] = {
        "type": _SUITE,
        "created": format_moment(moment),
        "proofPurpose": "assertionMethod",
        "verificationMethod": record.kid,
        "jws": f"{header}..{signature}",
    }
    return Signed(print_json({**body, "proof": proof}).encode(), "application/vc+ld+json", ".json")


def enveloped(compact: str) -> dict[str, Json]:
    """A VC-JWT as it stands in a presentation (VCDM 2.0 §4.13.1)."""
    return {
        "@context": CREDENTIALS_V2,
        "id": f"data:application/vc+jwt,{compact}",
        "type": "EnvelopedVerifiableCredential",
    }


def presentation_of(credentials: "Sequence[str | JsonObject]", facts: Mapping[str, Json]) -> dict[str, Json]:
    """An unsigned presentation: of tokens (VCDM 2.0) with id, issuer and dates, or of JSON credentials (VCDM 1.1).

    `facts`: the members that say whose it is and how long it counts; Tagus reads none of them.
    """
    if any(not isinstance(entry, str) for entry in credentials):
        return {
            "@context": [CREDENTIALS_V1],
            "type": "VerifiablePresentation",
            "verifiableCredential": [entry for entry in credentials if not isinstance(entry, str)],
        }
    return {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        **facts,
        "verifiableCredential": [enveloped(entry) for entry in credentials if isinstance(entry, str)],
    }
