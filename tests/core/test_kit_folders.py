# SPDX-License-Identifier: Apache-2.0
"""Folders with a did.json among the credentials: it says whose keys are whose, and is judged as no self-description.

Nothing that could be a credential is ever put aside for it.
"""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from assay.kits.publish import publish
from assay.opening import open_paths
from assay.options import Options
from assay.pipeline import check
from assay.reports.report import Report
from assay.verdict import Verdict
from checking import MOMENT, sample
from commands import begun
from core.cli.test_check import AT, BROKEN, GOOD, body
from kit_specimens import credentials, notary_trust, order
from signing import ACME, did_document, json_file, token

DID = "acme.example/.well-known/did.json"


def _report(*paths: Path, **members: Any) -> Report:
    opened = open_paths([str(path) for path in paths])
    return check(opened.documents, Options(moment=MOMENT, **members), skipped=opened.skipped)


def _names(report: Report) -> list[str]:
    return [document.name for document in report.documents]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A draft as it should be, and a did.json."""
    place = tmp_path / "given"
    place.mkdir()
    json_file(place / "did.json", did_document())
    (place / "participant.json").write_bytes(GOOD.read_bytes())
    (place / "notes.txt").write_text("-")
    return place


def test_a_did_document_in_a_folder_is_told_and_not_judged(folder: Path) -> None:
    report = _report(folder, draft=True)
    assert (report.verdict, _names(report)) == (Verdict.CONFORMANT, ["participant.json"])
    assert (report.skipped, report.beside) == (("notes.txt", "did.json"), ("did.json",))
    ran = begun("check", folder, "--draft", *AT)
    assert ran.returncode == 0
    said = b" ".join(ran.stdout.split())
    assert b"1 DID document beside them says whose keys are whose" in said
    assert b"1 other file was passed over" in said


def test_the_same_in_an_archive(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "given.zip", "w") as packed:
        for path in folder.iterdir():
            packed.write(path, path.name)
    report = _report(tmp_path / "given.zip", draft=True)
    assert (report.verdict, report.beside) == (Verdict.CONFORMANT, ("did.json",))


def test_a_did_document_that_is_named_or_alone_is_judged(folder: Path) -> None:
    named = _report(folder, folder / "did.json", draft=True)
    assert (named.verdict, len(named.documents), named.beside) == (Verdict.NON_CONFORMANT, 2, ("did.json",))
    (folder / "participant.json").unlink()
    alone = _report(folder, draft=True)
    assert (alone.verdict, _names(alone), alone.beside) == (Verdict.NON_CONFORMANT, ["did.json"], ())


def test_what_is_wrong_beside_it_stays_wrong(folder: Path) -> None:
    (folder / "participant.json").write_bytes(BROKEN.read_bytes())
    assert _report(folder, draft=True).verdict is Verdict.NON_CONFORMANT


PRIVATE = did_document()
PRIVATE["verificationMethod"][0]["publicKeyJwk"] = {**PRIVATE["verificationMethod"][0]["publicKeyJwk"], "d": "AA"}
DISGUISED = json.dumps({**did_document(), "credentialSubject": {}}).encode().replace(b"dS", b"\\u0064S")
RESEMBLING: dict[str, bytes] = {
    name: told if isinstance(told, bytes) else json.dumps(told).encode()
    for name, told in {
        "a credential with keys in it": {**did_document(), **sample("good/participant.json"), "id": ACME},
        "one without a type": {**did_document(), "credentialSubject": {"id": "x"}},
        "claims with keys in them": {**did_document(), "gx:legalName": "Acme"},
        "a node with a class": {**did_document(), "type": "gx:LegalPerson"},
        "a presentation": {**did_document(), "verifiableCredential": []},
        "a member in disguise": json.dumps({**did_document(), "credentialSubject": {}})
        .encode()
        .replace(b"dS", b"\\u0064S"),
        "a wrapper": {"document": did_document()},
        "an array": [did_document()],
        "a private key": PRIVATE,
        "no keys": {**did_document(), "verificationMethod": []},
        "no DID": {**did_document(), "id": "https://acme.example"},
        "a member twice": json.dumps(did_document()).encode()[:-1] + b', "id": "did:web:other.example"}',
        "broken": json.dumps(did_document()).encode()[:-1],
        "another name": {**did_document(), "proof": {}},
    }.items()
}


@pytest.mark.parametrize("data", RESEMBLING.values(), ids=list(RESEMBLING))
def test_what_resembles_a_did_document_is_judged(folder: Path, data: bytes) -> None:
    (folder / "did.json").write_bytes(data)
    report = _report(folder, draft=True)
    assert _names(report) == ["did.json", "participant.json"]
    assert report.verdict is not Verdict.CONFORMANT
    assert report.beside == ()


def test_a_published_kit_is_checked_as_what_it_is(tmp_path: Path) -> None:
    given = credentials("participant", "terms", "number", "offering")
    publish(tmp_path, order(*given, trust=notary_trust()))
    ran = begun("check", tmp_path, *AT, "--format", "json")
    kinds = [document["kind"] for document in body(ran)["documents"]]
    assert kinds == ["credential"] * 4
    assert ran.returncode == 2, "nobody vouches for keys that only lie beside"
    used = {entry["name"] for document in body(ran)["documents"] for entry in document["inputs"]}
    assert DID in used


def test_keys_beside_are_used_and_named(tmp_path: Path) -> None:
    json_file(tmp_path / "did.json", did_document())
    (tmp_path / "participant.jwt").write_text(token(sample("good/participant.json")))
    (document,) = _report(tmp_path).documents
    assert "identity.came_along" in {found.text for found in document.findings}
    assert ("did_document", "did.json") in {(entry.role, entry.name) for entry in document.inputs}
