# SPDX-License-Identifier: Apache-2.0
"""What a result's author probably meant: expected things in words, and "did you mean"."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from assay.checks.case import Case, folded_id
from assay.checks.evaluation import Judged
from assay.claims import Literal
from assay.rules.pack import RulePack
from assay.rules.pack_texts import value_list_key
from assay.rules.terms import prefix_of, written_terms
from assay.shacl.evaluate import Result
from assay.texts import local_name, quoted

ANY = "any:"
"""Marks a parameter that lists alternatives, separated by `|` (see `assay.texts`)."""
FAR = 4
"""Difference in length from which a word is no slip of another."""
LONG_ID = 120
SHORTEST_SLIP = 3
"""Two letters are near to too many other two letters to guess what was meant."""


def expected_of(pack: RulePack, judged: Judged) -> str:
    """What was demanded, as a parameter for a text: `class:…`, `datatype:…`, `list:…`, or several after `any:`."""
    demands = [judged.result.params, *(cause.params for cause in judged.causes)]
    told = dict.fromkeys(demand for params in demands for demand in _demands(pack, params))
    first, *others = told or ("",)
    return ANY + "|".join(told) if others else first


def _demands(pack: RulePack, params: object) -> Iterator[str]:
    if not isinstance(params, Mapping):
        return
    for name in ("class", "datatype"):
        if isinstance(params.get(name), str):
            yield f"{name}:{params[name]}"
    if "in" in params:
        yield f"list:{_list(pack, params['in']).key}"


def written_class(pack: RulePack, judged: Judged) -> str:
    """The class that was demanded as a document writes it: `gx:Address`; the first where there are several."""
    for params in (judged.result.params, *(cause.params for cause in judged.causes)):
        if isinstance(params.get("class"), str):
            cls = str(params["class"])
            return f"{prefix_of(pack, cls)}:{local_name(cls)}"
    return ""


def values_of(pack: RulePack, judged: Judged) -> tuple[str, ...]:
    """All values that would have been taken, of the result's own list and of all its alternatives."""
    found: list[str] = []
    for params in (judged.result.params, *(cause.params for cause in judged.causes)):
        if isinstance(params, Mapping) and "in" in params:
            found.extend(_list(pack, params["in"]).values)
    return tuple(dict.fromkeys(found))


class _ValueList(NamedTuple):
    """A list of allowed values, and the key its name stands under in the pack's texts."""

    values: tuple[str, ...]
    key: str


_lists_by_number: dict[tuple[str, int], _ValueList] = {}


def _list(pack: RulePack, given: object) -> _ValueList:
    """A list parameter is a number of the program's shared lists (worked out once), or the values themselves."""
    if not isinstance(given, int) or pack.program is None:
        return _value_list(given if isinstance(given, (list, tuple)) else ())
    number = (pack.sha256, given)
    if number not in _lists_by_number:
        _lists_by_number[number] = _value_list(pack.program.values(given))
    return _lists_by_number[number]


def _value_list(values: Iterable[object]) -> _ValueList:
    told = tuple(value.value if isinstance(value, Literal) else str(value) for value in values)
    return _ValueList(told, value_list_key(told))


def list_suggestion(value: str, allowed: tuple[str, ...]) -> tuple[str, str]:
    """The value that was meant and how it differs: `typed`, `case`, `region`, `close`; two empty strings if none."""
    if value in allowed:
        return value, "typed"
    by_case = {option.casefold(): option for option in allowed}
    if value.strip().casefold() in by_case:
        return by_case[value.strip().casefold()], "case"
    head = value.partition("-")[0]
    if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", value) and head in allowed:
        return head, "region"
    near = _closest(value, allowed, cutoff=0.8) if len(value) >= SHORTEST_SLIP else ""
    return (near, "close") if near else ("", "")


def _closest(value: str, options: Iterable[str], *, cutoff: float) -> str:
    """The option most like the value; empty if none is. Options that begin otherwise or differ much in length are not
    looked at: comparing a value with thousands of them takes longer than checking it.
    """
    first = value[:1].casefold()
    near = [option for option in options if abs(len(option) - len(value)) <= FAR and option[:1].casefold() == first]
    found = difflib.get_close_matches(value, near, n=1, cutoff=cutoff)
    return found[0] if found else ""


def key_as_written(case: Case, result: Result) -> str:
    """The member's key in the document, e.g. `gx:url`; empty where it is not known."""
    focus = result.focus_node if isinstance(result.focus_node, str) else ""
    places = case.member_places.get((focus, result.path), ())
    token = places[0].pointer.rpartition("/")[2] if places else ""
    return token.replace("~1", "/").replace("~0", "~")


def closed_advice(case: Case, result: Result) -> tuple[str, dict[str, str | int]]:
    """The text for a member that does not belong: a prefix too many, a slip of the pen, a word of elsewhere."""
    terms = written_terms(case.pack)
    allowed = {iri: terms[iri].name if iri in terms else local_name(iri) for iri in _allowed(case, result)}
    key, name = key_as_written(case, result), local_name(result.path)
    params: dict[str, str | int] = {"key": name if "://" in key or not key else key}
    by_name = {_plain(local_name(iri)): term for iri, term in allowed.items()}
    by_name |= {_plain(term): term for term in allowed.values()}
    meant = by_name.get(_plain(name))
    if meant and ":" in key and meant == key.partition(":")[2]:
        return "shape.closed_prefix", {**params, "suggestion": meant}
    if not meant:
        close = _closest(_plain(name), by_name, cutoff=0.75)
        meant = by_name[close] if close else _synonym(name, by_name)
    if meant:
        return "shape.closed_meant", {**params, "suggestion": meant}
    return "shape.closed", params


def dangling_advice(case: Case, judged: Judged) -> tuple[str, dict[str, str | int]]:
    """The text for a reference to something that is not described: nothing of the kind, a slip in its id, or
    the id of a credential instead of its subject's.
    """
    result = judged.result
    value = result.value if isinstance(result.value, str) else ""
    meant = case.folded_nodes.get(folded_id(value), "")
    described = case.subjects_of_credentials.get(value, ())
    params: dict[str, str | int] = {
        "property": f"property:{result.path}",
        "value": quoted(value, LONG_ID),
        "expected": expected_of(case.pack, judged),
        "suggestion": meant or next(iter(described), ""),
    }
    if described and not meant:
        return "links.dangling_credential", params
    return "links.dangling_slip" if meant else "links.dangling", params


_SYNONYMS = {
    "legalname": "name",
    "headquarteraddress": "headquartersaddress",
    "legalregistrationnumber": "registrationnumber",
    "countrysubdivisioncode": "countrycode",
    "termsandconditions": "serviceofferingtermsandconditions",
    "policy": "servicepolicy",
    "aggregationof": "aggregationofresources",
    "city": "locality",
    "street": "streetaddress",
    "zip": "postalcode",
    "zipcode": "postalcode",
    "title": "name",
}
"""Words of the older Tagus release, and everyday ones, with the word of the present vocabulary."""


def _synonym(name: str, by_name: dict[str, str]) -> str:
    return by_name.get(_SYNONYMS.get(_plain(name), ""), "")


def _plain(name: str) -> str:
    return name.replace("-", "").replace("_", "").casefold()


def _allowed(case: Case, result: Result) -> tuple[str, ...]:
    """Properties the closed shape allows, as its compiled form lists them."""
    program = case.pack.program
    if program is None or result.shape < 0:
        return ()
    _, found = program.shapes[result.shape]["constraints"][result.constraint]
    return tuple(str(iri) for iri in found) if isinstance(found, list) else ()
