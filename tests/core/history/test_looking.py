# SPDX-License-Identifier: Apache-2.0
"""Lists with filters, what came before, trends."""

from pathlib import Path

import pytest

from assay.formats import read
from assay.history.ends import instant_of, valid_until
from assay.history.entry import Entry, Origin, Page, Per, Wanted
from assay.history.looking import before, documents_that_end, entries, entry
from assay.history.recording import record
from assay.history.store import History
from assay.history.trends import trend
from assay.verdict import Verdict
from checking import document, sample
from histories import BROKEN, GOOD, START, changed, kept, later, named
from histories import report as checked


@pytest.fixture
def history(tmp_path: Path) -> History:
    """`a` broken, then broken otherwise, then good; `Ä b` good; ten days apart."""
    history = History(tmp_path / "h.sqlite3")
    a, b = named(checked(BROKEN), "a.json"), named(checked(GOOD), "Ä_b%.json")
    kept(history, a, START, "/home/a.json")
    kept(history, changed(a, "b"), later(days=10), "/home/a.json")
    kept(history, b, later(days=10, hours=1))
    kept(history, named(checked(GOOD), "a.json"), later(days=20), "/home/a.json")
    return history


def _runs(page: Page) -> list[int]:
    return [one.run for one in page.entries]


@pytest.mark.parametrize(
    ("wanted", "runs"),
    [
        (Wanted(), [4, 3, 2, 1]),
        (Wanted(text="A.JSON"), [4, 2, 1]),
        (Wanted(text="ä"), [3]),
        (Wanted(text="%"), [3]),
        (Wanted(text="_"), [3]),
        (Wanted(text="home"), [4, 2, 1]),
        (Wanted(text="' OR 1=1 --"), []),
        (Wanted(verdict=Verdict.NON_CONFORMANT), [2, 1]),
        (Wanted(verdict=Verdict.INCOMPLETE), []),
        (Wanted(pack="gaia-x-loire-25.11"), [4, 3, 2, 1]),
        (Wanted(pack="gaia-x-tagus-22.10"), []),
        (Wanted(since=later(days=10)), [4, 3, 2]),
        (Wanted(until=later(days=10)), [2, 1]),
        (Wanted(since=later(days=10), until=later(days=11)), [3, 2]),
        (Wanted(newest_only=True), [4, 3]),
        (Wanted(newest_only=True, verdict=Verdict.NON_CONFORMANT), []),
        (Wanted(document="/home/a.json"), [4, 2, 1]),
        (Wanted(document="a.json"), []),
    ],
)
def test_what_is_wanted_is_listed(history: History, wanted: Wanted, runs: list[int]) -> None:
    page = entries(history, wanted)
    assert (_runs(page), page.total) == (runs, len(runs))


def test_a_long_list_comes_in_pages(history: History) -> None:
    page = entries(history, Wanted(skip=1, most=2))
    assert (_runs(page), page.total) == ([3, 2], 4)
    assert _runs(entries(history, Wanted(skip=4))) == []


def test_the_one_before_is_of_the_same_document(history: History) -> None:
    def earlier(run: int) -> Entry | None:
        return before(history, entry(history, run))

    assert earlier(4) == entry(history, 2)
    assert earlier(2) == entry(history, 1)
    assert earlier(1) is None
    assert earlier(3) is None


def test_a_trend_by_run(history: History) -> None:
    points = trend(history, Wanted(document="/home/a.json"))
    assert [(point.when[:10], point.verdict, point.violations) for point in points] == [
        ("2026-03-01", Verdict.NON_CONFORMANT, 1),
        ("2026-03-11", Verdict.NON_CONFORMANT, 1),
        ("2026-03-21", Verdict.CONFORMANT, 0),
    ]


def test_a_trend_by_day_counts_the_last_check_of_each_document(history: History) -> None:
    kept(history, named(changed(checked(BROKEN), "c"), "Ä_b%.json"), later(days=10, hours=2))
    points = trend(history, per=Per.DAY)
    assert [(point.when, point.verdict, point.violations, point.documents) for point in points] == [
        ("2026-03-01", Verdict.NON_CONFORMANT, 1, 1),
        ("2026-03-11", Verdict.NON_CONFORMANT, 2, 2),
        ("2026-03-21", Verdict.CONFORMANT, 0, 1),
    ]


def test_a_run_of_several_documents_is_one_point(tmp_path: Path) -> None:
    history = History(tmp_path / "h.sqlite3")
    assert trend(history) == ()
    kept(history, checked(BROKEN, GOOD))
    (point,) = trend(history)
    assert (point.verdict, point.violations, point.documents) == (Verdict.NON_CONFORMANT, 1, 2)


def test_documents_that_end_are_told_by_their_newest_check(history: History) -> None:
    record(history, named(checked(GOOD), "x"), made=START, origins=[Origin("", "2026-05-01T00:00:00Z")])
    newer = changed(named(checked(GOOD), "x"), "d")
    record(history, newer, made=later(days=1), origins=[Origin("", "2027-05-01T00:00:00Z")])
    record(history, named(checked(GOOD), "y"), made=START, origins=[Origin("", "2027-01-01T00:00:00Z")])
    found = [(one.name, one.valid_until[:4]) for one in documents_that_end(history)]
    assert found == [("y", "2027"), ("x", "2027")]


def test_a_document_ends_with_the_first_of_its_credentials() -> None:
    presentation = sample("broken/offering-address-as-text.json")
    first, second = presentation["verifiableCredential"][:2]
    first["validUntil"], second["validUntil"] = "2027-02-01T01:00:00+02:00", "2027-03-01T00:00:00Z"
    assert valid_until((read(document(presentation)),)) == "2027-01-31T23:00:00Z"
    for wrong in ("soon", "", "9999-12-31T23:59:59-23:00"):
        assert instant_of(wrong) is None
    assert valid_until((read(document("no document")),)) == ""
