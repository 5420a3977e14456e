# SPDX-License-Identifier: Apache-2.0
"""The table of criteria: what the report says, with carriers, evidence and advice in words."""

from typing import Any

import pytest

from assay.criteria_matrix import CriterionRow, Matrix, criteria_matrix, offerings
from assay.levels import CriterionState
from assay.rules.criteria import CarrierCertainty, Evidence
from assay.texts import load_texts
from checking import examined, sample, sample_bytes
from core.checks.test_extension_levels import AERO, label_1_with_material


def matrix(value: Any, lang: str = "en", **options: Any) -> Matrix:
    return criteria_matrix(examined(value, **options), load_texts(lang))


def row(table: Matrix, name: str) -> CriterionRow:
    return next(entry for entry in table.rows if entry.id == name)


def test_every_state_of_the_report_stands_in_it():
    examination = examined(sample_bytes("good/label-1-offering.json"))
    table = criteria_matrix(examination, load_texts())
    assert table.levels == ("SC", "L1", "L2", "L3")
    told = {
        (entry.id, level): cell.state.value
        for entry in table.rows
        for level, cell in zip(table.levels, entry.cells, strict=True)
        if cell
    }
    wanted = {
        (name, level): state["state"]
        for level, found in examination.report.levels.items()
        for name, state in found.criteria.items()
    }
    assert told == wanted
    assert len(wanted) == 4 * 63


def test_a_criterion_says_what_carries_it_and_how_it_is_to_be_shown():
    found = row(matrix(sample_bytes("good/label-1-offering.json")), "P2.2.3")
    assert (found.name, found.carried) == ("Transfers to third countries", "Transfer to a third country")
    assert found.pointer == "/verifiableCredential/41/credentialSubject"
    subject = sample("good/label-1-offering.json")["verifiableCredential"][41]["credentialSubject"]
    assert found.node == subject["id"]
    assert [cell.evidence for cell in found.cells if cell] == [
        Evidence.DECLARATION,
        Evidence.DECLARATION,
        Evidence.CERTIFICATION,
        Evidence.NONE,
    ]
    assert found.certainty is CarrierCertainty.INFERRED
    assert found.clause == "CD 24.11, P2.2.3"
    assert found.expected.startswith("Possible data transfers → ")


def test_a_missing_one_says_where_it_is_looked_for_and_what_to_do():
    found = row(matrix(sample_bytes("good/storage-offering.json")), "P1.2.2")
    assert found.pointer is None
    assert found.carried == ""
    assert found.expected.startswith("Legal documents → Data processing terms")
    assert found.advice.endswith(".")
    assert {cell.state for cell in found.cells if cell} == {CriterionState.MISSING}


def test_it_speaks_the_language_that_is_asked_for():
    assert row(matrix(sample_bytes("good/storage-offering.json"), "de"), "P1.1.1").carried == "Vertrag"


def test_rules_with_levels_of_their_own_have_those():
    table = matrix(sample_bytes("good/tagus-offering.json"))
    assert table.levels == ("SC", "L1")
    assert row(table, "P1.1.1").cells[0] is None
    assert row(table, "P1.1.1").help


def test_several_offerings_can_be_told_apart():
    value = sample("good/storage-offering.json")
    other = sample("good/storage-offering.json")["verifiableCredential"][0]
    other["id"] = "https://acme.example/credentials/second.json"
    other["credentialSubject"] |= {"id": f"{other['id']}#cs", "name": "Second Storage"}
    del other["credentialSubject"]["legalDocuments"]
    value["verifiableCredential"].append(other)
    examination = examined(value)
    named = offerings(examination, load_texts())
    assert list(named.values()) == ["Acme Object Storage", "Second Storage"]
    first, second = (criteria_matrix(examination, load_texts(), node) for node in named)
    states = [row(table, "P1.1.1").cells[0] for table in (first, second, criteria_matrix(examination, load_texts()))]
    assert [cell.state for cell in states if cell] == [
        CriterionState.DECLARED,
        CriterionState.MISSING,
        CriterionState.MISSING,
    ]
    assert offerings(examined(sample_bytes("good/storage-offering.json")), load_texts()) == {}


def test_criteria_of_an_extension_stand_after_those_of_the_rules():
    table = matrix(label_1_with_material(), extensions=(AERO,))
    own = [entry for entry in table.rows if entry.id.startswith("AERO-")]
    assert own
    assert table.rows[-len(own) :] == tuple(own)
    assert all(entry.name for entry in own)


@pytest.mark.parametrize("value", [b"", b"{", b"[]", {"@context": []}])
def test_what_cannot_be_judged_has_no_rows(value: Any):
    table = matrix(value)
    assert table.rows == ()
