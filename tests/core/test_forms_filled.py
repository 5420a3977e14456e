# SPDX-License-Identifier: Apache-2.0
"""For every class of both bundled packs: form, filled, written, checked: nothing to correct in its content."""

import random
from datetime import UTC, datetime

import pytest

from assay.authoring.forms.new_documents import NewCredential, credential_written
from assay.finding import Severity, Stage
from assay.rules.bundled import load_bundled
from checking import examined
from form_filling import Filling

PACKS = ("gaia-x-loire-25.11", "gaia-x-tagus-22.10")
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def classes() -> list[tuple[str, str]]:
    found = []
    for name in PACKS:
        program = load_bundled(name).program
        assert program is not None
        found += [(name, cls) for cls in program.targets["classes"]]
    return found


@pytest.mark.parametrize("generosity", [0.0, 0.5])
@pytest.mark.parametrize(("name", "cls"), classes())
def test_every_class(name: str, cls: str, generosity: float) -> None:
    pack = load_bundled(name)
    filling = Filling(pack, random.Random(f"{cls} {generosity}"), generosity)
    new = NewCredential(filling.part(cls), "https://acme.example/credentials/x.json", "did:web:acme.example", NOW)
    found = examined(credential_written(new, pack), pack=name)
    told = [f for f in found.report.findings if f.severity is Severity.VIOLATION and f.stage is Stage.CONTENT]
    assert not told, [(f.message, f.location) for f in told]
