# SPDX-License-Identifier: Apache-2.0
"""The bundled samples: the good ones are ready to sign, each broken one shows exactly its own lesson."""

import re
import tomllib
from typing import Any

import pytest

from assay.finding import Severity
from assay.rules.bundled import resource
from assay.texts import LANGUAGES, load_texts
from assay.verdict import Verdict
from checking import beyond_needed, examined, sample_bytes

LESSONS = {
    "broken/participant-region-as-country.json": (
        Verdict.NON_CONFORMANT,
        [("LOIRE-SHAPE-or", "/credentialSubject/legalAddress/countryCode", 27, 22, "Write “DE”.")],
    ),
    "broken/participant-headquarters-missing.json": (
        Verdict.NON_CONFORMANT,
        [("LOIRE-SHAPE-minCount", "/credentialSubject", 14, 24, "Add “headquartersAddress”.")],
    ),
    "broken/participant-city-with-prefix.json": (
        Verdict.NON_CONFORMANT,
        [
            (
                "LOIRE-SHAPE-closed",
                "/credentialSubject/legalAddress/gx:locality",
                30,
                7,
                "Write “locality” instead of “gx:locality”.",
            )
        ],
    ),
    "broken/offering-address-as-text.json": (
        Verdict.NON_CONFORMANT,
        [
            (
                "LOIRE-SHAPE-datatype",
                "/verifiableCredential/0/credentialSubject/serviceOfferingTermsAndConditions/gx:url",
                31,
                21,
                "Write “url” instead of “gx:url”.",
            )
        ],
    ),
    "broken/offering-reference-slip.json": (
        Verdict.INCOMPLETE,
        [
            ("LOIRE-GRAPH-dangling-reference", "/verifiableCredential/0/credentialSubject/providedBy", 28, 23, ""),
            ("LOIRE-SHAPE-class", "/verifiableCredential/0/credentialSubject/providedBy", 28, 23, ""),
        ],
    ),
}


@pytest.mark.parametrize("name", ["good/participant.json", "good/storage-offering.json", "good/label-1-offering.json"])
def test_a_good_sample_is_ready_to_sign(name: str) -> None:
    examination = examined(sample_bytes(name))
    report = examination.report
    assert report.verdict is Verdict.CONFORMANT
    assert beyond_needed(examination) == []
    assert report.headline.startswith("Ready to sign")
    assert report.coverage.checked == report.coverage.nodes > 3


STILL_NEEDED = {
    "good/tagus-participant.json": ["TAGUS-GRAPH-terms", "TAGUS-GRAPH-registration-number"],
    "good/tagus-offering.json": ["TAGUS-GRAPH-terms"],
}
"""The accepted terms would carry a text that is not ours, so no Tagus sample is a whole submission; it says so."""


@pytest.mark.parametrize("name", STILL_NEEDED)
def test_a_good_tagus_sample_is_ready_to_sign_and_says_what_is_still_needed(name: str) -> None:
    report = examined(sample_bytes(name)).report
    assert report.verdict is Verdict.CONFORMANT
    assert [found.rule for found in report.findings] == STILL_NEEDED[name]
    assert {found.severity for found in report.findings} == {Severity.INFO}
    assert report.coverage.checked == report.coverage.nodes > 3
    assert report.levels["SC"].verdict is Verdict.INCOMPLETE


INDEX = tomllib.loads(resource("samples", "index.toml").read_text("utf-8"))["samples"]
WITH_LESSON = [row for row in INDEX if "lesson" in row]


@pytest.mark.parametrize("row", WITH_LESSON, ids=lambda row: row["key"])
def test_what_is_found_in_a_broken_sample_is_its_lesson_and_nothing_else(row: dict[str, Any]) -> None:
    report = examined(sample_bytes(row["file"])).report
    assert report.verdict is not Verdict.CONFORMANT
    found = [entry for entry in report.findings if entry.severity is not Severity.INFO]
    assert sorted({entry.rule for entry in found}) == sorted(row["lesson"])


def test_every_sample_is_right_or_has_a_lesson_and_every_file_is_offered() -> None:
    assert {row["file"].partition("/")[0] == "good" for row in INDEX if "lesson" not in row} == {True}
    assert {row["file"].partition("/")[0] for row in WITH_LESSON} == {"broken"}
    files = {f"{path.parent.name}/{path.name}" for path in resource("samples").rglob("*.json")}
    assert files == {row["file"] for row in INDEX}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_lesson_says_what_it_teaches_and_what_to_do(lang: str) -> None:
    texts = load_texts(lang)
    for row in WITH_LESSON:
        told = texts.part(f"samples.{row['key']}", "tip")
        assert told.endswith(".")
        assert re.search(r"[.:;] ?\S", told), row["key"]  # one sentence of each
        assert len(told) <= 220, row["key"]


@pytest.mark.parametrize("name", LESSONS)
def test_a_broken_sample_shows_its_lesson_at_its_place(name: str) -> None:
    verdict, lessons = LESSONS[name]
    report = examined(sample_bytes(name)).report
    assert report.verdict is verdict
    told = {
        (found.rule, found.location.pointer, found.location.line, found.location.column)
        for found in report.findings
        if found.location
    }
    assert told == {lesson[:4] for lesson in lessons}
    for *_, fix in lessons:
        assert not fix or fix in {found.fix for found in report.findings}
