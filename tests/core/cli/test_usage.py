# SPDX-License-Identifier: Apache-2.0
"""Wrong usage is told in words, with exit code 3; help and version are not failures."""

import re

import pytest

from assay.__main__ import main
from assay.cli import check as check_command
from assay.cli.parser import _LATER, parse
from assay.errors import UsageError
from assay.language import default_language
from assay.texts import load_texts


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "COMMAND"),
        (("frob",), "frob"),
        (("check",), "PATH"),
        (("check", "x", "--dra"), "--dra"),
        (("check", "x", "--format", "sarif"), "sarif"),
        (("check", "x", "--level", "L4"), "L4"),
        (("check", "x", "--lang", "xx"), "xx"),
        (("check", "x", "--jobs", "0"), "0"),
        (("check", "x", "--jobs", "many"), "many"),
        (("check", "x", "--at", "noon"), "noon"),
        (("check", "x", "--at", "2026-11-22T10:00:00"), "zone"),
        (("check", "x", "--at", "0001-01-01T00:00:00+14:00"), "0001"),
        (("check", "x", "--pack", "none-such"), "gaia-x-loire-25.11"),
        (("check", "x", "--did", "did.json"), "did.json: This file of keys cannot be read"),
        (("check", "x", "--trust-dir", "no-such"), "no-such: There is no such folder"),
        (("check", "x", "--engine", "gxdch"), "loire-lab, loire-production"),
        (("check", ""), "does not exist"),
        (("decode",), "FILE"),
        (("decode", "no-such-file"), "no-such-file"),
        (("packs",), "ACTION"),
        (("packs", "show"), "ID"),
        (("packs", "show", "none-such"), "gaia-x-loire-25.11"),
        (("packs", "import", "no-such-file"), "no-such-file: There is no such file"),
        (("packs", "import", "x", "--valid-from", "tomorrow"), "tomorrow"),
        (("packs", "verify", "none-such"), "gaia-x-loire-25.11"),
        (("packs", "diff", "none-such", "none-such"), "gaia-x-loire-25.11"),
        *(((command,), "later version") for command in _LATER),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage(capsys, words, told):
    assert main(words) == 3
    out, err = capsys.readouterr()
    assert told in err
    assert out == ""


@pytest.mark.parametrize("words", [(), ("check",), ("decode",), ("packs",), ("packs", "list"), ("packs", "show")])
def test_help_is_in_words(capsys, words):
    """Every option has a text: a text id that shows would have a dot between two words."""
    assert main((*words, "--help")) == 0
    told = capsys.readouterr().out
    assert not re.search(r"\bcli\.", told)
    assert told.startswith("usage: assay")


def test_version(capsys):
    assert main(("--version",)) == 0
    assert re.fullmatch(r"assay \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_help_knows_every_option_of_this_step(capsys):
    main(("check", "--help"))
    told = capsys.readouterr().out
    for option in ["pack", "level", "draft", "at", "cross-check", "together", "format", "out", "lang", "jobs", "quiet"]:
        assert f"--{option} " in told or f"--{option}\n" in told or f"[--{option}]" in told


def test_unforeseen_failure_is_exit_code_4_without_a_word_of_the_document(capsys, monkeypatch, tmp_path):
    def fail(*_: object) -> int:
        raise LookupError("secret of the document")

    monkeypatch.setattr(check_command, "run", fail)
    assert main(("check", "x")) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert "LookupError" in err
    assert "test_usage.py:" in err
    assert "report" in err
    assert "secret" not in err
    assert "Traceback" not in err


def test_failure_is_told_even_where_the_texts_are_damaged(capsys, monkeypatch):
    import assay.texts

    def damaged(*_: object) -> None:
        raise OSError

    load_texts.cache_clear()
    monkeypatch.setattr(assay.texts, "load_catalogue", damaged)
    assert main(("check", "x")) == 4
    assert "OSError" in capsys.readouterr().err
    load_texts.cache_clear()


def test_interrupt_is_exit_code_130(monkeypatch):
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(check_command, "run", interrupt)
    assert main(("check", "x")) == 130


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "xx_XX.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "en"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_default_language(environment, language):
    assert default_language(environment) == language


def test_language_comes_from_the_first_variable_that_is_set(monkeypatch):
    monkeypatch.setattr("assay.language.LANGUAGES", ("en", "de", "fr"))
    assert default_language({"LC_ALL": "de_AT", "LANG": "fr"}) == "de"
    assert default_language({"LC_ALL": "", "LC_MESSAGES": "fr_BE.UTF-8", "LANG": "de"}) == "fr"
    assert default_language({"LC_ALL": "C", "LANG": "fr"}) == "en"


def test_the_desktop_is_asked_only_where_the_environment_says_nothing(monkeypatch):
    monkeypatch.setattr("assay.language.LANGUAGES", ("en", "de", "fr"))
    assert default_language({}, "de-DE") == "de"
    assert default_language({"LANG": ""}, "fr_FR") == "fr"
    assert default_language({"LANG": "fr_FR.UTF-8"}, "de_DE") == "fr"
    assert default_language({"LANG": "C.UTF-8"}, "de_DE") == "en"
    assert default_language({}, "it-IT") == "en"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("check",), "usage_missing"),
        (("check", "x", "--levle"), "usage_unknown"),
        (("check", "x", "--level", "Z"), "usage_choice"),
        (("chek",), "usage_choice"),
        (("check", "x", "--at"), "usage_value"),
        (("check", "x", "--draft=1"), "usage_no_value"),
    ],
)
def test_what_the_parser_finds_wrong_is_told_in_our_own_words(words, text):
    """Its own sentences are English, whatever the language: one that is not recognised would come out as `usage`."""
    with pytest.raises(UsageError) as raised:
        parse(words, load_texts())
    assert raised.value.text_id == text
    assert all("'" not in str(value) for value in raised.value.params.values())
