# SPDX-License-Identifier: Apache-2.0
"""The form of members that carry no claims: names and descriptions, schemas (VCDM 2.0 §4.11 and §11.1)."""

from collections.abc import Iterator

from assay.checks.case import CaseCredential
from assay.checks.interface import finding
from assay.checks.presentation_parts import is_spoken
from assay.credential import Json
from assay.finding import Finding, Place
from assay.rules.pack import Rule

_SPOKEN = ("name", "description")


def form_findings(rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    """Names and descriptions that are no texts, and schemas that cannot be told apart."""
    content = entry.credential.content
    issuer = content.get("issuer")
    for path, holder in (("", content), ("issuer/", issuer)):
        for name in _SPOKEN:
            if isinstance(holder, dict) and not is_spoken(holder.get(name)):
                yield _told(rule, entry, f"{path}{name}", "envelope.no_text")
    schemas = content.get("credentialSchema")
    if any(_has_no_id(item) for item in (schemas if isinstance(schemas, list) else [schemas])):
        yield _told(rule, entry, "credentialSchema", "envelope.member_without_id")


def _has_no_id(item: Json) -> bool:
    return isinstance(item, dict) and not (item.get("id") or item.get("@id"))


def _told(rule: Rule, entry: CaseCredential, path: str, text: str) -> Finding:
    place = Place(f"{entry.credential.pointer}/{path}", file=entry.credential.file)
    member = path.rpartition("/")[2]
    return finding(rule, text, place=place, subject=entry.credential.id, path=path, params={"member": member})
