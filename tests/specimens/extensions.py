# SPDX-License-Identifier: Apache-2.0
"""Writes the specimens of the example extensions: `python tests/specimens/extensions.py`, from the root of the sources.

Each is a good sample of the pack with one thing changed. A test compares what this makes with the files, so that
neither changes alone.
"""

import copy
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extension_specimens import AERO, NUC, extension_sample, subject_of

HERE = Path(__file__).resolve().parent
Change = Callable[[dict[str, Any]], object]
_SENSOR, _MATERIAL = "good/sensor-data.json", "good/material-declaration.json"
_RECORD = "good/component-record.json"
FAILS: dict[str, dict[str, tuple[str, Change]]] = {
    AERO: {
        "AERO-CONTENT-coverage": (_SENSOR, lambda s: s.update({"aero:samplingRat": "7"})),
        "AERO-CONTENT-shapes": (_SENSOR, lambda s: s.pop("unit")),
        "AERO-GRAPH-dangling-reference": (_SENSOR, lambda s: s.update(exportControl="https://wing.example/x")),
        "AERO-CONTENT-mass-shares": (_MATERIAL, lambda s: s["material"].pop()),
        "AERO-CRITERIA-levels": (_MATERIAL, lambda s: s["lifeCycleInventory"].update(method="ISO-14067")),
        "AERO-CRITERION-1": (_MATERIAL, lambda s: s["supplier"].pop("cageCode")),
        "AERO-CRITERION-2": (_MATERIAL, lambda s: s["lifeCycleInventory"].pop("document")),
        "AERO-CRITERION-3": (_MATERIAL, lambda s: s["material"][1].update(recycledShare=9)),
        "AERO-SHAPE-class": (_SENSOR, lambda s: s["exportControl"].update(type="aero:Supplier")),
        "AERO-SHAPE-closed": (_MATERIAL, lambda s: s["supplier"].update(partNumber="7")),
        "AERO-SHAPE-datatype": (_SENSOR, lambda s: s.update({"samplingRate": "fast"})),
        "AERO-SHAPE-in": (_SENSOR, lambda s: s.update(sensorType="Vibration")),
        "AERO-SHAPE-lessThanOrEquals": (_SENSOR, lambda s: s.update(recordedUntil="2026-01-09T08:00:00Z")),
        "AERO-SHAPE-maxCount": (_SENSOR, lambda s: s.update(unit=["mm/s", "in/s"])),
        "AERO-SHAPE-maxInclusive": (_MATERIAL, lambda s: s["material"][0].update(recycledShare=101)),
        "AERO-SHAPE-minCount": (_MATERIAL, lambda s: s.pop("reachStatement")),
        "AERO-SHAPE-minExclusive": (_MATERIAL, lambda s: s.update(massInKilograms=0)),
        "AERO-SHAPE-minInclusive": (_MATERIAL, lambda s: s["material"][0].update(recycledShare=-1)),
        "AERO-SHAPE-minLength": (_SENSOR, lambda s: s.update(aircraftType="A")),
        "AERO-SHAPE-or": (_MATERIAL, lambda s: s["reachStatement"].update(containsConcernSubstance=True)),
        "AERO-SHAPE-pattern": (_MATERIAL, lambda s: s["supplier"].update(cageCode="IO123")),
    },
    NUC: {
        "NUC-CONTENT-coverage": (_RECORD, lambda s: s.update({"nuc:seismicCategry": "none"})),
        "NUC-CONTENT-shapes": (_RECORD, lambda s: s.pop("safetyClass")),
        "NUC-GRAPH-dangling-reference": (_RECORD, lambda s: s.update(retention="https://valve.example/x")),
        "NUC-GRAPH-heat-number": (_RECORD, lambda s: s["part"][0].update(heatNumber="H-2O417")),
        "NUC-CRITERIA-levels": (_RECORD, lambda s: s["qualification"].pop("document")),
        "NUC-CRITERION-1": (_RECORD, lambda s: s["part"][0]["materialCertificate"].pop("document")),
        "NUC-CRITERION-2": (
            _RECORD,
            lambda s: s["part"][0]["materialCertificate"].update(certificateType="EN-10204-3.1"),
        ),
        "NUC-CRITERION-3": (_RECORD, lambda s: s.pop("qualification")),
        "NUC-SHAPE-class": (_RECORD, lambda s: s["qualification"].update(type="nuc:Retention")),
        "NUC-SHAPE-closed": (_RECORD, lambda s: s["retention"].update(lotNumber="7")),
        "NUC-SHAPE-datatype": (_RECORD, lambda s: s["retention"].update(retentionYears="for ever")),
        "NUC-SHAPE-in": (_RECORD, lambda s: s.update(seismicCategory="1")),
        "NUC-SHAPE-lessThan": (_RECORD, lambda s: s["qualification"].update(qualifiedFrom="2035-05-31")),
        "NUC-SHAPE-maxCount": (_RECORD, lambda s: s.update(safetyClass=["class-1", "class-2"])),
        "NUC-SHAPE-minCount": (_RECORD, lambda s: s["part"][0].pop("heatNumber")),
        "NUC-SHAPE-minInclusive": (_RECORD, lambda s: s["retention"].update(retentionYears=9)),
        "NUC-SHAPE-minLength": (_RECORD, lambda s: s.update(componentTag="")),
        "NUC-SHAPE-or": (_RECORD, lambda s: s["exportControl"].pop("classificationNumber")),
        "NUC-SHAPE-pattern": (_RECORD, lambda s: s.update(regulatorCountry="de")),
    },
}
"""Pack to rule to the sample it passes, and what makes it fail."""
OPTIONS = {
    "AERO-CRITERIA-levels": 'levels = ["L1"]\n',
    "AERO-CRITERION-1": 'levels = ["SC"]\n',
    "AERO-CRITERION-2": 'levels = ["L1"]\n',
    "AERO-CRITERION-3": 'levels = ["L1"]\n',
    "NUC-CRITERIA-levels": 'levels = ["L1"]\n',
    "NUC-CRITERION-1": 'levels = ["SC"]\n',
    "NUC-CRITERION-2": 'levels = ["L1"]\n',
    "NUC-CRITERION-3": 'levels = ["L1"]\n',
}
"""The level that a specimen asks for."""
PRESENTED = "-GRAPH-dangling-reference"
"""A reference to nothing is a violation only where all is handed in."""


def texts(pack_id: str) -> dict[str, str]:
    """Path below the pack's folder to the text of the file."""
    found: dict[str, str] = {}
    for rule_id, (name, change) in FAILS[pack_id].items():
        right = extension_sample(pack_id, name)
        wrong = copy.deepcopy(right)
        change(subject_of(wrong))
        if rule_id in OPTIONS:
            found[f"{rule_id}/options.toml"] = OPTIONS[rule_id]
        if rule_id.endswith(PRESENTED):
            found[f"{rule_id}/options.toml"] = "draft = false\n"
        else:
            right, wrong = (value["verifiableCredential"][0] for value in (right, wrong))
        found[f"{rule_id}/passes.json"], found[f"{rule_id}/fails.json"] = _json(right), _json(wrong)
    return found


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Writes all files, and takes away what no longer belongs."""
    for pack_id in FAILS:
        folder, found = HERE / pack_id, texts(pack_id)
        for path in folder.rglob("*.*"):
            if path.is_file() and path.relative_to(folder).as_posix() not in found:
                path.unlink()
        for name, text in found.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
