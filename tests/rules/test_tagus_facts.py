# SPDX-License-Identifier: Apache-2.0
"""The facts of the Tagus pack are those of the official files; nothing that is not ours to carry came along."""

import csv
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from assay.claims import ClaimsGraph, Literal, is_blank
from assay.linked_data.rdf import parse_json_ld, parse_turtle
from assay.rules.bundled import resource
from assay.rules.codes import subdivisions
from assay.rules.distil import Sources, distil
from assay.rules.library import load, newest_of
from assay.rules.omissions import OMISSIONS, is_omitted
from assay.rules.pack import NamespaceKind
from assay.rules.trust import Role
from assay.rules.turtle import list_items
from assay.shacl.vocabulary import SH
from checking import MOMENT
from shared import shared_path
from tagus_specimens import CRITERIA, GX

PACK_ID = "gaia-x-tagus-22.10"
PACK = load(PACK_ID)
FOLDER = resource("rule_packs", PACK_ID)
OFFICIAL = {
    "shapes": "input__01_original__gx_shacl.json",
    "ontology": "input__01_original__gx_ontology.json",
    "context": "trustframework.context.jsonld",
}


def official(name: str) -> bytes:
    """One of the official files."""
    return shared_path("reference", "tagus-22.10", OFFICIAL[name]).read_bytes()


def _facts(graph: ClaimsGraph) -> set[tuple[str, str]]:
    """Constraints by predicate and value, lists by their members, without the names of unnamed nodes."""
    told = set()
    for _, predicate, value in graph:
        if predicate == SH + "in":
            told.add((predicate, "|".join(sorted(str(item) for item in list_items(graph, value)))))
        elif predicate.startswith(SH) and not (isinstance(value, str) and is_blank(value)):
            told.add((predicate, str(value)))
    return told


@pytest.mark.shared
def test_distilling_the_official_files_gives_the_bundled_pack(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "pack.toml", tmp_path)
    distil(Sources(official("shapes"), official("ontology"), official("context"), GX), tmp_path)
    for name in ("shapes.ttl", "subclasses.ttl", "context.jsonld"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


@pytest.mark.shared
def test_two_statements_are_left_out_and_no_others() -> None:
    shapes = ClaimsGraph(parse_json_ld(official("shapes")))
    left_out = [triple for triple in shapes if is_omitted(shapes, triple)]
    assert sorted(predicate for _, predicate, _ in left_out) == [SH + "hasValue", SH + "node"]
    assert len(OMISSIONS) == 2
    ours = _facts(ClaimsGraph(parse_turtle(PACK.shapes_turtle)))
    prose = {SH + name for name in ("name", "description", "message")}
    theirs = {fact for fact in _facts(shapes) if fact[0] not in prose}
    gone = {(predicate, str(value)) for _, predicate, value in left_out}
    assert theirs - ours == gone - ours
    assert ours - theirs == set()


@pytest.mark.shared
def test_the_text_of_the_terms_is_carried_nowhere() -> None:
    shapes = ClaimsGraph(parse_json_ld(official("shapes")))
    text = next(iter(shapes.with_predicate(SH + "hasValue")))
    assert isinstance(text, Literal)
    assert hashlib.sha256(text.value.encode()).hexdigest() == PACK.rules["TAGUS-GRAPH-terms-text"].params["sha256"]
    sentences = [part.strip() for part in text.value.replace("\n", ".").split(".") if len(part.strip()) > 40]
    assert sentences
    for path in (path for path in resource("rule_packs").parent.rglob("*") if path.is_file()):
        carried = path.read_bytes().decode("utf-8", "replace")
        assert not any(sentence in carried for sentence in sentences), path


@pytest.mark.shared
def test_the_codes_are_those_of_the_compliance_service() -> None:
    codes = json.loads(shared_path("reference", "tagus-22.10", "iso-3166-2-country-codes.json").read_bytes())
    assert subdivisions(PACK) == frozenset(codes)
    assert len(subdivisions(PACK)) > 5000


@pytest.mark.shared
def test_the_operators_are_those_of_the_list_for_this_generation() -> None:
    rows = csv.DictReader(shared_path("reference", "operators.csv").read_text(encoding="utf-8").splitlines())
    told = {(row["did"], row["role"]): row for row in rows if row["api"] not in ("v2", "22.06")}
    assert {(party.did, party.role.value) for party in PACK.trusted.parties} == set(told)
    for party in PACK.trusted.parties:
        row = told[party.did, party.role.value]
        assert row["did_evidence"].startswith(party.evidence)
        assert (party.operator, party.api) == (row["operator"], row["api"])
    assert PACK.trusted.dated == "2026-06-19"
    assert PACK.trusted.is_listed("did:web:gx-notary.aruba.it:v1", Role.NOTARY)


def test_the_pack_is_the_one_for_tagus() -> None:
    found = newest_of("tagus", MOMENT)
    assert found is not None
    assert found.id == PACK_ID
    assert not PACK.needs_reference
    assert PACK.namespace == GX
    assert PACK.levels == ("SC", "L1")


def test_all_spellings_of_the_vocabulary_are_known() -> None:
    kinds = {namespace.iri: namespace.kind for namespace in PACK.namespaces}
    for branch in ("development", "v1", "v1-staging", "main"):
        for name in ("trustframework", "participant", "termsandconditions"):
            iri = GX.replace("/development/", f"/{branch}/").replace("trustframework#", f"{name}#")
            assert kinds[iri] is (NamespaceKind.CANONICAL if iri == GX else NamespaceKind.ALIAS)
            assert {iri, iri.removesuffix("#")} <= set(PACK.context_urls)


def test_longer_namespaces_come_before_those_they_begin_with() -> None:
    """The first one that fits is taken."""
    others = [namespace.iri for namespace in PACK.namespaces if namespace.kind is not NamespaceKind.CANONICAL]
    for place, iri in enumerate(others):
        assert not any(later.startswith(iri) and later != iri for later in others[place + 1 :])


def test_the_context_defines_five_prefixes_and_nothing_else() -> None:
    assert set(PACK.context) == {"@context"}
    context = PACK.context["@context"]
    assert isinstance(context, dict)
    assert set(context) == {"gx", "rdfs", "rdf", "sh", "xsd"}


def test_every_criterion_of_the_label_has_a_shape_and_a_name() -> None:
    texts = PACK.texts("en")
    assert all(texts.label(GX + name) for name in CRITERIA)


def test_licences_are_named() -> None:
    for name in ("shapes.ttl", "subclasses.ttl", "codes.toml"):
        assert (FOLDER / name).read_text(encoding="utf-8").startswith("# SPDX-License-Identifier: EPL-2.0")
    licence = (FOLDER / "LICENSE.md").read_text(encoding="utf-8")
    for digest in PACK.source.sha256.values():
        assert digest in licence
