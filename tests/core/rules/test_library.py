# SPDX-License-Identifier: Apache-2.0
"""Packs side by side: chosen by id, version and date; what is damaged harms no other; nobody is judged anew unasked."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jwcrypto.jwk import JWK

from assay.errors import PackError
from assay.pack_import import import_pack
from assay.places import user_data
from assay.rules import installed
from assay.rules.build import build, manifest
from assay.rules.bundled import DEFAULT_PACK, load_bundled
from assay.rules.folder import digest
from assay.rules.installed import DamagedPack, all_installed, installed_of, load_installed, prebuilt_place
from assay.rules.library import base_for, files_of, known_ids, load, newest_of
from assay.rules.release import Wishes
from assay.rules.sign import sign
from pack_specimens import sound_files, version, write_pack

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("own_folders")


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trials without a process of their own, which has its own test."""
    monkeypatch.setattr("assay.pack_trial.call_until", lambda _to_stop, function, _, *given: function(*given))


def on(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def brought(tmp_path: Path, files: dict[str, bytes], *, replaces: bool = False) -> None:
    folder = tmp_path / f"given{len(list(tmp_path.glob('given*')))}"
    import_pack([write_pack(folder, files)], Wishes(), moment=NOW, trusted={}, replaces=replaces)


def test_versions_side_by_side_are_chosen_by_date(tmp_path: Path) -> None:
    brought(tmp_path, version("1", ends="2026-06-30"))
    brought(tmp_path, version("2", starts="2026-07-01", ends="2026-12-31"))
    brought(tmp_path, version("10", starts="2027-01-01"))
    chosen = {day: load("shop", on(day)).version for day in ("2026-06-30", "2026-07-01", "2026-12-31", "2027-01-01")}
    assert chosen == {"2026-06-30": "1", "2026-07-01": "2", "2026-12-31": "2", "2027-01-01": "10"}
    assert load("shop@1", on("2027-05-05")).version == "1"
    assert {"shop", "shop@1", "shop@2", "shop@10", DEFAULT_PACK} <= set(known_ids())


def test_of_versions_without_dates_the_later_number_is_taken(tmp_path: Path) -> None:
    for number in ("9", "10"):
        brought(tmp_path, version(number))
    assert load("shop", NOW).version == "10"


def test_none_valid_at_the_moment_is_said(tmp_path: Path) -> None:
    brought(tmp_path, version("1", starts="2027-01-01"))
    with pytest.raises(PackError, match=r"not_valid.*2026-11-22"):
        load("shop", NOW)


@pytest.mark.parametrize("name", ["shop", "shop@1", "../shop", "", "@", "shop@../1", DEFAULT_PACK + "@0"])
def test_a_pack_that_is_not_there_is_unknown(name: str) -> None:
    with pytest.raises(PackError, match="unknown"):
        load(name, NOW)


def test_a_pack_that_was_tried_out_judges_nothing_unless_named(tmp_path: Path) -> None:
    brought(tmp_path, version("99", starts="2026-01-01"))
    assert newest_of("loire", NOW) is load_bundled()


SUCCESSOR = version("99", starts="2026-11-22", ends="2026-12-31", pack_id=DEFAULT_PACK)


def signed_import(tmp_path: Path, *, trusted: bool, change: Callable[[Path], object] = lambda folder: None) -> None:
    """A signed version of the bundled pack, imported; its key kept among the trusted ones or not."""
    key = JWK.generate(kty="OKP", crv="Ed25519")
    folder = write_pack(tmp_path / "signed", SUCCESSOR)
    sign(folder, key.export())
    import_pack([folder], Wishes(), moment=NOW, trusted={key.thumbprint(): "given once"})
    change(installed_of(DEFAULT_PACK)[0].folder)
    if trusted:
        (user_data() / "pack_keys").mkdir(parents=True)
        (user_data() / "pack_keys/The publisher.jwk").write_text(key.export_public())


def test_a_later_version_of_the_bundled_pack_takes_over_on_its_day(tmp_path: Path) -> None:
    signed_import(tmp_path, trusted=True)
    days = {day: newest_of("loire", on(day)) for day in ("2026-11-21", "2026-11-22", "2026-12-31", "2027-01-01")}
    assert [pack.version if pack else "" for pack in days.values()] == ["25.11+fix.1", "99", "99", "25.11+fix.1"]
    assert load(DEFAULT_PACK, on("2026-11-22")).version == "99"
    assert load(DEFAULT_PACK) is load_bundled()


@pytest.mark.parametrize("has_signature", [True, False], ids=["unknown key", "unsigned"])
def test_a_later_version_by_nobody_the_user_trusts_does_not_take_over(tmp_path: Path, has_signature: bool) -> None:
    """Whoever can write to the folder could otherwise turn every verdict green with a file and a date."""
    if has_signature:
        signed_import(tmp_path, trusted=False)
    else:
        brought(tmp_path, SUCCESSOR)
    assert newest_of("loire", on("2026-11-22")) is load_bundled()
    assert load(DEFAULT_PACK, on("2026-11-22")) is load_bundled()
    assert load(f"{DEFAULT_PACK}@99", on("2026-11-22")).version == "99"


@pytest.mark.parametrize("name", ["rules.toml", "pack.sig.json"])
def test_a_trusted_version_that_was_changed_since_does_not_take_over(tmp_path: Path, name: str) -> None:
    signed_import(tmp_path, trusted=True, change=lambda folder: (folder / name).write_text("# other\n"))
    assert newest_of("loire", on("2026-11-22")) is load_bundled()


@pytest.mark.parametrize("dates", [{}, {"ends": "2030-01-01"}])
def test_a_version_of_the_bundled_pack_without_a_first_day_does_not_take_over(
    tmp_path: Path, dates: dict[str, str]
) -> None:
    brought(tmp_path, version("99", pack_id=DEFAULT_PACK, **dates))
    assert newest_of("loire", NOW) is load_bundled()
    assert load(DEFAULT_PACK, NOW) is load_bundled()
    assert load(f"{DEFAULT_PACK}@99", NOW).version == "99"


def test_one_of_another_generation_does_not_take_over(tmp_path: Path) -> None:
    files = version("99", starts="2026-01-01", pack_id=DEFAULT_PACK)
    told = files["pack.toml"].replace(b'generation = "loire"', b'generation = "tagus"')
    brought(tmp_path, {**files, "pack.toml": told})
    assert newest_of("loire", NOW) is load_bundled()


@pytest.mark.parametrize("damage", ["changed", "gone", "added", "record"])
def test_a_damaged_pack_is_refused_and_harms_no_other(tmp_path: Path, own_folders: Path, damage: str) -> None:
    brought(tmp_path, version("1"))
    brought(tmp_path, version("2", pack_id="other"))
    folder = own_folders / "rule_packs" / "shop" / "1"
    if damage == "changed":
        (folder / "rules.toml").write_bytes((folder / "rules.toml").read_bytes() + b"\n")
    elif damage == "gone":
        (folder / "shapes.ttl").unlink()
    elif damage == "added":
        (folder / "criteria.toml").write_text("levels = []")
    else:
        folder.with_name("1.json").write_text("{")
    listed = all_installed()
    assert [type(entry) for entry in listed if entry.id == "shop"] == [DamagedPack]
    assert load("other", NOW).id == "other"
    assert newest_of("loire", NOW) is load_bundled()
    with pytest.raises(PackError, match=r"changed|missing_file|unknown \("):
        load("shop", NOW)


def test_a_record_that_names_another_pack_is_not_believed(tmp_path: Path, own_folders: Path) -> None:
    brought(tmp_path, version("1"))
    record = own_folders / "rule_packs" / "shop" / "1.json"
    told = json.loads(record.read_text())
    for lie in ({"id": "../other"}, {"id": DEFAULT_PACK}, {"version": "2"}, {"sha256": None}, {"more": "x"}):
        record.write_text(json.dumps({**told, **lie}))
        assert installed_of("shop") == ()
        assert [entry.version for entry in all_installed()] == ["1"]


def test_a_program_that_came_with_a_pack_is_never_used(tmp_path: Path, own_folders: Path) -> None:
    """A well-made manifest beside a program that says less than the shapes: neither copied nor looked at."""
    files = sound_files()
    built = {name: data for name, data in build(files).items() if name != "manifest.json"}
    built["program.json"] = built["program.json"].replace(b'"DE"', b'"XX"')
    forged = {**built, "manifest.json": manifest(digest(files), built)}
    brought(tmp_path, {**files, **{f"prebuilt/{name}": data for name, data in forged.items()}})
    folder = own_folders / "rule_packs" / "shop" / "1"
    assert not (folder / "prebuilt").exists()
    (folder / "prebuilt").mkdir()
    for name, data in forged.items():
        (folder / "prebuilt" / name).write_bytes(data)
    program = load("shop", NOW).program
    assert program is not None
    assert {value.value for number in range(len(program.lists)) for value in program.values(number)} >= {"DE", "FR"}


def test_what_we_made_ready_is_used_and_made_again_when_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = version("7")
    brought(tmp_path, files)
    (entry,) = installed_of("shop")
    place = prebuilt_place(entry.sha256)
    assert (place / "manifest.json").is_file()
    with monkeypatch.context() as patched:
        patched.setattr("assay.rules.build.build", lambda _: pytest.fail("made again"))
        assert load_installed(entry).version == "7"
    for file in place.iterdir():
        file.write_bytes(b"damaged")
    installed._loaded.cache_clear()
    assert load_installed(entry).version == "7"
    assert json.loads((place / "manifest.json").read_bytes())["sources"] == entry.sha256


def test_files_of_a_pack_at_hand(tmp_path: Path) -> None:
    brought(tmp_path, version("1"))
    assert files_of(load("shop")) == dict(sorted(version("1").items()))
    assert "rules.toml" in files_of(load_bundled())


@pytest.mark.parametrize(
    ("namespace", "found"),
    [
        ("https://w3id.org/gaia-x/development#", (DEFAULT_PACK, True)),
        ("https://w3id.org/gaia-x/2511#", (DEFAULT_PACK, True)),
        ("https://w3id.org/gaia-x/2711#", (DEFAULT_PACK, False)),
        ("https://example.org/unheard#", None),
    ],
)
def test_the_base_of_a_vocabulary(namespace: str, found: tuple[str, bool] | None) -> None:
    base = base_for(namespace)
    assert (base and (base[0].id, base[1])) == found


def test_a_check_of_someone_who_imported_nothing_loads_nothing_about_imported_packs() -> None:
    asked = (
        "import sys, datetime; from assay.rules.library import newest_of; "
        "newest_of('loire', datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)); "
        "print(*sorted({'assay.rules.installed', 'platformdirs', 'shutil', 'assay.rules.build'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == ""
