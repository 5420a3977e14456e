# SPDX-License-Identifier: Apache-2.0
"""From a value to a Reading: what was gathered, named and summed up."""

from collections.abc import Sequence
from dataclasses import replace

from assay.credential import Credential, Generation, Json, Kind, Presentation, Reading, Reason
from assay.finding import Finding, Severity
from assay.formats import kinds
from assay.formats.faults import fault
from assay.formats.gathering import NO_CREDENTIAL, Gathering, Spot
from assay.formats.generation import generation_of
from assay.formats.interface import Given
from assay.formats.json_text import print_json
from assay.formats.others import value_that_is_none


def nothing(media_type: str, findings: Sequence[Finding], *, text: str = "", kind: Kind = Kind.UNKNOWN) -> Reading:
    """A reading of a document that could not be read, or is none of ours; the findings say why."""
    return Reading(
        kind, Generation.UNKNOWN, media_type, (Reason(f"recognised.{kind.value}"),), text=text, findings=tuple(findings)
    )


def reading_of(value: Json, given: Given, *, is_token: bool, earlier: Sequence[Finding] = ()) -> Reading:
    """The reading of a JSON value, or of a token given as its text."""
    gathering = Gathering()
    decoded = gathering.gather(value, Spot())
    findings = [*given.findings, *earlier, *gathering.findings]
    if not gathering.credentials and not gathering.presentations:
        return _without_credentials(decoded, given, gathering, findings, is_token=is_token)
    presentation = gathering.presentations[0] if gathering.presentations else None
    credentials = tuple(gathering.credentials)
    kind = _kind(credentials, presentation)
    generation, reasons, is_mixed = generation_of(credentials, presentation)
    if is_mixed:
        findings.append(fault("ENVELOPE-mixed-generations", "parse.mixed_generations", severity=Severity.WARNING))
    return Reading(
        kind,
        generation,
        _media_type(kind, credentials, presentation, is_token=is_token),
        (*_kind_reasons(kind, credentials, presentation), *gathering.reasons, *reasons),
        decoded,
        _text(decoded, given, gathering),
        gathering.tokens > 0,
        presentation,
        credentials,
        findings=tuple(findings),
    )


def _text(decoded: Json, given: Given, gathering: Gathering) -> str:
    return print_json(decoded) if gathering.tokens else given.text


def _without_credentials(
    decoded: Json, given: Given, gathering: Gathering, findings: list[Finding], *, is_token: bool
) -> Reading:
    if isinstance(decoded, list) and not gathering.tokens:
        findings = [found for found in findings if found.text != NO_CREDENTIAL]
        gathering.foreign = decoded
    kind = Kind.UNKNOWN
    if gathering.foreign is not None or not any(found.severity is Severity.VIOLATION for found in findings):
        kind, found = value_that_is_none(decoded)
        findings.append(found)
    if any(found.rule == "PARSE-private-key" for found in findings):
        return nothing("application/json", findings, kind=kind)  # a private key is not shown, not even to its owner
    media_type = "application/jwt" if is_token else "application/json"
    if kind is Kind.DID_DOCUMENT:
        media_type = "application/did+json"
    read = nothing(media_type, findings, text=_text(decoded, given, gathering), kind=kind)
    return replace(read, decoded=decoded, refers_to_decoded=gathering.tokens > 0)


def _kind(credentials: Sequence[Credential], presentation: Presentation | None) -> Kind:
    if presentation is not None:
        return Kind.PRESENTATION
    if all(credential.is_bare_claims for credential in credentials):
        return Kind.CLAIMS
    return Kind.LABEL if all(kinds.is_label(credential.content) for credential in credentials) else Kind.CREDENTIAL


def _kind_reasons(
    kind: Kind, credentials: Sequence[Credential], presentation: Presentation | None
) -> tuple[Reason, ...]:
    """What it is, in a phrase, with how many credentials."""
    count = len(credentials)
    if presentation is not None:
        form = "vp_jwt" if presentation.envelope is not None else "presentation"
        return (Reason(f"recognised.{form}", {"count": count}),)
    if kind is Kind.CLAIMS:
        return (Reason("recognised.claims", {"count": count}),)
    if count > 1:
        return (Reason("recognised.several_credentials", {"count": count}),)
    if kind is Kind.LABEL:
        return (Reason("recognised.label"),)
    return (Reason("recognised.vc_jwt" if credentials[0].envelope is not None else "recognised.credential"),)


def _media_type(
    kind: Kind, credentials: Sequence[Credential], presentation: Presentation | None, *, is_token: bool
) -> str:
    """The registered type: VC-JOSE-COSE §6.1 for tokens, VCDM 2.0 §6.2 for JSON, the older spelling for VCDM 1.1."""
    letters = "vp" if presentation is not None else "vc"
    if is_token:
        return f"application/{letters}+jwt"
    if kind is Kind.CLAIMS:
        return "application/ld+json"
    main = presentation or credentials[0]
    if main.pointer:
        return "application/json"
    is_current = kinds.CREDENTIALS_V2 in kinds.contexts_of(main.content)
    return f"application/{letters}" if is_current else f"application/{letters}+ld+json"
