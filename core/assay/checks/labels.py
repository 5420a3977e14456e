# SPDX-License-Identifier: Apache-2.0
"""Labels, the answers of clearing houses: whose they are, and whether they are about the credentials at hand.

A label makes nothing conformant: all that it is about is judged by every other rule. Whether its signature holds is
told by the rules of signatures (CD 24.11, labels; Tagus compliance service, output).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assay.checks.case import Case, CaseCredential, folded_id
from assay.checks.interface import Statement, finding, judged, not_applicable, not_checked
from assay.checks.issuer_name import issuer_of
from assay.checks.submission import LABORATORY
from assay.claims import RDF_TYPE
from assay.finding import Finding, Place, Severity
from assay.proofs.label import CredentialsAtHand, Fit, Listed, Source, is_label_of, listed_in
from assay.rules.pack import Rule
from assay.rules.trust import Role
from assay.texts import quoted

LONG_ID = 120
MOST_TOLD = 50
"""Findings with one text that are told one by one."""
_NOBODY = "–"
_TOLD = {
    Fit.FITS: ("label.fits", Severity.INFO),
    Fit.NO_DIGEST: ("label.no_digest", Severity.WARNING),
    Fit.NOT_COMPUTABLE: ("label.not_computable", Severity.WARNING),
    Fit.UNKNOWN_FORM: ("label.digest_form", Severity.WARNING),
    Fit.DIFFERS: ("label.changed", None),
    Fit.MISSING: ("label.missing", Severity.WARNING),
}
"""Text and severity of each answer; None for the severity of the rule."""
_COVERED = "needs.covered_credentials"
_OPEN = {
    "label.lists_nothing": ("reason.label_empty", ""),
    "label.missing": ("reason.label_missing", _COVERED),
    "label.missing_unnamed": ("reason.label_missing", _COVERED),
    "label.no_digest": ("reason.label_not_comparable", ""),
    "label.not_computable": ("reason.label_not_comparable", ""),
    "label.digest_form": ("reason.label_not_comparable", ""),
}
"""Findings that leave the question open: the reason, and what would settle it. The first that was met counts."""


class _Label(NamedTuple):
    """A label credential with what it lists."""

    entry: CaseCredential
    listed: tuple[Listed, ...]


class _Set(NamedTuple):
    """The labels of a case and what they may be about."""

    case: Case
    labels: tuple[_Label, ...]
    is_alone: bool
    """There is nothing at hand but labels."""
    at_hand: CredentialsAtHand


def labels(case: Case, rule: Rule) -> Statement:
    """Each label is a listed clearing house's, and fits every credential that it lists.

    `params`: `classes` (what the clearing houses of this generation issue).
    """
    told = _set_of(case, rule)
    if not told.labels:
        is_none = not any(_is_one(case, rule, str(kind)) for kind in case.claims.with_predicate(RDF_TYPE))
        return not_applicable(rule, "reason.no_label") if is_none else _open(rule, "reason.label_unsigned")
    found = (*_about_issuers(told, rule), *_about_content(told, rule))
    statement = judged(rule, _bounded(rule, found))
    if any(entry.severity is Severity.VIOLATION for entry in found):
        return statement
    reason, needs = _why_open(told, {entry.text for entry in found})
    return Statement(_open(rule, reason, needs).outcome, statement.findings) if reason else statement


def _open(rule: Rule, reason: str, needs: str = "needs.signed_label") -> Statement:
    return not_checked(rule, reason, blocks=True, needs=needs)


def _why_open(told: _Set, texts: set[str]) -> tuple[str, str]:
    """The first reason why a label is not judged to the end, and what it needs; two empty strings if it is."""
    if not told.case.pack.trusted.parties:
        return "reason.no_trust_list", ""
    if not all(label.entry.credential.is_signed for label in told.labels):
        return "reason.label_unsigned", "needs.signed_label"
    if told.is_alone and "label.lists_nothing" not in texts:
        return "reason.label_alone", _COVERED
    return next((_OPEN[text] for text in _OPEN if text in texts), ("", ""))


def _set_of(case: Case, rule: Rule) -> _Set:
    found = tuple(entry for entry in case.credentials if _is_label(case, rule, entry))
    of_label = {id(entry) for entry in found}
    others = [
        entry.credential
        for entry in case.credentials
        if id(entry) not in of_label and not entry.credential.is_bare_claims
    ]
    listing = tuple(_Label(entry, listed_in(entry.credential.content)) for entry in found)
    return _Set(case, listing, not others, CredentialsAtHand(others))


def _is_label(case: Case, rule: Rule, entry: CaseCredential) -> bool:
    """By its members as they are written, and by what linked data makes of them, wherever in it that stands."""
    kinds = (*entry.classes, *(str(value) for _, predicate, value in entry.claims if predicate == RDF_TYPE))
    return is_label_of(entry.credential.content, _classes(rule)) or any(_is_one(case, rule, kind) for kind in kinds)


def _is_one(case: Case, rule: Rule, kind: str) -> bool:
    return any(case.pack.is_a(kind, case.pack.namespace + name) for name in _classes(rule))


def _classes(rule: Rule) -> Sequence[str]:
    named = rule.params.get("classes")
    return [str(name) for name in named] if isinstance(named, (list, tuple)) else []


def _about_issuers(told: _Set, rule: Rule) -> Iterator[Finding]:
    """Whose the labels are. The list is none of Gaia-X's own, and a label by anybody else is worth nothing here."""
    for label in told.labels:
        entry = label.entry
        if entry.credential.is_bare_claims or not told.case.pack.trusted.parties:
            continue
        issuer = entry.issuer if entry.issuer == issuer_of(entry.credential.content) else ""
        text, severity, params = _issuer_answer(told, issuer, label.listed)
        params |= {"issuer": quoted(issuer, LONG_ID) or _NOBODY, "dated": told.case.pack.trusted.dated}
        place, subject = entry.member_place("issuer"), entry.credential.id
        yield finding(rule, text, severity, place=place, subject=subject, path="issuer", value=issuer, params=params)


def _issuer_answer(
    told: _Set, issuer: str, listed: Iterable[Listed]
) -> tuple[str, Severity | None, dict[str, str | int]]:
    """Text, severity (None for the rule's) and what fills the text."""
    known = [party for party in told.case.pack.trusted.parties if party.role is Role.COMPLIANCE]
    covered = (credential for entry in listed for credential in told.at_hand.with_id(entry.id) if entry.id)
    if issuer and any(folded_id(issuer_of(credential.content)) == folded_id(issuer) for credential in covered):
        return "label.self_issued", None, {}
    party = next((party for party in known if party.did == issuer), None)
    if party is None:
        meant = next((party.did for party in known if folded_id(party.did) == folded_id(issuer)), "")
        return "links.notary_slip" if meant else "label.not_trusted", None, {"suggestion": meant}
    if party.operator == LABORATORY:
        return "label.laboratory", Severity.WARNING, {}
    text = "links.notary_seen" if party.evidence == "seen" else "links.notary_derived"
    return text, Severity.INFO, {"operator": party.operator}


def _about_content(told: _Set, rule: Rule) -> Iterator[Finding]:
    """What is listed, and what is not; nothing of it where there is nothing to compare."""
    for label in told.labels:
        credential = label.entry.credential
        if not label.listed:
            text, place = "label.lists_nothing", label.entry.place
            yield finding(rule, text, Severity.WARNING, place=place, subject=credential.id, path=text)
        for listed in label.listed if not told.is_alone else ():
            yield _compared(told, rule, label.entry, listed)
    for extra in told.at_hand.unlisted(listed for label in told.labels for listed in label.listed):
        text, place = "label.extra", Place(extra.pointer, file=extra.file)
        params: dict[str, str | int] = {"id": quoted(extra.id, LONG_ID) or _NOBODY}
        yield finding(rule, text, Severity.WARNING, place=place, subject=extra.id, path=text, params=params)


def _compared(told: _Set, rule: Rule, entry: CaseCredential, listed: Listed) -> Finding:
    answer = told.at_hand.compared(listed)
    text, severity = _TOLD[answer.fit]
    if answer.fit is Fit.FITS and answer.source is Source.TEXT:
        text, severity = "label.fits_text", Severity.WARNING
    elif answer.fit is Fit.MISSING and not listed.id:
        text = "label.missing_unnamed"
    params: dict[str, str | int] = {
        "id": quoted(listed.id, LONG_ID) or _NOBODY,
        "recipe": f"text:label.recipe_{answer.source}_{answer.encoding}",
        "listed": quoted(answer.listed, LONG_ID),
        "computed": told.at_hand.content_digest(listed.id) or _NOBODY,
    }
    place = Place(entry.credential.pointer + listed.pointer, file=entry.credential.file)
    value, subject = listed.id or answer.listed, entry.credential.id
    return finding(rule, text, severity, place=place, subject=subject, path=text, value=value, params=params)


def _bounded(rule: Rule, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; of those with one text, so many, and how many more there are."""
    counts: dict[str, int] = {}
    for entry in found:
        counts[entry.text] = counts.get(entry.text, 0) + 1
        if counts[entry.text] <= MOST_TOLD:
            yield entry
    more = sum(max(0, count - MOST_TOLD) for count in counts.values())
    if more:
        yield finding(rule, "label.more", Severity.INFO, path="label.more", params={"count": more})
