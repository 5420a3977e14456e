# SPDX-License-Identifier: Apache-2.0
"""Keys in a token (SoftHSM2): listed, made, and signing so that verifiers that are not ours agree."""

import json
import subprocess
import time
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OKPKey, RSAKey

from assay.keys.key_log import Action
from assay.keys.key_record import KeyRecord, Place
from assay.keys.key_type import KEY_TYPES
from assay.keys.signer import Signer
from assay.keys.token_session import TokenSession
from assay.keys.token_signer import TokenSigner, token_record
from assay.keys.vault import make_vault
from assay.proofs.signatures import ALGORITHMS, is_signature
from assay.proofs.verification_key import verification_key
from signing import ACME, FRAGMENT, encoded
from tokens import MISSING, Person, TokenBox, made, refused, signer

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)
DATA = b"what is signed"
KINDS = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}
OPENSSL = {
    "PS256": ("-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"),
    "PS384": ("-sha384", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:48"),
    "PS512": ("-sha512", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:64"),
    "RS256": ("-sha256",),
    "ES256": ("-sha256",),
    "ES384": ("-sha384",),
}
PAIRS = [("rsa2048", name) for name in ("PS256", "PS384", "PS512", "RS256")]
PAIRS += [("rsa3072", "PS256"), ("rsa4096", "PS256"), ("p256", "ES256"), ("p384", "ES384"), ("ed25519", "EdDSA")]


@pytest.fixture
def box(tmp_path, monkeypatch):
    found = TokenBox(tmp_path, monkeypatch)
    yield found
    found.close()


@pytest.mark.parametrize(("kind", "algorithm"), PAIRS)
def test_signatures_of_every_kind_are_what_others_verify(box, tmp_path, kind, algorithm):
    with signer(box, kind) as one:
        signature = one.sign(DATA, algorithm)
        key = verification_key(one.public_jwk)
        assert is_signature(algorithm, key.handle, signature, DATA)
        head = encoded(json.dumps({"alg": algorithm}).encode())
        signed = f"{head}.{encoded(DATA)}"
        compact = f"{signed}.{encoded(one.sign(signed.encode(), algorithm))}"
    public = KINDS[one.public_jwk["kty"]].import_key({**one.public_jwk, "alg": algorithm})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)  # of the name EdDSA, which RFC 9864 makes Ed25519
        assert jws.deserialize_compact(compact, public, algorithms=[algorithm]).payload == DATA
    assert is_openssl_content(tmp_path, key.handle, algorithm, signature)


def is_openssl_content(folder: Path, key, algorithm: str, signature: bytes) -> bool:
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    if algorithm.startswith("ES"):
        half = len(signature) // 2
        signature = encode_dss_signature(int.from_bytes(signature[:half]), int.from_bytes(signature[half:]))
    for name, told in (("data", DATA), ("signature", signature)):
        (folder / name).write_bytes(told)
    (folder / "public.pem").write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    given = ("-pubin", "-inkey", "public.pem", "-in", "data", "-sigfile", "signature")
    if algorithm == "EdDSA":
        command = ("pkeyutl", "-verify", "-rawin", *given)
    else:
        command = ("dgst", *OPENSSL[algorithm], "-verify", "public.pem", "-signature", "signature", "data")
    return subprocess.run(("openssl", *command), cwd=folder, check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize(("algorithm", "without"), [("PS256", 0x43), ("PS384", 0x44), ("PS512", 0x45), ("RS256", 0x40)])
def test_what_a_token_cannot_hash_is_hashed_here(box, algorithm, without):
    with signer(box, "rsa2048") as one:
        one.sign(DATA)
        opened = one._session._opened
        assert without in opened.mechanisms
        opened.mechanisms -= {without}
        assert is_signature(algorithm, verification_key(one.public_jwk).handle, one.sign(DATA, algorithm), DATA)
        opened.mechanisms = frozenset()
        assert refused(lambda: one.sign(DATA, algorithm)).text_id == "token.no_way"


def test_a_token_that_makes_no_such_keys_says_so(box):
    info = box.add("office")
    with TokenSession(box.module, info.serial, Person(), writes=True) as session:
        session.key_pairs()
        session._opened.mechanisms = frozenset()
        assert refused(lambda: session.make(KEY_TYPES["p256"], "seal")).text_id == "token.cannot"


def test_a_key_made_in_a_token_never_leaves_it(box):
    info = box.add("office")
    key = made(box, info.serial, "rsa2048")
    with TokenSession(box.module, info.serial, Person()) as session:
        session.key_pairs()
        handle = session._module.private_key(session._opened, bytes.fromhex(key.id), key.label)
        assert (handle[0x103], handle[0x162]) == (True, False)  # sensitive, extractable
        with pytest.raises(Exception, match=r"^$"):
            handle[0x123]  # the private exponent


def test_keys_are_seen_without_a_pin_as_far_as_the_token_shows_them(box):
    info = box.add("office")
    key = made(box, info.serial)
    with TokenSession(box.module, info.serial, None) as session:
        (open_key,) = session.key_pairs()
        error = refused(lambda: session.sign(open_key, "ES256", DATA))
    with TokenSession(box.module, info.serial, Person()) as session:
        (whole_key,) = session.key_pairs()
    assert whole_key == key
    assert (open_key.public_jwk, open_key.id, open_key.label) == (key.public_jwk, key.id, "seal")
    assert (open_key.is_private_seen, whole_key.is_private_seen) == (False, True)
    assert error.text_id == "token.no_key"


def test_keys_of_one_label_are_told_apart_by_their_id(box):
    info = box.add("office")
    keys = [made(box, info.serial, kind) for kind in ("p256", "p256", "rsa2048")]
    with TokenSession(box.module, info.serial, Person()) as session:
        assert {key.id for key in session.key_pairs()} == {key.id for key in keys}
        for key in keys:
            algorithm = key.public_jwk["alg"]
            signature = session.sign(key, algorithm, DATA)
            assert is_signature(algorithm, verification_key(key.public_jwk).handle, signature, DATA)


def test_tokens_of_one_label_are_told_apart_by_their_serial_number(box):
    one, other = box.add("office"), box.add("office")
    keys = {info.serial: made(box, info.serial) for info in (one, other)}
    sessions = {serial: TokenSession(box.module, serial, Person()) for serial in keys}
    for serial, key in keys.items():
        assert sessions[serial].key_pairs() == (key,)
        assert sessions[serial].sign(key, "ES256", DATA)
    assert refused(lambda: sessions[one.serial].sign(keys[other.serial], "ES256", DATA)).text_id == "token.no_key"


def test_another_key_of_the_same_id_is_noticed(box):
    """What the token signs is verified with the key that is on record."""
    info = box.add("office")
    one, other = made(box, info.serial), made(box, info.serial)
    mixed = type(one)(one.label, other.id, one.type, one.public_jwk)
    with TokenSession(box.module, info.serial, Person()) as session:
        assert refused(lambda: session.sign(mixed, "ES256", DATA)).text_id == "token.other_key"


def test_the_record_of_a_key_in_a_token_is_kept_by_the_vault(box, tmp_path):
    info = box.add("office")
    key = made(box, info.serial)
    vault = make_vault(tmp_path / "vault", "a long passphrase")
    vault.add(token_record(info, key, " My  seal ", ACME, FRAGMENT), None, Action.IMPORT)
    record = vault.find("my seal")
    assert (record.place, record.origin, record.type) == (Place.TOKEN, "token", "p256")
    assert record.token == {
        "module": str(box.module),
        "serial": info.serial,
        "token": "office",
        "label": "seal",
        "id": key.id,
    }
    with TokenSigner(record, Person()) as one:
        checked: Signer = one
        assert is_signature("ES256", verification_key(record.public_jwk).handle, checked.sign(DATA), DATA)
        assert (checked.algorithm, checked.public_jwk["alg"]) == ("ES256", "ES256")
        assert refused(lambda: checked.sign(DATA, "PS256")).text_id == "private_key.algorithm"
        assert refused(lambda: checked.sign(DATA, "none")).text_id == "private_key.algorithm"


@pytest.mark.parametrize(
    "changes",
    [
        {"place": Place.FILE},
        {"token": {}},
        {"token": {"module": "/x", "serial": "1", "token": "", "label": "seal", "id": "no hex"}},
        {"public_jwk": {"kty": "EC"}},
        {"public_jwk": {"kty": "EC", "alg": "HS256"}},
    ],
)
def test_a_record_that_names_no_key_in_a_token_is_refused(changes):
    told = {"module": "/x", "serial": "1", "token": "", "label": "seal", "id": "0a"}
    record = KeyRecord(
        "x", "Seal", ACME, FRAGMENT, "p256", {"alg": "ES256"}, "", "token", place=Place.TOKEN, token=told
    )
    assert refused(lambda: TokenSigner(record, Person())).text_id == "token.no_module"
    assert refused(lambda: TokenSigner(replace(record, **changes), Person())).text_id == "token.no_record"


def test_every_algorithm_that_is_verified_can_be_asked_for():
    from assay.keys.token_mechanisms import WAYS

    assert WAYS.keys() == ALGORITHMS.keys()


def test_signing_is_fast_enough_for_many_documents(box):
    """SoftHSM2 makes thousands a second; what is lost here would be lost with cards too."""
    with signer(box) as one:
        one.sign(DATA)
        started = time.perf_counter()
        for _ in range(100):
            one.sign(DATA)
        assert time.perf_counter() - started < 1.0
