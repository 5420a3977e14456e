# SPDX-License-Identifier: Apache-2.0
"""Addresses as paths: the file lies where the address says, on every system, or there is none."""

import random
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from assay.kits.kit import KitError, KitFile
from assay.kits.paths import is_safe_name, kit_path, no_file, refuse_collisions


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://acme.example/credentials/a.json", "acme.example/credentials/a.json"),
        ("https://ACME.example/A.json#cs", "acme.example/A.json"),
        ("https://acme.example:8443/.well-known/did.json", "acme.example_8443/.well-known/did.json"),
        ("https://acme.example/a%20b/%C3%BC.json", "acme.example/a b/ü.json"),
        ("https://acme.example/participant", "acme.example/participant"),
    ],
)
def test_a_file_lies_where_its_address_says(address: str, path: str) -> None:
    assert no_file(address) == ""
    assert kit_path(address) == path


@pytest.mark.parametrize(
    "address",
    [
        "https://acme.example/../did.json",
        "https://acme.example/a/./b",
        "https://acme.example//etc/passwd",
        "https://acme.example/%2e%2e/x",
        "https://acme.example/a%2Fb",
        "https://acme.example/a%5Cb",
        "https://acme.example/a\\b",
        "https://acme.example/C:",
        "https://acme.example/%00",
        "https://acme.example/a%0Ab",
        "https://acme.example/%FF",
        "https://acme.example/con",
        "https://acme.example/NUL.json",
        "https://acme.example/com1.tar.gz",
        "https://acme.example/LPT%C2%B9",
        "https://acme.example/a.",
        "https://acme.example/a%20",
        "https://acme.example/%20a",
        "https://acme.example/a*b",
        "https://acme.example/a%3Ab",
        "https://acme.example/u%CC%88",
        "https://acme.example/" + "a" * 200,
        "https://acme.example/" + "a/" * 150 + "a",
        "https://user@acme.example/a",
        "https://acme_example/a",
        "https://../a",
        "https:///a",
        "https://con/a",
        "https://[::1]/a",
        "https://[/a",
        "https://acme.example/%E2%80%AEnosj.exe",
    ],
)
def test_a_path_that_is_another_one_somewhere_is_refused(address: str) -> None:
    with pytest.raises(KitError) as caught:
        kit_path(address)
    assert caught.value.text_id == "kit.address"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("urn:uuid:7d7f8f2e-0c4a-4e5c-9d43-3c9f3c1f1f11", "scheme"),
        ("http://acme.example/a", "scheme"),
        ("did:web:acme.example#a", "did"),
        ("https://acme.example/a?id=1", "query"),
        ("https://acme.example/a?", "query"),
        ("https://acme.example", "folder"),
        ("https://acme.example/#a", "folder"),
        ("https://acme.example/a/", "folder"),
        ("https://acme.example/a b", "form"),
        ("https://acme.example/a\n", "form"),
        ("https://[", "form"),
        ("https://acme.example/" + "a" * 3000, "form"),
    ],
)
def test_what_is_no_file_is_told_with_its_reason(address: str, reason: str) -> None:
    assert no_file(address) == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("acme.example/a.json", "acme.example/a.json"),
        ("acme.example/a.json", "acme.example/A.json"),
        ("acme.example/straße", "acme.example/STRASSE"),
        ("acme.example/a", "acme.example/a/b"),
        ("acme.example/a/b", "acme.example/A"),
        ("acme.example/a/b", "acme.example/A/c"),
        ("readme.txt", "acme.example/a"),
    ],
)
def test_two_files_that_are_one_somewhere_are_refused(one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        with pytest.raises(KitError) as caught:
            refuse_collisions([KitFile(path, path.encode()) for path in pair])
        assert caught.value.text_id == "kit.collision"


def test_files_beside_each_other_are_no_collision() -> None:
    refuse_collisions([KitFile(path, b"") for path in ("a/b", "a/c", "a.b/c", "b/a/b", "ab")])


def test_names_of_devices_are_told_from_names_that_begin_alike() -> None:
    assert [name for name in ("console", "com10", "auxiliary.json", "nul-1", "com") if not is_safe_name(name)] == []


def test_no_address_of_random_making_leads_out_of_the_folder() -> None:
    chance, made = random.Random(3), 0
    letters = "abAB01/.%:\\#?@-_~ $&;'\"éü\u0308\u202e|<>*\x00"
    for _ in range(20_000):
        address = "https://acme.example/" + "".join(chance.choice(letters) for _ in range(chance.randrange(1, 12)))
        try:
            path = kit_path(address)
        except KitError:
            continue
        made += 1
        for kind in (PurePosixPath(path), PureWindowsPath(path)):
            assert not kind.is_absolute()
            assert not kind.drive
            assert ".." not in kind.parts
            assert len(kind.parts) == path.count("/") + 1
            assert kind.parts[0] == "acme.example"
    assert made > 1_000
