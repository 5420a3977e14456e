# SPDX-License-Identifier: Apache-2.0
"""Each rule of each example extension passes one specimen and fails another (`tests/specimens/<pack>/<rule>/`)."""

import tomllib
from pathlib import Path

import pytest

from assay.examination import Examination
from assay.finding import Outcome
from assay.rules.bundled import load_bundled
from assay.rules.extend import rules_of
from assay.rules.pack import RulePack
from checking import examined
from extension_specimens import EXAMPLES
from specimens import extensions

SPECIMENS = Path(__file__).parents[1] / "specimens"
RULES = [(pack_id, rule_id) for pack_id in EXAMPLES for rule_id in extensions.FAILS[pack_id]]


def _kinds(pack: RulePack) -> set[str]:
    """Kinds of constraints that shapes report on nodes they target, not inside of alternatives."""
    assert pack.program is not None
    found: set[str] = set()
    queue = [number for numbers in pack.program.targets["classes"].values() for number in numbers]
    for number in queue:
        for name, value in pack.program.shapes[number]["constraints"]:
            if name == "property" and isinstance(value, int):
                queue.append(value)
            else:
                found.add(str(name))
    return found


@pytest.mark.parametrize("pack_id", EXAMPLES)
def test_every_rule_has_specimens(pack_id: str) -> None:
    pack = load_bundled(pack_id)
    criteria = (entry.id.removeprefix(f"{pack.prefix}-") for entry in pack.criteria.criteria)
    wanted = {
        *rules_of(pack),
        *(f"{pack.prefix}-SHAPE-{kind}" for kind in _kinds(pack)),
        *(f"{pack.prefix}-CRITERION-{number}" for number in criteria),
    }
    assert set(extensions.FAILS[pack_id]) == wanted


@pytest.mark.parametrize("pack_id", EXAMPLES)
def test_the_files_are_what_the_program_makes(pack_id: str) -> None:
    folder = SPECIMENS / pack_id
    found = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.*")}
    assert found == extensions.texts(pack_id), "run tests/specimens/extensions.py"


def _examined(pack_id: str, rule_id: str, name: str) -> Examination:
    folder = SPECIMENS / pack_id / rule_id
    told = folder / "options.toml"
    options = tomllib.loads(told.read_text("utf-8")) if told.is_file() else {}
    return examined((folder / name).read_bytes(), name, **{"extensions": (pack_id,), **options})


def _said(examination: Examination, rule_id: str) -> list[str]:
    return [found.text for found in examination.report.findings if found.rule == rule_id]


def _check_of(rule_id: str) -> str:
    """The check that the findings of a rule come from."""
    prefix, _, name = rule_id.partition("-")
    families = {"SHAPE": "CONTENT-shapes", "CRITERION": "CRITERIA-levels"}
    family = families.get(name.partition("-")[0])
    return f"{prefix}-{family}" if family else rule_id


@pytest.mark.parametrize(("pack_id", "rule_id"), RULES)
def test_a_rule_passes_what_is_right(pack_id: str, rule_id: str) -> None:
    found = _examined(pack_id, rule_id, "passes.json")
    check = _check_of(rule_id)
    assert _said(found, rule_id) == []
    assert [entry.check.outcome for entry in found.report.checks if entry.check.id == check] == [Outcome.PASSED]


@pytest.mark.parametrize(("pack_id", "rule_id"), RULES)
def test_a_rule_fails_what_is_wrong(pack_id: str, rule_id: str) -> None:
    found = _examined(pack_id, rule_id, "fails.json")
    check = _check_of(rule_id)
    outcome = next(entry.check.outcome for entry in found.report.checks if entry.check.id == check)
    assert outcome is not Outcome.PASSED
    assert _said(found, rule_id) or rule_id == check
