# SPDX-License-Identifier: Apache-2.0
"""The list of a migration: a well-behaved model, all values in it, searches, and a bound on what is shown at once."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from assay.authoring.migration.rows import What
from assay.authoring.migration.wording import new_name
from assay.texts import LANGUAGES
from assay_gui.migrate_work import Because, Line, Migrated, Part, migrated
from assay_gui.models.migrated import COLUMNS, MOST_LINES, Kind, MigratedModel, Role
from assay_gui.words import Words
from checking import MOMENT, document, sample_bytes
from migrating import fixture
from migrating import migrated as migration_of

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal
TAGUS = "good/tagus-offering.json"
NAMES = "The new form has its own names for what something is."


@pytest.fixture
def model(qapp) -> MigratedModel:
    return MigratedModel(Words())


def made(lang: str = "en") -> Migrated:
    return migrated(document(sample_bytes(TAGUS)), "old.json", MOMENT, Words(lang))


def rows(model: MigratedModel, kind: Kind) -> list[QModelIndex]:
    """All rows of a kind, in order."""
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    below = [model.index(row, 0, group) for group in groups for row in range(model.rowCount(group))]
    return [index for index in (*groups, *below) if index.data(Role.KIND) == kind]


def many(count: int) -> Migrated:
    """An account of so many values, all alike."""
    lines = tuple(
        Line(f"name {number}", "was", "now", "why", f"name {number}", f"name {number}") for number in range(count)
    )
    part = Part(What.CHANGED, "Changed", (Because("why", lines[: count // 2]), Because("other", lines[count // 2 :])))
    return Migrated("{}", "Tagus", "Loire", (part,), 0)


def test_the_model_keeps_qts_rules(model: MigratedModel):
    tester = QAbstractItemModelTester(model, STRICT)
    model.show(made())
    model.seek("acme")
    assert model.rowCount() > 0
    assert tester.failureReportingMode() is STRICT


def test_every_row_of_the_account_is_in_the_list_under_its_reason(model: MigratedModel):
    model.show(made())
    migration = migration_of(sample_bytes(TAGUS))
    assert model.found == made().count == len(rows(model, Kind.VALUE)) == len(migration.rows)
    assert sorted(index.siblingAtColumn(1).data() for index in rows(model, Kind.VALUE)) == sorted(
        row.said for row in migration.rows
    )
    for index in rows(model, Kind.VALUE):
        above = [model.index(row, 0, index.parent()) for row in range(index.row())]
        reason = next(one.data() for one in reversed(above) if one.data(Role.KIND) == Kind.REASON)
        assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(reason)


def test_a_value_is_heard_with_what_it_was_and_is_and_why(model: MigratedModel):
    model.show(made())
    model.seek("type gx:legalRegistrationNumber")
    heard = [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in rows(model, Kind.VALUE)]
    assert heard == ["type. In your document: gx:legalRegistrationNumber. In the draft: gx:VatID. " + NAMES]


def test_what_is_missing_is_to_be_entered_and_what_is_open_is_to_be_decided(model: MigratedModel):
    said = {}
    for data in (sample_bytes(TAGUS), fixture("participant-vp.json")):
        model.show(migrated(document(data), "old.json", MOMENT, Words()))
        asked = [index for index in rows(model, Kind.VALUE) if index.parent().row() == 0]
        said |= {index.siblingAtColumn(2).data(): index.siblingAtColumn(1).data() for index in asked}
    assert said["to be entered"] == ""
    assert said["for you to decide"] != ""


def test_no_more_is_shown_at_once_than_is_read_and_a_search_finds_the_rest(model: MigratedModel):
    model.show(many(3 * MOST_LINES))
    assert model.found == 3 * MOST_LINES
    assert len(rows(model, Kind.VALUE)) == MOST_LINES
    assert [index.data() for index in rows(model, Kind.MORE)] == [f"{2 * MOST_LINES} more; search to see them."]
    model.seek(f"name {3 * MOST_LINES - 1}")
    assert [index.data() for index in rows(model, Kind.VALUE)] == [f"name {3 * MOST_LINES - 1}"]
    assert rows(model, Kind.MORE) == []
    assert len(rows(model, Kind.REASON)) == 1


def test_signs_that_do_not_show_are_told(model: MigratedModel):
    """Documents are written by strangers."""
    old = sample_bytes(TAGUS).replace(b"Acme Storage", "Acme \u202eegarotS".encode())
    model.show(migrated(document(old), "old.json", MOMENT, Words()))
    shown = [
        index.siblingAtColumn(column).data() for index in rows(model, Kind.VALUE) for column in range(len(COLUMNS))
    ]
    assert any("Acme" in text for text in shown)
    assert not any("\u202e" in text for text in shown)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_menu_names_the_generation_of_drafts(lang: str):
    """Its text is there before any rules are read."""
    words = Words(lang)
    assert new_name() in words.say("action.migrate")
    assert new_name() in words.say("bring.do")
