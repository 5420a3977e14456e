# SPDX-License-Identifier: Apache-2.0
"""The evidence of a recorded report, as the report told it."""

from assay.finding import Severity
from assay.history.told_values import Told, each, list_of, number_of, text_of
from assay.reports.evidence import EvidenceClaim, EvidenceRegister, EvidenceRemark, EvidenceRow
from assay.texts import local_name

_TEXTS = (
    "file", "url", "media_type", "sha256", "sha512", "issuer", "standard", "standard_name", "number", "valid_from",
    "valid_until",
)  # fmt: skip


def register_of(told: Told) -> EvidenceRegister:
    """A register. KeyError, TypeError or ValueError where it is none."""
    return EvidenceRegister(
        text_of(told["project"]),
        text_of(told["pack"]),
        each(told["rows"], _row),
        each(told["remarks"], _remark),
        tuple(map(text_of, list_of(told.get("problems", [])))),
    )


def _row(told: Told) -> EvidenceRow:
    """What the rules call its criteria and claims was not recorded."""
    return EvidenceRow(
        text_of(told["id"]),
        text_of(told["title"]),
        **{name: text_of(told[name]) for name in _TEXTS if name in told},
        size=number_of(told.get("size", 0)),
        criteria=dict.fromkeys(map(text_of, list_of(told["criteria"])), ""),
        claims=each(told["claims"], _claim),
        remarks=each(told["remarks"], _remark),
    )


def _claim(told: Told) -> EvidenceClaim:
    credential, node, name = (text_of(told[member]) for member in ("credential", "node", "property"))
    return EvidenceClaim(credential, node, name, local_name(name or node))


def _remark(told: Told) -> EvidenceRemark:
    text, message, why, fix = (text_of(told[member]) for member in ("text", "message", "why", "fix"))
    return EvidenceRemark(Severity(text_of(told["severity"])), text, message, why, fix)
