# SPDX-License-Identifier: Apache-2.0
"""Sums and comparisons: right, wrong, and what cannot be told."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from assay.checks.case import Case, Setting
from assay.checks.interface import Statement
from assay.checks.values import same_along, sum_of_parts
from assay.claims import RDF_TYPE, XSD, ClaimsGraph, Literal, Triple
from assay.credential import Generation, Kind, Reading
from assay.finding import Outcome, Severity, Stage
from assay.rules.bundled import load_bundled
from assay.rules.pack import Rule, Value
from checking import MOMENT

SUM: Mapping[str, Value] = {
    "class": "urn:Whole",
    "parts": "urn:part",
    "value": "urn:share",
    "total": 100,
    "tolerance": 0.5,
}
SAME: Mapping[str, Value] = {
    "class": "urn:Part",
    "property": "urn:heat",
    "along": "urn:certificate",
    "other": "urn:named",
}


def _case(triples: list[Triple]) -> Case:
    claims = ClaimsGraph(triples)
    reading = Reading(Kind.CLAIMS, Generation.LOIRE, "text/turtle")
    pack = load_bundled()
    return Case("x", reading, pack, MOMENT, Setting.DRAFT, claims=claims, nodes=tuple(claims.subjects()))


def _told(check: Callable[[Case, Rule], Statement], params: Mapping[str, Value], triples: list[Triple]) -> Outcome:
    rule = Rule("X-1", Stage.CONTENT, "x", Severity.VIOLATION, "none", params)
    statement = check(_case(triples), rule)
    assert (statement.outcome.outcome is Outcome.FAILED) == bool(statement.findings)
    assert statement.outcome.blocks or statement.outcome.outcome is not Outcome.NOT_CHECKED
    return statement.outcome.outcome


def _whole(*shares: Any) -> list[Triple]:
    triples: list[Triple] = [("urn:w", RDF_TYPE, "urn:Whole")]
    for number, share in enumerate(shares):
        triples.append(("urn:w", "urn:part", f"urn:p{number}"))
        if share is not None:
            triples.append((f"urn:p{number}", "urn:share", Literal(str(share), XSD + "float")))
    return triples


@pytest.mark.parametrize(
    ("shares", "outcome"),
    [
        ((100,), Outcome.PASSED),
        ((60, "4.0E1"), Outcome.PASSED),
        ((33.3, 33.3, 33.3), Outcome.PASSED),
        ((99.5,), Outcome.PASSED),
        ((99.4,), Outcome.FAILED),
        ((60, 41), Outcome.FAILED),
        ((0,), Outcome.FAILED),
        ((), Outcome.NOT_CHECKED),
        ((100, None), Outcome.NOT_CHECKED),
        ((100, "none"), Outcome.NOT_CHECKED),
        ((100, "NaN"), Outcome.NOT_CHECKED),
        (("INF",), Outcome.NOT_CHECKED),
        (("1" * 41,), Outcome.NOT_CHECKED),
        (("1E999999",), Outcome.FAILED),
        (("١٠٠",), Outcome.NOT_CHECKED),
    ],
    ids=str,
)
def test_sums(shares: tuple[Any, ...], outcome: Outcome) -> None:
    assert _told(sum_of_parts, SUM, _whole(*shares)) is outcome


def test_a_sum_of_nothing_does_not_apply() -> None:
    assert _told(sum_of_parts, SUM, [("urn:x", RDF_TYPE, "urn:Other")]) is Outcome.NOT_APPLICABLE


def test_one_wrong_whole_among_right_ones_is_found() -> None:
    other = [(s.replace("urn:w", "urn:v").replace("urn:p", "urn:q"), p, o) for s, p, o in _whole(50)]
    mended = [(s, p, o.replace("urn:p", "urn:q") if isinstance(o, str) and p == "urn:part" else o) for s, p, o in other]
    assert _told(sum_of_parts, SUM, [*_whole(100), *mended]) is Outcome.FAILED


@pytest.mark.parametrize(
    ("heat", "named", "outcome"),
    [
        (["A"], ["A"], Outcome.PASSED),
        (["A", "B"], ["B", "A"], Outcome.PASSED),
        (["A"], ["B"], Outcome.FAILED),
        (["A", "B"], ["A"], Outcome.FAILED),
        (["A"], ["a"], Outcome.FAILED),
        ([], ["A"], Outcome.NOT_CHECKED),
        (["A"], [], Outcome.NOT_CHECKED),
        ([], [], Outcome.NOT_CHECKED),
    ],
    ids=str,
)
def test_same_along(heat: list[str], named: list[str], outcome: Outcome) -> None:
    triples: list[Triple] = [("urn:p", RDF_TYPE, "urn:Part"), ("urn:p", "urn:certificate", "urn:c")]
    triples += [("urn:p", "urn:heat", Literal(value)) for value in heat]
    triples += [("urn:c", "urn:named", Literal(value)) for value in named]
    assert _told(same_along, SAME, triples) is outcome


def test_without_a_certificate_nothing_is_the_same() -> None:
    assert _told(same_along, SAME, [("urn:p", RDF_TYPE, "urn:Part"), ("urn:p", "urn:heat", Literal("A"))]) is (
        Outcome.NOT_CHECKED
    )


def test_without_a_part_the_comparison_does_not_apply() -> None:
    assert _told(same_along, SAME, [("urn:p", RDF_TYPE, "urn:Other")]) is Outcome.NOT_APPLICABLE
