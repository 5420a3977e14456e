# SPDX-License-Identifier: Apache-2.0
"""Keys in a token (SoftHSM2): listed, made, and signing so that verifiers that are not ours agree."""

import json
import pickle
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest
from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OKPKey, RSAKey

from assay.keys import token
from assay.keys.key_log import Action
from assay.keys.key_record import KeyRecord, Place
from assay.keys.key_type import KEY_TYPES
from assay.keys.signer import KeyStoreError, Signer
from assay.keys.token_facts import PinState, TokenState
from assay.keys.token_session import TokenSession
from assay.keys.token_signer import TokenSigner, token_record
from assay.keys.vault import make_vault
from assay.proofs.signatures import ALGORITHMS, is_signature
from assay.proofs.verification_key import verification_key
from signing import ACME, FRAGMENT, encoded
from tokens import MISSING, PIN, Person, TokenBox, crashes, hangs

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
PAIRS += [("rsa4096", "PS256"), ("p256", "ES256"), ("p384", "ES384"), ("ed25519", "EdDSA")]


@pytest.fixture
def box(tmp_path, monkeypatch):
    found = TokenBox(tmp_path, monkeypatch)
    yield found
    found.close()


def refused(call) -> KeyStoreError:
    with pytest.raises(KeyStoreError) as error:
        call()
    return error.value


def made(box: TokenBox, serial: str, kind: str = "p256", label: str = "seal"):
    with TokenSession(box.module, serial, Person(), writes=True) as session:
        return session.make(KEY_TYPES[kind], label)


def signer(box: TokenBox, kind: str = "p256", person: Person | None = None) -> TokenSigner:
    info = box.add("office")
    record = token_record(info, made(box, info.serial, kind), "Seal", ACME, FRAGMENT)
    return TokenSigner(record, person or Person())


def test_tokens_are_listed_with_what_tells_them_apart(box):
    one, other = box.add("office"), box.add("office")
    assert one.label == other.label == "office"
    assert one.serial != other.serial
    assert (one.state, one.pin, one.has_pad) == (TokenState.READY, PinState.FINE, False)
    assert one.manufacturer == "SoftHSM project"
    assert one.module == str(box.module)
    assert [info.state for info in token.list_tokens(box.module)].count(TokenState.BLANK) == 1


def test_listing_loads_nothing_into_this_process(box):
    """A module that crashes, or worse, has nothing of ours at hand."""
    code = "import sys; from assay.keys.token import list_tokens; print(len(list_tokens(sys.argv[1])), sys.argv[1] in "
    code += "open('/proc/self/maps').read(), 'pkcs11._pkcs11' in sys.modules)"
    told = subprocess.run((sys.executable, "-c", code, box.module), check=True, capture_output=True, text=True)
    assert told.stdout.split() == ["1", "False", "False"]


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
    assert record.token == {"module": str(box.module), "serial": info.serial, "label": "seal", "id": key.id}
    with TokenSigner(record, Person()) as one:
        checked: Signer = one
        assert is_signature("ES256", verification_key(record.public_jwk).handle, checked.sign(DATA), DATA)
        assert (checked.algorithm, checked.public_jwk["alg"]) == ("ES256", "ES256")
        assert refused(lambda: checked.sign(DATA, "PS256")).text_id == "private_key.algorithm"
        assert refused(lambda: checked.sign(DATA, "none")).text_id == "private_key.algorithm"


def test_a_record_of_a_file_is_no_key_in_a_token():
    record = KeyRecord("x", "Seal", ACME, FRAGMENT, "p256", {"alg": "ES256"}, "", "made")
    assert refused(lambda: TokenSigner(record, Person())).text_id == "token.no_record"


def test_the_pin_is_asked_once_a_session_and_is_nowhere_after(box):
    person = Person()
    with signer(box, person=person) as one:
        for _ in range(3):
            one.sign(DATA)
        assert len(person.asked) == 1
        assert PIN not in repr(one) + repr(one._session) + repr(one._session._opened) + str(vars(one._session._module))
        assert all(PIN not in repr(getattr(one._session, name)) for name in one._session.__slots__)
        with pytest.raises(TypeError):
            pickle.dumps(one._session)
    one.sign(DATA)
    one.close()
    assert len(person.asked) == 2


@pytest.mark.parametrize(
    ("pin", "text"),
    [("000000", "token.pin_wrong"), ("1", "token.pin_wrong"), ("9" * 400, "token.pin_unfit"), ("", "token.no_pin"),
     (None, "token.no_pin"), ("12\ud800345", "token.pin_unfit"), ("7319\0", "token.pin_unfit")],
)  # fmt: skip
def test_a_wrong_pin_is_refused_and_not_quoted(box, pin, text):
    one = signer(box, person=Person(pin))
    error = refused(lambda: one.sign(DATA))
    assert error.text_id == text
    seen, told = error, ""
    while seen is not None:
        told += repr(seen) + str(seen) + repr(seen.args)
        seen = seen.__context__ or seen.__cause__
    assert not pin or pin not in told
    assert is_signature("ES256", verification_key(one.public_jwk).handle, one.sign(DATA), DATA)
    one.close()


def test_a_wrong_pin_tells_what_the_token_lets_know_of_tries(box):
    person = Person("000000", "000000")
    one = signer(box, person=person)
    assert refused(lambda: one.sign(DATA)).params == {"left": "text:token_tries.low"}
    assert refused(lambda: one.sign(DATA)).params == {"left": "text:token_tries.low"}
    one.sign(DATA)
    one.close()
    assert [info.pin for info in person.asked] == [PinState.FINE, PinState.LOW, PinState.LOW]


def test_two_signers_of_one_token_take_turns(box):
    """A token has one login: each asks again after the other."""
    info = box.add("office")
    keys = [made(box, info.serial) for _ in range(2)]
    people = [Person(), Person()]
    signers = [
        TokenSigner(token_record(info, key, f"Seal {number}", ACME, FRAGMENT), people[number])
        for number, key in enumerate(keys)
    ]
    for _ in range(2):
        for one in signers:
            assert is_signature("ES256", verification_key(one.public_jwk).handle, one.sign(DATA), DATA)
    assert [len(person.asked) for person in people] == [2, 2]


def test_a_module_that_is_not_there(tmp_path):
    assert refused(lambda: token.list_tokens(tmp_path / "none.so")).text_id == "token.no_module"
    assert refused(lambda: token.list_tokens(Path("libsofthsm2.so"))).text_id == "token.no_module"


@pytest.mark.parametrize("content", [b"", b"no library", b"\x7fELF" + bytes(500)])
def test_a_file_that_is_no_module(tmp_path, content):
    (tmp_path / "driver.so").write_bytes(content)
    error = refused(lambda: token.list_tokens(tmp_path / "driver.so"))
    assert (error.text_id, error.params) == ("token.no_pkcs11", {"name": "driver.so"})


def test_a_library_that_is_no_module():
    import _ctypes

    assert refused(lambda: token.list_tokens(Path(_ctypes.__file__))).text_id == "token.no_pkcs11"


@pytest.mark.parametrize(("behaviour", "text"), [(crashes, "token.module_crashes"), (hangs, "token.module_hangs")])
def test_a_bad_module_takes_nothing_down(monkeypatch, tmp_path, behaviour, text):
    (tmp_path / "driver.so").write_bytes(b"")
    monkeypatch.setattr(token, "_probed", behaviour)
    monkeypatch.setattr(token, "SECONDS", 2.0)
    assert refused(lambda: TokenSession(tmp_path / "driver.so", "1", None)).text_id == text
    assert token._LOADED == {}


def test_without_the_optional_library_it_is_named(monkeypatch, tmp_path):
    (tmp_path / "driver.so").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    error = refused(lambda: token.list_tokens(tmp_path / "driver.so"))
    assert (error.text_id, error.params) == ("token.no_library", {"extra": "assay[pkcs11]"})


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
