# SPDX-License-Identifier: Apache-2.0
"""A changed copy of an example extension in the place of the bundled one."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from assay import extensions as extensions_module
from assay.rules.library import load
from assay.rules.pack import RulePack
from extension_specimens import AERO, Change, Patched, changed_pack


@pytest.fixture
def patched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Patched:
    """Has a changed copy of the example judge in its place."""

    def make(changes: Mapping[str, Change]) -> RulePack:
        pack = changed_pack(tmp_path, AERO, changes)
        monkeypatch.setattr(
            extensions_module, "load", lambda name, moment: pack if name == AERO else load(name, moment)
        )
        return pack

    return make
