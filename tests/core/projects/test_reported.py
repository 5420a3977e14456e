# SPDX-License-Identifier: Apache-2.0
"""The evidence of a project in the report on its documents: gathered, told where it changed, never weighing."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from assay.cli.run import run
from assay.opening import open_paths
from assay.options import Options
from assay.pipeline import check
from assay.projects.evidence_claims import claims_offered, credential_ids
from assay.projects.evidence_files import taken_in
from assay.projects.evidence_row import Claim, Evidence
from assay.projects.manifest import FILE
from assay.projects.place import InFolder, places_of
from assay.projects.project import Project, close, create_project
from assay.projects.reported import with_evidence
from assay.projects.saving import save
from assay.projects.working import with_credential
from assay.projects.working import with_evidence as with_row
from assay.reports import json_report
from assay.reports.evidence_renderings import evidence_json, evidence_markdown
from assay.reports.report import Report
from assay.rules.bundled import load_bundled, resource
from assay.texts import LANGUAGES, Texts, load_texts
from assay_resources import bundled
from project_specimens import NOW

TEXTS = load_texts("en")
DATA = b"%PDF-1.7 a certificate"


def _empty(folder: Path) -> Project:
    return create_project(folder / "acme", "Acme Cloud", "gaia-x-loire-25.11", NOW, root=folder / "data")


def project(folder: Path, *rows: Evidence) -> Project:
    """A project with the sample of a participant and evidence, saved and closed."""
    text = resource("samples", "good", "participant.json").read_text("utf-8")
    found, _ = with_credential(_empty(folder), "participant", text)
    for row in rows:
        (folder / "ISO.pdf").write_bytes(DATA)
        taken = taken_in(found, folder / "ISO.pdf")
        told = taken.digests
        found, _ = with_row(
            found, replace(row, file=taken.file, sha256=told.sha256, sha512=told.sha512, size=told.size)
        )
    found = save(found).project
    close(found)
    return found


def report_on(folder: Path, *, is_told: bool = True, texts: Texts = TEXTS) -> Report:
    opened = open_paths([str(folder)])
    report = check(opened.documents, Options(draft=True, moment=NOW, lang="en"))
    return with_evidence(report, opened.documents, NOW, texts) if is_told else report


CERTIFICATE = Evidence(
    "ISO certificate", issuer="Example", standard="ISO", criteria=("P3.1.1",), valid_until=date(2027, 1, 31)
)


def test_a_report_gathers_the_evidence_and_its_verdict_stays(tmp_path: Path) -> None:
    found = project(tmp_path, CERTIFICATE)
    report = report_on(found.folder)
    (register,) = report.registers
    (row,) = register.rows
    assert (register.project, row.title, row.file) == (found.manifest.name, "ISO certificate", "ISO.pdf")
    assert (row.standard_name, row.criteria) == ("ISO/IEC 27001:2022", {"P3.1.1": "Security organisation"})
    assert row.remarks == register.problems == ()
    assert replace(report, registers=()) == report_on(found.folder, is_told=False)
    (found.folder / "evidence" / "ISO.pdf").write_bytes(b"another")
    changed = report_on(found.folder)
    assert [remark.text for remark in changed.registers[0].rows[0].remarks] == ["project.evidence.changed"]
    assert (changed.verdict, changed.documents) == (report.verdict, report.documents)
    schema = json.loads(bundled("schemas", "report-1.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(json_report.render(changed)))


def test_without_evidence_a_report_has_the_bytes_it_always_had(tmp_path: Path) -> None:
    found = project(tmp_path)
    assert json_report.render(report_on(found.folder)) == json_report.render(report_on(found.folder, is_told=False))
    assert b'"evidence": [' not in json_report.render(report_on(found.folder))


def _renamed(folder: Path) -> None:
    (folder / FILE).write_text("no toml at all [")


def _other_rules(folder: Path) -> None:
    told = (folder / FILE).read_text()
    (folder / FILE).write_text(told.replace("gaia-x-loire-25.11", "acme-rules"))


@pytest.mark.parametrize(
    ("spoil", "told"), [(_renamed, "is damaged"), (_other_rules, "There is no rule pack “acme-rules”")]
)
def test_a_register_that_cannot_be_told_is_told_as_that(
    tmp_path: Path, spoil: Callable[[Path], None], told: str
) -> None:
    folder = project(tmp_path, CERTIFICATE).folder
    before = report_on(folder, is_told=False)
    spoil(folder)
    report = report_on(folder)
    (register,) = report.registers
    assert not register.rows
    assert told in register.problems[0]
    assert (report.verdict, report.documents) == (before.verdict, before.documents)


def test_documents_know_their_project_by_their_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project(tmp_path).folder
    assert places_of(open_paths([str(folder)]).documents) == (InFolder(folder),)
    (tmp_path / "loose.json").write_text("{}")
    assert places_of(open_paths([str(tmp_path / "loose.json")]).documents) == ()
    monkeypatch.chdir(folder / "credentials")
    assert places_of(open_paths(["participant.jsonld"]).documents) == (InFolder(folder),)
    (folder / FILE).unlink()
    assert places_of(open_paths(["participant.jsonld"]).documents) == ()


OTHERS = (
    Evidence(
        "Audit", issuer="TÜV *Süd*", standard="C5", criteria=("P1.1.1",), valid_until=date(2020, 1, 1),
        claims=(Claim("urn:1", "urn:1", ""),),
    ),
    Evidence("<b>#1</b>", criteria=("P1.1.1", "X")),
)  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_register_is_told_to_people(tmp_path: Path, lang: str) -> None:
    folder = project(tmp_path, *OTHERS).folder
    (folder / "evidence" / "loose.txt").write_text("x")
    texts = load_texts(lang)
    (register,) = report_on(folder, texts=texts).registers
    assert [row.id for row in register.rows] == ["audit", "b-1-b"]
    assert register.rows[0].criteria["P1.1.1"] == load_bundled().texts(lang).of_criterion["P1.1.1"].label
    assert [remark.text for remark in register.remarks] == ["project.evidence.unused"]
    told = "\n".join(evidence_markdown([register], texts))
    assert "\\<b\\>" in told
    assert "TÜV \\*Süd\\*" in told
    assert "BSI C5:2020" in told
    assert "{" not in told


def test_the_register_is_told_to_programs(tmp_path: Path) -> None:
    (told,) = evidence_json(report_on(project(tmp_path, *OTHERS).folder).registers)
    row = told["rows"][0]
    expected = (hashlib.sha256(DATA).hexdigest(), "BSI C5:2020", "2020-01-01", ["P1.1.1"])
    assert tuple(row[name] for name in ("sha256", "standard_name", "valid_until", "criteria")) == expected
    assert row["claims"] == [{"credential": "urn:1", "node": "urn:1", "property": ""}]
    assert row["remarks"][0]["message"] == "“Audit” ended on 2020-01-01."


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
@pytest.mark.parametrize("where", ["", "credentials/participant.jsonld"])
def test_the_command_takes_the_register_along(tmp_path: Path, capfdbinary: Any, form: str, where: str) -> None:
    folder = project(tmp_path, CERTIFICATE).folder
    asked = ["--draft", "--format", form, "--lang", "en", "--at", "2026-11-26T10:00:00Z"]
    code = run(["check", str(folder / where), *asked])
    told = capfdbinary.readouterr().out.decode()
    assert code == 0
    assert "ISO certificate" in told
    assert "ISO/IEC 27001:2022" in told


def test_claims_are_offered_in_words(tmp_path: Path) -> None:
    found = project(tmp_path)
    offers = claims_offered(found, TEXTS, NOW)
    assert ("Acme Cloud GmbH", "Legal address") in {(offer.name, offer.label) for offer in offers}
    assert offers[0].label == offers[0].claim.property == ""
    assert {offer.claim.credential for offer in offers} == credential_ids(found)
    assert len({offer.claim for offer in offers}) == len(offers)


def test_evidence_of_a_project_is_no_document_unless_it_is_named(tmp_path: Path) -> None:
    for name in ("credentials/a.jsonld", "evidence/audit.json", "other/evidence/b.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"{}")
    assert [one.name for one in open_paths([str(tmp_path)]).documents] == [
        "credentials/a.jsonld",
        "evidence/audit.json",
        "other/evidence/b.json",
    ]
    (tmp_path / "project.toml").write_bytes(b"")
    opened = open_paths([str(tmp_path)])
    assert [one.name for one in opened.documents] == ["credentials/a.jsonld", "other/evidence/b.json"]
    assert opened.skipped == ("evidence/audit.json", "project.toml")
    assert len(open_paths([str(tmp_path / "evidence" / "audit.json")]).documents) == 1
