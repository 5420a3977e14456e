# SPDX-License-Identifier: Apache-2.0
"""Terms and conditions of Tagus: everybody has accepted them, and in the right words (engine steps T3b and T2c)."""

import hashlib
import re
from collections.abc import Iterator

from assay.checks.case import Case
from assay.checks.interface import Statement, finding, judged, not_applicable
from assay.checks.tagus_case import TERMS, about, issuer_of, needed_in_set, same_issuer
from assay.claims import XSD_STRING, Literal, Term
from assay.finding import Finding
from assay.rules.pack import Rule
from assay.rules.trust import Role
from assay.texts import quoted

_SPACES = re.compile(r"(?:\s|\\+[nrt])+")
_ESCAPED = re.compile(r"\\+[nrt]")
_HASH = re.compile(r"[0-9a-fA-F]{64}\Z")
_LETTERS = re.compile(r"[\W_]+")


def accepted_terms(case: Case, rule: Rule) -> Statement:
    """Each issuer has issued a credential with the accepted terms, known notaries and clearing houses excepted."""
    entries = [entry for entry in case.credentials if not entry.credential.is_bare_claims]
    if not entries:
        return not_applicable(rule, "reason.bare_claims")
    accepted = [issuer_of(entry) for entry, _ in about(case, TERMS)]
    found: dict[str, Finding] = {}
    for entry in entries:
        issuer = issuer_of(entry)
        if not issuer or issuer in found or any(case.trusted.is_listed(issuer, role) for role in Role):
            continue
        if not any(same_issuer(issuer, other) for other in accepted):
            params = {"issuer": quoted(issuer)}
            place = entry.member_place("issuer")
            found[issuer] = finding(
                rule, "tagus.terms_not_accepted", place=place, subject=issuer, path="issuer", params=params
            )
    return needed_in_set(case, rule, found.values())


def terms_text(case: Case, rule: Rule) -> Statement:
    """The accepted text is the right one, told by its SHA-256; the usual damage is named.

    Stands for `sh:hasValue` of the official shape: one of the values has to be the text. Where there is no value at
    all, the shape itself says so. `params`: `sha256` of the right text, `squeezed` of it without white space,
    `letters` of its letters and digits alone, in small letters.
    """
    kind = case.pack.namespace + TERMS
    nodes = [node for node in case.nodes if kind in case.claims.types(node)]
    if not nodes:
        return not_applicable(rule, "reason.no_accepted_terms")
    return judged(rule, (found for node in nodes for found in _text_findings(case, rule, node)))


def _text_findings(case: Case, rule: Rule, node: str) -> Iterator[Finding]:
    path = case.pack.namespace + "termsAndConditions"
    values = case.claims.objects(node, path)
    if not values or any(_is_right(rule, value) for value in values):
        return
    value = values[0]
    told = value.value if isinstance(value, Literal) else str(value)
    text, params = _fault(case, rule, told) if isinstance(value, Literal) else ("tagus.terms_other", {})
    place, digest = case.place_of(node, path, value), _sha256(told)
    yield finding(rule, text, place=place, subject=node, path=path, value=digest, params=params)


def _is_right(rule: Rule, value: Term) -> bool:
    is_text = isinstance(value, Literal) and value.datatype == XSD_STRING
    return is_text and isinstance(value, Literal) and _sha256(value.value) == rule.params["sha256"]


def _fault(case: Case, rule: Rule, told: str) -> tuple[str, dict[str, str | int]]:
    """What is wrong with a text: an older release, one of the usual kinds of damage, or something else altogether."""
    digest = _sha256(told)
    older = {terms.sha256: terms.name for terms in case.pack.terms if terms.sha256 != rule.params["sha256"]}
    if digest in older or told.casefold() in older:
        return "tagus.terms_older", {"name": older.get(digest) or older[told.casefold()]}
    if _HASH.match(told):
        return "tagus.terms_digest", {}
    if digest == rule.params["sha256"]:
        return "tagus.terms_typed", {}
    if _sha256(_SPACES.sub("", told)) == rule.params["squeezed"]:
        return _damage(told), {}
    if _sha256(_LETTERS.sub("", _ESCAPED.sub("", told)).casefold()) == rule.params["letters"]:
        return "tagus.terms_marks", {}
    return "tagus.terms_other", {}


LINE_ENDS = 3
"""Of the right text: one after the heading, two between the paragraphs."""


def _damage(told: str) -> str:
    """Which white space of the text is not as published."""
    if _ESCAPED.search(told):
        return "tagus.terms_escaped"
    if "\r" in told:
        return "tagus.terms_returns"
    lines = told.count("\n")
    if lines > LINE_ENDS:
        return "tagus.terms_wrapped"
    return "tagus.terms_newline_lost" if lines < LINE_ENDS else "tagus.terms_spaces"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
