# SPDX-License-Identifier: Apache-2.0
"""An extension turns nothing green: what nobody looked at stays open, and so does what could not be judged."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from assay import extensions as extensions_module
from assay.checks import CHECKS
from assay.checks import case as case_module
from assay.examination import Examination
from assay.rules.library import load
from assay.rules.pack import RulePack
from assay.verdict import Verdict, worst
from checking import examined, sample
from extension_specimens import (
    AERO,
    AERO_NAMESPACE,
    GX,
    Change,
    adding,
    changed_pack,
    extension_sample,
    replacing,
    subject_of,
)

SENSOR = "good/sensor-data.json"
MATERIAL = "good/material-declaration.json"
Patched = Callable[[Mapping[str, Change]], RulePack]


@pytest.fixture
def patched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Patched:
    """Has a changed copy of the example judge in its place."""

    def make(changes: Mapping[str, Change]) -> RulePack:
        pack = changed_pack(tmp_path, AERO, changes)
        monkeypatch.setattr(
            extensions_module, "load", lambda name, moment: pack if name == AERO else load(name, moment)
        )
        return pack

    return make


def _both(examination: Examination) -> tuple[Verdict, Verdict]:
    """The verdict of the base and that of the extension; somebody has to say why one is not good."""
    report = examination.report
    assert report.findings or worst([report.verdict, report.extensions[0].verdict]) is Verdict.CONFORMANT
    return report.verdict, report.extensions[0].verdict


def _with(value: dict[str, Any], change: Callable[[dict[str, Any]], object], number: int = 0) -> dict[str, Any]:
    change(subject_of(value, number))
    return value


def _texts(examination: Examination) -> list[str]:
    return [finding.text for finding in examination.report.findings]


def _rules(examination: Examination) -> set[str]:
    return {finding.rule for finding in examination.report.findings}


# The pack looks at less than it seems.


def test_a_class_without_a_shape_of_its_own_is_open(patched: Patched) -> None:
    patched({"shapes.ttl": replacing("targetClass aero:SensorDataSet", "targetClass aero:MaterialDeclaration")})
    found = examined(extension_sample(AERO, SENSOR), extensions=(AERO,))
    assert _both(found) == (Verdict.CONFORMANT, Verdict.INCOMPLETE)
    assert any(finding.text == "extension.not_looked_at" for finding in found.report.findings)


def test_shapes_that_target_nothing_in_the_document_are_open(patched: Patched) -> None:
    patched({"shapes.ttl": lambda told: told.replace("targetClass aero:", "targetClass aero:No")})
    assert _both(examined(extension_sample(AERO, MATERIAL), extensions=(AERO,))) == (
        Verdict.INCOMPLETE,
        Verdict.INCOMPLETE,
    )


def test_a_shape_that_was_put_out_looks_at_nothing(patched: Patched) -> None:
    patched({"shapes.ttl": replacing("a sh:NodeShape ;", "a sh:NodeShape ; sh:deactivated true ;")})
    assert _both(examined(extension_sample(AERO, SENSOR), extensions=(AERO,))) == (
        Verdict.CONFORMANT,
        Verdict.INCOMPLETE,
    )


def test_a_property_no_shape_looks_at_is_open(patched: Patched) -> None:
    rename = replacing("aero:unit", "aero:measure")
    patched({"shapes.ttl": rename, "texts/en.toml": rename})
    found = examined(extension_sample(AERO, SENSOR), extensions=(AERO,))
    assert found.report.extensions[0].verdict is not Verdict.CONFORMANT


def test_a_shape_on_a_class_of_the_base_stands_in_for_no_rule_of_the_base(patched: Patched) -> None:
    """A class that does not exist stays unchecked, whatever an extension claims to look at."""
    shape = f"aero:Net a sh:NodeShape ; sh:targetClass <{GX}ServceOffering> ."
    patched({"shapes.ttl": adding(shape)})
    value = extension_sample(AERO, SENSOR)
    subject_of(value, 1)["type"] = value["verifiableCredential"][1]["type"][1] = "gx:ServceOffering"
    assert _both(examined(value, extensions=(AERO,))) == (Verdict.INCOMPLETE, Verdict.INCOMPLETE)


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
    assert _both(found) == (Verdict.INCOMPLETE, Verdict.INCOMPLETE)
    assert [entry.node for entry in found.report.coverage.unchecked] != []
    assert set(_texts(whole)) <= set(_texts(found))


def test_an_unsound_pack_is_open_and_told(patched: Patched) -> None:
    patched({"pack.toml": replacing('"AERO"', '"LOIRE"'), "rules.toml": lambda _: "# none"})
    found = examined(extension_sample(AERO, SENSOR), extensions=(AERO,))
    assert _both(found)[1] is not Verdict.CONFORMANT
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
    assert _both(examined(extension_sample(AERO, MATERIAL), extensions=(AERO,))) == (
        Verdict.CONFORMANT,
        Verdict.INCOMPLETE,
    )


def test_an_extension_that_is_not_valid_then_is_open(patched: Patched) -> None:
    patched({"pack.toml": replacing("current_as_of", "valid_from = 2030-01-01\ncurrent_as_of")})
    found = examined(extension_sample(AERO, SENSOR), extensions=(AERO,))
    assert _both(found)[1] is not Verdict.CONFORMANT
    assert any(finding.text == "extension.not_valid" for finding in found.report.findings)


# The document says less, or elsewhere, than it seems.


@pytest.mark.parametrize("name", ["participant", "storage-offering"])
def test_an_extension_nothing_was_said_in_is_open(name: str) -> None:
    found = examined(sample(f"good/{name}.json"), extensions=(AERO,))
    assert _both(found) == (Verdict.CONFORMANT, Verdict.INCOMPLETE)
    assert [text for text in _texts(found) if text.startswith("extension.")] == ["extension.unused"]


def test_words_on_an_open_part_of_the_base_are_open() -> None:
    value = extension_sample(AERO, SENSOR)
    value["verifiableCredential"][0]["type"][1] = "gx:VirtualResource"
    subject_of(value).update(type="gx:VirtualResource")
    found = examined(value, extensions=(AERO,))
    assert _both(found) == (Verdict.CONFORMANT, Verdict.INCOMPLETE)


def test_words_on_a_closed_part_of_the_base_do_not_belong_there() -> None:
    value = extension_sample(AERO, SENSOR)
    subject_of(value, 2)["aero:unit"] = "m"
    value["verifiableCredential"][2]["@context"].append("https://assay.example/aeronautics/v1")
    found = examined(value, extensions=(AERO,))
    assert found.report.verdict is Verdict.NON_CONFORMANT
    assert "LOIRE-SHAPE-closed" in _rules(found)


@pytest.mark.parametrize("member", ["aero:samplingRat", "aero:partNumber", "aero:massShare"])
def test_a_word_that_has_no_place_on_the_part_is_open(member: str) -> None:
    """A slip of the pen, and words of the extension that belong to another part."""
    value = _with(extension_sample(AERO, SENSOR), lambda subject: subject.update({member: "7"}))
    assert _both(examined(value, extensions=(AERO,))) == (Verdict.CONFORMANT, Verdict.INCOMPLETE)


def test_a_misspelt_class_is_open() -> None:
    value = extension_sample(AERO, SENSOR)
    value["verifiableCredential"][0]["type"][1] = "aero:SensorDataSett"
    subject_of(value).update(type="aero:SensorDataSett")
    assert Verdict.CONFORMANT not in _both(examined(value, extensions=(AERO,)))


def test_a_misspelt_class_beside_a_right_one_is_open() -> None:
    value = _with(extension_sample(AERO, SENSOR), lambda s: s.update(type=["aero:SensorDataSet", "aero:Restricted"]))
    assert _both(examined(value, extensions=(AERO,)))[1] is Verdict.INCOMPLETE


def test_words_of_the_base_on_a_part_that_only_the_extension_looks_at_are_open(patched: Patched) -> None:
    """An open shape of an extension would let them pass unseen."""
    patched({"shapes.ttl": lambda told: told.replace("sh:closed true ;", "")})
    value = extension_sample(AERO, MATERIAL)
    subject_of(value)["supplier"]["gx:legalAddress"] = "somewhere"
    assert Verdict.CONFORMANT not in _both(examined(value, extensions=(AERO,)))


def test_words_of_a_third_vocabulary_are_known_on_the_extensions_own_parts_only(patched: Patched) -> None:
    patched({"shapes.ttl": adding("aero:SensorDataSetShape sh:property [ sh:path <https://third.example/word> ] .")})
    own = _with(extension_sample(AERO, SENSOR), lambda s: s.update({"https://third.example/word": "x"}))
    assert _both(examined(own, extensions=(AERO,))) == (Verdict.CONFORMANT, Verdict.CONFORMANT)
    for number, word in ((0, "https://third.example/other"), (1, "https://third.example/word")):
        value = _with(extension_sample(AERO, SENSOR), lambda s, w=word: s.update({w: "x"}), number)  # type: ignore[misc]
        assert _both(examined(value, extensions=(AERO,)))[0] is Verdict.NON_CONFORMANT


def test_the_vocabulary_of_an_extension_is_not_that_of_gaia_x() -> None:
    value = extension_sample(AERO, SENSOR)
    credential = value["verifiableCredential"][0]
    credential["@context"] = [credential["@context"][0], "https://assay.example/aeronautics/v1", {"gx": GX}]
    with_words = examined(value, extensions=(AERO,))
    credential["@context"] = [credential["@context"][0], {"aero": AERO_NAMESPACE}]
    without = examined(value, extensions=(AERO,))
    assert any(finding.text == "envelope.context_gaiax" for finding in without.report.findings)
    assert Verdict.CONFORMANT not in (_both(with_words)[0], _both(without)[0])


def test_claims_in_words_of_the_extension_outside_of_the_subject_are_found() -> None:
    value = extension_sample(AERO, SENSOR)
    hidden = {"id": "urn:x:hidden", "type": "aero:ExportControl", "aero:regime": "none"}
    value["verifiableCredential"][0]["relatedResource"] = hidden
    found = examined(value, extensions=(AERO,))
    assert any(finding.text == "envelope.hidden_claim" for finding in found.report.findings)
    assert found.report.verdict is Verdict.NON_CONFORMANT


def test_a_reference_to_nothing_is_open_in_a_draft() -> None:
    value = _with(extension_sample(AERO, SENSOR), lambda s: s.update(exportControl="https://wing.example/nowhere"))
    found = examined(value, extensions=(AERO,))
    assert _both(found) == (Verdict.CONFORMANT, Verdict.INCOMPLETE)
    assert "AERO-GRAPH-dangling-reference" in _rules(found)


def test_a_reference_to_nothing_is_a_violation_in_a_presentation() -> None:
    value = _with(extension_sample(AERO, SENSOR), lambda s: s.update(exportControl="https://wing.example/nowhere"))
    assert _both(examined(value, draft=False, extensions=(AERO,)))[1] is Verdict.NON_CONFORMANT


@pytest.mark.parametrize("share", [{"@type": "xsd:float", "@value": "most"}, "all", {"id": "urn:x"}])
def test_a_sum_with_something_that_is_no_number_is_not_taken_for_right(share: object) -> None:
    value = extension_sample(AERO, MATERIAL)
    subject_of(value)["material"][0]["massShare"] = share
    found = examined(value, extensions=(AERO,))
    assert _both(found)[1] is not Verdict.CONFORMANT
    outcome = next(entry for entry in found.report.checks if entry.check.id == "AERO-CONTENT-mass-shares")
    assert outcome.check.outcome == "not_checked"


@pytest.mark.parametrize(
    "value", ["no document", b"\x00\xff", "{}", {"@context": "https://www.w3.org/2018/credentials/v1"}]
)
def test_what_cannot_be_read_is_no_better_with_an_extension(value: object) -> None:
    assert Verdict.CONFORMANT not in _both(examined(value, extensions=(AERO,)))


def test_a_document_of_another_generation_is_not_judged_by_it() -> None:
    value = sample("good/participant.json")
    value["@context"] = [
        "https://www.w3.org/2018/credentials/v1",
        "https://registry.lab.gaia-x.eu/development/api/trusted-shape-registry/v1/shapes/jsonld/trustframework#",
    ]
    found = examined(value, extensions=(AERO,))
    assert found.report.extensions[0].verdict is not Verdict.CONFORMANT
    assert any(finding.text == "extension.other_base" for finding in found.report.findings)


def test_without_the_extension_its_words_are_unknown() -> None:
    assert examined(extension_sample(AERO, SENSOR)).report.verdict is not Verdict.CONFORMANT
