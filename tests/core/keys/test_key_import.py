# SPDX-License-Identifier: Apache-2.0
"""Keys of other programs: each kind in each form is read back the same, and whatever cannot be used is told as that."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, pkcs12
from cryptography.x509 import load_pem_x509_certificate

from assay.identity.der import values
from assay.keys import key_lock
from assay.keys.key_import import LONGEST_PASSWORD, MAX_BYTES, read_private_key
from assay.keys.key_type import KEY_TYPES
from assay.keys.signer import KeyStoreError
from assay.texts import LANGUAGES, load_texts
from key_files import (
    FORMS,
    PLAIN,
    TRADITIONAL,
    certificate,
    foreign,
    handle,
    jwk,
    key,
    key_bag,
    openssl,
    pbkdf2,
    pem,
    pfx,
    sealed_bag,
    sealed_by,
)

OLD = [name for name in KEY_TYPES if name != "ed25519"]


def told(data, password=None):
    """Why a file is refused; each refusal has a whole text in each language."""
    with pytest.raises(KeyStoreError) as caught:
        read_private_key(data, password)
    for lang in LANGUAGES:
        assert load_texts(lang).has(f"error.{caught.value.text_id}")
        for member in ("what", "why", "how"):
            load_texts(lang).part(f"error.{caught.value.text_id}", member, caught.value.params)
    return caught.value.text_id.removeprefix("key_import.")


def private(made):
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", KEY_TYPES)
def test_a_key_is_read_back_the_same(name, form):
    write, password = FORMS[form]
    found = read_private_key(write(name), password)
    assert found.key.pkcs8() == key(name).pkcs8()
    assert found.key.type == KEY_TYPES[name]
    with_certificate = "pkcs12" in form or "certificate" in form or "attributes" in form
    is_bare = "without certificates" in form or not with_certificate
    own = load_pem_x509_certificate(certificate(name))
    assert [one.handle for one in found.certificates] == ([] if is_bare else [own])


@pytest.mark.parametrize("form", TRADITIONAL)
@pytest.mark.parametrize("name", OLD)
def test_a_key_of_the_old_form_is_read_back_the_same(name, form):
    write, password = TRADITIONAL[form]
    assert read_private_key(write(name), password).key.pkcs8() == key(name).pkcs8()


def test_a_password_that_is_not_needed_is_passed_over():
    assert read_private_key(pem("p256"), "whatever").key.pkcs8() == key("p256").pkcs8()
    assert read_private_key(FORMS["pkcs12 without password"][0]("p256"), "").key.pkcs8() == key("p256").pkcs8()


@pytest.mark.parametrize("form", [form for form, (_, password) in {**FORMS, **TRADITIONAL}.items() if password])
def test_a_missing_password_and_a_wrong_one_are_told_apart(form):
    write, _ = {**FORMS, **TRADITIONAL}[form]
    assert told(write("p256")) == "password_needed"
    assert told(write("p256"), "wrong") == "password_wrong"
    assert told(write("p256"), "") == "password_wrong"
    assert told(write("p256"), "x" * (LONGEST_PASSWORD + 1)) == "password_wrong"


def test_what_openssl_writes_before_a_curve_is_no_second_key():
    made = openssl("ecparam", "-name", "prime256v1", "-genkey")
    assert made.startswith(b"-----BEGIN EC PARAMETERS-----")
    assert read_private_key(made).key.type.name == "p256"


def test_the_certificates_of_a_jwk_come_along():
    der = load_pem_x509_certificate(certificate("rsa2048"))
    x5c = [base64.b64encode(der.public_bytes(Encoding.DER)).decode()]
    found = read_private_key(json.dumps({**jwk("rsa2048"), "x5c": x5c}).encode())
    assert [one.handle for one in found.certificates] == [der]
    assert told(json.dumps({**jwk("rsa2048"), "x5c": ["AAAA"]}).encode()) == "certificate"


def test_a_certificate_twice_is_one():
    assert len(read_private_key(certificate("p256") + pem("p256") + certificate("p256")).certificates) == 1


def test_a_broken_certificate_beside_the_key_is_told():
    broken = b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    assert told(pem("p256") + broken) == "certificate"


PUBLIC = handle("p256").public_key()
KEY_OF_SSH = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no_key"),
        (b"hello", "no_key"),
        (b"\x30\x03\x02\x01\x00", "no_key"),
        (b"%PDF-1.7", "no_key"),
        (b"-----BEGIN PRIVATE KEY-----\n", "no_key"),
        (b"-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----", "broken"),
        (b"-----BEGIN SOMETHING-----\nAAAA\n-----END SOMETHING-----", "no_key"),
        (b'{"a": 1}', "no_key"),
        (b"{", "no_key"),
        (b"[" * 100_000, "no_key"),
        (b'{"kty": "EC", "kty": "EC"}', "no_key"),
        (PUBLIC.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), "only_public"),
        (PUBLIC.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo), "only_public"),
        (handle("rsa2048").public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1), "only_public"),
        (json.dumps(dict(key("p384").public_jwk)).encode(), "only_public"),
        (certificate("p256"), "only_certificate"),
        (load_pem_x509_certificate(certificate("p256")).public_bytes(Encoding.DER), "only_certificate"),
        (KEY_OF_SSH, "only_ssh"),
        (b"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", "only_ssh"),
        (b"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----", "only_pgp"),
        (b"\xfe\xed\xfe\xed\x00\x00\x00\x02" + bytes(40), "only_java"),
        (b"0" * (MAX_BYTES + 1), "too_large"),
        (pem("p256") + pem("p384"), "several"),
        (json.dumps({"keys": [jwk("p256"), jwk("p384")]}).encode(), "several"),
        (json.dumps({"kty": "oct", "k": "AAAA"}).encode(), "kind"),
        (json.dumps({**jwk("p256"), "use": "enc"}).encode(), "use"),
        (json.dumps({**jwk("p256"), "key_ops": ["deriveKey"]}).encode(), "use"),
        (json.dumps({**jwk("p256"), "x": 7}).encode(), "incomplete"),
        (json.dumps({**jwk("p256"), "x": "*"}).encode(), "broken"),
    ],
    ids=lambda value: "data" if isinstance(value, bytes) else None,
)
def test_what_is_no_private_key_is_told_as_what_it_is(data, why):
    assert told(data) == why


def test_a_request_for_a_certificate_is_no_key():
    made = openssl("req", "-new", "-key", "/dev/stdin", "-subj", "/CN=x", given=pem("p256"))
    assert told(made) == "only_request"


def test_two_keys_in_a_pkcs12_file_are_two():
    """The library takes one of them without a word."""
    one, two = (key_bag(key(name).pkcs8()) for name in ("p256", "p384"))
    assert read_private_key(pfx(one)).key.pkcs8() == key("p256").pkcs8()
    assert pkcs12.load_pkcs12(pfx(one, two), None).key is not None
    assert told(pfx(one, two)) == "several"
    assert told(pfx(sealed_bag(sealed_by(pbkdf2(1))), sealed_bag(sealed_by(pbkdf2(1)))), "x") == "several"


def test_a_pkcs12_file_whose_length_is_open_is_read():
    """BER, as Firefox and Bouncy Castle write it."""
    data = FORMS["pkcs12"][0]("p256")
    ((_, content),) = values(data)
    assert read_private_key(b"\x30\x80" + content + b"\0\0", PLAIN).key.pkcs8() == key("p256").pkcs8()


def test_a_pkcs12_file_without_a_key_holds_certificates_only():
    made = openssl("pkcs12", "-export", "-nokeys", "-passout", f"pass:{PLAIN}", given=certificate("p256"))
    assert told(made, PLAIN) == "only_certificate"


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: private(rsa.generate_private_key(65537, 1024)), "weak"),
        (lambda: private(rsa.generate_private_key(3, 2048)), "exponent"),
        (lambda: private(dsa.generate_private_key(2048)), "kind"),
        (lambda: private(ec.generate_private_key(ec.SECP256K1())), "kind"),
        (lambda: private(ec.generate_private_key(ec.SECP521R1())), "kind"),
        (lambda: private(ec.generate_private_key(ec.BrainpoolP256R1())), "kind"),
        (lambda: foreign("-algorithm", "X25519"), "kind"),
        (lambda: foreign("-algorithm", "X448"), "kind"),
        (lambda: foreign("-algorithm", "ED448"), "kind"),
        (lambda: foreign("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp224r1"), "kind"),
        (lambda: foreign("-algorithm", "DH", "-pkeyopt", "group:ffdhe2048"), "kind"),
    ],
)
def test_keys_that_do_not_sign_for_gaia_x_are_refused(made, why):
    assert told(made()) == why


@pytest.mark.parametrize("crv", ["secp256k1", "P-521", "X25519", "Ed448", "", "x" * 500, "\x1b[31m"])
def test_curves_of_a_jwk_that_do_not_sign_are_refused(crv):
    assert told(json.dumps({**jwk("p256"), "crv": crv}).encode()) == "kind"


def test_the_cost_of_a_password_is_bounded_at_its_border():
    ok = FORMS["sealed pem"][0]("p256")
    assert read_private_key(ok, PLAIN)
    most = openssl(
        "pkcs8", "-topk8", "-passout", f"pass:{PLAIN}", "-iter", str(key_lock.MOST_ROUNDS + 1), "-v2", "aes-128-cbc",
        given=pem("p256"),
    )  # fmt: skip
    assert told(most, PLAIN) == "costly"
