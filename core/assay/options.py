# SPDX-License-Identifier: Apache-2.0
"""What a run is asked for: one value, the same for window and command line."""

from dataclasses import field
from datetime import datetime

from assay.identity.trust import TrustFiles
from assay.moment import now
from assay.values import frozen
from assay.verdict import Scope


@frozen
class Options:
    """What a run is asked for."""

    pack: str | None = None
    """Id of a rule pack; None for the one the document's generation calls for."""
    extensions: tuple[str, ...] = ()
    """Ids of extension packs to judge by as well."""
    engines: tuple[str, ...] = ()
    """Ids of engine profiles to predict the answers of; empty for all that the pack knows."""
    levels: tuple[str, ...] = ()
    draft: bool | None = False
    """Whether unsigned documents are drafts; None: whatever is unsigned is one (as the window takes it)."""
    moment: datetime = field(default_factory=now)
    lang: str = "en"
    cross_check: bool = False
    together: bool = False
    jobs: int = 1
    scope: Scope = Scope.SUBMISSION
    trust: TrustFiles = field(default_factory=TrustFiles)
    """Files of keys that signatures may be checked with."""
