# SPDX-License-Identifier: Apache-2.0
"""Templates of the user's own: what a document says, without what only that document is."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import loire_set
from assay.authoring.own_templates import draft_of, keep, own_templates, refuse_name, remove
from assay.authoring.reuse.copying import ReuseError
from assay.authoring.templates import TEMPLATES, draft_from
from assay.authoring.templates_told import begun, sentences
from assay.cli.run import run
from assay.document import Document
from assay.places import user_templates
from assay.texts import LANGUAGES, load_texts
from signing import ACME, enveloped, token

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def document(**more: object) -> Document:
    told = loire_set.offering()
    return Document("storage.json", json.dumps({**told, **more}, indent=2).encode())


def notarised() -> Document:
    """A set of which a notary signed a part."""
    number = token(loire_set.number(), key=loire_set.NOTARY)
    return Document("all.json", json.dumps([{**loire_set.offering(), "issuer": ACME}, enveloped(number)]).encode())


def made(folder: Path, given: Document) -> Any:
    keep(folder, "archive", given, NOW)
    (found,) = own_templates(folder)
    assert found.name == "archive"
    return json.loads(draft_of(found, NOW))


def test_a_template_says_the_same_without_ids_end_and_state(tmp_path: Path) -> None:
    given = document(validUntil="2027-01-01T00:00:00Z", credentialStatus={"id": "https://acme.example/status/1#7"})
    before, after = json.loads(given.data), made(tmp_path, given)
    own = {before["id"], before["credentialSubject"]["id"]}
    assert not any(name in json.dumps(after) for name in own)
    assert after["id"] == "https://example.com/credentials/archive.json"
    assert "validUntil" not in after
    assert "credentialStatus" not in after
    assert after["validFrom"] == "2026-11-26T00:00:00Z"
    kept = {name: told for name, told in before["credentialSubject"].items() if name != "id"}
    assert {name: told for name, told in after["credentialSubject"].items() if name != "id"} == kept
    assert after["issuer"] == before["issuer"]


def test_a_signed_credential_becomes_an_unsigned_template(tmp_path: Path) -> None:
    signed = token({**loire_set.offering(), "issuer": ACME}, key=ACME)
    after = made(tmp_path, Document("storage.jwt", signed.encode()))
    assert after["id"] == "https://example.com/credentials/archive.json"
    assert after["validFrom"] == "2026-11-26T00:00:00Z"
    assert "validUntil" not in after
    assert signed.rpartition(".")[2] not in json.dumps(after)


def test_names_are_those_of_files_and_none_is_taken_twice(tmp_path: Path) -> None:
    made(tmp_path, document())
    for name, error in (
        ("", "name"), ("a/b", "name"), ("CON", "name"), (".x", "name"), (" a", "name"), ("x" * 61, "name"),
        ("archive", "taken"), ("ARCHIVE", "taken"), ("company", "taken"),
    ):  # fmt: skip
        with pytest.raises(ReuseError, match=f"template_{error}"):
            refuse_name(tmp_path, name)
    refuse_name(tmp_path, "Größe 2")


def test_what_others_signed_and_what_cannot_be_read_is_no_template(tmp_path: Path) -> None:
    with pytest.raises(ReuseError, match="reuse_unreadable"):
        keep(tmp_path, "a", Document("a.json", b"{}"), NOW)
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(ReuseError, match="reuse_unreadable"):
        draft_of(own_templates(tmp_path)[0], NOW)
    with pytest.raises(ReuseError, match="template_others"):
        keep(tmp_path, "b", notarised(), NOW)
    assert [entry.name for entry in own_templates(tmp_path)] == ["broken"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReuseError, match="template_unwritable"):
        keep(tmp_path / "file", "a", document(), NOW)
    assert own_templates(tmp_path / "file") == ()


def test_a_template_that_is_removed_is_gone(tmp_path: Path) -> None:
    made(tmp_path, document())
    (found,) = own_templates(tmp_path)
    remove(found)
    remove(found)
    assert own_templates(tmp_path) == ()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_template_says_what_it_has_and_what_it_asks_for(lang: str) -> None:
    for entry in TEMPLATES:
        found = begun(draft_from(entry, NOW), NOW, load_texts(lang))
        assert found.open, entry.name
        assert "{" not in " ".join(sentences(found, load_texts(lang)))


def test_the_command_lists_and_takes_them(tmp_path: Path, capfdbinary: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    keep(user_templates(), "archive", document(), NOW)
    assert run(["new", "--list", "--lang", "en"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines[-1].split(maxsplit=1) == ["archive", "Your own"]
    out = tmp_path / "draft.json"
    assert run(["new", "archive", "--out", str(out), "--at", "2026-11-26T00:00:00Z", "--lang", "en"]) == 0
    assert json.loads(out.read_bytes())["id"] == "https://example.com/credentials/archive.json"
    assert run(["new", "nothing", "--out", str(out) + "2", "--lang", "en"]) == 3
