# SPDX-License-Identifier: Apache-2.0
"""The guard of tests/conftest.py itself: it must bite, else every offline test would be green for nothing."""

import os
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import pytest


@pytest.fixture
def network_used(request: pytest.FixtureRequest) -> type[BaseException]:
    for plugin in request.config.pluginmanager.get_plugins():
        if hasattr(plugin, "NetworkUsedError"):
            return plugin.NetworkUsedError
    raise AssertionError("the guard is not installed")


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_internet_socket_is_refused(family, network_used):
    with pytest.raises(network_used):
        socket.socket(family, socket.SOCK_STREAM)


def test_name_lookup_is_refused(network_used):
    with pytest.raises(network_used):
        socket.getaddrinfo("gaia-x.example", 443)


def test_library_that_swallows_errors_does_not_hide_it(network_used):
    with pytest.raises(network_used):
        urllib.request.urlopen("http://127.0.0.1:9/")


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no Unix sockets on this system")
def test_unix_socket_is_allowed():
    one, other = socket.socketpair()
    one.close()
    other.close()


def test_user_folders_lie_in_a_temporary_place():
    for folder in ("DATA", "CONFIG", "CACHE", "STATE"):
        assert Path(os.environ[f"XDG_{folder}_HOME"]).is_relative_to(tempfile.gettempdir())


def test_clock_runs_in_utc_for_started_programs_too():
    code = "import time; print(time.strftime('%z', time.localtime(1_750_000_000)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "+0000"
    )
