# SPDX-License-Identifier: Apache-2.0
"""Each rule of each bundled pack is told in words, in each of the pack's languages, with its clause and an example."""

import re
from difflib import SequenceMatcher

import pytest

from assay.rules.bundled import load_bundled
from assay.rules.pack_texts import RuleWords
from pack_rules import BASE_PACKS, every_rule

PACKS_AND_LANGUAGES = [(pack_id, lang) for pack_id in BASE_PACKS for lang in load_bundled(pack_id).languages]
FOR_MACHINES = re.compile(r"://|www\.|#\w|\b(?:gx|sh|xsd|rdf):|_:|[{}<>]")


def _words(pack_id: str, lang: str) -> dict[str, RuleWords]:
    return dict(load_bundled(pack_id).texts(lang).of_rule)


@pytest.mark.parametrize(("pack_id", "lang"), PACKS_AND_LANGUAGES)
def test_every_rule_is_told_and_none_that_is_not_there(pack_id: str, lang: str) -> None:
    told = set(_words(pack_id, lang))
    own = {rule_id for rule_id in told if "-CRITERION-" not in rule_id}
    assert own == set(every_rule(load_bundled(pack_id)))


@pytest.mark.parametrize("pack_id", BASE_PACKS)
def test_every_rule_has_a_clause(pack_id: str) -> None:
    assert [rule.id for rule in load_bundled(pack_id).rules.values() if not re.search(r"\w.*\d", rule.clause)] == []


@pytest.mark.parametrize(("pack_id", "lang"), PACKS_AND_LANGUAGES)
def test_what_why_and_how_are_one_sentence_each(pack_id: str, lang: str) -> None:
    wrong = [
        told
        for words in _words(pack_id, lang).values()
        for told in (words.what, words.why, words.how)
        if not 15 <= len(told) <= 180 or not told.endswith(".") or re.search(r"[.!?]\s+\S", told) or "  " in told
    ]
    assert wrong == []


@pytest.mark.parametrize(("pack_id", "lang"), PACKS_AND_LANGUAGES)
def test_sentences_are_for_people(pack_id: str, lang: str) -> None:
    """Names of classes may stand in quotation marks where somebody has to write them; `what` goes without."""
    told = [words.what for words in _words(pack_id, lang).values()]
    assert [text for text in told if FOR_MACHINES.search(text)] == []
    more = [text for words in _words(pack_id, lang).values() for text in (words.why, words.how)]
    quotes = re.compile(r"[“„«][^”“»]*[”“»]")
    assert [text for text in more if FOR_MACHINES.search(quotes.sub("", text))] == []


@pytest.mark.parametrize(("pack_id", "lang"), PACKS_AND_LANGUAGES)
def test_every_rule_says_something_of_its_own(pack_id: str, lang: str) -> None:
    whats = [words.what for words in _words(pack_id, lang).values()]
    assert len(set(whats)) == len(whats)
    for words in _words(pack_id, lang).values():
        assert words.example.strip()
        assert SequenceMatcher(None, words.what, words.why, autojunk=False).ratio() < 0.9


@pytest.mark.parametrize(("pack_id", "lang"), PACKS_AND_LANGUAGES)
def test_examples_are_the_same_in_every_language(pack_id: str, lang: str) -> None:
    """What stands in a document is not translated; two examples are words and may be."""
    english, told = _words(pack_id, "en"), _words(pack_id, lang)
    differ = {rule_id for rule_id in told if told[rule_id].example != english[rule_id].example}
    assert {rule_id.partition("-")[2] for rule_id in differ} <= {"CHAIN-revocation", "LINKS-set"}
