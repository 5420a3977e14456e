# SPDX-License-Identifier: Apache-2.0
"""How one generation's words become another's: tables, read from `resources/assay_resources/migrations`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from assay.authoring.migration.new_forms import NewForms
from assay.rules.bundled import load_bundled, resource
from assay.rules.pack import RulePack
from assay.values import frozen

FIRST = "22.06-tagus"
SECOND = "tagus-loire"
RELEASES = "loire-releases"
_GAIA_X = "gaia-x"
"""In the addresses of all its vocabularies; a prefix that the document gives to another one is not meant."""


@frozen
class FieldRule:
    """What becomes of one property."""

    to: str = ""
    """IRI of the new property."""
    node: str = ""
    """Name of the class rule for what stands there, where it does not say its class itself."""
    through: str = ""
    """IRI of the class of a part that is made around the value, which then stands in `property_of_part`."""
    property_of_part: str = ""
    value: str = ""
    """Name of a transformation of the value (`values.TRANSFORMATIONS`)."""
    is_reference: bool = False
    """A plain text there is the id of a node."""
    asks: str = ""
    """Reason why only a person can say how it goes on."""
    dropped: str = ""
    """Reason why it is not in the draft."""
    document: str = ""
    """IRI of the class of document by which the new generation shows a criterion."""
    by_class: str = ""
    """Reason why the new node's class says it."""


@frozen
class ClassRule:
    """What becomes of nodes of one class, or of parts without a class of their own."""

    name: str
    to: str = ""
    """IRI of the new class; empty where parts have none."""
    fields: Mapping[str, FieldRule] = field(default_factory=dict)
    """By old name, in the table's one spelling."""
    known_by: frozenset[str] = frozenset()
    """Properties of which one is enough to recognise a subject that names no class."""
    variants: tuple[str, ...] = ()
    """Names of class rules, of which every one that fits makes a node of its own."""
    needs: str = ""
    """A variant fits where there is this property, …"""
    when: tuple[str, frozenset[str]] = ("", frozenset())
    """… and this one has one of these values (compared in lower case)."""
    otherwise: str = ""
    """Reason why nothing is made of it, where no variant fits."""
    dropped: str = ""
    """Reason why a credential about it is not in the draft."""
    asks: str = ""
    """Reason why only a person can say what it is to become."""
    is_attested: bool = False
    """Somebody else's credential: what it says is put where it is referred to, and has to be attested again."""
    is_label: bool = False
    """It answers criteria about an offering."""


@dataclass(frozen=True)
class Table:
    """All rules from one generation to the next."""

    pack: RulePack
    """The pack of the new generation."""
    classes: Mapping[str, ClassRule]
    prefixes: frozenset[str]
    """Prefixes of old names; all are taken for one, `gx:`."""
    namespaces: tuple[str, ...]
    """Namespaces that those stand for, the longest first."""

    @cached_property
    def forms(self) -> NewForms:
        """What the new generation asks of its classes."""
        return NewForms(self.pack)

    def name(self, written: str, declared: Mapping[str, str]) -> str:
        """An old member or class name in the table's spelling. `declared`: prefixes that the contexts define."""
        prefix, mark, local = written.partition(":")
        if not mark:
            return f"gx:{written}" if written[:1] != "@" else written
        if prefix in self.prefixes:
            return f"gx:{local}" if _GAIA_X in declared.get(prefix, _GAIA_X) else declared[prefix] + local
        full = declared[prefix] + local if prefix in declared else written
        found = next((start for start in self.namespaces if full.startswith(start)), None)
        return f"gx:{full.removeprefix(found)}" if found is not None else written

    def class_of(self, names: Sequence[str]) -> ClassRule | None:
        """The rule of the first class that has one."""
        return next((self.classes[name] for name in names if name in self.classes), None)

    def recognised(self, members: frozenset[str]) -> ClassRule | None:
        """The rule for a node that names no class, by what is said of it."""
        return next((rule for rule in self.classes.values() if rule.known_by & members), None)


@cache
def load_table(name: str) -> Table:
    """A bundled table by its file's name."""
    return table_of(tomllib.loads(resource("migrations", f"{name}.toml").read_text(encoding="utf-8")))


def table_of(data: Mapping[str, Any]) -> Table:
    """A table from its data. KeyError or TypeError where it is none."""
    pack = load_bundled(data["new"])
    spelled = {"gx": pack.namespace, **data.get("prefixes", {})}
    old = load_bundled(data["old"]).namespaces if "old" in data else ()
    namespaces = (*(known.iri for known in old), *data.get("namespaces", ()))
    entries = data["class"]
    classes = {
        name: _class_rule(name, {**entries.get(entry.get("like"), {}), **entry}, spelled)
        for name, entry in entries.items()
    }
    longest_first = tuple(sorted(namespaces, key=len, reverse=True))
    return Table(pack, classes, frozenset(data["names"]), longest_first)


def _class_rule(name: str, entry: Mapping[str, Any], spelled: Mapping[str, str]) -> ClassRule:
    fields = {old: _field_rule(rule, spelled) for old, rule in entry.get("fields", {}).items()}
    when = entry.get("when", {})
    return ClassRule(
        name,
        _iri(entry.get("to", ""), spelled),
        fields,
        frozenset(entry.get("known_by", ())),
        tuple(entry.get("variants", ())),
        entry.get("needs", ""),
        (when.get("field", ""), frozenset(when.get("is", ()))),
        entry.get("otherwise", ""),
        entry.get("dropped", ""),
        entry.get("asks", ""),
        entry.get("attested", False),
        entry.get("label", False),
    )


def _field_rule(rule: str | Mapping[str, Any], spelled: Mapping[str, str]) -> FieldRule:
    if isinstance(rule, str):
        return FieldRule(_iri(rule, spelled))
    return FieldRule(
        _iri(rule.get("to", ""), spelled),
        rule.get("node", ""),
        _iri(rule.get("through", ""), spelled),
        _iri(rule.get("as", ""), spelled),
        rule.get("value", ""),
        rule.get("reference", False),
        rule.get("asks", ""),
        rule.get("dropped", ""),
        _iri(rule.get("document", ""), spelled),
        rule.get("by_class", ""),
    )


def _iri(name: str, spelled: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return spelled[prefix] + local if local else name
