# SPDX-License-Identifier: Apache-2.0
"""Every finding and reason of reading has its sentences, every sentence is used, and none shows an address first."""

import re
import string
import tomllib
from pathlib import Path

import pytest

import assay.formats
from assay.credential import Generation, Kind
from assay.rules.bundled import resource

SOURCES = [path.read_text(encoding="utf-8") for path in sorted(Path(assay.formats.__file__).parent.glob("*.py"))]
OPENING = [
    Path(assay.formats.__file__).parents[1].joinpath(name).read_text(encoding="utf-8")
    for name in ("opening.py", "archive.py")
]
SIGNS = ("vocabulary", "class")
GENERATIONS = [generation.name.lower() for generation in Generation]
TEXTS = tomllib.loads(resource("texts", "en", "parse.toml").read_text(encoding="utf-8"))


def expanded(text_id: str) -> set[str]:
    """A text id written with a placeholder, for every value the placeholder takes."""
    values = {
        "{name}": ("header", "payload", "signature", "vc", "vp"),
        "{flaw.kind}": re.findall(r'"((?:json|too_deep|too_many|duplicate|half|not_a|number)_?\w*)"', "".join(SOURCES)),
        "{text_id}": re.findall(r'"(binary_\w+)"', "".join(SOURCES)),
        "{form}": ("vp_jwt", "presentation"),
        "{kind.value}": tuple(Kind),
        "{sign}_{found.name.lower()}": tuple(f"vocabulary_{found}" for found in GENERATIONS),
        "{sign}_{chosen.name.lower()}": tuple(f"{sign}_{found}" for sign in SIGNS for found in GENERATIONS),
        "vocabulary_{found.name.lower()}": (),
    }
    for mark, replacements in values.items():
        if mark in text_id:
            return {text_id.replace(mark, value) for value in replacements}
    return {text_id}


def used(area: str) -> set[str]:
    written = re.findall(rf'"({area}\.[\w{{}}.()]+)"', "".join(SOURCES))
    return {text_id.removeprefix(area + ".") for name in written for text_id in expanded(name)}


@pytest.mark.parametrize("area", ["parse", "recognised"])
def test_no_text_is_left_over(area):
    assert set(TEXTS[area]) - used(area) == set()


@pytest.mark.parametrize("area", ["parse", "recognised"])
def test_every_text_named_in_full_is_there(area):
    named = set(re.findall(rf'"{area}\.(\w+)"', "".join(SOURCES)))
    assert named - set(TEXTS[area]) == set()


def test_errors_of_opening_and_their_texts_are_the_same():
    named = set(re.findall(r'DocumentError\(\s*"(\w+)"', "".join(OPENING))) | set(
        re.findall(r'"(archive_\w+)"', "".join(OPENING))
    )
    assert named == set(TEXTS["error"])


@pytest.mark.parametrize("name", sorted(TEXTS["parse"]))
def test_findings_say_what_why_and_how_in_a_sentence_each(name):
    text = TEXTS["parse"][name]
    assert {"what", "why", "how"} <= set(text)
    for sentence in text.values():
        assert sentence.rstrip("”").endswith((".", "}"))
        assert sentence[0].isupper() or sentence[0] in "“{"
    assert "http" not in text["what"]
    assert "JSON-LD" not in text["what"]


@pytest.mark.parametrize("area", sorted(TEXTS))
def test_placeholders_are_plain_names(area):
    for text in TEXTS[area].values():
        for sentence in text.values():
            names = [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]
            assert all(name.isidentifier() for name in names)
