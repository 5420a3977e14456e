# SPDX-License-Identifier: Apache-2.0
"""What reading costs: nothing heavy is imported on the way, and hostile documents get an answer."""

import subprocess
import sys
import time
from typing import Any

import pytest

from assay.linked_data.expand import expand
from gaia_x_contexts import GAIA_X, credential, gaia_x_contexts

_SCRIPT = """
import sys
sys.path[:0] = {path!r}
from assay.credential import Credential
from assay.linked_data.contexts import bundled_contexts
from assay.linked_data.expand import expand
content = {{"@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiableCredential", "issuer": "did:web:a"}}
assert expand(Credential("", content), bundled_contexts()).path == "fast"
print(*(name for name in ("pyld", "rdflib", "pyshacl", "difflib") if name in sys.modules))
"""


def test_the_fast_path_imports_no_reference_implementation() -> None:
    script = _SCRIPT.format(path=sys.path)
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == ""


def _hostile() -> dict[str, Any]:
    return {
        "prefix slips": {f"g{number}:a": "x" for number in range(20_000)},
        "unknown words": {f"a b{number}": "x" for number in range(20_000)},
        "nameless things": {"gx:a": [{} for _ in range(120_000)]},
        "contexts by the thousand": [{"@context": GAIA_X, "gx:p": number} for number in range(2_500)],
        "lists by the thousand": {"gx:a": [{"@list": [1]} for _ in range(20_000)]},
        "one long word": {"x y" * 100_000: "1"},
        "deep": _nested(5_000),
    }


def _nested(depth: int) -> Any:
    found: Any = "x"
    for _ in range(depth):
        found = {"gx:a": found}
    return found


@pytest.mark.shared
@pytest.mark.parametrize("name", _hostile())
def test_a_hostile_document_gets_an_answer_soon(name: str) -> None:
    given = credential(_hostile()[name])
    start = time.process_time()
    expansion = expand(given, gaia_x_contexts())
    assert time.process_time() - start < 5  # some two seconds here; room for slow machines
    assert expansion.dropped or expansion.findings
