# SPDX-License-Identifier: Apache-2.0
"""For every class of both bundled packs: filled, exported, imported: the same claims, the same id, nothing lost."""

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.authoring.forms.new_documents import NewCredential, credential_written
from assay.authoring.tables.class_rows import ClassRows
from assay.authoring.tables.column_mapping import Around, How, Made, proposed
from assay.authoring.tables.exporting import exported
from assay.authoring.tables.files import FileKind, classes_told, generation_told, read_source, written_table
from assay.examination import Examination
from assay.rules.bundled import load_bundled
from checking import examined, sample
from form_filling import Filling
from rdf_equality import canonical

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ELSEWHERE = Around("https://elsewhere.example/", "did:web:elsewhere.example", NOW, "fr")
LOIRE, TAGUS = "gaia-x-loire-25.11", "gaia-x-tagus-22.10"
EVERY = 6
"""In how many lots the classes are tried, each kind of file in turn."""


def read_back(examinations: list[Examination], pack: str, kind: FileKind = FileKind.CSV) -> Made:
    out = exported(examinations, "de")
    assert out.lost == ()
    (table,) = out.tables
    read = read_source(written_table([table], kind, "de"), "t.csv").table
    rules = load_bundled(pack)
    assert generation_told(read) in {rules.generation, ""}  # some classes are of other vocabularies
    taker = ClassRows(rules, classes_told(read, rules), "en")
    mapping = proposed(read, taker)
    assert all(column.how is How.HEADER for column in mapping.columns)
    made = taker.made(mapping, read, ELSEWHERE)
    assert made.idle == ()
    assert all(problem.is_kept for problem in made.problems)
    return made


def assert_same(made: Made, examinations: list[Examination], pack: str) -> None:
    for draft, before in zip(made.drafts, examinations, strict=True):
        after = examined(draft.text, pack=pack)
        assert canonical({"": after.claims}) == canonical({"": before.claims})
        assert after.credentials[0].id == before.credentials[0].id
        assert after.credentials[0].issuer == before.credentials[0].issuer


@pytest.mark.parametrize("lot", range(EVERY))
@pytest.mark.parametrize("pack", [LOIRE, TAGUS])
def test_every_class(pack, lot):
    rules = load_bundled(pack)
    assert rules.program is not None
    for cls in list(rules.program.targets["classes"])[lot::EVERY]:
        filling = Filling(rules, random.Random(cls), 0.6)
        new = NewCredential(filling.part(cls), "https://acme.example/x.json", "did:web:acme.example", NOW)
        before = [examined(credential_written(new, rules), pack=pack)]
        made = read_back(before, pack, FileKind.WORKBOOK if lot == 0 else FileKind.CSV)
        assert_same(made, before, pack)


def test_several_credentials_of_one_class_stand_in_one_table():
    rules = load_bundled(LOIRE)
    before = []
    for number, generosity in enumerate((0.0, 0.5, 0.9)):
        base = f"https://acme.example/{number}.json"
        part = Filling(rules, random.Random(number), generosity, base=base).part(f"{rules.namespace}ServiceOffering")
        before.append(examined(credential_written(NewCredential(part, base, "did:web:acme.example", NOW), rules)))
    assert_same(read_back(before, LOIRE), before, LOIRE)


def odd(**said: object) -> Examination:
    value = sample("good/participant.json")
    value.pop("proof", None)
    value["credentialSubject"].update(said)
    return examined(value, pack=LOIRE)


@pytest.mark.parametrize(
    "said",
    [
        {"name": " blanks around "},
        {"name": "a; b | c"},
        {"name": "=1+1"},
        {"name": "'-1"},
        {"description": {"@value": "Hallo", "@language": "de"}},
        {"description": [{"@value": "a", "@language": "de"}, {"@value": "b", "@language": "fr"}, "c"]},
        {"gx:somethingElse": [{"@type": "xsd:date", "@value": "2026-01-31"}, {"@id": "https://x.example/a"}]},
        {"gx:nested": {"type": "gx:Odd", "name": "x", "gx:deeper": [{"name": "y"}, {"name": "z"}]}},
        {"gx:empty": {"type": "gx:Address"}},
    ],
)
def test_what_no_form_knows_comes_back_too(said):
    before = odd(**said)
    assert_same(read_back([before], LOIRE), [before], LOIRE)


def test_what_no_table_can_say_is_told():
    value = sample("good/participant.json")
    value["credentialSubject"] |= {"name": "", "gx:a": {"@id": "_:b1", "name": "x"}, "gx:b": {"@id": "_:b1"}}
    value["evidence"] = {"id": "https://x.example/e"}
    told = {
        (lost.why.value, lost.what.rpartition("/")[2].rpartition("#")[2])
        for lost in exported([examined(value)], "en").lost
    }
    assert {("value", "name"), ("shared", "b"), ("member", "evidence")} <= told
    assert [lost.why.value for lost in exported([examined("{}")], "en").lost] == ["unread"]


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=10)
HARMFUL = st.lists(st.sampled_from((*"=+-@;,|\t\r\n'\"[] ", "true", "DE", "1,5")), min_size=1, max_size=5).map("".join)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXTS | HARMFUL, min_size=1, max_size=4, unique=True), TEXTS | HARMFUL, st.sampled_from(FileKind))
def test_whatever_is_said_comes_back_or_is_told(keywords, name, kind):
    wanted = FileKind.CSV if kind is FileKind.INTERFACE else kind
    value = sample("good/participant.json")
    value["credentialSubject"] |= {"name": name, "gx:keyword": keywords}
    before = examined(value, pack=LOIRE)
    out = exported([before], "en")
    if out.lost:
        assert {lost.why.value for lost in out.lost} == {"value"}
        assert any(not text or "\0" in text for text in (name, *keywords))
        return
    assert_same(read_back([before], LOIRE, wanted), [before], LOIRE)
