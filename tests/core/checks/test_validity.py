# SPDX-License-Identifier: Apache-2.0
"""Dates: which texts are instants, and how they stand to the moment of the run."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.checks.validity import parse_date_time_stamp
from assay.finding import Severity
from assay.verdict import Verdict
from checking import MOMENT, beyond_needed, examined, sample


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31",
        "2026-01-31T00:00:00",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-31T25:00:00Z",
        "31.01.2026",
        "",
        "now",
        "2026-01-31 00:00:00Z",
        "2026-01-31T00:00:00+15:00",
        "2026-01-31T00:00:00+01:75",
        "2026-01-31T00:00Z",
        "\u0662\u0660\u0662\u0666-01-31T00:00:00Z",
        1769817600,
        None,
        ["2026-01-31T00:00:00Z"],
    ],
)
def test_what_is_no_instant(text: object) -> None:
    assert parse_date_time_stamp(text) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-01-31T00:00:00Z", datetime(2026, 1, 31, tzinfo=UTC)),
        ("2026-01-31T01:30:00+01:30", datetime(2026, 1, 31, tzinfo=UTC)),
        ("2026-01-30T19:00:00.123456789-05:00", datetime(2026, 1, 31, 0, 0, 0, 123456, tzinfo=UTC)),
    ],
)
def test_what_is_an_instant(text: str, instant: datetime) -> None:
    assert parse_date_time_stamp(text) == instant


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_instant_written_is_read(instant: datetime) -> None:
    assert parse_date_time_stamp(instant.isoformat(timespec="microseconds")) == instant


@given(st.text(max_size=40))
def test_no_text_makes_it_stumble(text: str) -> None:
    parse_date_time_stamp(text)


def _texts(start: str | None, end: str | None, *, draft: bool = True) -> list[tuple[str, Severity]]:
    credential = sample("good/participant.json")
    credential |= {"validFrom": start, "validUntil": end} if end else {"validFrom": start}
    if not end:
        del credential["validUntil"]
    return [(finding.text, finding.severity) for finding in beyond_needed(examined(credential, draft=draft))]


def _day(days: float) -> str:
    return (MOMENT + timedelta(days=days)).isoformat()


NO_END = ("validity.no_end", Severity.INFO)


def test_an_end_is_recommended() -> None:
    assert _texts(_day(-1), None) == [NO_END]
    assert _texts(_day(-1), _day(1)) == []


def test_expired() -> None:
    assert _texts(_day(-2), _day(-1)) == [("validity.expired", Severity.VIOLATION)]


def test_expired_at_the_very_moment() -> None:
    assert _texts(_day(-2), _day(0)) == [("validity.expired", Severity.VIOLATION)]


def test_not_yet_valid_is_advice_for_a_draft_and_a_violation_otherwise() -> None:
    assert _texts(_day(1), _day(2)) == [("validity.not_yet", Severity.WARNING)]
    assert _texts(_day(1), _day(2), draft=False) == [("validity.not_yet", Severity.VIOLATION)]


def test_end_before_start() -> None:
    assert ("validity.ends_before_start", Severity.VIOLATION) in _texts(_day(2), _day(1))


def test_no_instant() -> None:
    assert _texts("2026-01-31", None) == [NO_END, ("validity.not_an_instant", Severity.VIOLATION)]


def test_the_moment_decides() -> None:
    credential = sample("good/participant.json")
    credential["validUntil"] = _day(-1)
    assert examined(credential).report.verdict is Verdict.NON_CONFORMANT
