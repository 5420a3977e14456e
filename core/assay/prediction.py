# SPDX-License-Identifier: Apache-2.0
"""What a clearing house's engine would answer: a second answer beside the verdict, never mixed up with it."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from assay.values import frozen


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


@frozen
class Prediction:
    """The likely answer of one engine to one document."""

    engine: str
    """Id of the engine's profile in the pack, e.g. `loire-production`."""
    answer: Answer
    certainty: Certainty
    name: str = ""
    """Name of the engine, as the profile gives it."""
    step: str = ""
    """Where it is refused or becomes undecided, e.g. `L6`."""
    title: str = ""
    """Text id of what that step looks at."""
    message: str = ""
    """What the engine would print, as far as known, in the engine's own words."""
    reason: str = ""
    """Text id: why it is undecided, or that it may refuse at an earlier step."""
    params: Mapping[str, str | int] = field(default_factory=dict)
    """Values for the reason."""
    differences: tuple[str, ...] = ()
    """Text ids of why verdict and prediction differ, for people; empty where they agree."""
