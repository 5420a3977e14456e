# SPDX-License-Identifier: Apache-2.0
"""Templates: drafts without facts. What the check wants of one is what is to be filled in, and nothing else."""

import random
from datetime import UTC, datetime

import pytest

from assay.authoring.forms.form import Form
from assay.authoring.forms.new_documents import NewCredential, credential_written
from assay.authoring.forms.parts import Part, Statement
from assay.authoring.forms.shape_fields import form_of, form_of_shapes
from assay.authoring.questions.reading import bundled_questionnaire
from assay.authoring.templates import HOME, ISSUER, TEMPLATES, Template, draft_from, skeleton, template
from assay.credential import Json
from assay.finding import Severity, Stage
from assay.rules.bundled import load_bundled
from assay.verdict import Verdict
from checking import examined
from form_filling import Filling

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


def test_there_is_a_template_for_every_kind_of_cloud_service() -> None:
    plan = bundled_questionnaire("cloud-service")
    kinds = {option.classes["service"].rpartition("#")[2] for option in plan.by_id["kind"].options}
    assert len(kinds) == 8
    assert kinds <= {entry.cls for entry in TEMPLATES}


class _Filled:
    """A template as somebody fills it in: what is there stays, and what is missing is said."""

    def __init__(self, wanted: Template, seed: int) -> None:
        self.pack = load_bundled(wanted.pack)
        self.base = f"{HOME}{wanted.name}.json"
        company = next(entry for entry in TEMPLATES if entry.pack == wanted.pack)
        self.company = f"{HOME}{company.name}.json#cs"
        """The provider of every service."""
        self.filling = Filling(self.pack, random.Random(seed), base=self.base)

    def of(self, part: Part, form: Form) -> Part:
        said = [(name, self._inside(form, name, told)) for name, told in part.statements]
        there = {name for name, _ in said}
        chosen = {name for group in form.either for name in group[0]}
        for entry in form:
            if entry.predicate.endswith("#providedBy"):
                said.append((entry.predicate, self.company))
            elif (entry.is_required or entry.predicate in chosen) and entry.predicate not in there:
                said += [(entry.predicate, self.filling.statement(entry, 0)) for _ in range(max(entry.least, 1))]
        return Part(part.classes, part.id, tuple(said))

    def form(self, cls: str) -> Form:
        assert self.pack.program is not None
        return form_of(self.pack.program, self.pack.superclasses, [cls])

    def _inside(self, form: Form, name: str, told: Statement) -> Statement:
        entry = form.field(name)
        assert isinstance(told, Part)
        assert entry is not None
        assert self.pack.program is not None
        own = self.form(told.classes[0]) if told.classes else form_of_shapes(self.pack.program, entry.ways[0].shapes)
        return self.of(told, own)


def filled_in(wanted: Template, seed: int = 1) -> dict[str, Json]:
    filled = _Filled(wanted, seed)
    cls = f"{filled.pack.namespace}{wanted.cls}"
    subject = filled.of(skeleton(filled.pack, cls, f"{filled.base}#cs"), filled.form(cls))
    return credential_written(NewCredential(subject, filled.base, ISSUER, NOW), filled.pack)


@pytest.mark.parametrize("wanted", TEMPLATES, ids=lambda entry: entry.name)
def test_a_template_that_is_filled_in_conforms(wanted: Template) -> None:
    company = next(entry for entry in TEMPLATES if entry.pack == wanted.pack)
    parts = [filled_in(wanted), *([filled_in(company)] if wanted is not company else [])]
    report = examined(parts).report
    assert [entry.message for entry in report.findings if entry.severity is not Severity.INFO] == []
    assert report.verdict is Verdict.CONFORMANT
    assert report.coverage.nodes == report.coverage.checked
