# SPDX-License-Identifier: Apache-2.0
"""Judging: read, assemble, judge stage by stage, fold. Every document gets a report, whatever it is.

1. parse: bytes become a reading (formats). 2. assemble: the reading becomes a case (linked data, one graph).
3. judge: each rule of the pack, in the order of the stages, says passed, failed, not checked or not applicable.
4. fold: findings, outcomes and coverage become the verdict (assay.verdict), and only there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assay.checks import CHECKS
from assay.checks.case import Case, Setting
from assay.checks.interface import Statement
from assay.checks.misspelt import as_one
from assay.checks.proofs_only import about_proofs, is_about_proofs, not_asked
from assay.coverage import Coverage
from assay.credential import Generation, Kind, Reading
from assay.document import Document
from assay.errors import AssayError, PackError
from assay.finding import CheckOutcome, Finding, Outcome, Severity, Stage
from assay.formats import read
from assay.identity.key_chain import KeyChain
from assay.levels import LevelJudgement
from assay.options import Options
from assay.rules.bundled import DEFAULT_PACK
from assay.rules.library import load, newest_of
from assay.rules.pack import Rule, RulePack
from assay.verdict import Scope

if TYPE_CHECKING:
    from assay.extensions import ExtensionJudgement
    from assay.identity.revocation import RevocationFile

PARSE = "PARSE"
ENGINE_FAULT = ("content.engine_fault", "reason.engine_fault")
TIME_OUT = ("content.time_out", "reason.time_out")
TOO_LARGE = ("content.too_large", "reason.too_large")
_FAULTS = {
    "reference.timeout": TIME_OUT,
    "shapes.text_too_long": TOO_LARGE,
    "shapes.path_too_long": TOO_LARGE,
    "shapes.too_deeply_nested": TOO_LARGE,
    "shapes.too_many_results": TOO_LARGE,
    "shapes.data_runs_in_circles": TOO_LARGE,
    "reference.unknown_feature": ("content.unknown_shapes", "reason.unknown_shapes"),
}
"""Errors of the engines that are no faults of the program: text of the finding, reason of the open check."""


@dataclass(frozen=True)
class Judgement:
    """All that was established about one document, before it is put into words."""

    document: Document
    reading: Reading
    pack: RulePack | None
    case: Case | None
    setting: Setting
    findings: tuple[Finding, ...]
    outcomes: tuple[CheckOutcome, ...]
    coverage: Coverage
    members: tuple[Document, ...] = ()
    """The files, where several are one submission."""
    levels: Mapping[str, LevelJudgement] = field(default_factory=dict)
    """Each level by its name; empty where nothing was judged."""
    scope: Scope = Scope.SUBMISSION
    chain: KeyChain | None = None
    """The chain, where the document is one by itself."""
    revocations: "tuple[RevocationFile, ...]" = ()
    """The files that said of its certificates whether they were revoked."""
    extensions: "tuple[ExtensionJudgement, ...]" = ()
    """What each extension asked for says; findings, outcomes and coverage above are the base's alone."""

    def text_of(self, file: str) -> tuple[str, str]:
        """Text that lines refer to, and its media type; for a set of files that of the named one."""
        found = dict(self.reading.parts).get(file, self.reading)
        return found.text, found.media_type


def judge(document: Document, options: Options) -> Judgement:
    """Everything the rules say of one document. Never raises for what a document holds."""
    if options.scope is Scope.CHAIN:
        from assay.chain_alone import judge_chain

        return judge_chain(document, options)
    reading = read(document)
    if reading.kind is Kind.DID_DOCUMENT:
        from assay.did_documents import advised

        reading = advised(document, reading)
    return judge_reading(document, reading, options)


def judge_reading(document: Document, reading: Reading, options: Options, pack: RulePack | None = None) -> Judgement:
    """As `judge`, for a document that was read before; by the pack given, where one is, whatever the options name."""
    pack = pack or _pack_for(reading, options)
    if not options.extensions and not (pack and pack.extensions):
        return _judged(document, reading, pack, options)
    from dataclasses import replace

    from assay.extensions import asked_of, judgements

    asked = asked_of(options, pack)
    judged = _judged(document, reading, asked.pack, options)
    reason = judged.outcomes[-1].reason
    said = judgements(
        asked, judged.case, lambda case, rule: _asked(case, rule, case.levels_asked, options.scope), reason
    )
    return replace(judged, extensions=said)


def _judged(document: Document, reading: Reading, pack: RulePack | None, options: Options) -> Judgement:
    """What the pack says by its own rules."""
    setting = _setting(reading, options)
    parsed = _parse_outcome(reading)
    if parsed.outcome is Outcome.FAILED or pack is None:
        return _unjudged(document, reading, pack, setting, parsed)
    try:
        case = _assemble(document, reading, pack, options, setting)
    except AssayError as error:
        return _faulted(document, reading, pack, parsed, setting=setting, cause=f"text:error.{error.text_id}")
    except Exception as error:  # noqa: BLE001 - a fault of ours must never look like a pass
        return _faulted(document, reading, pack, parsed, setting=setting, cause=type(error).__name__)
    statements = [_asked(case, rule, options.levels, options.scope) for rule in pack.rules.values()]
    coverage = next((entry.coverage for entry in statements if entry.coverage is not None), None)
    return Judgement(
        document,
        reading,
        pack,
        case,
        setting,
        findings=as_one((*reading.findings, *(found for entry in statements for found in entry.findings))),
        outcomes=(parsed, *(entry.outcome for entry in statements)),
        coverage=coverage or Coverage(len(case.nodes), 0, (), case.dropped),
        levels=next((entry.levels for entry in statements if entry.levels is not None), {}),
        scope=options.scope,
    )


def _setting(reading: Reading, options: Options) -> Setting:
    is_draft = not reading.is_signed if options.draft is None else options.draft
    if is_draft:
        return Setting.DRAFT
    return Setting.PRESENTATION if reading.kind is Kind.PRESENTATION else Setting.ALONE


def _pack_for(reading: Reading, options: Options) -> RulePack | None:
    """The pack asked for; else the one for the document's generation. Unknown generations get the default one:
    its rules say what is not Gaia-X about them.
    """
    if options.pack is not None:
        return _base(load(options.pack, options.moment))
    wanted = reading.generation if reading.generation is not Generation.UNKNOWN else Generation.LOIRE
    return newest_of(wanted.value, options.moment)


def _base(pack: RulePack) -> RulePack:
    """The pack, if it stands by itself: an extension alone would judge without the rules it builds on."""
    if pack.base:
        raise PackError("pack.is_extension", id=pack.id, base=pack.base)
    return pack


def _assemble(document: Document, reading: Reading, pack: RulePack, options: Options, setting: Setting) -> Case:
    from dataclasses import replace

    from assay.assembly import assemble

    case = assemble(document.name, reading, pack, moment=options.moment, setting=setting)
    case = replace(case, cross_check=options.cross_check, levels_asked=options.levels, trust=options.trust)
    extensions = tuple(
        _tried(replace(case, pack=extension, base=case, levels_asked=_known(options.levels, extension)))
        for extension in pack.extensions
    )
    return replace(case, extensions=extensions) if extensions else case


def _known(levels: tuple[str, ...], extension: RulePack) -> tuple[str, ...]:
    """Of the levels asked for, those that the extension has criteria for: it has nothing to say of the others."""
    return tuple(name for name in levels if name in extension.criteria.levels)


def _tried(case: Case) -> Case:
    """An extension's case; whatever is wrong with its shapes must not change what the base says."""
    from dataclasses import replace

    try:
        _ = case.evaluation, case.scope
    except Exception:  # noqa: BLE001 - its own checks meet the same fault again, and say so
        return replace(case, gives_no_answer=True)
    return case


def _asked(case: Case, rule: Rule, levels: tuple[str, ...], scope: Scope) -> Statement:
    """The rule's statement, where the run is about it at all."""
    if scope is not Scope.PROOFS:
        return _run(case, rule, levels)
    if not is_about_proofs(rule):
        return _with_levels(not_asked(rule), rule, levels)
    return about_proofs(_run(case, rule, levels), rule)


def _run(case: Case, rule: Rule, levels: tuple[str, ...]) -> Statement:
    """One rule's statement; whatever goes wrong while making it is said and blocks."""
    check = CHECKS.get(rule.check)
    if check is None:
        return Statement(_open(rule, "reason.unknown_check"))
    try:
        statement = check(case, rule)
    except TimeoutError:
        return _fault(rule, *TIME_OUT, cause="")
    except AssayError as error:
        return _fault(rule, *_FAULTS.get(error.text_id, ENGINE_FAULT), cause=f"text:error.{error.text_id}")
    except Exception as error:  # noqa: BLE001 - a fault of ours must never look like a pass
        return _fault(rule, *ENGINE_FAULT, cause=type(error).__name__)
    return _with_levels(statement, rule, levels)


def _with_levels(statement: Statement, rule: Rule, levels: tuple[str, ...]) -> Statement:
    """Criteria that were not judged block where a level was asked for (contract, Verdict)."""
    from dataclasses import replace

    is_open = statement.outcome.outcome is Outcome.NOT_CHECKED
    if rule.stage is Stage.CRITERIA and levels and is_open:
        return replace(statement, outcome=replace(statement.outcome, blocks=True))
    return statement


def _open(rule: Rule, reason: str) -> CheckOutcome:
    return CheckOutcome(rule.id, rule.stage, Outcome.NOT_CHECKED, reason, blocks=True)


def _fault(rule: Rule, text: str, reason: str, *, cause: str) -> Statement:
    found = Finding(rule.id, rule.stage, Severity.WARNING, text, {"cause": cause}, path=cause)
    return Statement(_open(rule, reason), (found,))


def _parse_outcome(reading: Reading) -> CheckOutcome:
    """Only what kept the document from being read: faults of the envelope leave its content to be judged."""
    failed = any(found.severity is Severity.VIOLATION and found.stage is Stage.PARSE for found in reading.findings)
    return CheckOutcome(PARSE, Stage.PARSE, Outcome.FAILED if failed else Outcome.PASSED)


def _unjudged(
    document: Document, reading: Reading, pack: RulePack | None, setting: Setting, parsed: CheckOutcome
) -> Judgement:
    """A document that could not be read, or that there are no rules for: the same shape, all of it open."""
    reason = "reason.parse_failed" if parsed.outcome is Outcome.FAILED else "reason.no_rules_2206"
    rules = (pack or load(DEFAULT_PACK)).rules.values()
    prefix = "" if pack else reading.generation.value.upper()
    outcomes = tuple(
        CheckOutcome(_renamed(rule.id, prefix), rule.stage, Outcome.NOT_CHECKED, reason, blocks=True) for rule in rules
    )
    findings = reading.findings if pack else (*reading.findings, _without_rules())
    return Judgement(document, reading, pack, None, setting, findings, (parsed, *outcomes), Coverage())


def _without_rules() -> Finding:
    """Says that nothing could be judged, and why; the document may be as it should be for its generation."""
    return Finding("22.06-RULES-none", Stage.CONTENT, Severity.WARNING, "generation.no_rules_2206")


def _renamed(rule_id: str, prefix: str) -> str:
    """A check's id under the name of another generation: `TAGUS-CONTENT-shapes`."""
    return f"{prefix}-{rule_id.partition('-')[2]}" if prefix else rule_id


def _faulted(
    document: Document, reading: Reading, pack: RulePack, parsed: CheckOutcome, *, setting: Setting, cause: str
) -> Judgement:
    """The program failed while putting the document together: nothing was checked, and it says so."""
    outcomes = tuple(_open(rule, "reason.engine_fault") for rule in pack.rules.values())
    rule_id = f"{pack.generation.upper()}-CONTENT-read"
    found = Finding(rule_id, Stage.CONTENT, Severity.WARNING, "content.engine_fault", {"cause": cause})
    findings = (*reading.findings, found)
    return Judgement(document, reading, pack, None, setting, findings, (parsed, *outcomes), Coverage())
