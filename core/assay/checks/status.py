# SPDX-License-Identifier: Apache-2.0
"""Status of credentials, by the status lists that were given: active, revoked, suspended (ICAM 25.11 §5.7.2).

A list is believed where it is signed by the issuer of the credential and valid at the moment; any other one, and one
that is past its end, counts as not given. Nothing is looked up.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from assay.checks.case import CREDENTIALS, Case, CaseCredential
from assay.checks.interface import Statement, finding, judged, not_applicable, not_checked
from assay.checks.proofs import issuer_of, proof_inside, timely
from assay.checks.validity import NAMES, OLDER_NAMES, date_faults, parse_date_time_stamp
from assay.credential import Credential, Json
from assay.finding import Finding, Severity
from assay.identity.did import published_at
from assay.identity.did_document import DidDocument
from assay.linked_data.canonical import SECONDS, CanonicalError, canonical_form
from assay.linked_data.contexts import ContextSource
from assay.proofs.answer import Fault, ProofAnswer, shown
from assay.proofs.token_proof import token_proof
from assay.rules.pack import Rule
from assay.values import frozen

if TYPE_CHECKING:
    from assay.identity.status_list import StatusEntry, StatusList

MAX_ENTRIES = 64
"""Of one credential; more are not looked at, and said to be open."""
_MISSING, _UNPROVEN, _UNCLEAR = "reason.status_list_missing", "reason.status_unproven", "reason.status_unclear"
_NEEDS = {_MISSING: "needs.status_list", _UNPROVEN: "needs.status_proof", _UNCLEAR: "needs.status_list"}
_WITHDRAWN = {"revocation": "listed.revoked", "suspension": "listed.suspended"}
_USED = ("issuer", *NAMES, *OLDER_NAMES)
"""Members of a list credential that are relied on; those of the list itself beside them."""
_MILLISECONDS = 10**11
_STATUS = CREDENTIALS + "credentialStatus"
Open: TypeAlias = tuple[Fault, str]
"""What is to be told, and the reason why the status stays open."""


@frozen
class StatusAnswer:
    """What became of one entry of `credentialStatus`."""

    credential: CaseCredential
    entry: str
    """List and number, as part of the fingerprint of what is told."""
    faults: tuple[Fault, ...] = ()
    reason: str = ""
    """Text id of why it stays open; empty where the list answered."""
    source: "StatusList | None" = None
    """The list that was looked at."""
    document: DidDocument | None = None
    """That of its issuer."""


def status_answers(case: Case) -> Iterator[StatusAnswer]:
    """Every entry of every credential, in their order."""
    proofs: dict[str, ProofAnswer | None] = {}
    for entry in case.credentials:
        if "credentialStatus" not in entry.credential.content:
            if _STATUS in entry.says:  # under another spelling: which entry it is, nobody looked at
                yield StatusAnswer(entry, "", (_warning("listed.entry_form", member="credentialStatus"),), _UNCLEAR)
            continue
        told = entry.credential.content["credentialStatus"]
        values = told if isinstance(told, list) and told else [told]
        for value in values[:MAX_ENTRIES]:
            yield _answer(case, entry, value, proofs)
        if len(values) > MAX_ENTRIES:
            fault = Fault("listed.too_many", {"count": len(values), "limit": MAX_ENTRIES}, Severity.WARNING)
            yield StatusAnswer(entry, "", (fault,), _UNCLEAR)


def _answer(case: Case, credential: CaseCredential, value: Json, proofs: dict[str, ProofAnswer | None]) -> StatusAnswer:
    from assay.identity.status_list import StatusFault, status_entry

    try:
        wanted = status_entry(value)
    except StatusFault as error:
        return StatusAnswer(credential, "", (_warning(error.text_id, **error.params),), _UNCLEAR)
    name = f"{wanted.list_id} {wanted.index} {wanted.purpose}"
    if not _is_read(case, credential):
        return StatusAnswer(credential, name, (_warning("listed.entry_unsigned"),), _UNCLEAR)
    found = case.trust.by_list.get(wanted.list_id)
    if found is None:
        missing = Fault("listed.list_missing", {"address": shown(wanted.list_id)}, Severity.INFO)
        return StatusAnswer(credential, name, (missing,), _MISSING)
    if found.file not in proofs:
        proofs[found.file] = _proof(case, found)
    proof = proofs[found.file]
    document = proof.document if proof else None
    if why := _why_not_believed(case, found, proof, credential):
        return StatusAnswer(credential, name, (why[0],), why[1], found, document)
    fault, reason = _said(found, wanted)
    return StatusAnswer(credential, name, (fault,) if fault else (), reason, found, document)


def _is_read(case: Case, credential: CaseCredential) -> bool:
    """Whether a signature covers the entry: one inside of a document covers only what linked data reads."""
    if credential.credential.envelope is not None:
        return True
    start = f"{credential.credential.pointer}/credentialStatus"
    return not any(f"{term.pointer}/".startswith(f"{start}/") for term in case.dropped)


def _proof(case: Case, found: "StatusList") -> ProofAnswer | None:
    held = Credential("", found.content, envelope=found.envelope)
    token = token_proof(found.envelope, issuer_of(found.content), case.trust)
    proof = token or proof_inside(case, held, SECONDS)
    return proof and timely(proof, case.moment)


def _why_not_believed(
    case: Case, found: "StatusList", proof: ProofAnswer | None, credential: CaseCredential
) -> Open | None:
    file, issuer = {"file": found.file}, issuer_of(found.content)
    if issuer != issuer_of(credential.credential.content):
        named = {"list_issuer": shown(issuer), "issuer": shown(issuer_of(credential.credential.content))}
        return _warning("listed.list_issuer", **file, **named), _UNCLEAR
    if (late := _date_fault(found, case.moment)) is not None:
        return late, _MISSING
    if proof is None:
        return _warning("listed.list_unsigned", **file), _UNPROVEN
    if proof.did and proof.document is None:
        params = {**file, "did": proof.did, "address": published_at(proof.did) or proof.did}
        return Fault("listed.list_key_missing", params, Severity.INFO), _UNPROVEN
    if proof.document is not None and proof.document.came_along:  # whoever made the one may have made the other
        return _warning("listed.list_unproven", **file), _UNPROVEN
    if not _holds(proof):
        return _warning("listed.list_unproven", **file), _UNPROVEN
    if found.envelope is None and not _is_covered(case, found):
        return _warning("listed.list_uncovered", **file), _UNPROVEN
    return None


def _holds(proof: ProofAnswer) -> bool:
    """The key is the issuer's, and signed; that `iss` is missing in the header is a matter of form (ICAM §5.1)."""
    told = (*proof.identity, *proof.signature)
    faults = [fault for fault in told if fault.severity in (None, Severity.VIOLATION)]
    return proof.is_verified and not proof.gap and all(fault.text == "identity.iss_missing" for fault in faults)


def _is_covered(case: Case, found: "StatusList") -> bool:
    """Whether everything that is relied on is part of what was signed: linked data passes over unknown words."""
    body = {name: told for name, told in found.content.items() if name != "proof"}
    try:
        quads = canonical_form(body, ContextSource(case.pack.contexts)).splitlines()
    except CanonicalError:
        return False
    if not any(quad.startswith(f"<{found.id}> ") for quad in quads):
        return False
    told = [(name, found.content.get(name)) for name in _USED]
    told += [("encodedList", found.subject.get("encodedList")), *(("statusPurpose", it) for it in found.purposes)]
    return all(_is_stated(quads, name, issuer_of(found.content) if name == "issuer" else it) for name, it in told if it)


def _is_stated(quads: list[str], name: str, value: Json) -> bool:
    """One statement under a word that ends in that name, with that value."""
    return any(f"#{name}> " in quad and (f' "{value}"' in quad or f" <{value}>" in quad) for quad in quads)


def _date_fault(found: "StatusList", moment: datetime) -> Fault | None:
    """Why the list does not count at the moment; None where it does."""
    for names in (NAMES, OLDER_NAMES):
        for member, text, _, _ in date_faults(found.content, moment, is_draft=False, names=names):
            day = str(found.content.get(member))[: len("2026-01-31")]
            kind = "expired" if text.endswith(".expired") else "dates"
            return _list_date(kind, found, day)
    for part in (found.content, found.envelope.header if found.envelope else {}):
        if (end := part.get("exp")) is not None and not _is_later(end, moment):
            return _list_date("expired", found, shown(end))
    return None


def _list_date(kind: str, found: "StatusList", day: str) -> Fault:
    text = "listed.list_expired" if kind == "expired" else "listed.list_dates"
    return Fault(text, {"file": found.file, "day": shown(day)}, Severity.WARNING)


def _is_later(told: Json, moment: datetime) -> bool:
    """Whether `exp` (RFC 7519 §4.1.4) lies ahead; some issuers write it in milliseconds."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        return False
    return (told / 1000 if told > _MILLISECONDS else told) > moment.timestamp()


def _said(found: "StatusList", wanted: "StatusEntry") -> tuple[Fault | None, str]:
    """What the list says at the entry, and why it says nothing that could be judged."""
    from assay.identity.status_list import StatusFault

    params: dict[str, str | int] = {"file": found.file, "index": wanted.index, "purpose": shown(wanted.purpose)}
    if wanted.purpose not in found.purposes:
        return _warning("listed.purpose", **params, known=shown(", ".join(found.purposes))), _UNCLEAR
    try:
        value = found.value(wanted)
    except StatusFault as fault:
        return _warning(fault.text_id, **{"file": found.file, **fault.params}), _UNCLEAR
    if value == 0 and wanted.purpose in _WITHDRAWN:
        return None, ""
    if wanted.purpose in _WITHDRAWN:
        return Fault(_WITHDRAWN[wanted.purpose], params), ""
    if wanted.purpose == "refresh":
        return (_warning("listed.refresh", **params) if value else None), ""
    message = wanted.messages.get(value, str(value))
    return _warning("listed.message", **params, message=message), _UNCLEAR


def _warning(text: str, **params: str | int) -> Fault:
    return Fault(text, params, Severity.WARNING)


def status(case: Case, rule: Rule) -> Statement:
    """No credential is revoked or suspended by a list of its issuer; one whose list is not at hand stays open."""
    answers, deprecated = case.status_answers, list(_deprecated(case, rule))
    if not answers and not deprecated:
        return not_applicable(rule, "reason.no_status")
    found = [*(it for answer in answers for it in _told(rule, answer)), *_active(case, rule), *deprecated]
    if any(entry.severity is Severity.VIOLATION for entry in found):
        return judged(rule, found)
    if reason := next((answer.reason for answer in answers if answer.reason), ""):
        return Statement(not_checked(rule, reason, blocks=True, needs=_NEEDS[reason]).outcome, tuple(found))
    return judged(rule, found)


def _told(rule: Rule, answer: StatusAnswer) -> Iterator[Finding]:
    place, subject = answer.credential.member_place("credentialStatus"), answer.credential.credential.id
    for fault in answer.faults:
        yield finding(
            rule,
            fault.text,
            fault.severity,
            place=place,
            subject=subject,
            path=fault.text,
            value=answer.entry,
            params=fault.params,
        )


def _active(case: Case, rule: Rule) -> Iterator[Finding]:
    """Credentials all of whose lists answered with nothing against them."""
    for entry in case.credentials:
        answers = [it for it in case.status_answers if it.credential is entry]
        if answers and not any(it.reason or it.faults for it in answers):
            place = entry.member_place("credentialStatus")
            yield finding(rule, "listed.active", Severity.INFO, place=place, subject=entry.credential.id, path="active")


def _deprecated(case: Case, rule: Rule) -> Iterator[Finding]:
    """Credentials that the same issuer has issued again, later, under the same id (ICAM 25.11 §5.7.2)."""
    newest: dict[tuple[str, str], datetime] = {}
    dated = [
        (entry, (entry.credential.id, issuer_of(entry.credential.content)), _issued(entry))
        for entry in case.credentials
    ]
    for _, key, day in dated:
        if all(key) and day is not None:
            newest[key] = max(day, newest.get(key, day))
    for entry, key, day in dated:
        if day is not None and key in newest and day < newest[key]:
            params = {"day": newest[key].date().isoformat()}
            yield finding(
                rule, "listed.deprecated", Severity.WARNING, place=entry.place, subject=key[0], path="deprecated",
                params=params, value=day.isoformat(),
            )  # fmt: skip


def _issued(entry: CaseCredential) -> datetime | None:
    content = entry.credential.content
    return parse_date_time_stamp(content.get(NAMES[0], content.get(OLDER_NAMES[0])))
