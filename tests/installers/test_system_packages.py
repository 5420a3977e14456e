# SPDX-License-Identifier: Apache-2.0
"""Packages of the operating system: found missing by their libraries, installed only with the right to."""

import sys

import pytest

import system_packages

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages exist on Linux only")


@linux
def test_library_that_does_not_load_names_its_package_once(monkeypatch):
    absent = {"libnot-there.so.1": "libnot1", "libnot-there-either.so.1": "libnot1"}
    monkeypatch.setattr(system_packages, "LIBRARIES", absent)
    assert system_packages.missing_for_window()[:1] == ["libnot1"]
    assert system_packages.missing_for_window().count("libnot1") == 1


@linux
def test_library_that_loads_is_not_missing(monkeypatch):
    monkeypatch.setattr(system_packages, "LIBRARIES", {"libc.so.6": "libc6"})
    assert "libc6" not in system_packages.missing_for_window()


@linux
def test_machine_without_fonts_needs_one(monkeypatch, tmp_path):
    monkeypatch.setattr(system_packages, "LIBRARIES", {})
    monkeypatch.setattr(system_packages, "FONT_FOLDERS", (str(tmp_path),))
    assert system_packages.missing_for_window() == [system_packages.FONT_PACKAGE]
    (tmp_path / "Some.ttf").touch()
    assert system_packages.missing_for_window() == []


@linux
def test_programs_that_tests_start_are_found_missing_by_name(monkeypatch):
    monkeypatch.setattr(system_packages, "missing_for_window", lambda: ["libegl1"])
    monkeypatch.setattr(system_packages.shutil, "which", lambda program: None if "daemon" in program else program)
    assert system_packages.missing_for_tests() == ["libegl1", "dbus-daemon", "gnome-keyring"]
    monkeypatch.setattr(system_packages.shutil, "which", lambda program: program)
    assert system_packages.missing_for_tests() == ["libegl1"]


def test_without_the_right_to_install_the_command_is_named(monkeypatch, capsys):
    monkeypatch.setattr(system_packages, "_rights", lambda: None)
    assert not system_packages.install(["libegl1", "xvfb"])
    assert "sudo apt-get install -y --no-install-recommends libegl1 xvfb" in capsys.readouterr().out


def test_failed_installation_is_not_called_done(monkeypatch, capsys):
    monkeypatch.setattr(system_packages, "_rights", list)
    monkeypatch.setattr(system_packages, "_apt_get", lambda _prefix, *words: 100 if "install" in words else 0)
    assert not system_packages.install(["libegl1"])
    assert "libegl1" in capsys.readouterr().out


def test_failed_update_does_not_stop_the_installation(monkeypatch):
    monkeypatch.setattr(system_packages, "_rights", list)
    monkeypatch.setattr(system_packages, "_apt_get", lambda _prefix, *words: 0 if "install" in words else 100)
    assert system_packages.install(["libegl1"])


def test_nothing_missing_asks_for_no_rights(monkeypatch):
    monkeypatch.setattr(system_packages, "_rights", lambda: pytest.fail("asked for rights"))
    assert system_packages.install([])
