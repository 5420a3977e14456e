# SPDX-License-Identifier: Apache-2.0
"""Official files to a pack: facts stay, prose goes, and nothing slips in under another pack's name."""

import subprocess
import sys
from pathlib import Path

import pytest

from assay.claims import RDFS_SUBCLASS_OF, ClaimsGraph
from assay.errors import PackError
from assay.linked_data.rdf import parse_turtle
from assay.rules.distil import PROSE, Sources, distil, shape_facts, subclass_facts

EX = "https://example.org/v1#"
HEAD = (
    f"@prefix ex: <{EX}> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . "
)
SHAPES = (
    HEAD + "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:description 'prose' ; rdfs:comment 'prose' ; "
    "sh:property [ sh:path ex:p ; sh:class ex:D ; sh:name 'prose' ; sh:message 'prose' ; sh:minCount 1 ; sh:order 0 ] ."
)
ONTOLOGY = (
    HEAD + "ex:C rdfs:subClassOf ex:Above, [ a owl:Restriction ], ex:C . ex:Above rdfs:subClassOf ex:Top . "
    "ex:Below rdfs:subClassOf ex:D . ex:Lower rdfs:subClassOf ex:Below, ex:Side . "
    "ex:Value rdfs:subClassOf ex:Enumeration ."
)
CONTEXT = b'{ "@context": {"ex": "https://example.org/v1#"} }\n'
SOURCES = Sources(SHAPES.encode(), ONTOLOGY.encode(), CONTEXT, EX)


def graph(text: str) -> ClaimsGraph:
    return ClaimsGraph(parse_turtle(text.encode()))


def test_facts_stay_and_prose_goes(tmp_path: Path) -> None:
    distil(SOURCES, tmp_path)
    text = (tmp_path / "shapes.ttl").read_text(encoding="utf-8")
    assert "prose" not in text
    for fact in ("sh:targetClass gx:C", "sh:path gx:p", "sh:class gx:D", "sh:minCount 1", "sh:order 0"):
        assert fact in text
    assert len(graph(text)) == len(graph(SHAPES)) - 4


def test_only_subclass_facts_the_shapes_need_are_kept(tmp_path: Path) -> None:
    distil(SOURCES, tmp_path)
    facts = set(graph((tmp_path / "subclasses.ttl").read_text(encoding="utf-8")))
    pairs = [("C", "Above"), ("Above", "Top"), ("Below", "D"), ("Lower", "Below"), ("Lower", "Side")]
    assert facts == {(EX + sub, RDFS_SUBCLASS_OF, EX + sup) for sub, sup in pairs}


def test_the_context_is_kept_byte_for_byte(tmp_path: Path) -> None:
    distil(SOURCES, tmp_path)
    assert (tmp_path / "context.jsonld").read_bytes() == CONTEXT


def test_every_kind_of_prose_is_left_out() -> None:
    prose = " ; ".join(f"<{predicate}> 'x'" for predicate in sorted(PROSE))
    facts = shape_facts(graph(HEAD + f"ex:S sh:targetClass ex:C ; {prose} ."))
    assert len(facts) == 1


def test_no_ontology_is_no_hindrance() -> None:
    assert len(subclass_facts(graph(SHAPES), ClaimsGraph())) == 0


def test_shapes_that_target_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="empty"):
        distil(Sources(b"", b"", CONTEXT, EX), tmp_path)


@pytest.mark.parametrize(
    "sources",
    [
        Sources(b"ex:", ONTOLOGY.encode(), CONTEXT, EX),
        Sources(SHAPES.encode(), b"<", CONTEXT, EX),
        Sources(SHAPES.encode(), b"", b"{", EX),
        Sources(SHAPES.encode(), b"", b"[]", EX),
        Sources(SHAPES.encode(), b"", b"{}", EX),
    ],
)
def test_files_that_cannot_be_read_are_refused_and_nothing_is_written(sources: Sources, tmp_path: Path) -> None:
    with pytest.raises(PackError, match="unreadable"):
        distil(sources, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_other_files_than_the_pack_names_are_refused(tiny_pack: Path) -> None:
    before = (tiny_pack / "shapes.ttl").read_bytes()
    with pytest.raises(PackError, match="source_differs"):
        distil(SOURCES, tiny_pack)
    assert (tiny_pack / "shapes.ttl").read_bytes() == before


def test_the_command_does_the_same(tmp_path: Path) -> None:
    distil(SOURCES, tmp_path / "expected")
    options = []
    for name in ("shapes", "ontology", "context"):
        (tmp_path / name).write_bytes(getattr(SOURCES, name))
        options += [f"--{name}", str(tmp_path / name)]
    command = [sys.executable, "-m", "assay.rules.distil", *options, "--out", str(tmp_path / "out"), "--namespace", EX]
    subprocess.run(command, check=True)
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == {
        file.name: file.read_bytes() for file in (tmp_path / "expected").iterdir()
    }
