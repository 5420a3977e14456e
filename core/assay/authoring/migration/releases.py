# SPDX-License-Identifier: Apache-2.0
"""Releases of the Loire vocabulary: which a document speaks, and what differs between them and the pack's own."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from assay.authoring.migration.new_forms import NewForms
from assay.authoring.migration.table import RELEASES
from assay.credential import Json, Reading
from assay.formats.kinds import as_tuple
from assay.rules.bundled import load_bundled, resource
from assay.rules.pack import RulePack


@dataclass(frozen=True)
class Releases:
    """What differs between releases of the vocabulary."""

    pack: RulePack
    contexts: frozenset[str]
    """Addresses of contexts of other releases."""
    starts: Mapping[str, str]
    """Namespaces of other releases, and of vocabularies that they spelled otherwise, to those of the pack."""
    renamed: Mapping[str, str]
    """Old local name to the member's new name, `gx:` for the vocabulary."""
    parts: Mapping[str, tuple[str, str]]
    """Local name to class and property of the part that its text has become."""
    dropped: frozenset[str]
    """Local names of classes that only a clearing house states."""

    @cached_property
    def forms(self) -> NewForms:
        """What the pack's release asks of its classes."""
        return NewForms(self.pack)

    def iri(self, text: str) -> str:
        """An address in the pack's own vocabulary, where it is one of another release."""
        for start, own in self.starts.items():
            if text.startswith(start):
                return own + text.removeprefix(start)
        return text

    def full(self, key: str) -> str:
        """A name that the table or the pack gives, as an IRI."""
        return self.pack.namespace + key.removeprefix("gx:") if key.startswith("gx:") else key

    def contexts_of(self, item: Json) -> Json:
        """The value of an `@context` with the pack's own context in place of other releases', said once."""
        if not isinstance(item, list):
            return self._context(item)
        found: list[Json] = []
        for one in map(self._context, item):
            if one not in found:
                found.append(one)
        return found

    def _context(self, item: Json) -> Json:
        if isinstance(item, Mapping):
            return {name: self._context(target) if isinstance(target, str) else target for name, target in item.items()}
        if not isinstance(item, str):
            return item
        is_other = item in self.contexts and item not in self.starts
        return self.pack.context_urls[0] if is_other else self.iri(item)


@cache
def load_releases() -> Releases:
    """The bundled table."""
    data = tomllib.loads(resource("migrations", f"{RELEASES}.toml").read_text(encoding="utf-8"))
    pack = load_bundled(data["new"])
    own = {pack.namespace, pack.namespace.rstrip("#")}
    starts = {known.iri: pack.namespace for known in pack.namespaces if known.iri != pack.namespace}
    return Releases(
        pack,
        frozenset(url for url in (*pack.context_urls, *data["contexts"]) if url not in own),
        {**starts, **data["vocabularies"]},
        {local_name_of(old): new for old, new in data["renamed"].items()},
        {local_name_of(old): (part["class"], part["as"]) for old, part in data["parts"].items()},
        frozenset(map(local_name_of, data["dropped"]["classes"])),
    )


def other_releases(reading: Reading) -> tuple[str, ...]:
    """Addresses and namespaces by which a document speaks another release than the pack's own."""
    releases = load_releases()
    named = [name for one in reading.credentials for name in _named(one.content.get("@context"))]
    named += [name for one in reading.credentials for outer in one.inherited_contexts for name in _named(outer)]
    known = releases.contexts | {start for start, own in releases.starts.items() if own == releases.pack.namespace}
    return tuple(dict.fromkeys(name for name in named if name in known))


def _named(context: Json) -> Iterator[str]:
    for item in as_tuple(context):
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            yield from (target for target in item.values() if isinstance(target, str))


def local_name_of(name: str) -> str:
    """The last part of a name or IRI."""
    return name.replace("#", ":").rpartition(":")[2]
