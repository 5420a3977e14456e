# SPDX-License-Identifier: Apache-2.0
"""The bundled examples of extension packs on their own samples, and the base untouched by them on everything else."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assay.document import Document
from assay.finding import Finding
from assay.judgement import Judgement, judge
from assay.options import Options
from assay.pipeline import check
from assay.reports.json_report import render
from assay.rules.bundled import bundled_packs, load_bundled, resource
from assay.rules.describe import pack_details
from assay.rules.extend import extended
from assay.rules.library import newest_of
from assay.rules.turtle import value_lists
from assay.verdict import Verdict, fold
from assay.vocabulary import words_of
from checking import MOMENT, document, examined, sample
from extension_specimens import AERO, EXAMPLES, NUC, extension_sample, inline, sample_files, subject_of
from mutants import mutants
from shared import shared_path

GOOD = [(pack, file) for pack in EXAMPLES for file in sample_files(pack, "good")]
BAD = [(pack, file) for pack in EXAMPLES for file in sample_files(pack, "bad")]
ENOUGH = 120
"""Mutants of each document."""


def _judged(value: Any, *extensions: str) -> Judgement:
    return judge(document(value), Options(draft=True, moment=MOMENT, extensions=extensions))


def _verdict(judgement: Judgement) -> Verdict:
    return fold(judgement.findings, judgement.outcomes, judgement.coverage)


def _ids(cases: list[tuple[str, Path]]) -> list[str]:
    return [f"{pack}-{file.stem}" for pack, file in cases]


@pytest.mark.parametrize(("pack", "file"), GOOD, ids=_ids(GOOD))
def test_a_good_sample_conforms_by_the_base_and_by_the_extension(pack: str, file: Path) -> None:
    report = examined(file.read_bytes(), extensions=(pack,)).report
    assert [report.verdict, *(entry.verdict for entry in report.extensions)] == [Verdict.CONFORMANT] * 2
    assert [entry.pack.id for entry in report.extensions] == [pack]
    assert {found.rule for found in report.findings} <= {"LOIRE-LINKS-set"}, "what a draft still needs is told"


@pytest.mark.parametrize(("pack", "file"), BAD, ids=_ids(BAD))
def test_a_bad_sample_breaks_the_rule_it_is_named_after(pack: str, file: Path) -> None:
    report = examined(file.read_bytes(), extensions=(pack,)).report
    assert report.extensions[0].verdict is Verdict.NON_CONFORMANT
    assert file.stem in {found.rule for found in report.findings if found.severity == "violation"}
    by_base = file.stem.startswith("LOIRE-")
    assert report.verdict is (Verdict.NON_CONFORMANT if by_base else Verdict.CONFORMANT)


@pytest.mark.parametrize("pack", EXAMPLES)
def test_every_own_rule_and_every_word_has_its_text(pack: str) -> None:
    found = load_bundled(pack)
    texts = found.texts("en")
    own = {word for word in words_of(found) | found.superclasses.keys() if word.startswith(found.namespace)}
    assert {word for word in own if not texts.label(word) or not texts.help(word)} == set()
    criteria = {entry.id for entry in found.criteria.criteria}
    of_criteria = {f"{found.prefix}-CRITERION-{name.removeprefix(f'{found.prefix}-')}" for name in criteria}
    assert set(texts.of_rule) == set(found.rules) | of_criteria
    assert set(texts.of_criterion) == criteria
    labels = [words.label for words in (*texts.of_class.values(), *texts.of_property.values())]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("pack", EXAMPLES)
def test_every_value_list_has_its_text(pack: str) -> None:
    from assay.claims import ClaimsGraph
    from assay.linked_data.rdf import parse_turtle

    lists = value_lists(ClaimsGraph(parse_turtle(load_bundled(pack).shapes_turtle)))
    assert len(load_bundled(pack).texts("en").of_value_list) == len(lists)


@pytest.mark.parametrize("pack", EXAMPLES)
def test_every_word_of_the_context_is_one_of_the_shapes(pack: str) -> None:
    found = load_bundled(pack)
    context = found.context["@context"]
    assert isinstance(context, Mapping)
    prefix = next(name for name, target in context.items() if target == found.namespace)
    terms = {f"{found.namespace}{name}" for name in context if name not in {prefix, "xsd"}}
    assert terms == {word for word in words_of(found) if word.startswith(found.namespace)} - set(
        found.texts("en").classes()
    )


def test_no_extension_is_ever_chosen_by_itself() -> None:
    chosen = newest_of("loire", MOMENT)
    assert chosen is not None
    assert chosen.base == ""
    assert set(EXAMPLES) <= set(bundled_packs())


def test_the_report_shows_both_verdicts_and_what_pins_them() -> None:
    value = extension_sample(AERO, "bad/AERO-SHAPE-in.json")
    report = check([document(value)], Options(draft=True, moment=MOMENT, extensions=(AERO,)))
    told = json.loads(render(report))
    assert told["verdict"] == "non_conformant"
    assert told["documents"][0]["verdict"] == "conformant"
    pack = load_bundled(AERO)
    assert told["documents"][0]["extensions"] == [
        {
            "id": AERO,
            "version": pack.version,
            "sha256": pack.sha256,
            "current_as_of": pack.current_as_of,
            "criteria_basis": pack.criteria_basis,
            "verdict": "non_conformant",
        }
    ]
    assert told["documents"][0]["pack"]["sha256"] == load_bundled().sha256
    titles = {entry.title for entry in report.documents[0].checks if entry.check.id.startswith("AERO-")}
    assert "Aeronautics example: Content" in titles
    assert "Aeronautics example: The materials of a part make up all of its mass" in titles


def test_both_extensions_together_say_what_each_says_alone() -> None:
    value = extension_sample(AERO, "good/both.json")
    valve = extension_sample(NUC, "good/component-record.json")
    value["verifiableCredential"] += valve["verifiableCredential"][:1]
    subject_of(value, 4)["copyrightOwnedBy"] = subject_of(value, 3)["id"]
    report = examined(value, extensions=EXAMPLES).report
    assert report.verdict is Verdict.CONFORMANT
    assert [(entry.pack.id, entry.verdict) for entry in report.extensions] == [
        (pack, Verdict.CONFORMANT) for pack in EXAMPLES
    ]


def test_two_runs_give_the_same_bytes() -> None:
    value = extension_sample(AERO, "bad/AERO-SHAPE-or.json")
    options = Options(draft=True, moment=MOMENT, extensions=EXAMPLES)
    assert render(check([document(value)], options)) == render(check([document(value)], options))


# The base with an extension is the base without it.


def _plain_documents() -> Iterator[Any]:
    """Documents without a word of an extension, and mutants of them."""
    for name in ("good/participant.json", "good/storage-offering.json"):
        value = sample(name)
        yield value
        yield from mutants(value, ENOUGH, seed=7)
    for file in sorted(resource("samples", "broken").iterdir()):
        yield json.loads(file.read_bytes())
    yield from mutants(sample("good/label-1-offering.json"), ENOUGH // 12, seed=7)


def test_without_its_words_the_base_says_exactly_the_same() -> None:
    number = 0
    for value in _plain_documents():
        number += 1
        alone, beside = _judged(value), _judged(value, *EXAMPLES)
        assert beside.findings == alone.findings
        assert beside.outcomes == alone.outcomes
        assert beside.coverage == alone.coverage
        assert beside.levels == alone.levels
        assert [entry.verdict(_verdict(beside)) for entry in beside.extensions] == [
            max(Verdict.INCOMPLETE, _verdict(alone), key=_badness)
        ] * len(EXAMPLES)
    assert number > 2 * ENOUGH


def _badness(verdict: Verdict) -> int:
    return [Verdict.CONFORMANT, Verdict.INCOMPLETE, Verdict.NON_CONFORMANT].index(verdict)


def _key(found: Finding) -> tuple[str, ...]:
    return (found.rule, found.severity.value, found.text, found.subject, found.path, found.value)


def _is_about_the_extension(found: Finding, judgement: Judgement, namespace: str) -> bool:
    """The vocabulary or the class is unknown without the extension, or a node is of no other class."""
    if found.value.startswith(namespace) and found.rule in {"LOIRE-ENVELOPE-namespaces", "LOIRE-CONTENT-coverage"}:
        return True
    assert judgement.case is not None
    kinds = judgement.case.claims.types(found.value)
    by_class = found.shacl is not None and found.shacl.component in {
        "ClassConstraintComponent",
        "OrConstraintComponent",
    }
    return by_class and any(str(kind).startswith(namespace) for kind in kinds)


@cache
def _judged_with_words(pack: str) -> list[tuple[Any, Judgement]]:
    """Documents that use an extension, and what it and its base say of them."""
    files = (file for quality in ("good", "bad") for file in sample_files(pack, quality))
    values = [inline(json.loads(file.read_bytes()), pack) for file in files]
    documents = [value for one in values for value in (one, *mutants(one, ENOUGH // 4, seed=11))]
    return [(value, _judged(value, pack)) for value in documents]


@pytest.mark.parametrize("pack", EXAMPLES)
def test_with_its_words_only_what_is_about_them_goes(pack: str) -> None:
    namespace, gone = load_bundled(pack).namespace, 0
    for value, beside in _judged_with_words(pack):
        alone = _judged(value)
        said = {_key(found) for found in beside.findings}
        missing = [found for found in alone.findings if _key(found) not in said]
        unexplained = [found for found in missing if not _is_about_the_extension(found, alone, namespace)]
        assert unexplained == []
        gone += len(missing)
        if not missing:
            assert _badness(_verdict(beside)) >= _badness(_verdict(alone))
    assert gone > ENOUGH, "the documents do not use the extension"


@pytest.mark.parametrize("pack", EXAMPLES)
def test_an_extension_never_answers_better_than_its_base(pack: str) -> None:
    verdicts = set()
    for _, judgement in _judged_with_words(pack):
        base = _verdict(judgement)
        own = judgement.extensions[0].verdict(base)
        assert _badness(own) >= _badness(base)
        verdicts.add((base, own))
    assert (Verdict.CONFORMANT, Verdict.CONFORMANT) in verdicts
    assert (Verdict.CONFORMANT, Verdict.NON_CONFORMANT) in verdicts
    assert (Verdict.NON_CONFORMANT, Verdict.NON_CONFORMANT) in verdicts


def test_several_documents_are_as_bad_as_the_worst_extension_of_one() -> None:
    good, bad = sample_files(AERO, "good")[0], sample_files(AERO, "bad")[0]
    documents = [Document(file.name, file.read_bytes()) for file in (good, bad)]
    report = check(documents, Options(draft=True, moment=MOMENT, extensions=(AERO,)))
    assert [entry.verdict for entry in report.documents] == [Verdict.CONFORMANT] * 2
    assert report.verdict is Verdict.NON_CONFORMANT


def test_the_second_opinion_agrees_on_the_extension_too() -> None:
    for pack in EXAMPLES:
        for file in (sample_files(pack, "good")[0], sample_files(pack, "bad")[0]):
            report = examined(file.read_bytes(), extensions=(pack,), cross_check=True).report
            assert report.cross_check is not None
            assert report.cross_check.agreed, report.cross_check.differences


def test_the_details_of_a_pack_say_what_it_extends() -> None:
    assert pack_details(load_bundled(AERO))["base"] == load_bundled().id
    assert pack_details(load_bundled())["base"] == ""


def test_an_extended_pack_is_made_once() -> None:
    base, pack = load_bundled(), load_bundled(AERO)
    assert extended(base, pack) is extended(base, pack)


@pytest.mark.shared
def test_real_documents_get_the_same_answer_from_the_base() -> None:
    files = [
        path for path in sorted(shared_path("corpus").rglob("*")) if path.suffix in {".json", ".jsonld", ".jwt", ".ttl"}
    ]
    options = [Options(draft=None, moment=MOMENT, extensions=extensions) for extensions in ((), EXAMPLES)]
    compared = 0
    for path in files:
        given = Document(path.name, path.read_bytes())
        alone, beside = (judge(given, entry) for entry in options)
        assert (beside.findings, beside.outcomes, beside.coverage) == (alone.findings, alone.outcomes, alone.coverage)
        assert all(entry.verdict(_verdict(beside)) is not Verdict.CONFORMANT for entry in beside.extensions)
        compared += 1
    assert compared > 300
