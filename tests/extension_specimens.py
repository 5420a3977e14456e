# SPDX-License-Identifier: Apache-2.0
"""Extension packs for tests: the bundled example with parts of its files changed, and documents that use it."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from assay.examination import Examination
from assay.rules.bundled import load_bundled, resource
from assay.rules.load import load_pack
from assay.rules.pack import RulePack
from assay.texts import LANGUAGES
from assay.verdict import Verdict, worst

AERO = "assay-example-aeronautics"
NUC = "assay-example-nuclear"
EXAMPLES = (AERO, NUC)
AERO_NAMESPACE = "https://assay.example/aeronautics#"
TEXTS = tuple(f"texts/{lang}.toml" for lang in LANGUAGES)
GX = "https://w3id.org/gaia-x/development#"
Change = Callable[[str], str]
Patched = Callable[[Mapping[str, Change]], RulePack]


def changed_pack(folder: Path, pack_id: str = AERO, changes: Mapping[str, Change] | None = None) -> RulePack:
    """A copy of a bundled pack in the folder, with some files changed as text; PackError as loading raises it."""
    copy = folder / pack_id
    shutil.copytree(Path(str(resource("rule_packs", pack_id))), copy, dirs_exist_ok=True)
    for name, change in (changes or {}).items():
        place = copy / name
        told = place.read_text(encoding="utf-8")
        assert change(told) != told, f"{name} was not changed"
        place.write_text(change(told), encoding="utf-8")
    return load_pack(copy, use_prebuilt=False)


def replacing(old: str, new: str) -> Change:
    """Replaces a piece of text, once; fails where it is not there."""

    def change(told: str) -> str:
        assert old in told, old
        return told.replace(old, new, 1)

    return change


def adding(more: str) -> Change:
    """Adds text at the end."""
    return lambda told: f"{told}\n{more}\n"


def with_term(name: str, definition: object) -> Change:
    """Adds a term to a context."""

    def change(told: str) -> str:
        document = json.loads(told)
        document["@context"][name] = definition
        return json.dumps(document)

    return change


def sample_files(pack_id: str, quality: str) -> list[Path]:
    """Files of a pack's own samples, `good` or `bad`."""
    return sorted(Path(str(resource("rule_packs", pack_id, "samples", quality))).iterdir())


def extension_sample(pack_id: str, name: str) -> dict[str, Any]:
    """A sample of a pack as a value of its own, e.g. `good/sensor-data.json`."""
    place = Path(str(resource("rule_packs", pack_id, "samples", *name.split("/"))))
    found: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return found


def subject_of(document: dict[str, Any], number: int = 0) -> dict[str, Any]:
    """The subject of one credential of a presentation, to be changed."""
    found: dict[str, Any] = document["verifiableCredential"][number]["credentialSubject"]
    return found


def inline(document: dict[str, Any], pack_id: str) -> dict[str, Any]:
    """The document with the extension's context written into it, so that it reads the same without the extension."""
    pack = load_bundled(pack_id)
    for credential in document["verifiableCredential"]:
        credential["@context"] = [
            pack.context["@context"] if entry in pack.context_urls else entry for entry in credential["@context"]
        ]
    return document


def both_verdicts(examination: Examination) -> tuple[Verdict, Verdict]:
    """The verdict of the base and that of the extension; somebody has to say why one is not good."""
    report = examination.report
    assert report.findings or worst([report.verdict, report.extensions[0].verdict]) is Verdict.CONFORMANT
    return report.verdict, report.extensions[0].verdict


def with_subject(value: dict[str, Any], change: Callable[[dict[str, Any]], object], number: int = 0) -> dict[str, Any]:
    """The document with one of its subjects changed."""
    change(subject_of(value, number))
    return value


def texts_of(examination: Examination) -> list[str]:
    """Text ids of the findings."""
    return [finding.text for finding in examination.report.findings]
