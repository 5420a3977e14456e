# SPDX-License-Identifier: Apache-2.0
"""From results to sentences: every kind of constraint has one, and the common ones say the right thing."""

from typing import Any

import pytest

from assay.checks.case import Case
from assay.checks.evaluation import Judged
from assay.checks.shape_findings import shape_finding
from assay.claims import RDF_LANG_STRING, XSD, Literal, Term
from assay.finding import Severity
from assay.judgement import judge
from assay.options import Options
from assay.rules.bundled import load_bundled
from assay.shacl.results import Result
from assay.shacl.vocabulary import COMPONENTS
from assay.texts import load_texts
from checking import MOMENT, beyond_needed, document, examined, sample

GX = "https://w3id.org/gaia-x/development#"
GIVEN = Literal("x")
SUBJECT = "https://acme.example/credentials/participant.json#cs"


def _case() -> Case:
    case = judge(document(sample("good/participant.json")), Options(draft=True, moment=MOMENT)).case
    assert case is not None
    return case


def _told(component: str, params: dict[str, Any] | None = None, value: Term | None = GIVEN) -> str:
    case = _case()
    result = Result(SUBJECT, GX + "legalAddress", component, value, GX + "LegalPersonShape", params=params or {})
    found = shape_finding(case, case.pack.rules["LOIRE-CONTENT-shapes"], Judged(result, (), about_unknown_node=False))
    texts = load_texts("en").with_labels(case.pack.texts("en"))
    assert texts.has(found.text), found.text
    for member in ("what", "why", "how"):
        assert texts.part(found.text, member, found.params), member
    assert found.severity is Severity.VIOLATION
    return found.text


@pytest.mark.parametrize("component", sorted(set(COMPONENTS.values())))
def test_every_constraint_has_its_sentence(component: str) -> None:
    assert _told(component).startswith("shape.")


def test_a_constraint_nobody_has_heard_of_has_a_sentence_too() -> None:
    assert _told("SPARQLConstraintComponent") == "shape.other"


KINDS = [
    ("MinCountConstraintComponent", {"minCount": 2}, None, "shape.minCount_more"),
    ("MaxCountConstraintComponent", {"maxCount": 0}, None, "shape.maxCount_none"),
    ("NodeKindConstraintComponent", {"nodeKind": "http://www.w3.org/ns/shacl#Literal"}, "urn:x", "shape.nodeKind_text"),
    (
        "NodeKindConstraintComponent",
        {"nodeKind": "http://www.w3.org/ns/shacl#IRI"},
        Literal("x"),
        "shape.nodeKind_reference",
    ),
    ("NodeKindConstraintComponent", {"nodeKind": "http://www.w3.org/ns/shacl#IRI"}, "_:b", "shape.nodeKind"),
    (
        "DatatypeConstraintComponent",
        {"datatype": XSD + "string"},
        Literal("x", RDF_LANG_STRING, "de"),
        "shape.datatype_language",
    ),
    ("DatatypeConstraintComponent", {"datatype": XSD + "date"}, Literal("x", XSD + "date"), "shape.datatype_malformed"),
    ("DatatypeConstraintComponent", {"datatype": XSD + "integer"}, Literal("7"), "shape.datatype_number"),
    ("DatatypeConstraintComponent", {"datatype": XSD + "string"}, "urn:x", "shape.datatype_reference"),
    ("ClassConstraintComponent", {"class": GX + "Address"}, Literal("x"), "shape.class_text"),
    ("ClassConstraintComponent", {"class": GX + "LegalPerson"}, "_:c0n2", "shape.class"),
    ("ClassConstraintComponent", {"class": GX + "LegalPerson"}, "_:unheard", "shape.class_without_type"),
]


@pytest.mark.parametrize(("component", "params", "value", "text"), KINDS)
def test_a_result_gets_the_sentence_that_fits(
    component: str, params: dict[str, Any], value: Term | None, text: str
) -> None:
    assert _told(component, params, value) == text


def test_causes_stand_in_the_evidence_not_as_findings() -> None:
    (found,) = beyond_needed(examined(sample("broken/participant-region-as-country.json")))
    causes = found.evidence["causes"]
    assert isinstance(causes, list)
    assert {cause["component"] for cause in causes} == {"InConstraintComponent"}
    assert found.evidence["seen"] == "DE-BY"


def test_the_shapes_of_the_pack_use_no_constraint_without_a_sentence_of_its_own() -> None:
    program = load_bundled().program
    assert program is not None
    used = {str(name) for shape in program.shapes for name, _ in shape["constraints"]}
    assert not [name for name in used if f"shape.{name}" not in _catalogue() and name not in {"property", "closed"}]


def _catalogue() -> set[str]:
    texts = load_texts("en")
    return {f"shape.{name}" for name in COMPONENTS if texts.has(f"shape.{name}")}
