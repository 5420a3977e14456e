# SPDX-License-Identifier: Apache-2.0
"""Set-up does what is missing, no more, and never takes half an installation for a whole one."""

import json

import pytest

import environment
from environment import SetupError


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A checkout in a temporary folder, where pip and venv are only written down."""
    done = []
    (tmp_path / "requirements").mkdir()
    for name in ("requirements/runtime.txt", "requirements/dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(environment, "_runs", lambda _python, _code: (tmp_path / ".venv").is_dir())

    def make():
        done.append("make")
        (tmp_path / ".venv").mkdir(exist_ok=True)

    def pip(*words):
        done.append(next(word for word in words if word in {"--require-hashes", "--editable", "check"}))

    monkeypatch.setattr(environment, "_make", make)
    monkeypatch.setattr(environment, "_pip", pip)

    def prepare(level):
        done.clear()
        environment.prepare(level)
        return list(done)

    prepare.root = tmp_path
    return prepare


def test_first_time_makes_and_installs_everything(machine):
    assert machine("runtime") == ["make", "--require-hashes", "--editable", "check"]


def test_second_time_does_nothing(machine):
    machine("dev")
    assert machine("dev") == []


def test_development_packages_include_the_runtime_ones(machine):
    machine("dev")
    assert machine("runtime") == []


def test_runtime_packages_do_not_include_the_development_ones(machine):
    machine("runtime")
    assert machine("dev") == ["--require-hashes", "--editable", "check"]


def test_changed_lock_is_installed(machine):
    machine("dev")
    (machine.root / "requirements" / "dev.txt").write_text("other")
    assert machine("dev") == ["--require-hashes", "--editable", "check"]


def test_changed_project_file_installs_the_checkout_only(machine):
    machine("dev")
    (machine.root / "pyproject.toml").write_text("other")
    assert machine("dev") == ["--editable", "check"]


def test_moved_checkout_is_installed_again(machine):
    machine("dev")
    stamp = machine.root / ".venv" / "stamp.json"
    stamp.write_text(json.dumps({**json.loads(stamp.read_text()), "root": "/elsewhere"}))
    assert machine("dev") == ["--editable", "check"]


def test_half_an_installation_is_not_taken_for_a_whole_one(machine, monkeypatch):
    def fail(*_words):
        raise SetupError("no index")

    with monkeypatch.context() as broken:
        broken.setattr(environment, "_pip", fail)
        with pytest.raises(SetupError):
            machine("dev")
    assert machine("dev") == ["--require-hashes", "--editable", "check"]


@pytest.mark.parametrize("content", ["", "[]", "{", '"dev"'])
def test_damaged_stamp_means_install_again(machine, content):
    machine("dev")
    (machine.root / ".venv" / "stamp.json").write_text(content)
    assert machine("dev") == ["--require-hashes", "--editable", "check"]


def test_too_old_python_without_another_says_what_is_needed(monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(environment.shutil, "which", lambda _name: None)
    with pytest.raises(SetupError, match=r"needs Python 3\.11 or later; here is 3\.9"):
        environment.find_python()


def test_too_old_python_takes_the_newest_that_fits(monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(environment.shutil, "which", lambda name: f"/usr/bin/{name}" if name == "python3.12" else None)
    monkeypatch.setattr(environment, "_runs", lambda _python, _code: True)
    assert environment.find_python() == "/usr/bin/python3.12"
