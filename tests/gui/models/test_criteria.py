# SPDX-License-Identifier: Apache-2.0
"""The table of criteria: a well-behaved model, every cell in words, filters by level, state and text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from assay.criteria_matrix import Cell, CriterionRow, Matrix, criteria_matrix
from assay.levels import CriterionState
from assay.texts import load_texts
from assay_gui.models.criteria import CriteriaFilter, CriteriaModel, Role, Standing, standing_of, state_of
from assay_gui.words import Words
from checking import examined, sample_bytes

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal
MET, MISSING, CERTIFICATE = (
    Cell(CriterionState.DECLARED), Cell(CriterionState.MISSING), Cell(CriterionState.NEEDS_CERTIFICATION),
)  # fmt: skip
NOTHING = Cell(CriterionState.NOT_APPLICABLE)
OFF_LIMIT = Cell(CriterionState.EVIDENCED, meets_number=False)
MATRIX = Matrix(
    ("SC", "L1"),
    (
        CriterionRow("P1", "Contract", (MET, MISSING), permissible=("BSI C5",)),
        CriterionRow("P2", "Energy", (NOTHING, OFF_LIMIT)),
        CriterionRow("P3", "Audit", (None, CERTIFICATE), carried="Audit report"),
    ),
)


@pytest.fixture
def model(qapp) -> CriteriaModel:
    made = CriteriaModel(Words())
    made.show(MATRIX)
    return made


@pytest.fixture
def filtered(model: CriteriaModel) -> CriteriaFilter:
    made = CriteriaFilter()
    made.setSourceModel(model)
    return made


def ids(criteria: CriteriaFilter) -> list[str]:
    return [criteria.index(row, 0).data(Role.ROW).id for row in range(criteria.rowCount())]


def test_the_models_keep_qts_rules(model: CriteriaModel, filtered: CriteriaFilter):
    testers = [QAbstractItemModelTester(model, STRICT), QAbstractItemModelTester(filtered, STRICT)]
    for name in ("good/label-1-offering.json", "good/tagus-offering.json"):
        model.show(criteria_matrix(examined(sample_bytes(name)), load_texts()))
        filtered.choose(1, Standing.MET, "a")
        filtered.choose(-1, None, "")
        assert filtered.rowCount() == model.rowCount() > 50
    model.show(Matrix())
    assert model.rowCount() == 0
    assert testers


def test_every_cell_says_itself_in_words(model: CriteriaModel):
    spoken = [
        [model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(3)] for row in range(3)
    ]
    assert spoken[0] == [
        "P1 Contract, Standard Compliance: Declared, Label Level 1: Missing",
        "P1, Standard Compliance: Declared",
        "P1, Label Level 1: Missing",
    ]
    assert spoken[1][2] == "P2, Label Level 1: Off limit"
    assert spoken[2][1] == "P3, Standard Compliance: Not asked"
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(3)]
    assert heads == ["Criterion", "Standard", "Label 1"]


def test_a_value_off_its_limit_is_no_met_criterion():
    assert state_of(OFF_LIMIT) == "wait"
    assert standing_of(OFF_LIMIT) is Standing.OPEN
    assert state_of(None) == ""


@pytest.mark.parametrize(
    ("level", "standing", "text", "wanted"),
    [
        (-1, None, "", ["P1", "P2", "P3"]),
        (0, None, "", ["P1"]),
        (1, None, "", ["P1", "P2", "P3"]),
        (1, Standing.MISSING, "", ["P1"]),
        (0, Standing.MISSING, "", []),
        (-1, Standing.MISSING, "", ["P1"]),
        (1, Standing.CERTIFICATE, "", ["P3"]),
        (1, Standing.OPEN, "", ["P2"]),
        (-1, Standing.MET, "", ["P1"]),
        (-1, None, "audit report", ["P3"]),
        (-1, None, "REPORT p3", ["P3"]),
        (-1, None, "c5", ["P1"]),
        (-1, None, "nothing like it", []),
    ],
)
def test_filters_go_together(
    filtered: CriteriaFilter, level: int, standing: Standing | None, text: str, wanted: list[str]
):
    filtered.choose(level, standing, text)
    assert ids(filtered) == wanted
