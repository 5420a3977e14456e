# SPDX-License-Identifier: Apache-2.0
"""Everything that is told of a submission, rule, text and place: for changes that may be told in no other way."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assay.finding import Outcome, Severity
from assay.identity.trust_opening import open_trust
from assay.reports.report import DocumentReport
from authority import pem
from checking import examined
from ecosystem.submission import Submission
from signing import FRAGMENT, json_file

Change = Callable[[Submission], object]
NEVER = frozenset({"reason.needs_world", "reason.no_reference_documents"})
"""Why checks stay open that no file settles here."""


def report_of(made: Submission, folder: Path) -> DocumentReport:
    """Checked with each file named for what it is."""
    documents = [*(entry.document for entry in made.signers.values()), *made.documents]
    dids = [json_file(folder / f"did-{number}.json", told) for number, told in enumerate(documents) if told]
    chains = [entry.chain for entry in made.signers.values() if entry.chain]
    files = {folder / f"chain-{number}.pem": pem(chain) for number, chain in enumerate(chains)}
    anchors = {folder / "anchors.pem": pem(made.anchors)} if made.anchors else {}
    for path, data in (files | anchors).items():
        path.write_bytes(data)
    trust = open_trust(dids, chains=map(str, files), anchors=map(str, anchors))
    return examined(made.file(), "submission", draft=False, trust=trust).report


def told(report: DocumentReport, *severities: Severity) -> set[str]:
    """`RULE text /pointer` of each finding of these severities; the generation in front of the rule left out."""
    return {
        f"{_short(found.rule)} {found.text} {found.location.pointer if found.location else 'nowhere'}"
        for found in report.findings
        if found.severity in severities
    }


def left_open(report: DocumentReport) -> set[str]:
    """`RULE reason` of each check that was not made and could have been."""
    return {
        f"{_short(entry.check.id)} {entry.check.reason}"
        for entry in report.checks
        if entry.check.outcome is Outcome.NOT_CHECKED and entry.check.reason not in NEVER
    }


def _short(rule: str) -> str:
    return rule.removeprefix("LOIRE-").removeprefix("TAGUS-")


def key_id(did: str) -> str:
    """The id of a signer's first key."""
    return f"{did}#{FRAGMENT}"


def compact(entry: Any) -> Any:
    """The token of what stands in a presentation."""
    return entry["id"].partition(",")[2]


def parts_of(token: str) -> tuple[dict[str, Any], str, str]:
    """Header, payload (encoded) and signature (encoded) of a token."""
    from assay.proofs.compact import decoded

    header, payload, signature = token.split(".")
    return json.loads(decoded(header)), payload, signature
