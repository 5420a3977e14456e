# SPDX-License-Identifier: Apache-2.0
"""The words of a rule pack: which namespaces it speaks, and how other releases' words are written in its own."""

from collections.abc import Iterable, Mapping

from assay.claims import RDF, RDF_TYPE, RDFS, XSD, Literal, Term
from assay.finding import Place
from assay.rules.pack import Namespace, NamespaceKind, RulePack

_ALWAYS_KNOWN = frozenset({RDF, RDFS, XSD, "https://www.w3.org/2018/credentials#", "http://www.w3.org/2002/07/owl#"})


def namespace_part(iri: str) -> str:
    """The IRI up to and including its last `#`, else its last `/`, else its last `:`."""
    for mark in "#/:":
        head, found, _ = iri.rpartition(mark)
        if found:
            return head + found
    return iri


NOWHERE = Place("")
_words_by_digest: dict[str, frozenset[str]] = {}
_spoken_by_digest: dict[str, frozenset[str]] = {}


def words_of(pack: RulePack) -> frozenset[str]:
    """Classes that the pack's shapes target and properties they look at; worked out once a pack."""
    if pack.sha256 not in _words_by_digest:
        _words_by_digest[pack.sha256] = _words_of_shapes(pack)
    return _words_by_digest[pack.sha256]


def spoken_namespaces(pack: RulePack) -> frozenset[str]:
    """Namespaces of all classes and properties that the pack's shapes use; worked out once a pack."""
    if pack.sha256 not in _spoken_by_digest:
        namespaces = {namespace_part(iri) for iri in words_of(pack)}
        _spoken_by_digest[pack.sha256] = _ALWAYS_KNOWN | namespaces | {pack.namespace}
    return _spoken_by_digest[pack.sha256]


def _words_of_shapes(pack: RulePack) -> frozenset[str]:
    if pack.program is None:
        texts = pack.texts("en")
        return frozenset((*texts.classes(), *texts.properties()))
    paths = {str(shape["path"]) for shape in pack.program.shapes if isinstance(shape.get("path"), str)}
    return frozenset((*paths, *pack.program.targets["classes"]))


class Vocabulary:
    """A pack's vocabulary, and which of its aliases were met so far."""

    def __init__(self, pack: RulePack) -> None:
        self.pack = pack
        self._others = tuple(known for known in pack.namespaces if known.kind is not NamespaceKind.CANONICAL)
        self._common = _common_prefix(pack)
        self.aliases_met: dict[str, Place] = {}
        self._written: dict[str, str] = {}

    def canonical(self, iri: str) -> str:
        """The IRI as the pack writes it; an alias that was used is remembered in `aliases_met`."""
        found = self._written.get(iri)
        if found is None:
            found = self._written[iri] = self._canonical(iri)
        return found

    def _canonical(self, iri: str) -> str:
        if not iri.startswith(self._common) or iri.startswith(self.pack.namespace):
            return iri
        for known in self._others:
            if iri.startswith(known.iri):
                self.aliases_met.setdefault(known.iri, NOWHERE)
                return self.pack.namespace + iri.removeprefix(known.iri)
        return iri

    def canonical_object(self, predicate: str, value: Term) -> Term:
        """An object as the pack writes it: classes and datatypes; references are ids, not words."""
        if isinstance(value, Literal):
            datatype = self.canonical(value.datatype)
            return value if datatype is value.datatype else value._replace(datatype=datatype)
        return self.canonical(value) if predicate == RDF_TYPE else value

    def note_place(self, iri: str, place: Place) -> None:
        """The first place where a word of an alias stands, for the finding about it."""
        if self.canonical(iri) == iri:
            return
        known = next((known.iri for known in self._others if iri.startswith(known.iri)), "")
        if known and not self.aliases_met.get(known, NOWHERE).pointer:
            self.aliases_met[known] = place

    def meet(self, aliases: Mapping[str, Place]) -> None:
        """Remembers aliases that were met elsewhere; the first place that is known stays."""
        for iri, place in aliases.items():
            if not self.aliases_met.get(iri, NOWHERE).pointer:
                self.aliases_met[iri] = place

    def of_context(self, url: str) -> Namespace | None:
        """The namespace a context address stands for, None where it is not one of the pack's."""
        bare = url.rstrip("#/")
        return next((known for known in self.pack.namespaces if known.iri.rstrip("#/") == bare), None)

    def knows_namespace_of(self, iri: str) -> bool:
        """Whether the pack's shapes use any word of the IRI's namespace, or it is that of an extension."""
        if iri.startswith(self.pack.namespace) or namespace_part(iri) in spoken_namespaces(self.pack):
            return True
        return any(iri.startswith(extension.namespace) for extension in self.pack.extensions)

    def borrows(self, iri: str, kinds: Iterable[Term]) -> bool:
        """Whether an extension's shapes name this very word of another vocabulary, and it stands on one of its nodes.

        On any other node it is as unknown as it would be without the extension.
        """
        return any(
            iri in words_of(extension) and any(str(kind).startswith(extension.namespace) for kind in kinds)
            for extension in self.pack.extensions
        )


def _common_prefix(pack: RulePack) -> str:
    """What all of the pack's namespaces begin with: most IRIs do not, and are done with at once."""
    first, last = min(known.iri for known in pack.namespaces), max(known.iri for known in pack.namespaces)
    return first[
        : next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    ]
