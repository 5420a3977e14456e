# SPDX-License-Identifier: Apache-2.0
"""Templates: drafts without facts. What the check wants of one is what is to be filled in, and nothing else."""

from datetime import UTC, datetime

import pytest

from assay.authoring.templates import TEMPLATES, Template, draft_from, template
from assay.finding import Severity, Stage
from assay.verdict import Verdict
from checking import examined

NOW = datetime(2026, 11, 1, tzinfo=UTC)
MISSING = frozenset(("shape.min_count", "shape.missing", "content.refers_elsewhere"))


@pytest.mark.parametrize("wanted", TEMPLATES, ids=lambda entry: entry.name)
def test_a_template_lacks_facts_and_nothing_else(wanted: Template) -> None:
    found = examined(draft_from(wanted, NOW))
    report = found.report
    assert report.verdict is not Verdict.CONFORMANT
    wrong = [entry for entry in report.findings if entry.severity is Severity.VIOLATION]
    assert wrong
    components = {entry.shacl.component for entry in wrong if entry.shacl is not None}
    assert components <= {"MinCountConstraintComponent", "OrConstraintComponent", "NodeConstraintComponent"}
    assert not [entry for entry in wrong if entry.stage in (Stage.PARSE, Stage.ENVELOPE)]
    assert report.coverage.nodes == report.coverage.checked


def test_nothing_is_said_that_nobody_said() -> None:
    for wanted in TEMPLATES:
        literals = [term for _, _, term in examined(draft_from(wanted, NOW)).claims if not isinstance(term, str)]
        assert literals == []


def test_a_template_is_known_by_its_name() -> None:
    assert template("company") is TEMPLATES[0]
    assert template("Company") is None
