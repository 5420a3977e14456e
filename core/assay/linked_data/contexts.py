# SPDX-License-Identifier: Apache-2.0
"""JSON-LD contexts, offline: address to document, from what ships with the program and from rule packs.

Nothing here can load: an address that is not known has no document. Each bundled file is compared with its digest
before it is used.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from assay.credential import Json
from assay.errors import ContextError
from assay.linked_data.terms import ActiveContext
from assay.rules.bundled import resource

ContextDocument = Mapping[str, object]
ContextMap = Mapping[str, Json]
_FOLDER: Final = "contexts"


class _Memory:
    """What reading contexts has given so far, for one set of documents."""

    __slots__ = ("documents", "expansions", "maps", "reductions", "resolved", "root")

    def __init__(self, documents: Mapping[str, ContextDocument]) -> None:
        self.documents = dict(documents)
        self.maps: dict[str, tuple[ContextMap, ...]] = {}
        self.reductions: dict[object, tuple[str, ...]] = {}
        self.expansions: dict[object, object] = {}
        self.resolved: dict[int, object] = {}
        self.root = ActiveContext(None, {})


_MEMORIES: dict[tuple[tuple[str, int], ...], _Memory] = {}
"""By the identities of the documents, which the memory keeps alive: the same documents are read once a process."""
_REMEMBERED: Final = 16


def _memory(documents: Mapping[str, ContextDocument]) -> _Memory:
    key = tuple(sorted((url, id(document)) for url, document in documents.items()))
    found = _MEMORIES.get(key)
    if found is None:
        if len(_MEMORIES) >= _REMEMBERED:
            _MEMORIES.clear()
        found = _MEMORIES[key] = _Memory(documents)
    return found


class ContextSource:
    """Context documents by address. Immutable: adding documents gives another source.

    The documents must not change. What reading them gives is remembered by the process for the same documents.
    """

    __slots__ = ("_documents", "_maps", "expansions", "reductions", "resolved", "root")

    def __init__(self, documents: Mapping[str, ContextDocument] | None = None) -> None:
        memory = _memory(documents or {})
        self._documents = memory.documents
        self._maps = memory.maps
        self.root = memory.root
        """The empty active context all readings start from."""
        self.reductions = memory.reductions
        """What `assay.linked_data.reduce` remembers."""
        self.expansions = memory.expansions
        """What `assay.linked_data.expand` remembers."""
        self.resolved = memory.resolved
        """What `assay.linked_data.reference` remembers, by thread."""

    def extended(self, documents: Mapping[str, ContextDocument]) -> "ContextSource":
        """This source and more documents, e.g. those of a rule pack; an address given again takes the new one."""
        return ContextSource({**self._documents, **documents})

    def __contains__(self, url: object) -> bool:
        """Whether there is a document for the address."""
        return url in self._documents or url in _bundled_index()

    def known(self) -> tuple[str, ...]:
        """All known addresses, those of the packs first."""
        return tuple(dict.fromkeys((*self._documents, *_bundled_index())))

    def document(self, url: str) -> ContextDocument:
        """The context document; ContextError where the address is not known or the bundled file is damaged."""
        found = self._documents.get(url)
        return found if found is not None else bundled_context(url)

    def maps(self, url: str) -> tuple[ContextMap, ...]:
        """The context as a sequence of maps to apply one after the other, contexts it refers to included.

        Raises ContextError where it refers to an unknown context, or holds something that is not a map.
        """
        found = self._maps.get(url)
        if found is None:
            found = self._maps[url] = tuple(self._flattened(self.document(url).get("@context"), (url,)))
        return found

    def _flattened(self, value: object, path: tuple[str, ...]) -> Iterable[ContextMap]:
        if isinstance(value, Mapping):
            yield value
        elif isinstance(value, list):
            for item in value:
                yield from self._flattened(item, path)
        elif isinstance(value, str) and value not in path:
            yield from self._flattened(self.document(value).get("@context"), (*path, value))
        else:
            raise ContextError("context_unusable", url=path[0])


@cache
def bundled_contexts() -> ContextSource:
    """The contexts that ship with the program, without those of rule packs."""
    return ContextSource()


@cache
def bundled_context(url: str) -> ContextDocument:
    """A bundled context document; ContextError where there is none, or its bytes are not those of its digest."""
    row = _bundled_index().get(url)
    if row is None:
        raise ContextError("context_unknown", url=url)
    data = resource(_FOLDER, row["file"]).read_bytes()
    if hashlib.sha256(data).hexdigest() != row["sha256"]:
        raise ContextError("context_damaged", url=url, file=row["file"])
    found: ContextDocument = json.loads(data)
    return found


@cache
def _bundled_index() -> Mapping[str, Mapping[str, str]]:
    rows = json.loads(resource(_FOLDER, "index.json").read_bytes())
    return {url: row for row in rows for url in (row["url"], *row["aliases"])}
