# SPDX-License-Identifier: Apache-2.0
"""Profiles of clearing-house engines as data: the steps of each in order, and which rules it enforces there.

`engines.toml`: `engines`, who runs what; `steps`, in the engine's own order, each for all engines of the file or for
those its `in` names; `ignored`, rules of ours that no step of the engine looks at. A finding belongs to the first
step that names its rule. What no step and no `ignored` names is taken as unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict, cast

from assay.prediction import Certainty
from assay.rules.fields import Table

PLACEHOLDERS = frozenset({"credential", "node", "path", "value", "offering", "criteria"})
"""What a message may quote of the finding that leads to it."""


class Enforced(StrEnum):
    """Whether an engine refuses what breaks a rule."""

    YES = "yes"
    OBSERVED = "observed"
    """It does, as far as others report of the running service."""
    NO = "no"
    UNKNOWN = "unknown"


class Wants(StrEnum):
    """What a step needs beside rules that hold."""

    NOTHING = ""
    PRESENTATION = "presentation"
    """The document is a whole set: engines take nothing else."""
    SIGNATURES = "signatures"
    """Everything in it is signed."""
    LEVEL = "level"
    """The criteria of the level that is applied for."""


class Counts(StrEnum):
    """Which findings lead to a refusal."""

    VIOLATIONS = "violations"
    ALL = "all"
    """The engine refuses what is only advice to us, too."""


class Open(StrEnum):
    """What a check that was not made means for the answer."""

    UNDECIDED = "undecided"
    IGNORED = "ignored"
    """Nothing at hand could settle it (only the Internet can), or the engine does not depend on it."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Look:
    """Findings that somebody looks at: by rule and, where the rule says too much, by text."""

    rules: tuple[str, ...]
    """Rule ids, or their beginnings such as `LOIRE-SHAPE-*`."""
    texts: tuple[str, ...] = ()
    """Text ids, or their beginnings, of the findings meant; empty for all findings of the rules."""

    def sees(self, rule: str, text: str) -> bool:
        """Whether a finding of that rule with that text is meant."""
        return _among(rule, self.rules) and (not self.texts or _among(text, self.texts))


def _among(told: str, patterns: tuple[str, ...]) -> bool:
    return any(told == it or (it.endswith("*") and told.startswith(it[:-1])) for it in patterns)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Step:
    """One step of an engine."""

    id: str
    """As the sources number it, e.g. `T3c`."""
    title: str
    """Text id of what it looks at, in a word or two."""
    checks: tuple[str, ...]
    """Rules of the pack it corresponds to: their findings count, and so does it if a check was not made."""
    look: Look
    """All findings it looks at: those of the checks and others."""
    enforced: Enforced
    certainty: Certainty
    wants: Wants = Wants.NOTHING
    level: str = ""
    """The level a step with `wants = "level"` is about; empty for the one applied for."""
    only_with: str = ""
    """Local name of a class: the engine takes the step only where a part is of it; empty: always."""
    counts: Counts = Counts.VIOLATIONS
    if_open: Open = Open.UNDECIDED
    unsure: tuple[str, ...] = ()
    """Criteria of which it is not known whether the engine asks as much as the rules do."""
    without: tuple[str, ...] = ()
    """Criteria that another step is about."""
    message: str = ""
    """What the engine prints, as far as known, with `PLACEHOLDERS` in braces."""
    why: str = ""
    """Text id: why the answer here differs from the verdict."""
    note: str = ""
    """Text id: what else the engine asks for here, told while the step is open or refuses; of a level: told where a
    number is missed."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Ignored:
    """Rules of ours that an engine does not enforce anywhere."""

    look: Look
    certainty: Certainty
    why: str
    """Text id: what it does instead."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EngineProfile:
    """One engine as it runs somewhere."""

    id: str
    name: str
    as_of: str
    """Day up to which this is known, YYYY-MM-DD."""
    sources: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    ignored: tuple[Ignored, ...] = ()


class EnginesDocument(TypedDict):
    """`engines.json`: the tables as they stand in the file, checked, everything filled in."""

    engines: list[dict[str, object]]
    steps: list[dict[str, object]]
    ignored: list[dict[str, object]]


def engines_table(table: Table) -> EnginesDocument:
    """`engines.toml`, checked key by key; PackError for what is missing, unknown or wrong."""
    engines = [_engine(entry) for entry in table.tables("engines")]
    ids = [str(entry["id"]) for entry in engines]
    if not ids or len(set(ids)) != len(ids):
        table.wrong("engines", "at least one engine, each id once")
    steps = [_step(entry, ids) for entry in table.tables("steps")]
    ignored = [_ignored(entry, ids) for entry in table.tables("ignored")]
    table.done()
    for engine in ids:
        own = [entry["id"] for entry in steps if engine in cast("list[str]", entry["in"])]
        if not own or len(set(own)) != len(own):
            table.wrong("steps", f"at least one step of {engine}, each id once")
    return EnginesDocument(engines=engines, steps=steps, ignored=ignored)


def _engine(table: Table) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": table.text("id"),
        "name": table.text("name"),
        "as_of": table.date("as_of"),
        "sources": list(table.texts("sources")),
    }
    table.done()
    return entry


def _step(table: Table, engines: list[str]) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": table.text("id"),
        "in": _engines_of(table, engines),
        "title": table.text("title"),
        "checks": _list(table, "checks"),
        "findings": _list(table, "findings"),
        "texts": _list(table, "texts"),
        "enforced": _choice(table, "enforced", Enforced),
        "certainty": _choice(table, "certainty", Certainty),
        "wants": _choice(table, "wants", Wants, ""),
        "level": table.text("level", ""),
        "only_with": table.text("only_with", ""),
        "counts": _choice(table, "counts", Counts, Counts.VIOLATIONS),
        "if_open": _choice(table, "if_open", Open, Open.UNDECIDED),
        "unsure": _list(table, "unsure"),
        "without": _list(table, "without"),
        "message": _message(table),
        "why": table.text("why", ""),
        "note": table.text("note", ""),
    }
    table.done()
    if not (entry["checks"] or entry["findings"] or entry["wants"]):
        table.wrong("checks", "checks, findings or wants: a step that looks at nothing says nothing")
    if any("*" in check for check in cast("list[str]", entry["checks"])):
        table.wrong("checks", "rule ids without *")
    if entry["enforced"] in (Enforced.NO, Enforced.UNKNOWN) and not entry["why"]:
        table.wrong("why", "the text that explains a step that is not known to refuse")
    return entry


def _ignored(table: Table, engines: list[str]) -> dict[str, object]:
    entry: dict[str, object] = {
        "in": _engines_of(table, engines),
        "rules": list(table.texts("rules")),
        "texts": _list(table, "texts"),
        "certainty": _choice(table, "certainty", Certainty),
        "why": table.text("why"),
    }
    table.done()
    return entry


def _engines_of(table: Table, engines: list[str]) -> list[str]:
    named = _list(table, "in") or engines
    if not set(named) <= set(engines):
        table.wrong("in", ", ".join(engines))
    return named


def _list(table: Table, key: str) -> list[str]:
    return list(table.texts(key)) if key in tuple(table) else []


def _choice(table: Table, key: str, values: type[StrEnum], default: str | None = None) -> str:
    told = table.text(key, default)
    if told not in set(values):
        table.wrong(key, ", ".join(filter(None, values)))
    return told


def _message(table: Table) -> str:
    from string import Formatter

    told = table.text("message", "")
    try:
        named = {name for _, name, _, _ in Formatter().parse(told) if name is not None}
    except ValueError:
        table.wrong("message", "a text with balanced braces")
    if not named <= PLACEHOLDERS:
        table.wrong("message", ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS)))
    return told


def engines_of(document: Mapping[str, object]) -> tuple[EngineProfile, ...]:
    """The values of a prebuilt document; none of an empty one."""
    if not document:
        return ()
    told = cast("EnginesDocument", document)
    return tuple(_profile(entry, told) for entry in told["engines"])


def _profile(entry: Mapping[str, object], told: EnginesDocument) -> EngineProfile:
    engine = str(entry["id"])
    return EngineProfile(
        id=engine,
        name=str(entry["name"]),
        as_of=str(entry["as_of"]),
        sources=_texts(entry["sources"]),
        steps=tuple(_step_of(step) for step in told["steps"] if engine in _texts(step["in"])),
        ignored=tuple(_ignored_of(rest) for rest in told["ignored"] if engine in _texts(rest["in"])),
    )


def _ignored_of(told: Mapping[str, object]) -> Ignored:
    look = Look(_texts(told["rules"]), _texts(told["texts"]))
    return Ignored(look, Certainty(str(told["certainty"])), str(told["why"]))


def _step_of(told: Mapping[str, object]) -> Step:
    return Step(
        id=str(told["id"]),
        title=str(told["title"]),
        checks=_texts(told["checks"]),
        look=Look(_texts(told["checks"]) + _texts(told["findings"]), _texts(told["texts"])),
        enforced=Enforced(str(told["enforced"])),
        certainty=Certainty(str(told["certainty"])),
        wants=Wants(str(told["wants"])),
        level=str(told["level"]),
        only_with=str(told["only_with"]),
        counts=Counts(str(told["counts"])),
        if_open=Open(str(told["if_open"])),
        unsure=_texts(told["unsure"]),
        without=_texts(told["without"]),
        message=str(told["message"]),
        why=str(told["why"]),
        note=str(told["note"]),
    )


def _texts(told: object) -> tuple[str, ...]:
    return tuple(cast("list[str]", told))
