# SPDX-License-Identifier: Apache-2.0
"""A JSON report (contract: version 1) read back, as far as two of them are compared by it. It may be anybody's file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TypeAlias

from assay.errors import UsageError
from assay.finding import Outcome, Severity
from assay.reports.report import REPORT_VERSION
from assay.values import frozen
from assay.verdict import Verdict

MAX_REPORT_BYTES = 200_000_000
Told: TypeAlias = Mapping[str, object]


@frozen
class ToldFinding:
    """A finding as a report tells it."""

    id: str
    rule: str
    stage: str
    severity: Severity
    message: str
    text: str
    pointer: str = ""
    line: int = 0
    why: str = ""
    fix: str = ""


@frozen
class ToldRules:
    """The rules a document was judged by."""

    id: str
    version: str
    sha256: str


@frozen
class ToldCheck:
    """What came of one check."""

    id: str
    stage: str
    outcome: Outcome
    reason: str = ""
    """In words, where it was not made."""


@frozen
class ToldDocument:
    """What a report says of one document."""

    name: str
    sha256: str
    verdict: Verdict
    rules: ToldRules | None
    extensions: tuple[ToldRules, ...]
    levels: Mapping[str, Verdict] = field(hash=False)
    checks: tuple[ToldCheck, ...]
    findings: tuple[ToldFinding, ...]


@frozen
class ToldReport:
    """What a report says."""

    tool_version: str
    moment: str
    draft: bool
    lang: str
    verdict: Verdict
    documents: tuple[ToldDocument, ...]


def read_report(data: bytes, name: str) -> ToldReport:
    """The report in these bytes; `name` is what to call the file. UsageError where it is none of this version."""
    try:
        return _report(_object(json.loads(data if len(data) <= MAX_REPORT_BYTES else b"")))
    except (ValueError, KeyError, RecursionError) as error:
        raise UsageError("no_report", name=name) from error


def _report(told: Told) -> ToldReport:
    if told.get("report_version") != REPORT_VERSION:
        raise ValueError("another version")
    return ToldReport(
        _text(_object(told["tool"])["version"]),
        _text(told["moment"]),
        told["draft"] is True,
        _text(told["lang"]),
        Verdict(_text(told["verdict"])),
        tuple(map(_document, _list(told["documents"]))),
    )


def _document(value: object) -> ToldDocument:
    told = _object(value)
    rules = told["pack"]
    return ToldDocument(
        _text(told["name"]),
        _text(told["sha256"]),
        Verdict(_text(told["verdict"])),
        None if rules is None else _rules(rules),
        tuple(map(_rules, _list(told["extensions"]))),
        {name: Verdict(_text(_object(level)["verdict"])) for name, level in _object(told["levels"]).items()},
        tuple(map(_check, _list(told["checks"]))),
        tuple(map(_finding, _list(told["findings"]))),
    )


def _rules(value: object) -> ToldRules:
    told = _object(value)
    return ToldRules(_text(told["id"]), _text(told["version"]), _text(told["sha256"]))


def _check(value: object) -> ToldCheck:
    told = _object(value)
    return ToldCheck(
        _text(told["id"]), _text(told["stage"]), Outcome(_text(told["outcome"])), _text(told.get("reason", ""))
    )


def _finding(value: object) -> ToldFinding:
    told = _object(value)
    place = _object(told["location"]) if told["location"] is not None else {}
    line = place.get("line", 0)
    return ToldFinding(
        _text(told["id"]),
        _text(told["rule"]),
        _text(told["stage"]),
        Severity(_text(told["severity"])),
        _text(told["message"]),
        _text(_object(told["text"])["id"]),
        _text(place.get("pointer", "")),
        line if isinstance(line, int) else 0,
        _text(told.get("why", "")),
        _text(told.get("fix", "")),
    )


def _object(value: object) -> Told:
    if not isinstance(value, dict):
        raise ValueError("no object")  # noqa: TRY004 - as for everything else that is wrong with a report
    return value


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise ValueError("no list")  # noqa: TRY004 - as above
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")  # noqa: TRY004 - as above
    return value
