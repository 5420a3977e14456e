# SPDX-License-Identifier: Apache-2.0
"""The Markdown report: short, and nothing of a document is markup in it."""

import pytest

import report_specimens as specimens
from assay.reports.markdown_report import render
from assay.reports.markdown_text import code, plain
from assay.texts import load_texts

WORDS = load_texts("en")


def test_short_report():
    told = render(specimens.report(), specimens.RUN, WORDS).decode()
    assert told.startswith("### ✕ acme.json\n\n**Does not conform: 4 things to correct.**\n")
    assert "- “DE-BY” is a region; a country code is needed. (line 8:9, 20:9, 31:9)\n" in told
    assert "- Signature: issuer key missing (Needed: did document of the issuer)\n" in told
    assert specimens.document().sha256 in told


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<b>x</b>", r"\<b\>x\</b\>"),
        ("[a](https://x)", r"\[a\](https\://x)"),
        ("*a* _b_ `c` ~d~ $e$", r"\*a\* \_b\_ \`c\` \~d\~ \$e\$"),
        ("# head", r"\# head"),
        ("- item", r"\- item"),
        ("=====", r"\====="),
        ("12. item", r"12\. item"),
        ("    code", "code"),
        ("WWW.example.org", r"WWW\.example.org"),
        ("a | b", r"a \| b"),
        ("a\n\n# b", r"a  \# b"),
        ("12 items", "12 items"),
    ],
)
def test_markup_is_escaped(text, escaped):
    assert plain(text) == escaped


def test_code_span_is_fenced_by_more_ticks_than_it_holds():
    assert code("a") == "`a`"
    assert code("a ``b` c") == "``` a ``b` c ```"


def test_hostile_text_starts_no_block():
    """Every line is one the renderer wrote: a heading, a list item, a continuation, a bold line or a plain one."""
    told = render(specimens.hostile(), specimens.RUN, WORDS).decode()
    headings = [line for line in told.splitlines() if line.startswith("#")]
    of_evidence = [line for line in headings if line.startswith("### Evidence of the project ")]
    assert len(headings) == 2 * len(of_evidence) == 2 * len(specimens.HOSTILE)
    assert all(line.startswith("### ✕ ") for line in headings if line not in of_evidence)
    assert not [line for line in told.splitlines() if line.startswith(("```", "    ", "===", "<"))]


def test_levels_predictions_extensions_and_every_criterion():
    told = render(specimens.report(), specimens.RUN, WORDS).decode()
    assert "- ✕ Standard Compliance · Does not conform · 1 of 3 criteria met, 1 missing, 1 misses its number\n" in told
    assert "- ✕ Loire production: Would refuse it at the step “content”." in told
    assert r"“No \<country\>”" in told
    assert "- Loire elsewhere: Production takes EV certificates only.\n" in told
    assert "- ? Aeronautics 1 · Cannot tell yet\n" in told
    assert "| Criterion | Standard Compliance | Label Level 1 | Label Level 2 |\n| --- | --- | --- | --- |\n" in told
    assert "accepted as proof: ISO 27001 A.5, SecNumCloud 19.1; related, not sufficient: GDPR art. 28 |" in told
    assert "| P1.1.3 Parties involved | ✕ missing | ? not checked |  |\n" in told
    assert "Criteria taken from: Gaia-X Compliance Document 24.11\n" in told
    assert "No genuine answer of a clearing house was available" in told


def test_a_table_row_stays_one_row():
    told = render(specimens.hostile(), specimens.RUN, WORDS).decode()
    rows = [line for line in told.splitlines() if line.startswith("|") and "---" not in line]
    assert len(rows) == 2 * len(specimens.HOSTILE)
    assert all(row.replace(r"\|", "").count("|") == 3 for row in rows)
