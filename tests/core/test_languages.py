# SPDX-License-Identifier: Apache-2.0
"""Every language says all that English says: the same texts, the same places to fill, and nothing left in English."""

import re
import string

import pytest

from assay.rules.bundled import bundled_packs, load_bundled, resource
from assay.rules.pack import PackTexts
from assay.texts import LANGUAGES, load_catalogue

ENGLISH = load_catalogue(resource("texts", "en"))
OTHERS = tuple(lang for lang in LANGUAGES if lang != "en")
STOP_WORDS = re.compile(
    r"\b(?:the|and|of|is|are|this|that|which|with|your|has|have|been|was|cannot|does)\b", re.IGNORECASE
)
IN_QUOTES = re.compile(r"“[^”]*”|„[^“]*“|«[^»]*»|\{[^}]*\}|“[^“]*“")
NAMES = re.compile(r"[\W\d_]*(?:\{\w*\}[\W\d_]*)*\Z")
"""Nothing but places to fill, numbers and signs."""


def _fields(told: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(told) if name is not None}


def _members(entry: dict[str, str]) -> set[str]:
    return {member.removesuffix("_one") for member in entry}


def test_three_languages_are_spoken() -> None:
    assert LANGUAGES == ("en", "de", "fr")


@pytest.mark.parametrize("lang", OTHERS)
def test_no_text_is_missing_and_none_left_over(lang: str) -> None:
    told = load_catalogue(resource("texts", lang))
    assert sorted(set(ENGLISH) ^ set(told)) == []
    assert [text for text in ENGLISH if _members(dict(ENGLISH[text])) != _members(dict(told[text]))] == []


@pytest.mark.parametrize("lang", OTHERS)
def test_the_same_places_are_filled(lang: str) -> None:
    """A form for one may leave out the number."""
    wrong = []
    for text, entry in load_catalogue(resource("texts", lang)).items():
        for member, told in entry.items():
            english = ENGLISH[text].get(member, ENGLISH[text].get(member.removesuffix("_one"), ""))
            if (_fields(told) ^ _fields(english)) - ({"count"} if member.endswith("_one") else set()):
                wrong.append(f"{text}.{member}")
    assert wrong == []


@pytest.mark.parametrize("lang", OTHERS)
def test_nothing_is_left_in_english(lang: str) -> None:
    left = []
    for text, entry in load_catalogue(resource("texts", lang)).items():
        left += [f"{text}.{member}" for member, told in entry.items() if STOP_WORDS.search(IN_QUOTES.sub("", told))]
    assert left == []


@pytest.mark.parametrize("lang", OTHERS)
def test_sentences_are_not_the_english_ones(lang: str) -> None:
    """A name may be the same in every language; a sentence of four words and more is not."""
    same = [
        f"{text}.{member}"
        for text, entry in load_catalogue(resource("texts", lang)).items()
        for member, told in entry.items()
        if told == ENGLISH[text].get(member) and len(told.split()) > 3 and not NAMES.match(told)
    ]
    assert same == []


@pytest.mark.parametrize("lang", OTHERS)
def test_sentences_are_whole(lang: str) -> None:
    wrong = []
    for text, entry in load_catalogue(resource("texts", lang)).items():
        for member, told in entry.items():
            if told != told.strip() or "  " in told or not told:
                wrong.append(f"{text}.{member}")
            if {"why", "how"} & set(entry) and member == "what" and ("://" in told or "_:" in told):
                wrong.append(f"{text}.{member}")
    assert wrong == []


@pytest.mark.parametrize("pack_id", bundled_packs())
def test_every_pack_speaks_every_language(pack_id: str) -> None:
    assert set(load_bundled(pack_id).languages) == set(LANGUAGES)


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("pack_id", bundled_packs())
def test_a_pack_names_the_same_things_in_every_language(pack_id: str, lang: str) -> None:
    english, told = (load_bundled(pack_id).texts(name) for name in ("en", lang))
    for name in ("of_class", "of_property", "of_datatype", "of_value_list", "of_criterion", "of_rule"):
        assert set(getattr(told, name)) == set(getattr(english, name)), name


def _spoken(texts: PackTexts) -> dict[str, str]:
    words = {**texts.of_class, **texts.of_property, **texts.of_criterion}
    helps = {key: found.help for key, found in words.items()}
    rules = {
        f"{key}.{name}": getattr(found, name) for key, found in texts.of_rule.items() for name in ("what", "why", "how")
    }
    return {**helps, **rules}


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("pack_id", bundled_packs())
def test_nothing_of_a_pack_is_left_in_english(pack_id: str, lang: str) -> None:
    english, told = (_spoken(load_bundled(pack_id).texts(name)) for name in ("en", lang))
    left = [key for key, text in told.items() if text == english.get(key) or STOP_WORDS.search(IN_QUOTES.sub("", text))]
    assert left == []
