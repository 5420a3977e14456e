# SPDX-License-Identifier: Apache-2.0
"""Dates of validity, against the moment of the run (VCDM 2.0 §4.9)."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from assay.checks.case import Case, CaseCredential, Setting
from assay.checks.interface import Statement, finding, judged, not_applicable
from assay.credential import Json
from assay.finding import Finding, Severity
from assay.moment import format_moment
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
    instants: dict[str, datetime] = {}
    for name in ("validFrom", "validUntil"):
        value = entry.credential.content.get(name)
        if value is None:
            continue
        instant = parse_date_time_stamp(value)
        if instant is None:
            yield _about(rule, entry, name, "validity.not_an_instant")
        else:
            instants[name] = instant
    start, end = instants.get("validFrom"), instants.get("validUntil")
    if start and end and end < start:
        yield _about(rule, entry, "validUntil", "validity.ends_before_start")
    if start and start > case.moment:
        severity = Severity.WARNING if case.setting is Setting.DRAFT else Severity.VIOLATION
        yield _about(rule, entry, "validFrom", "validity.not_yet", severity, instant=start)
    if end and end <= case.moment:
        yield _about(rule, entry, "validUntil", "validity.expired", instant=end)


def _about(
    rule: Rule,
    entry: CaseCredential,
    name: str,
    text: str,
    severity: Severity | None = None,
    *,
    instant: datetime | None = None,
) -> Finding:
    value = str(entry.credential.content.get(name, ""))
    shown = format_moment(instant)[:10] if instant else value[:60]
    return finding(
        rule,
        text,
        severity,
        place=entry.member_place(name),
        subject=entry.credential.id,
        path=name,
        value=value,
        params={"member": name, "value": shown},
    )
