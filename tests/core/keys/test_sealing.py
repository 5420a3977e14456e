# SPDX-License-Identifier: Apache-2.0
"""What is sealed opens with the right key, untouched, and in no other way; what a file may ask for is bounded."""

import json
import time
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.keys.key_record import KeyRecord, Place, State, canonical
from assay.keys.sealing import KEY_BYTES, Sealed, Stretching, new_key, new_stretching, seal, unseal
from assay.keys.signer import KeyStoreError

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
RECORDS = st.builds(
    KeyRecord,
    id=TEXT,
    name=TEXT,
    did=TEXT,
    fragment=TEXT,
    type=TEXT,
    created=TEXT,
    origin=TEXT,
    chain=TEXT,
    chain_address=TEXT,
    public_jwk=st.dictionaries(TEXT, TEXT, max_size=4),
    token=st.dictionaries(TEXT, TEXT, max_size=4),
    state=st.sampled_from(State),
    place=st.sampled_from(Place),
)


@given(secret=st.binary(max_size=400), told=st.binary(max_size=60))
def test_what_is_sealed_opens_and_is_never_the_same_twice(secret, told):
    key = new_key()
    first, second = seal(key, secret, told), seal(key, secret, told)
    assert unseal(key, Sealed.of(json.loads(json.dumps(first.told()))), told) == secret
    assert first.nonce != second.nonce
    assert first.ciphertext != second.ciphertext


@settings(max_examples=300)
@given(
    secret=st.binary(max_size=60),
    told=st.binary(min_size=1, max_size=60),
    at=st.integers(min_value=0),
    bit=st.integers(0, 7),
)
@pytest.mark.parametrize("what", ["key", "nonce", "ciphertext", "told"])
def test_any_changed_bit_opens_nothing(what, secret, told, at, bit):
    key = new_key()
    sealed = seal(key, secret, told)
    parts = {"key": key, "nonce": sealed.nonce, "ciphertext": sealed.ciphertext, "told": told}
    data = bytearray(parts[what])
    data[at % len(data)] ^= 1 << bit
    parts[what] = bytes(data)
    with pytest.raises(KeyStoreError) as caught:
        unseal(parts["key"], Sealed(parts["nonce"], parts["ciphertext"]), parts["told"])
    assert caught.value.text_id == "vault.sealed"


@pytest.mark.parametrize(
    ("nonce", "ciphertext"), [(b"", b""), (b"n" * 12, b""), (b"n", b"c" * 40), (b"n" * 500, b"c" * 40)]
)
def test_what_is_no_sealed_text_opens_nothing(nonce, ciphertext):
    with pytest.raises(KeyStoreError):
        unseal(b"k" * KEY_BYTES, Sealed(nonce, ciphertext), b"")


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"nonce": 1, "ciphertext": ""},
        {"nonce": "\u00e9", "ciphertext": ""},
        {"nonce": "A", "ciphertext": "A"},
        {"nonce": ""},
    ],
)
def test_what_is_no_sealed_text_is_refused(told):
    with pytest.raises((ValueError, KeyError)):
        Sealed.of(told)


@given(record=RECORDS)
def test_record_comes_back_from_its_file(record):
    assert KeyRecord.of(json.loads(canonical(record.told()))) == record


@given(record=RECORDS, name=st.sampled_from([entry.name for entry in fields(KeyRecord)]))
def test_record_that_lacks_something_or_has_it_otherwise_is_none(record, name):
    told = record.told()
    for changed in (
        {key: value for key, value in told.items() if key != name},
        {**told, "more": ""},
        *({**told, name: wrong} for wrong in (1, None, [], {"a": 1}, {"a": {}}, True)),
    ):
        with pytest.raises(ValueError):
            KeyRecord.of(changed)


@pytest.mark.parametrize(
    "told",
    [
        {"n": 1 << 40},
        {"n": 1 << 21},
        {"n": (1 << 17) + 1},
        {"n": 1},
        {"n": 0},
        {"n": -2},
        {"n": "131072"},
        {"n": 131072.0},
        {"n": True},
        {"n": None},
        {"r": 0},
        {"r": -8},
        {"r": 1 << 30},
        {"r": 33, "n": 2},
        {"p": 0},
        {"p": 16},
        {"p": 1 << 30},
        {"p": 1 << 22, "n": 2, "r": 1},
        {"salt": 1},
        {"salt": "\u00e9"},
    ],
)
def test_cost_that_cannot_be_met_is_refused_at_once(told):
    started = time.monotonic()
    with pytest.raises(ValueError):
        Stretching.of({**new_stretching().told(), **told})
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("told", [{"n": 1 << 17, "r": 1}, {"n": 1 << 20, "r": 1}])
def test_cost_that_scrypt_cannot_take_is_told(told):
    with pytest.raises(KeyStoreError) as caught:
        Stretching.of({**new_stretching().told(), **told}).key("a passphrase")
    assert caught.value.text_id == "vault.stretching"
    assert caught.value.__suppress_context__


def test_passphrases_are_the_same_however_their_letters_are_composed():
    found = Stretching(b"salt", n=2)
    assert found.key("Zo\u00eb") == found.key("Zoe\u0308")
    assert found.key("Zo\u00eb") != found.key("Zoe")
    assert found.key("\udcff")  # of a file that is no UTF-8
