# SPDX-License-Identifier: Apache-2.0
"""A process that is stopped at any point of its work on a project loses nothing that it had done."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import project_crashes

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are split in two")


@pytest.fixture
def folder():
    """In memory where there is a place for that: a process that dies takes nothing from the disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


def died(way, folder, most) -> int:
    words = [sys.executable, project_crashes.__file__, way, str(folder), str(most)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return int(done.stdout)


def test_stopped_at_every_point(folder):
    """Made, and a round of acts and half of another: files added, typed, taken back, merged, saved, removed."""
    assert died("points", folder, 24) > 140


def test_killed_at_random_points(folder):
    assert died("kills", folder, 100) == 100
