# SPDX-License-Identifier: Apache-2.0
"""The report for a terminal: answer first, readable without colour, and no document can steer the terminal."""

import re
from dataclasses import replace

import pytest

import report_specimens as specimens
from assay.reports import text_report
from assay.reports.report import LevelReport
from assay.reports.terminal import PLAIN, Pen, columns
from assay.texts import load_texts
from assay.verdict import Verdict

WORDS = load_texts("en")
SGR = re.compile("\x1b\\[[0-9;]*m")


def _text(report=None, pen=PLAIN, *, quiet=False, run=specimens.RUN) -> str:
    return text_report.render(report or specimens.report(), run, WORDS, pen=pen, quiet=quiet).decode("utf-8")


def test_answer_comes_first_in_one_sentence():
    assert _text().splitlines()[0] == "✕ Does not conform: 4 things to correct."


def test_finding_tells_place_fix_and_reason():
    told = _text()
    assert "✕ “DE-BY” is a region; a country code is needed. (line 8:9, 20:9, 31:9)" in told
    assert "To do: Write the two letters of the country, such as DE." in told
    assert "The older Tagus release asked for a region here" in told


def test_identical_causes_are_folded_and_counted():
    told = _text()
    assert "To correct: 4 (2 causes)" in told
    assert told.count("a country code is needed") == 1


def test_more_than_three_places_are_counted():
    same = tuple(specimens.finding(number, "The same fault.") for number in range(1, 38))
    told = _text(specimens.report(specimens.document(findings=same)))
    assert "To correct: 37 (1 cause)" in told
    assert "(line 1:9, 2:9, 3:9, and 34 more places)" in told


def test_what_was_not_checked_is_told_with_reason_and_needed_file():
    told = _text()
    assert "? Signature: issuer key missing" in told
    assert "Needed: did document of the issuer" in told
    assert "? 1 part was not looked at: it does not say what it is" in told
    assert "gx:naem (/credentialSubject/9/gx:naem)" in told


def test_facts_pin_the_file_the_rules_and_the_moment():
    told = _text()
    for fact in ("acme.json", "14 KB", "ababababab…ababab", "Loire 25.11", "2026-11-22T10:00:00Z", "Assay 0.1.0"):
        assert fact in told
    assert specimens.RUN.report_number in told
    assert specimens.RUN.report_number not in _text(run=None)


def test_several_documents_begin_with_a_summary_of_all():
    lines = _text(specimens.several()).splitlines()
    assert lines[0].startswith("3 files checked: 1 conforms, 1 does not conform, 1 cannot be told yet.")
    assert [line for line in lines[3:9] if not line.startswith(" ")] == [
        "✕ acme.json",
        "✓ folder/clean.jwt",
        "? broken.json",
    ]
    assert "── folder/clean.jwt ──" not in lines


def test_no_document_is_said_not_passed_over():
    assert _text(specimens.report(documents=())).startswith("No file was checked.")


def test_conformant_draft_is_ready_to_sign_never_conforming():
    ready = specimens.clean_document(headline="Ready to sign: all 3 parts agree with the rules of Loire 25.11.")
    report = specimens.report(ready, ready, draft=True, verdict=Verdict.CONFORMANT)
    told = _text(report)
    assert "2 ready to sign" in told
    assert "onform" not in told


def test_quiet_is_one_line_a_document():
    assert _text(quiet=True) == "✕ Does not conform: 4 things to correct.\n"
    lines = _text(specimens.several(), quiet=True).splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("✓ folder/clean.jwt: Conforms")
    assert len(_text(specimens.hostile(), quiet=True).splitlines()) == len(specimens.HOSTILE)


@pytest.mark.parametrize("make", [specimens.report, specimens.several, specimens.hostile])
def test_colour_changes_nothing_but_colour(make):
    plain, coloured = _text(make()), _text(make(), Pen(colour=True))
    assert coloured != plain
    assert SGR.sub("", coloured) == plain


def test_no_document_can_steer_the_terminal():
    """Nothing but line breaks and printable characters leaves the renderer; colour codes are the renderer's own."""
    told = _text(specimens.hostile())
    assert all(character.isprintable() or character == "\n" for character in told)
    coloured = SGR.sub("", _text(specimens.hostile(), Pen(colour=True)))
    assert "\x1b" not in coloured
    assert "<U+001B>[2J" in coloured


def test_no_document_can_write_a_line_of_its_own():
    """A line break in a document's words does not start a line that reads like the report's."""
    assert not [line for line in _text(specimens.hostile()).splitlines() if line.startswith("✓")]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 5, 1000])
def test_lines_keep_to_the_width(width):
    limit = min(max(width, 40), 100)
    lines = _text(specimens.hostile(), Pen(width=width)).splitlines()
    assert max(columns(line) for line in lines if not line.startswith(("──", "To correct"))) <= limit


def test_levels_stand_in_one_block_with_what_the_lowest_lacks():
    told = _text()
    assert "✕ Standard Compliance  Does not conform · 1 of 3 criteria met, 1 missing" in told
    assert "Not evidenced for Standard Compliance: P1.1.3 Parties involved" in told
    assert told.count("Not evidenced for") == 1


def test_engines_that_say_the_same_share_a_line_and_say_why_they_differ():
    told = " ".join(_text().split())
    assert "✕ Loire production: Would refuse it at the step “content”. It may stop earlier" in told
    assert "It would say: “No <country>”" in told
    assert "? Loire laboratory, Loire elsewhere: Cannot be told yet. Not checked yet: Signature." in told
    assert "Loire laboratory, Loire elsewhere: This clearing house forgets" in told
    assert "Loire elsewhere: Production takes EV certificates only." in told


def test_extensions_stand_beside_with_their_own_verdict():
    assert "? Aeronautics 1 · Cannot tell yet" in _text()


@pytest.mark.parametrize("make", [specimens.report, specimens.several])
def test_the_basis_of_the_criteria_and_the_missing_calibration_are_named(make):
    told = " ".join(_text(make()).split())
    assert "Gaia-X Compliance Document 24.11" in told
    assert "No genuine answer of a clearing house was available" in told


def test_a_level_of_a_draft_is_ready_to_sign_and_never_conforms():
    level = replace(specimens.LEVELS["L1"], verdict=Verdict.CONFORMANT)
    told = _text(specimens.report(specimens.document(is_draft=True, levels={"L1": level})))
    assert "✓ Label Level 1  Ready to sign" in told


def test_a_level_that_asks_for_nothing_is_left_out():
    nothing = LevelReport(Verdict.INCOMPLETE, {"P1.1.1": {"state": "not_applicable"}})
    assert "Label Level 1" not in _text(
        specimens.report(specimens.document(levels={**specimens.LEVELS, "L1": nothing}))
    )
