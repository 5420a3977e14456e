# SPDX-License-Identifier: Apache-2.0
"""Loading a pack: everything is read, nothing damaged is used, what is prebuilt is used only if it fits."""

import json
from pathlib import Path

import pytest

from assay.errors import PackError
from assay.finding import Severity, Stage
from assay.rules.build import build, manifest
from assay.rules.folder import digest, read_folder
from assay.rules.load import load_pack
from assay.rules.pack import NamespaceKind
from assay.rules.pack_texts import value_list_key
from assay.rules.prebuild import prebuild

EX = "https://example.org/v1#"


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def test_a_pack_is_read_completely(tiny_pack: Path) -> None:
    pack = load_pack(tiny_pack)
    assert (pack.id, pack.version, pack.name, pack.generation) == ("shop", "1", "Shop 1", "loire")
    assert (pack.current_as_of, pack.criteria_basis, pack.namespace) == ("2026-11-22", "none", EX)
    assert [(n.iri, n.kind) for n in pack.namespaces] == [
        (EX, NamespaceKind.CANONICAL),
        ("https://example.org/v0#", NamespaceKind.RELEASE),
    ]
    assert pack.context_urls == (EX, "https://example.org/v1")
    assert [(t.sha256, t.valid_from, t.valid_until) for t in pack.terms] == [("3" * 64, "", "2026-03-31")]
    assert pack.source.sha256 == {"context": "0" * 64, "ontology": "1" * 64, "shapes": "2" * 64}
    rule = pack.rules["SHOP-1"]
    assert (rule.stage, rule.severity, rule.check) == (Stage.LINKS, Severity.VIOLATION, "dangling_reference")
    assert rule.params == {"names": ("a", "b"), "limits": {"most": 3}}
    assert pack.superclasses == {EX + "Kiosk": frozenset({EX + "Shop"})}
    assert pack.counts == {"node_shapes": 1, "property_shapes": 2, "classes": 2, "properties": 2, "value_lists": 1}
    assert pack.context == {"@context": {"ex": EX}}
    assert pack.needs_reference == ""


def test_the_program_is_that_of_the_shapes(tiny_pack: Path) -> None:
    program = load_pack(tiny_pack).program
    assert program is not None
    assert set(program.targets["classes"]) == {EX + "Shop"}
    assert [value.value for value in program.values(0)] == ["DE", "FR"]


def test_names_and_explanations(tiny_pack: Path) -> None:
    texts = load_pack(tiny_pack).texts("en")
    assert texts.label(EX + "Shop") == "Shop"
    assert texts.help(EX + "country") == "Where the shop is."
    assert texts.label(EX + "unheardOf") is None
    assert texts.help(EX + "unheardOf") is None
    assert texts.datatype("http://www.w3.org/2001/XMLSchema#string") == "text"
    assert texts.value_list(["FR", "DE"]) == "a country such as DE"
    assert texts.value_list(["FR"]) is None
    assert texts.label(value_list_key(["DE", "FR"])) == "a country such as DE"
    assert texts.classes() == (EX + "Shop",)
    assert texts.properties() == (EX + "country", EX + "name")


def test_an_unknown_language_is_answered_in_english(tiny_pack: Path) -> None:
    assert load_pack(tiny_pack).texts("tlh").lang == "en"


def test_a_second_language_is_read(tiny_pack: Path) -> None:
    english = (tiny_pack / "texts/en.toml").read_text(encoding="utf-8")
    german = english.replace('lang = "en"', 'lang = "de"').replace('"Shop"', '"Laden"')
    (tiny_pack / "texts/de.toml").write_text(german, encoding="utf-8")
    pack = load_pack(tiny_pack)
    assert pack.languages == ("de", "en")
    assert pack.texts("de").label(EX + "Shop") == "Laden"


def test_classes_and_namespaces_can_be_asked_for(tiny_pack: Path) -> None:
    pack = load_pack(tiny_pack)
    assert pack.is_a(EX + "Kiosk", EX + "Shop")
    assert pack.is_a(EX + "Shop", EX + "Shop")
    assert not pack.is_a(EX + "Shop", EX + "Kiosk")
    found = pack.namespace_of("https://example.org/v0#Shop")
    assert found is not None
    assert found.name == "Shop 0"
    assert pack.namespace_of("https://example.org/v9#Shop") is None


@pytest.mark.parametrize(
    "name", ["pack.toml", "rules.toml", "shapes.ttl", "context.jsonld", "subclasses.ttl", "texts/en.toml"]
)
def test_a_missing_or_empty_file_is_refused(tiny_pack: Path, name: str) -> None:
    prebuild(tiny_pack)
    (tiny_pack / name).write_text(" \n", encoding="utf-8")
    with pytest.raises(PackError, match=name):
        load_pack(tiny_pack)
    (tiny_pack / name).unlink()
    with pytest.raises(PackError, match=name):
        load_pack(tiny_pack)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("pack.toml", 'id = "shop"', 'id = "shop"\nnote = "x"', "unknown_key.*note"),
        ("pack.toml", 'name = "Shop 1"\ngen', "gen", "missing_key.*name"),
        ("pack.toml", "2026-11-22", '"soon"', "wrong_value.*current_as_of"),
        ("pack.toml", '"3333', '"XYZ3', "wrong_value.*terms"),
        ("pack.toml", '"release"', '"friend"', "wrong_value.*namespaces"),
        ("pack.toml", '"release"', '"canonical"', "wrong_value.*namespaces"),
        ("pack.toml", "v0#", "v1#", "wrong_value.*namespaces"),
        ("pack.toml", '"https://example.org/v1"]', '"https://example.org/v1#"]', "wrong_value.*urls"),
        ("pack.toml", "[source]", '[source]\nby = "x"', "unknown_key.*source.by"),
        ("pack.toml", "[source]", "[source", "unreadable.*pack.toml"),
        ("rules.toml", '"links"', '"liks"', "wrong_value.*stage"),
        ("rules.toml", '"violation"', '"fatal"', "wrong_value.*severity"),
        ("rules.toml", 'clause = "none"', 'clause = ""', "wrong_value.*clause"),
        ("rules.toml", 'clause = "none"', 'clause = "none"\nwhen = "x"', "unknown_key.*when"),
        ("rules.toml", '["a", "b"]', "2026-01-01", "wrong_value.*params"),
        ("rules.toml", "[[rules]]", "[[rule]]", "unknown_key.*rule"),
        ("texts/en.toml", "ex:Shop", "ex:Shoop", "unknown_key.*Shoop"),
        ("texts/en.toml", "ex:name", "ex:naem", "unknown_key.*naem"),
        ("texts/en.toml", "values_country", "values_land", "unknown_key.*land"),
        ("texts/en.toml", 'label = "Shop"', 'label = ""', "wrong_value.*label"),
        ("texts/en.toml", 'label = "Shop", ', "", "missing_key.*label"),
        ("texts/en.toml", 'label = "Shop", ', 'label = "Shop", tip = "x", ', "unknown_key.*tip"),
        ("texts/en.toml", 'lang = "en"', 'lang = "de"', "wrong_value.*lang"),
        ("context.jsonld", "{", "[", "unreadable.*context"),
        ("context.jsonld", '{"ex": "https://example.org/v1#"}', "{}", "empty.*context"),
        ("shapes.ttl", "sh:targetClass ex:Shop ;", "", "empty.*shapes"),
        ("shapes.ttl", "a sh:NodeShape", "a ", "unreadable.*shapes"),
        ("subclasses.ttl", "subClassOf", "seeAlso", "wrong_value.*subclasses"),
        ("subclasses.ttl", "#Kiosk>", "#Shop>", "wrong_value.*subclasses"),
    ],
)
def test_damage_is_refused(tiny_pack: Path, name: str, old: str, new: str, told: str) -> None:
    prebuild(tiny_pack)
    edit(tiny_pack, name, old, new)
    with pytest.raises(PackError, match=told):
        load_pack(tiny_pack)


def test_two_rules_of_one_id_are_refused(tiny_pack: Path) -> None:
    rules = (tiny_pack / "rules.toml").read_text(encoding="utf-8")
    (tiny_pack / "rules.toml").write_text(rules + rules, encoding="utf-8")
    with pytest.raises(PackError, match="each id once"):
        load_pack(tiny_pack)


def test_subclasses_that_go_in_a_circle_are_refused(tiny_pack: Path) -> None:
    facts = (tiny_pack / "subclasses.ttl").read_text(encoding="utf-8")
    back = facts.replace("Kiosk", "x").replace("Shop", "Kiosk").replace("#x", "#Shop")
    (tiny_pack / "subclasses.ttl").write_text(facts + back, encoding="utf-8")
    with pytest.raises(PackError, match="subclasses"):
        load_pack(tiny_pack)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="unreadable"):
        load_pack(tmp_path / "nowhere")


def test_shapes_the_compiler_declines_go_to_the_reference_engine(tiny_pack: Path) -> None:
    edit(tiny_pack, "shapes.ttl", "sh:order 1", "sh:novelty 1")
    prebuild(tiny_pack)
    for pack in (load_pack(tiny_pack), load_pack(tiny_pack, use_prebuilt=False)):
        assert pack.program is None
        assert "novelty" in pack.needs_reference
        assert b"novelty" in pack.shapes_turtle
        assert b"Kiosk" in pack.subclasses_turtle


def test_what_is_prebuilt_gives_the_same_pack(tiny_pack: Path) -> None:
    slow = load_pack(tiny_pack)
    prebuild(tiny_pack)
    fast = load_pack(tiny_pack)
    assert fast == slow
    assert fast.program == slow.program
    assert fast.texts("en") == slow.texts("en")


def test_what_is_prebuilt_is_really_used(tiny_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prebuild(tiny_pack)

    def refuse(files: object) -> None:
        raise AssertionError(files)

    monkeypatch.setattr("assay.rules.build.build", refuse)
    assert load_pack(tiny_pack).id == "shop"
    with pytest.raises(AssertionError):
        load_pack(tiny_pack, use_prebuilt=False)


def test_prebuilding_twice_gives_the_same_bytes(tiny_pack: Path) -> None:
    prebuild(tiny_pack)
    first = {file.name: file.read_bytes() for file in (tiny_pack / "prebuilt").iterdir()}
    prebuild(tiny_pack)
    assert {file.name: file.read_bytes() for file in (tiny_pack / "prebuilt").iterdir()} == first
    assert first == build(read_folder(tiny_pack))


def test_a_changed_source_makes_what_is_prebuilt_stale(tiny_pack: Path) -> None:
    prebuild(tiny_pack)
    before = load_pack(tiny_pack)
    edit(tiny_pack, "shapes.ttl", '"FR"', '"IT"')
    after = load_pack(tiny_pack)
    assert after.sha256 != before.sha256
    assert after.program is not None
    assert [value.value for value in after.program.values(0)] == ["DE", "IT"]


@pytest.mark.parametrize("name", ["pack.json", "program.json", "texts.en.json"])
def test_tampering_with_what_is_prebuilt_is_noticed(tiny_pack: Path, name: str) -> None:
    prebuild(tiny_pack)
    for old, new in (('"DE"', '"XX"'), ('"SHOP-1"', '"SHOP-2"'), ("Shop", "Shed")):
        place = tiny_pack / "prebuilt" / name
        place.write_text(place.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    pack = load_pack(tiny_pack)
    assert set(pack.rules) == {"SHOP-1"}
    assert pack.texts("en").label(EX + "Shop") == "Shop"
    assert pack.program is not None
    assert [value.value for value in pack.program.values(0)] == ["DE", "FR"]


def test_a_missing_or_broken_prebuilt_document_is_made_anew(tiny_pack: Path) -> None:
    sound = load_pack(tiny_pack)
    for name in ("program.json", "manifest.json"):
        prebuild(tiny_pack)
        (tiny_pack / "prebuilt" / name).unlink()
        assert load_pack(tiny_pack).program == sound.program
        for junk in (b"", b"[]", b"{}", b"\xff", b'{"format": 1}'):
            (tiny_pack / "prebuilt" / name).write_bytes(junk)
            assert load_pack(tiny_pack).program == sound.program


def test_documents_of_another_version_are_made_anew(tiny_pack: Path) -> None:
    prebuild(tiny_pack)
    place = tiny_pack / "prebuilt/manifest.json"
    told = json.loads(place.read_bytes())
    for key in ("format", "program_format"):
        place.write_text(json.dumps({**told, key: 0}), encoding="utf-8")
        (tiny_pack / "prebuilt/pack.json").write_text("{}", encoding="utf-8")
        assert load_pack(tiny_pack).id == "shop"


def test_a_forged_program_is_not_used_where_the_sources_are_asked_for(tiny_pack: Path) -> None:
    """A folder from others may hold a well-signed manifest for a program that says less than its shapes."""
    files = read_folder(tiny_pack)
    built = {name: data for name, data in build(files).items() if name != "manifest.json"}
    built["program.json"] = built["program.json"].replace(b"DE", b"XX")
    built["manifest.json"] = manifest(digest(files), built)
    (tiny_pack / "prebuilt").mkdir()
    for name, data in built.items():
        (tiny_pack / "prebuilt" / name).write_bytes(data)
    pack = load_pack(tiny_pack, use_prebuilt=False)
    assert pack.program is not None
    assert [value.value for value in pack.program.values(0)] == ["DE", "FR"]


def test_the_digest_is_that_of_names_and_contents(tiny_pack: Path) -> None:
    first = load_pack(tiny_pack).sha256
    (tiny_pack / "rules.toml").rename(tiny_pack / "other.toml")
    (tiny_pack / "rules.toml").write_bytes((tiny_pack / "other.toml").read_bytes())
    assert load_pack(tiny_pack).sha256 != first


def test_what_a_second_language_lacks_is_told_in_english(tiny_pack: Path) -> None:
    english = (tiny_pack / "texts/en.toml").read_text(encoding="utf-8")
    german = "".join(line for line in english.splitlines(keepends=True) if "Shop" not in line)
    (tiny_pack / "texts/de.toml").write_text(german.replace('lang = "en"', 'lang = "de"'), encoding="utf-8")
    texts = load_pack(tiny_pack).texts("de")
    assert (texts.lang, texts.label(EX + "Shop")) == ("de", "Shop")
