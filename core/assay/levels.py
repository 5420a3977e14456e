# SPDX-License-Identifier: Apache-2.0
"""Levels and criteria as values: what of each criterion the claims show, and what follows for each level.

A level is judged beside the document: it decides the document's verdict only where somebody asked for it.
"""

from collections.abc import Collection, Mapping
from dataclasses import field
from enum import StrEnum

from assay.finding import Place
from assay.values import frozen
from assay.verdict import Verdict

LEVELS = ("SC", "L1", "L2", "L3")
"""Standard Compliance and the three labels (CD 24.11 §3.1), the weakest first."""


class CriterionState(StrEnum):
    """What the claims show of one criterion at one level (contract: `levels`)."""

    EVIDENCED = "evidenced"
    DECLARED = "declared"
    MISSING = "missing"
    NEEDS_CERTIFICATION = "needs_certification"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"


@frozen
class CriterionJudgement:
    """One criterion at one level."""

    state: CriterionState
    place: Place | None = None
    """Where the carrier stands; None where there is none, or nothing is known."""
    meets_number: bool | None = None
    """Whether the value carried meets the number the criterion names; None for criteria without one."""


@frozen
class LevelJudgement:
    """One level: its verdict and every criterion, in the order of the rules."""

    verdict: Verdict
    criteria: Mapping[str, CriterionJudgement] = field(default_factory=dict)
    offerings: "Mapping[str, LevelJudgement]" = field(default_factory=dict)
    """By node of a service offering, where a document has several: the level itself is the worst of them."""


def highest(names: Collection[str]) -> str:
    """The highest of the levels named; the lowest of all where none of them is a level."""
    return next((level for level in reversed(LEVELS) if level in names), LEVELS[0])
