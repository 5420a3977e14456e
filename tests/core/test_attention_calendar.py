# SPDX-License-Identifier: Apache-2.0
"""The calendar file, read by a strict reader of RFC 5545 of the tests' own: no program for it is among the tools."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.attention import Dated, Kind, attention
from assay.attention_calendar import calendar
from assay.texts import LANGUAGES, load_texts

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
NAME = re.compile(r"[A-Z][A-Z0-9-]*")
TEXT = re.compile(r"(?:[^\x00-\x08\x0a-\x1f\x7f\\;,]|\\[\\;,nN])*")
"""§3.3.11: backslash, semicolon and comma are escaped, a line break is written as one, no other control characters."""
ONCE = {"UID": TEXT, "DTSTAMP": re.compile(r"\d{8}T\d{6}Z"), "DTSTART;VALUE=DATE": re.compile(r"\d{8}"),
        "SUMMARY": TEXT, "DESCRIPTION": TEXT, "CATEGORIES": TEXT, "TRANSP": re.compile("TRANSPARENT")}  # fmt: skip
ALARM = {"ACTION": re.compile("DISPLAY"), "DESCRIPTION": TEXT, "TRIGGER": re.compile(r"-P\d+D")}
HEAD = {
    "VERSION": re.compile(r"2\.0"),
    "PRODID": TEXT,
    "CALSCALE": re.compile("GREGORIAN"),
    "METHOD": re.compile("PUBLISH"),
}


def unfolded(data: bytes) -> list[str]:
    """Content lines (§3.1): each physical line ends in CRLF and has at most 75 octets, whole characters each."""
    assert data.endswith(b"\r\n")
    lines: list[str] = []
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert b"\r" not in line
        assert b"\n" not in line
        assert 0 < len(line) <= 75
        told = line.decode("utf-8")  # no character is cut in two
        if told.startswith(" "):
            lines[-1] += told[1:]
        else:
            lines.append(told)
    return lines


def component(lines: list[str], name: str, members: dict[str, re.Pattern[str]]) -> list[list[str]]:
    """Checks the members of a component, each once and of its form; gives the components inside."""
    assert (lines[0], lines[-1]) == (f"BEGIN:{name}", f"END:{name}")
    inner: list[list[str]] = []
    found: list[str] = []
    open_ = ""
    for line in lines[1:-1]:
        if not open_ and line.startswith("BEGIN:"):
            open_ = line.removeprefix("BEGIN:")
            inner.append([])
        if open_:
            inner[-1].append(line)
            open_ = "" if line == f"END:{open_}" else open_
            continue
        key, _, value = line.partition(":")
        assert NAME.match(key)
        assert members[key].fullmatch(value), line
        found.append(key)
    assert sorted(found) == sorted(members)
    return inner


def events(data: bytes) -> list[dict[str, str]]:
    """The events, strictly read."""
    found = []
    for event in component(unfolded(data), "VCALENDAR", HEAD):
        (alarm,) = component(event, "VEVENT", ONCE)
        assert component(alarm, "VALARM", ALARM) == []
        found.append(dict(line.split(":", 1) for line in event[1:8]))
    return found


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def dated(name: str = "Acme", days: float = 10, kind: Kind = Kind.KEY, subject: str = "x") -> Dated:
    return Dated(kind, subject, name, NOW + timedelta(days=days))


def written(*things: Dated, lang: str = "en", moment: datetime = NOW) -> bytes:
    return calendar(attention(things, moment, with_later=True), load_texts(lang), moment)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_is_an_event(lang: str) -> None:
    things = [
        dated(kind=kind, days=days, subject=f"{days}") for kind in Kind if kind != "anchors" for days in (-3, 1, 400)
    ]
    found = events(written(*things, lang=lang))
    assert len(found) == len(things)
    assert all("Acme" in event["SUMMARY"] for event in found)


def test_an_event_is_the_day_of_the_end() -> None:
    (event,) = events(written(dated(days=400)))
    assert event["DTSTART;VALUE=DATE"] == "20271231"
    assert event["DTSTAMP"] == "20261126T120000Z"
    assert event["SUMMARY"] == "Certificate of the key “Acme” ends"


def test_what_is_only_old_is_no_event() -> None:
    assert events(written(Dated(Kind.RULES, "x", "x", as_of=NOW - timedelta(days=999)))) == []


def test_the_uid_stays_when_the_date_changes_and_tells_nothing() -> None:
    first, renewed, other, of_other_kind = (
        events(written(thing))[0]["UID"]
        for thing in (dated(), dated("New name", 300), dated(subject="y"), dated(kind=Kind.DOCUMENT))
    )
    assert first == renewed
    assert len({first, other, of_other_kind}) == 3
    assert "acme" not in first.lower()


def test_the_same_values_give_the_same_bytes() -> None:
    assert written(dated()) == written(dated())


def test_signs_with_a_meaning_are_escaped() -> None:
    (event,) = events(written(dated("a;b,c\\d:e")))
    assert "a\\;b\\,c\\\\d:e" in event["SUMMARY"]


def test_a_name_cannot_begin_an_event_of_its_own() -> None:
    assert len(events(written(dated("x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil")))) == 1


def test_no_entries_are_a_calendar_too() -> None:
    assert events(written()) == []


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_name_is_written_and_read_back(name: str, lang: str) -> None:
    (entry,) = attention([dated()], NOW)
    told = name.replace("\r\n", "\n").replace("\r", "\n")
    whole = calendar([replace(entry, params={**entry.params, "name": f"said:{name}"})], load_texts(lang), NOW)
    (event,) = events(whole)
    shown = "".join(one for one in told if one.isprintable() or one in "\n\u00a0")
    shown = shown.encode("utf-8", "replace").decode()
    assert shown in unescaped(event["SUMMARY"])
