# SPDX-License-Identifier: Apache-2.0
"""The packs at hand: which there are, and which one judges a document of a generation at a moment."""

from datetime import datetime
from functools import cache

from assay.rules.bundled import bundled_packs, load_bundled
from assay.rules.pack import RulePack


def load(pack_id: str, moment: datetime | None = None) -> RulePack:
    """The pack of that id (the one valid at the moment, where there are several); PackError where there is none."""
    del moment
    return load_bundled(pack_id)


def newest_of(generation: str, moment: datetime) -> RulePack | None:
    """The newest base pack of a generation that is valid at the moment; None where there is none."""
    day = moment.date().isoformat()
    found = [pack for pack in _base_packs() if pack.generation == generation and pack.is_valid_on(day)]
    return max(found, key=lambda pack: (pack.valid_from, pack.current_as_of, pack.id), default=None)


@cache
def _base_packs() -> tuple[RulePack, ...]:
    return tuple(pack for pack in map(load_bundled, bundled_packs()) if not pack.base)
