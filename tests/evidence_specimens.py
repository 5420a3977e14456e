# SPDX-License-Identifier: Apache-2.0
"""Registers of evidence as reports tell them."""

from dataclasses import replace

from assay.finding import Severity
from assay.reports.evidence import EvidenceClaim, EvidenceRegister, EvidenceRemark, EvidenceRow


def register() -> EvidenceRegister:
    """What a project holds as proof: one row with all there is to know, one of which nothing is to be said."""
    remark = EvidenceRemark(Severity.VIOLATION, "project.evidence.over", "It ended.", "So it proves nothing.", "Renew.")
    claim = EvidenceClaim("urn:c", "urn:n", "urn:p", "Legal address")
    full = EvidenceRow(
        "iso",
        "ISO certificate",
        file="iso.pdf",
        url="https://acme.example/iso.pdf",
        media_type="application/pdf",
        size=12,
        sha256="ab" * 32,
        sha512="cd" * 64,
        issuer="Example Certification",
        standard="ISO",
        standard_name="ISO/IEC 27001:2022",
        number="4711",
        valid_from="2023-11-01",
        valid_until="2026-10-31",
        criteria={"P3.1.1": "Security organisation"},
        claims=(claim,),
        remarks=(remark,),
    )
    loose = replace(remark, severity=Severity.INFO, message="The file “old.pdf” is not in the register.")
    good = EvidenceRow("terms", "Terms of service", criteria={"P1.1.1": ""})
    return EvidenceRegister("Acme Cloud", "gaia-x-loire-25.11", (full, good), (loose,), ("A problem.",))


def hostile_register(text: str) -> EvidenceRegister:
    """A text wherever a project's own words can come to stand."""
    remark = EvidenceRemark(Severity.WARNING, "project.evidence.over", text, text, text)
    row = replace(
        register().rows[0],
        title=text,
        file=text,
        url=text,
        media_type=text,
        issuer=text,
        standard=text,
        standard_name=text,
        number=text,
        criteria={text: text},
        claims=(EvidenceClaim(text, text, text, text),),
        remarks=(remark,),
    )
    return EvidenceRegister(text, text, (row,), (remark,), (text,))
