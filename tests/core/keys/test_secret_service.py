# SPDX-License-Identifier: Apache-2.0
"""The keyring of Linux desktops, real: every kind of key, in this process and in the next; locked; and gone."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from assay.keys import keyring_access
from assay.keys.signer import KeyStoreError
from secret_service import needs_secret_service, running

pytestmark = needs_secret_service


def run(environment, code: str, *words: str) -> subprocess.CompletedProcess[str]:
    path = {"PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    words = (sys.executable, "-c", textwrap.dedent(code), *words)
    return subprocess.run(words, env={**environment, **path}, capture_output=True, text=True, timeout=60, check=False)


def test_it_starts_in_less_than_a_second_and_is_gone_with_the_test():
    started = time.monotonic()
    with running() as service:
        took = time.monotonic() - started
        place = Path(service.environment["HOME"])
        assert place.is_dir()
        mine = [entry for entry in processes() if str(place) in entry[1]]
        assert len(mine) >= 2
    assert took < 5  # seconds; a tenth of one where nothing else is done
    assert not place.exists()
    assert not [number for number, _ in mine if Path(f"/proc/{number}").exists()]


def processes():
    for place in Path("/proc").glob("[0-9]*"):
        try:
            told = (place / "cmdline").read_bytes() + (place / "environ").read_bytes()
        except OSError:
            continue
        yield int(place.name), told.decode(errors="replace")


def test_it_is_gone_when_the_process_that_asked_for_it_is_killed(tmp_path):
    code = (
        "import secret_service, time\nwith secret_service.running() as s: print(s.address, flush=True), time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path)), "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        address = child.stdout.readline().strip()
        assert address
        child.send_signal(signal.SIGKILL)
    ends = time.monotonic() + 10
    while left := [number for number, told in processes() if address in told]:
        assert time.monotonic() < ends, left
        time.sleep(0.02)


def test_it_is_what_is_found_by_itself_and_keeps_words(secret_service):
    code = """
        from assay.keys import keyring_access
        print(keyring_access.self_test())
        keyring_access.store("one", b"secret")
        print(keyring_access.fetch("one"), keyring_access.fetch("two"))
        keyring_access.forget("one"), keyring_access.forget("one")
        print(keyring_access.fetch("one"))
    """
    done = run(secret_service.environment, code)
    assert (done.stdout, done.stderr) == ("secret_service\nb'secret' None\nNone\n", "")
    assert secret_service.labels() == []


def test_locked_one_is_told_and_nothing_waits_for_ever(secret_service):
    code = """
        import sys
        from assay.keys import keyring_access
        from assay.keys.signer import KeyStoreError
        keyring_access.store("one", b"secret")
        print(flush=True)
        sys.stdin.readline()
        for asked in (keyring_access.store, keyring_access.fetch, keyring_access.forget):
            try:
                asked("one", *([b"other"] if asked is keyring_access.store else []))
            except KeyStoreError as error:
                print(error, error.__cause__, error.__suppress_context__)
    """  # in a process of its own: the library leaves the connection open there
    path = {"PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        env={**secret_service.environment, **path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == "\n"
        secret_service.lock()
        assert child.communicate("\n", timeout=30)[0] == "keyring.locked None True\n" * 3


def test_without_a_bus_there_is_none(tmp_path):
    environment = {name: told for name, told in os.environ.items() if not name.startswith("DBUS_")}
    nowhere = {
        **environment,
        "XDG_RUNTIME_DIR": str(tmp_path),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none",
    }
    code = """
        from assay.keys import keyring_access
        from assay.keys.signer import KeyStoreError
        try:
            keyring_access.self_test()
        except KeyStoreError as error:
            print(error)
    """
    done = run(nowhere, code)
    assert (done.stdout, done.stderr) == ("keyring.none\n", "")


def test_bus_that_goes_away_meanwhile_is_told(monkeypatch):
    with running() as service:
        service.use_here(monkeypatch)
        keyring_access.store("one", b"secret")
    with pytest.raises(KeyStoreError) as caught:
        keyring_access.fetch("one")
    assert caught.value.text_id in {"keyring.failed", "keyring.none"}
