# SPDX-License-Identifier: Apache-2.0
"""Packs as rows and plain data, and the bundled ones by id."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assay.errors import PackError
from assay.rules.bundled import DEFAULT_PACK, bundled_packs, load_bundled, resource
from assay.rules.describe import PackRow, pack_details, pack_row, report_pack
from assay.rules.load import load_pack


def test_a_pack_in_one_line(tiny_pack: Path) -> None:
    assert pack_row(load_pack(tiny_pack)) == PackRow("shop", "1", "Shop 1", "loire", "2026-11-22")


def test_a_pack_in_a_report(tiny_pack: Path) -> None:
    pack = load_pack(tiny_pack)
    told = report_pack(pack)
    assert list(told) == ["id", "version", "sha256", "current_as_of", "criteria_basis"]
    assert told["sha256"] == pack.sha256


def test_the_details_of_a_pack_are_json(tiny_pack: Path) -> None:
    details = json.loads(json.dumps(pack_details(load_pack(tiny_pack))))
    assert details["namespaces"][1] == {"iri": "https://example.org/v0#", "name": "Shop 0", "kind": "release"}
    assert details["counts"]["rules"] == 1
    assert details["terms"][0]["valid_until"] == "2026-03-31"
    assert details["engine"] == "compiled"
    assert details["source"]["licence"] == "CC0-1.0"


def test_a_pack_for_the_reference_engine_says_so(tiny_pack: Path) -> None:
    shapes = (tiny_pack / "shapes.ttl").read_text(encoding="utf-8")
    (tiny_pack / "shapes.ttl").write_text(shapes.replace("sh:order 1", "sh:novelty 1"), encoding="utf-8")
    assert pack_details(load_pack(tiny_pack))["engine"] == "reference"


def test_bundled_packs_are_named_like_their_folders() -> None:
    assert DEFAULT_PACK in bundled_packs()
    for pack_id in bundled_packs():
        assert load_bundled(pack_id).id == pack_id


def test_the_default_pack_is_loaded_once() -> None:
    assert load_bundled() is load_bundled(DEFAULT_PACK)


@pytest.mark.parametrize("pack_id", ["", "gaia-x-loire-99.99", "../rule_packs", "."])
def test_an_unknown_pack_is_refused(pack_id: str) -> None:
    with pytest.raises(PackError, match="unknown"):
        load_bundled(pack_id)


def test_resources_are_found_by_parts() -> None:
    assert resource("rule_packs", DEFAULT_PACK, "pack.toml").is_file()


def test_loading_the_default_pack_imports_nothing_heavy() -> None:
    """Cold start: no parser of Turtle or TOML, no other engine, is needed where the pack is prebuilt."""
    code = (
        "import sys; from assay.rules.bundled import load_bundled; pack = load_bundled(); "
        "assert pack.program and pack.context and pack.texts('en').classes(); "
        "print(sorted({'tomllib', 'pyoxigraph', 'rdflib', 'pyshacl', 'pyld'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "[]"
