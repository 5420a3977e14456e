# SPDX-License-Identifier: Apache-2.0
"""The PIN of a token: asked each session, refused when it is wrong, and nowhere after it was used."""

import pickle
from dataclasses import replace

import pytest

from assay.keys.token_facts import PinState
from assay.keys.token_session import TokenSession
from assay.keys.token_signer import TokenSigner, token_record
from assay.proofs.signatures import is_signature
from assay.proofs.verification_key import verification_key
from signing import ACME, FRAGMENT
from tokens import MISSING, PIN, Person, TokenBox, made, refused, signer

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)
DATA = b"what is signed"


@pytest.fixture
def box(tmp_path, monkeypatch):
    found = TokenBox(tmp_path, monkeypatch)
    yield found
    found.close()


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


def test_a_key_that_wants_the_pin_for_each_signature_gets_it(box):
    """As keys for qualified signatures, and slot 9c of a YubiKey, do."""
    import pkcs11

    info, person = box.add("office"), Person()
    with TokenSession(box.module, info.serial, person, writes=True) as session:
        opened = session._open()
        opened.session.create_domain_parameters(
            pkcs11.KeyType.EC, {pkcs11.Attribute.EC_PARAMS: bytes.fromhex("06082a8648ce3d030107")}, local=True
        ).generate_keypair(
            id=b"\1", label="seal", store=True, private_template={pkcs11.Attribute.ALWAYS_AUTHENTICATE: True}
        )
        (key,) = session.key_pairs()
        handle = verification_key(key.public_jwk).handle
        for _ in range(2):
            assert is_signature("ES256", handle, session.sign(key, "ES256", DATA), DATA)
        assert len(person.asked) == 3  # for the session, and for each signature
        person.pins = ["000000", None]
        assert refused(lambda: session.sign(key, "ES256", DATA)).text_id == "token.pin_wrong"
        assert refused(lambda: session.sign(key, "ES256", DATA)).text_id == "token.no_pin"
        assert is_signature("ES256", handle, session.sign(key, "ES256", DATA), DATA)


def test_a_token_that_needs_no_pin_is_not_asked_for_one(box, monkeypatch):
    person = Person()
    one = signer(box, person=person)
    module, info = one._session._module, one._session._module.find(one._session.serial)
    assert info.needs_pin
    monkeypatch.setattr(module, "find", lambda *_: replace(info, needs_pin=False, pin=PinState.UNSET))
    assert refused(lambda: one.sign(DATA)).text_id == "token.no_key"  # this one does need it
    monkeypatch.setattr(module, "find", lambda *_: replace(info, pin=PinState.UNSET))
    one.close()
    assert refused(lambda: one.sign(DATA)).text_id == "token.pin_unset"
    assert person.asked == []
