# SPDX-License-Identifier: Apache-2.0
"""A base pack with its extensions: one pack to judge by, in which nothing of the base is weaker than before.

Each pack keeps shapes, context and rules of its own and judges by them alone, so no shape of an extension can reach
into the base. What they share is the hierarchy of classes, to which an extension adds classes of its own, and the
words for people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from assay.errors import PackError
from assay.finding import Severity, Stage
from assay.rules.extension_limits import overlap, refuse_weakening
from assay.rules.pack import Rule, RulePack
from assay.rules.pack_texts import PackTexts, RuleWords
from assay.shacl.program import Program

COVERAGE = "extension_coverage"
"""The check whether an extension's shapes looked at everything that is said in its words."""
_ALWAYS = (
    ("CONTENT-coverage", Stage.CONTENT, COVERAGE, Severity.WARNING),
    ("CONTENT-shapes", Stage.CONTENT, "shapes", Severity.VIOLATION),
    ("GRAPH-dangling-reference", Stage.LINKS, "references", Severity.VIOLATION),
)
"""Rules of every extension, whatever its `rules.toml` says: its shapes judge, and what they do not judge is told."""
_OF_CRITERIA = ("CRITERIA-levels", Stage.CRITERIA, "levels", Severity.VIOLATION)
"""Rule of every extension that has criteria."""
_COMMON = frozenset(row[0] for row in (*_ALWAYS, _OF_CRITERIA))
_combined: dict[tuple[str, ...], RulePack] = {}


def extended(base: RulePack, *extensions: RulePack) -> RulePack:
    """The base pack, knowing the words and classes of its extensions, with them as `extensions`.

    It has the id and the digest of the base, whose rules and shapes it holds unchanged. Raises PackError, with file
    and reason, where an extension is of another base, or would weaken the base or another extension.
    """
    key = (base.sha256, *(extension.sha256 for extension in extensions))
    if key not in _combined:
        _combined[key] = _extended(base, extensions)
    return _combined[key]


def _extended(base: RulePack, extensions: Sequence[RulePack]) -> RulePack:
    for extension in extensions:
        refuse_weakening(base, extension)
    for one, other in combinations(extensions, 2):
        _refuse_collision(one, other)
    above = _superclasses(base, extensions)
    packs = (base, *extensions)
    return replace(
        base,
        superclasses=above,
        contents=_Contents(base, packs),
        extensions=tuple(
            replace(
                extension,
                rules=rules_of(extension),
                namespaces=(*extension.namespaces, *base.namespaces),
                superclasses=above,
                contents=_Contents(extension, packs),
            )
            for extension in extensions
        ),
    )


def rules_of(extension: RulePack) -> Mapping[str, Rule]:
    """All rules of an extension: those every extension has, then its own."""
    clause = f"{extension.name} {extension.version}"
    rows = (*_ALWAYS, _OF_CRITERIA) if extension.criteria.criteria else _ALWAYS
    always = (
        Rule(f"{extension.prefix}-{name}", stage, check, severity, clause) for name, stage, check, severity in rows
    )
    return {**{rule.id: rule for rule in always}, **extension.rules}


def _refuse_collision(one: RulePack, other: RulePack) -> None:
    shared = set(one.context_urls) & set(other.context_urls)
    same = (one.id == other.id, one.prefix == other.prefix, overlap(one.namespace, other.namespace), bool(shared))
    if any(same):
        raise PackError("pack.extensions_collide", file="pack.toml", one=one.id, other=other.id)


def _superclasses(base: RulePack, extensions: Sequence[RulePack]) -> Mapping[str, frozenset[str]]:
    found = dict(base.superclasses)
    for extension in extensions:
        for name, above in extension.superclasses.items():
            found[name] = above.union(*(base.superclasses.get(upper, frozenset()) for upper in above))
    return found


class _Contents:
    """The larger parts of one pack of several; its words for people are those of all, the base's first."""

    __slots__ = ("_pack", "_packs")

    def __init__(self, pack: RulePack, packs: Sequence[RulePack]) -> None:
        self._pack = pack
        self._packs = packs

    def program(self) -> Program | None:
        """See `PackContents`."""
        return self._pack.program

    def context(self) -> Mapping[str, object]:
        """See `PackContents`."""
        return self._pack.context

    def texts(self, lang: str) -> PackTexts:
        """See `PackContents`."""
        last_wins = [pack.texts(lang) for pack in reversed(self._packs)]
        return PackTexts(
            lang,
            {iri: words for texts in last_wins for iri, words in texts.of_class.items()},
            {iri: words for texts in last_wins for iri, words in texts.of_property.items()},
            {iri: words for texts in last_wins for iri, words in texts.of_datatype.items()},
            {key: words for texts in last_wins for key, words in texts.of_value_list.items()},
            {key: words for texts in last_wins for key, words in texts.of_criterion.items()},
            self._of_rule(last_wins),
            {key: words for texts in last_wins for key, words in texts.of_entry.items()},
        )

    def _of_rule(self, last_wins: Sequence[PackTexts]) -> Mapping[str, RuleWords]:
        """Words for rules: those that an extension has in common with its base go by the base's words."""
        found: dict[str, RuleWords] = {}
        for rule_id, words in last_wins[-1].of_rule.items():
            suffix = rule_id.partition("-")[2]
            if suffix.startswith("SHAPE-") or suffix in _COMMON:
                found |= {f"{extension.prefix}-{suffix}": words for extension in self._packs[1:]}
        return {**found, **{rule_id: words for texts in last_wins for rule_id, words in texts.of_rule.items()}}

    def table(self, name: str) -> Mapping[str, object]:
        """See `PackContents`."""
        return self._pack.contents.table(name)

    def shapes(self) -> bytes:
        """See `PackContents`."""
        return self._pack.shapes_turtle

    def subclasses(self) -> bytes:
        """See `PackContents`."""
        return self._pack.subclasses_turtle
