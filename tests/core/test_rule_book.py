# SPDX-License-Identifier: Apache-2.0
"""The rules of a pack as a book: everything that can be found fault with is in it, in words, in every language."""

import re

import pytest

from assay.finding import Severity, Stage
from assay.pack_trial import try_here
from assay.rule_book import Kind, RuleEntry, rule_book
from assay.rule_words import properties_of
from assay.rules.bundled import load_bundled
from assay.rules.engines import Enforced
from assay.rules.load import pack_of
from assay.texts import LANGUAGES, load_texts
from pack_specimens import sound_files

BASES = ("gaia-x-loire-25.11", "gaia-x-tagus-22.10")
ALL = (*BASES, "assay-example-aeronautics", "assay-example-nuclear")
LOIRE = BASES[0]
RAW = re.compile(r"://|_:|\burn:|\bsh:|\btext:|\bclass:|\bdatatype:|\{[a-z_]+\}|rule_book\.")


def book_of(pack_id: str, lang: str = "en") -> tuple[RuleEntry, ...]:
    return rule_book(load_bundled(pack_id), load_texts(lang))


def entry(book: tuple[RuleEntry, ...], title: str) -> RuleEntry:
    (found,) = (one for one in book if one.title == title)
    return found


@pytest.mark.parametrize("pack_id", ALL)
def test_every_rule_of_the_pack_is_in_its_book(pack_id: str) -> None:
    pack, book = load_bundled(pack_id), book_of(pack_id)
    ids = [one.id for one in book]
    assert len(ids) == len(set(ids))
    told = {rule for one in book for rule in one.rules}
    assert set(pack.rules) <= told
    assert {rule for rule in pack.texts("en").of_rule if rule.startswith(pack.prefix)} <= told
    assert {
        f"{pack.prefix}-CRITERION-{one.id.removeprefix(f'{pack.prefix}-')}" for one in pack.criteria.criteria
    } <= told


@pytest.mark.parametrize("pack_id", ALL)
def test_every_constraint_of_every_class_is_in_its_book(pack_id: str) -> None:
    program, book = load_bundled(pack_id).program, book_of(pack_id)
    assert program is not None
    targets = [program.shapes[number] for found in program.targets["classes"].values() for number in found]
    wanted = sum(len(properties_of(shape)) for shape in targets)
    assert sum(one.kind is Kind.PROPERTY for one in book) == wanted > 0
    of_whole = sum(1 for shape in targets for name, _ in shape["constraints"] if name != "property")
    assert sum(one.kind is Kind.WHOLE for one in book) == of_whole > 0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("pack_id", ALL)
def test_every_sentence_is_there_and_none_shows_an_iri(pack_id: str, lang: str) -> None:
    for one in book_of(pack_id, lang):
        assert one.title.strip(), one.id
        assert one.asks.strip(), one.id
        for told in (one.title, one.asks, one.why, one.how, one.clause, *(told.why for told in one.engines)):
            assert not RAW.search(told), (one.id, told)


def test_the_number_of_a_thing_and_what_is_expected_are_told() -> None:
    book = book_of(LOIRE)
    address = entry(book, "Company or legal entity · Legal address")
    assert address.asks == "Exactly one; expected: “Address”."
    assert address.written == "legalAddress"
    assert address.kind is Kind.PROPERTY
    assert (address.stage, address.severity) == (Stage.CONTENT, Severity.VIOLATION)
    assert "LOIRE-SHAPE-minCount" in address.rules
    assert address.clause == "ICAM 25.11 §5.2.3; SHACL §3"
    country = entry(book, "Address · Country code")
    assert country.asks.startswith("Exactly one; expected: a two-letter ISO 3166-1 country code such as DE, ")
    german = entry(book_of(LOIRE, "de"), "Anschrift · Ländercode")
    assert german.asks.startswith("Genau einmal; erwartet: ")


def test_alternatives_and_what_is_excluded_are_told() -> None:
    asks = [one.asks for one in book_of("gaia-x-tagus-22.10") if one.kind is Kind.WHOLE]
    assert any("Made up of (none)" in told and " or " in told for told in asks)
    consent = [one.asks for one in book_of(LOIRE) if one.kind is Kind.WHOLE and "not this: " in one.asks]
    assert len(consent) == 1


def test_a_criterion_says_how_it_is_to_be_shown_at_which_level() -> None:
    (found,) = (one for one in book_of(LOIRE) if one.id == "LOIRE-CRITERION-P1.1.1")
    assert found.title == "P1.1.1 · Binding contract"
    assert list(found.levels) == ["SC", "L1", "L2", "L3"]
    assert found.example


def test_what_engines_do_is_told_where_it_is_known() -> None:
    book = {one.id: one for one in book_of(LOIRE)}
    production = {name: one.engines[0] for name, one in book.items()}
    assert production["LOIRE-SIGNATURE-proof"].engine == "Loire production"
    assert production["LOIRE-SIGNATURE-proof"].enforced is Enforced.OBSERVED
    assert production["LOIRE-CHAIN-anchor"].enforced is Enforced.OBSERVED  # not of its special cases only
    assert production["LOIRE-SHAPE-closed"].enforced is Enforced.UNKNOWN
    assert "running clearing houses may let them pass" in production["LOIRE-SHAPE-closed"].why
    assert production["LOIRE-CRITERION-P1.1.1"].enforced is Enforced.YES
    assert production["LOIRE-CRITERION-P1.1.2"].enforced is Enforced.UNKNOWN
    assert book_of("assay-example-nuclear")[0].engines == ()


def test_a_search_looks_at_words_clauses_classes_and_what_documents_write() -> None:
    book = book_of(LOIRE)
    for words in (("legaladdress",), ("icam", "5.2.3"), ("binding", "contract"), ("loire-chain-anchor",), ("address",)):
        assert any(one.is_found_by(words) for one in book), words
    assert not any(one.is_found_by(("binding", "zebra")) for one in book)


def test_a_pack_without_words_for_its_rules_takes_those_of_the_same_check() -> None:
    files = sound_files()
    pack = pack_of(files, try_here(files)[0])
    book = rule_book(pack, load_texts("en"))
    (shapes,) = (one for one in book if one.id == "SHOP-SHAPES")
    assert shapes.asks == load_bundled(LOIRE).texts("en").of_rule["LOIRE-CONTENT-shapes"].what
    told = {one.title: one.asks for one in book if one.kind is Kind.PROPERTY}
    assert told["Shop · Country"] == "Any number; expected: one of: DE, FR."
    assert told["Shop · Name"].startswith("At least one; expected: ")


def test_names_of_a_pack_are_never_taken_for_other_texts() -> None:
    files = sound_files()
    files["texts/en.toml"] = files["texts/en.toml"].replace(b'label = "Name"', b'label = "text:rule_book.none"')
    files["texts/en.toml"] = files["texts/en.toml"].replace(b'label = "Shop"', b'label = "advice:SHOP {0}"')
    book = rule_book(pack_of(files, try_here(files)[0]), load_texts("en"))
    assert any(one.title == "advice:SHOP {0} · text:rule_book.none" for one in book)
    closed = next(one for one in book if one.kind is Kind.WHOLE)
    assert "text:rule_book.none" in closed.asks
