# SPDX-License-Identifier: Apache-2.0
"""How a token is asked for a signature in the form of JOSE (RFC 7518 §3): its mechanisms by their numbers (PKCS#11
v2.40 and v3.0, Current Mechanisms), what each wants beside the key, and what of the work is done here.
"""

import hashlib
from collections.abc import Collection, Mapping
from enum import Enum

from assay.keys.signer import KeyStoreError
from assay.values import frozen

RSA_KEYS, EC_KEYS, EDWARDS_KEYS = 0x0000, 0x1040, 0x1055
"""Mechanisms that make key pairs."""
_RSA, _PSS, _ECDSA, _EDDSA = 0x0001, 0x000D, 0x1041, 0x1057
_SHA256_RSA = 0x0040
_HASHES = {"sha256": (0x0250, 2), "sha384": (0x0260, 3), "sha512": (0x0270, 4)}
"""Mechanism of the hash, and number of the mask generation with it (CKG_MGF1_…)."""
_PSS_WITH = {"sha256": 0x0043, "sha384": 0x0044, "sha512": 0x0045}
_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
"""What stands before a SHA-256 digest in an RSA signature of PKCS #1 v1.5 (RFC 8017 §9.2, note 1)."""


class Given(Enum):
    """What the token is given to sign."""

    MESSAGE = "message"
    DIGEST = "digest"
    DIGEST_INFO = "digest_info"


@frozen
class Way:
    """One way to a signature."""

    mechanism: int
    given: Given
    digest: str = ""
    """Hash that is made here, as `hashlib` names it; empty for none."""
    parameter: tuple[int, int, int] | None = None
    """Hash, mask generation and length of the salt, for RSA-PSS; the salt is as long as the digest (RFC 7518 §3.5)."""

    def prepared(self, data: bytes) -> bytes:
        """What the token is given."""
        if self.given is Given.MESSAGE:
            return data
        digest = hashlib.new(self.digest, data).digest()
        return _DIGEST_INFO + digest if self.given is Given.DIGEST_INFO else digest


def _pss(digest: str) -> tuple[Way, ...]:
    """Hashed by the token; hashed here where it cannot."""
    size = hashlib.new(digest).digest_size
    parameter = (*_HASHES[digest], size)
    return (
        Way(_PSS_WITH[digest], Given.MESSAGE, "", parameter),
        Way(_PSS, Given.DIGEST, digest, parameter),
    )


WAYS: Mapping[str, tuple[Way, ...]] = {
    "PS256": _pss("sha256"),
    "PS384": _pss("sha384"),
    "PS512": _pss("sha512"),
    "RS256": (Way(_SHA256_RSA, Given.MESSAGE), Way(_RSA, Given.DIGEST_INFO, "sha256")),
    "ES256": (Way(_ECDSA, Given.DIGEST, "sha256"),),
    "ES384": (Way(_ECDSA, Given.DIGEST, "sha384"),),
    "EdDSA": (Way(_EDDSA, Given.MESSAGE),),
}
"""The same algorithms as `assay.proofs.signatures.ALGORITHMS`, the best way first. ECDSA signatures of tokens are R and
S one after the other already (PKCS#11 v2.40, Current Mechanisms §2.3.1), as JOSE wants them."""


def way_to(algorithm: str, mechanisms: Collection[int]) -> Way:
    """How a token with these mechanisms makes such a signature. KeyStoreError (`token.no_way`) where it cannot."""
    for way in WAYS[algorithm]:
        if way.mechanism in mechanisms:
            return way
    raise KeyStoreError("token.no_way", algorithm=algorithm)
