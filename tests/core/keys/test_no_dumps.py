# SPDX-License-Identifier: Apache-2.0
"""A process with an open vault leaves no picture of its memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from keys_at_hand import PASSPHRASE

CODE = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
from assay.keys.vault import make_vault
before = resource.getrlimit(resource.RLIMIT_CORE)[0]
make_vault(Path(sys.argv[1]), sys.stdin.read())
print(before, resource.getrlimit(resource.RLIMIT_CORE)[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="core files of Unix")
def test_no_core_file_of_a_process_with_keys(tmp_path: Path) -> None:
    import os

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    words = [sys.executable, "-c", CODE, str(tmp_path / "keys")]
    ran = subprocess.run(words, input=PASSPHRASE, capture_output=True, text=True, env=environment, check=True)
    before, after = ran.stdout.split()
    assert after == "0"
    if before == "0":
        pytest.skip("this system allows no core files anyway")
