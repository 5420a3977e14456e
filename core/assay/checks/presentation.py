# SPDX-License-Identifier: Apache-2.0
"""The presentation around the credentials (VCDM 2.0 §4.13, ICAM 25.11 §5.3)."""

from collections.abc import Iterator

from assay.checks.case import Case, Setting
from assay.checks.envelope import (
    CREDENTIALS_V1,
    CREDENTIALS_V2,
    as_tuple,
    is_absolute_iri,
    is_older_format,
    member_meant,
    words,
)
from assay.checks.interface import Statement, finding, judged, judged_or_open, not_applicable
from assay.checks.issuer_name import can_be_looked_up, claims_out_of_time, issuer_of
from assay.checks.presentation_parts import LONGEST_PLAIN, brings_words, members_that_hold_more
from assay.checks.token_header import header_findings
from assay.checks.validity import DateFault, date_faults, names_of
from assay.credential import Json, JsonObject, Presentation
from assay.finding import Finding, Place, Severity
from assay.rules.pack import Rule
from assay.texts import quoted

_KNOWN = frozenset({
    "@context", "id", "@id", "type", "@type", "holder", "issuer", "verifiableCredential", "proof", "validFrom",
    "validUntil", "termsOfUse", "name", "description", "iss", "sub", "jti", "iat", "nbf", "exp", "aud", "nonce",
})  # fmt: skip
"""Members of a presentation, and the registered claims a JWT may carry beside them."""


def presentation_members(case: Case, rule: Rule) -> Statement:
    """Each presentation has its context and type, holds credentials, and has no members that nobody reads."""
    presentations = case.presentations
    if not presentations:
        return not_applicable(rule, "reason.no_presentation")
    found = [entry for file, presentation in presentations for entry in _findings(case, rule, file, presentation)]
    if any(brings_words(presentation.content) for _, presentation in presentations):
        return judged_or_open(rule, found, "reason.presentation_words")
    return judged(rule, found)


def _findings(case: Case, rule: Rule, file: str, presentation: Presentation) -> Iterator[Finding]:
    content, place = presentation.content, Place(presentation.pointer, file=file)
    if "VerifiablePresentation" not in as_tuple(content.get("type", content.get("@type"))):
        yield finding(rule, "envelope.type_missing_vp", place=place, path="type")
    if not as_tuple(content.get("verifiableCredential")):
        yield finding(rule, "envelope.presentation_empty", place=place, path="verifiableCredential")
    named = content.get("id", content.get("@id"))
    if named is not None and not is_absolute_iri(named):
        yield finding(rule, "envelope.id_not_absolute", place=place, path="id", params={"member": "id"})
    contexts = as_tuple(content.get("@context"))
    accepted = (CREDENTIALS_V1,) if is_older_format(rule) else (CREDENTIALS_V2, CREDENTIALS_V1)
    if not contexts or contexts[0] not in accepted:
        yield finding(rule, words(rule, "context_first"), place=place, path="@context")
    yield from _held(rule, file, presentation)
    needs_issuer = case.setting is not Setting.DRAFT and not is_older_format(rule)
    if needs_issuer and "issuer" not in content and "holder" not in content:
        yield finding(rule, "envelope.presentation_issuer", Severity.WARNING, place=place, path="issuer")
    if needs_issuer and not content.get("validFrom"):
        yield finding(rule, "envelope.presentation_validFrom", place=place, path="validFrom")
    for name, text, severity, params in _date_faults(case, rule, content):
        where = Place(f"{presentation.pointer}/{name}", file=file)
        yield finding(rule, text, severity, place=where, path=name, params=params)
    for name in claims_out_of_time(content, presentation.envelope, case.moment):
        yield finding(rule, f"envelope.presentation_{name}", place=place, path=name)
    yield from header_findings(case, rule, presentation, place)
    yield from _other_members(rule, file, presentation)


def _held(rule: Rule, file: str, presentation: Presentation) -> Iterator[Finding]:
    """What its known members hold, and its words."""
    content = presentation.content
    if brings_words(content):
        where = Place(f"{presentation.pointer}/@context", file=file)
        yield finding(rule, "envelope.presentation_words", Severity.WARNING, place=where, path="words")
    issuer = content.get("issuer")
    if not is_older_format(rule) and issuer is not None and not can_be_looked_up(issuer_of(content)):
        where, told = Place(f"{presentation.pointer}/issuer", file=file), issuer_of(content) or str(issuer)
        params = {"value": quoted(told)}
        yield finding(rule, "envelope.issuer_scheme", place=where, path="issuer", value=told, params=params)
    holder = content.get("holder")
    if holder is not None and not is_absolute_iri(holder.get("id") if isinstance(holder, dict) else holder):
        yield finding(
            rule, "envelope.holder_form", place=Place(f"{presentation.pointer}/holder", file=file), path="holder"
        )
    for name in members_that_hold_more(content):
        where, member = Place(f"{presentation.pointer}/{name}", file=file), {"member": name}
        yield finding(rule, "envelope.presentation_holds", place=where, path=name, params=member)


def _date_faults(case: Case, rule: Rule, content: JsonObject) -> Iterator[DateFault]:
    return date_faults(content, case.moment, is_draft=case.setting is Setting.DRAFT, names=names_of(rule))


def _other_members(rule: Rule, file: str, presentation: Presentation) -> Iterator[Finding]:
    """Members nobody reads: harmless as a plain word, not where they hold something or resemble what counts."""
    for name, value in presentation.content.items():
        if name in _KNOWN:
            continue
        token = name.replace("~", "~0").replace("/", "~1")
        place = Place(f"{presentation.pointer}/{token}", of_key=True, file=file)
        meant = member_meant(name, _KNOWN)
        if meant:
            params = {"member": name, "suggestion": meant}
            yield finding(rule, "envelope.presentation_member_meant", place=place, path=name, params=params)
        else:
            severity = Severity.VIOLATION if _holds_something(value) or name[:1] == "@" else Severity.INFO
            params = {"member": name}
            yield finding(rule, "envelope.presentation_member", severity, place=place, path=name, params=params)


def _holds_something(value: Json) -> bool:
    """An object, a list, or a text long enough to be a token."""
    return isinstance(value, (dict, list)) or (isinstance(value, str) and len(value) > LONGEST_PLAIN)
