# SPDX-License-Identifier: Apache-2.0
"""Requests for certificates: OpenSSL verifies them, whoever holds the key, and an authority can work on them."""

import re

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from assay.keys.certificate_request import Subject, certificate_request
from assay.keys.key_record import KeyRecord
from assay.keys.key_type import KEY_TYPES
from assay.keys.signer import KeyStoreError
from assay.texts import LANGUAGES, load_texts
from authority import ROOT
from key_files import key, openssl

DID = "did:web:acme.example:keys"
ACME = Subject("Acme Cloud GmbH", "de")


class Token:
    """A key that signs and gives nothing else away, as a card does."""

    def __init__(self, name):
        self._key = key(name)
        self.asked = []

    @property
    def public_jwk(self):
        return self._key.public_jwk

    @property
    def algorithm(self):
        return self._key.algorithm

    def sign(self, data, algorithm=""):
        self.asked.append(algorithm)
        return self._key.sign(data, algorithm)


def record(name, did=DID):
    return KeyRecord("id", "Our key", did, "key-1", name, key(name).public_jwk, "2026-11-26T00:00:00Z", "made")


def printed(request, *more):
    return openssl("req", "-noout", "-text", "-nameopt", "utf8,sep_comma_plus_space", *more, given=request).decode()


@pytest.mark.parametrize("name", KEY_TYPES)
def test_openssl_verifies_the_request_of_a_token(name):
    token = Token(name)
    request = certificate_request(record(name), token, ACME)
    assert openssl("req", "-verify", "-noout", given=request) == b""
    told = printed(request)
    assert "Subject: C=DE, O=Acme Cloud GmbH, CN=acme.example" in told
    assert "DNS:acme.example\n" in told
    assert re.search(r"Key Usage: critical\s+Digital Signature\n", told)
    assert token.asked == [{"RSA": "RS256", "EC": KEY_TYPES[name].algorithm}.get(KEY_TYPES[name].kty, "EdDSA")]


@pytest.mark.parametrize("name", KEY_TYPES)
def test_a_key_of_the_vault_gives_the_same(name):
    request = certificate_request(record(name), key(name), ACME)
    assert x509.load_pem_x509_csr(request).is_signature_valid
    public = openssl("req", "-pubkey", "-noout", given=request)
    assert public == openssl("pkey", "-pubout", "-inform", "DER", given=key(name).pkcs8())


def test_rsa_is_signed_the_way_authorities_take():
    assert "sha256WithRSAEncryption" in printed(certificate_request(record("rsa2048"), key("rsa2048"), ACME))


def test_everything_that_was_told_stands_in_the_request():
    subject = Subject("Société Générale d’Essai", "FR", "Orléans", "Centre-Val de Loire", "Qualité")
    request = certificate_request(record("p256"), key("p256"), subject, also=("WWW.acme.example", "acme.example"))
    found = x509.load_pem_x509_csr(request)
    told = [(entry.oid, entry.value) for entry in found.subject]
    assert told == [
        (NameOID.COUNTRY_NAME, "FR"),
        (NameOID.STATE_OR_PROVINCE_NAME, "Centre-Val de Loire"),
        (NameOID.LOCALITY_NAME, "Orléans"),
        (NameOID.ORGANIZATION_NAME, "Société Générale d’Essai"),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, "Qualité"),
        (NameOID.COMMON_NAME, "acme.example"),
    ]
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["acme.example", "www.acme.example"]


def test_a_host_that_is_too_long_for_a_common_name_is_an_alternative_name_alone():
    host = f"{'a' * 60}.acme.example"
    found = x509.load_pem_x509_csr(certificate_request(record("p256", f"did:web:{host}"), key("p256"), ACME))
    assert not found.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == [host]


def test_a_port_is_no_part_of_the_name():
    told = printed(certificate_request(record("p256", "did:web:acme.example%3A8443:a"), key("p256"), ACME))
    assert "DNS:acme.example\n" in told


def test_an_authority_can_issue_the_certificate():
    """The key in it is that of the record, by code that is not ours."""
    request = certificate_request(record("p384"), Token("p384"), ACME)
    found = x509.load_pem_x509_csr(request)
    made = (
        x509.CertificateBuilder()
        .subject_name(found.subject)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test")]))
        .public_key(found.public_key())
        .serial_number(7)
        .not_valid_before(x509.load_pem_x509_certificate(_self_made()).not_valid_before_utc)
        .not_valid_after(x509.load_pem_x509_certificate(_self_made()).not_valid_after_utc)
        .sign(ROOT.key, SHA256())
    )
    assert made.public_key().public_numbers().curve.name == "secp384r1"


def _self_made():
    return openssl(
        "req", "-x509", "-newkey", "ed25519", "-noenc", "-keyout", "/dev/null", "-subj", "/CN=x", "-days", "2"
    )


def told(subject=ACME, did=DID, also=(), signer=None):
    with pytest.raises(KeyStoreError) as caught:
        certificate_request(record("p256", did), signer or key("p256"), subject, also=also)
    for lang in LANGUAGES:
        texts = load_texts(lang)
        assert texts.has(f"error.{caught.value.text_id}")
        for member in ("what", "why", "how"):
            texts.part(f"error.{caught.value.text_id}", member, caught.value.params)
    return caught.value.text_id.removeprefix("certificate_request.")


@pytest.mark.parametrize(
    ("subject", "why"),
    [
        (Subject("", "DE"), "field"),
        (Subject("  \t", "DE"), "field"),
        (Subject("x" * 65, "DE"), "field"),
        (Subject("Acme\x1b[31m", "DE"), "field"),
        (Subject("Acme\x00", "DE"), "field"),
        (Subject("Acme", ""), "field"),
        (Subject("Acme", "D"), "country"),
        (Subject("Acme", "D1"), "country"),
        (Subject("Acme", "ÄÖ"), "country"),
        (Subject("Acme", "DEU"), "field"),
        (Subject("Acme", "DE", locality="x" * 129), "field"),
        (Subject("Acme", "DE", state="\ud800"), "field"),
        (Subject("Acme", "DE", unit="x" * 65), "field"),
    ],
)
def test_what_no_certificate_can_say_is_told(subject, why):
    assert told(subject) == why


@pytest.mark.parametrize("did", ["did:web:192.0.2.7", "did:web:localhost..x", "did:web:a_b.example", "did:key:z6Mk"])
def test_a_host_that_nobody_certifies_is_told(did):
    assert told(did=did) == "host"


@pytest.mark.parametrize("host", ["", "a b", "-a.example", "a..b", "2001:db8::1", "ä.example", "x" * 64, "a.b*"])
def test_a_further_host_has_to_be_one(host):
    assert told(also=(host,)) == "host"


def test_there_is_a_bound_to_hosts():
    assert told(also=tuple(f"a{number}.example" for number in range(30))) == "many_hosts"


def test_another_key_does_not_sign_the_request():
    assert told(signer=key("p384")) == "other_signer"


class Broken(Token):
    """Signs something else, or nothing at all."""

    def __init__(self, answer):
        super().__init__("p256")
        self._answer = answer

    def sign(self, data, algorithm=""):
        return self._answer(self._key, data)


@pytest.mark.parametrize(
    "answer", [lambda own, data: own.sign(data + b"x"), lambda own, data: b"", lambda own, data: b"\x01" * 64]
)
def test_a_request_that_is_not_signed_by_its_key_is_not_given(answer):
    assert told(signer=Broken(answer)) == "signature"


def test_why_a_token_does_not_sign_is_told():
    def pulled(own, data):
        raise KeyStoreError("vault.in_token", name="Our key")

    with pytest.raises(KeyStoreError, match=r"vault\.in_token"):
        certificate_request(record("p256"), Broken(pulled), ACME)
