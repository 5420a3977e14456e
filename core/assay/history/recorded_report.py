# SPDX-License-Identifier: Apache-2.0
"""A recorded JSON report as the report it was made of: all that was recorded, to the byte, and nothing besides.

What is for people alone is not in a JSON report (headline, names of checks); whoever shows it adds that.
"""

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

from assay.coverage import Coverage, DroppedTerm, UncheckedNode
from assay.credential import Generation, Kind
from assay.finding import CheckOutcome, Location, Outcome, Severity, ShaclResult, Stage
from assay.history.store import HistoryError
from assay.prediction import Answer, Certainty, Prediction
from assay.reports import json_report
from assay.reports.report import (
    AcceptanceReport,
    Accepted,
    CrossCheck,
    DocumentReport,
    ExtensionReport,
    LevelReport,
    LostAcceptance,
    Member,
    PackReference,
    Report,
    ReportedCheck,
    ReportedFinding,
    ReportedPrediction,
    TrustInput,
)
from assay.verdict import Verdict

Told: TypeAlias = Mapping[str, object]
Made = TypeVar("Made")


def recorded_report(data: bytes, check_id: str) -> Report:
    """The report of these bytes, without any sentence that was not recorded.

    HistoryError where they hold more than this version of the program knows, or something else: a report that would
    leave a part out of what was recorded is none.
    """
    try:
        told = json.loads(data)
        report = Report(
            tool_version=_text(told["tool"]["version"]),
            tool_name=_text(told["tool"]["name"]),
            moment=_text(told["moment"]),
            draft=told["draft"] is True,
            lang=_text(told["lang"]),
            verdict=Verdict(told["verdict"]),
            documents=_each(told["documents"], _document),
        )
        is_whole = json_report.render(report) == data
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        is_whole = False
    if not is_whole:
        raise HistoryError("record_file.not_shown_again", id=check_id)
    return report


def _document(told: Told) -> DocumentReport:
    return DocumentReport(
        name=_text(told["name"]),
        sha256=_text(told["sha256"]),
        size=_number(told["size"]),
        media_type=_text(told["media_type"]),
        members=_each(told.get("members", []), _member),
        kind=Kind(_text(told["kind"])),
        generation=Generation(_text(told["generation"])),
        pack=None if told["pack"] is None else _pack(_object(told["pack"])),
        extensions=_each(told["extensions"], _extension),
        verdict=Verdict(_text(told["verdict"])),
        headline="",
        summary="",
        coverage=_coverage(_object(told["coverage"])),
        levels=_levels(told["levels"]),
        predictions=_each(told["predictions"], _prediction),
        checks=_each(told["checks"], _check),
        findings=_each(told["findings"], _finding),
        inputs=_each(told["inputs"], _input),
        cross_check=_cross_check(_object(told["cross_check"])) if "cross_check" in told else None,
        acceptances=_acceptances(_object(told["acceptances"])) if "acceptances" in told else None,
    )


def _member(told: Told) -> Member:
    return Member(_text(told["name"]), _text(told["sha256"]), _number(told["size"]), _text(told["media_type"]))


def _pack(told: Told) -> PackReference:
    names = ("id", "version", "sha256", "current_as_of", "criteria_basis")
    return PackReference(*(_text(told[name]) for name in names))


def _extension(told: Told) -> ExtensionReport:
    return ExtensionReport(_pack(told), Verdict(_text(told["verdict"])), _levels(told.get("levels", {})))


def _coverage(told: Told) -> Coverage:
    return Coverage(
        _number(told["nodes"]),
        _number(told["checked"]),
        _each(
            told["unchecked"],
            lambda node: UncheckedNode(_text(node["node"]), _text(node["pointer"]), _text(node["reason"])),
        ),
        _each(told["dropped_terms"], lambda term: DroppedTerm(_text(term["term"]), _text(term["pointer"]))),
    )


def _levels(told: object) -> Mapping[str, LevelReport]:
    return {name: _level(_object(level)) for name, level in _object(told).items()}


def _level(told: Told) -> LevelReport:
    criteria = {name: _state(_object(state)) for name, state in _object(told["criteria"]).items()}
    return LevelReport(Verdict(_text(told["verdict"])), criteria, _levels(told.get("offerings", {})))


def _state(told: Told) -> Mapping[str, str | bool]:
    return {name: value if isinstance(value, bool) else _text(value) for name, value in told.items()}


def _prediction(told: Told) -> ReportedPrediction:
    prediction = Prediction(
        _text(told["engine"]),
        Answer(_text(told["answer"])),
        Certainty(_text(told["certainty"])),
        step=_text(told.get("step", "")),
        message=_text(told.get("message", "")),
    )
    differences = tuple(map(_text, _list(told.get("differences", []))))
    return ReportedPrediction(prediction, "", "", reason=_text(told.get("reason", "")), differences=differences)


def _check(told: Told) -> ReportedCheck:
    """The reason as it was told: under which text id it stood was not recorded."""
    reason, needs = _text(told.get("reason", "")), _text(told.get("needs", ""))
    outcome = CheckOutcome(
        _text(told["id"]),
        Stage(_text(told["stage"])),
        Outcome(_text(told["outcome"])),
        reason,
        f"needs.{needs}" if needs else "",
    )
    return ReportedCheck(outcome, "", reason)


def _finding(told: Told) -> ReportedFinding:
    text, shacl = _object(told["text"]), _object(told["shacl"]) if "shacl" in told else None
    return ReportedFinding(
        id=_text(told["id"]),
        rule=_text(told["rule"]),
        stage=Stage(_text(told["stage"])),
        severity=Severity(_text(told["severity"])),
        message=_text(told["message"]),
        why=_text(told["why"]),
        fix=_text(told["fix"]),
        text=_text(text["id"]),
        params={
            name: value if isinstance(value, int) else _text(value) for name, value in _object(text["params"]).items()
        },
        location=None if told["location"] is None else _location(_object(told["location"])),
        shacl=None if shacl is None else _shacl(shacl),
        evidence=_object(told.get("evidence", {})),
        subject=_text(shacl["focus_node"]) if shacl else "",
        accepted=_accepted(_object(told["accepted"])) if "accepted" in told else None,
    )


def _location(told: Told) -> Location:
    line, column, end_line, end_column = (_number(told[name]) for name in ("line", "column", "end_line", "end_column"))
    return Location(_text(told["pointer"]), line, column, end_line, end_column, _text(told.get("file", "")))


def _shacl(told: Told) -> ShaclResult:
    return ShaclResult(
        _text(told["focus_node"]),
        _text(told["path"]),
        _text(told["component"]),
        _text(told["value"]) if "value" in told else None,
        _text(told.get("source_shape", "")),
    )


def _accepted(told: Told) -> Accepted:
    due = told["due"]
    return Accepted(
        _text(told["reason"]),
        _text(told["owner"]),
        _text(told["since"]),
        "" if due is None else _text(due),
        told["overdue"] is True,
    )


def _acceptances(told: Told) -> AcceptanceReport:
    lost = _each(
        told["no_longer_found"],
        lambda entry: LostAcceptance(
            _text(entry["id"]), _text(entry["rule"]), _text(entry["message"]), _accepted(entry)
        ),
    )
    problems = tuple(map(_text, _list(told.get("problems", []))))
    return AcceptanceReport(_number(told["accepted"]), _number(told["overdue"]), lost, problems)


def _input(told: Told) -> TrustInput:
    role, name, sha256, dated = (_text(told[key]) for key in ("role", "name", "sha256", "dated"))
    return TrustInput(role, name, sha256, dated, _text(told.get("origin", "")))


def _cross_check(told: Told) -> CrossCheck:
    return CrossCheck(_text(told["engine"]), told["agreed"] is True, tuple(map(_text, _list(told["differences"]))))


def _each(value: object, make: Callable[[Told], Made]) -> tuple[Made, ...]:
    return tuple(make(_object(entry)) for entry in _list(value))


def _object(value: object) -> Told:
    if not isinstance(value, dict):
        raise TypeError("no object")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no number")
    return value
