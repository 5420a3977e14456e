# SPDX-License-Identifier: Apache-2.0
"""The reference reading of JSON-LD, by PyLD: slow, and asked only where the fast reading declines or disagrees.

The only file that imports pyld. Its document loader knows the addresses of a `ContextSource` and nothing else.
"""

import hashlib
import json
import re
import secrets
import warnings
from collections.abc import Iterable, Iterator, Mapping
from threading import get_ident
from typing import cast

from assay.claims import RDF_LANG_STRING, XSD_STRING, Literal, Term, Triple
from assay.credential import Json
from assay.linked_data.contexts import ContextSource
from assay.linked_data.rdf import is_blank_label, is_iri, is_language
from assay.values import frozen

_LABEL = re.compile(r'(?<!\\)"_:([^"\\]*)"(?!\s*:)')


_RELATIVE = f"x-assay-relative-{secrets.token_hex(16)}://none/"

_Statement = Mapping[str, Mapping[str, str]]


@frozen
class _Marks:
    """Words that stand for others while PyLD reads. No document can hold them, as none can hold its own digest and none
    knows what this process drew: what it writes must never be taken for a blank node, or for a relative address, which
    says nothing.
    """

    node: str
    """For `_:`, because PyLD gives blank nodes other labels."""
    base: str
    """The base where there is none: PyLD would make one up. What begins with it is relative, hence no legal IRI. It is
    one for all documents, because PyLD reads contexts anew for each base.
    """

    @classmethod
    def of(cls, document: object) -> "_Marks":
        """Those for a document; UnicodeEncodeError where half of a character stands alone, which is no text."""
        digest = hashlib.sha256(json.dumps(document, ensure_ascii=False).encode()).hexdigest()
        return cls(f"urn:x-assay-node-{digest}:", _RELATIVE)

    def restored(self, value: str) -> str:
        """The value as it stands in the document."""
        return "_:" + value[len(self.node) :] if value.startswith(self.node) else value


def to_graphs(
    document: Mapping[str, Json], contexts: ContextSource, *, base: str | None = None
) -> dict[str, list[Triple]]:
    """The statements of a JSON-LD document: graph name to triples, the default graph under the empty name.

    Labels of blank nodes stay. What is no legal RDF term is left out, as JSON-LD 1.1 API §8.1 says. Raises ValueError
    with the reason where the document is not JSON-LD or names an unknown context.
    """
    body = {key: value for key, value in document.items() if key != "@context"}
    text, marks = json.dumps(body, ensure_ascii=False), _Marks.of(document)
    plain = json.loads(_LABEL.sub(lambda found: f'"{marks.node}{found.group(1)}"', text))
    if "@context" in document:
        plain = {"@context": document["@context"], **plain}
    graphs: dict[str, list[Triple]] = {"": []}
    fresh = "_:r"
    while fresh in text:
        fresh += "r"
    dataset = cast("Mapping[str, list[_Statement]]", _asked("to_rdf", plain, contexts, base or marks.base, fresh))
    for name, triples in dataset.items():
        graphs["" if name == "@default" else marks.restored(name)] = list(_legal(triples, marks))
    return {name: triples for name, triples in graphs.items() if triples or not name}


def expand_reference(document: Mapping[str, Json], contexts: ContextSource, *, base: str | None = None) -> list[Json]:
    """The expanded form of a JSON-LD document; ValueError as for `to_graphs`."""
    return cast("list[Json]", _asked("expand", document, contexts, base or _Marks.of(document).base))


def _asked(operation: str, document: object, contexts: ContextSource, base: str, fresh: str = "_:r") -> object:
    from pyld import jsonld

    options = {"documentLoader": _Loader(contexts), "base": base, "processingMode": "json-ld-1.1"}
    options["contextResolver"] = _resolver(contexts, options["documentLoader"])
    options["identifierIssuer"] = jsonld.IdentifierIssuer(fresh)  # its own labels could be the author's
    refusals = (jsonld.JsonLdError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return getattr(jsonld, operation)(document, options)
    except refusals as error:
        raise ValueError(_reason(error)) from error


def _resolver(contexts: ContextSource, loader: object) -> object:
    """A resolver with the cache of the source: PyLD's own would mix up sources that differ for one address.

    One for each thread, because nothing says that PyLD's caches may be changed by two at a time.
    """
    from cachetools import LRUCache
    from pyld.jsonld import ContextResolver

    return ContextResolver(contexts.resolved.setdefault(get_ident(), LRUCache(maxsize=100)), loader)


class _Loader:
    """Gives PyLD the documents of a source, refuses everything else."""

    def __init__(self, contexts: ContextSource) -> None:
        self._contexts = contexts

    def __call__(self, url: str, _: object) -> Mapping[str, object]:
        if url not in self._contexts:
            from pyld.jsonld import JsonLdError

            raise JsonLdError(f"the context {url} is not known", "jsonld.LoadDocumentError", code="unknown context")
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": self._contexts.document(url),
            "tag": "static",
        }


def _reason(error: BaseException | None) -> str:
    """The innermost reason, which is the one that says something."""
    told = str(error)
    while error is not None:
        code = getattr(error, "code", None)
        told = f"{code}: {error.args[0]}" if code and error.args else str(error) or told
        error = error.__cause__
    return told.splitlines()[0][:300] if told else "not JSON-LD"


def _legal(triples: "Iterable[_Statement]", marks: _Marks) -> Iterator[Triple]:
    for triple in triples:
        subject, predicate = (marks.restored(triple[place]["value"]) for place in ("subject", "predicate"))
        value = _term(triple["object"], marks) if triple["object"] is not None else None
        if value is None or not _is_legal(value, marks):
            continue
        if _is_node(subject, marks) and _is_node(predicate, marks):
            yield subject, predicate, value


def _term(term: Mapping[str, str], marks: _Marks) -> Term:
    value = marks.restored(term["value"])
    if term["type"] != "literal":
        return value
    language = term.get("language", "")
    datatype = RDF_LANG_STRING if language else term.get("datatype", XSD_STRING)
    return Literal(value, datatype, language.lower())


def _is_node(value: str, marks: _Marks) -> bool:
    return is_blank_label(value[2:]) if value[:2] == "_:" else is_iri(value) and not value.startswith(marks.base)


def _is_legal(value: Term, marks: _Marks) -> bool:
    if isinstance(value, str):
        return _is_node(value, marks)
    return is_iri(value.datatype) and (not value.language or is_language(value.language))
