# SPDX-License-Identifier: Apache-2.0
"""`make WORD` and the set-up program's words are the same list, and `run` succeeds whatever the verdict is."""

import re

import pytest

import setup_environment
from source_tree import ROOT


def test_every_target_of_the_makefile_is_a_command():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE)) - {"help"}
    called = set(re.findall(r"\$\(ASSAY\) ([a-z]+)", makefile))
    assert targets == called == set(setup_environment.COMMANDS)


def test_sample_that_is_run_exists():
    assert setup_environment.SAMPLE.is_file()


@pytest.mark.parametrize("verdict", [0, 1, 2])
def test_running_the_sample_succeeds_with_any_verdict(monkeypatch, tmp_path, verdict):
    monkeypatch.setattr(setup_environment, "OUT", tmp_path / "out")
    monkeypatch.setattr(setup_environment, "python", lambda *_words: verdict)
    assert setup_environment.check_in_terminal(["a.json"]) == 0


@pytest.mark.parametrize("codes", [(4, 1), (1, 4), (3, 3), (-11, 1)])
def test_running_the_sample_fails_when_the_program_fails(monkeypatch, tmp_path, codes):
    left = list(codes)
    monkeypatch.setattr(setup_environment, "OUT", tmp_path / "out")
    monkeypatch.setattr(setup_environment, "python", lambda *_words: left.pop(0))
    assert setup_environment.check_in_terminal(["a.json"]) != 0


@pytest.mark.parametrize(
    ("codes", "expected"), [((1, 0, 0, 0), 1), ((0, 1, 0, 0), 1), ((0, 0, 2, 0), 2), ((0, 0, 0, 0), 0)]
)
def test_lint_fails_when_any_tool_does(monkeypatch, codes, expected):
    left = list(codes)
    monkeypatch.setattr(setup_environment.environment, "prepare", lambda _level: None)
    monkeypatch.setattr(setup_environment, "_start", lambda *_words: left.pop(0))
    assert setup_environment.lint([]) == expected
    assert left == []


def test_window_that_cannot_open_falls_back_to_the_terminal(monkeypatch):
    monkeypatch.setattr(setup_environment.environment, "prepare", lambda _level: None)
    monkeypatch.setattr(setup_environment, "has_screen", lambda: True)
    monkeypatch.setattr(setup_environment.system_packages, "missing_for_window", list)
    monkeypatch.setattr(setup_environment, "python", lambda *_words: -6)
    monkeypatch.setattr(setup_environment, "check_in_terminal", lambda paths: 40 + len(paths))
    assert setup_environment.run([]) == 41


@pytest.mark.parametrize(
    ("missing", "expected"), [(["gnome-keyring", "xvfb"], 0), (["gnome-keyring", "libegl1"], 1), (["libegl1"], 1)]
)
def test_tests_run_without_the_programs_that_some_of_them_start_and_not_without_the_window(
    monkeypatch, missing, expected
):
    monkeypatch.setattr(setup_environment.environment, "prepare", lambda _level: None)
    monkeypatch.setattr(setup_environment.system_packages, "missing_for_tests", lambda: missing)
    monkeypatch.setattr(setup_environment.system_packages, "install", lambda _packages: False)
    monkeypatch.setattr(setup_environment, "python", lambda *_words: 0)
    assert setup_environment.test([]) == expected
