# SPDX-License-Identifier: Apache-2.0
"""The judge of the silent-green suites: not conformant, and somebody says why."""

from assay.examination import Examination
from assay.verdict import Verdict

PARTICIPANT = "good/participant.json"


def assert_not_green(examination: Examination, *words: str) -> None:
    """Fails where the verdict is good, where no finding says why, or where a word of the cause is missing."""
    assert examination.report.verdict is not Verdict.CONFORMANT
    assert examination.report.findings, "nothing says why"
    told = " ".join(f"{finding.message} {finding.why} {finding.fix}" for finding in examination.report.findings)
    for word in words:
        assert word in told
