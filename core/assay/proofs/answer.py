# SPDX-License-Identifier: Apache-2.0
"""What a proof comes to: whose key it names, whether that key may speak for the issuer, whether the signature holds.

Two questions, answered apart: a good signature by a stranger is still one.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import TypeAlias

from assay.finding import Severity
from assay.identity.did_document import DidDocument, VerificationMethod
from assay.texts import quoted
from assay.values import frozen

Params: TypeAlias = Mapping[str, str | int]
_LONG = 120


@frozen
class Fault:
    """Something to be told of a proof: a text id and what fills it."""

    text: str
    params: Params = field(default_factory=dict)
    severity: Severity | None = None
    """None for the severity of the rule that is broken."""


@frozen
class ProofAnswer:
    """The answers for one proof. Where no fault and no gap is told, and it is verified, it holds."""

    did: str = ""
    """Whose key is named; empty where none is named that could be looked up."""
    document: DidDocument | None = None
    """Their DID document, where it is at hand."""
    method: VerificationMethod | None = None
    """The key that is named, where the document lists it."""
    identity: tuple[Fault, ...] = ()
    """Why the key does not speak for the issuer."""
    signature: tuple[Fault, ...] = ()
    """Why the signature does not hold, and what else is to be said of it."""
    is_verified: bool = False
    """The signature was checked with the very key that is named, and it holds."""
    gap: str = ""
    """Text id of the reason why it could not be checked, where that is not only a missing DID document."""


def shown(value: object) -> str:
    """A value as it may stand in a sentence."""
    return quoted(str(value), _LONG)
