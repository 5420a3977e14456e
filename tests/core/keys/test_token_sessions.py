# SPDX-License-Identifier: Apache-2.0
"""Tokens that stay in use: one PIN for all keys of one, which is nowhere after it was used."""

import pickle
import threading

import pytest

from assay.keys.token_sessions import OpenTokens
from assay.keys.token_signer import registered
from assay.proofs.signatures import is_signature
from assay.proofs.verification_key import verification_key
from keys_at_hand import record as file_record
from signing import ACME
from tokens import MISSING, PIN, Person, TokenBox, made, refused

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)
DATA = b"what is signed"


@pytest.fixture
def box(tmp_path, monkeypatch):
    found = TokenBox(tmp_path, monkeypatch)
    yield found
    found.close()


@pytest.fixture
def tokens(box):
    found = OpenTokens()
    yield found
    found.close()


def records(box: TokenBox, *kinds: str):
    info = box.add("office")
    return info, [registered(info, made(box, info.serial, kind), kind, ACME, others=()) for kind in kinds]


def signs(tokens: OpenTokens, record, person) -> bool:
    with tokens.asking(person):
        one = tokens.signer(record)
        return is_signature(one.algorithm, verification_key(one.public_jwk).handle, one.sign(DATA), DATA)


def test_one_pin_for_all_keys_of_a_token(box, tokens):
    _, (one, other) = records(box, "p256", "rsa2048")
    person = Person()
    for record in (one, other, one):
        assert signs(tokens, record, person)
    assert len(person.asked) == 1
    tokens.close()
    assert signs(tokens, other, person)
    assert len(person.asked) == 2


def test_two_tokens_have_a_pin_each(box, tokens):
    (_, (one,)), (_, (other,)) = records(box, "p256"), records(box, "p256")
    person = Person()
    for record in (one, other, one, other):
        assert signs(tokens, record, person)
    assert [info.serial for info in person.asked] == [one.token["serial"], other.token["serial"]]


def test_looking_at_the_keys_logs_nobody_out(box, tokens):
    info, (one,) = records(box, "p256")
    with tokens.asking(None):
        assert [key.is_private_seen for key in tokens.keys(info)] == [False]
        assert not tokens.is_open(info)
    person = Person()
    assert signs(tokens, one, person)
    with tokens.asking(None):
        assert [key.is_private_seen for key in tokens.keys(info)] == [True]
        assert tokens.is_open(info)
    assert signs(tokens, one, person)
    assert len(person.asked) == 1


def test_keys_are_looked_at_after_the_token_was_taken_out(box, tokens):
    """The session that was open is of no use any more, and nobody gives a PIN to look."""
    info, (one,) = records(box, "p256")
    assert signs(tokens, one, Person())
    box.take_out()
    with tokens.asking(None):
        assert refused(lambda: tokens.keys(info)).text_id == "token.not_there"
    box.put_in()
    with tokens.asking(None):
        assert [key.is_private_seen for key in tokens.keys(info)] == [False]
    person = Person()
    assert signs(tokens, one, person)
    assert len(person.asked) == 1


def test_nobody_is_asked_whom_the_call_is_not_for(box, tokens):
    _, (one,) = records(box, "p256")
    assert refused(lambda: signs(tokens, one, None)).text_id == "token.no_pin"
    with tokens.asking(Person()):
        signer = tokens.signer(one)
    assert refused(lambda: signer.sign(DATA)).text_id == "token.no_pin"


def test_a_wrong_pin_is_refused_and_nothing_of_it_is_kept(box, tokens):
    _, (one,) = records(box, "p256")
    assert refused(lambda: signs(tokens, one, Person("000000"))).text_id == "token.pin_wrong"
    assert signs(tokens, one, Person())
    told = repr(vars(tokens)) + "".join(
        repr(getattr(session, name)) for session in tokens._sessions.values() for name in session.__slots__
    )
    assert PIN not in told
    assert tokens._ask is None
    with pytest.raises(TypeError):
        pickle.dumps(tokens)


def test_closing_waits_for_nothing_that_is_being_done(box, tokens):
    _, (one,) = records(box, "p256")
    assert signs(tokens, one, Person())
    inside, may_end = threading.Event(), threading.Event()

    def use() -> None:
        with tokens.asking(None):
            inside.set()
            may_end.wait(20)

    thread = threading.Thread(target=use)
    thread.start()
    assert inside.wait(5)
    tokens.close()
    assert len(tokens._sessions) == 1
    may_end.set()
    thread.join()
    tokens.close()
    assert tokens._sessions == {}


def test_a_key_in_a_file_is_in_no_token(tokens):
    with tokens.asking(None):
        assert refused(lambda: tokens.signer(file_record())).text_id == "token.no_record"
