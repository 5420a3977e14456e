# SPDX-License-Identifier: Apache-2.0
"""The HTML report: one file, no script, nothing loaded, nothing of a document read as markup."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from itertools import pairwise

import pytest

import report_specimens as specimens
from assay.reports import html_report
from assay.reports.safe_text import visible
from assay.texts import load_texts
from html_page import Page

WORDS = load_texts("en")
ELEMENTS = """html head meta title style body header main footer nav section h1 h2 h3 h4 p div span small strong b bdi a
ul li dl dt dd table thead tbody tr th td code q progress br"""
ATTRIBUTES = "charset http-equiv content name lang class id href scope role aria-label aria-hidden max value"


def _page(report=None, run=specimens.RUN) -> Page:
    return Page(html_report.render(report or specimens.report(), run, WORDS))


@pytest.mark.parametrize("make", [specimens.report, specimens.several, specimens.hostile])
def test_page_is_well_formed_and_of_known_elements_only(make):
    """A hostile text that became markup would bring an element, an attribute or an end tag of its own."""
    page = _page(make())
    assert not page.open
    assert {tag for tag, _ in page.elements} <= set(ELEMENTS.split())
    assert {name for _, attributes in page.elements for name in attributes} <= set(ATTRIBUTES.split())


def test_hostile_text_is_shown_as_it_is():
    text = _page(specimens.hostile()).text
    for hostile in specimens.HOSTILE:
        assert " ".join(visible(hostile).split()) in text


def test_nothing_runs_and_nothing_loads():
    page = _page(specimens.hostile())
    assert "script" not in {tag for tag, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert all(link.startswith("#") for link in page.values("href"))
    assert "url(" not in page.style
    assert "@import" not in page.style


def test_policy_allows_exactly_the_style_of_the_page():
    page = _page()
    (policy,) = (attributes["content"] for tag, attributes in page.elements if "http-equiv" in attributes)
    digest = b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "style" not in {name for _, attributes in page.elements for name in attributes}


@pytest.mark.parametrize("make", [specimens.report, specimens.several, specimens.hostile])
def test_ids_are_unique_and_links_lead_somewhere(make):
    page = _page(make())
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.values("href")} <= set(ids)


def test_every_finding_has_an_anchor():
    ids = set(_page(specimens.several()).values("id"))
    assert {f"d1-{finding.id}" for finding in specimens.document().findings} <= ids


def test_findings_that_share_a_fingerprint_have_anchors_of_their_own():
    twice = (specimens.finding(1, "A fault."), specimens.finding(2, "A fault.", id=f"{1:016x}"))
    ids = _page(specimens.report(specimens.document(findings=twice))).values("id")
    assert {"d1-0000000000000001", "d1-0000000000000001-2"} <= set(ids)


def test_page_can_be_read_aloud():
    page = _page(specimens.several())
    tags = [tag for tag, _ in page.elements]
    assert ("html", {"lang": "en"}) in page.elements
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all("scope" in attributes for tag, attributes in page.elements if tag == "th")
    assert tags.count("main") == tags.count("title") == tags.count("h1") == 1


def test_header_has_every_field_an_auditor_looks_for():
    """ISO/IEC 17025:2017 §7.8.2, as far as a pre-check can have them."""
    text = _page().text
    run, pack = specimens.RUN, specimens.PACK
    for field in (
        "Assay check report",
        run.report_number,
        run.made_at,
        run.made_at_local,
        run.made_by,
        run.host,
        run.system,
        run.command,
        "Assay 0.1.0",
        "2026-11-22T10:00:00Z (local clock)",
        pack.name,
        pack.id,
        pack.version,
        pack.sha256,
        pack.current_as_of,
        pack.criteria_basis,
        "acme.json",
        "14 KB (14336 bytes)",
        specimens.document().sha256,
        "application/ld+json",
        "1 found = 1 reported + 0 passed over",
        "71 in the document = 69 checked + 2 not checked",
        "How the answer is found",
        "relate only to the files listed",
        "This is a pre-check, not a label.",
        "No genuine answer of a clearing house was available",
    ):
        assert field in text, field
    assert text.endswith("End of report")


def test_report_without_a_run_says_nothing_about_one():
    assert "Report number" not in _page(run=None).text


LUMINANCE = (0.2126, 0.7152, 0.0722)


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.1, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(share * part for share, part in zip(LUMINANCE, linear, strict=True))

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_contrasts_with_its_ground(scheme):
    """WCAG 2.1 AA: 4.5 : 1 for text, in both schemes."""
    blocks = re.findall(r":root \{([^}]*--surface[^}]*)\}", _page().style)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6})", blocks[scheme]))
    tones = ("pass", "fail", "wait", "idle")
    pairs = [(front, back) for front in ("text", "muted", "accent", *tones) for back in ("bg", "surface")]
    pairs += [("text", f"{tone}-soft") for tone in tones] + [("on", tone) for tone in tones]
    assert [pair for pair in pairs if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5] == []


def test_verdict_and_predictions_stand_side_by_side_with_why_they_differ():
    text = _page().text
    start = text.index("What the clearing houses would say")
    part = text[start : start + 900]
    for told in (
        "Asked for: Standard Compliance",
        "Verdict by the rules",
        "Does not conform",
        "Loire production",
        "Would refuse it at the step “content”.",
        "No <country>",
        "seen of running services",
        "Where they differ from the rules",
        "Loire elsewhere: Production takes EV certificates only.",
        "No genuine answer of a clearing house was available",
    ):
        assert told in part


def test_criteria_name_themselves_and_what_would_prove_them():
    text = _page().text
    assert "P1.1.1 Legally binding act" in text
    assert "accepted as proof: ISO 27001 A.5, SecNumCloud 19.1" in text
    assert "related, not sufficient: GDPR art. 28" in text


def test_extensions_and_offerings_have_verdicts_of_their_own():
    assert "Aeronautics 1" in _page().text
    level = replace(specimens.LEVELS["SC"], offerings={"Storage": specimens.LEVELS["L1"]})
    text = _page(specimens.report(specimens.document(levels={"SC": level}))).text
    assert "? Storage: Cannot tell yet" in text


def test_nothing_is_predicted_where_nothing_is_known():
    page = _page(specimens.report(specimens.clean_document()))
    assert "What the clearing houses would say" not in page.text
