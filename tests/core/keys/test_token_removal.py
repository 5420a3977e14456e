# SPDX-License-Identifier: Apache-2.0
"""Tokens that are taken out, put in again or locked: nothing has to be started anew, and nothing is left open."""

import gc
from dataclasses import replace
from pathlib import Path

import pytest

from assay.keys import token
from assay.keys.key_type import KEY_TYPES
from assay.keys.signer import KeyStoreError
from assay.keys.token_facts import PinState, TokenState
from assay.keys.token_session import TokenSession
from assay.keys.token_signer import TokenSigner, token_record
from assay.proofs.signatures import is_signature
from assay.proofs.verification_key import verification_key
from signing import ACME, FRAGMENT
from tokens import MISSING, NO_COMPILER, PIN, Person, Shell, TokenBox, made, refused

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)
with_shell = pytest.mark.skipif(bool(NO_COMPILER), reason=NO_COMPILER)
DATA = b"what is signed"


@pytest.fixture
def box(tmp_path, monkeypatch):
    found = TokenBox(tmp_path, monkeypatch)
    yield found
    found.close()


@pytest.fixture
def shell(box, tmp_path, monkeypatch):
    return Shell(tmp_path, monkeypatch)


def signer(box: TokenBox, person: Person, module: Path | None = None) -> TokenSigner:
    info = box.add("office")
    key = made(box, info.serial)
    if module is not None:
        box.close()  # the module inside of the shell is the same: it can be started once a process
        info = replace(info, module=str(module))
    return TokenSigner(token_record(info, key, "Seal", ACME, FRAGMENT), person)


def open_files() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def signs(one: TokenSigner) -> bool:
    return is_signature("ES256", verification_key(one.public_jwk).handle, one.sign(DATA), DATA)


def test_a_token_taken_out_and_put_in_again_signs_after_the_pin(box):
    person = Person()
    one = signer(box, person)
    assert signs(one)
    box.take_out()
    assert refused(lambda: one.sign(DATA)).text_id == "token.removed"
    assert refused(lambda: one.sign(DATA)).text_id == "token.not_there"
    assert len(person.asked) == 1
    box.put_in()
    assert signs(one)
    assert signs(one)
    one.close()
    assert len(person.asked) == 2


def test_a_token_put_in_again_between_two_signatures_is_noticed(box):
    """The session is gone, although the token is there."""
    person = Person()
    one = signer(box, person)
    assert signs(one)
    box.take_out()
    assert not [info for info in token.list_tokens(box.module) if info.state is TokenState.READY]
    assert refused(lambda: token.loaded(box.module).find(one._session.serial)).text_id == "token.not_there"
    box.put_in()
    assert signs(one)
    one.close()
    assert len(person.asked) == 2


def test_keys_are_listed_again_after_the_token_was_taken_out(box):
    person = Person()
    one = signer(box, person)
    keys = one._session.key_pairs()
    box.take_out()
    assert refused(one._session.key_pairs).text_id == "token.not_there"
    box.put_in()
    assert one._session.key_pairs() == keys
    assert len(keys) == 1
    assert len(person.asked) == 2
    one.close()


def test_a_token_taken_out_before_its_first_signature_is_told_as_such(box):
    """The session was opened to see the keys, and the module finds no key, without a word, once the token is gone."""
    person = Person()
    one = signer(box, person)
    assert len(one._session.key_pairs()) == 1
    box.take_out()
    assert refused(lambda: one.sign(DATA)).text_id == "token.not_there"
    box.put_in()
    assert signs(one)
    one.close()
    assert len(person.asked) == 2


def test_keys_are_made_again_after_the_token_was_taken_out(box):
    info = box.add("office")
    with TokenSession(box.module, info.serial, Person(), writes=True) as session:
        session.make(KEY_TYPES["p256"], "one")
        box.take_out()
        with pytest.raises(KeyStoreError):
            session.make(KEY_TYPES["p256"], "two")
        box.put_in()
        session.make(KEY_TYPES["p256"], "three")
        assert {"one", "three"} <= {key.label for key in session.key_pairs()}


def test_another_token_in_its_place_is_not_taken_for_it(box):
    person = Person()
    one = signer(box, person)
    assert signs(one)
    box.take_out()
    assert box.add("office").label == person.asked[0].label
    assert refused(lambda: one.sign(DATA)).text_id == "token.not_there"
    assert len(person.asked) == 1


@with_shell
def test_what_cards_answer_when_they_are_taken_out(box, shell):
    person = Person()
    one = signer(box, person, shell.path)
    assert signs(one)
    shell.told("removed")
    assert [info.state for info in token.list_tokens(shell.path)] == [TokenState.EMPTY] * 2
    assert refused(lambda: one.sign(DATA)).text_id == "token.removed"
    shell.told()
    assert signs(one)
    assert len(person.asked) == 2
    one.close()


@with_shell
def test_a_fault_ends_the_session_and_is_not_tried_twice(box, shell):
    person = Person()
    one = signer(box, person, shell.path)
    assert signs(one)
    shell.told("broken")
    error = refused(lambda: one.sign(DATA))
    assert (error.text_id, error.params) == ("token.failed", {"kind": "GeneralError"})
    assert len(person.asked) == 1
    shell.told()
    assert signs(one)
    one.close()
    assert len(person.asked) == 2


@with_shell
def test_a_locked_token_is_not_asked_for_its_pin(box, shell):
    person = Person()
    one = signer(box, person, shell.path)
    shell.told("final")
    one.sign(DATA)
    one.close()
    shell.told("locked")
    assert refused(lambda: one.sign(DATA)).text_id == "token.pin_locked"
    assert [info.pin for info in person.asked] == [PinState.FINAL]
    shell.told("silent", "locked")  # a card that tells nothing before
    assert refused(lambda: one.sign(DATA)).text_id == "token.pin_locked"


@with_shell
def test_a_pin_typed_on_the_reader_is_not_asked_for(box, shell, monkeypatch):
    monkeypatch.setenv("SHELL_PAD", PIN)
    person = Person()
    one = signer(box, person, shell.path)
    shell.told("pad")
    assert signs(one)
    one.close()
    assert person.asked == []


@with_shell
def test_a_key_that_wants_the_pin_each_time_gets_it(box, shell, monkeypatch):
    person = Person()
    one = signer(box, person, shell.path)
    one._session._module.wants_pin = lambda _: True
    seen = []
    one._session._module.sign = lambda *_, pin: seen.append(pin) or b""
    assert refused(lambda: one.sign(DATA)).text_id == "token.other_key"
    assert (seen, len(person.asked)) == ([PIN], 2)
    monkeypatch.setenv("SHELL_PAD", PIN)
    shell.told("pad")
    assert refused(lambda: one.sign(DATA)).text_id == "token.cannot"


@with_shell
def test_a_card_with_two_pins_shows_as_two_tokens(box, shell):
    """As OpenSC shows cards whose signature key has a PIN of its own: one serial number, two labels."""
    one = signer(box, Person(), shell.path)
    serial = one._session.serial
    shell.told("twin")
    assert [info.label for info in token.list_tokens(shell.path) if info.serial == serial] == ["office", "other"]
    assert refused(TokenSession(shell.path, serial, Person()).key_pairs).text_id == "token.ambiguous"
    assert refused(TokenSession(shell.path, serial, Person(), label="none").key_pairs).text_id == "token.ambiguous"
    assert signs(one)
    one.close()
    shell.told()
    with TokenSession(shell.path, serial, Person(), label="called otherwise now") as session:
        assert len(session.key_pairs()) == 1


@with_shell
def test_a_module_that_crashes_when_it_is_loaded(box, shell):
    shell.told("crash")
    assert refused(lambda: token.list_tokens(shell.path)).text_id == "token.module_crashes"
    assert refused(lambda: TokenSession(shell.path, "1", None)).text_id == "token.module_crashes"


@with_shell
def test_nothing_is_left_open(box, shell):
    """Sessions, file handles and objects, after 500 signatures, a wrong PIN, a removal and many sessions."""
    person = Person("000000")
    one = signer(box, person, shell.path)
    assert refused(lambda: one.sign(DATA)).text_id == "token.pin_wrong"
    assert shell.open_sessions == 0
    assert signs(one)
    gc.collect()
    files, objects = open_files(), len(gc.get_objects())
    for _ in range(500):
        one.sign(DATA)
    gc.collect()
    assert shell.open_sessions == 1
    assert open_files() == files
    assert len(gc.get_objects()) - objects < 50
    one.close()
    assert shell.open_sessions == 0
    for _ in range(20):
        with one:
            one.sign(DATA)
    assert shell.open_sessions == 0
    assert open_files() <= files
