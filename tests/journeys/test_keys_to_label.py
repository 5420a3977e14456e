# SPDX-License-Identifier: Apache-2.0
"""From an empty profile to a submission that conforms, by commands alone: what an officer does in her first week."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

import loire_set
from authority import EV, MIDDLE, ROOT, Holder, certificate, pem
from commands import begun
from keys_at_hand import PASSPHRASE
from secret_service import SecretService, needs_secret_service, secret_service
from signing import ACME, did_document, json_file, public_jwk, token

HOST = "acme.example"
NUMBER = "https://acme.example/credentials/number.json"
NOTARY_CHAIN = "https://notary.example/chain.pem"
TODAY = datetime.now(UTC).replace(microsecond=0)
YEAR = {"starts": TODAY - timedelta(days=30), "ends": TODAY + timedelta(days=335)}
JOSE = ("--format", "json")
__all__ = ["secret_service"]


class _Requested:
    """The key of a request: an authority never sees the private part."""

    def __init__(self, request: bytes) -> None:
        self._request = x509.load_pem_x509_csr(request)

    def public_key(self) -> Any:
        assert self._request.is_signature_valid
        return self._request.public_key()


def issued(request: bytes) -> bytes:
    """What the authority delivers: certificate and authority, in the wrong order and without the root."""
    leaf = certificate(Holder("Acme Cloud GmbH", _Requested(request)), MIDDLE, policies=(EV,), hosts=(HOST,), **YEAR)
    return pem([certificate(MIDDLE, ROOT, ca=True, **YEAR), leaf])


def roots(folder: Path) -> Path:
    place = folder / "roots.pem"
    place.write_bytes(pem([certificate(ROOT, ROOT, ca=True, **YEAR)]))
    return place


def notary(folder: Path) -> list[str]:
    """The notary's keys and chain, as options."""
    from signing import private_key

    told = did_document(loire_set.NOTARY)
    told["verificationMethod"][0]["publicKeyJwk"] = public_jwk(loire_set.NOTARY, x5u=NOTARY_CHAIN)
    host = loire_set.NOTARY.split(":")[2]
    holder = Holder("Notary", private_key(loire_set.NOTARY))
    leaf = certificate(holder, MIDDLE, policies=(EV,), hosts=(host,), **YEAR)
    chain = folder / "notary.pem"
    chain.write_bytes(pem([leaf, certificate(MIDDLE, ROOT, ca=True, **YEAR), certificate(ROOT, ROOT, ca=True, **YEAR)]))
    return ["--did", json_file(folder / "notary.json", told), "--chain", str(chain)]


def answered(subject: str) -> str:
    """What the notary answers."""
    told = loire_set.number()
    told |= {
        "id": NUMBER,
        "validFrom": _said(TODAY - timedelta(hours=1)),
        "validUntil": _said(TODAY + timedelta(days=80)),
    }
    told["credentialSubject"]["id"] = subject
    return token(told, key=loire_set.NOTARY)


def _said(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


@pytest.fixture
def keyring_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret_service: SecretService) -> Path:
    """A profile whose vault the desktop's own keyring opens; there is no passphrase anywhere."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("ASSAY_PASSPHRASE_FILE", raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", secret_service.address)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("ASSAY_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def done(*words: Any) -> str:
    """What the command says; it has to succeed."""
    ran = begun(*words)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout.decode()


def test_from_nothing_to_a_submission_that_conforms(profile: Path) -> None:
    _first_week(profile, "rsa3072")


@needs_secret_service
def test_the_same_with_another_kind_of_key_and_the_keyring(
    keyring_profile: Path, secret_service: SecretService
) -> None:
    _first_week(keyring_profile, "p256")
    config = json.loads((keyring_profile / "data" / "assay" / "keys" / "vault.json").read_text())
    assert config["wrapping"] == "keyring"
    assert [label for label in secret_service.labels() if config["id"] in label], "the keyring opens the vault"
    secret_service.lock()
    words = ("sign", "terms.json", "--key", "company", "--out", "again.jwt")
    locked = begun(*words)
    assert (locked.returncode, (keyring_profile / "again.jwt").exists()) == (3, False)
    assert b"keyring" in locked.stderr
    assert b"Traceback" not in locked.stderr


def _first_week(profile: Path, kind: str) -> None:
    done("keys", "new", "--name", "company", "--did", ACME, "--type", kind)
    done("keys", "csr", "company", "--out", "company.csr", "--organisation", "Acme Cloud GmbH", "--country", "DE")
    (profile / "delivered.pem").write_bytes(issued((profile / "company.csr").read_bytes()))
    told = done("keys", "certificate", "company", "delivered.pem", "--anchors", roots(profile))
    assert "Would accept it" in told

    done("hand-in", "terms", ACME, "--out", "terms.json")
    done("sign", "terms.json", "--key", "company", "--out", "terms.jwt")
    line = done("hand-in", "number", "vat-id", "DE129273398", "--id", NUMBER, "--notary", "notary.example")
    assert f"{NUMBER}#cs" in line
    (profile / "number.jwt").write_text(answered(f"{NUMBER}#cs"))

    participant = loire_set.participant()
    for name in ("validFrom", "validUntil", "issuer"):
        participant.pop(name, None)
    participant["credentialSubject"]["registrationNumber"] = {"id": f"{NUMBER}#cs"}
    (profile / "participant.json").write_text(json.dumps(participant))
    done("sign", "participant.json", "--key", "company", "--out", "participant.jwt")
    done("sign", "--present", "participant.jwt", "terms.jwt", "number.jwt", "--key", "company", "--out", "all.jwt")

    others = [*notary(profile), "--anchors", str(roots(profile))]
    kit = [word for name in ("participant.jwt", "terms.jwt", "number.jwt") for word in ("--credential", name)]
    done("keys", "did", "company", "--out", "kit", *kit)
    base = profile / "kit" / HOST / ".well-known"
    own = ["--did", str(base / "did.json"), "--chain", str(base / "x509CertificateChain.pem")]
    checked = begun("check", "all.jwt", *own, *others, *JOSE)
    body = json.loads(checked.stdout)
    open_checks = [entry for entry in body["documents"][0]["checks"] if entry["outcome"] == "not_checked"]
    assert (checked.returncode, body["verdict"]) == (0, "conformant"), (open_checks, body["documents"][0]["findings"])
    together = begun("check", "kit", "--together", *own, *others)
    assert together.returncode == 0, together.stdout

    line = done("hand-in", "kit", "all.jwt", "--out", "sent", "--clearing-house", "compliance.example.org")
    assert "/v2/api/credential-offers/standard-compliance" in line
    assert (profile / "sent" / "presentation.jwt").read_bytes() == (profile / "all.jwt").read_bytes()
    (profile / "answer.json").write_text(json.dumps({"statusCode": 409, "message": "Conflict", "errors": ["Unknown"]}))
    refused = begun("hand-in", "answer", "answer.json", "--for", "all.jwt")
    assert refused.returncode == 1

    actions = [entry["action"] for entry in _log(profile)]
    assert actions == ["vault", "make", "request", "certificate", *["sign"] * 3, "export"]


def _log(profile: Path) -> list[dict[str, Any]]:
    done("keys", "log", "--out", "log.json")
    entries: list[dict[str, Any]] = json.loads((profile / "log.json").read_text())["entries"]
    return entries
