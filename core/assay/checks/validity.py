# SPDX-License-Identifier: Apache-2.0
"""Dates of validity, against the moment of the run (VCDM 2.0 §4.9)."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from assay.checks.case import Case, CaseCredential, Setting
from assay.checks.interface import Statement, finding, judged, not_applicable
from assay.credential import Json, JsonObject
from assay.finding import Finding, Severity
from assay.rules.pack import Rule

MINUTES = 60
_DATE_TIME_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})\Z", re.ASCII)


def parse_date_time_stamp(value: Json) -> datetime | None:
    """The instant of an `xsd:dateTimeStamp`; None if the value is none (no zone, no such day, not a string).

    Fractions of a second finer than a microsecond are cut; an hour of 24 is not taken.
    """
    matched = _DATE_TIME_STAMP.match(value) if isinstance(value, str) else None
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
    if content.get("validUntil") is None:
        subject = entry.credential.id
        yield finding(rule, "validity.no_end", Severity.INFO, place=entry.place, subject=subject, path="validUntil")
    for name, text, severity, params in date_faults(content, case.moment, is_draft=is_draft):
        value = str(content.get(name, ""))
        place, subject = entry.member_place(name), entry.credential.id
        yield finding(rule, text, severity, place=place, subject=subject, path=name, value=value, params=params)


def date_faults(
    content: JsonObject, moment: datetime, *, is_draft: bool
) -> Iterator[tuple[str, str, Severity, dict[str, str | int]]]:
    """What is wrong with `validFrom` and `validUntil`: member, text id, severity, parameters."""
    instants: dict[str, datetime] = {}
    for name in ("validFrom", "validUntil"):
        value = content.get(name)
        instant = parse_date_time_stamp(value)
        if instant is not None:
            instants[name] = instant
        elif value is not None:
            yield name, "validity.not_an_instant", Severity.VIOLATION, {"member": name, "value": str(value)[:60]}
    start, end = instants.get("validFrom"), instants.get("validUntil")
    if start and end and end < start:
        yield "validUntil", "validity.ends_before_start", Severity.VIOLATION, {"member": "validUntil"}
    if start and start > moment:
        severity = Severity.WARNING if is_draft else Severity.VIOLATION
        yield "validFrom", "validity.not_yet", severity, {"member": "validFrom", "value": _day(content["validFrom"])}
    if end and end <= moment:
        params: dict[str, str | int] = {"member": "validUntil", "value": _day(content["validUntil"])}
        yield "validUntil", "validity.expired", Severity.VIOLATION, params


def _day(value: Json) -> str:
    return str(value)[: len("2026-01-31")]
