# SPDX-License-Identifier: Apache-2.0
"""The envelope: vocabulary references, required members, ids. VCDM 2.0 §4, ICAM 25.11 §5.2 and §5.3."""

import re
from collections.abc import Iterable, Iterator, Mapping

from assay.checks.by_itself import answer_of, findings_by_itself
from assay.checks.case import Case, CaseCredential
from assay.checks.interface import Statement, finding, judged, not_applicable
from assay.checks.issuer_name import CLAIMS_LOOKED_AT, can_be_looked_up, issuer_of
from assay.checks.member_forms import form_findings
from assay.checks.token_header import token_findings
from assay.credential import Json
from assay.finding import Finding, Place, Severity
from assay.proofs.label import listing_subjects
from assay.rules.pack import Rule, RulePack
from assay.texts import quoted

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z")
_KNOWN = frozenset({
    "id", "type", "name", "description", "issuer", "validFrom", "validUntil", "credentialSubject", "credentialStatus",
    "credentialSchema", "evidence", "termsOfUse", "refreshService", "relatedResource", "renderMethod",
    "confidenceMethod", "proof", "iss", "sub", "jti", "iat", "nbf", "exp", "cnf", "aud",
})  # fmt: skip
"""Members of a credential (VCDM 2.0 §4) and the registered claims a JWT may carry beside them."""
LONGEST_NAME = 60
MOST_OTHERS = 100
"""Members of its own that one credential may have: each is compared with those that count."""
_OLDER = {"issuancedate": "validFrom", "issued": "validFrom", "expirationdate": "validUntil"}
"""Members of VCDM 1.1 with their names in 2.0."""
_NEWER = {"validfrom": "issuanceDate", "validuntil": "expirationDate"}
"""Members of VCDM 2.0 with their names in 1.1."""
_TYPED_MEMBERS = ("credentialStatus", "credentialSchema", "evidence", "termsOfUse", "refreshService")


def is_absolute_iri(value: Json) -> bool:
    """Whether the value is an absolute IRI (or URL, URN, DID) as ids have to be."""
    return isinstance(value, str) and _ABSOLUTE.match(value) is not None


def contexts(case: Case, rule: Rule) -> Statement:
    """The first context is the W3C one, and a Gaia-X vocabulary is named.

    `params`: `format` (`1.1`, else 2.0), `in_subject` (the vocabulary may be named inside of the subject).
    """
    entries = case.credentials
    return judged(rule, (one for entry in entries for one in findings_by_itself(entry, case, rule, _context_findings)))


def _context_findings(pack: RulePack, rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    content = entry.credential.content
    named = as_tuple(content.get("@context"))
    first, other, other_name = CREDENTIALS_V2, CREDENTIALS_V1, "context_v1"
    if is_older_format(rule):
        first, other, other_name = CREDENTIALS_V1, CREDENTIALS_V2, "context_v2"
    place = entry.member_place("@context")
    subject = entry.credential.id
    if not named:
        return  # reading the linked data has said so already
    if not entry.credential.is_bare_claims and named[0] != first:
        text = words(rule, other_name if other in named else "context_first")
        yield finding(rule, text, place=place, subject=subject, path="@context")
    if rule.params.get("in_subject"):
        inner = [item.get("@context") for item in as_tuple(content.get("credentialSubject")) if isinstance(item, dict)]
        named = (*named, *entry.credential.inherited_contexts, *(name for item in inner for name in as_tuple(item)))
    if not any(isinstance(item, str) and item in pack.context_urls for item in named):
        inline = any(isinstance(item, dict) and _names_vocabulary(item, pack) for item in named)
        severity = Severity.INFO if inline else Severity.VIOLATION
        text = words(rule, "context_inline" if inline else "context_gaiax")
        yield finding(rule, text, severity, place=place, subject=subject, path="@context")


def is_older_format(rule: Rule) -> bool:
    """Whether the rule judges credentials of VCDM 1.1."""
    return rule.params.get("format") == "1.1"


def words(rule: Rule, name: str) -> str:
    """The text of that name for the format the rule judges."""
    return f"tagus.{name}" if is_older_format(rule) else f"envelope.{name}"


def _names_vocabulary(context: Json, pack: RulePack) -> bool:
    names = context.values() if isinstance(context, dict) else ()
    known = {namespace.iri for namespace in pack.namespaces}
    return any(isinstance(name, str) and name in known for name in names)


def credential_members(case: Case, rule: Rule) -> Statement:
    """Each credential has type, id, issuer, start of validity and a subject, each of the right form.

    `params`: `format` (`1.1`, else 2.0), `id` (severity of a missing id, which VCDM 1.1 leaves open).
    """
    entries = [entry for entry in case.credentials if not entry.credential.is_bare_claims]
    if not entries:
        return not_applicable(rule, "reason.bare_claims")
    return judged(rule, (found for entry in entries for found in _findings_of(case, rule, entry)))


def _findings_of(case: Case, rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    """What the moment has no part in is known from the last time, where the credential is as it was."""
    yield from findings_by_itself(entry, case, rule, _member_findings)
    if entry.credential.envelope is not None or answer_of(entry, case, rule, _has_token_claims):
        yield from token_findings(case, rule, entry)
    yield from findings_by_itself(entry, case, rule, _other_findings)


def _has_token_claims(_pack: RulePack, _rule: Rule, entry: CaseCredential) -> bool:
    return not CLAIMS_LOOKED_AT.isdisjoint(entry.credential.content)


def _member_findings(_pack: RulePack, rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    content, subject = entry.credential.content, entry.credential.id
    for name in ("issuer", "issuanceDate" if is_older_format(rule) else "validFrom", "credentialSubject"):
        if content.get(name) in (None, "", [], {}):
            yield _missing(rule, entry, name)
    yield from _type_findings(rule, entry)
    if not subject:
        yield _missing(rule, entry, "id", Severity(str(rule.params.get("id", rule.severity))))
    elif not is_absolute_iri(subject):
        yield _malformed(rule, entry, "id", "envelope.id_not_absolute")
    issuer = content.get("issuer")
    if issuer and not is_absolute_iri(issuer.get("id") if isinstance(issuer, dict) else issuer):
        yield _malformed(rule, entry, "issuer", "envelope.issuer_form")
    elif issuer and not is_older_format(rule) and not can_be_looked_up(issuer_of(content)):
        told, place = issuer_of(content), entry.member_place("issuer")
        params = {"value": quoted(told)}
        text = "envelope.issuer_scheme"
        yield finding(rule, text, place=place, subject=subject, path="issuer", value=told, params=params)


def _other_findings(_pack: RulePack, rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    yield from _subject_findings(rule, entry)
    yield from _other_members(rule, entry)
    yield from () if is_older_format(rule) else form_findings(rule, entry)
    yield from _untyped_members(rule, entry)


def _untyped_members(rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    for name in _TYPED_MEMBERS:
        for item in as_tuple(entry.credential.content.get(name)):
            if not isinstance(item, dict) or not (item.get("type") or item.get("@type")):
                # Notaries of the clearing houses leave the type of their evidence out; their customers cannot mend it.
                severity = Severity.WARNING if name == "evidence" else None
                yield _malformed(rule, entry, name, "envelope.member_without_type", severity)


def _type_findings(rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    content = entry.credential.content
    types = as_tuple(content.get("type", content.get("@type")))
    if not types:
        yield _missing(rule, entry, "type")
    elif "VerifiableCredential" not in types:
        yield _malformed(rule, entry, "type", "envelope.type_missing_vc")
    elif types[0] != "VerifiableCredential":
        place, subject = entry.member_place("type"), entry.credential.id
        yield finding(rule, "envelope.type_order", Severity.WARNING, place=place, subject=subject, path="type")


def _subject_findings(rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    place = entry.member_place("credentialSubject")
    found = entry.credential.content.get("credentialSubject")
    for index, item in enumerate(as_tuple(found)):
        where = Place(f"{place.pointer}/{index}", file=place.file) if isinstance(found, list) else place
        named = item.get("id", item.get("@id")) if isinstance(item, dict) else item
        if isinstance(item, dict) and not named:
            severity = Severity.VIOLATION
            yield finding(
                rule, "envelope.subject_without_id", severity, place=where, subject=entry.credential.id, path="id"
            )
        elif not is_absolute_iri(named) and not (isinstance(named, str) and named.startswith("_:")):
            yield finding(
                rule,
                "envelope.id_not_absolute",
                place=where,
                subject=entry.credential.id,
                path="credentialSubject",
                value=str(named),
                params={"member": "id"},
            )


def _other_members(rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    """Members nobody looks at: harmless where they are somebody's own, not where they look like one that counts."""
    content, subject = entry.credential.content, entry.credential.id
    older = is_older_format(rule)
    known = (_KNOWN - {"validFrom", "validUntil"}) | {"issuanceDate", "expirationDate"} if older else _KNOWN
    others = [name for name in content if name not in known and not name.startswith("@")]
    if len(others) > MOST_OTHERS:
        yield finding(rule, "envelope.members_too_many", place=entry.place, subject=subject, path="members")
        return
    for name in others:
        meant = member_meant(name, known, _NEWER if older else _OLDER)
        text, severity = (words(rule, "member_meant"), None) if meant else ("envelope.member_unknown", Severity.INFO)
        place = entry.member_place(name, of_key=True)
        params = {"member": name, "suggestion": meant}
        yield finding(rule, text, severity, place=place, subject=subject, path=name, params=params)


def member_meant(name: str, known: Iterable[str], renamed: Mapping[str, str] = _OLDER) -> str:
    """The known member that was probably meant by a name, whatever its case and prefix; empty where none is near."""
    import difflib

    folded = {member.casefold(): member for member in known} | dict(renamed)
    plain = name.strip().rpartition("#")[2].rpartition(":")[2].casefold()
    found = difflib.get_close_matches(plain[:LONGEST_NAME], folded, n=1, cutoff=0.85)
    return folded[found[0]] if found else ""


def _missing(rule: Rule, entry: CaseCredential, name: str, severity: Severity | None = None) -> Finding:
    return finding(
        rule,
        f"envelope.missing_{name}",
        severity,
        place=entry.place,
        subject=entry.credential.id,
        path=name,
        params={"member": name},
    )


def _malformed(rule: Rule, entry: CaseCredential, name: str, text: str, severity: Severity | None = None) -> Finding:
    return finding(
        rule,
        text,
        severity,
        place=entry.member_place(name),
        subject=entry.credential.id,
        path=name,
        params={"member": name},
    )


def ids(case: Case, rule: Rule) -> Statement:
    """Presentation, credentials and subjects have ids that differ from one another (ICAM §5.2.2, §5.3.3).

    Subjects of a Tagus label bear the ids of what it lists (Service T4).
    """
    found: list[Finding] = []
    seen = {named for _, presentation in case.presentations if (named := presentation.id)}
    if len(seen) < len([presentation for _, presentation in case.presentations if presentation.id]):
        found.append(finding(rule, "envelope.id_reused", path="id"))
    for entry in case.credentials:
        named = entry.node if entry.node and not entry.node.startswith("_:") else entry.credential.id
        if named and named in seen:
            found.append(_reused(rule, named, entry.member_place("id"), entry))
        seen.add(named)
    for entry in case.credentials:
        found.extend(
            _reused(rule, node, entry.member_place("credentialSubject"), entry)
            for node in entry.subjects
            if node in seen and not entry.credential.is_bare_claims and not _lists(entry, node)
        )
    return judged(rule, found)


def _lists(entry: CaseCredential, node: str) -> bool:
    return node in listing_subjects(entry.credential.content)


def _reused(rule: Rule, named: str, place: Place, entry: CaseCredential) -> Finding:
    """`params`: `own_subject` (severity where a credential shares its id with its own subject, as notaries of Tagus
    write it).
    """
    is_own = named == entry.node and place == entry.member_place("credentialSubject")
    severity = Severity(str(rule.params["own_subject"])) if is_own and "own_subject" in rule.params else None
    text = "tagus.id_of_own_subject" if severity else "envelope.id_reused"
    return finding(rule, text, severity, place=place, subject=entry.credential.id, path="id", value=named)


def as_tuple(value: Json) -> tuple[Json, ...]:
    """A value that may be given alone or in a list, as a tuple; empty where it is missing."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)
