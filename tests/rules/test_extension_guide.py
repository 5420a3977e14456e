# SPDX-License-Identifier: Apache-2.0
"""CONTRIBUTING, "Write an extension pack in ten minutes": done as it stands, it works."""

import json
import re
from pathlib import Path

import pytest

from assay import extensions as extensions_module
from assay.rules.load import load_pack
from assay.rules.pack import RulePack
from assay.verdict import Verdict
from checking import examined
from extension_specimens import AERO, extension_sample, subject_of

GUIDE = Path(__file__).resolve().parents[2] / "CONTRIBUTING.md"
FILES = ("pack.toml", "subclasses.ttl", "shapes.ttl", "context.jsonld", "texts/en.toml")
BLOCK = re.compile(r"^ {3}```(?:toml|turtle|json)\n(.*?)^ {3}```", re.DOTALL | re.MULTILINE)
OWN_WORDS = (
    "aircraftType", "sensorType", "flightPhase", "samplingRate", "unit", "dataClassification", "recordedFrom",
    "recordedUntil", "exportControl",
)  # fmt: skip


@pytest.fixture
def harbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RulePack:
    section = GUIDE.read_text("utf-8").partition("## Write an extension pack")[2].partition("\n## ")[0]
    blocks = BLOCK.findall(section)
    assert len(blocks) == len(FILES)
    (tmp_path / "texts").mkdir()
    for name, block in zip(FILES, blocks, strict=True):
        (tmp_path / name).write_text(re.sub("^ {3}", "", block, flags=re.MULTILINE), "utf-8")
    (tmp_path / "rules.toml").write_text("# none\n", "utf-8")
    pack = load_pack(tmp_path, use_prebuilt=False)
    monkeypatch.setattr(extensions_module, "load", lambda *_: pack)
    return pack


def test_the_guide_works(harbour: RulePack) -> None:
    document = extension_sample(AERO, "good/sensor-data.json")
    credential, subject = document["verifiableCredential"][0], subject_of(document)
    credential["@context"][2] = harbour.context_urls[0]
    credential["type"][1] = subject["type"] = "h:Berth"
    for word in OWN_WORDS:
        del subject[word]
    bad = examined(json.dumps(document), extensions=(harbour.id,)).report
    assert (bad.verdict, bad.extensions[0].verdict) == (Verdict.CONFORMANT, Verdict.NON_CONFORMANT)
    assert "Missing: Depth." in {found.message for found in bad.findings}
    subject["depth"] = 12
    good = examined(json.dumps(document), extensions=(harbour.id,)).report
    assert (good.verdict, good.extensions[0].verdict) == (Verdict.CONFORMANT, Verdict.CONFORMANT)
