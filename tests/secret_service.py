# SPDX-License-Identifier: Apache-2.0
"""The Secret Service that Linux desktops have, real, on a bus of its own: nobody's own keyring is touched.

Both programs end with the pipe that holds them: they are gone when a test is, even one that was killed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
NAME = "org.freedesktop.secrets"
PATIENCE = 20.0
"""Seconds in which a machine with much else to do starts it; by itself it takes a tenth of one."""
needs_secret_service = pytest.mark.skipif(
    sys.platform == "win32" or None in map(shutil.which, PROGRAMS),
    reason="no gnome-keyring or no D-Bus on this machine",
)
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""No folder of services: nothing else can be started through it."""
_HELD = """exec 2>/dev/null
dbus-daemon --nofork --nopidfile --config-file="$1/bus.conf" & bus=$!
until [ -S "$1/bus" ]; do sleep 0.01; done
printf "a password" | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null & keyring=$!
cat
kill -KILL $keyring $bus
wait
"""


@dataclass(frozen=True)
class SecretService:
    """A keyring that answers."""

    environment: dict[str, str]
    """In which a program finds it, and only it."""

    @property
    def address(self) -> str:
        """Of its bus."""
        return self.environment["DBUS_SESSION_BUS_ADDRESS"]

    def use_here(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Lets this process find it, too; whatever keyring was found before is forgotten meanwhile."""
        import keyring.core
        from keyring.backends import SecretService

        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", self.address)
        monkeypatch.setattr(keyring.core, "_keyring_backend", SecretService.Keyring())

    def lock(self) -> None:
        """Locks it, as a desktop does: nobody is there to unlock it again."""
        with closing(_bus(self.address)) as connection:
            import secretstorage

            secretstorage.get_default_collection(connection).lock()

    def labels(self) -> list[str]:
        """What it keeps, by name."""
        with closing(_bus(self.address)) as connection:
            import secretstorage

            return [item.get_label() for item in secretstorage.get_default_collection(connection).get_all_items()]


@contextmanager
def running() -> Iterator[SecretService]:
    """A new one, empty and unlocked, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="assay-bus-", dir=_memory(), ignore_cleanup_errors=True) as name:
        home = Path(name)
        environment = _environment(home)
        (home / "bus.conf").write_text(_BUS.format(socket=home / "bus"), encoding="utf-8")
        held = subprocess.Popen(["sh", "-c", _HELD, "sh", str(home)], stdin=subprocess.PIPE, env=environment)
        assert held.stdin
        try:
            _until(lambda: _answers(environment["DBUS_SESSION_BUS_ADDRESS"]))
            yield SecretService(environment)
        finally:
            held.stdin.close()
            held.wait(PATIENCE)


@pytest.fixture
def secret_service() -> Iterator[SecretService]:
    """One for a test alone."""
    with running() as service:
        yield service


@pytest.fixture
def used_secret_service(secret_service: SecretService, monkeypatch: pytest.MonkeyPatch) -> SecretService:
    """One for a test alone, which this process uses."""
    secret_service.use_here(monkeypatch)
    return secret_service


def _environment(home: Path) -> dict[str, str]:
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    kept = {name: told for name, told in os.environ.items() if not name.startswith(("DBUS_", "GNOME_", "DISPLAY"))}
    folders = {f"XDG_{part}_HOME": str(home / part.lower()) for part in ("DATA", "CONFIG", "CACHE", "STATE")}
    address = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={home / 'bus'}"}
    return {**kept, **folders, **address, "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime)}


def _memory() -> str | None:
    """In memory where there is a place: it writes to the disk a lot. The path is short, as a socket wants it."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _until(is_so) -> None:
    ends = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > ends:
            pytest.fail("the Secret Service does not start")
        time.sleep(0.005)


def _answers(address: str) -> bool:
    """Whether it is there and has a place to keep things in."""
    from jeepney import DBusAddress, new_method_call

    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    place = DBusAddress("/org/freedesktop/secrets", NAME, "org.freedesktop.Secret.Service")
    try:
        connection = _bus(address)
    except OSError:
        return False
    with closing(connection):
        if connection.send_and_get_reply(new_method_call(bus, "NameHasOwner", "s", (NAME,)), timeout=1).body != (True,):
            return False
        found = connection.send_and_get_reply(new_method_call(place, "ReadAlias", "s", ("default",)), timeout=1)
        return found.body not in {("/",), ()}


def _bus(address: str):
    from jeepney.io.blocking import open_dbus_connection

    return open_dbus_connection(bus=address)
