# SPDX-License-Identifier: Apache-2.0
"""How the things of a rule pack are called in one language, and what each means."""

from collections.abc import Iterable, Mapping
from dataclasses import field

from assay.claims import Term
from assay.values import frozen


@frozen
class Words:
    """What one class or property is called, and a sentence about it."""

    label: str
    help: str
    example: str = ""
    """Of a property a value as somebody types it, where one helps more than the name of its datatype."""


@frozen
class RuleWords:
    """What one rule asks for, told by itself: not what a document did wrong."""

    what: str
    why: str
    how: str
    example: str
    """What is right, short, as it stands in a document."""


@frozen
class PackTexts:
    """Names and explanations in one language. Nothing is invented: unknown things give None."""

    lang: str
    of_class: Mapping[str, Words]
    of_property: Mapping[str, Words]
    of_datatype: Mapping[str, str]
    of_value_list: Mapping[str, str]
    """By the digest `value_list_key` gives."""
    of_criterion: Mapping[str, Words] = field(default_factory=dict)
    """By criterion id, e.g. `P1.1.1`."""
    of_rule: Mapping[str, RuleWords] = field(default_factory=dict)
    """By rule id: what each rule asks for, told by itself, for the rule browser."""
    of_entry: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Of value lists, by `value_list_key`, what their entries are called where those are words and no names."""

    def label(self, iri: str) -> str | None:
        """Short name of a class (`Legal address`), property, criterion, datatype, or (by its key) value list."""
        words = self._words(iri)
        return words.label if words else self.of_datatype.get(iri) or self.of_value_list.get(iri)

    def advice(self, rule_id: str) -> str | None:
        """What to do so that a rule is kept, in one sentence."""
        words = self.of_rule.get(rule_id)
        return words.how if words else None

    def help(self, iri: str) -> str | None:
        """One sentence about a class, property or criterion, for a compliance officer."""
        words = self._words(iri)
        return words.help if words else None

    def example(self, iri: str) -> str:
        """A value of a property, as somebody types it; empty where none is given."""
        words = self.of_property.get(iri)
        return words.example if words else ""

    def datatype(self, iri: str) -> str | None:
        """What a value of the datatype is, with its article: `a web address`."""
        return self.of_datatype.get(iri)

    def value_list(self, values: Iterable[Term]) -> str | None:
        """What the values of an `sh:in` list are, with an example: `a media type such as application/pdf`."""
        return self.of_value_list.get(value_list_key(values))

    def classes(self) -> tuple[str, ...]:
        """IRIs of the pack's classes, sorted."""
        return tuple(self.of_class)

    def properties(self) -> tuple[str, ...]:
        """IRIs of the pack's properties, sorted."""
        return tuple(self.of_property)

    def _words(self, iri: str) -> Words | None:
        return self.of_class.get(iri) or self.of_property.get(iri) or self.of_criterion.get(iri)


def value_list_key(values: Iterable[Term]) -> str:
    """A short digest of a value list, the same in any order: lists have no name of their own in SHACL."""
    import hashlib

    told = "\x1f".join(sorted(value if isinstance(value, str) else value.value for value in values))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
