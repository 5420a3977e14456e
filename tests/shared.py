# SPDX-License-Identifier: Apache-2.0
"""Reference data, corpus and suites that lie beside the repository: too large, or not ours, to be kept in it."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared"


def shared_path(*parts: str) -> Path:
    """The file or folder at `parts`; skips the test where it is absent, fails it where everything must run (`CI`)."""
    found = Path(os.environ.get("ASSAY_SHARED", _BESIDE)).joinpath(*parts)
    if not found.exists():
        reason = f"no reference data at {'/'.join(parts)}: set ASSAY_SHARED to its folder"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason, allow_module_level=True)  # some modules list their cases from the data
    return found
