# SPDX-License-Identifier: Apache-2.0
"""A rule pack as frozen values: what is checked, for which vocabulary, since when, and how things are called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from assay.claims import Term
from assay.finding import Severity, Stage
from assay.rules.criteria import CriteriaTable, criteria_of
from assay.rules.engines import EngineProfile, engines_of
from assay.rules.trust import TrustTable, trust_of
from assay.shacl.program import Program

Value = str | int | float | bool | tuple["Value", ...] | Mapping[str, "Value"]
"""A parameter of a rule, as TOML writes it."""


class NamespaceKind(StrEnum):
    """How the pack sees a namespace (contract, Namespaces)."""

    CANONICAL = "canonical"
    """The pack's own."""
    ALIAS = "alias"
    """The same vocabulary under another version: judged, with an information."""
    RELEASE = "release"
    """Another known release: judged by this pack, with a warning that names both."""


@dataclass(frozen=True, slots=True)
class Namespace:
    """A namespace the pack can judge."""

    iri: str
    """With its `#` or `/`: what terms begin with."""
    name: str
    """As shown to people, e.g. `Gaia-X 25.11`."""
    kind: NamespaceKind


@dataclass(frozen=True, slots=True)
class TermsHash:
    """A SHA-256 of a terms-and-conditions text that credentials may state, and when."""

    sha256: str
    name: str
    valid_from: str = ""
    """First day, YYYY-MM-DD; empty where always."""
    valid_until: str = ""
    """Last day, YYYY-MM-DD, by the `validFrom` of the credential; empty where no end is known."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that is not SHACL: the clause it holds up, and the check that tests it."""

    id: str
    stage: Stage
    check: str
    """Name of the check in the table of checks."""
    severity: Severity
    clause: str
    """Where the rule stands, e.g. `CD 24.11 §3.4`."""
    params: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the official files came from."""

    origin: str
    dated: str
    """Date of the official files, YYYY-MM-DD."""
    licence: str
    sha256: Mapping[str, str]
    """Official file (`shapes`, `ontology`, `context`) to its SHA-256."""


@dataclass(frozen=True, slots=True)
class Words:
    """What one class or property is called, and a sentence about it."""

    label: str
    help: str


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What one rule asks for, told by itself: not what a document did wrong."""

    what: str
    why: str
    how: str
    example: str
    """What is right, short, as it stands in a document."""


@dataclass(frozen=True, slots=True)
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


class PackContents(Protocol):
    """Where a pack gets its larger parts from, on first use."""

    def program(self) -> Program | None:
        """The compiled shapes; None where only the reference engine can take them."""

    def context(self) -> Mapping[str, object]:
        """The parsed context document."""

    def texts(self, lang: str) -> PackTexts:
        """Names in a language."""

    def table(self, name: str) -> Mapping[str, object]:
        """What `<name>.toml` holds, JSON-ready; empty where the pack has no such file."""

    def shapes(self) -> bytes:
        """`shapes.ttl`, for the reference engine."""

    def subclasses(self) -> bytes:
        """`subclasses.ttl`, for the reference engine."""


@dataclass(frozen=True)
class RulePack:
    """A dated set of rules. Small parts are read at once, large ones when first asked for."""

    id: str
    version: str
    name: str
    generation: str
    """`loire` or `tagus`."""
    sha256: str
    """Digest of the folder's files (`assay.rules.folder.digest`): what a report pins."""
    current_as_of: str
    """Day on which this was known to be the newest of its kind, YYYY-MM-DD."""
    criteria_basis: str
    namespace: str
    namespaces: tuple[Namespace, ...]
    context_urls: tuple[str, ...]
    """Addresses under which the pack's context is accepted; one document answers to all."""
    terms: tuple[TermsHash, ...]
    source: Source
    rules: Mapping[str, Rule]
    superclasses: Mapping[str, frozenset[str]]
    """Class to all classes above it, not itself; classes without any are missing."""
    counts: Mapping[str, int]
    """`node_shapes`, `property_shapes`, `classes`, `properties`, `value_lists`."""
    languages: tuple[str, ...]
    needs_reference: str
    """Why the compiler declined the shapes, so that the reference engine must judge; empty where it did not."""
    contents: PackContents = field(repr=False, compare=False)
    valid_from: str = ""
    """First day on which it judges, YYYY-MM-DD; empty where always."""
    valid_until: str = ""
    """Last day on which it judges, YYYY-MM-DD; empty where no end is known."""
    base: str = ""
    """Id of the pack this one extends; empty for a pack that stands by itself."""
    rule_prefix: str = ""
    """What the ids of its rules begin with; empty where that is the generation."""
    reserved_classes: frozenset[str] = frozenset()
    """Classes that no extension may put one of its own below: what only a notary or clearing house may state."""
    extensions: tuple["RulePack", ...] = ()
    """Extension packs that judge beside this one, as `assay.rules.extend` combines them."""

    @property
    def prefix(self) -> str:
        """What the ids of its rules begin with, e.g. `LOIRE`."""
        return self.rule_prefix or self.generation.upper()

    @cached_property
    def contexts(self) -> Mapping[str, Mapping[str, object]]:
        """Address to context document, those of the extensions included."""
        found = dict.fromkeys(self.context_urls, self.context)
        return {**{url: pack.context for pack in self.extensions for url in pack.context_urls}, **found}

    @cached_property
    def program(self) -> Program | None:
        """The compiled shapes; None where `needs_reference` says why not. PackError where damaged."""
        return self.contents.program()

    @cached_property
    def context(self) -> Mapping[str, object]:
        """The parsed context document (`{"@context": …}`)."""
        return self.contents.context()

    @cached_property
    def _texts(self) -> dict[str, PackTexts]:
        return {}

    def texts(self, lang: str) -> PackTexts:
        """Names and explanations in the language, in English where the pack does not have it."""
        lang = lang if lang in self.languages else "en"
        if lang not in self._texts:
            self._texts[lang] = self.contents.texts(lang)
        return self._texts[lang]

    @property
    def shapes_turtle(self) -> bytes:
        """`shapes.ttl` as it stands, for the reference engine."""
        return self.contents.shapes()

    @property
    def subclasses_turtle(self) -> bytes:
        """`subclasses.ttl` as it stands, for the reference engine."""
        return self.contents.subclasses()

    @cached_property
    def criteria(self) -> CriteriaTable:
        """The criteria and their levels; none where the pack has no `criteria.toml`."""
        return criteria_of(self.contents.table("criteria"))

    @cached_property
    def engines(self) -> tuple[EngineProfile, ...]:
        """Clearing-house engines whose answers can be predicted; none where the pack has no `engines.toml`."""
        return engines_of(self.contents.table("engines"))

    @cached_property
    def trusted(self) -> TrustTable:
        """Notaries and clearing houses; none where the pack has no `trust.toml`."""
        return trust_of(self.contents.table("trust"))

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels that the rules themselves name (`levels` of a rule about criteria); empty where all may apply."""
        named = (rule.params.get("levels", ()) for rule in self.rules.values() if rule.stage is Stage.CRITERIA)
        return next((tuple(map(str, found)) for found in named if isinstance(found, tuple) and found), ())

    def is_valid_on(self, day: str) -> bool:
        """Whether the pack judges on that day (YYYY-MM-DD)."""
        return self.valid_from <= day and (not self.valid_until or day <= self.valid_until)

    def namespace_of(self, iri: str) -> Namespace | None:
        """The namespace an IRI stands in, None where neither the pack nor an extension of it knows it."""
        packs = (self, *self.extensions)
        return next((known for pack in packs for known in pack.namespaces if iri.startswith(known.iri)), None)

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Whether the class is the other, or below it."""
        return cls == ancestor or ancestor in self.superclasses.get(cls, frozenset())


def value_list_key(values: Iterable[Term]) -> str:
    """A short digest of a value list, the same in any order: lists have no name of their own in SHACL."""
    import hashlib

    told = "\x1f".join(sorted(value if isinstance(value, str) else value.value for value in values))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
