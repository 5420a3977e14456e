# SPDX-License-Identifier: Apache-2.0
"""A compact JWS verified over the bytes as they were received (RFC 7515 §5.2); nothing is serialised again."""

import base64
import binascii

from assay.credential import JoseEnvelope
from assay.errors import AssayError
from assay.proofs.signatures import ALGORITHMS, is_signature
from assay.proofs.verification_key import VerificationKey

_CHANGES_MEANING = ("crit", "b64")
"""Extensions that a reader has to know before anything else (RFC 7515 §4.1.11, RFC 7797 §3); credentials use none."""


class ProofFault(AssayError):  # noqa: N818 - what is wrong with a proof, told as a finding
    """A proof that does not hold; `text_id` says why (`proof.<reason>`)."""


def algorithm_of(envelope: JoseEnvelope) -> str:
    """The algorithm that the header names. ProofFault for one that is not accepted, or for an unknown extension."""
    for name in _CHANGES_MEANING:
        if name in envelope.header:
            raise ProofFault("proof.extension", name=name)
    named = envelope.header.get("alg")
    if not isinstance(named, str) or named not in ALGORITHMS:
        raise ProofFault(
            "proof.algorithm", name=named[:40] if isinstance(named, str) else "", known=", ".join(ALGORITHMS)
        )
    return named


def verify_compact(envelope: JoseEnvelope, key: VerificationKey) -> None:
    """Returns where the key signed these very bytes by the algorithm the header names; ProofFault where it did not."""
    algorithm = algorithm_of(envelope)
    if not key.can_verify(algorithm):
        raise ProofFault("proof.kind_differs", algorithm=algorithm, key=f"{key.kty} {key.crv}".strip())
    signed, _, signature = envelope.compact.rpartition(".")
    if signed.count(".") != 1 or not is_signature(algorithm, key.handle, decoded(signature), signed.encode()):
        raise ProofFault("proof.wrong")


def encoded(data: bytes) -> str:
    """Base64url without padding (RFC 7515 §2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(part: str) -> bytes:
    """Base64url without padding, strictly; empty, which is no signature, for anything else."""
    try:
        data = base64.b64decode(part.replace("-", "+").replace("_", "/") + "=" * (-len(part) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if encoded(data) == part else b""
