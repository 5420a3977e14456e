# SPDX-License-Identifier: Apache-2.0
"""The tables of migrations: what they name is there, and every reason has its sentence."""

import tomllib
from collections.abc import Iterator

import pytest

from assay.authoring.forms.shape_fields import form_of
from assay.authoring.migration.releases import load_releases
from assay.authoring.migration.table import FIRST, SECOND, ClassRule, FieldRule, load_table
from assay.rules.bundled import load_bundled, resource
from assay.texts import load_texts
from assay.vocabulary import words_of

TABLES = (FIRST, SECOND)


def _fields(name: str) -> Iterator[tuple[ClassRule, str, FieldRule]]:
    for rule in load_table(name).classes.values():
        yield from ((rule, old, field) for old, field in rule.fields.items())


@pytest.mark.parametrize("name", TABLES)
def test_names_are_spelled_as_the_table_spells_them(name: str) -> None:
    table = load_table(name)
    assert [old for _, old, _ in _fields(name) if table.name(old, {}) != old] == []
    assert [rule for rule in table.classes if ":" in rule and table.name(rule, {}) != rule] == []


def test_every_new_class_and_property_is_one_of_the_pack() -> None:
    table = load_table(SECOND)
    program = table.pack.program
    assert program is not None
    known = program.targets["classes"]
    named = {rule.to for rule in table.classes.values()} | {field.through for _, _, field in _fields(SECOND)}
    named |= {field.document for _, _, field in _fields(SECOND)}
    assert named - {""} <= set(known)
    wrong = []
    for rule, old, field in _fields(SECOND):
        for cls, predicate in ((rule.to, field.to), (field.through, field.property_of_part)):
            form = form_of(program, table.pack.superclasses, [cls]) if cls and predicate else None
            if form is not None and form.field(predicate) is None:
                wrong.append((rule.name, old, predicate))
    assert wrong == []


@pytest.mark.parametrize("name", TABLES)
def test_every_rule_that_is_named_is_there(name: str) -> None:
    table = load_table(name)
    named = {field.node for _, _, field in _fields(name)}
    named |= {variant for rule in table.classes.values() for variant in rule.variants}
    assert named - {""} <= set(table.classes)


@pytest.mark.parametrize("name", TABLES)
def test_every_reason_has_its_sentence(name: str) -> None:
    rules = load_table(name).classes.values()
    reasons = {reason for rule in rules for reason in (rule.dropped, rule.asks, rule.otherwise)}
    reasons |= {
        why for _, _, field in _fields(name) for why in (field.asks, field.dropped, field.by_class, field.value)
    }
    texts = load_texts("en")
    assert [reason for reason in reasons - {""} if not texts.has(f"migrate.because.{reason}")] == []


def test_a_criterion_is_shown_by_the_document_that_the_levels_ask_for() -> None:
    data = tomllib.loads(resource("rule_packs", "gaia-x-loire-25.11", "criteria.toml").read_text(encoding="utf-8"))
    asked = {entry["id"]: str(entry.get("carrier", "")) for entry in data["criteria"]}
    answers = load_table(SECOND).classes["gx:ServiceOfferingLabelLevel1"].fields
    moved = {"P1.2.10": "P6.1.1"}
    for old, field in answers.items():
        if field.document:
            number = old.removeprefix("gx:")
            wanted = f"gx:{field.document.rpartition('#')[2]}"
            assert wanted in asked[moved.get(number, number)], number


def test_releases_rename_to_words_that_are_known() -> None:
    releases = load_releases()
    pack = load_bundled()
    full = {releases.full(new) for new in releases.renamed.values() if new.startswith("gx:")}
    full |= {releases.full(name) for part in releases.parts.values() for name in part}
    assert full <= words_of(pack)
    terms = [new for new in releases.renamed.values() if ":" not in new]
    assert terms
    defined = pack.context["@context"]
    assert isinstance(defined, (dict, list))
    assert all(f'"{term}"' in str(defined).replace("'", '"') for term in terms)
