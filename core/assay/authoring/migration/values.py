# SPDX-License-Identifier: Apache-2.0
"""Old values as the new form takes them: by its list, its datatype, or as the id of a node; never by guessing."""

from collections.abc import Callable, Iterator, Mapping

from assay.authoring.forms.form import Field, Way, WayKind
from assay.authoring.json_edit import joined
from assay.authoring.migration.rows import is_value_object, number_text
from assay.claims import RDF_LANG_STRING, XSD, XSD_STRING, Literal, Term
from assay.credential import Json
from assay.linked_data.rdf import is_iri
from assay.shacl.datatypes import is_well_formed

_ANY_URI = XSD + "anyURI"
_OF_REFERENCES = frozenset(("id", "@id", "type", "@type"))
_LISTS = ("@set", "@list")
_COUNTRY = 2
"""Letters of a country code (ISO 3166-1 alpha-2)."""


def text_of(value: Json) -> str | None:
    """What a scalar or a literal says, in its lexical form; None where it is neither."""
    if isinstance(value, Mapping):
        value = value.get("@value")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_text(value)
    return value if isinstance(value, str) else None


def language_of(value: Json) -> str:
    """The language of a literal; empty where it has none."""
    found = value.get("@language") if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def reference_of(value: Json) -> str | None:
    """The id that an object refers to which says nothing else but a type; None where it says more, or is none."""
    if not isinstance(value, Mapping) or not set(value) <= _OF_REFERENCES:
        return None
    found = value.get("id", value.get("@id"))
    return found if isinstance(found, str) else None


def items_of(item: Json, at: str) -> Iterator[tuple[str, Json]]:
    """The values of a member, lists in lists and JSON-LD's own lists taken apart."""
    if isinstance(item, list) and item:
        for index, value in enumerate(item):
            yield from items_of(value, joined(at, index))
    elif isinstance(item, Mapping) and len(item) == 1 and next(iter(item)) in _LISTS:
        name = next(iter(item))
        yield from items_of(item[name], joined(at, name))
    else:
        yield at, item


def is_nothing(value: Json) -> bool:
    """Whether nothing is said: null, an empty text, list or object."""
    inner = value.get("@value") if isinstance(value, Mapping) and is_value_object(value) else value
    return inner is None or inner in ("", [], {})


def literal_for(text: str, language: str, entry: Field | None) -> Term | None:
    """The text as a value of the field; None where no way of the field takes it. Without a field any text will do."""
    if entry is None:
        return Literal(text, RDF_LANG_STRING, language) if language else Literal(text)
    return next(_literals(text, language, entry), None)


def takes_nodes_only(entry: Field | None) -> bool:
    """Whether every value of the field is a node."""
    return entry is not None and all(way.kind is WayKind.NODE for way in entry.ways)


def takes_id(text: str, entry: Field | None) -> bool:
    """Whether the text is an id and the field takes one."""
    if not is_iri(text):
        return False
    return entry is None or any(way.kind is not WayKind.CHOICE and way.takes_reference for way in entry.ways)


def _literals(text: str, language: str, entry: Field) -> Iterator[Term]:
    """The ways of a field to say it: from its list, then by datatype, the narrower one first."""
    for way in entry.ways:
        if way.kind is WayKind.CHOICE:
            yield from _chosen(text, way)
    texts = [way for way in entry.ways if way.kind is WayKind.TEXT and (way.kinds is None or "literal" in way.kinds)]
    for way in sorted(texts, key=lambda way: way.datatype in ("", XSD_STRING)):
        if way.takes_language and language:
            yield Literal(text, RDF_LANG_STRING, language)
        elif not way.takes_language and _is_of(text, way):
            yield Literal(text, way.datatype or XSD_STRING)


def _chosen(text: str, way: Way) -> Iterator[Term]:
    listed = [term for term in way.values or () if (term.value if isinstance(term, Literal) else term) == text]
    yield from listed[:1]


def _is_of(text: str, way: Way) -> bool:
    if way.datatype == _ANY_URI:
        return is_iri(text)
    return is_well_formed(Literal(text, way.datatype or XSD_STRING))


def _country(text: str) -> str | None:
    """The country of a subdivision code (ISO 3166-2: the two letters before the hyphen are those of ISO 3166-1)."""
    country, mark, rest = text.strip().partition("-")
    is_code = len(country) == _COUNTRY and country.isascii() and country.isalpha()
    return country.upper() if is_code and (rest or not mark) else None


TRANSFORMATIONS: Mapping[str, Callable[[str], str | None]] = {"country_of_subdivision": _country}
"""By the name that tables use; each gives None for a text that it has no answer to."""
