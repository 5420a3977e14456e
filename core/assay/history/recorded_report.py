# SPDX-License-Identifier: Apache-2.0
"""A recorded JSON report as the report it was made of: all that was recorded, to the byte, and nothing besides.

What is for people alone is not in a JSON report (headline, names of checks); whoever shows it adds that.
"""

import json
from collections.abc import Mapping

from assay.coverage import Coverage, DroppedTerm, UncheckedNode
from assay.credential import Generation, Kind
from assay.finding import CheckOutcome, Location, Outcome, Severity, ShaclResult, Stage
from assay.history.recorded_evidence import register_of
from assay.history.store import HistoryError
from assay.history.told_values import Told, each, list_of, number_of, object_of, text_of
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


def recorded_report(data: bytes, check_id: str) -> Report:
    """The report of these bytes, without any sentence that was not recorded.

    HistoryError where they hold more than this version of the program knows, or something else: a report that would
    leave a part out of what was recorded is none.
    """
    try:
        told = json.loads(data)
        report = Report(
            tool_version=text_of(told["tool"]["version"]),
            tool_name=text_of(told["tool"]["name"]),
            moment=text_of(told["moment"]),
            draft=told["draft"] is True,
            lang=text_of(told["lang"]),
            verdict=Verdict(told["verdict"]),
            documents=each(told["documents"], _document),
            registers=each(told.get("evidence", []), register_of),
        )
        is_whole = json_report.render(report) == data
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        is_whole = False
    if not is_whole:
        raise HistoryError("record_file.not_shown_again", id=check_id)
    return report


def _document(told: Told) -> DocumentReport:
    return DocumentReport(
        name=text_of(told["name"]),
        sha256=text_of(told["sha256"]),
        size=number_of(told["size"]),
        media_type=text_of(told["media_type"]),
        members=each(told.get("members", []), _member),
        kind=Kind(text_of(told["kind"])),
        generation=Generation(text_of(told["generation"])),
        pack=None if told["pack"] is None else _pack(object_of(told["pack"])),
        extensions=each(told["extensions"], _extension),
        verdict=Verdict(text_of(told["verdict"])),
        headline="",
        summary="",
        coverage=_coverage(object_of(told["coverage"])),
        levels=_levels(told["levels"]),
        predictions=each(told["predictions"], _prediction),
        checks=each(told["checks"], _check),
        findings=each(told["findings"], _finding),
        inputs=each(told["inputs"], _input),
        cross_check=_cross_check(object_of(told["cross_check"])) if "cross_check" in told else None,
        acceptances=_acceptances(object_of(told["acceptances"])) if "acceptances" in told else None,
    )


def _member(told: Told) -> Member:
    return Member(text_of(told["name"]), text_of(told["sha256"]), number_of(told["size"]), text_of(told["media_type"]))


def _pack(told: Told) -> PackReference:
    names = ("id", "version", "sha256", "current_as_of", "criteria_basis")
    return PackReference(*(text_of(told[name]) for name in names))


def _extension(told: Told) -> ExtensionReport:
    return ExtensionReport(_pack(told), Verdict(text_of(told["verdict"])), _levels(told.get("levels", {})))


def _coverage(told: Told) -> Coverage:
    return Coverage(
        number_of(told["nodes"]),
        number_of(told["checked"]),
        each(
            told["unchecked"],
            lambda node: UncheckedNode(text_of(node["node"]), text_of(node["pointer"]), text_of(node["reason"])),
        ),
        each(told["dropped_terms"], lambda term: DroppedTerm(text_of(term["term"]), text_of(term["pointer"]))),
    )


def _levels(told: object) -> Mapping[str, LevelReport]:
    return {name: _level(object_of(level)) for name, level in object_of(told).items()}


def _level(told: Told) -> LevelReport:
    criteria = {name: _state(object_of(state)) for name, state in object_of(told["criteria"]).items()}
    return LevelReport(Verdict(text_of(told["verdict"])), criteria, _levels(told.get("offerings", {})))


def _state(told: Told) -> Mapping[str, str | bool]:
    return {name: value if isinstance(value, bool) else text_of(value) for name, value in told.items()}


def _prediction(told: Told) -> ReportedPrediction:
    prediction = Prediction(
        text_of(told["engine"]),
        Answer(text_of(told["answer"])),
        Certainty(text_of(told["certainty"])),
        step=text_of(told.get("step", "")),
        message=text_of(told.get("message", "")),
    )
    differences = tuple(map(text_of, list_of(told.get("differences", []))))
    return ReportedPrediction(prediction, "", "", reason=text_of(told.get("reason", "")), differences=differences)


def _check(told: Told) -> ReportedCheck:
    """The reason as it was told: under which text id it stood was not recorded."""
    reason, needs = text_of(told.get("reason", "")), text_of(told.get("needs", ""))
    outcome = CheckOutcome(
        text_of(told["id"]),
        Stage(text_of(told["stage"])),
        Outcome(text_of(told["outcome"])),
        reason,
        f"needs.{needs}" if needs else "",
    )
    return ReportedCheck(outcome, "", reason)


def _finding(told: Told) -> ReportedFinding:
    text, shacl = object_of(told["text"]), object_of(told["shacl"]) if "shacl" in told else None
    return ReportedFinding(
        id=text_of(told["id"]),
        rule=text_of(told["rule"]),
        stage=Stage(text_of(told["stage"])),
        severity=Severity(text_of(told["severity"])),
        message=text_of(told["message"]),
        why=text_of(told["why"]),
        fix=text_of(told["fix"]),
        text=text_of(text["id"]),
        params={
            name: value if isinstance(value, int) else text_of(value)
            for name, value in object_of(text["params"]).items()
        },
        location=None if told["location"] is None else _location(object_of(told["location"])),
        shacl=None if shacl is None else _shacl(shacl),
        evidence=object_of(told.get("evidence", {})),
        subject=text_of(shacl["focus_node"]) if shacl else "",
        accepted=_accepted(object_of(told["accepted"])) if "accepted" in told else None,
    )


def _location(told: Told) -> Location:
    line, column, end_line, end_column = (
        number_of(told[name]) for name in ("line", "column", "end_line", "end_column")
    )
    return Location(text_of(told["pointer"]), line, column, end_line, end_column, text_of(told.get("file", "")))


def _shacl(told: Told) -> ShaclResult:
    return ShaclResult(
        text_of(told["focus_node"]),
        text_of(told["path"]),
        text_of(told["component"]),
        text_of(told["value"]) if "value" in told else None,
        text_of(told.get("source_shape", "")),
    )


def _accepted(told: Told) -> Accepted:
    due = told["due"]
    return Accepted(
        text_of(told["reason"]),
        text_of(told["owner"]),
        text_of(told["since"]),
        "" if due is None else text_of(due),
        told["overdue"] is True,
    )


def _acceptances(told: Told) -> AcceptanceReport:
    lost = each(
        told["no_longer_found"],
        lambda entry: LostAcceptance(
            text_of(entry["id"]), text_of(entry["rule"]), text_of(entry["message"]), _accepted(entry)
        ),
    )
    problems = tuple(map(text_of, list_of(told.get("problems", []))))
    return AcceptanceReport(number_of(told["accepted"]), number_of(told["overdue"]), lost, problems)


def _input(told: Told) -> TrustInput:
    role, name, sha256, dated = (text_of(told[key]) for key in ("role", "name", "sha256", "dated"))
    return TrustInput(role, name, sha256, dated, text_of(told.get("origin", "")))


def _cross_check(told: Told) -> CrossCheck:
    return CrossCheck(
        text_of(told["engine"]), told["agreed"] is True, tuple(map(text_of, list_of(told["differences"])))
    )
