# SPDX-License-Identifier: Apache-2.0
"""Keyrings that protect nothing are refused and never given a secret; what they say in faults is not passed on."""

import sys
import traceback
from contextlib import suppress
from types import ModuleType

import keyring.core
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, chainer, fail, null
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordDeleteError

from assay.keys import keyring_access
from assay.keys.signer import KeyStoreError
from assay.keys.vault import make_vault, open_vault


def a_keyring(module: str, **methods):
    """One of that module, which keeps what it is given in the open."""

    class Keyring(KeyringBackend):
        priority = 9
        kept: dict[tuple[str, str], str]

        def __init__(self):
            self.kept, self.given = {}, []

        def set_password(self, service, username, password):
            self.given.append(password)
            self.kept[service, username] = password

        def get_password(self, service, username):
            return self.kept.get((service, username))

        def delete_password(self, service, username):
            if self.kept.pop((service, username), None) is None:
                raise PasswordDeleteError

    KeyringBackend._classes.discard(Keyring)  # for this test alone
    Keyring.__module__ = module
    for name, method in methods.items():
        setattr(Keyring, name, method)
    return Keyring()


def known(**methods):
    return a_keyring("keyring.backends.SecretService", **methods)


@pytest.fixture
def use(monkeypatch):
    return lambda found: monkeypatch.setattr(keyring.core, "_keyring_backend", found)


def refused(called, *given):
    with pytest.raises(KeyStoreError) as caught:
        called(*given)
    return caught.value


@pytest.mark.parametrize("found", [fail.Keyring(), null.Keyring()])
def test_no_keyring_is_told_and_no_vault_made(use, tmp_path, found):
    use(found)
    for asked in (keyring_access.backend_name, keyring_access.self_test, lambda: make_vault(tmp_path / "vault")):
        assert refused(asked).text_id == "keyring.none"
    assert not (tmp_path / "vault").exists()


@pytest.mark.parametrize(
    "module", ["keyrings.alt.file", "keyrings.cryptfile.cryptfile", "keyring.backends.SecretService2"]
)
def test_keyring_that_keeps_secrets_in_the_open_is_refused_and_given_none(use, tmp_path, module):
    plain = a_keyring(module)
    use(plain)
    for asked in (
        keyring_access.backend_name,
        keyring_access.self_test,
        lambda: make_vault(tmp_path / "vault"),
        lambda: keyring_access.store("one", b"secret"),
        lambda: keyring_access.fetch("one"),
        lambda: keyring_access.forget("one"),
    ):
        error = refused(asked)
        assert (error.text_id, error.params) == ("keyring.refused", {"name": module})
    assert plain.given == []
    assert not (tmp_path / "vault").exists()


def a_chain(monkeypatch, *members):
    class Chain(chainer.ChainerBackend):
        backends = members

    KeyringBackend._classes.discard(Chain)
    Chain.__module__ = "keyring.backends.chainer"
    return Chain()


def test_chain_of_plain_ones_is_refused(use, monkeypatch):
    plain = [a_keyring("keyrings.alt.file"), a_keyring("keyrings.alt.Gnome")]
    use(a_chain(monkeypatch, *plain))
    assert refused(keyring_access.self_test).params == {"name": "keyrings.alt.file, keyrings.alt.Gnome"}
    assert [one.given for one in plain] == [[], []]


def test_plain_one_in_front_of_a_known_one_is_passed_by(use, monkeypatch, tmp_path):
    plain, safe = a_keyring("keyrings.alt.file"), known()
    use(a_chain(monkeypatch, plain, fail.Keyring(), safe))
    made = make_vault(tmp_path)
    assert open_vault(tmp_path).id == made.id
    assert plain.given == []
    assert list(safe.kept) == [("Assay", f"vault {made.id}")]


def test_chain_that_cannot_be_looked_at_is_told(use, monkeypatch):
    chain = a_chain(monkeypatch)
    type(chain).backends = property(lambda _self: (_ for _ in ()).throw(RuntimeError("no bus")))
    use(chain)
    assert refused(keyring_access.self_test).text_id == "keyring.failed"


def test_plain_keyring_that_the_user_set_up_is_refused(monkeypatch):
    """As the library finds it: by the environment."""
    module = ModuleType("keyrings.alt.file")
    plain = type(a_keyring("keyrings.alt.file"))
    module.PlaintextKeyring = plain
    for name in ("keyrings", "keyrings.alt"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "keyrings.alt.file", module)
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyrings.alt.file.PlaintextKeyring")
    assert refused(keyring_access.self_test).text_id == "keyring.refused"
    assert isinstance(keyring.get_keyring(), plain)


@pytest.mark.parametrize(
    ("raised", "text_id"),
    [
        (KeyringLocked, "locked"),
        (NoKeyringError, "none"),
        (InitError, "none"),
        (RuntimeError, "failed"),
        (OSError, "failed"),
    ],
)
def test_fault_of_a_keyring_is_told_in_our_words_without_what_it_quotes(use, tmp_path, raised, text_id):
    def telling(_self, _service, _username, password=""):
        raise raised(f"cannot keep {password}, nor {'1234' * 4}")

    use(known(set_password=telling, get_password=telling, delete_password=telling))
    for asked in (
        keyring_access.self_test,
        lambda: keyring_access.store("one", b"secret"),
        lambda: make_vault(tmp_path),
    ):
        error = refused(asked)
        assert error.text_id == f"keyring.{text_id}"
        shown = "".join(traceback.format_exception(error)) + repr(error) + str(error)
        assert "c2VjcmV0" not in shown  # "secret" in base64
        assert "cannot keep" not in shown
        assert "1234" not in shown


@pytest.mark.parametrize(
    "given_back", [lambda *_: None, lambda *_: "", lambda *_: "b3RoZXI=", lambda *_: "no base64!", lambda *_: "\u00e9"]
)
def test_keyring_that_forgets_is_told_and_no_vault_made(use, tmp_path, given_back):
    use(known(get_password=given_back))
    assert refused(keyring_access.self_test).text_id == "keyring.forgetful"
    assert refused(make_vault, tmp_path / "vault").text_id == "keyring.forgetful"
    assert not (tmp_path / "vault").exists()


def test_keyring_that_forgets_the_wrapping_key_alone_is_told_too(use, tmp_path):
    def get(self, service, username):
        return None if username.startswith("vault ") else self.kept.get((service, username))

    use(known(get_password=get))
    assert refused(make_vault, tmp_path / "vault").text_id == "keyring.forgetful"
    assert not (tmp_path / "vault" / "vault.json").exists()


def test_self_test_leaves_nothing_behind_even_where_it_fails(use):
    for found in (known(), known(get_password=lambda *_: None)):
        use(found)
        with suppress(KeyStoreError):
            keyring_access.self_test()
        assert found.kept == {}
        assert len(found.given) == 1


def test_what_windows_could_not_keep_is_given_to_no_keyring(use):
    found = known()
    use(found)
    assert refused(keyring_access.store, "one", b"x" * 961).text_id == "keyring.too_long"
    assert found.given == []
    keyring_access.store("one", b"x" * 960)
    assert len(found.given[0]) == 1_280


def test_names_of_known_keyrings_are_those_of_the_library():
    assert keyring_access._module(SecretService.Keyring()) in keyring_access._KNOWN
    for module in keyring_access._KNOWN:
        assert __import__("importlib.util").util.find_spec(module), module
