# SPDX-License-Identifier: Apache-2.0
"""For every test: no Internet socket, no name look-up, one locale and zone, no screen, nobody's own data touched.

The environment is set when this file is loaded, before any test module imports Qt or asks for a folder; programs the
tests start inherit it.
"""

import gc
import os
import socket
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from screen import use_laptop_screen

FOLDERS = ("DATA", "CONFIG", "CACHE", "STATE")
_home = tempfile.TemporaryDirectory(prefix="assay-tests-")
for _folder in FOLDERS:
    os.environ[f"XDG_{_folder}_HOME"] = str(Path(_home.name) / _folder.lower())
    (Path(_home.name) / _folder.lower()).mkdir()
for _name in ("LC_ALL", "LANG"):
    os.environ[_name] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)
os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()
use_laptop_screen()
os.environ.pop("ASSAY_PASSPHRASE_FILE", None)
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each program that tests start compiles all it imports again

GARBAGE = (10_000, 20, 20)
"""Thresholds of the garbage collector while tests run."""
LONG = {"test_documents.py", "test_imported.py", "test_every_view.py", "test_keyboard_everywhere.py"}
"""Files with single tests of ten seconds and more."""
INTERNET = (socket.AF_INET, socket.AF_INET6)
LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})


class NetworkUsedError(BaseException):
    """A test, or something it runs, reached for the network. Not an Exception: no handler in between may hide it."""


def _forbid_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.__new__" and arguments[1] in INTERNET:
        message = "an Internet socket was opened"
        raise NetworkUsedError(message)
    if event in LOOKUPS:
        message = f"a name was looked up ({event})"
        raise NetworkUsedError(message)


sys.addaudithook(_forbid_network)  # an audit hook, for nothing can be patched back around it


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays to the end: nothing of it is looked at again and again for garbage.

    A seventh of all the time went there. What tests make is still looked at, in larger portions.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first: at the end, one process would work on it while the others have nothing left."""
    items.sort(key=lambda item: item.path.name not in LONG)


@pytest.fixture(autouse=True, scope="session")
def _remove_home() -> Iterator[None]:
    yield
    _home.cleanup()
