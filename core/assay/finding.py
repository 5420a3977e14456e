# SPDX-License-Identifier: Apache-2.0
"""What a check says: findings about places, and outcomes of checks. Frozen values, no sentences.

Sentences are made from `text` and `params` by `assay.texts` when a report is built, so a report can be shown in
another language without checking again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from assay.values import frozen


class Severity(StrEnum):
    """How much a finding weighs (SHACL's words): only a violation makes a document non-conformant."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


class Stage(StrEnum):
    """The numbered stages of a check, in order."""

    PARSE = "parse"
    ENVELOPE = "envelope"
    IDENTITY = "identity"
    SIGNATURE = "signature"
    CHAIN = "chain"
    VALIDITY = "validity"
    CONTENT = "content"
    LINKS = "links"
    CRITERIA = "criteria"


class Outcome(StrEnum):
    """What came of one check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"
    NOT_APPLICABLE = "not_applicable"


@frozen
class Place:
    """Where in a document, before lines are known."""

    pointer: str
    """JSON Pointer (RFC 6901) into the decoded view; for Turtle a node as `#<iri>` or `#_:label`."""
    of_key: bool = False
    """The place is the member's key (something that should not be there), not its value."""
    file: str = ""
    """Name of the file inside a set of files; empty where the document is one file."""
    offset: int = -1
    """Where reading stopped: an offset in the text, for a spot that is no value; else -1."""


@frozen
class Location:
    """A place with lines and columns, from 1, columns in Unicode code points, the end exclusive."""

    pointer: str
    line: int
    column: int
    end_line: int
    end_column: int
    file: str = ""
    """Name of the file inside a set, where the document has several."""


@frozen
class ShaclResult:
    """The members of a SHACL validation result (SHACL §3.6.2) that the finding stands for."""

    focus_node: str
    path: str
    """Full IRI, Turtle form for a complex path, empty where the result has none."""
    component: str
    """Local name of the constraint component, e.g. `MinCountConstraintComponent`."""
    value: str | None = None
    """N-Triples form without brackets for IRIs; literals by their lexical form."""
    source_shape: str = ""
    """IRI of the shape, or of the named shape that owns it."""


@frozen
class Finding:
    """One rule's statement about one place."""

    rule: str
    """Rule id, e.g. `LOIRE-SHAPE-minCount`."""
    stage: Stage
    severity: Severity
    text: str
    """Text id under which *what, why, how* stand, e.g. `shape.minCount`."""
    params: Mapping[str, str | int] = field(default_factory=dict)
    """Values for the text. A value `class:IRI` or `property:IRI` is shown by its label in the pack's texts."""
    place: Place | None = None
    subject: str = ""
    """Id of the credential or subject it is about; part of the fingerprint."""
    path: str = ""
    """Property path or member name; part of the fingerprint."""
    value: str = ""
    """Offending value; part of the fingerprint."""
    shacl: ShaclResult | None = None
    evidence: Mapping[str, object] = field(default_factory=dict)
    """What was seen, JSON-ready: `seen` (quote), `causes` (list of leaf causes)."""

    @property
    def id(self) -> str:
        """Fingerprint of rule, subject, path and value: no index, no line, stable over unrelated edits."""
        told = f"{self.rule}\x1f{self.subject}\x1f{self.path}\x1f{self.value}"
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@frozen
class CheckOutcome:
    """What came of one check of the pipeline, and what it would need to say more."""

    id: str
    """Check id, e.g. `LOIRE-SIGNATURE`."""
    stage: Stage
    outcome: Outcome
    reason: str = ""
    """Text id of the reason, for *not checked* and *not applicable*."""
    needs: str = ""
    """Text id of the file that would decide it; empty where no file would."""
    blocks: bool = False
    """Not checked, and that keeps the document from being conformant (the table in `assay.verdict`)."""
