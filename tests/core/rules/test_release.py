# SPDX-License-Identifier: Apache-2.0
"""Official files to a pack: what they lack comes from the pack of their vocabulary, and each loan is told."""

import json
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assay.errors import PackError
from assay.pack_import import import_pack
from assay.pack_trial import try_here
from assay.rules.build import build
from assay.rules.bundled import DEFAULT_PACK, load_bundled, resource
from assay.rules.incoming import Role, read_official, read_pack
from assay.rules.installed import all_installed
from assay.rules.load import pack_of
from assay.rules.pack import NamespaceKind, RulePack
from assay.rules.release import Release, Wishes, make_release
from assay.rules.release_texts import made_label
from pack_specimens import sound_files, write_pack
from shared import shared_path

pytestmark = pytest.mark.usefixtures("own_folders")
TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
NEXT = "https://w3id.org/gaia-x/2711#"
SHAPES = f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gx: <{NEXT}> .
gx:AddressShape a sh:NodeShape ; sh:targetClass gx:Address ; sh:property
    [ sh:path gx:countryCode ; sh:minCount 1 ], [ sh:path gx:galacticQuadrant ; sh:maxCount 1 ] .
gx:S a sh:NodeShape ; sh:targetClass gx:LegalPerson, gx:SpacePort ; sh:property [ sh:path gx:address ; sh:class gx:Address ] .
"""  # noqa: E501
ONTOLOGY = f"""@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix gx: <{NEXT}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . gx:SpacePort a owl:Class ; rdfs:subClassOf gx:Address .
"""
CONTEXT = json.dumps({"@context": {"gx": NEXT, "address": {"@id": "gx:address", "@type": "@id"}}})


def given(tmp_path: Path, **files: str) -> list[Path]:
    paths = []
    for name, text in files.items():
        paths.append(tmp_path / name.replace("_", "."))
        paths[-1].write_text(text)
    return paths


def made(paths: list[Path], **wishes: str) -> tuple[Release, RulePack]:
    release = make_release([read_official(path) for path in paths], Wishes(**wishes), TODAY)
    return release, pack_of(release.files, build(release.files))


def test_files_are_recognised_by_what_they_hold(tmp_path: Path) -> None:
    paths = given(tmp_path, a_dat=ONTOLOGY, b_dat=CONTEXT, c_dat=SHAPES)
    assert [read_official(path).role for path in paths] == [Role.ONTOLOGY, Role.CONTEXT, Role.SHAPES]


def test_a_whole_release_lends_nothing_but_rules_and_names(tmp_path: Path) -> None:
    release, pack = made(given(tmp_path, a_ttl=ONTOLOGY, b_json=CONTEXT, c_ttl=SHAPES))
    assert (pack.id, pack.version, pack.generation, pack.namespace) == ("loire-2711", "2026-11-25", "loire", NEXT)
    assert pack.superclasses == {NEXT + "SpacePort": frozenset({NEXT + "Address"})}
    assert release.files["context.jsonld"] == CONTEXT.encode()
    assert {note.text for note in release.notes} == {
        "packs.note.base_guessed", "packs.note.rules", "packs.note.labels",
    }  # fmt: skip
    base = load_bundled()
    assert set(pack.rules) == set(base.rules)
    assert pack.source.licence == "unknown"
    assert pack.source.origin == "c.ttl, a.ttl, b.json"


def test_what_is_lacking_is_lent_in_the_words_of_the_release(tmp_path: Path) -> None:
    release, pack = made(given(tmp_path, shapes_ttl=SHAPES))
    notes = {note.text: note.params for note in release.notes}
    assert {"packs.note.no_context", "packs.note.no_ontology"} <= set(notes)
    assert notes["packs.note.labels"] == {"count": 2}
    base = load_bundled()
    told = json.dumps(pack.context)
    assert NEXT in told
    assert base.namespace not in told
    assert pack.context != base.context
    assert json.loads(told.replace(NEXT, base.namespace)) == base.context
    kinds = {known.iri: known.kind for known in pack.namespaces}
    assert kinds[NEXT] is NamespaceKind.CANONICAL
    assert kinds[base.namespace] is NamespaceKind.RELEASE, "nobody said that the words are the same"


def test_names_are_lent_and_those_that_are_made_say_so(tmp_path: Path) -> None:
    _, pack = made(given(tmp_path, shapes_ttl=SHAPES))
    texts, base = pack.texts("en"), load_bundled()
    assert texts.label(NEXT + "Address") == base.texts("en").label(base.namespace + "Address")
    assert texts.help(NEXT + "Address") == base.texts("en").help(base.namespace + "Address")
    assert texts.label(NEXT + "galacticQuadrant") == "Galactic quadrant"
    assert "made from the technical word" in str(texts.help(NEXT + "galacticQuadrant"))


@pytest.mark.parametrize(
    ("iri", "label"),
    [
        ("https://x.example/#legalFormOfCompany", "Legal form of company"),
        ("https://x.example/GPSLocation", "GPS location"),
        ("https://x.example/street-address", "Street address"),
        ("urn:x:IPv6", "I pv 6"),
        ("https://x.example/ж", "Ж"),
    ],
)
def test_made_names(iri: str, label: str) -> None:
    assert made_label(iri) == label


def test_what_the_person_said_counts(tmp_path: Path) -> None:
    _, pack = made(
        given(tmp_path, shapes_ttl=SHAPES),
        id="mine", version="7", name="My own", valid_from="2027-01-01", valid_until="2027-12-31",
    )  # fmt: skip
    assert (pack.id, pack.version, pack.name) == ("mine", "7", "My own")
    assert (pack.valid_from, pack.valid_until) == ("2027-01-01", "2027-12-31")


def test_the_date_in_the_name_of_a_file_is_its_version(tmp_path: Path) -> None:
    (tmp_path / "dump-2027-03-04.ttl").write_text(SHAPES)
    _, pack = made([tmp_path / "dump-2027-03-04.ttl"])
    assert (pack.version, pack.source.dated) == ("2027-03-04", "2027-03-04")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"a_ttl": SHAPES, "b_ttl": SHAPES}, "role_twice"),
        ({"a_ttl": ONTOLOGY}, "no_shapes"),
        ({"a_ttl": SHAPES.replace("https://w3id.org/gaia-x", "https://other.example")}, "no_base"),
        ({"a_ttl": SHAPES, "b_json": '{"@context": {"x": {"@context": "https://x.example/"}}}'}, "context_remote"),
        ({"a_ttl": SHAPES, "b_ttl": ONTOLOGY + "gx:Address rdfs:subClassOf gx:SpacePort ."}, "wrong_value"),
    ],
)  # fmt: skip
def test_files_that_make_no_pack_are_refused_and_nothing_is_kept(
    tmp_path: Path, files: dict[str, str], told: str
) -> None:
    with pytest.raises(PackError, match=told):
        import_pack(given(tmp_path, **files), Wishes(), moment=NOW, trusted={})
    assert all_installed() == ()


def test_a_pack_and_official_files_are_not_imported_together(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="one_at_a_time"):
        import_pack([*given(tmp_path, a_ttl=SHAPES), write_pack(tmp_path / "pack")], Wishes(), moment=NOW, trusted={})


def test_a_table_of_the_base_that_does_not_fit_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lending(pack: RulePack) -> Any:
        from assay.rules.library import files_of

        return {**files_of(pack), "criteria.toml": b'levels = "of another vocabulary"\n'}

    monkeypatch.setattr("assay.rules.release.files_of", lending)
    done = import_pack(given(tmp_path, a_ttl=SHAPES), Wishes(), moment=NOW, trusted={})
    assert "packs.note.left_out_criteria" in {note.text for note in done.notes}
    assert done.pack.criteria.criteria == ()


def test_the_registrys_json_ld_of_tagus_becomes_a_pack() -> None:
    folder = shared_path("reference", "tagus-22.10")
    names = ("input__01_original__gx_shacl.json", "input__01_original__gx_ontology.json")
    release, pack = made([folder / name for name in names], like=DEFAULT_PACK, id="tagus-original")
    assert pack.namespace.endswith("trusted-shape-registry/v1/shapes/jsonld/trustframework#")
    assert pack.counts["node_shapes"] >= 20
    assert pack.program is not None or pack.needs_reference
    assert pack.texts("en").label(pack.namespace + "LegalParticipant")
    _, samples = try_here(release.files)
    assert samples == 0
    assert {note.text: note.params for note in release.notes}["packs.note.omitted"] == {"count": 2}


def test_an_extension_pack_is_accepted_where_its_base_is_here(tmp_path: Path) -> None:
    def extension(base: str) -> Path:
        told = sound_files()["pack.toml"].decode()
        files = {name: data for name, data in sound_files().items() if not name.startswith("samples")}
        return write_pack(
            tmp_path / f"of-{base}", {**files, "pack.toml": f'base = "{base}"\nrule_prefix = "SHOP"\n{told}'.encode()}
        )

    with pytest.raises(PackError, match="base_unknown") as raised:
        import_pack([extension("nobody")], Wishes(), moment=NOW, trusted={})
    assert (raised.value.params["file"], raised.value.params["line"]) == ("pack.toml", 1)
    done = import_pack([extension(DEFAULT_PACK)], Wishes(), moment=NOW, trusted={})
    assert (done.pack.base, done.compared_with) == (DEFAULT_PACK, None)


def test_an_extension_is_tried_out_on_top_of_its_base(tmp_path: Path) -> None:
    """Its samples are judged by both; one that does not behave, or a shape that weakens the base, is refused."""
    files = dict(read_pack(Path(str(resource("rule_packs", "assay-example-nuclear")))).files)
    assert try_here(files)[1] > 1
    good = next(name for name in files if name.startswith("samples/good/"))
    with pytest.raises(PackError, match="sample_differs"):
        try_here({**files, "samples/bad/fine.json": files[good]})
    with pytest.raises(PackError, match="extension_"):
        try_here(
            {
                **files,
                "context.jsonld": files["context.jsonld"].replace(
                    b'"@context": {', b'"@context": {"name": "urn:x", ', 1
                ),
            }
        )


def test_what_was_made_is_written_as_a_person_would(tmp_path: Path) -> None:
    release, _ = made(given(tmp_path, shapes_ttl=SHAPES))
    told = tomllib.loads(release.files["pack.toml"].decode())
    assert told["context"]["urls"][:2] == [NEXT, NEXT.rstrip("#")]
    assert [entry["kind"] for entry in told["namespaces"]].count("canonical") == 1
