# SPDX-License-Identifier: Apache-2.0
"""What is in the folder of trust files, taken in or put there by hand."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assay.identity.given_file import TrustFileError
from assay.identity.trust_folder import keep
from assay.trust_listing import list_others, list_trust, survey
from authority import ENDS, EV, MIDDLE, ROOT, Holder, certificate, pem

TODAY = date(2026, 11, 22)
ROOT_PEM = pem([certificate(ROOT, ROOT, ca=True)])


def put(path: Path, day: datetime) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(ROOT_PEM)
    os.utime(path, (day.timestamp(), day.timestamp()))


def test_an_empty_folder_and_none_hold_nothing(tmp_path: Path):
    assert list_trust(tmp_path / "none", TODAY) == ()
    assert list_others(tmp_path / "none", TODAY) == ()


def test_what_was_taken_in_is_not_told_twice(tmp_path: Path):
    kept = keep(tmp_path, "root.pem", ROOT_PEM, origin="by mail", day="2026-11-20")
    put(tmp_path / "below" / "hand.pem", datetime(2026, 11, 1, tzinfo=UTC))
    (listed,) = list_trust(tmp_path, TODAY)
    assert (listed.file, listed.origin, listed.imported, listed.days) == (kept.file, "by mail", "2026-11-20", 2)
    assert listed.holds is not None
    assert any(listed.holds.values())
    (other,) = list_others(tmp_path, TODAY)
    assert (other.file, other.imported, other.days) == (str(Path("below", "hand.pem")), "2026-11-01", 21)


def test_a_file_that_is_gone_is_told_as_gone(tmp_path: Path):
    kept = keep(tmp_path, "root.pem", ROOT_PEM, origin="", day="2026-11-20")
    (tmp_path / kept.file).unlink()
    assert [entry.holds for entry in list_trust(tmp_path, TODAY)] == [None]


def test_a_bad_file_put_there_by_hand_is_named(tmp_path: Path):
    (tmp_path / "broken.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    with pytest.raises(TrustFileError) as refused:
        list_others(tmp_path, TODAY)
    assert "broken.pem" in str(refused.value.params)


def test_a_survey_tells_every_file_and_what_is_wrong_with_it(tmp_path: Path):
    folder = tmp_path / "trust"
    chain = pem([certificate(Holder.of("Acme"), MIDDLE, policies=(EV,)), certificate(MIDDLE, ROOT, ca=True, below=0)])
    keep(folder, "chain.pem", chain, origin="x", day="2026-11-02")
    keep(folder, "changed.pem", pem([certificate(ROOT, ROOT, ca=True)]), origin="x", day="2026-11-02")
    keep(folder, "gone.pem", pem([certificate(MIDDLE, ROOT, ca=True)]), origin="x", day="2026-11-02")
    (folder / "changed.pem").write_text("other")
    (folder / "gone.pem").unlink()
    (folder / "broken.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (folder / "other.json").write_text("{")
    chain_file, changed, gone, by_hand, other = survey(folder, TODAY)
    assert other.holds is not None
    assert not any(other.holds.values())
    assert chain_file.holds is not None
    assert chain_file.ends == ENDS.date().isoformat()
    assert (chain_file.fault, chain_file.is_kept) == (None, True)
    assert changed.fault is not None
    assert changed.fault.text_id == "trust.changed"
    assert (gone.holds, gone.fault) == (None, None)
    assert by_hand.fault is not None
    assert not by_hand.is_kept
