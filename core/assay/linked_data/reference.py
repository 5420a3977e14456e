# SPDX-License-Identifier: Apache-2.0
"""The reference reading of JSON-LD, by PyLD: slow, and asked only where the fast reading declines or disagrees.

The only file that imports pyld. Its document loader knows the addresses of a `ContextSource` and nothing else.
"""

import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from assay.claims import RDF_LANG_STRING, XSD_STRING, Literal, Term, Triple
from assay.credential import Json
from assay.linked_data.contexts import ContextSource
from assay.linked_data.rdf import is_blank_label, is_iri, is_language

_NODE: Final = "urn:x-assay-node:"
"""Stands for `_:` while PyLD reads, because it gives blank nodes other labels."""
_NO_BASE: Final = "x-assay-relative://none/"
"""The base where there is none: PyLD would make one up. What begins with it is relative, hence no legal IRI."""
_LABEL = re.compile(r'"_:([^"\\]*)"(?!\s*:)')


_Statement = Mapping[str, Mapping[str, str]]


def to_graphs(
    document: Mapping[str, Json], contexts: ContextSource, *, base: str | None = None
) -> dict[str, list[Triple]]:
    """The statements of a JSON-LD document: graph name to triples, the default graph under the empty name.

    Labels of blank nodes stay. What is no legal RDF term is left out, as JSON-LD 1.1 API §8.1 says. Raises ValueError
    with the reason where the document is not JSON-LD or names an unknown context.
    """
    body = {key: value for key, value in document.items() if key != "@context"}
    text = json.dumps(body, ensure_ascii=False)
    if not text.isascii():
        text.encode()  # raises where half of a character stands alone, which is no text
    plain = json.loads(_LABEL.sub(lambda found: f'"{_NODE}{found.group(1)}"', text))
    if "@context" in document:
        plain = {"@context": document["@context"], **plain}
    graphs: dict[str, list[Triple]] = {"": []}
    fresh = "_:r"
    while fresh in text:
        fresh += "r"
    dataset = cast("Mapping[str, list[_Statement]]", _asked("to_rdf", plain, contexts, base, fresh))
    for name, triples in dataset.items():
        graphs["" if name == "@default" else _node(name)] = list(_legal(triples))
    return {name: triples for name, triples in graphs.items() if triples or not name}


def expand_reference(document: Mapping[str, Json], contexts: ContextSource, *, base: str | None = None) -> list[Json]:
    """The expanded form of a JSON-LD document; ValueError as for `to_graphs`."""
    return cast("list[Json]", _asked("expand", document, contexts, base))


def _asked(operation: str, document: object, contexts: ContextSource, base: str | None, fresh: str = "_:r") -> object:
    from pyld import jsonld

    options = {"documentLoader": _Loader(contexts), "base": base or _NO_BASE, "processingMode": "json-ld-1.1"}
    options["contextResolver"] = _resolver(options["documentLoader"])
    options["identifierIssuer"] = jsonld.IdentifierIssuer(fresh)  # its own labels could be the author's
    refusals = (jsonld.JsonLdError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return getattr(jsonld, operation)(document, options)
    except refusals as error:
        raise ValueError(_reason(error)) from error


def _resolver(loader: object) -> object:
    """A resolver with a cache of its own: the shared one would mix up sources that differ for one address."""
    from cachetools import LRUCache
    from pyld.jsonld import ContextResolver

    return ContextResolver(LRUCache(maxsize=100), loader)


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
        }


def _reason(error: BaseException | None) -> str:
    """The innermost reason, which is the one that says something."""
    told = str(error)
    while error is not None:
        code = getattr(error, "code", None)
        told = f"{code}: {error.args[0]}" if code and error.args else str(error) or told
        error = error.__cause__
    return told.splitlines()[0][:300] if told else "not JSON-LD"


def _legal(triples: "Iterable[_Statement]") -> Iterator[Triple]:
    for triple in triples:
        subject, predicate = _node(triple["subject"]["value"]), triple["predicate"]["value"]
        value = _term(triple["object"]) if triple["object"] is not None else None
        if value is not None and _is_node(subject) and _is_node(predicate) and _is_legal(value):
            yield subject, predicate, value


def _term(term: Mapping[str, str]) -> Term:
    if term["type"] != "literal":
        return _node(term["value"])
    value = term["value"]
    if value.startswith(_NODE):
        value = "_:" + value[len(_NODE) :]
    language = term.get("language", "")
    datatype = RDF_LANG_STRING if language else term.get("datatype", XSD_STRING)
    return Literal(value, datatype, language.lower())


def _node(value: str) -> str:
    return "_:" + value[len(_NODE) :] if value.startswith(_NODE) else value


def _is_node(value: str) -> bool:
    return is_blank_label(value[2:]) if value[:2] == "_:" else is_iri(value) and not value.startswith(_NO_BASE)


def _is_legal(value: Term) -> bool:
    if isinstance(value, str):
        return _is_node(value)
    return is_iri(value.datatype) and (not value.language or is_language(value.language))
