# SPDX-License-Identifier: Apache-2.0
"""The JSON report: exactly the contract's keys, in its order, and always valid JSON in valid UTF-8."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import report_specimens as specimens
from assay.finding import Location
from assay.reports import json_report, render
from assay.reports.report import Member, Report
from assay.texts import load_texts
from assay_resources import bundled
from evidence_specimens import register

GOLDEN = Path(__file__).parent / "golden.json"


def _schema() -> jsonschema.Draft202012Validator:
    schema = json.loads(bundled("schemas", "report-1.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _golden_report() -> Report:
    """One document that has every optional member, one that has none."""
    placed = specimens.finding(8, "Say “é”, not e.", location=Location("/a~1b", 8, 2, 8, 5, file="a.json"))
    full = replace(
        specimens.document(findings=(*specimens.document().findings[:2], placed)),
        members=(Member("a.json", "cd" * 32, 5, "application/json"),),
        cross_check=specimens.clean_document().cross_check,
    )
    return specimens.report(full, specimens.broken_document(), registers=(register(),))


def test_bytes_are_the_golden_file() -> None:
    """Key order, indent, optional keys, characters and the newline at the end, all at once."""
    assert json_report.render(_golden_report()).decode() == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("make", [specimens.report, specimens.several, specimens.hostile, _golden_report])
def test_report_is_valid_against_the_schema(make: object) -> None:
    """Also with hostile text in every place that takes text."""
    assert callable(make)
    found = json.loads(json_report.render(make()).decode("utf-8", "strict"))
    assert not list(_schema().iter_errors(found))


@pytest.mark.parametrize(
    ("where", "key"), [((), "extra"), (("documents", 0), "headline"), (("documents", 0, "findings", 0), "subject")]
)
def test_schema_refuses_keys_outside_the_contract(where: tuple[str | int, ...], key: str) -> None:
    """The schema is strict, so the test above means something."""
    found = json.loads(json_report.render(specimens.report()))
    target = found
    for step in where:
        target = target[step]
    target[key] = "x"
    assert list(_schema().iter_errors(found))


def test_schema_wants_a_reason_for_what_was_not_checked() -> None:
    """Nothing is left out without saying why."""
    found = json.loads(json_report.render(specimens.report()))
    del next(check for check in found["documents"][0]["checks"] if check["outcome"] == "not_checked")["reason"]
    assert list(_schema().iter_errors(found))


def test_hostile_text_comes_back_as_it_was() -> None:
    """Nothing is repaired, cut or lost on the way into the JSON report, half a surrogate pair included."""
    found = json.loads(json_report.render(specimens.hostile()))
    assert [document["name"] for document in found["documents"]] == list(specimens.HOSTILE)
    assert [document["findings"][0]["evidence"]["seen"] for document in found["documents"]] == list(specimens.HOSTILE)


def test_run_record_leaves_no_trace_in_the_body() -> None:
    """The body depends on the report alone, so that two runs give the same bytes."""
    words = load_texts("en")
    with_run = render(specimens.report(), "json", run=specimens.RUN, words=words)
    assert with_run == render(specimens.report(), "json", run=None, words=words)
    assert specimens.RUN.report_number.encode() not in with_run


def test_read_only_evidence_is_written_like_any_other() -> None:
    """Evidence may be a read-only mapping, which `json` does not know."""
    from types import MappingProxyType

    plain = specimens.finding(1, "x", evidence={"seen": "a", "causes": [{"b": 1}]})
    frozen = replace(plain, evidence=MappingProxyType({"seen": "a", "causes": (MappingProxyType({"b": 1}),)}))
    with_plain = json_report.render(specimens.report(specimens.document(findings=(plain,))))
    assert json_report.render(specimens.report(specimens.document(findings=(frozen,)))) == with_plain


def test_evidence_that_is_no_json_is_refused() -> None:
    """An object that JSON cannot say is a fault of the program, not to be written as its `repr`."""
    bad = specimens.finding(1, "x", evidence={"seen": object()})
    with pytest.raises(TypeError):
        json_report.render(specimens.report(specimens.document(findings=(bad,))))


def test_predictions_say_why_they_differ() -> None:
    found = json.loads(json_report.render(specimens.report()))["documents"][0]["predictions"]
    assert list(found[0]) == ["engine", "answer", "step", "message", "certainty", "reason"]
    assert found[2]["differences"] == [specimens.TERMS, "Production takes EV certificates only."]
