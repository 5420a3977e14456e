# SPDX-License-Identifier: Apache-2.0
"""Traps of the Tagus clearing house's own graph: advice, for the rules allow what trips it."""

from itertools import islice

from assay.checks.case import Case
from assay.checks.interface import Statement, finding, judged, not_applicable
from assay.checks.tagus_case import about
from assay.claims import Literal
from assay.rules.pack import Rule
from assay.texts import quoted

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
    """Offerings and data written in the vocabulary under another address than the one the service looks for."""
    if not any(about(case, "ServiceOffering")) and not any(about(case, "DataResource")):
        return not_applicable(rule, "reason.no_offering")
    known = {namespace.iri: namespace for namespace in case.pack.namespaces if namespace.kind == "alias"}
    found = [
        finding(rule, "tagus.context_host", place=place, path=iri, params={"name": known[iri].name})
        for iri, place in case.namespaces.aliases.items()
        if iri in known
    ]
    return judged(rule, found)
