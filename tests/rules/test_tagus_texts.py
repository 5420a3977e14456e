# SPDX-License-Identifier: Apache-2.0
"""Names and explanations of every class, property and value list of the Tagus pack, in each of its languages."""

import re
from collections import Counter
from functools import cache

import pytest

from assay.claims import ClaimsGraph, Literal, is_blank
from assay.linked_data.rdf import parse_json_ld, parse_turtle
from assay.rules.library import load
from assay.rules.pack_texts import PackTexts, Words, value_list_key
from assay.rules.turtle import value_lists
from assay.shacl.vocabulary import SH
from shared import shared_path

PACK = load("gaia-x-tagus-22.10")
LANGUAGES = PACK.languages
FOR_MACHINES = re.compile(r"://|www\.|#\w|\bgx:|\bsh:|\bxsd:|[{}<>_]")
RUN = 7


@cache
def shapes() -> ClaimsGraph:
    return ClaimsGraph(parse_turtle(PACK.shapes_turtle))


def texts(lang: str) -> PackTexts:
    return PACK.texts(lang)


def every_word(lang: str) -> dict[str, Words]:
    return {**texts(lang).of_class, **texts(lang).of_property}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_class_and_property_has_a_name_and_an_explanation(lang: str) -> None:
    classes = {*shapes().with_predicate(SH + "targetClass"), *shapes().with_predicate(SH + "class")}
    paths = {path for path in shapes().with_predicate(SH + "path") if not is_blank(path)}
    assert (len(classes), len(paths)) == (21, 122)
    assert set(texts(lang).classes()) == classes
    assert set(texts(lang).properties()) == paths


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_datatype_and_value_list_is_told(lang: str) -> None:
    assert {str(iri) for iri in shapes().with_predicate(SH + "datatype")} <= set(texts(lang).of_datatype)
    for items, label in value_lists(shapes()).items():
        told = texts(lang).of_value_list.get(value_list_key(items), "")
        values = [item.value for item in items if isinstance(item, Literal)]
        assert any(re.search(rf"(?<![\w-]){re.escape(value)}(?![\w-])", told) for value in values), label


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_are_short_and_different(lang: str) -> None:
    labels = [words.label for words in every_word(lang).values()]
    assert [label for label in labels if len(label) > 60 or label.endswith(".") or label != label.strip()] == []
    assert [label for label, times in Counter(labels).items() if times > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_explanation_is_one_sentence_of_its_own(lang: str) -> None:
    told = [words.help for words in every_word(lang).values()]
    assert [text for text in told if not 12 <= len(text) <= 180 or not text.endswith(".")] == []
    assert [text for text in told if re.search(r"[.!?]\s+\S", text)] == []
    assert [text for text, times in Counter(told).items() if times > 1] == []
    shown = [text for words in every_word(lang).values() for text in (words.label, words.help)]
    assert [text for text in shown if FOR_MACHINES.search(text)] == []


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


@pytest.mark.shared
def test_the_words_are_our_own() -> None:
    """No explanation repeats seven words in a row of an official name, description or message."""
    official = parse_json_ld(shared_path("reference", "tagus-22.10", "input__01_original__gx_shacl.json").read_bytes())
    prose = {SH + name for name in ("name", "description", "message")}
    told = [value.value for _, predicate, value in official if predicate in prose and isinstance(value, Literal)]
    assert len(told) > 100
    borrowed = set().union(*map(_runs, told))
    assert [words.help for words in every_word("en").values() if _runs(words.help) & borrowed] == []
