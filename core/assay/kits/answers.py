# SPDX-License-Identifier: Apache-2.0
"""The answer of a clearing house or notary read back: a label or another credential, or why there is none.

A label is verified and compared with what was handed in. Of a refusal, each message is told in words and beside the
findings that say the same; a message nobody knows stays as it is. An answer makes nothing conformant.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import chain

from assay.credential import Credential, Kind
from assay.document import Document
from assay.engine_answers import engine_answers
from assay.finding import Finding, Outcome, Stage
from assay.formats import read
from assay.formats.kinds import subjects_of
from assay.judgement import Judgement, judge
from assay.kits.known_messages import KnownStep, recognised
from assay.kits.self_test import Result, proof_result
from assay.kits.server_words import server_words, without_head
from assay.options import Options
from assay.prediction import Answer, Prediction
from assay.proofs.label import Stated, listed_in, stated_in
from assay.rules.bundled import DEFAULT_PACK, bundled_packs
from assay.rules.engines import EngineProfile
from assay.rules.library import load
from assay.together import judge_together
from assay.values import frozen
from assay.verdict import Scope

_LABEL_RULE = "-LINKS-label"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?=T|\Z)")
_LEVELS = frozenset(("SC", "L1", "L2", "L3"))
_EXTRA = "label.extra"
_NO_REASON = "answer.not_verified"


class AnswerKind(StrEnum):
    """What came back."""

    LABEL = "label"
    CREDENTIAL = "credential"
    """Another signed credential: a notary's, say."""
    REFUSAL = "refusal"
    PAGE = "page"
    """A web page: the clearing house itself said nothing."""
    TEXT = "text"
    EMPTY = "empty"


@frozen
class Said:
    """One message of a refusal."""

    text: str
    """As the server wrote it, on one line, safe to show."""
    explained: str = ""
    """Text id (`answer.said.<id>`) of what it means and what to do; empty where nobody knows."""
    steps: tuple[KnownStep, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Of the check of what was handed in, that say the same."""


@frozen
class AnsweredCredential:
    """A credential that came back."""

    id: str
    issuer: str
    types: tuple[str, ...]
    """As written, of the credential and of its subjects."""
    subjects: tuple[str, ...]
    """Ids of what it is about."""
    stated: Stated
    """Level, rules and engine, where it is a label."""
    listed: int
    """How many credentials it lists."""
    valid_from: str
    valid_until: str
    signature: Result
    reason: str = ""
    """Text id of why the signature failed or could not be tried."""
    covers: Result = Result.OPEN
    """Whether a label is a listed clearing house's and fits every credential that was handed in."""
    findings: tuple[Finding, ...] = ()
    """About it: its signature, its dates, what it lists."""

    @property
    def result(self) -> Result:
        """Passed only where everything is."""
        told = {self.signature, self.covers}
        if Result.FAILED in told:
            return Result.FAILED
        return Result.PASSED if told == {Result.PASSED} else Result.OPEN


@frozen
class AnswerReading:
    """What an answer says."""

    kind: AnswerKind
    status: int = 0
    credential: AnsweredCredential | None = None
    said: tuple[Said, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    """What had been foretold of what was handed in."""
    file_name: str = ""
    """A name under which to keep it."""
    data: bytes = b""
    """What to keep under that name: a token without what stood around it."""

    @property
    def headline(self) -> str:
        """Text id of the answer in a sentence; of a label, whether it holds."""
        if self.credential is None:
            return f"answer.kind.{self.kind}"
        return f"answer.{self.kind}.{self.credential.result}"

    @property
    def as_foretold(self) -> bool:
        """Some engine was foretold to refuse at a step that prints one of these messages."""
        steps = {(step.engine, step.step) for entry in self.said for step in entry.steps}
        refused = (entry for entry in self.predictions if entry.answer is Answer.REFUSED)
        return any((entry.engine, entry.step) in steps for entry in refused)


def read_answer(
    data: bytes, options: Options, handed_in: Sequence[Document] = (), name: str = "answer"
) -> AnswerReading:
    """What an answer says. Never raises for what it holds.

    `handed_in` is what it is about: the presentation, or the credentials. `options.trust` holds the keys that
    credentials are verified with.
    """
    status, text = without_head(data.decode("utf-8", "replace").removeprefix("\ufeff"))
    body = text.encode("utf-8", "replace") if status else data
    document = Document(name, body)
    reading = read(document)
    if reading.kind in (Kind.LABEL, Kind.CREDENTIAL) and len(reading.credentials) == 1:
        return _credential(document, reading.credentials[0], options, handed_in, status=status)
    words = server_words(text, status)
    if not words.messages and not words.status:
        return AnswerReading(AnswerKind.EMPTY)
    judgement = _judged(handed_in, replace(options, scope=Scope.SUBMISSION)) if handed_in else None
    engines = _engines(judgement)
    findings = judgement.findings if judgement is not None else ()
    said = tuple(_said(message, engines, findings) for message in words.messages)
    kind = AnswerKind.PAGE if words.is_page else AnswerKind.REFUSAL
    if kind is AnswerKind.REFUSAL and reading.kind is not Kind.ENGINE_ANSWER and not words.status:
        kind = AnswerKind.REFUSAL if any(entry.explained or entry.steps for entry in said) else AnswerKind.TEXT
    foretold = engine_answers(judgement, options) if judgement is not None else ()
    digest = document.sha256[:8]
    return AnswerReading(
        kind, words.status, None, said, foretold, f"answer-{words.status or 'unknown'}-{digest}.txt", body
    )


def _said(message: str, engines: Iterable[EngineProfile], findings: Sequence[Finding]) -> Said:
    found = recognised(message, engines, findings)
    return Said(message, f"answer.said.{found.id}" if found.id else "", found.steps, found.findings)


def _engines(judgement: Judgement | None) -> tuple[EngineProfile, ...]:
    """Those of the rules that what was handed in was judged by; of all that are bundled where nothing was."""
    if judgement is not None and judgement.pack is not None:
        return judgement.pack.engines
    names = dict.fromkeys((DEFAULT_PACK, *bundled_packs()))
    return tuple(chain.from_iterable(load(name).engines for name in names))


def _judged(documents: Sequence[Document], options: Options) -> Judgement:
    return judge(documents[0], options) if len(documents) == 1 else judge_together(documents, options)


def _credential(
    document: Document, credential: Credential, options: Options, handed_in: Sequence[Document], *, status: int
) -> AnswerReading:
    content = credential.content
    alone = judge(document, replace(options, scope=Scope.PROOFS))
    signature, reason, _ = proof_result(alone)
    is_label = alone.reading.kind is Kind.LABEL
    covers, about = _coverage(document, options, handed_in) if is_label else (signature, ())
    dates = [entry for entry in alone.outcomes if entry.stage is Stage.VALIDITY]
    if any(entry.outcome is Outcome.FAILED for entry in dates) and signature is Result.PASSED:
        signature, reason = Result.FAILED, _NO_REASON
    told = AnsweredCredential(
        id=credential.id,
        issuer=_text(content.get("issuer")),
        types=tuple(str(kind) for held in (content, *subjects_of(content)) for kind in _several(held.get("type"))),
        subjects=tuple(_text(held.get("id")) for held in subjects_of(content)),
        stated=stated_in(content),
        listed=len(listed_in(content)),
        valid_from=_text(content.get("validFrom", content.get("issuanceDate"))),
        valid_until=_text(content.get("validUntil", content.get("expirationDate"))),
        signature=signature,
        reason=reason,
        covers=covers,
        findings=(*alone.findings, *about),
    )
    kind = AnswerKind.LABEL if is_label else AnswerKind.CREDENTIAL
    compact = credential.envelope.compact.encode("ascii", "replace") if credential.envelope else document.data
    file_name = _file_name(kind, told, document.sha256, suffix="jwt" if credential.envelope else "json")
    return AnswerReading(kind, status, told, file_name=file_name, data=compact)


def _coverage(
    document: Document, options: Options, handed_in: Sequence[Document]
) -> tuple[Result, tuple[Finding, ...]]:
    """Whether the label is a listed clearing house's and about what was handed in, by the rule that says so."""
    judgement = _judged((document, *handed_in), replace(options, scope=Scope.SUBMISSION, draft=False))
    outcomes = [entry.outcome for entry in judgement.outcomes if entry.id.endswith(_LABEL_RULE)]
    findings = tuple(entry for entry in judgement.findings if entry.rule.endswith(_LABEL_RULE))
    if Outcome.FAILED in outcomes:
        return Result.FAILED, findings
    is_about_all = bool(handed_in) and outcomes == [Outcome.PASSED] and _EXTRA not in {entry.text for entry in findings}
    return Result.PASSED if is_about_all else Result.OPEN, findings


def _text(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("id", "")
    return value if isinstance(value, str) else ""


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value] if value is not None else []


def _file_name(kind: AnswerKind, told: AnsweredCredential, digest: str, *, suffix: str) -> str:
    """From what we know ourselves, not from what a stranger wrote: a level, a day, a digest."""
    levels = [entry for entry in told.stated.levels if entry in _LEVELS]
    found = _DAY.match(told.valid_from)
    return "-".join((kind.value, *levels[:1], *([found.group()] if found else []), f"{digest[:8]}.{suffix}"))
