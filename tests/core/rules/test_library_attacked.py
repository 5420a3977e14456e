# SPDX-License-Identifier: Apache-2.0
"""Somebody changed what lies in the user's folders, or gives names that are none: never believed, never a crash."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assay.__main__ import main
from assay.errors import PackError
from assay.pack_import import import_pack
from assay.rules import installed
from assay.rules.build import build, manifest
from assay.rules.folder import digest
from assay.rules.incoming import is_pack
from assay.rules.installed import DamagedPack, all_installed, installed_of, prebuilt_place
from assay.rules.library import load
from assay.rules.release import Wishes
from pack_specimens import sound_files, write_pack

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def shop(own_folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sound pack, imported; its record."""
    monkeypatch.setattr("assay.pack_trial.call_until", lambda _to_stop, function, _, *given: function(*given))
    import_pack([write_pack(tmp_path / "given", sound_files())], Wishes(), moment=NOW, trusted={})
    installed._loaded.cache_clear()
    return own_folders / "rule_packs" / "shop" / "1.json"


def _values() -> set[str]:
    program = load("shop", NOW).program
    assert program is not None
    return {value.value for number in range(len(program.lists)) for value in program.values(number)}


def test_a_program_put_into_the_cache_is_not_run(shop: Path) -> None:
    """Its own digests fit one another and the pack's files; it is not what was made of them all the same."""
    files = sound_files()
    built = dict(build(files))
    built["program.json"] = built["program.json"].replace(b'"FR"', b'"XX"')
    (entry,) = installed_of("shop")
    for name, data in {**built, "manifest.json": manifest(digest(files), built)}.items():
        (prebuilt_place(entry.sha256) / name).write_bytes(data)
    assert _values() >= {"DE", "FR"}
    assert b'"XX"' not in (prebuilt_place(entry.sha256) / "program.json").read_bytes()


def test_what_was_made_anew_is_ours_from_then_on(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = json.loads(shop.read_bytes())
    shop.write_text(json.dumps({**told, "prebuilt": ""}))
    assert load("shop", NOW).version == "1"
    assert json.loads(shop.read_bytes()) == told
    installed._loaded.cache_clear()
    monkeypatch.setattr("assay.rules.build.build", lambda _: pytest.fail("made again"))
    assert load("shop", NOW).version == "1"


@pytest.mark.parametrize(
    "lie", [{"generation": "tagus"}, {"base": "gaia-x-loire-25.11"}, {"valid_from": "2020-01-01"}, {"name": "Official"}]
)
def test_a_record_that_says_otherwise_than_the_pack_is_refused(shop: Path, lie: dict[str, str]) -> None:
    shop.write_text(json.dumps({**json.loads(shop.read_bytes()), **lie}))
    with pytest.raises(PackError, match="changed"):
        load("shop", NOW)


@pytest.mark.parametrize("record", [b"[" * 100_000, b"[]", b"\xff", b"9" * 10_000])
def test_a_record_that_cannot_be_read_is_listed_as_damaged(shop: Path, record: bytes) -> None:
    shop.write_bytes(record)
    assert [(type(entry), entry.id) for entry in all_installed()] == [(DamagedPack, "shop")]


@pytest.mark.parametrize("name", ["x" * 5000, "../x", "a\0b", ""])
def test_a_name_that_no_folder_can_have_is_unknown(name: str) -> None:
    with pytest.raises(PackError, match="unknown"):
        load(name, NOW)


def test_a_damaged_pack_is_shown_as_such_and_is_no_fault_of_the_program(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop.with_suffix("") / "rules.toml").write_bytes(b"# none")
    assert main(["packs", "show", "shop", "--lang", "en"]) == 3
    assert "no longer what was imported" in capsys.readouterr().err


def test_a_pipe_is_no_pack_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PackError, match="not_recognised"):
        is_pack(tmp_path / "pipe")
