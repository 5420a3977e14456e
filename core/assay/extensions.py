# SPDX-License-Identifier: Apache-2.0
"""Extension packs in a run: which were asked for, whether they can judge this document, and what they say.

The base verdict is the base's alone. An extension's own verdict is the worse of it and of what its rules say, and
nothing of an extension that could not judge is taken for granted: it is open.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from assay.checks.case import Case
from assay.checks.interface import Statement
from assay.coverage import Coverage
from assay.errors import PackError
from assay.finding import CheckOutcome, Finding, Outcome, Severity, Stage
from assay.levels import LevelJudgement
from assay.options import Options
from assay.rules.extend import extended, rules_of
from assay.rules.library import load
from assay.rules.pack import Rule, RulePack
from assay.verdict import Verdict, fold, worst

Run: TypeAlias = Callable[[Case, Rule], Statement]


@dataclass(frozen=True)
class ExtensionJudgement:
    """What one extension says of a document."""

    pack: RulePack
    findings: tuple[Finding, ...]
    outcomes: tuple[CheckOutcome, ...]
    coverage: Coverage
    """Of the nodes that concern the extension: those its words stand on, and those its shapes look at."""
    case: Case | None = None
    levels: Mapping[str, LevelJudgement] = field(default_factory=dict)
    """What its own criteria say of the levels it has any for."""

    def verdict(self, base: Verdict) -> Verdict:
        """The extension's own verdict, given that of the base: never better than that one."""
        return worst((base, fold(self.findings, self.outcomes, self.coverage)))


@dataclass(frozen=True)
class Asked:
    """The extensions of a run, for one document."""

    pack: RulePack | None
    """The pack that judges, knowing the extensions that fit it."""
    refused: tuple[ExtensionJudgement, ...] = ()
    """Those that cannot judge this document, each saying why."""


def asked_of(options: Options, base: RulePack | None) -> Asked:
    """The extensions asked for, with the pack that judges the document. PackError where there is none of an id."""
    if not options.extensions:
        return Asked(base)
    fitting: list[RulePack] = []
    refused: list[ExtensionJudgement] = []
    for extension in (load(name, options.moment) for name in dict.fromkeys(options.extensions)):
        if base is not None and extension.base == base.id and extension.is_valid_on(_day(options)):
            fitting.append(extension)
        elif extension.is_valid_on(_day(options)):
            refused.append(_refused(extension, "extension.other_base", "reason.extension_other_base", base))
        else:
            refused.append(_refused(extension, "extension.not_valid", "reason.extension_not_valid", base))
    if base is None or not fitting:
        return Asked(base, tuple(refused))
    try:
        return Asked(extended(base, *fitting), tuple(refused))
    except PackError as error:
        file = str(error.params.get("file", ""))
        unsound = (
            _refused(extension, "extension.unsound", "reason.extension_unsound", base, file) for extension in fitting
        )
        return Asked(base, (*refused, *unsound))


def _day(options: Options) -> str:
    return options.moment.date().isoformat()


def judgements(asked: Asked, case: Case | None, run: Run, reason: str) -> tuple[ExtensionJudgement, ...]:
    """What each extension says, in the order of the pack; `reason` says why there is no case, where there is none."""
    fitting = asked.pack.extensions if asked.pack else ()
    if case is None:
        return (*(_open(extension, reason) for extension in fitting), *asked.refused)
    return (*(_judged(inner, run) for inner in case.extensions), *asked.refused)


def _judged(case: Case, run: Run) -> ExtensionJudgement:
    statements = [run(case, rule) for rule in case.pack.rules.values()]
    coverage = next((entry.coverage for entry in statements if entry.coverage is not None), Coverage())
    findings = tuple(found for entry in statements for found in entry.findings)
    levels = next((entry.levels for entry in statements if entry.levels is not None), {})
    outcomes = tuple(entry.outcome for entry in statements)
    return ExtensionJudgement(case.pack, findings, outcomes, coverage, case, levels)


def _open(extension: RulePack, reason: str, *findings: Finding) -> ExtensionJudgement:
    outcomes = tuple(
        CheckOutcome(rule.id, rule.stage, Outcome.NOT_CHECKED, reason, blocks=True)
        for rule in rules_of(extension).values()
    )
    return ExtensionJudgement(extension, findings, outcomes, Coverage())


def _refused(extension: RulePack, text: str, reason: str, base: RulePack | None, file: str = "") -> ExtensionJudgement:
    """An extension that cannot judge: the document may be as the extension wants it, or not."""
    params = {"extension": extension.name, "pack": base.name if base else "", "file": file}
    found = Finding(f"{extension.prefix}-RULES-none", Stage.CONTENT, Severity.WARNING, text, params)
    return _open(extension, reason, found)
