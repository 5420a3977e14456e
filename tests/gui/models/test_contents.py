# SPDX-License-Identifier: Apache-2.0
"""The contents tree: a well-behaved model, counts that add up, groups, states in words."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from assay.part_marks import PartState
from assay.readable import Section, readable
from assay_gui.models.contents import GROUP_FROM, ContentsModel, Role
from assay_gui.words import Words
from checking import examined, sample_bytes

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


def section(node: str, parent: str = "", via: str = "", **more) -> Section:
    return Section(node, node, "", "", "", (), parent=parent, via=via, **more)


def lines(model: ContentsModel, parent: QModelIndex | None = None, depth: int = 0) -> list[str]:
    above = parent if parent is not None else QModelIndex()
    found = []
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        found.append("  " * depth + str(index.data()))
        found += lines(model, index, depth + 1)
    return found


@pytest.fixture
def model(qapp) -> ContentsModel:
    return ContentsModel(Words())


def test_the_model_keeps_qts_rules(model: ContentsModel):
    tester = QAbstractItemModelTester(model, STRICT)
    for name in ("good/storage-offering.json", "broken/participant-region-as-country.json"):
        model.show(readable(examined(sample_bytes(name))))
        assert model.rowCount() > 0
    model.show(())
    assert model.rowCount() == 0
    assert tester.model() is model


def test_parts_stand_below_their_subject(model: ContentsModel):
    model.show(readable(examined(sample_bytes("broken/participant-region-as-country.json"))))
    assert lines(model) == [
        "Acme Cloud GmbH · Company or legal entity",
        "  Registration numbers",
        "  Legal address",
        "  Headquarters address",
    ]


def test_counts_and_states_rise_to_the_subject(model: ContentsModel):
    sections = (
        section("s", state=PartState.CHECKED),
        section("a", "s", "A", to_correct=2, state=PartState.TO_CORRECT),
        section("b", "a", "B", to_correct=1, state=PartState.TO_CORRECT),
        section("t", state=PartState.CHECKED),
        section("c", "t", "C", state=PartState.UNCHECKED),
    )
    model.show(sections)
    shown = {node: (model.index_of(node).data(Role.COUNT), model.index_of(node).data(Role.STATE)) for node in "sabtc"}
    assert shown == {"s": (3, "fail"), "a": (3, "fail"), "b": (1, "fail"), "t": (0, "wait"), "c": (0, "wait")}


def test_many_alike_stand_in_a_group_that_counts_them(model: ContentsModel):
    parts = [section(f"d{n}", "s", "Legal documents", to_correct=1) for n in range(GROUP_FROM)]
    model.show((section("s"), *parts))
    group = model.index(0, 0, model.index(0, 0))
    assert group.data() == f"Legal documents ({GROUP_FROM})"
    assert group.data(Role.NODE) == ""
    assert (group.data(Role.COUNT), model.index_of("s").data(Role.COUNT)) == (GROUP_FROM, GROUP_FROM)
    assert model.rowCount(group) == GROUP_FROM


def test_few_alike_stand_for_themselves(model: ContentsModel):
    model.show((section("s"), *(section(f"d{n}", "s", "Legal documents") for n in range(GROUP_FROM - 1))))
    assert model.rowCount(model.index(0, 0)) == GROUP_FROM - 1


def test_the_state_is_said_in_words(model: ContentsModel):
    model.show((section("s", to_correct=2, state=PartState.TO_CORRECT), section("t", state=PartState.CHECKED)))
    said = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert said == ["s, 2 things to correct", "t, contents checked, nothing to correct"]
    assert "2 things to correct" in model.tip(model.index(0, 0))


def test_an_unknown_part_has_no_place(model: ContentsModel):
    assert not model.index_of("nowhere").isValid()
