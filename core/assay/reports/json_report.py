# SPDX-License-Identifier: Apache-2.0
"""The JSON report, version 1: the machine contract. Keys in a fixed order, the same bytes for the same report."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from assay.finding import ShaclResult
from assay.reports.json_printing import indented
from assay.reports.report import (
    REPORT_VERSION,
    AcceptanceReport,
    Accepted,
    CrossCheck,
    DocumentReport,
    ExtensionReport,
    LevelReport,
    Member,
    PackReference,
    Report,
    ReportedCheck,
    ReportedFinding,
    ReportedPrediction,
    TrustInput,
)

JsonObject: TypeAlias = dict[str, object]

_LEVELS = ("SC", "L1", "L2", "L3")
_CRITERION_KEYS = ("state", "pointer", "meets_number")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def render(report: Report) -> bytes:
    """The report as UTF-8 JSON with two-space indent and a newline at the end.

    Half a surrogate pair, which a document may hold but UTF-8 cannot, is written as its JSON escape.
    """
    return encoded(body(report))


def encoded(told: JsonObject) -> bytes:
    """JSON values as the report writes them."""
    text = indented(told) + "\n"
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode("utf-8")


def body(report: Report) -> JsonObject:
    """The report as JSON values, keys in the order of the contract."""
    told = {**head(report), "documents": [document_body(document) for document in report.documents]}
    if report.registers:
        from assay.reports.evidence_renderings import evidence_json

        told["evidence"] = evidence_json(report.registers)
    return told


def head(report: Report) -> JsonObject:
    """What the report says before its documents."""
    return {
        "report_version": REPORT_VERSION,
        "tool": {"name": report.tool_name, "version": report.tool_version},
        "moment": report.moment,
        "draft": report.draft,
        "lang": report.lang,
        "verdict": report.verdict.value,
    }


def document_body(document: DocumentReport) -> JsonObject:
    """What the report says of one document."""
    told: JsonObject = {
        "name": document.name,
        "sha256": document.sha256,
        "size": document.size,
        "media_type": document.media_type,
    }
    if document.members:
        told["members"] = [_member(member) for member in document.members]
    told |= {
        "kind": document.kind.value,
        "generation": document.generation.value,
        "pack": _pack(document.pack),
        "extensions": [_extension(entry) for entry in document.extensions],
        "verdict": document.verdict.value,
        "coverage": _coverage(document),
        "levels": {name: _level(document.levels[name]) for name in _in_order(document.levels)},
        "predictions": [_prediction(entry) for entry in document.predictions],
        "checks": [_check(check) for check in document.checks],
        "findings": [_finding(finding) for finding in document.findings],
        "inputs": [_input(entry) for entry in document.inputs],
    }
    if document.cross_check is not None:
        told["cross_check"] = _cross_check(document.cross_check)
    if document.acceptances is not None:
        told["acceptances"] = _acceptances(document.acceptances)
    return told


def _input(entry: TrustInput) -> JsonObject:
    told: dict[str, object] = {"role": entry.role, "name": entry.name, "sha256": entry.sha256, "dated": entry.dated}
    return {**told, "origin": entry.origin} if entry.origin else told


def _member(member: Member) -> JsonObject:
    return {"name": member.name, "sha256": member.sha256, "size": member.size, "media_type": member.media_type}


def _pack(pack: PackReference | None) -> JsonObject | None:
    if pack is None:
        return None
    return {
        "id": pack.id,
        "version": pack.version,
        "sha256": pack.sha256,
        "current_as_of": pack.current_as_of,
        "criteria_basis": pack.criteria_basis,
    }


def _coverage(document: DocumentReport) -> JsonObject:
    coverage = document.coverage
    return {
        "nodes": coverage.nodes,
        "checked": coverage.checked,
        "unchecked": [
            {"node": node.node, "pointer": node.pointer, "reason": node.reason} for node in coverage.unchecked
        ],
        "dropped_terms": [{"term": term.term, "pointer": term.pointer} for term in coverage.dropped_terms],
    }


def _in_order(levels: Mapping[str, LevelReport]) -> list[str]:
    return [name for name in _LEVELS if name in levels] + sorted(name for name in levels if name not in _LEVELS)


def _level(level: LevelReport) -> JsonObject:
    criteria: JsonObject = {
        criterion: {key: state[key] for key in _CRITERION_KEYS if key in state}
        for criterion, state in level.criteria.items()
    }
    told: JsonObject = {"verdict": level.verdict.value, "criteria": criteria}
    if level.offerings:
        told["offerings"] = {name: _level(entry) for name, entry in level.offerings.items()}
    return told


def _extension(extension: ExtensionReport) -> JsonObject:
    told: JsonObject = {**(_pack(extension.pack) or {}), "verdict": extension.verdict.value}
    if extension.levels:
        told["levels"] = {name: _level(extension.levels[name]) for name in _in_order(extension.levels)}
    return told


def _prediction(reported: ReportedPrediction) -> JsonObject:
    prediction = reported.prediction
    told: JsonObject = {"engine": prediction.engine, "answer": prediction.answer.value}
    if prediction.step:
        told["step"] = prediction.step
    if prediction.message:
        told["message"] = prediction.message
    told["certainty"] = prediction.certainty.value
    if reported.reason:
        told["reason"] = reported.reason
    if reported.differences:
        told["differences"] = list(reported.differences)
    return told


def _check(reported: ReportedCheck) -> JsonObject:
    check = reported.check
    told: JsonObject = {"id": check.id, "stage": check.stage.value, "outcome": check.outcome.value}
    if check.reason:
        told["reason"] = reported.reason
    if check.needs:
        told["needs"] = check.needs.removeprefix("needs.")
    return told


def _finding(finding: ReportedFinding) -> JsonObject:
    told: JsonObject = {
        "id": finding.id,
        "rule": finding.rule,
        "stage": finding.stage.value,
        "severity": finding.severity.value,
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
        "text": {"id": finding.text, "params": dict(finding.params)},
        "location": _location(finding),
    }
    if finding.shacl is not None:
        told["shacl"] = _shacl(finding.shacl)
    if finding.evidence:
        told["evidence"] = finding.evidence
    if finding.accepted is not None:
        told["accepted"] = _accepted(finding.accepted)
    return told


def _accepted(accepted: Accepted) -> JsonObject:
    """`due` is null where it has no last day."""
    return {
        "reason": accepted.reason,
        "owner": accepted.owner,
        "due": accepted.due or None,
        "since": accepted.since,
        "overdue": accepted.overdue,
    }


def _acceptances(found: AcceptanceReport) -> JsonObject:
    told: JsonObject = {
        "accepted": found.accepted,
        "overdue": found.overdue,
        "no_longer_found": [
            {"id": lost.finding, "rule": lost.rule, "message": lost.sentence, **_accepted(lost.accepted)}
            for lost in found.lost
        ],
    }
    return {**told, "problems": list(found.problems)} if found.problems else told


def _location(finding: ReportedFinding) -> JsonObject | None:
    location = finding.location
    if location is None:
        return None
    told: JsonObject = {"file": location.file} if location.file else {}
    return told | {
        "pointer": location.pointer,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
    }


def _shacl(result: ShaclResult) -> JsonObject:
    told: JsonObject = {"focus_node": result.focus_node, "path": result.path, "component": result.component}
    if result.value is not None:
        told["value"] = result.value
    if result.source_shape:
        told["source_shape"] = result.source_shape
    return told


def _cross_check(cross_check: CrossCheck) -> JsonObject:
    return {
        "engine": cross_check.engine,
        "agreed": cross_check.agreed,
        "differences": list(cross_check.differences),
    }
