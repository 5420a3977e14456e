# SPDX-License-Identifier: Apache-2.0
"""Modules that reach tokens: listed and tried in a process of their own, and what is no module at all."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assay.keys import token
from assay.keys.token_facts import PinState, TokenState
from assay.keys.token_session import TokenSession
from tokens import MISSING, Person, TokenBox, crashes, hangs, made, refused

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


@pytest.fixture
def box(tmp_path, monkeypatch):
    found = TokenBox(tmp_path, monkeypatch)
    yield found
    found.close()


def test_tokens_are_listed_with_what_tells_them_apart(box):
    one, other = box.add("office"), box.add("office")
    assert one.label == other.label == "office"
    assert one.serial != other.serial
    assert (one.state, one.pin, one.has_pad) == (TokenState.READY, PinState.FINE, False)
    assert one.manufacturer == "SoftHSM project"
    assert one.module == str(box.module)
    assert [info.state for info in token.list_tokens(box.module)].count(TokenState.BLANK) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="what is loaded can be seen on Linux alone")
def test_listing_loads_nothing_into_this_process(box):
    """A module that crashes, or worse, has nothing of ours at hand."""
    code = "import sys; from assay.keys.token import list_tokens; print(len(list_tokens(sys.argv[1])), sys.argv[1] in "
    code += "open('/proc/self/maps').read(), 'pkcs11._pkcs11' in sys.modules)"
    told = subprocess.run((sys.executable, "-c", code, box.module), check=True, capture_output=True, text=True)
    assert told.stdout.split() == ["1", "False", "False"]


def test_one_module_of_two_names_is_started_once(box, tmp_path):
    """It would refuse to be started again, and its tokens would seem to be gone."""
    info = box.add("office")
    made(box, info.serial)
    (tmp_path / "link.so").symlink_to(box.module)
    with TokenSession(tmp_path / "link.so", info.serial, Person()) as session:
        assert len(session.key_pairs()) == 1


def test_calls_of_two_threads_come_one_at_a_time(box):
    """The module is not told that there could be threads (CK_C_INITIALIZE_ARGS is not given)."""
    info = box.add("office")
    module = token.loaded(box.module)
    with ThreadPoolExecutor(1) as pool:
        with module._calling:
            waiting = pool.submit(module.find, info.serial)
            with pytest.raises(TimeoutError):
                waiting.result(0.3)
        assert waiting.result(10) == info


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
