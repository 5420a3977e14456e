# SPDX-License-Identifier: Apache-2.0
"""A kit written where something lies already: extended, left alone, or refused; never half believed."""

import json
from pathlib import Path
from typing import Any

import pytest

from assay.document import Document
from assay.keys.signer import KeyStoreError
from assay.kits.kit import README
from assay.kits.publish import publish
from ecosystem.signers import ACME
from kit_specimens import credentials, files_below, order, other_record
from signing import did_document

DID = "acme.example/.well-known/did.json"
CHAIN = "acme.example/.well-known/x509CertificateChain.pem"
PARTICIPANT = "acme.example/credentials/participant.json"


def _refused(folder: Path, *given: Document, **members: Any) -> str:
    replacing = members.pop("replacing", ())
    before = files_below(folder)
    with pytest.raises(KeyStoreError) as caught:
        publish(folder, order(*given, **members), replacing=replacing)
    assert files_below(folder) == before
    return caught.value.text_id


def test_a_did_json_that_is_there_is_extended(tmp_path: Path) -> None:
    there = tmp_path / DID
    there.parent.mkdir(parents=True)
    there.write_text(json.dumps({**did_document(), "service": [{"id": "#dsp"}]}))
    publish(tmp_path, order(records=(other_record(),)))
    told = json.loads(there.read_bytes())
    assert told["service"] == [{"id": "#dsp"}]
    assert [entry["id"] for entry in told["verificationMethod"]] == [f"{ACME}#key-1", f"{ACME}#key-2"]
    assert "everything that stood in the one you had" in " ".join((tmp_path / README).read_text("utf-8").split())


def test_a_did_json_that_was_given_is_extended_too_and_the_same_kit_can_be_made_again(tmp_path: Path) -> None:
    given = json.dumps({**did_document(), "x": 1}).encode()
    once = publish(tmp_path, order(existing=given))
    again = publish(tmp_path, order(existing=given))
    assert json.loads((tmp_path / DID).read_bytes())["x"] == 1
    assert again.files.unchanged == tuple(once.kit.contents)
    assert again.files.written == ()


def test_of_two_did_json_nobody_knows_which_counts(tmp_path: Path) -> None:
    there = tmp_path / DID
    there.parent.mkdir(parents=True)
    there.write_text(json.dumps({**did_document(), "x": 2}))
    assert _refused(tmp_path, existing=json.dumps({**did_document(), "x": 1}).encode()) == "kit.two_documents"


def test_a_did_json_of_somebody_else_or_a_broken_one_stays(tmp_path: Path) -> None:
    there = tmp_path / DID
    there.parent.mkdir(parents=True)
    for data, text in ((json.dumps(did_document("did:web:x.example")), "other_did"), ("<html>", "broken")):
        there.write_text(data)
        assert _refused(tmp_path) == f"did_json.{text}"


def test_other_files_are_replaced_only_where_that_is_said(tmp_path: Path) -> None:
    (given,) = credentials("participant")
    there = tmp_path / PARTICIPANT
    there.parent.mkdir(parents=True)
    there.write_bytes(b"something of mine")
    (tmp_path / "index.html").write_bytes(b"mine too")
    assert _refused(tmp_path, given) == "kit.exists"
    assert _refused(tmp_path, given, replacing=["somewhere/else"]) == "kit.exists"
    made = publish(tmp_path, order(given), replacing=[PARTICIPANT])
    assert PARTICIPANT in made.files.written
    assert there.read_bytes() == given.data
    assert (tmp_path / "index.html").read_bytes() == b"mine too"


def test_a_page_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / README).write_text("My notes")
    assert _refused(tmp_path) == "kit.exists"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "kit"
    outside.mkdir()
    folder.mkdir()
    (folder / "acme.example").symlink_to(outside)
    assert _refused(folder) == "kit.link"
    (folder / "acme.example").unlink()
    (folder / "acme.example" / ".well-known").mkdir(parents=True)
    (folder / CHAIN).symlink_to(outside / "x.pem")
    assert _refused(folder) == "kit.link"
    assert list(outside.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(KeyStoreError) as caught:
        publish(tmp_path / "file", order())
    assert caught.value.text_id in ("kit.unwritable", "kit.unreadable")
    (tmp_path / "acme.example").write_text("no folder either")
    assert _refused(tmp_path) in ("kit.unwritable", "kit.unreadable")


def test_while_files_are_written_no_page_says_that_they_are_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, order())

    def full(path: Path, data: bytes, **_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assay.kits.folder.write_whole", full)
    with pytest.raises(KeyStoreError) as caught:
        publish(tmp_path, order(*credentials("terms")))
    assert caught.value.text_id == "kit.unwritable"
    assert not (tmp_path / README).exists()


def test_bytes_that_arrive_otherwise_than_they_were_written_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assay.kits.folder.write_whole", lambda path, data: path.write_bytes(data[:-1]))
    with pytest.raises(KeyStoreError) as caught:
        publish(tmp_path, order())
    assert caught.value.text_id == "kit.unwritable"
    assert not (tmp_path / README).exists()
