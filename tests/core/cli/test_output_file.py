# SPDX-License-Identifier: Apache-2.0
"""A report is written whole or not at all."""

import os
import stat

import pytest

from assay import whole_file
from assay.cli.output_file import refuse_bad_target, write_file
from assay.errors import UsageError


def test_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    target = tmp_path / "r.html"
    target.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole_file.os, "fsync", fail)
    with pytest.raises(UsageError) as caught:
        write_file(str(target), b"new")
    assert caught.value.text_id == "out_unwritable"
    assert caught.value.params["reason"] == "No space left on device"
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


@pytest.mark.skipif(os.name == "nt", reason="permissions of Unix")
def test_old_permissions_are_kept(tmp_path):
    target = tmp_path / "r.html"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_file(str(target), b"new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_link_stays_a_link_and_its_file_is_replaced(tmp_path):
    real, link = tmp_path / "real.html", tmp_path / "link.html"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_file(str(link), b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize("name", ["r" * 250, "é" * 120])
def test_long_names_leave_room_for_the_draft(tmp_path, name):
    write_file(str(tmp_path / name), b"new")
    assert (tmp_path / name).read_bytes() == b"new"


@pytest.mark.parametrize("target", ["a\0b", "x" * 5000])
def test_name_no_file_can_have(tmp_path, monkeypatch, target):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        write_file(target, b"new")
    assert caught.value.text_id == "out_unwritable"
    assert not list(tmp_path.iterdir())


def test_new_file_in_the_checked_folder_and_another_kind_of_file_are_allowed(tmp_path):
    (tmp_path / "report.html").write_bytes(b"old")
    refuse_bad_target(str(tmp_path / "report.html"), [str(tmp_path)])
    refuse_bad_target(str(tmp_path / "new.json"), [str(tmp_path), "-", "no-such-file"])


def test_pieces_that_end_too_early_leave_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "all.json"
    whole_file.write_pieces(target, (b"a", b"b"))
    assert target.read_bytes() == b"ab"

    def pieces():
        yield b"new"
        raise InterruptedError

    with pytest.raises(InterruptedError):
        whole_file.write_pieces(target, pieces())
    assert target.read_bytes() == b"ab"
    assert list(tmp_path.iterdir()) == [target]
