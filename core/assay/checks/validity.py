# SPDX-License-Identifier: Apache-2.0
"""Dates of validity, against the moment of the run (VCDM 2.0 §4.9)."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import TypeAlias

from assay.checks.case import Case, CaseCredential, Setting
from assay.checks.interface import Statement, finding, judged, not_applicable
from assay.credential import Json, JsonObject
from assay.finding import Finding, Severity
from assay.rules.pack import Rule

DateFault: TypeAlias = tuple[str, str, Severity, dict[str, str | int]]
"""Member, text id, severity, parameters."""
MINUTES = 60
NAMES = ("validFrom", "validUntil")
OLDER_NAMES = ("issuanceDate", "expirationDate")
"""The same two in VCDM 1.1 §4.5 and §4.6."""
_USUAL_LENGTH = len("2026-01-31T23:59:59.123456789+01:00")
_DATE_TIME_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})\Z", re.ASCII)


def parse_date_time_stamp(value: Json) -> datetime | None:
    """The instant of an `xsd:dateTimeStamp`; None if the value is none (no zone, no such day, not a string).

    Fractions of a second finer than a microsecond are cut; an hour of 24 is not taken.
    """
    if not isinstance(value, str):
        return None
    return _short_stamp(value) if len(value) <= _USUAL_LENGTH else _instant(value)


def _instant(value: str) -> datetime | None:
    matched = _DATE_TIME_STAMP.match(value)
    if matched is None:
        return None
    base, fraction, zone = matched.groups()
    try:
        found = datetime.fromisoformat(base)
        offset = timedelta() if zone == "Z" else _offset(zone)
    except ValueError:
        return None
    if abs(offset) > timedelta(hours=14):
        return None
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    return found.replace(microsecond=micro, tzinfo=timezone(offset))


_short_stamp = lru_cache(maxsize=512)(_instant)


def _offset(zone: str) -> timedelta:
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if minutes >= MINUTES:
        raise ValueError(zone)
    found = timedelta(hours=hours, minutes=minutes)
    return -found if zone[0] == "-" else found


def dates(case: Case, rule: Rule) -> Statement:
    """Start and end of validity are instants, in order, and the moment lies between them."""
    entries = [entry for entry in case.credentials if not entry.credential.is_bare_claims]
    if not entries:
        return not_applicable(rule, "reason.bare_claims")
    return judged(rule, (found for entry in entries for found in _date_findings(case, rule, entry)))


def _date_findings(case: Case, rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    content, is_draft = entry.credential.content, case.setting is Setting.DRAFT
    if names_of(rule) == NAMES and content.get("validUntil") is None:
        subject = entry.credential.id
        yield finding(rule, "validity.no_end", Severity.INFO, place=entry.place, subject=subject, path="validUntil")
    for name, text, severity, params in date_faults(content, case.moment, is_draft=is_draft, names=names_of(rule)):
        value = str(content.get(name, ""))
        place, subject = entry.member_place(name), entry.credential.id
        yield finding(rule, text, severity, place=place, subject=subject, path=name, value=value, params=params)


def names_of(rule: Rule) -> tuple[str, str]:
    """The members that say from when to when, in the format the rule judges (`params`: `format`)."""
    return OLDER_NAMES if rule.params.get("format") == "1.1" else NAMES


def date_faults(
    content: JsonObject, moment: datetime, *, is_draft: bool, names: tuple[str, str] = NAMES
) -> Iterator[DateFault]:
    """What is wrong with start and end of validity: member, text id, severity, parameters."""
    first, last = names
    group = "tagus" if names == OLDER_NAMES else "validity"
    instants: dict[str, datetime] = {}
    for name in names:
        value = content.get(name)
        instant = parse_date_time_stamp(value)
        if instant is not None:
            instants[name] = instant
        elif value is not None:
            yield name, "validity.not_an_instant", Severity.VIOLATION, {"member": name, "value": str(value)[:60]}
    start, end = instants.get(first), instants.get(last)
    if start and end and end < start:
        yield last, f"{group}.ends_before_start", Severity.VIOLATION, {"member": last}
    if start and start > moment:
        severity = Severity.WARNING if is_draft else Severity.VIOLATION
        yield first, f"{group}.not_yet", severity, {"member": first, "value": _day(content[first])}
    if end and end <= moment:
        params: dict[str, str | int] = {"member": last, "value": _day(content[last])}
        yield last, f"{group}.expired", Severity.VIOLATION, params


def _day(value: Json) -> str:
    return str(value)[: len("2026-01-31")]
