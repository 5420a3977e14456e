# SPDX-License-Identifier: Apache-2.0
"""Deliveries of authorities: the chain of the key comes out in order, and what is wrong with it is told by name."""

import base64
import itertools
import random
import subprocess
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

from assay.identity.anchors import AnchorList, Anchors
from assay.identity.certificates import read_anchors, read_certificates
from assay.identity.chain import chain_faults
from assay.keys.certificates_for import MOST_TRIALS, chain_for, chain_of
from assay.keys.delivered import delivered
from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError
from assay.texts import LANGUAGES, load_texts
from authority import ENDS, EV, HOST, LEAF, MIDDLE, ROOT, STARTS, Holder, certificate, chain, pem
from key_files import openssl
from key_files import pem as key_pem
from signing import ACME, public_jwk

NOW = datetime(2026, 6, 1, tzinfo=UTC)
WHOLE = chain()
RECORD = KeyRecord("id", "Our key", ACME, "key-1", "ed25519", public_jwk(), "2026-01-01T00:00:00Z", "made")
STRANGER = certificate(Holder.of("Somebody Else"), MIDDLE, hosts=("else.example",))


def der(one):
    return one.public_bytes(Encoding.DER)


def anchors(*roots):
    if not roots:
        return Anchors()
    return Anchors((AnchorList("our anchors", "", "2026-01-01", read_anchors(pem(roots))),))


OURS = anchors(WHOLE[2])


def ordered(*files, held=None, moment=NOW, record=RECORD):
    """The chain; each thing that is told of it has a text in each language."""
    found = chain_for(record, files, OURS if held is None else held, moment)
    for fault in (*found.faults, *found.warnings, *found.notes):
        for lang in LANGUAGES:
            assert load_texts(lang).has(fault.text)
            for member in ("what", "why", "how"):
                load_texts(lang).part(fault.text, member, fault.params)
    return found


def texts(faults):
    return [fault.text for fault in faults]


def of(found):
    return [one.handle for one in found.certificates]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_certificates_in_any_order_come_out_leaf_first_root_last(order):
    found = ordered(pem([WHOLE[number] for number in order]))
    assert of(found) == WHOLE
    assert found.pem.encode() == pem(WHOLE)
    assert (found.faults, found.warnings, found.notes) == ((), (), ())
    assert chain_faults(read_certificates(found.pem.encode()), NOW) == ()


@pytest.mark.parametrize(
    "files",
    [
        [pem(WHOLE)],
        [pem(WHOLE).replace(b"\n", b"\r\n")],
        [pem([one]) for one in reversed(WHOLE)],
        [der(one) for one in WHOLE],
        [der(WHOLE[0]), pem(WHOLE[1:])],
        [b"subject=CN=x\n" + pem(WHOLE)],
        [base64.b64encode(der(one)) for one in WHOLE],
        [pkcs7.serialize_certificates(WHOLE, Encoding.DER)],
        [pkcs7.serialize_certificates(WHOLE, Encoding.PEM)],
        [base64.encodebytes(pkcs7.serialize_certificates(WHOLE, Encoding.DER))],
        [pem(WHOLE), pem(WHOLE), der(WHOLE[0])],
    ],
)
def test_certificates_come_in_every_form(files):
    found = ordered(*files)
    assert of(found) == WHOLE
    assert found.notes == ()


def test_pkcs7_of_openssl_is_read(tmp_path):
    file = tmp_path / "chain.pem"
    file.write_bytes(pem(WHOLE))
    for form in ("PEM", "DER"):
        made = openssl("crl2pkcs7", "-nocrl", "-certfile", str(file), "-outform", form)
        assert of(ordered(made)) == WHOLE


def test_openssl_verifies_what_comes_out(tmp_path):
    found = ordered(pem(WHOLE[:2]))
    (tmp_path / "chain.pem").write_text(found.pem)
    (tmp_path / "root.pem").write_bytes(pem(WHOLE[2:]))
    command = ["openssl", "verify", "-attime", str(int(NOW.timestamp())), "-CAfile", "root.pem", "-untrusted"]
    ran = subprocess.run([*command, "chain.pem", "chain.pem"], cwd=tmp_path, capture_output=True, check=False)
    assert ran.stdout == b"chain.pem: OK\n", ran.stderr


def test_a_root_that_lacks_is_taken_from_the_anchors_and_told():
    found = ordered(pem(WHOLE[:2]))
    assert of(found) == WHOLE
    (note,) = found.notes
    assert (note.text, note.number) == ("delivered.root_added", 3)
    assert note.params == {"root": "Test Root", "list": "our anchors"}
    assert found.faults == ()


def test_a_missing_authority_is_named():
    found = ordered(pem(WHOLE[:1]))
    (fault,) = found.faults
    assert (fault.text, fault.number) == ("delivered.missing", 1)
    assert fault.params == {"subject": "Acme Cloud GmbH", "issuer": "Test EV Authority"}
    assert of(found) == WHOLE[:1]


def test_a_missing_root_that_nobody_has_is_named():
    found = ordered(pem(WHOLE[:2]), held=anchors())
    assert [(fault.text, fault.params["issuer"]) for fault in found.faults] == [("delivered.missing", "Test Root")]


def _with_address(address):
    access = x509.AccessDescription(x509.ObjectIdentifier("1.3.6.1.5.5.7.48.2"), address)
    made = (
        x509.CertificateBuilder(subject_name=WHOLE[0].subject, issuer_name=WHOLE[0].issuer, serial_number=5)
        .public_key(LEAF.key.public_key())
        .not_valid_before(STARTS)
        .not_valid_after(ENDS)
        .add_extension(x509.AuthorityInformationAccess([access]), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
    )
    return made.sign(MIDDLE.key, SHA256(), ecdsa_deterministic=True)


def test_where_a_missing_authority_can_be_had_is_told():
    leaf = _with_address(x509.UniformResourceIdentifier("http://ca.example/ev.crt"))
    (fault,) = ordered(pem([leaf])).faults
    assert (fault.text, fault.params["address"]) == ("delivered.missing_at", "http://ca.example/ev.crt")
    other = _with_address(x509.DirectoryName(WHOLE[0].subject))
    assert texts(ordered(pem([other])).faults) == ["delivered.missing"]


def test_certificates_of_others_are_left_out_and_counted():
    found = ordered(pem([STRANGER, *WHOLE, certificate(Holder.of("Other Root"), Holder.of("Other Root"), ca=True)]))
    assert of(found) == WHOLE
    assert [(note.text, note.params) for note in found.notes] == [("delivered.left_out", {"count": 2})]


def test_of_two_certificates_the_later_is_taken_and_told():
    newer = certificate(LEAF, MIDDLE, policies=(EV,), hosts=(HOST,), starts=STARTS + timedelta(90))
    for order in ([newer, *WHOLE], [*WHOLE, newer]):
        found = ordered(pem(order))
        assert of(found) == [newer, *WHOLE[1:]]
        assert [(note.text, note.params["starts"]) for note in found.notes] == [("delivered.later", "2026-04-01")]


def test_a_certificate_that_is_valid_goes_before_a_later_one_that_is_not_yet():
    newer = certificate(LEAF, MIDDLE, policies=(EV,), hosts=(HOST,), starts=STARTS + timedelta(300))
    assert of(ordered(pem([newer, *WHOLE]))) == WHOLE


def test_a_certificate_for_another_key_is_told():
    with pytest.raises(KeyStoreError) as caught:
        ordered(pem([STRANGER, *WHOLE[1:]]))
    assert caught.value.text_id == "certificates_for.other_key"
    assert caught.value.params == {"subject": "Somebody Else"}


@pytest.mark.parametrize(
    ("moment", "text"), [(datetime(2030, 1, 1, tzinfo=UTC), "chain.expired"), (STARTS - timedelta(1), "chain.not_yet")]
)
def test_dates_that_do_not_hold_are_told(moment, text):
    assert set(texts(ordered(pem(WHOLE), moment=moment).faults)) == {text}


def test_an_expired_leaf_is_told_alone():
    old = certificate(LEAF, MIDDLE, policies=(EV,), hosts=(HOST,), ends=STARTS + timedelta(30))
    assert [(fault.text, fault.number) for fault in ordered(pem([old, *WHOLE[1:]])).faults] == [("chain.expired", 1)]


def test_another_host_is_a_warning():
    found = ordered(pem(chain(hosts=("www.else.example",))))
    assert found.faults == ()
    assert [(fault.text, fault.params["host"]) for fault in found.warnings] == [("chain.other_host", HOST)]


def test_a_certificate_that_vouches_for_itself_is_told():
    own = Holder(LEAF.name, LEAF.key)
    assert texts(ordered(pem([certificate(own, own, hosts=(HOST,))])).faults) == ["chain.self_made"]


def test_of_two_ways_the_one_to_a_root_at_hand_is_taken():
    """A cross-signed root leads on to an old one that nobody knows any more."""
    old = Holder.of("Old Root")
    crossed, ancient = certificate(ROOT, old, ca=True), certificate(old, old, ca=True)
    delivery = [WHOLE[0], WHOLE[1], crossed, ancient]
    assert of(ordered(pem(delivery))) == WHOLE
    assert of(ordered(pem(delivery), held=anchors(ancient))) == delivery


def test_an_authority_of_the_same_name_with_another_key_is_passed_by():
    false = certificate(Holder(MIDDLE.name, Holder.of("other key").key), ROOT, ca=True)
    assert of(ordered(pem([WHOLE[0], false, WHOLE[1]]))) == WHOLE
    assert texts(ordered(pem([WHOLE[0], false])).faults) == ["delivered.missing"]


def test_authorities_that_sign_one_another_come_to_an_end():
    one, two = Holder.of("Ring One"), Holder.of("Ring Two")
    ring = [certificate(LEAF, one, hosts=(HOST,)), certificate(one, two, ca=True), certificate(two, one, ca=True)]
    assert texts(ordered(pem(ring)).faults) == ["delivered.missing"]


def test_a_tangle_is_given_up():
    """Thirty-one certificates of one name, each of which might be the issuer of each."""
    keys = [generate_private_key(65537, 1024) for _ in range(31)]
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Same")])

    def made(number, public, serial):
        built = x509.CertificateBuilder(name, name if serial else WHOLE[0].subject, public, serial + 1, STARTS, ENDS)
        return built.sign(keys[number], SHA256())

    many = [made((number + 1) % 31, keys[number].public_key(), number + 1) for number in range(31)]
    leaf = made(30, LEAF.key.public_key(), 0)
    began = time.process_time()
    with pytest.raises(KeyStoreError, match=r"certificates_for\.tangle"):
        ordered(pem([leaf, *many]))
    assert time.process_time() - began < 2
    assert MOST_TRIALS < 31 * 31


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([], "none"),
        ([b""], "none"),
        ([b"hello"], "none"),
        ([b"PK\x03\x04zip"], "none"),
        ([pem(WHOLE)[:-40]], "none"),
        ([b"-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----"], "none"),
        ([b"0\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + bytes(60)], "none"),
        ([der(WHOLE[0])[:-4]], "broken"),
        ([b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"], "broken"),
        ([pem(WHOLE), key_pem("p256")], "private_key"),
        ([b"x" * 600_000], "too_large"),
        ([pem(WHOLE * 11)], "too_many"),
        ([pem(WHOLE)] * 11, "many_files"),
        ([pem(WHOLE[1:])], "authorities_only"),
    ],
)
def test_a_delivery_that_cannot_be_used_is_told(files, why):
    with pytest.raises(KeyStoreError) as caught:
        ordered(*files)
    assert caught.value.text_id == f"certificates_for.{why}"
    assert caught.value.__context__ is None
    for lang in LANGUAGES:
        assert load_texts(lang).has(f"error.{caught.value.text_id}")
        for member in ("what", "why", "how"):
            load_texts(lang).part(f"error.{caught.value.text_id}", member, caught.value.params)


def test_a_changed_delivery_comes_to_one_kind_of_error():
    """A thousand files."""
    chance = random.Random(5)
    forms = [pem(WHOLE), der(WHOLE[0]), pkcs7.serialize_certificates(WHOLE, Encoding.DER)]
    forms.append(pkcs7.serialize_certificates(WHOLE, Encoding.PEM))
    refused = 0
    for _ in range(1_000):
        octets = bytearray(chance.choice(forms))
        at = chance.randrange(len(octets))
        octets[at : at + chance.choice((1, 1, 1, 9))] = chance.randbytes(chance.choice((0, 1, 1, 8)))
        try:
            chain_for(RECORD, [bytes(octets)], OURS, NOW)
        except KeyStoreError:
            refused += 1
    assert refused > 300


def test_certificates_that_came_with_a_key_go_the_same_way():
    found = chain_of(RECORD, delivered([pem(reversed(WHOLE))]), OURS, NOW)
    assert of(found) == WHOLE
    with pytest.raises(KeyStoreError, match=r"certificates_for\.none"):
        chain_of(RECORD, (), OURS, NOW)
