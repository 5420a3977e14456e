# SPDX-License-Identifier: Apache-2.0
"""Status lists for tests: list credentials with chosen bits, and the entries that point at them."""

import gzip
from typing import Any

from signing import ACME, encoded

LIST = "https://acme.example/status/1"
INDEX, SIZE = 70_001, 16_384
FIRST_SET = "uH4sIAAAAAAACA-3BIQEAAAACIKf5f5UzLEADAAAAAAAAAAAAAAAAAAAAvA03F1_NAEAAAA"
"""Packed once, so that files that hold it are the same wherever they are made: the second bit is one."""


def bits(positions: list[int], size: int = SIZE) -> str:
    """A packed list with ones at these places."""
    made = bytearray(size)
    for position in positions:
        made[position // 8] |= 0x80 >> position % 8
    return "u" + encoded(gzip.compress(bytes(made), mtime=0))


def status_list(positions: list[int], purpose: Any = "revocation", **members: Any) -> dict[str, Any]:
    """A list credential; members that are None are left out."""
    subject = {
        "id": f"{LIST}#list",
        "type": "BitstringStatusList",
        "statusPurpose": purpose,
        "encodedList": members.pop("encoded_list", None) or bits(positions),
    }
    told = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": ACME,
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2026-12-31T00:00:00Z",
        "credentialSubject": subject,
        **members,
    }
    return {name: value for name, value in told.items() if value is not None}


def entry(**members: Any) -> dict[str, Any]:
    """An entry of `credentialStatus`; members that are None are left out."""
    told = {
        "id": f"{LIST}#{INDEX}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(INDEX),
        "statusListCredential": LIST,
        **members,
    }
    return {name: value for name, value in told.items() if value is not None}
