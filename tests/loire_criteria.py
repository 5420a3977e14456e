# SPDX-License-Identifier: Apache-2.0
"""The sets of Loire criteria as the rules list them, written down by hand, beside what the pack says."""

from assay.rules.bundled import load_bundled

TABLE = load_bundled().criteria
CRITERIA = {criterion.id: criterion for criterion in TABLE.criteria}
OFFERING = {criterion.id: criterion for criterion in TABLE.of("offering")}


def ids(*names: str) -> set[str]:
    """`P5.1.1-7` is seven of them."""
    found: set[str] = set()
    for name in names:
        head, _, last = name.partition("-")
        block, _, first = head.rpartition(".")
        found |= {f"{block}.{number}" for number in range(int(first), int(last or first) + 1)}
    return found


ALL = ids(
    "P1.1.1-5", "P1.2.1-9", "P1.3.1-5", "P2.1.1-3", "P2.2.1-7", "P3.1.1-20", "P4.1.1-2", "P5.1.1-7", "P5.2.1",
    "P6.1.1-4",
)  # fmt: skip
UNUSED = ids("P1.3.3-5")
NOT_APPLICABLE = {
    "SC": ids("P1.3.1", "P2.1.1", "P2.2.4", "P5.1.1-7", "P6.1.2-4"),
    "L1": ids("P5.1.1-7"),
    "L2": ids("P5.1.2-7"),
    "L3": ids("P2.2.3-4", "P5.1.1"),
}
CERTIFIED = {
    "SC": set(),
    "L1": set(),
    "L2": ids("P2.1.1-3", "P2.2.1-7", "P3.1.1-20", "P5.1.1", "P5.2.1", "P6.1.2-4"),
    "L3": ids(
        "P2.1.1-3", "P2.2.1-2", "P2.2.5-7", "P3.1.1-20", "P4.1.1-2", "P5.1.2-7", "P5.2.1", "P6.1.2-4",
    ),
}  # fmt: skip
INFERRED = ids(
    "P1.1.4", "P1.2.1", "P1.2.4", "P1.2.7", "P1.2.9", "P1.3.2", "P2.2.2-6", "P3.1.9", "P3.1.11", "P4.1.2",
)  # fmt: skip
