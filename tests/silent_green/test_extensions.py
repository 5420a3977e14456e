# SPDX-License-Identifier: Apache-2.0
"""An extension turns nothing green: what nobody looked at stays open, and so does what could not be judged."""

from typing import Any

import pytest

from assay.checks import CHECKS
from assay.checks import case as case_module
from assay.rules.pack import RulePack
from assay.verdict import Verdict
from checking import examined, sample
from extension_specimens import (
    AERO,
    GX,
    TEXTS,
    Patched,
    adding,
    both_verdicts,
    extension_sample,
    replacing,
    subject_of,
    texts_of,
)

SENSOR = "good/sensor-data.json"
MATERIAL = "good/material-declaration.json"


# The pack looks at less than it seems.


def test_a_class_without_a_shape_of_its_own_is_open(patched: Patched) -> None:
    patched({"shapes.ttl": replacing("targetClass aero:SensorDataSet", "targetClass aero:MaterialDeclaration")})
    found = examined(extension_sample(AERO, SENSOR), extensions=(AERO,))
    assert both_verdicts(found) == (Verdict.CONFORMANT, Verdict.INCOMPLETE)
    assert any(finding.text == "extension.not_looked_at" for finding in found.report.findings)


def test_shapes_that_target_nothing_in_the_document_are_open(patched: Patched) -> None:
    patched({"shapes.ttl": lambda told: told.replace("targetClass aero:", "targetClass aero:No")})
    assert both_verdicts(examined(extension_sample(AERO, MATERIAL), extensions=(AERO,))) == (
        Verdict.INCOMPLETE,
        Verdict.INCOMPLETE,
    )


def test_a_shape_that_was_put_out_looks_at_nothing(patched: Patched) -> None:
    patched({"shapes.ttl": replacing("a sh:NodeShape ;", "a sh:NodeShape ; sh:deactivated true ;")})
    assert both_verdicts(examined(extension_sample(AERO, SENSOR), extensions=(AERO,))) == (
        Verdict.CONFORMANT,
        Verdict.INCOMPLETE,
    )


def test_a_property_no_shape_looks_at_is_open(patched: Patched) -> None:
    rename = replacing("aero:unit", "aero:measure")
    patched(dict.fromkeys(("shapes.ttl", *TEXTS), rename))
    found = examined(extension_sample(AERO, SENSOR), extensions=(AERO,))
    assert found.report.extensions[0].verdict is not Verdict.CONFORMANT


def test_a_shape_on_a_class_of_the_base_stands_in_for_no_rule_of_the_base(patched: Patched) -> None:
    """A class that does not exist stays unchecked, whatever an extension claims to look at."""
    shape = f"aero:Net a sh:NodeShape ; sh:targetClass <{GX}ServceOffering> ."
    patched({"shapes.ttl": adding(shape)})
    value = extension_sample(AERO, SENSOR)
    subject_of(value, 1)["type"] = value["verifiableCredential"][1]["type"][1] = "gx:ServceOffering"
    assert both_verdicts(examined(value, extensions=(AERO,))) == (Verdict.INCOMPLETE, Verdict.INCOMPLETE)


def test_a_shape_on_whatever_has_a_property_stands_in_for_no_rule_of_the_base(patched: Patched) -> None:
    patched({"shapes.ttl": adding("aero:Net a sh:NodeShape ; sh:targetSubjectsOf rdf:type, schema:name .")})
    value = sample("good/participant.json")
    subject = value["credentialSubject"]
    subject["type"] = "gx:LegalPersn"
    value["type"] = ["VerifiableCredential", "gx:LegalPersn"]
    assert examined(value, extensions=(AERO,)).report.verdict is Verdict.INCOMPLETE


def test_shapes_with_an_unknown_feature_leave_the_extension_open_and_the_base_as_it_was(patched: Patched) -> None:
    pack = patched(
        {"shapes.ttl": adding("aero:Odd a sh:NodeShape ; sh:targetClass aero:Supplier ; sh:minimumCount 1 .")}
    )
    assert pack.program is None
    value = extension_sample(AERO, SENSOR)
    found = examined(value, extensions=(AERO,))
    assert found.report.extensions[0].verdict is Verdict.INCOMPLETE
    assert found.report.verdict is not Verdict.CONFORMANT, "the node of an export control is looked at by nobody"


@pytest.mark.parametrize("fault", [TimeoutError, RuntimeError, MemoryError])
def test_an_engine_that_fails_on_the_extension_leaves_the_base_as_it_was(
    fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for the nodes that only the extension's shapes look at: those are open."""
    good = case_module.evaluate

    def fail(claims: Any, pack: RulePack, **options: Any) -> Any:
        if pack.id == AERO:
            raise fault
        return good(claims, pack, **options)

    whole = examined(extension_sample(AERO, SENSOR), extensions=(AERO,))
    monkeypatch.setattr(case_module, "evaluate", fail)
    found = examined(extension_sample(AERO, SENSOR), extensions=(AERO,))
    assert both_verdicts(found) == (Verdict.INCOMPLETE, Verdict.INCOMPLETE)
    assert [entry.node for entry in found.report.coverage.unchecked] != []
    assert set(texts_of(whole)) <= set(texts_of(found))


def test_an_unsound_pack_is_open_and_told(patched: Patched) -> None:
    patched({"pack.toml": replacing('"AERO"', '"LOIRE"'), "rules.toml": lambda _: "# none"})
    found = examined(extension_sample(AERO, SENSOR), extensions=(AERO,))
    assert both_verdicts(found)[1] is not Verdict.CONFORMANT
    assert any(finding.text == "extension.unsound" for finding in found.report.findings)


def test_a_rule_with_a_check_nobody_knows_is_open(patched: Patched) -> None:
    patched({"rules.toml": replacing('"sum_of_parts"', '"sum_of_prats"')})
    found = examined(extension_sample(AERO, MATERIAL), extensions=(AERO,))
    assert found.report.verdict is Verdict.CONFORMANT
    assert found.report.extensions[0].verdict is Verdict.INCOMPLETE


@pytest.mark.parametrize("name", ["shapes", "references", "extension_coverage", "sum_of_parts"])
def test_a_fault_in_a_check_is_open(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    good = CHECKS[name]

    def fail(case: Any, rule: Any) -> Any:
        if rule.id.startswith("AERO-"):
            raise RuntimeError(name)
        return good(case, rule)

    monkeypatch.setitem(CHECKS, name, fail)  # type: ignore[arg-type]
    assert both_verdicts(examined(extension_sample(AERO, MATERIAL), extensions=(AERO,))) == (
        Verdict.CONFORMANT,
        Verdict.INCOMPLETE,
    )


def test_an_extension_that_is_not_valid_then_is_open(patched: Patched) -> None:
    patched({"pack.toml": replacing("current_as_of", "valid_from = 2030-01-01\ncurrent_as_of")})
    found = examined(extension_sample(AERO, SENSOR), extensions=(AERO,))
    assert both_verdicts(found)[1] is not Verdict.CONFORMANT
    assert any(finding.text == "extension.not_valid" for finding in found.report.findings)
