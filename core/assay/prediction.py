# SPDX-License-Identifier: Apache-2.0
"""What a clearing house's engine would answer: a second answer beside the verdict, never mixed up with it."""

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What an engine would answer (contract: `predictions`)."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNDECIDED = "undecided"


class Certainty(StrEnum):
    """How well it is known that the engine does so."""

    SURE = "sure"
    """Read in its source code."""
    OBSERVED = "observed"
    """Reported of the running service."""
    INFERRED = "inferred"
    """Concluded from documents, charts and clients."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Prediction:
    """The likely answer of one engine to one document."""

    engine: str
    """Id of the engine's profile in the pack, e.g. `loire-production`."""
    answer: Answer
    certainty: Certainty
    step: str = ""
    """Where it is refused or becomes undecided, e.g. `L6`."""
    message: str = ""
    """What the engine would print, as far as known, in the engine's own words."""
    reason: str = ""
    """Text id: why it is undecided, or why it differs from the verdict."""
    differences: tuple[str, ...] = ()
    """Text ids of why verdict and prediction differ, for people; empty where they agree."""
