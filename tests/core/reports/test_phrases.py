# SPDX-License-Identifier: Apache-2.0
"""Phrases all formats share."""

import pytest

import report_specimens as specimens
from assay.finding import Location
from assay.reports.phrases import level_name, level_summary, levels, place, size, verdict_word
from assay.reports.report import LevelReport
from assay.texts import load_texts
from assay.verdict import Verdict

WORDS = load_texts("en")


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1023 bytes"),
        (1024, "1.0 KB"),
        (14336, "14 KB"),
        (5 * 1024 * 1024, "5.0 MB"),
        (10**9, "954 MB"),
    ],
)
def test_size(count, told):
    assert size(count, WORDS) == told


def test_place_names_the_file_of_a_set():
    assert place(Location("/a", 3, 4, 3, 5)) == "3:4"
    assert place(Location("/a", 3, 4, 3, 5, file="b\x1b.json")) == "b<U+001B>.json 3:4"


def test_conformant_draft_has_a_word_of_its_own():
    assert verdict_word(Verdict.CONFORMANT, WORDS) == "Conforms"
    assert verdict_word(Verdict.CONFORMANT, WORDS, draft=True) == "Ready to sign"
    assert verdict_word(Verdict.NON_CONFORMANT, WORDS, draft=True) == "Does not conform"


def test_levels_come_in_order_and_only_if_they_say_something():
    assert [name for name, _ in levels(specimens.document())] == ["SC", "L1", "L2"]
    silent = {name: LevelReport(Verdict.INCOMPLETE) for name in ("L1", "SC")}
    assert levels(specimens.document(levels=silent)) == []
    told = silent | {"SC": LevelReport(Verdict.NON_CONFORMANT)}
    assert [name for name, _ in levels(specimens.document(levels=told))] == ["SC", "L1"]


def test_level_in_words():
    assert level_name("SC", WORDS) == "Standard Compliance"
    assert level_summary(specimens.LEVELS["SC"], WORDS) == "1 of 3 criteria met, 1 missing, 1 misses its number"
    assert level_summary(specimens.LEVELS["L2"], WORDS) == "0 of 1 criteria met, 1 needs a certificate"
    assert level_summary(LevelReport(Verdict.INCOMPLETE), WORDS) == ""
