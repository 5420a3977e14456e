# SPDX-License-Identifier: Apache-2.0
"""What carries a criterion in the claims, as data: a small closed language of paths, classes and value lists.

A carrier is a table, looked at from a node (at first the offering or the participant):

    path    steps separated by " / "; " | " between alternatives of a step; "+" behind a step: once or more
    class   classes of which the values must be one (or of one below); a value must be described, not only named
    in      name of a list of values in `[lists]`
    where   carriers that every value that counts has to satisfy in turn
    each    true: every value that the path and the class find must count; otherwise one is enough
    all     instead of the above: carriers that must all be satisfied
    any     instead of the above: carriers of which one must be satisfied

Nothing else can be said in it; it holds no code and cannot run long.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from assay.rules.fields import Table
from assay.values import frozen

DEEPEST = 8
"""How many carriers may stand in one another."""
_NAME = re.compile(r"(?P<prefix>[A-Za-z][\w-]*):(?P<local>[\w.-]+)\Z")


@frozen
class Step:
    """One step of a path: any of the properties, once or (if repeated) once or more."""

    properties: tuple[str, ...]
    repeated: bool = False


@frozen
class Path:
    """Steps from a node to values; none of them: the node itself."""

    text: str = ""
    """As the pack writes it, names in full: the same text is the same path."""
    steps: tuple[Step, ...] = ()


@frozen
class Carrier:
    """See the head of this module."""

    path: Path = Path()
    classes: tuple[str, ...] = ()
    among: frozenset[str] | None = None
    where: "tuple[Carrier, ...]" = ()
    each: bool = False
    every: "tuple[Carrier, ...]" = ()
    """All of these, and nothing of the above."""
    either: "tuple[Carrier, ...]" = ()
    """One of these, and nothing of the above."""

    @property
    def is_plain(self) -> bool:
        """Nothing but a path: any value at its end will do."""
        return not (self.classes or self.where or self.every or self.either) and self.among is None


StepEntry = tuple[list[str], bool]


class CarrierEntry(TypedDict):
    """A carrier as JSON: only what it says."""

    path: NotRequired[list[StepEntry]]
    classes: NotRequired[list[str]]
    among: NotRequired[str]
    where: NotRequired[list["CarrierEntry"]]
    each: NotRequired[bool]
    every: NotRequired[list["CarrierEntry"]]
    either: NotRequired[list["CarrierEntry"]]


@frozen
class Names:
    """What the names in a table mean: prefixes of classes and properties, and the lists there are."""

    prefixes: Mapping[str, str]
    lists: Mapping[str, Sequence[str]]

    def full(self, table: Table, key: str, name: str) -> str:
        """A name such as `gx:Address` in full. PackError for one without a known prefix."""
        found = _NAME.match(name)
        if found is None or found["prefix"] not in self.prefixes:
            table.wrong(key, f"names with a prefix of the file, not “{name}”")
        return self.prefixes[found["prefix"]] + found["local"]


def carrier_entry(table: Table, names: Names, depth: int = 0) -> CarrierEntry:
    """A carrier's table as JSON. PackError for what is unknown, wrong, or means nothing."""
    if depth > DEEPEST:
        table.wrong("where", f"no more than {DEEPEST} carriers in one another")
    entry = CarrierEntry()
    if table.has("path"):
        entry["path"] = path_entry(table, "path", names)
    if table.has("class"):
        entry["classes"] = [names.full(table, "class", name) for name in table.texts("class")]
    if table.has("in"):
        entry["among"] = _list_name(table, names)
    if table.has("each"):
        entry["each"] = table.flag("each")
    for key, member in (("where", "where"), ("all", "every"), ("any", "either")):
        inner = [carrier_entry(found, names, depth + 1) for found in table.tables(key)]
        if inner:
            entry[member] = inner  # type: ignore[literal-required]  # one of the three names above
    table.done()
    _check_sense(table, entry)
    return entry


def _list_name(table: Table, names: Names) -> str:
    name = table.text("in")
    if name not in names.lists:
        table.wrong("in", f"one of the lists: {', '.join(names.lists)}")
    return name


def _check_sense(table: Table, entry: CarrierEntry) -> None:
    """A carrier that could not fail, or whose parts contradict each other, is a slip of the pen."""
    groups = [key for key in ("every", "either") if key in entry]
    if groups and len(entry) > 1:
        table.wrong("all", "either a path and its conditions, or all, or any")
    if not groups and not ({"path", "classes", "where"} & set(entry)):
        table.wrong("path", "a path, a class or conditions")
    if entry.get("each") and not ({"among", "where"} & set(entry)):
        table.wrong("each", "a condition that each must meet: in or where")


def path_entry(table: Table, key: str, names: Names) -> list[StepEntry]:
    """A path as JSON. PackError for an empty step or an unknown prefix."""
    steps: list[StepEntry] = []
    for part in table.text(key).split("/"):
        told = part.strip()
        repeated = told.endswith("+")
        alternatives = told.removesuffix("+").split("|")
        steps.append(([names.full(table, key, name.strip()) for name in alternatives], repeated))
    return steps


def path_of(entry: Sequence[StepEntry]) -> Path:
    """The path a prebuilt document holds."""
    steps = tuple(Step(tuple(properties), repeated) for properties, repeated in entry)
    return Path("/".join(f"{'|'.join(step.properties)}{'+' if step.repeated else ''}" for step in steps), steps)


def carrier_of(entry: CarrierEntry, lists: Mapping[str, frozenset[str]]) -> Carrier:
    """The carrier a prebuilt document holds."""
    return Carrier(
        path=path_of(entry.get("path", ())),
        classes=tuple(entry.get("classes", ())),
        among=lists[entry["among"]] if "among" in entry else None,
        where=tuple(carrier_of(inner, lists) for inner in entry.get("where", ())),
        each=entry.get("each", False),
        every=tuple(carrier_of(inner, lists) for inner in entry.get("every", ())),
        either=tuple(carrier_of(inner, lists) for inner in entry.get("either", ())),
    )
