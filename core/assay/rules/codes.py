# SPDX-License-Identifier: Apache-2.0
"""Long lists of codes as data of a pack: `codes.toml`, read only where a rule asks for them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assay.rules.fields import Table

if TYPE_CHECKING:
    from assay.rules.pack import RulePack


def codes_table(table: Table) -> Mapping[str, object]:
    """`codes.toml`: under `subdivisions` each country with the second parts of its codes, parted by spaces.

    PackError for anything else.
    """
    listed = table.table("subdivisions")
    table.done()
    codes = [f"{country}-{part}" for country in listed for part in listed.text(country).split()]
    if not codes:
        table.wrong("subdivisions", "codes by country")
    return {"subdivisions": codes}


_by_digest: dict[str, frozenset[str]] = {}


def subdivisions(pack: "RulePack") -> frozenset[str]:
    """Codes of states and regions that the rules take; none where the pack has no `codes.toml`. Read once a pack."""
    if pack.sha256 not in _by_digest:
        found = pack.contents.table("codes").get("subdivisions", ())
        _by_digest[pack.sha256] = frozenset(map(str, found)) if isinstance(found, list) else frozenset()
    return _by_digest[pack.sha256]
