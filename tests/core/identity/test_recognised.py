# SPDX-License-Identifier: Apache-2.0
"""Files that are given without a word: told by what is in them, whatever they are called; hostile ones refused."""

import json
from pathlib import Path

import pytest

import authority
import trusted_lists
from assay.identity.file_kind import FileKind
from assay.identity.given_file import TrustFileError
from assay.identity.recognised import kind_of, name_in_folder, recognise, with_given
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.places import user_trust
from assay.trust_at_hand import keep_for_all
from checking import sample_bytes
from core.checks.test_revocation import crl
from kit_specimens import presentation, tokens
from signing import ACME, did_document, signed_inside, token
from status_lists import LIST, status_list

import tagus_specimens as tagus  # isort: skip

DID = json.dumps(did_document()).encode()
CHAIN = authority.pem(authority.chain())
ROOTS = authority.pem([authority.certificate(authority.ROOT, authority.ROOT, ca=True)])
LISTED = trusted_lists.signed(trusted_lists.national(trusted_lists.service(trusted_lists.COUNTRY_CERTIFICATE)))
FILES = {
    FileKind.DID_DOCUMENT: DID,
    FileKind.CHAIN: CHAIN,
    FileKind.ANCHORS: ROOTS,
    FileKind.TRUSTED_LIST: LISTED,
    FileKind.STATUS: token(status_list([])).encode(),
    FileKind.REVOCATION: crl(),
}


def file(folder: Path, data: bytes, name: str = "download") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_is_known_by_its_contents(kind: FileKind, tmp_path: Path):
    found = recognise(file(tmp_path, FILES[kind]))
    assert found.kind is kind
    assert found.name == "download"
    whose = {
        FileKind.DID_DOCUMENT: ACME,
        FileKind.CHAIN: "Acme Cloud GmbH",
        FileKind.ANCHORS: "1",
        FileKind.TRUSTED_LIST: "DE",
        FileKind.STATUS: LIST,
        FileKind.REVOCATION: "",
    }
    assert found.whose == whose[kind]


def test_der_and_unsigned_json_are_known_too(tmp_path: Path):
    from cryptography.hazmat.primitives.serialization import Encoding

    der = authority.chain()[0].public_bytes(Encoding.DER)
    assert recognise(file(tmp_path, der)).kind is FileKind.CHAIN
    assert kind_of(json.dumps(status_list([])).encode()) is FileKind.STATUS


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 100,
        b"{}",
        b"<html></html>",
        b"eyJ",
        b"eyJhbGciOiJub25lIn0..",
        sample_bytes("good/participant.json"),
        presentation().data,
        tokens()["participant"].encode(),
        json.dumps(signed_inside(tagus.participant())).encode(),
        json.dumps({"verifiableCredential": [], "proof": {"verificationMethod": "x"}}).encode(),
    ],
)
def test_documents_and_anything_else_are_none_of_it(data: bytes, tmp_path: Path):
    assert kind_of(data) is None
    with pytest.raises(TrustFileError) as told:
        recognise(file(tmp_path, data))
    assert told.value.text_id == "trust.unrecognised"


@pytest.mark.parametrize(
    "data",
    [
        b'{"verificationMethod": ',
        b'{"id": "x", "verificationMethod": []}',
        b'{"encodedList": 1}',
        b"-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----",
        b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----" + CHAIN,
        b"\x30\x82nothing",
        b"<TrustServiceStatusList/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><TrustServiceStatusList/>',
    ],
)
def test_damaged_ones_are_refused_with_a_reason(data: bytes, tmp_path: Path):
    with pytest.raises(TrustFileError) as told:
        recognise(file(tmp_path, data))
    assert told.value.text_id != "trust.unrecognised"


def test_no_file_and_a_folder_are_refused(tmp_path: Path):
    for path in (tmp_path, tmp_path / "gone"):
        with pytest.raises(TrustFileError) as told:
            recognise(path)
        assert told.value.text_id == "trust.unreadable"


def test_a_root_that_is_only_dropped_is_not_named_as_an_authority(tmp_path: Path):
    """It may have come along with the very chain that it would vouch for."""
    found = recognise(file(tmp_path, ROOTS))
    assert found.trust.anchors.lists[0].is_of_folder
    assert found.trust.anchors.given_keys == frozenset()


def test_the_same_file_twice_is_one_and_two_stories_are_refused(tmp_path: Path):
    first, again = recognise(file(tmp_path, DID, "a")), recognise(file(tmp_path, DID, "b"))
    both = with_given(TrustFiles(), (first, again, recognise(file(tmp_path, CHAIN, "c"))))
    assert [entry.id for entry in both.documents] == [ACME]
    assert len(both.chains) == 1
    other = json.dumps(did_document(alsoKnownAs=["https://else.example"])).encode()
    with pytest.raises(TrustFileError) as told:
        with_given(both, (recognise(file(tmp_path, other, "d")),))
    assert told.value.text_id == "trust.did_twice"


def test_what_is_kept_is_known_in_the_folder_for_what_it_is(tmp_path: Path):
    """A file without an ending that the folder knows would lie there unused."""
    given = [recognise(file(tmp_path, data, f"{kind.value}.download")) for kind, data in FILES.items()]
    try:
        keep_for_all(given, origin="a test", day="2026-11-22")
        kept = open_trust((), (str(user_trust()),))
        assert (len(kept.documents), len(kept.chains), len(kept.status_lists), len(kept.revocations)) == (1, 1, 1, 1)
        assert (len(kept.anchors.lists), len(kept.anchors.trusted)) == (1, 1)
        assert not kept.anchors.lists[0].is_of_folder
        assert {entry.origin for entry in kept.kept.values()} == {"a test"}
        other = json.dumps(did_document(alsoKnownAs=["https://else.example"])).encode()
        before = sorted(path.name for path in user_trust().iterdir())
        with pytest.raises(TrustFileError):
            keep_for_all([recognise(file(tmp_path, other, "other.json"))], origin="", day="2026-11-22")
        assert sorted(path.name for path in user_trust().iterdir()) == before
    finally:
        for path in user_trust().iterdir():
            path.unlink()


def test_names_keep_an_ending_that_says_what_it_is(tmp_path: Path):
    assert name_in_folder(recognise(file(tmp_path, DID, "did.json"))) == "did.json"
    assert name_in_folder(recognise(file(tmp_path, DID, "did"))) == "did.json"
    assert name_in_folder(recognise(file(tmp_path, FILES[FileKind.STATUS], "list.txt"))) == "list.jwt"
