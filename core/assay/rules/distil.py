# SPDX-License-Identifier: Apache-2.0
"""Official shapes, ontology and context → the files of a rule pack: facts, no prose, the same bytes each time.

What people write by hand (`pack.toml`, `rules.toml`, `texts/`, `LICENSE.md`) is left alone where it exists.
Run it as `python -m assay.rules.distil --shapes F --ontology F --context F --out FOLDER`.
"""

import argparse
import hashlib
import json
import tomllib
from pathlib import Path

from assay.claims import RDFS, RDFS_SUBCLASS_OF, ClaimsGraph, Triple
from assay.errors import PackError
from assay.rules.hierarchy import parents, reached
from assay.rules.official import official_graph
from assay.rules.omissions import without_omitted
from assay.rules.turtle import TurtleWriter
from assay.shacl.vocabulary import SH
from assay.values import frozen

PROSE = frozenset(
    {
        SH + "description",
        SH + "message",
        SH + "name",
        RDFS + "comment",
        RDFS + "label",
        "http://purl.org/dc/terms/description",
        "http://purl.org/dc/terms/title",
        "http://www.w3.org/2004/02/skos/core#definition",
        "http://www.w3.org/2004/02/skos/core#note",
    }
)
"""Predicates that carry sentences for people. They decide nothing and belong to their authors: not carried over."""

_LICENCE = "# SPDX-License-Identifier: EPL-2.0\n"
_HEADER = """# Facts distilled from the official {what} by assay.rules.distil; do not edit.
# SHA-256 of the official file: {digest}

"""
_CLASS_USERS = (SH + "targetClass", SH + "class")


@frozen
class Sources:
    """The official files, as bytes, and the namespace their own terms stand in."""

    shapes: bytes
    """SHACL, in Turtle or in JSON-LD that brings its context along."""
    ontology: bytes
    """OWL or RDFS in Turtle or JSON-LD; may be empty where the shapes need no class hierarchy."""
    context: bytes
    """The JSON-LD context document. Kept byte for byte, unless it carries more than a context (see `context_facts`)."""
    namespace: str


def distil(sources: Sources, out: Path) -> None:
    """Writes `shapes.ttl`, `subclasses.ttl` and `context.jsonld` into the folder.

    PackError where the files hold no shapes, cannot be read, or are not those the folder's `pack.toml` names.
    """
    digests = {name: hashlib.sha256(getattr(sources, name)).hexdigest() for name in ("shapes", "ontology", "context")}
    _check_named(out / "pack.toml", digests)
    context = context_facts(sources.context)
    shapes = official_graph(sources.shapes, "shapes")
    ontology = official_graph(sources.ontology, "ontology")
    facts, above = shape_facts(shapes), subclass_facts(shapes, ontology)
    files = {
        "context.jsonld": context,
        "shapes.ttl": facts_document("SHACL shapes", digests["shapes"], facts, sources.namespace, licence=_LICENCE),
        "subclasses.ttl": facts_document("ontology", digests["ontology"], above, sources.namespace, licence=_LICENCE),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)


def shape_facts(shapes: ClaimsGraph) -> ClaimsGraph:
    """The shapes graph without its prose and what `omissions` lists; PackError where nothing in it targets a class."""
    facts = ClaimsGraph(triple for triple in without_omitted(shapes) if triple[1] not in PROSE)
    if not facts.with_predicate(SH + "targetClass"):
        raise PackError("pack.empty", file="shapes.ttl")
    return facts


def subclass_facts(shapes: ClaimsGraph, ontology: ClaimsGraph) -> ClaimsGraph:
    """What `sh:class` and `sh:targetClass` need to know: the subclasses of the classes the shapes name.

    All statements between named classes from which one of those classes is reached, and those above them. The
    thousands of classes that stand for single values of an enumeration are reached by none and stay out.
    """
    named = {cls for predicate in _CLASS_USERS for cls in shapes.with_predicate(predicate) if isinstance(cls, str)}
    above = parents(ontology)
    below: dict[str, list[str]] = {}
    for sub, uppers in above.items():
        for upper in uppers:
            below.setdefault(upper, []).append(sub)
    around = reached(reached(named, below), above)
    kept: list[Triple] = [(sub, RDFS_SUBCLASS_OF, sup) for sub in above if sub in around for sup in above[sub]]
    return ClaimsGraph(kept)


def facts_document(what: str, digest: str, facts: ClaimsGraph, namespace: str, *, licence: str = "") -> bytes:
    """A graph of facts as Turtle, with where it comes from; `licence` is the line that names one, if one is known."""
    body = TurtleWriter(facts, namespace).text()
    return (licence + _HEADER.format(what=what, digest=digest) + body).encode()


def context_facts(data: bytes) -> bytes:
    """The context document as a pack carries it; PackError where it is none.

    The Tagus registry serves its shapes, sentences included, at the address of the context: of such a document only
    the context itself is kept.
    """
    try:
        document = json.loads(data)
    except ValueError as error:
        raise PackError("pack.unreadable", file="context", reason=str(error)) from error
    if not isinstance(document, dict) or "@context" not in document:
        raise PackError("pack.unreadable", file="context", reason="@context")
    if "@graph" not in document:
        return data
    return (json.dumps({"@context": document["@context"]}, ensure_ascii=False, indent=2) + "\n").encode()


def _check_named(pack_toml: Path, digests: dict[str, str]) -> None:
    """The folder says which official files it was made from; others must not slip under its name."""
    if not pack_toml.exists():
        return
    source = tomllib.loads(pack_toml.read_text("utf-8")).get("source", {})
    for name, digest in digests.items():
        if source.get("sha256", {}).get(name) != digest:
            raise PackError("pack.source_differs", file=name, digest=digest)


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m assay.rules.distil", description=__doc__)
    for name in ("shapes", "ontology", "context", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--namespace", default="https://w3id.org/gaia-x/development#")
    given = parser.parse_args()
    shapes, ontology, context = (file.read_bytes() for file in (given.shapes, given.ontology, given.context))
    distil(Sources(shapes, ontology, context, given.namespace), given.out)


if __name__ == "__main__":
    _main()
