# SPDX-License-Identifier: Apache-2.0
"""The prebuilt documents of a pack, as their JSON reads: what `build` writes and `load` takes."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

FORMAT = 4
"""Version of these documents; those of another version are made anew."""


class NamespaceEntry(TypedDict):
    """See `Namespace`."""

    iri: str
    name: str
    kind: str


class TermsEntry(TypedDict):
    """See `TermsHash`."""

    sha256: str
    name: str
    valid_from: str
    valid_until: str


class SourceEntry(TypedDict):
    """See `Source`."""

    origin: str
    dated: str
    licence: str
    sha256: dict[str, str]


class RuleEntry(TypedDict):
    """See `Rule`."""

    id: str
    stage: str
    check: str
    severity: str
    clause: str
    params: dict[str, object]


class PackHead(TypedDict):
    """What `pack.toml` says."""

    id: str
    version: str
    name: str
    generation: str
    criteria_basis: str
    namespace: str
    current_as_of: str
    valid_from: str
    valid_until: str
    base: str
    rule_prefix: NotRequired[str]
    reserved_classes: NotRequired[list[str]]
    source: SourceEntry
    namespaces: list[NamespaceEntry]
    context_urls: list[str]
    terms: list[TermsEntry]


class PackDocument(PackHead):
    """`pack.json`: everything about a pack but its program, context and texts."""

    rules: list[RuleEntry]
    superclasses: Mapping[str, list[str]]
    counts: Mapping[str, int]
    languages: list[str]
    needs_reference: str


class TextsDocument(TypedDict):
    """`texts.<lang>.json`: label and help of classes, properties (some with an example of a value), criteria; names of
    entries of lists; what, why, how, example of rules.
    """

    lang: str
    classes: Mapping[str, tuple[str, str]]
    properties: Mapping[str, tuple[str, str] | tuple[str, str, str]]
    datatypes: Mapping[str, str]
    value_lists: Mapping[str, str]
    entries: Mapping[str, Mapping[str, str]]
    criteria: Mapping[str, tuple[str, str]]
    rules: Mapping[str, tuple[str, str, str, str]]
