# SPDX-License-Identifier: Apache-2.0
"""Every language says what English says: the same texts, the same members, the same placeholders, nothing left over.

A text that is missing at run time is given in English (`assay.texts`, `assay.rules.build`); here it is found first.
"""

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from assay.rules.bundled import resource
from assay.texts import DEFAULT_LANGUAGE, LANGUAGES, Catalogue, Texts, load_catalogue, load_texts

OTHERS = [lang for lang in LANGUAGES if lang != DEFAULT_LANGUAGE]
PACKS = sorted(Path(str(resource("rule_packs"))).iterdir())
ENGLISH = load_catalogue(resource("texts", DEFAULT_LANGUAGE))
LEFTOVER = re.compile(
    r"(?<![\w-])(?:the|and|of|is|are|were|not|with|your|it|its|this|that|which|from|what|when|who|how|whether|for"
    r"|should|must|cannot|could|has|have|been|does|only|where|there|because|every|each|another|other)(?![\w-])"
)
QUOTED = re.compile(r"“[^”]*”|„[^“]*“|«[^»]*»|\{[^}]*\}|--\w+|\w+\.\w+|<[^>]*>")
CODE = re.compile(r"“(@\w+|\w+:\S*|[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|data:\S+|\\\w|assay [a-z -]+)”")
PLACEHOLDER = re.compile(r"\{\w*\}")
SAME_EVERYWHERE = re.compile(r"[\W\d_]*(?:[A-Z0-9][\w./-]*(?:[ -]|\b)\W*)?")
"""Nothing but signs, or one name or abbreviation: it may be the same word in two languages."""


def fields(told: str) -> set[str]:
    """Names of the placeholders of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(told) if name is not None}


def differences(told: Catalogue, english: Catalogue) -> Iterator[str]:
    """Where a catalogue has other texts, members or placeholders than the English one."""
    yield from (f"missing {text_id}" for text_id in english.keys() - told.keys())
    yield from (f"unknown {text_id}" for text_id in told.keys() - english.keys())
    for text_id in told.keys() & english.keys():
        own, original = told[text_id], english[text_id]
        yield from (f"missing {text_id}.{member}" for member in original.keys() - own.keys())
        for member, sentence in own.items():
            plain = member.removesuffix("_one")
            if plain not in original:
                yield f"unknown {text_id}.{member}"
            elif (fields(sentence) ^ fields(original[plain])) - ({"count"} if member != plain else set()):
                yield f"placeholders of {text_id}.{member}"


def code_words(told: str) -> set[str]:
    """Names of members, types and commands in a text: they are the same in every language."""
    return set(CODE.findall(told))


def leftovers(told: str) -> list[str]:
    """English words outside of quotation marks."""
    return LEFTOVER.findall(QUOTED.sub("", told))


def words(lang: str) -> Iterator[tuple[str, str, str]]:
    """Every text of the program: its id and member, how the language tells it, and how English does."""
    for text_id, entry in load_catalogue(resource("texts", lang)).items():
        for member, told in entry.items():
            english = ENGLISH.get(text_id, {})
            yield f"{text_id}.{member}", told, english.get(member, english.get(member.removesuffix("_one"), ""))


def pack_words(pack: Path, lang: str) -> dict[str, str]:
    """Every text of a pack in one language as it is written, by section, name and member."""
    return dict(_flat("", tomllib.loads((pack / "texts" / f"{lang}.toml").read_text(encoding="utf-8"))))


def _flat(prefix: str, value: object) -> Iterator[tuple[str, str]]:
    if not isinstance(value, Mapping):
        yield prefix, str(value)
        return
    for key, inner in value.items():
        yield from _flat(f"{prefix}/{key}" if prefix else key, inner)


IN_PACKS = [(pack, lang) for pack in PACKS for lang in OTHERS]
NAMED = [f"{pack.name}-{lang}" for pack, lang in IN_PACKS]


@pytest.mark.parametrize("lang", OTHERS)
def test_every_text_is_told_with_the_same_placeholders(lang: str) -> None:
    assert sorted(differences(load_catalogue(resource("texts", lang)), ENGLISH)) == []


@pytest.mark.parametrize("lang", OTHERS)
def test_names_of_members_and_types_are_not_translated(lang: str) -> None:
    wrong = [at for at, told, english in words(lang) if any(word not in told for word in code_words(english))]
    assert wrong == []


@pytest.mark.parametrize("lang", OTHERS)
def test_no_text_is_left_in_english(lang: str) -> None:
    assert [(at, found) for at, told, _ in words(lang) if (found := leftovers(told))] == []
    same = [at for at, told, english in words(lang) if told == english and is_a_sentence(told)]
    assert same == []


def is_a_sentence(told: str) -> bool:
    """Whether a text has more to translate than signs, placeholders and one name."""
    return not SAME_EVERYWHERE.fullmatch(PLACEHOLDER.sub("", told)) and len(PLACEHOLDER.sub("", told).split()) > 2


@pytest.mark.parametrize("lang", OTHERS)
def test_texts_have_a_sane_length(lang: str) -> None:
    """Twice as long is no translation any more, and clips; half as long says less."""
    wrong = [
        (at, told)
        for at, told, english in words(lang)
        if len(english) > 20 and not 0.5 * len(english) <= len(told) <= 1.7 * len(english) + 12
    ]
    assert wrong == []


@pytest.mark.parametrize(("pack", "lang"), IN_PACKS, ids=NAMED)
def test_a_pack_tells_in_each_language_what_it_tells_in_english(pack: Path, lang: str) -> None:
    told, english = pack_words(pack, lang), pack_words(pack, DEFAULT_LANGUAGE)
    assert sorted(told.keys() ^ english.keys()) == []
    prefixes = {key: value for key, value in english.items() if key.startswith("prefixes/")}
    assert {key: told[key] for key in prefixes} == prefixes


@pytest.mark.parametrize(("pack", "lang"), IN_PACKS, ids=NAMED)
def test_no_name_of_a_pack_is_left_in_english(pack: Path, lang: str) -> None:
    told, english = pack_words(pack, lang), pack_words(pack, DEFAULT_LANGUAGE)
    spoken = {key: text for key, text in told.items() if not key.startswith("prefixes/") and key[-8:] != "/example"}
    assert [(key, found) for key, text in spoken.items() if (found := leftovers(text))] == []
    assert [key for key, text in spoken.items() if text == english.get(key) and len(text.split()) > 3] == []


def test_a_text_a_language_lacks_is_given_in_english() -> None:
    texts = Texts("xx", {"verdict.incomplete": {"what": "{reason}?"}})
    assert texts.say("verdict.incomplete", reason="a") == "a?"
    assert texts.say("summary.precheck") == load_texts(DEFAULT_LANGUAGE).say("summary.precheck")
    assert texts.has("summary.precheck")
    assert texts.say("no.such_text") == "no.such_text"
    assert not texts.has("no.such_text")


def test_nothing_else_is_read_in_english() -> None:
    load_texts.cache_clear()
    Texts("xx", {"summary.precheck": {"what": "x"}}).say("summary.precheck")
    assert load_texts.cache_info().currsize == 0


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, ["missing a.b"]),
        ({"a.b": {"what": "{x} x", "how": ""}, "a.c": {}}, ["unknown a.c"]),
        ({"a.b": {"what": "{x}"}}, ["missing a.b.how"]),
        ({"a.b": {"what": "{y}", "how": ""}}, ["placeholders of a.b.what"]),
        ({"a.b": {"what": "{x}", "how": "{x}"}}, ["placeholders of a.b.how"]),
        ({"a.b": {"what": "{x}", "how": "", "why": ""}}, ["unknown a.b.why"]),
        ({"a.b": {"what": "{x}", "how": "", "what_one": "{x}, {count}"}}, []),
    ],
)
def test_what_differs_is_seen(told: Catalogue, found: list[str]) -> None:
    assert sorted(differences(told, {"a.b": {"what": "{x}", "how": ""}})) == found


def test_what_was_left_in_english_is_seen() -> None:
    assert leftovers("Schreiben Sie „the end“ and nothing") == ["and"]
    assert is_a_sentence("Move it there.")
    assert not is_a_sentence("SHA-256 {name}")
    assert code_words("Write “credentialSubject” and “a word”, not “@type”.") == {"credentialSubject", "@type"}
