# SPDX-License-Identifier: Apache-2.0
"""`assay packs` as a person uses it: import, list, show, verify, compare, and check by what was imported."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jwcrypto.jwk import JWK

from assay.__main__ import main
from assay.rules.bundled import DEFAULT_PACK, resource
from assay.rules.sign import sign
from pack_specimens import BAD, GOOD, sound_files, version, write_pack, write_zip
from shared import shared_path


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who has imported nothing yet; trials in this process, to be quick."""
    for name in ("DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setattr("assay.pack_trial.call_until", lambda _to_stop, function, _, *given: function(*given))
    return tmp_path / "data" / "assay"


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command; gives exit code, output and errors."""

    def run(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        return code, *capsys.readouterr()

    return run


def test_a_pack_is_imported_and_judges_when_named(told: Any, tmp_path: Path) -> None:
    code, out, err = told("packs", "import", write_pack(tmp_path / "shop"))
    assert (code, err) == (0, "")
    for words in ("Imported: Shop 1.", "Not signed", "Tested: 2 samples", "--pack shop@1", "nothing to compare"):
        assert words.lower() in out.lower().replace("there is no pack to compare", "nothing to compare")
    for name, text, wanted in (("good", GOOD, 0), ("bad", BAD, 1)):
        (tmp_path / f"{name}.json").write_text(text)
        assert told("check", tmp_path / f"{name}.json", "--draft", "--pack", "shop")[0] == wanted
        code, out, _ = told("check", tmp_path / f"{name}.json", "--draft", "--pack", "shop@1", "--format", "json")
        assert json.loads(out)["documents"][0]["pack"]["id"] == "shop"
    assert told("check", tmp_path / "good.json", "--draft")[0] != 0, "not judged by it unless named"


def test_no_imported_pack_passes_for_a_bundled_one_by_its_name(told: Any, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "shop")
    described = folder / "pack.toml"
    described.write_text(re.sub('(?m)^name = ".*"', 'name = "Loire 25.11"', described.read_text()))
    assert told("packs", "import", folder)[0] == 0
    (tmp_path / "good.json").write_text(GOOD)
    for form in ("text", "html", "markdown"):
        out = told("check", tmp_path / "good.json", "--draft", "--pack", "shop", "--format", form)[1]
        assert re.search(r"Loire 25\.11 \(shop 1(\.\d+)*\)", out), form
    sample = resource("samples", "good", "participant.json")
    assert "Loire 25.11 (" not in told("check", sample, "--draft")[1]


def test_checks_of_a_pack_without_words_for_them_go_by_their_ids(told: Any, tmp_path: Path) -> None:
    told("packs", "import", write_pack(tmp_path / "shop"))
    (tmp_path / "good.json").write_text(GOOD)
    _, out, _ = told("check", tmp_path / "good.json", "--draft", "--pack", "shop", "--format", "html")
    assert "SHOP-SHAPES" in out
    assert "check.title" not in out


def test_the_list_tells_origin_signature_window_and_default(told: Any, tmp_path: Path) -> None:
    key = JWK.generate(kty="OKP", crv="Ed25519")
    signed = write_pack(tmp_path / "signed", version("2", starts="2026-01-01", ends="2026-12-31"))
    sign(signed, key.export())
    told("packs", "import", write_pack(tmp_path / "one"))
    told("packs", "import", signed)
    following = write_pack(tmp_path / "next", version("99", starts="2027-01-01", pack_id=DEFAULT_PACK))
    sign(following, key.export())
    told("packs", "import", following)
    _, out, _ = told("packs", "list", "--at", "2026-11-22T10:00:00Z")
    one = next(line for line in out.splitlines() if " 1 " in line and line.startswith("shop"))
    two = next(line for line in out.splitlines() if " 2 " in line and line.startswith("shop"))
    bundled = next(line for line in out.splitlines() if "with the program" in line and line.startswith(DEFAULT_PACK))
    later = next(line for line in out.splitlines() if " 99 " in line)
    assert all(words in one for words in ("unsigned", "imported", "at any time"))
    assert all(words in two for words in ("signed by an unknown key", "from 2026-01-01 until 2026-12-31"))
    defaults = [line for line in out.splitlines() if "(default)" in line]
    assert bundled in defaults
    assert {line.split()[0] for line in defaults} == {DEFAULT_PACK, "gaia-x-tagus-22.10"}  # one for each generation
    assert "from 2027-01-01" in later
    (tmp_path / "data/assay/pack_keys").mkdir()
    (tmp_path / "data/assay/pack_keys/The publisher.jwk").write_text(key.export_public())
    _, out, _ = told("packs", "list", "--at", "2027-01-01T10:00:00Z")
    assert "signed by The publisher" in out
    assert "(default)" in next(line for line in out.splitlines() if " 99 " in line)


@pytest.mark.parametrize("trusted", [True, False])
def test_a_later_version_of_the_bundled_pack_says_whether_it_takes_over(
    told: Any, tmp_path: Path, data: Path, trusted: bool
) -> None:
    key = JWK.generate(kty="OKP", crv="Ed25519")
    folder = write_pack(tmp_path / "next", version("99", starts="2027-01-01", pack_id=DEFAULT_PACK))
    sign(folder, key.export())
    if trusted:
        (data / "pack_keys").mkdir(parents=True)
        (data / "pack_keys/The publisher.jwk").write_text(key.export_public())
    _, out, _ = told("packs", "import", folder)
    assert ("From 2027-01-01 on it judges in the place of" in out) is trusted
    assert ("it judges only when you name it" in " ".join(out.split())) is not trusted
    (tmp_path / "good.json").write_text(GOOD)
    then = "99" if trusted else "25.11+fix.1"
    for moment, wanted in (("2026-12-31T23:00:00Z", "25.11+fix.1"), ("2027-01-01T00:00:00Z", then)):
        _, out, _ = told("check", tmp_path / "good.json", "--draft", "--format", "json", "--at", moment)
        assert json.loads(out)["documents"][0]["pack"]["version"] == wanted


def test_show_tells_what_pins_an_imported_pack(told: Any, tmp_path: Path) -> None:
    told("packs", "import", write_pack(tmp_path / "shop", version("1", starts="2026-01-01")))
    code, out, _ = told("packs", "show", "shop@1")
    assert code == 0
    for words in ("shop", "2026-01-01", "imported", "unsigned", "CC0-1.0"):
        assert words in out


def test_a_damaged_pack_is_listed_as_such_and_not_used(told: Any, tmp_path: Path, data: Path) -> None:
    told("packs", "import", write_pack(tmp_path / "shop"))
    (data / "rule_packs/shop/1/rules.toml").write_text("# nothing is left\n")
    code, out, _ = told("packs", "list")
    assert code == 0
    assert "damaged" in next(line for line in out.splitlines() if line.startswith("shop"))
    (tmp_path / "good.json").write_text(GOOD)
    code, out, err = told("check", tmp_path / "good.json", "--draft", "--pack", "shop")
    assert code == 3
    assert "no longer what was imported" in err
    assert told("packs", "verify", "shop")[0] == 1
    assert told("check", tmp_path / "good.json", "--draft")[0] in (1, 2)


def test_the_same_again_changes_nothing_and_other_bytes_are_refused(told: Any, tmp_path: Path) -> None:
    told("packs", "import", write_pack(tmp_path / "one"))
    code, out, _ = told("packs", "import", write_zip(tmp_path / "one.zip", sound_files()))
    assert code == 0
    assert "had been imported before" in out
    other = write_pack(tmp_path / "other", sound_files(rules_toml=sound_files()["rules.toml"].decode() + "\n"))
    code, _, err = told("packs", "import", other)
    assert code == 1
    assert "--replace" in err
    code, out, _ = told("packs", "import", other, "--replace")
    assert code == 0
    assert "no rule changes" in out


def test_what_changes_is_told_in_words(told: Any, tmp_path: Path) -> None:
    told("packs", "import", write_pack(tmp_path / "one"))
    shapes = sound_files()["shapes.ttl"].decode()
    shapes = shapes.replace("sh:minCount 1", "sh:minCount 2").replace('"FR"', '"IT"')
    files = version("2", shapes_ttl=shapes, samples_good_shop_json=GOOD)
    bad = {name: data for name, data in files.items() if not name.startswith("samples/good")}
    code, out, _ = told("packs", "import", write_pack(tmp_path / "two", bad))
    assert code == 0
    assert "Compared with Shop 1 (1):" in out
    assert "Shop: Name must be given at least 2 times instead of 1." in out
    assert "no longer allowed (1): FR; newly allowed (1): IT" in out.replace("\n", " ").replace("    ", " ")
    code, compared, _ = told("packs", "diff", "shop@1", "shop@2")
    assert code == 0
    assert "2 changed" in compared
    changes = json.loads(told("packs", "diff", "shop@1", "shop@2", "--format", "json")[1])["changes"]
    assert [change["detail"] for change in changes] == ["in", "minCount"]
    assert told("packs", "diff", tmp_path / "one", tmp_path / "two")[1] == compared
    assert "no rule changes" in told("packs", "diff", DEFAULT_PACK, DEFAULT_PACK)[1]


@pytest.mark.parametrize(("samples", "wanted"), [(True, 0), (False, 2)])
def test_verify_tells_sound_from_untested(told: Any, tmp_path: Path, samples: bool, wanted: int) -> None:
    files = {name: data for name, data in sound_files().items() if samples or not name.startswith("samples")}
    folder = write_pack(tmp_path / "shop", files)
    assert told("packs", "verify", folder)[0] == wanted
    assert told("packs", "verify", write_zip(tmp_path / "shop.zip", files))[0] == wanted
    told("packs", "import", folder)
    assert told("packs", "verify", "shop")[0] == told("packs", "verify", "shop@1")[0] == wanted


def test_verify_tells_what_is_broken_with_its_place(told: Any, tmp_path: Path) -> None:
    rules = sound_files()["rules.toml"].decode().replace('clause = "Shop rules 2"', "")
    code, out, _ = told("packs", "verify", write_pack(tmp_path / "shop", sound_files(rules_toml=rules)))
    assert code == 1
    assert "rules.toml, line 8: " in out
    assert "clause" in out


def test_bundled_packs_are_sound(told: Any) -> None:
    code, out, _ = told("packs", "verify", DEFAULT_PACK)
    assert (code, "It came with the program." in out, "is sound" in out) == (0, True, True)


def test_a_signature_is_verified_with_a_given_key(told: Any, tmp_path: Path) -> None:
    key = JWK.generate(kty="OKP", crv="Ed25519")
    folder = write_pack(tmp_path / "shop")
    sign(folder, key.export())
    (tmp_path / "Publisher.jwk").write_text(key.export_public())
    assert (
        "Signed by Publisher, whom you trust."
        in told("packs", "verify", folder, "--key", tmp_path / "Publisher.jwk")[1]
    )
    assert "have not said you trust" in told("packs", "verify", folder)[1]
    (folder / "rules.toml").write_bytes((folder / "rules.toml").read_bytes() + b"\n")
    for command in ("verify", "import"):
        code, out, err = told("packs", command, folder)
        assert code == 1
        assert "changed after it was signed" in out + err
    assert told("packs", "verify", folder, "--key", tmp_path / "none.jwk")[0] == 3


@pytest.mark.parametrize("command", ["import", "verify"])
def test_an_unsafe_archive_is_refused_in_words(told: Any, tmp_path: Path, command: str) -> None:
    place = write_zip(tmp_path / "evil.zip", {**sound_files(), "../../evil.txt": b"x"})
    code, out, err = told("packs", command, place)
    assert code == 1
    assert "evil.zip: ../../evil.txt" in out + err
    assert not (tmp_path / "evil.txt").exists()


@pytest.mark.parametrize("word", ["--id", "--version", "--name", "--like"])
def test_a_whole_pack_names_itself(told: Any, tmp_path: Path, word: str) -> None:
    code, _, err = told("packs", "import", write_pack(tmp_path / "shop"), word, "x")
    assert code == 1
    assert "its own id" in err


@pytest.mark.parametrize(
    ("pack_id", "number"), [("Shop", "1"), ("a/b", "1"), ("..", "1"), ("con", "1"), ("shop", "../1"), ("shop", "1 2")]
)
def test_names_that_could_be_paths_are_refused(told: Any, tmp_path: Path, pack_id: str, number: str) -> None:
    code, _, err = told("packs", "import", write_pack(tmp_path / "shop", version(number, pack_id=pack_id)))
    assert code == 1
    assert "cannot be the name of a folder" in err
    assert "pack.toml, line " in err


def test_official_files_are_made_into_a_pack_in_a_process_of_their_own(tmp_path: Path) -> None:
    """Through the real command, with everything as it is in use; the official dump has no context and no ontology."""
    shapes = shared_path("reference", "loire-2024-08-15", "gaiax-registry-shape-2024-08-15.ttl")
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CACHE")}

    def assay(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "assay", *map(str, words)]
        return subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, **folders})

    ran = assay("packs", "import", shapes, "--id", "loire-2024", "--valid-until", "2025-11-01")
    assert (ran.returncode, ran.stderr) == (0, "")
    for words in (
        "Imported: Loire development 2024-08-15",
        "No ontology was given",
        "No context was given",
        "Untested",
        "Judges until 2025-11-01",
        "Compared with Loire 25.11",
        "gone",
    ):
        assert words in ran.stdout
    listed = assay("packs", "list").stdout
    assert "loire-2024 " in listed
    sample = Path(__file__).parents[3] / "resources/assay_resources/samples/good/participant.json"
    assert assay("check", sample, "--draft", "--pack", "loire-2024@2024-08-15").returncode == 1
    refused = assay("check", sample, "--draft", "--pack", "loire-2024")
    assert refused.returncode == 3
    assert "does not judge on" in refused.stderr
    assert assay("check", sample, "--draft").returncode == 0
    assert assay("packs", "verify", "loire-2024").returncode == 2
