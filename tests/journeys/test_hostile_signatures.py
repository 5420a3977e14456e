# SPDX-License-Identifier: Apache-2.0
"""Signed documents made to keep a verifier busy: an answer in time, and a window that goes on living meanwhile."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer

import tagus_specimens as tagus
from assay.finding import Outcome
from assay.identity.trust_folder import keep
from assay.linked_data.canonical import SECONDS
from assay.places import user_trust
from signing import did_document, signed_inside
from window import Window

MEGABYTE = 1_000_000
TICK = 20
"""Milliseconds between two signs of life that are counted."""


def _tangle(size: int) -> list[dict[str, Any]]:
    """Blank nodes that all refer to all others: alike from every side."""
    return [
        {"@id": f"_:n{number}", "vcard:related": [{"@id": f"_:n{other}"} for other in range(size) if other != number]}
        for number in range(size)
    ]


def _note(kind: str) -> list[Any]:
    if kind == "alike":
        return _tangle(10)
    rows = 4_000
    return [{"vcard:a": {"vcard:b": {}}, "vcard:c": "x" * (MEGABYTE // rows)} for _ in range(rows)]


@pytest.fixture
def kept_keys(window: Window) -> Any:
    """The issuer's keys among the trust files of the user, whose profile is the window's."""
    entry = keep(user_trust(), "did.json", json.dumps(did_document()).encode(), origin="", day="2026-11-22")
    yield
    (user_trust() / entry.file).unlink()
    (user_trust() / "index.toml").unlink()


@pytest.mark.usefixtures("kept_keys")
@pytest.mark.parametrize("kind", ["alike", "many"])
def test_a_tangle_is_given_up_on_and_the_window_lives(kind: str, window: Window, tmp_path: Path) -> None:
    signed = signed_inside(tagus.participant())
    signed["credentialSubject"]["vcard:note"] = _note(kind)
    path = tmp_path / "signed.json"
    path.write_text(json.dumps(signed))
    ticks: list[float] = []
    timer = QTimer(window.main)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start(TICK)
    window.desk.files = (path,)
    window.main.home.drop_zone.open_button.click()
    window.wait_until(lambda: window.session.current is not None and window.is_quiet())
    timer.stop()
    checked = window.session.current.checked
    outcome = next(
        entry.check for entry in checked.examination.report.checks if entry.check.id == "TAGUS-SIGNATURE-proof"
    )
    assert outcome.outcome is Outcome.NOT_CHECKED
    assert "proof.too_hard" in {found.text for found in checked.examination.report.findings}
    assert len(ticks) > SECONDS * 1000 / TICK / 4, "the window stood still while the signature was tried"
