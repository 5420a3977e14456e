# SPDX-License-Identifier: Apache-2.0
"""A recorded report in any of the formats of reports: what was recorded, with the sentences a person reads it by.

Nothing is judged again. A sentence that was not recorded is made of what was; where that is not enough, it says less
than the report said then, never more.
"""

from dataclasses import replace

from assay.credential import Kind
from assay.criteria_words import criteria_words
from assay.errors import PackError
from assay.finding import Outcome, Severity, Stage
from assay.history.entry import Entry
from assay.history.looking import report
from assay.history.recorded_report import recorded_report
from assay.history.store import History
from assay.reports import render
from assay.reports.regroup import different
from assay.reports.report import (
    CriterionWords,
    DocumentReport,
    ExtensionReport,
    PackReference,
    ReportedCheck,
    ReportedPrediction,
    RunRecord,
)
from assay.rules.bundled import bundled_packs
from assay.rules.library import load
from assay.rules.pack import RulePack
from assay.texts import Texts, load_texts
from assay.verdict import Verdict


def shown_again(history: History, entry: Entry, format_name: str) -> bytes:
    """The report of a check in one of the formats of `assay.reports.RENDERERS`, in the language it was made in.

    JSON is given to the byte as it was. HistoryError where there is no such check any more, its record is damaged, or
    it was made by a version of the program that records more than this one can show.
    """
    data = report(history, entry.run, entry.position)
    if format_name == "json":
        return data
    found = recorded_report(data, entry.id)
    texts = load_texts(found.lang)
    documents = tuple(_Words(document, texts, is_draft=found.draft).told() for document in found.documents)
    return render(replace(found, documents=documents), format_name, run=_run(entry, texts), words=texts)


def _run(entry: Entry, texts: Texts) -> RunRecord:
    """What the history knows of the run; who made it and where was not recorded, and that is said."""
    unknown = texts.say("again.not_recorded")
    return RunRecord(
        report_number=texts.say("again.number", id=entry.id),
        made_at=entry.last_made,
        made_at_local=texts.say("again.since", first=entry.first_made, count=entry.times) if entry.times > 1 else "",
        made_by=unknown,
        host="",
        system=unknown,
        command=unknown,
        clock=texts.say("again.clock"),
    )


class _Words:
    """Adds the sentences for people to one document."""

    def __init__(self, document: DocumentReport, texts: Texts, *, is_draft: bool) -> None:
        self._document = document
        self._texts = texts
        self._is_draft = is_draft
        self._pack = _same(document.pack)
        self._extensions = {entry.pack.id: _same(entry.pack) for entry in document.extensions}

    def told(self) -> DocumentReport:
        """The document with them."""
        document, say = self._document, self._texts.say
        reasons = {node.reason: f"unchecked.{node.reason}" for node in document.coverage.unchecked}
        named = replace(document, pack=_named(document.pack, self._pack), extensions=self._named_extensions())
        return replace(
            named,
            headline=self._headline(named),
            summary=self._summary(),
            is_draft=self._is_draft,
            unchecked_reasons={name: say(text) for name, text in reasons.items() if self._texts.has(text)},
            criteria=self._criteria(),
            predictions=tuple(map(self._prediction, document.predictions)),
            checks=tuple(map(self._check, document.checks)),
        )

    def _headline(self, document: DocumentReport) -> str:
        worse = (entry for entry in document.extensions if entry.verdict is not document.verdict)
        more = (self._texts.say(f"verdict.extension_{entry.verdict.value}", extension=_name(entry)) for entry in worse)
        return " ".join((self._answer(document), *more))

    def _answer(self, document: DocumentReport) -> str:
        """As it was told then. Why it could not be told is said by the checks that were not made, each with its own."""
        say, verdict = self._texts.say, document.verdict
        wrong = [found for found in document.findings if found.severity is Severity.VIOLATION]
        if verdict is Verdict.INCOMPLETE:
            open_checks = sum(made.check.outcome is Outcome.NOT_CHECKED for made in document.checks)
            return say("again.incomplete", count=open_checks) if open_checks else say("again.incomplete_parts")
        scope = self._scope()
        if scope:
            return say(f"verdict.{scope}_{verdict.value}", count=max(1, len(different(wrong))))
        if verdict is Verdict.NON_CONFORMANT:
            return say("verdict.non_conformant", count=max(1, len(different(wrong))))
        text = "verdict.ready_to_sign" if self._is_draft else "verdict.conformant"
        pack = document.pack
        return say(text, pack=(pack.name or pack.id) if pack else "", count=document.coverage.checked)

    def _scope(self) -> str:
        """What was looked at, where it was not all: proofs alone, or a certificate chain."""
        if self._document.kind is Kind.CERTIFICATE_CHAIN:
            return "chain"
        content = (made for made in self._document.checks if made.check.stage is Stage.CONTENT)
        return "proofs" if all(made.reason == self._texts.say("reason.not_asked") for made in content) else ""

    def _summary(self) -> str:
        say, coverage, scope = self._texts.say, self._document.coverage, self._scope()
        if scope == "chain":
            return say("summary.chain")
        if scope == "proofs":
            return say("summary.proofs")
        nodes = coverage.nodes
        parts = say("summary.checked", checked=coverage.checked, nodes=nodes, count=nodes) if nodes else ""
        return " ".join((parts or say("summary.nothing"), say("summary.precheck")))

    def _check(self, made: ReportedCheck) -> ReportedCheck:
        needs = made.check.needs
        told = self._texts.say(needs) if needs and self._texts.has(needs) else needs.removeprefix("needs.")
        return replace(made, title=self._title(made.check.id), needs=told)

    def _title(self, check_id: str) -> str:
        known = f"check.title.{check_id if check_id == 'PARSE' else check_id.partition('-')[2]}"
        if self._texts.has(known):
            return self._texts.say(known)
        packs = (pack for pack in (self._pack, *self._extensions.values()) if pack is not None)
        words = next((pack.texts(self._texts.lang).of_rule[check_id] for pack in packs if check_id in pack.rules), None)
        return words.what.rstrip(".") if words else check_id

    def _prediction(self, made: ReportedPrediction) -> ReportedPrediction:
        say, known, prediction = self._texts.say, self._texts.has, made.prediction
        name = f"prediction.engine.{prediction.engine}"
        profile = next((one for one in self._pack.engines if one.id == prediction.engine), None) if self._pack else None
        step = next((one for one in profile.steps if one.id == prediction.step), None) if profile else None
        return replace(
            made,
            engine_name=say(name) if known(name) else profile.name if profile else prediction.engine,
            headline=say(
                f"prediction.answer.{prediction.answer.value}",
                step=say(step.title) if step and known(step.title) else prediction.step,
            ),
            known_from=say(f"prediction.certainty.{prediction.certainty.value}"),
        )

    def _criteria(self) -> dict[str, CriterionWords]:
        judged = [(self._pack, self._document.levels)]
        judged += [(self._extensions[entry.pack.id], entry.levels) for entry in self._document.extensions]
        return {
            name: words
            for pack, levels in judged
            if pack is not None
            for name, words in criteria_words(pack, levels, self._texts.lang).items()
        }

    def _named_extensions(self) -> tuple[ExtensionReport, ...]:
        return tuple(
            replace(entry, pack=_named(entry.pack, self._extensions[entry.pack.id]) or entry.pack)
            for entry in self._document.extensions
        )


def _same(reference: PackReference | None) -> RulePack | None:
    """The very pack that was used, where it is still at hand: nothing of another version says what it said."""
    if reference is None:
        return None
    try:
        pack = load(f"{reference.id}@{reference.version}")
    except PackError:
        return None
    return pack if pack.sha256 == reference.sha256 else None


def _named(reference: PackReference | None, pack: RulePack | None) -> PackReference | None:
    """With its name; id and version beside it where it did not come with the program, for anybody may choose a name."""
    if reference is None or pack is None:
        return reference
    is_bundled = pack.id in bundled_packs()
    return replace(reference, name=pack.name if is_bundled else f"{pack.name} ({pack.id} {pack.version})")


def _name(entry: ExtensionReport) -> str:
    return entry.pack.name or entry.pack.id
