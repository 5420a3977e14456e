# SPDX-License-Identifier: Apache-2.0
"""A process that is stopped at any point of its work with a vault loses nothing that it had done."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import vault_crashes
from key_specimens import PASSPHRASE
from secret_service import needs_secret_service

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are split in two")


@pytest.fixture
def folder():
    """In memory where there is a place for that: a process that dies takes nothing from the disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


def died(way, folder, passphrase, environment, most) -> int:
    path = {"PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    words = [sys.executable, vault_crashes.__file__, way, str(folder), passphrase, str(most)]
    done = subprocess.run(words, env={**environment, **path}, capture_output=True, text=True, timeout=240, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return int(done.stdout)


def test_stopped_at_every_point_under_a_passphrase(folder):
    """Made, three keys added, one replaced, one entry, three removed."""
    assert died("points", folder, PASSPHRASE, dict(os.environ), 9) > 100


@needs_secret_service
def test_stopped_at_every_point_with_the_secret_service(folder, secret_service):
    """Made, one key added: what follows does not ask the keyring."""
    assert died("points", folder, "", secret_service.environment, 2) > 30


def test_killed_at_random_points_under_a_passphrase(folder):
    assert died("kills", folder, PASSPHRASE, dict(os.environ), 130) == 130


@needs_secret_service
def test_killed_at_random_points_with_the_secret_service(folder, secret_service):
    assert died("kills", folder, "", secret_service.environment, 75) == 75
