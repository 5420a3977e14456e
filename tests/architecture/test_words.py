# SPDX-License-Identifier: Apache-2.0
"""Words that must not stand in the repository: addresses of package indexes, notes of how the work was organised."""

import re

import pytest

from source_tree import ROOT, files, text_of

INDEX_HOSTS = re.compile("|".join(
    r"\.".join(parts)
    for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("deb", "debian", "org"), ("security", "debian", "org"),
        ("archive", "ubuntu", "com"), ("registry", "npmjs", "org"), ("crates", "io"), ("conda", "anaconda", "org"),
    )
))  # fmt: skip
"""A lock or document that names an index would send every machine to that one, whatever index it is set up for."""

WORKING_NOTES = re.compile(
    "|".join(
        (
            "this " + "session",
            "/work" + "/(main|shared)",
            r"\." + "library/",
            "cla" + "ude",
            "chat" + "gpt",
            "/tmp/w" + "/",
        )
    ),
    re.IGNORECASE,
)
PRIVATE_KEY = re.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----" + r"[\sA-Za-z0-9+/=\\n]{64,}")
BINARY = {".png", ".ico", ".icns", ".qm", ".pdf", ".zip", ".gz"}


def readable():
    return [path for path in files() if path.suffix not in BINARY]


def places(words: re.Pattern[str]) -> list[str]:
    """Where some words stand: file and line."""
    return [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}"
        for path in readable()
        for text in (text_of(path),)
        for found in words.finditer(text)
    ]


def test_something_is_read():
    assert sum(text_of(path).count("\n") for path in readable()) > 1000
    assert len(places(re.compile("Where some " + "words stand"))) == 1


def test_no_file_names_a_package_index():
    assert places(INDEX_HOSTS) == []


def test_locks_hold_digests_and_no_addresses():
    for name in ("runtime.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text
        pins = re.findall(r"^[a-z0-9-]+==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 20


def test_the_development_lock_holds_the_runtime_lock():
    runtime, dev = (
        set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / "requirements" / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("runtime.txt", "dev.txt")
    )
    assert runtime < dev


def test_no_notes_about_the_work_are_left():
    assert places(WORKING_NOTES) == []


def test_no_private_key_is_kept():
    """Whole keys; a header alone, as tests of refusals write it, is none."""
    assert places(PRIVATE_KEY) == []


def test_a_private_key_would_be_noticed():
    assert PRIVATE_KEY.search("-----BEGIN EC PRIVATE KEY-----\n" + "MHcCAQEEIA" * 8)
    assert not PRIVATE_KEY.search("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END")


@pytest.mark.parametrize(
    "name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "NOTICE"]
)
def test_every_path_a_document_names_exists(name):
    """A document that sends a reader to a file that is not there has gone stale."""
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:core|gui|resources|installers|tests|docs|requirements|\.ci)/[\w./-]+)`", text))
    named |= set(re.findall(r"\]\(([^)#:\s]+)\)", text))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
