# SPDX-License-Identifier: Apache-2.0
"""The whole check: documents in, examinations and a report out. Judgements are put into words here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from os.path import lexists
from typing import TYPE_CHECKING

from assay import __version__
from assay.checks.case import Setting
from assay.credential import Generation
from assay.did_documents import sorted_out
from assay.document import Document
from assay.examination import Examination
from assay.finding import Finding, Location, Place, Severity
from assay.judgement import Judgement, judge
from assay.keys_along import with_keys_along
from assay.levels import highest
from assay.moment import format_moment
from assay.options import Options
from assay.positions import Locator, positions
from assay.progress import Progress, Silent
from assay.reported_checks import reported_checks
from assay.reported_levels import criteria_named, levels_asked, levels_of_extension, reported_levels
from assay.reports.regroup import different
from assay.reports.report import (
    CrossCheck,
    DocumentReport,
    ExtensionReport,
    Member,
    PackReference,
    Report,
    ReportedFinding,
    ReportedPrediction,
)
from assay.rules.bundled import bundled_packs, load_bundled
from assay.rules.pack import RulePack
from assay.texts import Texts, load_texts
from assay.trust_inputs import trust_inputs
from assay.verdict import Scope, Verdict, fold, worst
from assay.wording import headline, summary

if TYPE_CHECKING:  # it brings logging with it, which a check of one document does not need
    from concurrent.futures import Executor

A_CHUNK = 16
"""Documents sent to another process at once: one at a time, sending would take longer than checking."""


def examine(document: Document, options: Options) -> Examination:
    """Judge one document and put it into words."""
    return examination_of(judge(document, options), options)


def examination_of(judgement: Judgement, options: Options) -> Examination:
    """A judgement put into words."""
    return Examination(judgement, _document_report(judgement, options))


def check(
    documents: Sequence[Document],
    options: Options,
    *,
    skipped: Sequence[str] = (),
    progress: Progress | None = None,
    executor: "Executor | None" = None,
) -> Report:
    """Judge documents and report on them, in the order given. DID documents among them are keys that came along; those
    that nobody named are told as that alone.
    """
    options = replace(options, trust=with_keys_along(options.trust, documents))
    if options.together and len(documents) > 1:
        from assay.together import judge_together

        reports = [_document_report(judge_together(documents, options), options)]
        return _assembled(reports, options, skipped)
    judged, beside = sorted_out(documents)
    reports = _reports_on(judged, options, progress=progress or Silent(), executor=executor)
    return _assembled(reports, options, skipped, [document.name for document in beside])


def _reports_on(
    documents: Sequence[Document], options: Options, *, progress: Progress, executor: "Executor | None"
) -> list[DocumentReport]:
    """Reports in the order given; with an executor made side by side. Ends early, with what is done, when cancelled."""
    told = partial(report_on, options=options)
    made: Iterator[DocumentReport]
    if executor is None:
        made = map(told, documents)
    else:  # no copy of a whole zip file goes along with each of its documents
        made = executor.map(told, (replace(entry, archive=None) for entry in documents), chunksize=A_CHUNK)
    reports: list[DocumentReport] = []
    for number, document in enumerate(documents):
        if progress.cancelled():
            break
        progress.advance(number, len(documents), document.name)
        reports.append(next(made))
    return reports


def report_on(document: Document, options: Options) -> DocumentReport:
    """The report of one document alone: small enough to be sent between processes."""
    return _document_report(judge(document, options), options)


def assemble(examinations: Sequence[Examination], options: Options, *, skipped: Sequence[str] = ()) -> Report:
    """The report over several examined documents."""
    return _assembled([entry.report for entry in examinations], options, skipped)


def _assembled(
    reports: Sequence[DocumentReport], options: Options, skipped: Sequence[str], beside: Sequence[str] = ()
) -> Report:
    return Report(
        tool_version=__version__,
        moment=format_moment(options.moment),
        draft=any(report.is_draft for report in reports) if options.draft is None else options.draft,
        lang=options.lang,
        verdict=worst(verdict for report in reports for verdict in _verdicts(report)),
        documents=tuple(reports),
        skipped=(*skipped, *beside),
        beside=tuple(beside),
    )


def _verdicts(report: DocumentReport) -> tuple[Verdict, ...]:
    """Those that count for the run: of the rules, and of each extension that was asked for."""
    return (report.verdict, *(extension.verdict for extension in report.extensions))


def _document_report(judgement: Judgement, options: Options) -> DocumentReport:
    """With what is accepted of it, where a file beside the document says so; the verdict stands already."""
    told = _report_of(judgement, options)
    documents = judgement.members or (judgement.document,)
    if not any(isinstance(at, bytes) or (at and lexists(at)) for at in (document.accepted for document in documents)):
        return told
    from assay.accepting import with_accepted

    is_whole = judgement.scope is Scope.SUBMISSION
    return with_accepted(told, documents, options.moment, load_texts(options.lang), is_whole=is_whole)


def _report_of(judgement: Judgement, options: Options) -> DocumentReport:
    reading, document, pack = judgement.reading, judgement.document, judgement.pack
    found = (*judgement.findings, *(found for entry in judgement.extensions for found in entry.findings))
    texts = load_texts(options.lang).with_labels(pack.texts(options.lang) if pack and found else None)
    verdict = fold(judgement.findings, judgement.outcomes, judgement.coverage, judgement.scope)
    levels = reported_levels(judgement, verdict)
    verdict = worst((verdict, *levels_asked(judgement, levels, options)))
    findings = _reported_findings(judgement, found, texts)
    return DocumentReport(
        name=document.name,
        sha256=document.sha256,
        size=document.size,
        media_type=reading.media_type,
        kind=reading.kind,
        generation=reading.generation,
        verdict=verdict,
        headline=headline(judgement, verdict, texts, to_correct=_to_correct(judgement, findings)),
        summary=summary(judgement, texts),
        is_draft=judgement.setting is Setting.DRAFT,
        refers_to_decoded=reading.refers_to_decoded,
        recognised=" ".join(texts.say(reason.text, **reason.params) for reason in reading.reasons),
        pack=_reference(pack),
        members=_members(judgement),
        coverage=judgement.coverage,
        unchecked_reasons={
            entry.reason: texts.say(f"unchecked.{entry.reason}") for entry in judgement.coverage.unchecked
        },
        extensions=tuple(
            ExtensionReport(_pack_reference(entry.pack), entry.verdict(verdict), levels_of_extension(entry, levels))
            for entry in judgement.extensions
        ),
        levels=levels,
        criteria=criteria_named(judgement, options.lang),
        predictions=_predictions(judgement, options, texts),
        level_asked=_level_asked(judgement, options),
        inputs=trust_inputs(judgement, options.trust),
        checks=reported_checks(judgement, texts),
        findings=findings,
        cross_check=_cross_check(judgement),
    )


def _to_correct(judgement: Judgement, findings: Sequence[ReportedFinding]) -> int:
    """How many things the rules themselves want corrected; what extensions want is told beside."""
    own = {found.id for found in judgement.findings}
    return sum(found.severity is Severity.VIOLATION for found in different([f for f in findings if f.id in own]))


def _cross_check(judgement: Judgement) -> CrossCheck | None:
    """What the reference engine said; None where it was not asked, or where no engine gave an answer."""
    cases = (judgement.case, *judgement.case.extensions) if judgement.case else ()
    said = [case.evaluation.differences for case in cases if "evaluation" in vars(case)]
    asked = [differences for differences in said if differences is not None]
    differences = tuple(line for lines in asked for line in lines)
    return CrossCheck("pySHACL", not differences, differences) if asked else None


def _members(judgement: Judgement) -> tuple[Member, ...]:
    return tuple(
        Member(entry.name, entry.sha256, entry.size, reading.media_type)
        for entry, (_, reading) in zip(judgement.members, judgement.reading.parts, strict=True)
    )


def _reference(pack: RulePack | None) -> PackReference | None:
    return None if pack is None else _pack_reference(pack)


def _pack_reference(pack: RulePack) -> PackReference:
    """With id and version beside the name where it did not come with the program: anybody may choose any name."""
    is_bundled = pack.id in bundled_packs() and load_bundled(pack.id).sha256 == pack.sha256
    name = pack.name if is_bundled else f"{pack.name} ({pack.id} {pack.version})"
    return PackReference(pack.id, pack.version, pack.sha256, pack.current_as_of, pack.criteria_basis, name)


def _level_asked(judgement: Judgement, options: Options) -> str:
    """The level that predictions suppose; empty where documents say themselves which label they are for (Tagus)."""
    named = judgement.pack is not None and judgement.pack.generation == Generation.LOIRE.value
    return highest(options.levels) if named else ""


def _predictions(judgement: Judgement, options: Options, texts: Texts) -> tuple[ReportedPrediction, ...]:
    from assay.engine_answers import engine_answers
    from assay.foretelling import told

    if judgement.scope is Scope.CHAIN:
        from assay.chain_alone import chain_answers

        return tuple(told(entry, texts) for entry in chain_answers(judgement, options))
    return tuple(told(entry, texts) for entry in engine_answers(judgement, options))


def _reported_findings(judgement: Judgement, findings: Sequence[Finding], texts: Texts) -> tuple[ReportedFinding, ...]:
    places = _Places(judgement)
    located = [(finding, places.locate(finding.place)) for finding in findings]
    located.sort(key=lambda entry: _order(*entry))
    return tuple(_reported(finding, location, texts) for finding, location in located)


class _Places:
    """Lines and columns of places, each text scanned once and only if a finding has a place in it."""

    def __init__(self, judgement: Judgement) -> None:
        self._judgement = judgement
        self._scanned: dict[str, Locator] = {}

    def locate(self, place: Place | None) -> Location | None:
        """Where the place is in the text that is shown for its file."""
        if place is None:
            return None
        if place.file not in self._scanned:
            self._scanned[place.file] = positions(*self._judgement.text_of(place.file))
        span = self._scanned[place.file].find(place)
        return Location(place.pointer, *span, file=place.file)


def _order(finding: Finding, location: Location | None) -> tuple[object, ...]:
    """Those without a place first, then by place, then by rule (contract)."""
    at = (location.file, location.line, location.column) if location else ("", 0, 0)
    return (location is not None, *at, finding.rule, finding.id)


def _reported(finding: Finding, location: Location | None, texts: Texts) -> ReportedFinding:
    return ReportedFinding(
        id=finding.id,
        rule=finding.rule,
        stage=finding.stage,
        severity=finding.severity,
        message=texts.part(finding.text, "what", finding.params),
        why=texts.part(finding.text, "why", finding.params),
        fix=texts.part(finding.text, "how", finding.params),
        text=finding.text,
        params=finding.params,
        location=location,
        shacl=finding.shacl,
        evidence=finding.evidence,
        subject=finding.shacl.focus_node if finding.shacl else finding.subject,
    )
