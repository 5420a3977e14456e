# SPDX-License-Identifier: Apache-2.0
"""What changes between packs: everything that changes is told, and nothing that does not."""

from pathlib import Path

import pytest

from assay.rules.build import build
from assay.rules.bundled import load_bundled
from assay.rules.difference import Area, Change, How, differences
from assay.rules.load import pack_of
from assay.rules.pack import RulePack
from pack_specimens import EX, sound_files

SHOP, NAME, COUNTRY = EX + "Shop", EX + "name", EX + "country"


def pack(name: str = "", old: str = "", new: str = "") -> RulePack:
    files = sound_files()
    if name:
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode())
    return pack_of(files, build(files))


@pytest.mark.parametrize(
    ("name", "old", "new", "change"),
    [
        (
            "shapes.ttl", "sh:minCount 1", "sh:minCount 2",
            Change(Area.CARDINALITY, How.CHANGED, SHOP, NAME, "minCount", ("1",), ("2",)),
        ),
        (
            "shapes.ttl", "sh:minCount 1 ;", "",
            Change(Area.CARDINALITY, How.GONE, SHOP, NAME, "minCount", ("1",)),
        ),
        (
            "shapes.ttl", "sh:minCount 1", "sh:minCount 1 ; sh:maxCount 3",
            Change(Area.CARDINALITY, How.NEW, SHOP, NAME, "maxCount", (), ("3",)),
        ),
        (
            "shapes.ttl", '"DE" "FR"', '"FR" "IT" "ES"',
            Change(Area.VALUES, How.CHANGED, SHOP, COUNTRY, "in", ("DE",), ("ES", "IT")),
        ),
        (
            "shapes.ttl", 'sh:in ( "DE" "FR" )', "sh:minLength 2",
            Change(Area.VALUES, How.GONE, SHOP, COUNTRY, "in", ("DE", "FR")),
        ),
        (
            "shapes.ttl", "sh:closed true", "sh:closed false",
            Change(Area.CONSTRAINT, How.CHANGED, SHOP, "", "closed", ("true",), ("false",)),
        ),
        (
            "shapes.ttl", "sh:datatype xsd:string", 'sh:or ( [ sh:pattern "a" ] [ sh:pattern "b" ] )',
            Change(Area.CONSTRAINT, How.NEW, SHOP, NAME, "or", (), ("((pattern a), (pattern b))",)),
        ),
        (
            "shapes.ttl", "    [ sh:path ex:country",
            "    [ sh:path ex:size ; sh:minCount 1 ],\n    [ sh:path ex:country",
            Change(Area.PROPERTY, How.NEW, SHOP, EX + "size", after=("minCount 1",)),
        ),
        ("subclasses.ttl", "Kiosk", "Stall", Change(Area.HIERARCHY, How.NEW, EX + "Stall")),
        ("rules.toml", "SHOP-COVERAGE", "SHOP-ALL", Change(Area.RULE, How.NEW, "SHOP-ALL")),
        ("rules.toml", "SHOP-COVERAGE", "SHOP-ALL", Change(Area.RULE, How.GONE, "SHOP-COVERAGE")),
        (
            "rules.toml", "Shop rules 2", "Shop rules 3",
            Change(
                Area.RULE, How.CHANGED, "SHOP-COVERAGE", "", "",
                ("content, coverage, warning, Shop rules 2, []",), ("content, coverage, warning, Shop rules 3, []",),
            ),
        ),
        ("pack.toml", f'urls = ["{EX}"]', f'urls = ["{EX}", "urn:x"]', Change(Area.CONTEXT, How.NEW, "urn:x")),
        ("context.jsonld", '"ex":', '"gone": "urn:x", "ex":', Change(Area.TERM, How.NEW, "gone")),
    ],
    ids=lambda value: value.replace("\n", " ")[:30] if isinstance(value, str) else "",
)  # fmt: skip
def test_a_change_is_told(name: str, old: str, new: str, change: Change) -> None:
    found = differences(pack(), pack(name, old, new))
    assert change in found
    back = differences(pack(name, old, new), pack())
    opposite = {How.NEW: How.GONE, How.GONE: How.NEW, How.CHANGED: How.CHANGED}
    assert (change.area, opposite[change.how], change.name, change.path) in {
        (entry.area, entry.how, entry.name, entry.path) for entry in back
    }


def test_a_class_is_new_or_gone() -> None:
    other = pack("shapes.ttl", "sh:targetClass ex:Shop ;", "sh:targetClass ex:Shop, ex:Stand ;")
    assert differences(pack(), other) == (Change(Area.CLASS, How.NEW, EX + "Stand"),)
    assert differences(other, pack()) == (Change(Area.CLASS, How.GONE, EX + "Stand"),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sh:order 1", "sh:order 7"),
        ('"DE" "FR"', '"FR" "DE"'),
        ("ex:ShopShape", "ex:OtherName"),
        ("sh:minCount 1", 'sh:minCount 1 ; sh:description "prose"'),
    ],
)
def test_what_decides_nothing_is_no_change(old: str, new: str) -> None:
    assert differences(pack(), pack("shapes.ttl", old, new)) == ()


def test_a_pack_does_not_differ_from_itself() -> None:
    assert differences(load_bundled(), load_bundled()) == ()


def test_another_name_of_the_vocabulary_is_told_once(tmp_path: Path) -> None:
    """Words of the old namespace count as the new one's: only the namespace itself is a change."""
    files = {name: data.replace(b"example.org/v1#", b"example.org/v2#") for name, data in sound_files().items()}
    found = differences(pack(), pack_of(files, build(files)))
    assert {entry.area for entry in found} == {Area.NAMESPACE, Area.CONTEXT}
