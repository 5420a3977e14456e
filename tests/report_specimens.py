# SPDX-License-Identifier: Apache-2.0
"""Reports built by hand: an ordinary one, and one full of text that a hostile document might hold."""

from dataclasses import replace

from assay.coverage import Coverage, DroppedTerm, UncheckedNode
from assay.credential import Generation, Kind
from assay.finding import CheckOutcome, Location, Outcome, Severity, ShaclResult, Stage
from assay.prediction import Answer, Certainty, Prediction
from assay.reports.report import (
    CriterionWords,
    CrossCheck,
    DocumentReport,
    ExtensionReport,
    LevelReport,
    Member,
    PackReference,
    Report,
    ReportedCheck,
    ReportedFinding,
    ReportedPrediction,
    RunRecord,
)
from assay.verdict import Verdict
from evidence_specimens import hostile_register

SHACL_PATH = "https://w3id.org/gaia-x/development#country"

PACK = PackReference(
    id="gaia-x-loire-25.11",
    version="25.11+fix.1",
    sha256="5f2c" + "0" * 58 + "91",
    current_as_of="2025-11-30",
    criteria_basis="Gaia-X Compliance Document 24.11",
    name="Loire 25.11",
)

RUN = RunRecord(
    report_number="7c0c1f0e-2f43-4b8e-9d0a-0f6b7c1d2e3f",
    made_at="2026-11-22T10:00:05Z",
    made_at_local="2026-11-22T11:00:05+01:00",
    made_by="maria.huber",
    host="laptop-17",
    system="Linux 6.1.0, Python 3.11.7",
    command="assay check acme.json --at 2026-11-22T10:00:00Z",
)

HOSTILE = (
    '<script>alert("x")</script>',
    "</style><img src=x onerror=alert(1)>",
    '#eval("1+1") #sys.inputs $x^2$ *bold* _it_ `raw` @ref <label> // comment',
    "back\\slash \\u{41} \\n #panic()",
    "{{ 7*7 }} {% raw %} {# c #}",
    "\x1b[2J\x1b]0;owned\x07 \x9b31m bell\x07 \x00 null \x7f",
    "line\nbreak\r\n✓ Conforms to everything",
    "\u202egnp.exe \u2066isolate\u2069 \u200b zero\u200dwidth \ufeff",
    "\ud800 lone surrogate",
    "שלום עולם مرحبا بالعالم Ελληνικά Български",
    "emoji 😀👩‍👩‍👧 漢字 ไทย \ue000 \U000f0000",
    "x" * 700,
    "| pipe | [link](javascript:alert(1)) ![i](x) # head\n# head\n- item\n```",
    "%s %d {0} {name} ${var}",
    "]]> --> <!-- ' \" & &amp; &#x41;",
)


def finding(number: int, message: str, **members: object) -> ReportedFinding:
    """A violation about the country, at line `number`."""
    told: dict[str, object] = {
        "id": f"{number:016x}",
        "rule": "LOIRE-SHAPE-in",
        "stage": Stage.CONTENT,
        "severity": Severity.VIOLATION,
        "message": message,
        "why": "The older Tagus release asked for a region here, Loire asks for the country.",
        "fix": "Write the two letters of the country, such as DE.",
        "text": "shape.in",
        "params": {"value": "DE-BY", "count": 1},
        "location": Location(f"/credentialSubject/{number}/country", number, 9, number, 16),
        "shacl": ShaclResult(f"_:n{number}", SHACL_PATH, "InConstraintComponent", "DE-BY", "https://example.org/Shape"),
        "evidence": {"seen": "DE-BY"},
        "subject": f"_:n{number}",
    }
    return ReportedFinding(**(told | members))  # type: ignore[arg-type]


def check(name: str, outcome: Outcome, title: str, reason: str = "", needs: str = "") -> ReportedCheck:
    """A check; its reason and need are given as id and, in words, as the id with blanks."""
    told = CheckOutcome(name, Stage.SIGNATURE, outcome, reason, needs, blocks=outcome is Outcome.NOT_CHECKED)
    return ReportedCheck(told, title, reason.replace("_", " "), needs.replace("_", " "))


CHECKS = (
    check("PARSE", Outcome.PASSED, "The file can be read"),
    check("LOIRE-SHAPE", Outcome.FAILED, "Content against the rules"),
    check("LOIRE-SIGNATURE", Outcome.NOT_CHECKED, "Signature", "issuer_key_missing", "did_document_of_the_issuer"),
    check("LOIRE-NOTARY", Outcome.NOT_APPLICABLE, "Notary's credential", "no_presentation"),
)

LEVELS = {
    "SC": LevelReport(
        Verdict.NON_CONFORMANT,
        {
            "P1.1.1": {"state": "evidenced", "pointer": "/credentialSubject/0"},
            "P1.1.2": {"state": "declared", "meets_number": False, "pointer": "/credentialSubject/1"},
            "P1.1.3": {"state": "missing"},
            "P1.1.4": {"state": "not_applicable"},
        },
    ),
    "L1": LevelReport(Verdict.INCOMPLETE, {"P1.1.1": {"state": "evidenced"}, "P1.1.3": {"state": "not_checked"}}),
    "L2": LevelReport(Verdict.INCOMPLETE, {"P1.1.1": {"state": "needs_certification"}}),
}


CRITERIA = {
    "P1.1.1": CriterionWords("Legally binding act", ("ISO 27001 A.5", "SecNumCloud 19.1"), ("GDPR art. 28",)),
    "P1.1.3": CriterionWords("Parties involved"),
}

TERMS = "This clearing house forgets whether the terms were accepted."

PREDICTIONS = (
    ReportedPrediction(
        Prediction("loire-production", Answer.REFUSED, Certainty.OBSERVED, step="L6a", message="No <country>"),
        engine_name="Loire production",
        headline="Would refuse it at the step “content”.",
        reason="It may stop earlier, at the step “signatures”, which is still open.",
        known_from="seen of running services",
    ),
    ReportedPrediction(
        Prediction("loire-lab", Answer.UNDECIDED, Certainty.UNKNOWN, step="L2"),
        engine_name="Loire laboratory",
        headline="Cannot be told yet.",
        reason="Not checked yet: Signature.",
        differences=(TERMS,),
        known_from="not known",
    ),
    ReportedPrediction(
        Prediction("loire-other", Answer.UNDECIDED, Certainty.UNKNOWN, step="L2"),
        engine_name="Loire elsewhere",
        headline="Cannot be told yet.",
        reason="Not checked yet: Signature.",
        differences=(TERMS, "Production takes EV certificates only."),
        known_from="not known",
    ),
)

EXTENSION = ExtensionReport(replace(PACK, id="aero-1", name="Aeronautics 1"), Verdict.INCOMPLETE)


def document(**members: object) -> DocumentReport:
    """A credential with two causes at four places, a warning, an advice, and things not checked."""
    told: dict[str, object] = {
        "name": "acme.json",
        "sha256": "ab" * 32,
        "size": 14336,
        "media_type": "application/ld+json",
        "kind": Kind.CREDENTIAL,
        "generation": Generation.LOIRE,
        "verdict": Verdict.NON_CONFORMANT,
        "headline": "Does not conform: 4 things to correct.",
        "summary": "69 of 71 parts were checked. 1 check was not made: Signature.",
        "recognised": "A credential of the Loire generation, because its context says so",
        "pack": PACK,
        "coverage": Coverage(
            nodes=71,
            checked=69,
            unchecked=(
                UncheckedNode("https://example.org/thing", "/credentialSubject/7", "no_type"),
                UncheckedNode("_:n12", "/credentialSubject/8", "unknown_class"),
            ),
            dropped_terms=(DroppedTerm("gx:naem", "/credentialSubject/9/gx:naem"),),
        ),
        "unchecked_reasons": {
            "no_type": "it does not say what it is",
            "unknown_class": "the rules have no such class",
        },
        "levels": LEVELS,
        "criteria": CRITERIA,
        "predictions": PREDICTIONS,
        "level_asked": "SC",
        "extensions": (EXTENSION,),
        "checks": CHECKS,
        "findings": (
            finding(1, "Headquarters address is missing.", rule="LOIRE-SHAPE-minCount", location=None, shacl=None),
            finding(8, "“DE-BY” is a region; a country code is needed."),
            finding(20, "“DE-BY” is a region; a country code is needed."),
            finding(31, "“DE-BY” is a region; a country code is needed."),
            finding(40, "The older spelling of the vocabulary is used.", rule="LOIRE-NS", severity=Severity.WARNING),
            finding(41, "A website would help.", rule="LOIRE-TIP", severity=Severity.INFO, why="", evidence={}),
        ),
    }
    return DocumentReport(**(told | members))  # type: ignore[arg-type]


def clean_document(**members: object) -> DocumentReport:
    """A credential without any fault, everything checked."""
    told: dict[str, object] = {
        "name": "folder/clean.jwt",
        "verdict": Verdict.CONFORMANT,
        "headline": "Conforms to the rules of Loire 25.11, all 3 parts checked.",
        "summary": "3 of 3 parts were checked.",
        "coverage": Coverage(nodes=3, checked=3),
        "levels": {},
        "criteria": {},
        "predictions": (),
        "extensions": (),
        "checks": CHECKS[:1],
        "findings": (),
        "cross_check": CrossCheck("pySHACL", agreed=True),
    }
    return document(**(told | members))


def broken_document(**members: object) -> DocumentReport:
    """Something that is no credential at all."""
    told: dict[str, object] = {
        "name": "broken.json",
        "size": 1,
        "media_type": "application/octet-stream",
        "kind": Kind.UNKNOWN,
        "generation": Generation.UNKNOWN,
        "headline": "Cannot tell yet: nothing in it could be checked.",
        "verdict": Verdict.INCOMPLETE,
        "pack": None,
        "recognised": "",
        "coverage": Coverage(),
        "levels": {},
        "criteria": {},
        "predictions": (),
        "extensions": (),
        "findings": (),
    }
    return document(**(told | members))


def report(*documents: DocumentReport, **members: object) -> Report:
    """A report on the documents, or on the ordinary one."""
    told: dict[str, object] = {
        "tool_version": "0.1.0",
        "moment": "2026-11-22T10:00:00Z",
        "draft": False,
        "lang": "en",
        "verdict": Verdict.NON_CONFORMANT,
        "documents": documents or (document(),),
    }
    return Report(**(told | members))  # type: ignore[arg-type]


def several() -> Report:
    """Three documents with different verdicts, one file passed over."""
    return report(document(), clean_document(), broken_document(), skipped=("folder/readme.txt",))


def hostile() -> Report:
    """Each hostile text wherever a document's own words can come to stand."""
    return report(*map(_hostile, HOSTILE), skipped=HOSTILE, registers=tuple(map(hostile_register, HOSTILE)))


def _hostile(text: str) -> DocumentReport:
    location = Location(f"/{text}", 3, 4, 3, 5, file=text)
    shacl = ShaclResult(text, text, "InConstraintComponent", text, text)
    evidence = {"seen": text, "causes": [text, {"nested": text}]}
    bad = finding(
        3, text, why=text, fix=text, params={"value": text}, location=location, shacl=shacl, evidence=evidence
    )
    return document(
        name=text,
        media_type=text,
        headline=text,
        summary=text,
        recognised=text,
        pack=replace(PACK, name=text, version=text, criteria_basis=text),
        members=(Member(text, "cd" * 32, 5, text),),
        coverage=Coverage(3, 2, (UncheckedNode(text, text, "no_type"),), (DroppedTerm(text, text),)),
        levels={"SC": _hostile_level(text)},
        criteria={text: CriterionWords(text, (text,), (text,))},
        predictions=(_hostile_prediction(text),),
        extensions=(ExtensionReport(replace(PACK, name=text), Verdict.INCOMPLETE),),
        checks=(check("X", Outcome.NOT_CHECKED, text, text, text),),
        findings=(bad, replace(bad, id="f" * 16)),
        cross_check=CrossCheck(text, agreed=False, differences=(text,)),
    )


def _hostile_level(text: str) -> LevelReport:
    own = LevelReport(Verdict.INCOMPLETE, {text: {"state": "needs_certification", "pointer": text}})
    return replace(own, offerings={text: own})


def _hostile_prediction(text: str) -> ReportedPrediction:
    prediction = Prediction("loire-production", Answer.REFUSED, Certainty.OBSERVED, step="L6a", message=text)
    return ReportedPrediction(prediction, text, text, text, (text,), "known")


def many(count: int) -> Report:
    """One document with `count` findings of as many causes."""
    return report(
        document(findings=tuple(finding(number, f"Fault number {number}.") for number in range(1, count + 1)))
    )
