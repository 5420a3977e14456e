# SPDX-License-Identifier: Apache-2.0
"""Texts: none missing, none left over, placeholders that are filled, sentences a person can read."""

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from assay.rules.bundled import load_bundled, resource
from assay.texts import LANGUAGES, PREBUILT, Texts, load_catalogue, load_texts, prebuild_catalogue, quoted

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*(ROOT / "core").rglob("*.py"), *(ROOT / "gui").rglob("*.py")]
CATALOGUE = load_catalogue(resource("texts", "en"))
SHAPE = re.compile(r"[a-z][a-z_]*(\.[A-Za-z0-9_-]+)+\Z")
FILE = re.compile(r"\.(css|html|j2|json|toml|typ|svg|py)\Z")
GROUPS = {text_id.partition(".")[0] for text_id in CATALOGUE}


def _constants(tree: ast.AST) -> Iterator[str]:
    """Text constants of a module, the fixed beginnings of f-strings marked by a trailing `*`."""
    nodes = list(ast.walk(tree))
    formatted = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    parts = {id(part) for node in formatted for part in node.values}
    for node in formatted:
        first = node.values[0] if node.values else None
        if id(node) not in parts and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield f"{first.value}*"
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


@cache
def _used() -> set[str]:
    """Text constants of the whole program. Read when a test asks: every worker loads this file."""
    return {text for path in SOURCES for text in _constants(ast.parse(path.read_text(encoding="utf-8")))}


def _data() -> str:
    """All words of our data files."""
    files = [path for path in (ROOT / "resources").rglob("*") if path.suffix in {".toml", ".j2", ".typ"}]
    return " ".join(path.read_text(encoding="utf-8") for path in files)


def test_every_text_the_program_names_exists() -> None:
    named = {text for text in _used() if SHAPE.match(text) and text.partition(".")[0] in GROUPS}
    missing = sorted(text for text in named if text not in CATALOGUE and not _is_group(text) and not FILE.search(text))
    assert missing == []


def _is_group(text: str) -> bool:
    return any(known.startswith(f"{text}.") for known in CATALOGUE)


def test_every_text_is_used() -> None:
    used, data = _used(), _data()
    beginnings = tuple(
        text[:-1] for text in used if text.endswith("*") and text.partition(".")[0] in GROUPS and "." in text
    )
    unused = [
        text
        for text in CATALOGUE
        if text not in used
        and text.removeprefix("error.") not in used
        and not text.startswith(beginnings)
        and text.rpartition(".")[2] not in used
        and text not in data
    ]
    assert unused == []


def _faults(entry: Mapping[str, str]) -> Iterator[str]:
    """What keeps a text from being whole."""
    if not entry.get("what", entry.get("tip", "")).strip():
        yield "empty"
    for member, told in entry.items():
        if "  " in told or told != told.strip():
            yield f"blanks in {member}"
        if not _can_be_filled(told):
            yield f"braces in {member}"
    if "why" in entry or "how" in entry:
        first = entry.get("what", "")
        if "://" in first or "_:" in first:
            yield f"an IRI in “{first}”"
        if not first.endswith((".", "?", "!", "”", "}")):
            yield f"no end of “{first}”"


def _can_be_filled(told: str) -> bool:
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(told) if name is not None}
    except ValueError:
        return False
    return all(name.isidentifier() for name in names)


def test_every_text_is_whole() -> None:
    """Thousands of texts in one test: each looked at in microseconds, every fault told."""
    assert len(CATALOGUE) > 1000
    assert [f"{text_id}: {fault}" for text_id in sorted(CATALOGUE) for fault in _faults(CATALOGUE[text_id])] == []


def test_what_is_not_whole_is_found() -> None:
    whole = {"what": "{name} is wrong.", "why": "Because.", "how": "Do it."}
    assert list(_faults(whole)) == []
    for spoilt in ("", " x.", "x  y.", "x", "see https://x.example.", "_:b0 is wrong.", "a { b.", "{} is wrong."):
        assert list(_faults(whole | {"what": spoilt})), spoilt
    assert list(_faults(whole | {"why": "Because {"}))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_told_twice(lang: str) -> None:
    """Of two files with the same text the later one would win, unseen."""
    told = [text for file in resource("texts", lang).glob("*.toml") for text in _ids(file)]
    assert [text for text, times in Counter(told).items() if times > 1] == []


def _ids(file: Path) -> list[str]:
    return re.findall(r"^\[(.+)\]$", file.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_prebuilt_catalogue_is_of_these_files() -> None:
    for lang in LANGUAGES:
        folder = resource("texts", lang)
        assert (folder / PREBUILT).read_bytes() == prebuild_catalogue(folder)


def test_a_parameter_is_shown_by_its_label_or_its_last_part() -> None:
    texts = Texts("en", {"t.x": {"what": "{a} and {b}"}}, load_bundled().texts("en"))
    gx = "https://w3id.org/gaia-x/development#"
    assert texts.say("t.x", a=f"property:{gx}legalAddress", b=f"class:{gx}Unheard") == "Legal address and Unheard"


def test_alternatives_are_listed_with_or() -> None:
    texts = load_texts("en").with_labels(load_bundled().texts("en"))
    assert (
        texts.part("shape.or", "why", {"expected": "any:class:urn:x:A|class:urn:x:B|class:urn:x:C"})
        == "Here belongs A, B or C."
    )


def test_one_is_not_many() -> None:
    texts = load_texts("en")
    assert texts.say("verdict.non_conformant", count=1) == "Does not conform: 1 thing to correct."
    assert texts.say("verdict.non_conformant", count=2) == "Does not conform: 2 things to correct."


def test_braces_in_values_stay_as_they_are() -> None:
    assert load_texts("en").part("shape.in_few", "what", {"property": "P", "value": "{0}{evil}"}) == (
        "P: “{0}{evil}” is not one of the allowed values."
    )


def test_an_unknown_text_is_seen_not_hidden() -> None:
    assert load_texts("en").say("no.such_text") == "no.such_text"


@pytest.mark.parametrize("said", ["text:cli.written", "all:text:cli.written|x", "class:https://x.example/A", "said:x"])
def test_what_a_document_says_is_never_taken_for_a_text_or_a_name(said: str) -> None:
    """A certificate, an issuer or a key may be called anything."""
    texts = Texts("en", {"x": {"what": "It is “{name}”."}, "cli.written": {"what": "Written to {name}."}})
    assert texts.say("x", name=quoted(said)) == f"It is “{said}”."
    assert texts.say("x", name="text:cli.written") == "It is “cli.written”."


@pytest.mark.parametrize("said", ["text:label.more", "any:any:a|b", "class:x#y", "advice:A", "said:x", "plain"])
def test_what_a_document_says_is_shown_as_it_stands(said: str) -> None:
    """A name such as `text:…` once ended in an error, or in a sentence of the program's chosen by the document."""
    told = load_texts("en").part("links.notary_unlisted", "why", {"issuer": quoted(said), "dated": "today"})
    assert f"“{said}”" in told


@pytest.mark.parametrize("said", ["text:label.more", "any:" * 5000, "all:" + "any:|" * 5000])
def test_no_parameter_ends_in_an_error(said: str) -> None:
    assert load_texts("en").part("links.notary_unlisted", "why", {"issuer": said, "dated": "today"})
