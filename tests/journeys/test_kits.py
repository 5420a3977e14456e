# SPDX-License-Identifier: Apache-2.0
"""From signed credentials to a folder to publish, one to hand in, and the answer: each checked with what it brings."""

import json
from pathlib import Path
from typing import Any

import pytest

import label_credentials as labels
import loire_set
from assay.document import Document
from assay.formats import read
from assay.identity.trust_opening import open_trust
from assay.kits.answers import AnswerKind, read_answer
from assay.kits.hand_in import HandInOrder, write_hand_in
from assay.kits.publish import publish
from assay.kits.self_test import Result
from assay.options import Options
from assay.proofs.label_digest import CredentialsAtHand
from authority import ROOT, certificate, pem
from checking import MOMENT
from commands import begun
from core.cli.test_check import body
from ecosystem.submission import LOIRE, Submission
from kit_specimens import credentials, notary_trust, order, presentation
from signing import did_document, token

AT = ("--at", "2026-11-22T10:00:00Z")
DID, CHAIN = "acme.example/.well-known/did.json", "acme.example/.well-known/x509CertificateChain.pem"


@pytest.fixture
def others(tmp_path: Path) -> list[str]:
    """Keys of the notary and the list with the root, as options: what the company cannot publish itself."""
    made = Submission(LOIRE).signers[loire_set.NOTARY]
    (tmp_path / "notary.json").write_text(json.dumps(made.document))
    (tmp_path / "notary.pem").write_bytes(pem(made.chain))
    (tmp_path / "anchors.pem").write_bytes(pem([certificate(ROOT, ROOT, ca=True)]))
    named = {"--did": "notary.json", "--chain": "notary.pem", "--anchors": "anchors.pem"}
    return [word for option, name in named.items() for word in (option, str(tmp_path / name))]


def _own(kit: Path) -> list[str]:
    return ["--did", str(kit / DID), "--chain", str(kit / CHAIN)]


def _checked(*words: Any) -> tuple[int, str]:
    ran = begun("check", *words, *AT, "--format", "json")
    return ran.returncode, body(ran)["verdict"]


def test_a_published_kit_conforms_with_nothing_but_its_own_files(tmp_path: Path, others: list[str]) -> None:
    kit = tmp_path / "kit"
    given = credentials("participant", "number", "terms", "offering")
    assert publish(kit, order(*given, trust=notary_trust())).result is Result.PASSED
    assert _checked(kit, "--together", *_own(kit), *others) == (0, "conformant")
    assert _checked(kit, "--together", *_own(kit)[:2], *others) == (2, "incomplete")
    (kit / DID).write_text(json.dumps({**did_document(), "assertionMethod": []}))
    assert _checked(kit, "--together", *_own(kit), *others)[0] == 1


def test_what_is_handed_in_conforms_with_what_is_published_and_the_label_is_for_it(
    tmp_path: Path, others: list[str]
) -> None:
    kit, sent = tmp_path / "kit", tmp_path / "sent"
    given = presentation()
    publish(kit, order(given, trust=notary_trust()))
    made, _ = write_hand_in(sent, HandInOrder(given, level="L1", clearing_house="compliance.example.org"))
    file = sent / "presentation.jwt"
    assert file.read_bytes() == given.data
    assert made.address.endswith("/v2/api/credential-offers/label-level-1")
    assert _checked(file, *_own(kit), *others) == (0, "conformant")
    answer = tmp_path / "reply.txt"
    answer.write_text(token(_label_for(given), key=labels.HOUSE) + "\n")
    house = tmp_path / "house.json"
    house.write_text(json.dumps(did_document(labels.HOUSE)))
    trust = open_trust([str(house), str(kit / DID), others[1]], chains=[str(kit / CHAIN), others[3]])
    found = read_answer(answer.read_bytes(), Options(moment=MOMENT, trust=trust), [Document("sent", given.data)])
    assert (found.kind, found.headline) == (AnswerKind.LABEL, "answer.label.passed")
    assert found.credential is not None
    assert found.credential.listed == 4


def _label_for(document: Document) -> dict[str, Any]:
    """What a clearing house would say of the credentials that arrived."""
    held = read(document).credentials
    at_hand = CredentialsAtHand(held)
    made = labels.label(*labels.credentials())
    made["credentialSubject"]["gx:compliantCredentials"] = [
        {"id": entry.id, "digestSRI": f"sha256-{at_hand.content_digest(entry.id).removeprefix('sha256-')}"}
        for entry in held
    ]
    return made
