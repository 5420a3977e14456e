# SPDX-License-Identifier: Apache-2.0
"""Long lists of codes as data of a pack: `codes.toml`, read only where a rule asks for them."""

from collections.abc import Mapping

from assay.rules.fields import Table


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


def codes_of(document: Mapping[str, object], name: str) -> frozenset[str]:
    """The codes of one list of a prebuilt document; none where the pack has no such list."""
    found = document.get(name, ())
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()
