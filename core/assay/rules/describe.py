# SPDX-License-Identifier: Apache-2.0
"""Rule packs as plain rows, for `assay packs list` and `assay packs show` and for the window. No layout here."""

from assay.rules.pack import RulePack
from assay.values import frozen


@frozen
class PackRow:
    """One line of a list of packs."""

    id: str
    version: str
    name: str
    generation: str
    current_as_of: str


def pack_row(pack: RulePack) -> PackRow:
    """The pack in one line."""
    return PackRow(pack.id, pack.version, pack.name, pack.generation, pack.current_as_of)


def pack_details(pack: RulePack) -> dict[str, object]:
    """Everything worth telling about a pack, JSON-ready, in the order to be shown. Keys are text ids, not sentences.

    The first members are those of the report's `pack` (contract, The JSON report).
    """
    return {
        **report_pack(pack),
        "name": pack.name,
        "generation": pack.generation,
        "base": pack.base,
        "valid_from": pack.valid_from,
        "valid_until": pack.valid_until,
        "namespaces": [{"iri": n.iri, "name": n.name, "kind": n.kind.value} for n in pack.namespaces],
        "contexts": list(pack.context_urls),
        "terms": [
            {"name": t.name, "sha256": t.sha256, "valid_from": t.valid_from, "valid_until": t.valid_until}
            for t in pack.terms
        ],
        "counts": {**pack.counts, "rules": len(pack.rules)},
        "engine": "reference" if pack.needs_reference else "compiled",
        "languages": list(pack.languages),
        "source": {
            "origin": pack.source.origin,
            "dated": pack.source.dated,
            "licence": pack.source.licence,
            "sha256": dict(pack.source.sha256),
        },
    }


def report_pack(pack: RulePack) -> dict[str, str]:
    """The report's `pack` member: what pins the rules a document was judged by."""
    return {
        "id": pack.id,
        "version": pack.version,
        "sha256": pack.sha256,
        "current_as_of": pack.current_as_of,
        "criteria_basis": pack.criteria_basis,
    }
