# SPDX-License-Identifier: Apache-2.0
"""The evidence of a project as a report tells it. It weighs nothing for any verdict."""

from collections.abc import Mapping
from dataclasses import field

from assay.finding import Severity
from assay.values import frozen


@frozen
class EvidenceRemark:
    """What is to be said of a row, or of a file that no row names."""

    severity: Severity
    text: str
    """Text id."""
    message: str
    why: str
    fix: str


@frozen
class EvidenceClaim:
    """A claim that a row backs."""

    credential: str
    node: str
    property: str
    """IRI; empty for all that is said of the node."""
    label: str
    """What the rules call the property; not in the JSON body."""


@frozen
class EvidenceRow:
    """One piece of evidence. What is not known is empty."""

    id: str
    title: str
    file: str = ""
    url: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    sha512: str = ""
    issuer: str = ""
    standard: str = ""
    """As the criteria of the rules abbreviate it."""
    standard_name: str = ""
    number: str = ""
    valid_from: str = ""
    """YYYY-MM-DD, as `valid_until`."""
    valid_until: str = ""
    criteria: Mapping[str, str] = field(default_factory=dict)
    """Id of each criterion it backs, to what the rules call it; of those the names are not in the JSON body."""
    claims: tuple[EvidenceClaim, ...] = ()
    remarks: tuple[EvidenceRemark, ...] = ()


@frozen
class EvidenceRegister:
    """The register of one project that checked documents lie in."""

    project: str
    """Its name."""
    pack: str = ""
    """Id of the rules that the standards are those of."""
    rows: tuple[EvidenceRow, ...] = ()
    remarks: tuple[EvidenceRemark, ...] = ()
    """About files that no row names."""
    problems: tuple[str, ...] = ()
    """Why all or some of it cannot be told, a sentence or two each."""
