# SPDX-License-Identifier: Apache-2.0
"""A document that says less in an extension's words, or elsewhere, than it seems does not pass for it."""

import pytest

from assay.verdict import Verdict
from checking import examined, rules_of, sample
from extension_specimens import (
    AERO,
    AERO_NAMESPACE,
    GX,
    Patched,
    adding,
    both_verdicts,
    extension_sample,
    subject_of,
    texts_of,
    with_subject,
)

SENSOR = "good/sensor-data.json"
MATERIAL = "good/material-declaration.json"


@pytest.mark.parametrize("name", ["participant", "storage-offering"])
def test_an_extension_nothing_was_said_in_is_open(name: str) -> None:
    found = examined(sample(f"good/{name}.json"), extensions=(AERO,))
    assert both_verdicts(found) == (Verdict.CONFORMANT, Verdict.INCOMPLETE)
    assert [text for text in texts_of(found) if text.startswith("extension.")] == ["extension.unused"]


def test_words_on_an_open_part_of_the_base_are_open() -> None:
    value = extension_sample(AERO, SENSOR)
    value["verifiableCredential"][0]["type"][1] = "gx:VirtualResource"
    subject_of(value).update(type="gx:VirtualResource")
    found = examined(value, extensions=(AERO,))
    assert both_verdicts(found) == (Verdict.CONFORMANT, Verdict.INCOMPLETE)


def test_words_on_a_closed_part_of_the_base_do_not_belong_there() -> None:
    value = extension_sample(AERO, SENSOR)
    subject_of(value, 2)["aero:unit"] = "m"
    value["verifiableCredential"][2]["@context"].append("https://assay.example/aeronautics/v1")
    found = examined(value, extensions=(AERO,))
    assert found.report.verdict is Verdict.NON_CONFORMANT
    assert "LOIRE-SHAPE-closed" in rules_of(found)


@pytest.mark.parametrize("member", ["aero:samplingRat", "aero:partNumber", "aero:massShare"])
def test_a_word_that_has_no_place_on_the_part_is_open(member: str) -> None:
    """A slip of the pen, and words of the extension that belong to another part."""
    value = with_subject(extension_sample(AERO, SENSOR), lambda subject: subject.update({member: "7"}))
    assert both_verdicts(examined(value, extensions=(AERO,))) == (Verdict.CONFORMANT, Verdict.INCOMPLETE)


def test_a_misspelt_class_is_open() -> None:
    value = extension_sample(AERO, SENSOR)
    value["verifiableCredential"][0]["type"][1] = "aero:SensorDataSett"
    subject_of(value).update(type="aero:SensorDataSett")
    assert Verdict.CONFORMANT not in both_verdicts(examined(value, extensions=(AERO,)))


def test_a_misspelt_class_beside_a_right_one_is_open() -> None:
    value = with_subject(
        extension_sample(AERO, SENSOR), lambda s: s.update(type=["aero:SensorDataSet", "aero:Restricted"])
    )
    assert both_verdicts(examined(value, extensions=(AERO,)))[1] is Verdict.INCOMPLETE


def test_words_of_the_base_on_a_part_that_only_the_extension_looks_at_are_open(patched: Patched) -> None:
    """An open shape of an extension would let them pass unseen."""
    patched({"shapes.ttl": lambda told: told.replace("sh:closed true ;", "")})
    value = extension_sample(AERO, MATERIAL)
    subject_of(value)["supplier"]["gx:legalAddress"] = "somewhere"
    assert Verdict.CONFORMANT not in both_verdicts(examined(value, extensions=(AERO,)))


def test_words_of_the_base_that_only_another_shape_looks_at_are_open(patched: Patched) -> None:
    more = f"aero:LifeCycleInventoryShape sh:property [ sh:path <{GX}legalAddress> ; sh:minLength 3 ] ."
    patched({"shapes.ttl": lambda told: adding(more)(told.replace("sh:closed true ;", ""))})
    value = extension_sample(AERO, MATERIAL)
    subject_of(value)["lifeCycleInventory"]["gx:legalAddress"] = "somewhere"
    assert both_verdicts(examined(value, extensions=(AERO,))) == (Verdict.CONFORMANT, Verdict.CONFORMANT)
    subject_of(value)["supplier"]["gx:legalAddress"] = "somewhere"
    assert Verdict.CONFORMANT not in both_verdicts(examined(value, extensions=(AERO,)))


def test_words_of_a_third_vocabulary_are_known_on_the_extensions_own_parts_only(patched: Patched) -> None:
    patched({"shapes.ttl": adding("aero:SensorDataSetShape sh:property [ sh:path <https://third.example/word> ] .")})
    own = with_subject(extension_sample(AERO, SENSOR), lambda s: s.update({"https://third.example/word": "x"}))
    assert both_verdicts(examined(own, extensions=(AERO,))) == (Verdict.CONFORMANT, Verdict.CONFORMANT)
    for number, word in ((0, "https://third.example/other"), (1, "https://third.example/word")):
        value = with_subject(extension_sample(AERO, SENSOR), lambda s, w=word: s.update({w: "x"}), number)  # type: ignore[misc]
        assert both_verdicts(examined(value, extensions=(AERO,)))[0] is Verdict.NON_CONFORMANT


def test_the_vocabulary_of_an_extension_is_not_that_of_gaia_x() -> None:
    value = extension_sample(AERO, SENSOR)
    credential = value["verifiableCredential"][0]
    credential["@context"] = [credential["@context"][0], "https://assay.example/aeronautics/v1", {"gx": GX}]
    with_words = examined(value, extensions=(AERO,))
    credential["@context"] = [credential["@context"][0], {"aero": AERO_NAMESPACE}]
    without = examined(value, extensions=(AERO,))
    assert any(finding.text == "envelope.context_gaiax" for finding in without.report.findings)
    assert Verdict.CONFORMANT not in (both_verdicts(with_words)[0], both_verdicts(without)[0])


def test_claims_in_words_of_the_extension_outside_of_the_subject_are_found() -> None:
    value = extension_sample(AERO, SENSOR)
    hidden = {"id": "urn:x:hidden", "type": "aero:ExportControl", "aero:regime": "none"}
    value["verifiableCredential"][0]["relatedResource"] = hidden
    found = examined(value, extensions=(AERO,))
    assert any(finding.text == "envelope.hidden_claim" for finding in found.report.findings)
    assert found.report.verdict is Verdict.NON_CONFORMANT


def test_a_reference_to_nothing_is_open_in_a_draft() -> None:
    value = with_subject(
        extension_sample(AERO, SENSOR), lambda s: s.update(exportControl="https://wing.example/nowhere")
    )
    found = examined(value, extensions=(AERO,))
    assert both_verdicts(found) == (Verdict.CONFORMANT, Verdict.INCOMPLETE)
    assert "AERO-GRAPH-dangling-reference" in rules_of(found)


def test_a_reference_to_nothing_is_a_violation_in_a_presentation() -> None:
    value = with_subject(
        extension_sample(AERO, SENSOR), lambda s: s.update(exportControl="https://wing.example/nowhere")
    )
    assert both_verdicts(examined(value, draft=False, extensions=(AERO,)))[1] is Verdict.NON_CONFORMANT


@pytest.mark.parametrize("share", [{"@type": "xsd:float", "@value": "most"}, "all", {"id": "urn:x"}])
def test_a_sum_with_something_that_is_no_number_is_not_taken_for_right(share: object) -> None:
    value = extension_sample(AERO, MATERIAL)
    subject_of(value)["material"][0]["massShare"] = share
    found = examined(value, extensions=(AERO,))
    assert both_verdicts(found)[1] is not Verdict.CONFORMANT
    outcome = next(entry for entry in found.report.checks if entry.check.id == "AERO-CONTENT-mass-shares")
    assert outcome.check.outcome == "not_checked"


@pytest.mark.parametrize(
    "value", ["no document", b"\x00\xff", "{}", {"@context": "https://www.w3.org/2018/credentials/v1"}]
)
def test_what_cannot_be_read_is_no_better_with_an_extension(value: object) -> None:
    assert Verdict.CONFORMANT not in both_verdicts(examined(value, extensions=(AERO,)))


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
