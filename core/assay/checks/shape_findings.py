# SPDX-License-Identifier: Apache-2.0
"""From a SHACL result to a finding: which sentence says it, with which words, and where it stands."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TypeAlias

from assay.checks.advice import (
    ANY,
    closed_advice,
    dangling_advice,
    expected_of,
    key_as_written,
    list_suggestion,
    values_of,
    written_class,
)
from assay.checks.case import Case
from assay.checks.evaluation import Judged
from assay.claims import RDF_LANG_STRING, XSD, Literal, Term, is_blank
from assay.finding import Finding, Place, Severity, ShaclResult
from assay.rules.pack import Rule
from assay.rules.terms import written_terms
from assay.shacl.evaluate import Result
from assay.texts import one_line, quoted
from assay.values import frozen

_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "float", "double", "boolean"))
_SUFFIX = "ConstraintComponent"
LISTED = 12
"""Allowed values are named one by one up to this many."""


@frozen
class Told:
    """Which text says a result, and what fills it."""

    text: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    at_key: bool = False
    at_node: bool = False


Teller: TypeAlias = Callable[[Case, Judged], Told]


def shape_finding(case: Case, rule: Rule, judged: Judged, severity: Severity | None = None) -> Finding:
    """The finding that stands for a result; `severity` overrides the shape's own."""
    result = judged.result
    kind = result.component.removesuffix(_SUFFIX)
    kind = kind[:1].lower() + kind[1:]
    told = _TELLERS.get(kind, _generic)(case, judged)
    focus = _shown_node(result.focus_node)
    return Finding(
        f"{case.pack.prefix}-SHAPE-{kind}",
        rule.stage,
        severity or result.severity,
        told.text,
        {**_common(case, result), **told.params},
        place=_place(case, result, told),
        subject=_stable_subject(case, result.focus_node),
        path=result.path,
        value=_value_text(result.value),
        shacl=ShaclResult(focus, result.path, result.component, _value_or_none(result.value), result.source_shape),
        evidence=_evidence(judged),
    )


def _common(case: Case, result: Result) -> dict[str, str | int]:
    types = case.claims.types(result.focus_node)
    return {
        "property": f"property:{result.path}" if result.path else "",
        "class": f"class:{types[0]}" if types else "",
        "value": quoted(_value_text(result.value)),
        "term": _term(case, result.path),
    }


def _term(case: Case, path: str) -> str:
    found = written_terms(case.pack).get(path)
    return found.name if found else path.rpartition("#")[2] or path


def _place(case: Case, result: Result, told: Told) -> Place | None:
    node = result.focus_node if isinstance(result.focus_node, str) else ""
    if told.at_node or not result.path:
        return case.place_of(node)
    if told.at_key:
        found = case.place_of(node, result.path)
        return Place(found.pointer, of_key=True, file=found.file) if found else None
    return case.place_of(node, result.path, result.value)


def _evidence(judged: Judged) -> dict[str, object]:
    seen: dict[str, object] = {}
    if isinstance(judged.result.value, Literal):
        seen["seen"] = one_line(judged.result.value.value, 200)
    if judged.causes:
        seen["causes"] = [
            {
                "alternative": cause.alternative,
                "path": cause.path,
                "component": cause.component,
                **({} if cause.value is None else {"value": _value_text(cause.value)}),
            }
            for cause in judged.causes
        ]
    return seen


def _stable_subject(case: Case, node: Term) -> str:
    """An id for the fingerprint: blank nodes go by the class and the named node that holds them."""
    told = _value_text(node)
    if not is_blank(node):
        return told
    seen: set[Term] = set()
    trail: list[str] = []
    while is_blank(node) and node not in seen:
        seen.add(node)
        holder = case.holder_of(node)
        if holder is None:
            break
        node, predicate = holder
        trail.append(predicate)
    return " ".join(("" if is_blank(node) else _value_text(node), *reversed(trail)))


def _shown_node(node: Term) -> str:
    return node if isinstance(node, str) else node.value


def _value_text(value: Term | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else value.value


def _value_or_none(value: Term | None) -> str | None:
    return None if value is None else _value_text(value)


# One function a kind of constraint, in the order of SHACL §4.


def _class(case: Case, judged: Judged) -> Told:
    value, expected = judged.result.value, expected_of(case.pack, judged)
    if isinstance(value, Literal):
        return Told("shape.class_text", {"expected": expected})
    if judged.about_unknown_node:
        return Told(*dangling_advice(case, judged))
    types = case.claims.types(value) if value is not None else ()
    if not types:
        return Told("shape.class_without_type", {"expected": expected, "written": written_class(case.pack, judged)})
    return Told("shape.class", {"expected": expected, "actual": f"class:{types[0]}"})


def _datatype(case: Case, judged: Judged) -> Told:
    value, wanted = judged.result.value, str(judged.result.params.get("datatype", ""))
    params: dict[str, str | int] = {"expected": expected_of(case.pack, judged), "datatype": wanted.replace(XSD, "xsd:")}
    if not isinstance(value, Literal):
        return Told("shape.datatype_reference", params)
    if value.datatype == wanted:
        return Told("shape.datatype_malformed", params)
    if value.datatype == RDF_LANG_STRING:
        return Told("shape.datatype_language", params)
    key = key_as_written(case, judged.result)
    coerced = written_terms(case.pack).get(judged.result.path)
    if coerced and coerced.datatype == wanted and ":" in key:
        return Told("shape.datatype_prefix", {**params, "key": key})
    if wanted in _NUMBERS:
        return Told("shape.datatype_number", params)
    return Told("shape.datatype", params)


def _node_kind(_case: Case, judged: Judged) -> Told:
    wants_text = str(judged.result.params.get("nodeKind", "")).endswith("#Literal")
    if wants_text:
        return Told("shape.nodeKind_text")
    is_text = isinstance(judged.result.value, Literal)
    return Told("shape.nodeKind_reference" if is_text else "shape.nodeKind")


def _min_count(case: Case, judged: Judged) -> Told:
    given = len(case.claims.objects(judged.result.focus_node, judged.result.path))
    wanted = judged.result.params.get("minCount", 1)
    params: dict[str, str | int] = {"min": str(wanted), "given": given}
    return Told("shape.minCount_more" if given else "shape.minCount", params, at_node=not given)


def _max_count(case: Case, judged: Judged) -> Told:
    given = len(case.claims.objects(judged.result.focus_node, judged.result.path))
    wanted = judged.result.params.get("maxCount", 1)
    text = "shape.maxCount_none" if str(wanted) == "0" else "shape.maxCount"
    return Told(text, {"max": str(wanted), "given": given}, at_key=True)


def _in(case: Case, judged: Judged) -> Told:
    allowed = values_of(case.pack, judged)
    params: dict[str, str | int] = {"expected": expected_of(case.pack, judged)}
    if isinstance(judged.result.value, Literal):
        meant, why = list_suggestion(judged.result.value.value, allowed)
        if meant:
            return Told(f"shape.in_{why}", {**params, "suggestion": meant})
    if 0 < len(allowed) <= LISTED:
        return Told("shape.in_few", {**params, "options": ", ".join(allowed)})
    return Told("shape.in", params)


def _or(case: Case, judged: Judged) -> Told:
    kinds = {cause.component.removesuffix(_SUFFIX) for cause in judged.causes}
    if kinds == {"In"}:
        return _in(case, judged)
    if kinds == {"Class"}:
        return _class(case, judged)
    if judged.about_unknown_node:
        return Told(*dangling_advice(case, judged))
    concerned = tuple(dict.fromkeys(f"property:{cause.path}" for cause in judged.causes if cause.path))
    if not judged.result.path and concerned:
        parts = concerned[0] if len(concerned) == 1 else ANY + "|".join(concerned)
        return Told("shape.or_parts", {"parts": parts}, at_node=True)
    return Told("shape.or", {"expected": expected_of(case.pack, judged)})


def _node(case: Case, judged: Judged) -> Told:
    """A part that does not have what belongs to it: what exactly stands in the causes."""
    if judged.about_unknown_node:
        return Told(*dangling_advice(case, judged))
    paths = tuple(dict.fromkeys(f"property:{cause.path}" for cause in judged.causes if cause.path))
    if not paths:
        return Told("shape.node")
    return Told("shape.node_part", {"part": paths[0] if len(paths) == 1 else f"{ANY}{'|'.join(paths)}"})


def _closed(case: Case, judged: Judged) -> Told:
    text, params = closed_advice(case, judged.result)
    return Told(text, params, at_key=True)


def _limit(_case: Case, judged: Judged) -> Told:
    kind = judged.result.component.removesuffix(_SUFFIX)
    kind = kind[:1].lower() + kind[1:]
    wanted = judged.result.params.get(kind, "")
    shown = wanted.value if isinstance(wanted, Literal) else str(wanted)
    return Told(f"shape.{kind}", {"limit": shown})


def _plain(_case: Case, judged: Judged) -> Told:
    kind = judged.result.component.removesuffix(_SUFFIX)
    return Told(f"shape.{kind[:1].lower()}{kind[1:]}")


def _generic(_case: Case, judged: Judged) -> Told:
    return Told("shape.other", {"constraint": judged.result.component.removesuffix(_SUFFIX)})


_TELLERS: Mapping[str, Teller] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minCount": _min_count,
    "maxCount": _max_count,
    "minInclusive": _limit,
    "maxInclusive": _limit,
    "minExclusive": _limit,
    "maxExclusive": _limit,
    "minLength": _limit,
    "maxLength": _limit,
    "pattern": _limit,
    "languageIn": _plain,
    "uniqueLang": _plain,
    "equals": _plain,
    "disjoint": _plain,
    "lessThan": _plain,
    "lessThanOrEquals": _plain,
    "not": _plain,
    "and": _plain,
    "or": _or,
    "xone": _plain,
    "node": _node,
    "hasValue": _plain,
    "in": _in,
    "closed": _closed,
}
