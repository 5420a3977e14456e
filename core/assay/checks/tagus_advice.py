# SPDX-License-Identifier: Apache-2.0
"""Traps of the Tagus clearing house's own graph: advice, for the rules allow what trips it."""

from collections.abc import Iterator
from itertools import islice

from assay.checks.case import Case, CaseCredential
from assay.checks.envelope import as_tuple
from assay.checks.interface import Statement, finding, judged, not_applicable
from assay.checks.tagus_case import about
from assay.claims import Literal
from assay.credential import Json
from assay.finding import Finding
from assay.rules.pack import Namespace, NamespaceKind, Rule
from assay.texts import quoted
from assay.vocabulary import Vocabulary

_LOOKED_UP = (("ServiceOffering", "tagus.context_host"), ("DataResource", "tagus.context_host_data"))
MOST = 20
"""Texts that are named one by one."""


def apostrophes(case: Case, rule: Rule) -> Statement:
    """Texts with a straight apostrophe: the service's database refuses them, and the node is missing without a word."""
    met = (entry for entry in case.claims if isinstance(entry[2], Literal) and "'" in entry[2].value)
    found = [
        finding(
            rule,
            "tagus.apostrophe",
            place=case.place_of(node, path, value),
            subject=node,
            path=path,
            value=value.value,
            params={"value": quoted(value.value), "property": f"property:{path}"},
        )
        for node, path, value in islice(met, MOST)
        if isinstance(value, Literal)
    ]
    return judged(rule, found)


def context_host(case: Case, rule: Rule) -> Statement:
    """Offerings and data written in the vocabulary under another address than the one the service looks for.

    It looks for the providers of offerings and the producers of data only: other credentials of the set may name it
    as they like.
    """
    things = [(entry, text) for name, text in _LOOKED_UP for entry, _ in about(case, name)]
    if not things:
        return not_applicable(rule, "reason.no_offering")
    found: dict[tuple[str, str], Finding] = {}
    for entry, text in things:
        spoken = _spoken(case, entry)
        if spoken is not None and spoken.kind is NamespaceKind.ALIAS:
            place, params = entry.member_place("@context"), {"name": spoken.name}
            told = finding(rule, text, place=place, path=spoken.iri, params=params)
            found.setdefault((text, spoken.iri), told)
    return judged(rule, found.values())


def _spoken(case: Case, entry: CaseCredential) -> Namespace | None:
    """The vocabulary a credential speaks: the last of the pack's that its contexts name, inside of its subject too."""
    content, vocabulary = entry.credential.content, Vocabulary(case.pack)
    inner = [item.get("@context") for item in as_tuple(content.get("credentialSubject")) if isinstance(item, dict)]
    named = (*entry.credential.inherited_contexts, content.get("@context"), *inner)
    addresses = [url for context in named for part in as_tuple(context) for url in _addresses(part)]
    known = (vocabulary.of_context(url) for url in reversed(addresses))
    return next((found for found in known if found is not None), None)


def _addresses(context: Json) -> Iterator[str]:
    if isinstance(context, str):
        yield context
    elif isinstance(context, dict):
        yield from (value for value in context.values() if isinstance(value, str))
