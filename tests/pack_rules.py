# SPDX-License-Identifier: Apache-2.0
"""The rules of a pack by id: those of its table, and one for each kind of constraint its shapes report."""

from assay.rules.bundled import bundled_packs, load_bundled
from assay.rules.pack import RulePack

BASE_PACKS = [pack_id for pack_id in bundled_packs() if not load_bundled(pack_id).base]
"""Bundled packs that stand by themselves; those that extend one bring their own tests."""


def shape_rules(pack: RulePack) -> set[str]:
    """Rules the shapes of a pack can speak by: constraints that are reported, not those inside of alternatives."""
    assert pack.program is not None
    shapes, found = pack.program.shapes, set[str]()
    queue = [number for numbers in pack.program.targets["classes"].values() for number in numbers]
    seen = set(queue)
    for number in queue:
        for name, value in shapes[number]["constraints"]:
            if name != "property":
                found.add(f"{pack.generation.upper()}-SHAPE-{name}")
            elif isinstance(value, int) and value not in seen:
                seen.add(value)
                queue.append(value)
    return found


def every_rule(pack: RulePack) -> tuple[str, ...]:
    """All rule ids, those of the table first."""
    return (*pack.rules, *sorted(shape_rules(pack)))
