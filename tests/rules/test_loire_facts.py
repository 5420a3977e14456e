# SPDX-License-Identifier: Apache-2.0
"""The bundled Loire pack says what the official files say: compared with the originals, by code of its own."""

import hashlib
import json
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from assay.claims import RDF, RDFS_SUBCLASS_OF, ClaimsGraph, Literal, Term
from assay.linked_data.rdf import parse_turtle
from assay.rules.build import build
from assay.rules.bundled import load_bundled
from assay.rules.distil import Sources, distil
from assay.rules.folder import read_folder
from assay.rules.load import load_pack
from assay.shacl.vocabulary import SH
from shared import shared_path

PACK = Path(__file__).parents[2] / "resources/assay_resources/rule_packs/gaia-x-loire-25.11"
NAMESPACE = "https://w3id.org/gaia-x/development#"
PROSE = {SH + "description", SH + "name"}
OFFICIAL = {"shapes": "gx.shacl.ttl", "ontology": "gx.owl.ttl", "context": "gx.context.jsonld"}


@cache
def official(name: str) -> bytes:
    return shared_path("reference", "loire-25.11", OFFICIAL[name]).read_bytes()


@cache
def official_graph(name: str) -> ClaimsGraph:
    return ClaimsGraph(parse_turtle(official(name)))


@cache
def ours(name: str) -> ClaimsGraph:
    return ClaimsGraph(parse_turtle((PACK / name).read_bytes()))


def facts(graph: ClaimsGraph, node: Term) -> object:
    """What a node says, nodes without a name replaced by what they say, lists by their members; prose left out."""
    if isinstance(node, Literal) or not node.startswith("_:"):
        return tuple(node) if isinstance(node, Literal) else node
    if graph.objects(node, RDF + "first"):
        return ("list", *(facts(graph, item) for item in members(graph, node)))
    return statements(graph, node)


def statements(graph: ClaimsGraph, node: str) -> tuple[object, ...]:
    pairs = (
        (predicate, facts(graph, obj))
        for predicate, objects in graph.members(node).items()
        if predicate not in PROSE
        for obj in objects
    )
    return tuple(sorted(pairs, key=repr))


def members(graph: ClaimsGraph, node: Term) -> Iterator[Term]:
    while node != RDF + "nil":
        (first,), (node,) = graph.objects(node, RDF + "first"), graph.objects(node, RDF + "rest")
        yield first


def named(graph: ClaimsGraph) -> Mapping[str, tuple[object, ...]]:
    return {node: statements(graph, node) for node in graph.subjects() if not node.startswith("_:")}


@cache
def official_names() -> Mapping[str, tuple[object, ...]]:
    return named(official_graph("shapes"))


def lists(graph: ClaimsGraph) -> list[tuple[Term, ...]]:
    return sorted(tuple(members(graph, head)) for node, predicate, head in graph if predicate == SH + "in")


def count(graph: ClaimsGraph, name: str) -> int:
    return sum(1 for _, predicate, _ in graph if predicate == SH + name)


@pytest.mark.shared
def test_distilling_the_official_files_gives_the_bundled_pack(tmp_path: Path) -> None:
    shutil.copy(PACK / "pack.toml", tmp_path)
    distil(Sources(official("shapes"), official("ontology"), official("context"), NAMESPACE), tmp_path)
    for name in ("shapes.ttl", "subclasses.ttl", "context.jsonld"):
        assert (tmp_path / name).read_bytes() == (PACK / name).read_bytes()


@pytest.mark.shared
def test_every_constraint_is_that_of_the_official_shapes() -> None:
    theirs = official_names()
    assert len(theirs) == 166
    assert named(ours("shapes.ttl")) == theirs


@pytest.mark.shared
def test_the_comparison_sees_a_difference() -> None:
    """One value of one list of one shape: if this went unseen, the comparison above would mean nothing."""
    text = (PACK / "shapes.ttl").read_bytes()
    changed = ClaimsGraph(parse_turtle(text.replace(b'"application/pdf"', b'"application/fdp"')))
    assert named(changed) != official_names()


@pytest.mark.shared
def test_value_lists_have_the_same_contents() -> None:
    theirs = lists(official_graph("shapes"))
    assert len(theirs) == 207
    assert lists(ours("shapes.ttl")) == theirs


@pytest.mark.shared
def test_constraints_are_as_many_as_in_the_official_shapes() -> None:
    terms = {predicate for _, predicate, _ in official_graph("shapes") if predicate.startswith(SH)} - PROSE
    for term in terms:
        name = term.removeprefix(SH)
        assert count(ours("shapes.ttl"), name) == count(official_graph("shapes"), name), name
    assert count(ours("shapes.ttl"), "property") == 1218


@pytest.mark.shared
def test_subclass_facts_are_those_of_the_ontology() -> None:
    classes = {cls for _, predicate, cls in official_graph("shapes") if predicate in {SH + "targetClass", SH + "class"}}
    theirs = {
        (sub, sup)
        for sub, predicate, sup in official_graph("ontology")
        if predicate == RDFS_SUBCLASS_OF and sub in classes and sup in classes
    }
    assert len(theirs) == 112
    assert {(sub, sup) for sub, _, sup in ours("subclasses.ttl")} == theirs
    for cls in classes:
        assert load_bundled().superclasses.get(str(cls), frozenset()) == above(theirs, cls) & classes


def above(pairs: set[tuple[str, Term]], cls: Term) -> set[Term]:
    direct = {sup for sub, sup in pairs if sub == cls}
    return direct.union(*(above(pairs, sup) for sup in direct)) if direct else direct


@pytest.mark.shared
def test_the_context_is_the_official_one() -> None:
    assert load_bundled().context == json.loads(official("context"))


@pytest.mark.shared
def test_the_pack_names_the_official_files_by_their_digests() -> None:
    told = load_bundled().source.sha256
    assert told == {name: hashlib.sha256(official(name)).hexdigest() for name in OFFICIAL}


def test_the_licence_note_names_the_same_digests() -> None:
    note = (PACK / "LICENSE.md").read_text(encoding="utf-8")
    assert all(digest in note for digest in load_bundled().source.sha256.values())
    assert "EPL-2.0" in note


def test_the_context_of_the_pack_has_the_digest_it_names() -> None:
    """Holds without the reference data too: the context is pinned by the digest of the official bytes."""
    digest = hashlib.sha256((PACK / "context.jsonld").read_bytes()).hexdigest()
    assert digest == load_bundled().source.sha256["context"]


def test_no_prose_is_carried_over() -> None:
    predicates = {predicate for _, predicate, _ in ours("shapes.ttl")}
    assert not predicates & PROSE
    assert {predicate for predicate in predicates if not predicate.startswith((SH, RDF))} == set()


def test_value_lists_are_written_once_and_the_file_is_small() -> None:
    heads = {head for _, predicate, head in ours("shapes.ttl") if predicate == SH + "in"}
    assert len(heads) == 56 == len(set(lists(ours("shapes.ttl"))))
    assert (PACK / "shapes.ttl").stat().st_size < 600_000


def test_what_is_prebuilt_was_made_from_these_files() -> None:
    """If this fails: `python -m assay.rules.prebuild` on the folder, after every change to the pack."""
    expected = build(read_folder(PACK))
    assert {file.name: file.read_bytes() for file in (PACK / "prebuilt").iterdir()} == expected


def test_the_pack_loads_alike_from_its_sources() -> None:
    slow = load_pack(PACK, use_prebuilt=False)
    assert slow == load_bundled()
    assert slow.program == load_bundled().program
    assert slow.needs_reference == ""


def test_every_class_is_a_target_of_the_program() -> None:
    program = load_bundled().program
    assert program is not None
    assert set(program.targets["classes"]) == set(load_bundled().texts("en").classes())
    assert load_bundled().counts["node_shapes"] == 166


def test_namespaces_and_contexts_fit_each_other() -> None:
    pack = load_bundled()
    kinds = {namespace.iri.removeprefix("https://w3id.org/gaia-x/"): namespace.kind for namespace in pack.namespaces}
    releases = {f"{name}#": "release" for name in ("main", "v1", "v2", "2404", "2406", "2411", "2503")}
    assert kinds == {"development#": "canonical", "2511#": "alias", **releases}
    expected = {url for namespace in pack.namespaces for url in (namespace.iri, namespace.iri.rstrip("#"))}
    assert set(pack.context_urls) == expected


def test_the_terms_are_those_the_shapes_accept() -> None:
    """The pack may date a digest, but not invent or forget one."""
    (accepted,) = [items for items in lists(ours("shapes.ttl")) if any(len(i.value) == 64 for i in items)]
    assert {item.value for item in accepted if isinstance(item, Literal)} == {t.sha256 for t in load_bundled().terms}
    current, former = load_bundled().terms
    assert (current.sha256[:4], current.valid_until) == ("067d", "")
    assert (former.sha256[:4], former.valid_until) == ("4bd7", "2026-03-31")


@pytest.mark.parametrize("name", ["pack.toml", "rules.toml"])
def test_written_files_are_toml_with_a_licence_line(name: str) -> None:
    text = (PACK / name).read_text(encoding="utf-8")
    assert text.startswith("# SPDX-License-Identifier: Apache-2.0\n")
    assert tomllib.loads(text) is not None
