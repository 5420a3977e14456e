# SPDX-License-Identifier: Apache-2.0
"""Names and explanations of every class, property and value list of the Loire pack, in each of its languages."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

import pytest

from assay.claims import ClaimsGraph, Literal, is_blank
from assay.linked_data.rdf import parse_turtle
from assay.rules.bundled import load_bundled
from assay.rules.pack_texts import PackTexts, Words, value_list_key
from assay.rules.turtle import value_lists
from assay.shacl.vocabulary import SH
from shared import shared_path

LANGUAGES = load_bundled().languages
PLACEHOLDER = re.compile(r"[{}<>_]|\b(?:TBD|TODO|FIXME|XXX|lorem|foo|bar)\b|\?\?", re.IGNORECASE)
ADDRESS = re.compile(r"://|www\.|#\w|\bgx:|\bsh:|\bxsd:")
ABBREVIATIONS = re.compile(r"\b(?:e\.g|i\.e|z\. ?B|d\. ?h|bzw|ca|etc)\.")


@cache
def shapes() -> ClaimsGraph:
    return ClaimsGraph(parse_turtle(load_bundled().shapes_turtle))


def texts(lang: str) -> PackTexts:
    return load_bundled().texts(lang)


def every_word(lang: str) -> dict[str, Words]:
    return {**texts(lang).of_class, **texts(lang).of_property}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_class_has_a_name_and_an_explanation(lang: str) -> None:
    classes = {*shapes().with_predicate(SH + "targetClass"), *shapes().with_predicate(SH + "class")}
    assert len(classes) == 166
    assert set(texts(lang).classes()) == classes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_property_has_a_name_and_an_explanation(lang: str) -> None:
    paths = {path for path in shapes().with_predicate(SH + "path") if not is_blank(path)}
    assert len(paths) == 357
    assert set(texts(lang).properties()) == paths


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_datatype_of_the_shapes_is_told(lang: str) -> None:
    assert {str(iri) for iri in shapes().with_predicate(SH + "datatype")} <= set(texts(lang).of_datatype)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_list_is_told_by_one_of_its_values(lang: str) -> None:
    """`such as X` must name something the list accepts; only the digests of terms are no example to show."""
    untrue = []
    for items, label in value_lists(shapes()).items():
        told = texts(lang).of_value_list.get(value_list_key(items), "")
        values = [item.value for item in items if isinstance(item, Literal)]
        shown = any(re.search(rf"(?<![\w-]){re.escape(value)}(?![\w-])", told) for value in values)
        if not shown and not (told and all(len(value) == 64 for value in values)):
            untrue.append((label, told))
    assert untrue == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_are_short_and_different(lang: str) -> None:
    labels = [words.label for words in every_word(lang).values()]
    assert [label for label in labels if len(label) > 60 or label.endswith(".") or label != label.strip()] == []
    assert [label for label, times in Counter(labels).items() if times > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_are_words_and_not_identifiers(lang: str) -> None:
    """`gpuReq` is an identifier; a person reads words. Abbreviations in capitals are words of the trade."""
    assert [w.label for w in every_word(lang).values() if re.search(r"\b[a-z]+[A-Z]", w.label)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_explanation_is_one_sentence(lang: str) -> None:
    wrong = []
    for words in every_word(lang).values():
        told = ABBREVIATIONS.sub("", words.help)
        if not 12 <= len(words.help) <= 180 or not words.help.endswith(".") or re.search(r"[.!?]\s+\S", told):
            wrong.append(words.help)
    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_explanation_is_used_twice(lang: str) -> None:
    helps = Counter(words.help for words in every_word(lang).values())
    assert [told for told, times in helps.items() if times > 1] == []


@pytest.mark.parametrize("pack", ["gaia-x-loire-25.11", "gaia-x-tagus-22.10"])
def test_names_of_entries_are_of_entries_that_there_are_and_tell_them_apart(pack: str) -> None:
    found = load_bundled(pack)
    lists = value_lists(ClaimsGraph(parse_turtle(found.shapes_turtle)))
    values = {value_list_key(items): {i.value for i in items if isinstance(i, Literal)} for items in lists}
    told = [found.texts(lang).of_entry for lang in LANGUAGES]
    assert told[0]
    for entries in told:
        assert {key: set(names) for key, names in entries.items()} == {key: set(n) for key, n in told[0].items()}
        for key, names in entries.items():
            assert set(names) <= values[key]
            shown = [names.get(value, value) for value in values[key]]
            assert len(set(shown)) == len(shown)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_explanations_say_more_than_the_name(lang: str) -> None:
    assert [w for w in every_word(lang).values() if not set(tokens(w.help)) - set(tokens(w.label))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_address_and_nothing_unfinished_is_shown(lang: str) -> None:
    told = [text for words in every_word(lang).values() for text in (words.label, words.help)]
    assert [text for text in told if ADDRESS.search(text) or PLACEHOLDER.search(text)] == []
    lists = [*texts(lang).of_datatype.values(), *texts(lang).of_value_list.values()]
    assert [text for text in lists if ADDRESS.search(text) or text.endswith(".")] == []


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def official_descriptions() -> Iterator[str]:
    """Of shapes, and of the classes and properties of the pack; not of the thousands of enumeration values."""
    ours = every_word("en")
    for name in ("gx.shacl.ttl", "gx.owl.ttl"):
        for subject, predicate, obj in parse_turtle(shared_path("reference", "loire-25.11", name).read_bytes()):
            if predicate == SH + "description" or (predicate.endswith("#definition") and subject in ours):
                assert isinstance(obj, Literal)
                yield obj.value


def runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@pytest.mark.shared
def test_the_words_are_our_own() -> None:
    """No explanation repeats seven words in a row of an official description, or is nearly one."""
    official = [tokens(told) for told in sorted(set(official_descriptions()))]
    assert len(official) > 400
    borrowed = set().union(*(runs(told, 7) for told in official))
    copied = []
    for words in every_word("en").values():
        mine = tokens(words.help)
        if runs(mine, 7) & borrowed or any(_alike(mine, theirs) for theirs in official):
            copied.append(words.help)
    assert copied == []


def _alike(mine: list[str], theirs: list[str]) -> bool:
    """Whether four fifths of the words stand in the same order; the quick bounds come first, for there are many."""
    if 2 * min(len(mine), len(theirs)) <= 0.8 * (len(mine) + len(theirs)):
        return False
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return matcher.quick_ratio() > 0.8 and matcher.ratio() > 0.8
