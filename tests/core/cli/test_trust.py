# SPDX-License-Identifier: Apache-2.0
"""`assay trust`, as a process: what is taken in serves every check, with origin and age; what changed is refused."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

import authority
from assay.identity.given_file import TrustFileError
from assay.identity.trust_folder import INDEX as INDEX_FILE
from assay.identity.trust_folder import Kept, by_digest, forget, keep, read_index
from checking import sample
from commands import assay, begun
from core.cli.test_check import body
from signing import did_document, json_file, token
from status_lists import INDEX, status_list
from status_lists import entry as status_entry

ADDRESS = "https://acme.example/.well-known/did.json"


@pytest.fixture
def profile(tmp_path: Path) -> dict[str, str]:
    """A user of our own, with nothing yet."""
    return {"XDG_DATA_HOME": str(tmp_path / "data")}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a DID document, its chain and the list with its root."""
    told, folder = authority.specimen(), tmp_path / "given"
    folder.mkdir()
    json_file(folder / "did.json", told["did.json"])
    (folder / "chain.pem").write_text(told["chain.pem"])
    (folder / "anchors.pem").write_text(told["anchors.pem"])
    (folder / "participant.jwt").write_text(token(sample("good/participant.json")))
    return folder


def _kept(profile: dict[str, str]) -> Path:
    return Path(profile["XDG_DATA_HOME"], "assay", "trust")


def test_what_is_taken_in_serves_every_check(files: Path, profile: dict[str, str]) -> None:
    before = assay("check", files / "participant.jwt", "--format", "json", **profile)
    assert body(before)["documents"][0]["inputs"] == []
    given = [files / name for name in ("did.json", "chain.pem", "anchors.pem")]
    added = assay("trust", "add", *given, "--origin", ADDRESS, **profile)
    assert (added.returncode, added.stderr) == (0, b"")
    ran = assay("verify", files / "participant.jwt", "--format", "json", **profile)
    inputs = body(ran)["documents"][0]["inputs"]
    assert ran.returncode == 0
    assert {entry["role"] for entry in inputs} == {"did_document", "chain", "anchors"}
    assert {(entry["origin"], entry["dated"]) for entry in inputs} == {(ADDRESS, datetime.now(UTC).date().isoformat())}
    told = assay("check", files / "participant.jwt", **profile)
    assert ADDRESS.encode() in told.stdout


def test_the_list_tells_of_each_file(files: Path, profile: dict[str, str]) -> None:
    assert b"no trust files" in begun("trust", "list", **profile).stdout
    begun("trust", "add", files / "did.json", files / "anchors.pem", "--origin", "by\x1b[31m mail", **profile)
    listed = begun("trust", "list", **profile).stdout.decode()
    assert [line.split()[0] for line in listed.splitlines()[1:]] == ["did.json", "anchors.pem"]
    assert "keys of did:web:acme.example" in listed
    assert "0 days" in listed
    assert "\x1b" not in listed
    index = (_kept(profile) / INDEX_FILE).read_text(encoding="utf-8")
    assert 'file = "did.json"' in index


def test_status_lists_are_taken_in_and_used(files: Path, profile: dict[str, str]) -> None:
    listed = {**sample("good/participant.json"), "credentialStatus": status_entry()}
    (files / "participant.jwt").write_text(token(listed))
    (files / "list.jwt").write_text(token(status_list([INDEX])))
    words = ("verify", files / "participant.jwt", "--did", files / "did.json")
    assert begun(*words, **profile).returncode == 2
    assert begun(*words, "--status", files / "list.jwt", **profile).returncode == 1
    added = begun("trust", "add", files / "list.jwt", **profile)
    assert added.returncode == 0
    assert b"status list" in added.stdout
    assert begun(*words, **profile).returncode == 1


def test_authorities_that_were_taken_in_are_no_find_of_the_folder(files: Path, profile: dict[str, str]) -> None:
    begun("trust", "add", files / "did.json", files / "chain.pem", files / "anchors.pem", **profile)
    ran = begun("verify", files / "participant.jwt", "--format", "json", **profile)
    assert body(ran)["documents"][0]["findings"] == []
    (_kept(profile) / INDEX_FILE).unlink()
    ran = begun("verify", files / "participant.jwt", "--format", "json", **profile)
    assert "chain.folder_root" in {found["text"]["id"] for found in body(ran)["documents"][0]["findings"]}


def test_a_chain_by_itself_need_not_go_with_keys_that_are_kept(files: Path, profile: dict[str, str]) -> None:
    other = json_file(files / "other.json", did_document("did:web:other.example"))
    begun("trust", "add", other, files / "anchors.pem", **profile)
    assert begun("verify", "--chain", files / "chain.pem", **profile).returncode == 0
    assert begun("verify", "--chain", files / "chain.pem", "--did", other, **profile).returncode == 1


def test_what_changed_since_is_refused(files: Path, profile: dict[str, str]) -> None:
    begun("trust", "add", files / "did.json", **profile)
    json_file(_kept(profile) / "did.json", did_document(service=[]))
    for words in (("trust", "list"), ("check", files / "participant.jwt")):
        ran = begun(*words, **profile)
        assert ran.returncode == 3
        assert b"not what it was" in ran.stderr
    assert begun("trust", "remove", "did.json", **profile).returncode == 0
    assert begun("check", files / "participant.jwt", **profile).returncode == 2


def test_what_is_no_use_is_not_taken_in(files: Path, profile: dict[str, str]) -> None:
    (files / "notes.txt").write_text("nothing")
    (files / "key.pem").write_text("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n")
    ran = begun(
        "trust", "add", files / "notes.txt", files / "key.pem", files / "gone.pem", files / "did.json", **profile
    )
    assert ran.returncode == 3
    assert len(ran.stderr.splitlines()) == 3
    assert [path.name for path in sorted(_kept(profile).iterdir())] == ["did.json", INDEX_FILE]


def test_two_documents_of_one_did_are_not_both_taken_in(files: Path, profile: dict[str, str]) -> None:
    begun("trust", "add", files / "did.json", **profile)
    other = json_file(files / "other.json", did_document(service=[]))
    assert begun("trust", "add", other, **profile).returncode == 3
    assert [entry.file for entry in read_index(_kept(profile))] == ["did.json"]
    assert begun("trust", "add", files / "did.json", **profile).returncode == 0
    assert [entry.file for entry in read_index(_kept(profile))] == ["did.json"]


def test_a_name_that_is_not_there_cannot_be_removed(files: Path, profile: dict[str, str]) -> None:
    outside = files / "did.json"
    assert begun("trust", "remove", outside, **profile).returncode == 3
    assert outside.is_file()


@pytest.mark.parametrize("name", ["../../up.json", ".hidden", INDEX_FILE, "a b\u202e.json", "x" * 300 + ".json", ""])
def test_names_stay_inside_of_the_folder(name: str, tmp_path: Path) -> None:
    entry = keep(tmp_path / "trust", name, b"{}", origin='"quoted" \\ \x7f \n', day="2026-11-22")
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {tmp_path / "trust"}
    assert entry.file not in (INDEX_FILE, "")
    assert read_index(tmp_path / "trust") == (entry,)
    assert list(by_digest(tmp_path / "trust")) == [entry.sha256]
    assert forget(tmp_path / "trust", entry.file) == entry
    assert read_index(tmp_path / "trust") == ()


@pytest.mark.parametrize(
    "text",
    [
        "files = 1",
        "[[files]]\nfile = 'x'",
        "no toml",
        "[[files]]\nfile = '../x'\nsha256 = ''\nimported = ''\norigin = ''",
    ],
)
def test_an_index_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / INDEX_FILE).write_text(text)
    with pytest.raises(TrustFileError, match=r"trust\.index"):
        read_index(tmp_path)


def test_two_files_of_one_name_stand_beside_each_other(tmp_path: Path) -> None:
    names = [keep(tmp_path, "did.json", data, origin="", day="2026-11-22").file for data in (b"1", b"2", b"1")]
    assert names == ["did.json", "did-2.json", "did.json"]
    assert all(isinstance(entry, Kept) for entry in read_index(tmp_path))
    assert json.loads((tmp_path / "did-2.json").read_bytes()) == 2
