# SPDX-License-Identifier: Apache-2.0
"""One model, one count: every format shows the same numbers, in the same words."""

import io
import json
import re
from dataclasses import replace

import pypdf
import pytest

import report_specimens as specimens
from assay.reports import RENDERERS, render
from assay.reports.counts import Counts, counts, criteria_counts, totals
from assay.texts import load_texts
from html_page import Page

WORDS = load_texts("en")


def _words_of(format_name, made: bytes) -> str:
    if format_name == "pdf":
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    elif format_name == "html":
        text = Page(made).text
    else:
        text = made.decode("utf-8")
    return " ".join(text.replace("\\", "").split())


def test_counts_of_a_document():
    assert counts(specimens.document()) == Counts(
        violations=4, warnings=1, infos=1,
        passed=1, failed=1, not_checked=1, not_applicable=1,
        nodes=71, checked=69, unchecked=2, dropped=1,
    )  # fmt: skip


def test_totals_add_up():
    found = totals(specimens.several())
    assert found.found == found.documents + found.skipped == 4
    assert found.documents == found.conformant + found.incomplete + found.non_conformant


def test_criteria_that_do_not_apply_are_not_counted():
    assert criteria_counts(specimens.LEVELS["SC"]) == (1, 3, 1, 0, 0, 1)


@pytest.mark.parametrize("format_name", [name for name in RENDERERS if name != "json"])
def test_all_formats_tell_the_same_numbers(format_name):
    found = counts(specimens.document())._asdict()
    told = _words_of(format_name, render(specimens.report(), format_name, run=specimens.RUN, words=WORDS))
    assert WORDS.say("report.checks_told", **found) in told
    for severity, number in (("violation", 4), ("warning", 1), ("info", 1)):
        assert WORDS.say(f"report.severity.{severity}", count=number) in told
    parts = "report.parts_told" if format_name == "text" else "report.nodes_told"
    assert WORDS.say(parts, **found) in told


@pytest.mark.parametrize("format_name", [name for name in RENDERERS if name != "json"])
def test_all_formats_tell_the_same_totals(format_name):
    report = specimens.several()
    told = _words_of(format_name, render(report, format_name, run=specimens.RUN, words=WORDS))
    assert "3 files checked: 1 conforms, 1 does not conform, 1 cannot be told yet. 1 other file was passed over" in told
    for document in report.documents:
        assert document.headline in told


def test_json_report_has_the_same_numbers():
    body = json.loads(render(specimens.report(), "json", run=None, words=WORDS))["documents"][0]
    found = counts(specimens.document())
    severities = [finding["severity"] for finding in body["findings"]]
    outcomes = [check["outcome"] for check in body["checks"]]
    coverage = body["coverage"]
    assert Counts(
        severities.count("violation"), severities.count("warning"), severities.count("info"),
        outcomes.count("passed"), outcomes.count("failed"),
        outcomes.count("not_checked"), outcomes.count("not_applicable"),
        coverage["nodes"], coverage["checked"], len(coverage["unchecked"]), len(coverage["dropped_terms"]),
    ) == found  # fmt: skip


def test_table_of_formats_is_that_of_the_contract():
    assert list(RENDERERS) == ["text", "json", "html", "pdf", "markdown"]
    assert all(name == renderer.name for name, renderer in RENDERERS.items())
    with pytest.raises(KeyError):
        render(specimens.report(), "sarif", run=None, words=WORDS)


@pytest.mark.parametrize("format_name", [name for name in RENDERERS if name != "json"])
@pytest.mark.parametrize("make", [specimens.report, specimens.several], ids=["one", "several"])
@pytest.mark.parametrize("draft", [True, False])
def test_every_word_has_a_text(format_name, make, draft):
    """An unknown text id is shown as it is; none may show in a report."""
    report = replace(make(), draft=draft)
    told = _words_of(format_name, render(report, format_name, run=specimens.RUN, words=WORDS))
    assert not re.search(r"\breport\.[a-z]", told)
    assert not re.search(r"\{[a-z]*\}", told)
