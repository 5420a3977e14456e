# SPDX-License-Identifier: Apache-2.0
"""What a document holds once it is read: kind, generation, credentials, presentation. Values, no judgement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from assay.claims import Triple
from assay.finding import Finding
from assay.values import frozen

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = "Mapping[str, Json]"


class Kind(StrEnum):
    """What a document is (contract: `kind`)."""

    CREDENTIAL = "credential"
    PRESENTATION = "presentation"
    CLAIMS = "claims"
    LABEL = "label"
    DID_DOCUMENT = "did_document"
    CERTIFICATE_CHAIN = "certificate_chain"
    ENGINE_ANSWER = "engine_answer"
    UNKNOWN = "unknown"


class Generation(StrEnum):
    """Which Gaia-X generation a document speaks (contract: `generation`)."""

    LOIRE = "loire"
    TAGUS = "tagus"
    PRE_TAGUS = "22.06"
    UNKNOWN = "unknown"


@frozen
class Reason:
    """Why a document was recognised as it was: a text id and its values."""

    text: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@frozen
class JoseEnvelope:
    """A compact JWS as received (RFC 7515 §3.1). Decoded, not verified."""

    header: JsonObject
    compact: str = field(repr=False)
    """The received text; verification works on these bytes, never on a re-serialisation."""


@frozen
class Credential:
    """One credential, or bare claims standing in for one."""

    pointer: str
    """JSON Pointer of the credential in the decoded view; empty string for the whole document."""
    content: JsonObject
    """The credential as JSON, enveloped ones decoded."""
    inherited_contexts: tuple[Json, ...] = ()
    """`@context` values of the embedding presentation that apply here (VCDM 1.1 only, JSON-LD 1.1 §4.1)."""
    envelope: JoseEnvelope | None = None
    """The JWT it came in, if any."""
    is_bare_claims: bool = False
    """Claims without a credential around them: every top-level node is a subject."""
    file: str = ""
    """Name of the file it stands in, where a document is a set of files."""

    @property
    def id(self) -> str:
        """The credential's id; empty if it has none."""
        found = self.content.get("id", self.content.get("@id"))
        return found if isinstance(found, str) else ""

    @property
    def proofs(self) -> tuple[Json, ...]:
        """Embedded proofs, always as a tuple."""
        found = self.content.get("proof")
        if found is None:
            return ()
        return tuple(found) if isinstance(found, list) else (found,)

    @property
    def is_signed(self) -> bool:
        """Whether it carries a proof of any kind; says nothing about its worth."""
        return self.envelope is not None or "proof" in self.content


@frozen
class Presentation:
    """The presentation around the credentials, if there is one."""

    pointer: str
    content: JsonObject
    envelope: JoseEnvelope | None = None

    @property
    def id(self) -> str:
        """The presentation's id; empty if it has none."""
        found = self.content.get("id", self.content.get("@id"))
        return found if isinstance(found, str) else ""

    @property
    def is_signed(self) -> bool:
        """Whether the presentation itself carries a proof."""
        return self.envelope is not None or "proof" in self.content


@dataclass(frozen=True)
class Reading:
    """A document read: everything later stages need, plus what went wrong while reading."""

    kind: Kind
    generation: Generation
    media_type: str
    reasons: tuple[Reason, ...] = ()
    """Why this kind and generation."""
    decoded: Json = None
    """The decoded view as JSON: every enveloped JWT replaced by its decoded credential (contract: Pointers)."""
    text: str = field(default="", repr=False)
    """What lines and columns refer to: the file's own text (JSON, Turtle), or the printed decoded view."""
    refers_to_decoded: bool = False
    """Lines refer to the output of `assay decode`, because the file is or contains a JWT."""
    presentation: Presentation | None = None
    credentials: tuple[Credential, ...] = ()
    triples: tuple[Triple, ...] = ()
    """Claims already as triples (Turtle, N-Triples); else empty."""
    findings: tuple[Finding, ...] = ()
    """Parse and envelope-shape findings; a violation among them means later stages are not checked."""
    parts: "tuple[tuple[str, Reading], ...]" = ()
    """File name and reading of each file, where several files are one submission."""

    @cached_property
    def is_signed(self) -> bool:
        """Whether any part carries a proof."""
        presented = self.refers_to_decoded or (self.presentation is not None and self.presentation.is_signed)
        presented = presented or any(reading.is_signed for _, reading in self.parts)
        return presented or any(credential.is_signed for credential in self.credentials)
