# SPDX-License-Identifier: Apache-2.0
"""What tokens show, in all the ways their makers chose: keys and certificates read from made-up objects."""

import base64
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from assay.identity.certificates import read_certificates
from assay.keys import token_modules
from assay.keys.signer import KeyStoreError
from assay.keys.token_facts import PinState, TokenState, pin_state, token_info
from assay.keys.token_modules import known_modules, module_path
from assay.keys.token_objects import MOST_CHAIN, key_pairs, seen
from authority import ENDS, LEAF, MIDDLE, ROOT, certificate

CLASS, LABEL, VALUE, KIND, ID, MODULUS, EXPONENT, PARAMS, POINT = (
    0x000, 0x003, 0x011, 0x100, 0x102, 0x120, 0x122, 0x180, 0x181
)  # fmt: skip
P256, P384, ED25519 = (bytes.fromhex(told) for told in ("06082a8648ce3d030107", "06052b81040022", "06032b6570"))
IN_WORDS = b"\x13\x0cedwards25519"
EC_KEY = ec.generate_private_key(ec.SECP256R1())
LONG_KEY = ec.generate_private_key(ec.SECP384R1())
RSA_KEY = rsa.generate_private_key(65537, 2048)
EDWARDS_POINT = LEAF.key.public_key().public_bytes_raw()


def point(key) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def number(value: int) -> bytes:
    return value.to_bytes((value.bit_length() + 7) // 8)


def pairs(*objects):
    return key_pairs(told for one in objects if (told := seen(one)) is not None)


def public_ec(value: bytes, params: bytes = P256):
    return {CLASS: 2, KIND: 3, ID: b"\1", LABEL: "seal", PARAMS: params, POINT: value}


def public_edwards():
    return {**public_ec(EDWARDS_POINT, ED25519), KIND: 0x40}


def rsa_object(modulus: int, kind: int = 2):
    return {CLASS: kind, KIND: 0, ID: b"\2", LABEL: "seal", MODULUS: number(modulus), EXPONENT: b"\1\0\1"}


def stored(made, identity: bytes = b"\1", label: str = "certificate"):
    return {CLASS: 1, ID: identity, LABEL: label, VALUE: made.public_bytes(Encoding.DER)}


BARE, LONG = point(EC_KEY), point(LONG_KEY)


@pytest.mark.parametrize(
    ("params", "value", "kind"),
    [
        (P256, b"\x04\x41" + BARE, "p256"),
        (P256, BARE, "p256"),
        (P256, b"\x03\x42\x00" + BARE, "p256"),
        (P384, b"\x04\x61" + LONG, "p384"),
        (P384, LONG, "p384"),
        (ED25519, b"\x04\x20" + EDWARDS_POINT, "ed25519"),
        (ED25519, EDWARDS_POINT, "ed25519"),
        (IN_WORDS, EDWARDS_POINT, "ed25519"),
    ],
    ids=lambda value: "data" if isinstance(value, bytes) else None,
)
def test_points_are_read_however_they_are_wrapped(params, value, kind):
    (found,) = pairs({**public_ec(value, params), KIND: 0x40 if kind == "ed25519" else 3})
    assert (found.type, found.id, found.label, found.is_private_seen) == (kind, "01", "seal", False)
    raw = {"p256": BARE, "p384": LONG, "ed25519": b"\x04" + EDWARDS_POINT}[kind]
    told = "".join(found.public_jwk.get(name, "") for name in ("x", "y"))
    if kind == "ed25519":
        assert base64.urlsafe_b64decode(told + "=") == raw[1:]
    else:
        half = len(raw) // 2
        x, y = (base64.urlsafe_b64decode(found.public_jwk[name] + "==") for name in ("x", "y"))
        assert (x, y) == (raw[1 : half + 1], raw[half + 1 :])


@pytest.mark.parametrize(
    "broken",
    [
        public_ec(b""),
        public_ec(BARE[:-1]),
        public_ec(BARE + b"\0"),
        public_ec(b"\x02" + BARE[1:33]),
        public_ec(BARE[:-1] + bytes([BARE[-1] ^ 1])),
        public_ec(BARE, b"\x06\x05\x2b\x81\x04\x00\x0a"),
        public_ec(BARE, b""),
        {CLASS: 2, KIND: 3, ID: b"\1", LABEL: "seal"},
        {CLASS: 2, KIND: 0, ID: b"\1", MODULUS: b"", EXPONENT: b"\3"},
        {CLASS: 2, KIND: 0x15, ID: b"\1"},
        {CLASS: 2},
        {CLASS: 4, KIND: 0x1F, VALUE: b"secret"},
        {CLASS: 1, VALUE: b"no certificate"},
        {CLASS: 1, VALUE: b"\x30\x03\x02\x01\x01"},
    ],
)
def test_what_is_no_key_is_passed_over(broken):
    assert pairs(broken) == ()
    assert len(pairs(broken, rsa_object(RSA_KEY.public_key().public_numbers().n))) == 1


def test_weak_keys_are_no_keys():
    """The keys of the faulty generator are a power of 65537 modulo each small prime."""
    short = rsa.generate_private_key(65537, 1024).public_key().public_numbers().n
    assert pairs(rsa_object(short)) == ()
    assert pairs(rsa_object(65537**128)) == ()
    assert len(pairs(rsa_object(65537**128 + 2))) == 1


def test_a_private_key_tells_its_public_part_or_its_partner_does():
    modulus = RSA_KEY.public_key().public_numbers().n
    private_ec = {CLASS: 3, KIND: 3, ID: b"\1", LABEL: "seal", PARAMS: P256}
    for objects in ([rsa_object(modulus, 3)], [private_ec, public_ec(BARE)], [public_ec(BARE), private_ec]):
        (found,) = pairs(*objects)
        assert found.is_private_seen
    assert pairs(private_ec) == ()
    other = public_ec(point(ec.generate_private_key(ec.SECP256R1())))
    assert [key.is_private_seen for key in pairs(private_ec, public_ec(BARE), other)] == [False, False]


def test_a_private_key_with_nothing_but_a_certificate():
    """Cards for qualified seals often have no public key of its own."""
    made = certificate(LEAF, ROOT)
    (found,) = pairs({CLASS: 3, KIND: 0x40, ID: b"\1"}, stored(made))
    assert (found.type, found.label, found.is_private_seen) == ("ed25519", "certificate", True)
    (alone,) = pairs(stored(made))
    assert (alone.type, alone.is_private_seen) == ("ed25519", False)
    assert pairs({CLASS: 3, KIND: 0x40, ID: b"\7"}, stored(certificate(ROOT, ROOT, ca=True), b"\x09")) == ()


def test_the_chain_is_put_in_order():
    root, middle, leaf = certificate(ROOT, ROOT, ca=True), certificate(MIDDLE, ROOT, ca=True), certificate(LEAF, MIDDLE)
    key = public_edwards()
    (found,) = pairs(stored(root, b""), stored(leaf), key, stored(middle, b""))
    chain = read_certificates(found.chain.encode())
    assert [one.subject for one in chain] == ["Acme Cloud GmbH", "Test EV Authority", "Test Root"]
    assert found.chain == "".join(one.public_bytes(Encoding.PEM).decode() for one in (leaf, middle, root))
    (without,) = pairs(key, stored(root, b""), stored(leaf))
    assert [one.subject for one in read_certificates(without.chain.encode())] == ["Acme Cloud GmbH"]
    assert pairs(key, stored(root, b""))[0].chain == ""
    assert len(chain) < MOST_CHAIN


def test_a_certificate_of_the_same_name_by_another_key_is_not_taken_for_the_issuer():
    other = type(MIDDLE)(MIDDLE.name, ROOT.key)
    leaf = certificate(LEAF, MIDDLE)
    stranger = certificate(other, ROOT, ca=True)
    (found,) = pairs(public_edwards(), stored(leaf), stored(stranger, b""))
    assert len(read_certificates(found.chain.encode())) == 1


def test_the_certificate_that_ends_last_is_the_one():
    old, new = (certificate(LEAF, ROOT, ends=ENDS + timedelta(days=days)) for days in (-100, 0))
    for order in ((old, new), (new, old)):
        (found,) = pairs(public_edwards(), *map(stored, order))
        assert found.chain == new.public_bytes(Encoding.PEM).decode()


def test_labels_are_shown_on_one_line():
    (found,) = pairs(public_ec(BARE) | {LABEL: "  a\x1b[31m\nb\u202e " + "c" * 500})
    assert found.label == ("a[31mb " + "c" * 500)[:100]


class Failing(dict):
    """An object whose attributes end in whatever a library raises."""

    def __getitem__(self, attribute):
        if attribute != CLASS:
            raise OSError(attribute)
        return super().__getitem__(attribute)


def test_an_object_that_tells_nothing_is_passed_over():
    assert pairs(Failing({CLASS: 2}), Failing({CLASS: 1}), Failing({CLASS: 3})) == ()


class Slot:
    slot_id, slot_description = 7, "Reader\x07 1   "


class Token:
    label, manufacturer_id, model, serial, flags = (
        "office\n",
        "Maker",
        "Model",
        b"\xff12",
        0x400 | 0x8 | 0x100 | 0x20000,
    )


def test_what_a_reader_tells_is_fit_to_be_shown():
    info = token_info("/m.so", Slot(), Token(), TokenState.READY)
    assert (info.reader, info.label, info.serial, info.pin) == ("Reader 1", "office", "\\xff12", PinState.FINAL)
    assert (info.has_pad, info.needs_pin) == (True, False)
    assert token_info("/m.so", Slot(), None, TokenState.EMPTY).state is TokenState.EMPTY


@pytest.mark.parametrize(
    ("flags", "state"),
    [(0x8, "fine"), (0x10008, "low"), (0x30008, "final"), (0x70008, "locked"), (0, "unset"), (0x40000, "locked")],
)
def test_what_flags_say_of_the_pin(flags, state):
    assert pin_state(flags) == PinState(state)


def test_modules_are_found_once_whatever_they_are_called(monkeypatch, tmp_path):
    driver, link = tmp_path / "driver.so", tmp_path / "link.so"
    driver.write_bytes(b"")
    link.symlink_to(driver)
    paths = (("One", str(driver)), ("One", str(link)), ("Two", str(tmp_path / "none.so")))
    monkeypatch.setattr(token_modules, "_PATHS", {"plan9": paths})
    monkeypatch.setattr("sys.platform", "plan9")
    assert [(module.name, module.path) for module in known_modules()] == [("One", driver)]
    monkeypatch.setattr("sys.platform", "other")
    assert known_modules() == ()


def test_every_known_path_is_a_whole_one():
    """A bare name would be searched for by the system, and whatever is found first be loaded."""
    for platform, paths in token_modules._PATHS.items():
        for _, path in paths:
            assert path.startswith("C:\\" if platform == "win32" else "/")


def test_a_module_has_to_be_a_file(tmp_path):
    for name in ("none.so", "."):
        with pytest.raises(KeyStoreError) as error:
            module_path(tmp_path / name)
        assert error.value.text_id == "token.no_module"
    assert module_path(Path(__file__)).is_absolute()
