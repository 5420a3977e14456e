# SPDX-License-Identifier: Apache-2.0
"""Labels, the answers of clearing houses: whose they are, and whether they are about the credentials at hand.

A label makes nothing conformant: all that it is about is judged by every other rule. Whether its signature holds is
told by the rules of signatures (CD 24.11, labels; Tagus compliance service, output).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assay.checks.by_itself import answer_of
from assay.checks.case import Case, CaseCredential, folded_id
from assay.checks.interface import Statement, finding, judged, not_applicable, not_checked
from assay.checks.issuer_name import issuer_of
from assay.checks.submission import LABORATORY, known_as, meant_instead, party_params
from assay.claims import RDF_TYPE
from assay.finding import Finding, Place, Severity
from assay.proofs.label import Listed, is_label_of, listed_in, stated_in
from assay.proofs.label_digest import Comparison, CredentialsAtHand, Fit, Source
from assay.rules.pack import Rule, RulePack
from assay.rules.trust import OWN, Role
from assay.texts import quoted

LONG_ID = 120
MOST_TOLD = 50
"""Findings with one text that are told one by one."""
_NOBODY = "-"
_UNSTATED = "text:label.unstated"
_LEVELS = ("SC", "L1", "L2", "L3")
_TOLD = {
    Fit.NO_DIGEST: ("label.no_digest", Severity.WARNING),
    Fit.NOT_COMPUTABLE: ("label.not_computable", Severity.WARNING),
    Fit.OLDER_FORM: ("label.older_form", Severity.WARNING),
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
    "label.older_form": ("reason.label_not_comparable", ""),
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
    others: tuple[CaseCredential, ...]
    """Everything else: what labels are about, though they may list each other as well."""
    at_hand: CredentialsAtHand


def labels(case: Case, rule: Rule) -> Statement:
    """Each label is a listed clearing house's, and fits every credential that it lists.

    `params`: `classes` (what the clearing houses of each generation issue).
    """
    told = _set_of(case, rule)
    if not told.labels:
        is_none = not _labelling(case, rule, map(str, case.claims.with_predicate(RDF_TYPE)))
        return not_applicable(rule, "reason.no_answer") if is_none else _open(rule, "reason.label_unsigned")
    found = (*_stated(told, rule), *_about_issuers(told, rule), *_about_content(told, rule))
    statement = judged(rule, _bounded(rule, found))
    if any(entry.severity is Severity.VIOLATION for entry in found):
        return statement
    reason, needs = _why_open(told, {entry.text for entry in found})
    return Statement(_open(rule, reason, needs).outcome, statement.findings) if reason else statement


def _open(rule: Rule, reason: str, needs: str = "needs.signed_label") -> Statement:
    return not_checked(rule, reason, blocks=True, needs=needs)


def _why_open(told: _Set, texts: set[str]) -> tuple[str, str]:
    """The first reason why a label is not judged to the end, and what it needs; two empty strings if it is."""
    if not _clearing_houses(told.case):
        return "reason.no_trust_list", ""
    if not all(label.entry.credential.is_signed for label in told.labels):
        return "reason.label_unsigned", "needs.signed_label"
    if not told.others and "label.lists_nothing" not in texts:
        return "reason.label_alone", _COVERED
    return next((_OPEN[text] for text in _OPEN if text in texts), ("", ""))


def _set_of(case: Case, rule: Rule) -> _Set:
    real = [entry for entry in case.credentials if not entry.credential.is_bare_claims]
    claimed = (kind for entry in real for _, kind in entry.kinds_claimed)
    said = {*claimed, *(name for entry in real for name in entry.classes)}
    labelling = _labelling(case, rule, said)
    found = tuple(entry for entry in real if _is_label(case, rule, entry, labelling))
    of_label = {id(entry) for entry in found}
    others = tuple(entry for entry in real if id(entry) not in of_label)
    listing = tuple(_Label(entry, listed_in(entry.credential.content)) for entry in found)
    return _Set(case, listing, others, CredentialsAtHand(entry.credential for entry in real))


def _is_label(case: Case, rule: Rule, entry: CaseCredential, labelling: frozenset[str]) -> bool:
    """By its members as they are written, and by what linked data makes of them, wherever in it that stands.

    `labelling`: the classes of labels among all that are named anywhere.
    """
    if answer_of(entry, case, rule, _says_label) or not labelling.isdisjoint(entry.classes):
        return True
    return bool(labelling) and any(kind in labelling for _, kind in entry.kinds_claimed)


def _says_label(_pack: RulePack, rule: Rule, entry: CaseCredential) -> bool:
    return is_label_of(entry.credential.content, _classes(rule))


def _labelling(case: Case, rule: Rule, names: Iterable[str]) -> frozenset[str]:
    """Those of the classes that are classes of labels."""
    kinds = [case.pack.namespace + name for name in _classes(rule)]
    return frozenset(name for name in names if any(case.pack.is_a(name, kind) for kind in kinds))


def _classes(rule: Rule) -> Sequence[str]:
    named = rule.params.get("classes")
    return [str(name) for name in named] if isinstance(named, (list, tuple)) else []


def _stated(told: _Set, rule: Rule) -> Iterator[Finding]:
    """What each label says of itself, in words. Its word only: whose it is, and what it is worth, is told beside."""
    for label in told.labels:
        credential, said = label.entry.credential, stated_in(label.entry.credential.content)
        level = said.levels[0] if len(said.levels) == 1 and said.levels[0] in _LEVELS else ""
        params: dict[str, str | int] = {
            "level": f"text:report.level.{level}" if level else "text:label.level_unknown",
            "rules": quoted(", ".join(said.rules), LONG_ID) or _UNSTATED,
            "engine": quoted(", ".join(said.engines), LONG_ID) or _UNSTATED,
            "count": len(label.listed),
        }
        place, text = label.entry.member_place("credentialSubject"), "label.states"
        yield finding(rule, text, Severity.INFO, place=place, subject=credential.id, path=text, params=params)


def _about_issuers(told: _Set, rule: Rule) -> Iterator[Finding]:
    """Whose the labels are. The list is none of Gaia-X's own, and a label by anybody else is worth nothing here."""
    for label in told.labels:
        entry = label.entry
        issuer = entry.issuer if entry.issuer == issuer_of(entry.credential.content) else ""
        answer = _issuer_answer(told, issuer)
        if answer is None:
            continue
        text, severity, params = answer
        params = {"issuer": quoted(issuer, LONG_ID) or _NOBODY, "dated": told.case.trusted.dated, **params}
        place, subject = entry.member_place("issuer"), entry.credential.id
        yield finding(rule, text, severity, place=place, subject=subject, path="issuer", value=issuer, params=params)


def _issuer_answer(told: _Set, issuer: str) -> tuple[str, Severity | None, dict[str, str | int]] | None:
    """Text, severity (None for the rule's) and what fills the text; None where there is no list to look into."""
    case = told.case
    numbers = {id(said.entry) for said in case.roles.numbers}
    theirs = {folded_id(issuer_of(entry.credential.content)) for entry in told.others if id(entry) not in numbers}
    if issuer and folded_id(issuer) in theirs:
        return "label.self_issued", None, {}
    if not _clearing_houses(case):
        return None
    party = case.trusted.listed(issuer, Role.COMPLIANCE)
    if party is None:
        meant = meant_instead(case, issuer, Role.COMPLIANCE)
        return "links.notary_slip" if meant else "label.not_trusted", None, {"suggestion": meant}
    text, severity = known_as(party)
    is_laboratory = party.operator == LABORATORY and party.evidence != OWN
    return "label.laboratory" if is_laboratory else text, severity, party_params(party)


def _clearing_houses(case: Case) -> bool:
    return bool(case.trusted.in_role(Role.COMPLIANCE))


def _about_content(told: _Set, rule: Rule) -> Iterator[Finding]:
    """What is listed, and what is not; nothing of it where there is nothing to compare."""
    for label in told.labels:
        if not label.listed:
            text, place = "label.lists_nothing", label.entry.place
            subject = label.entry.credential.id
            yield finding(rule, text, Severity.WARNING, place=place, subject=subject, path=text)
        if told.others:
            yield from _compared(told, rule, label)
    others = {id(entry.credential) for entry in told.others}
    for extra in told.at_hand.unlisted(listed for label in told.labels for listed in label.listed):
        if id(extra) not in others:
            continue
        text, place = "label.extra", Place(extra.pointer, file=extra.file)
        params: dict[str, str | int] = {"id": _named(extra.id)}
        yield finding(rule, text, Severity.WARNING, place=place, subject=extra.id, path=text, params=params)


def _compared(told: _Set, rule: Rule, label: _Label) -> Iterator[Finding]:
    """What fits is told once for each recipe, everything else one by one."""
    fitting: dict[tuple[str, str], int] = {}
    for listed in label.listed:
        answer = told.at_hand.compared(listed)
        if answer.fit is Fit.FITS:
            recipe = (str(answer.source), str(answer.encoding))
            fitting[recipe] = fitting.get(recipe, 0) + 1
        else:
            yield _misfit(told, rule, label.entry, listed, answer=answer)
    for (source, encoding), count in fitting.items():
        is_text = source == Source.TEXT
        text, severity = ("label.fits_text", Severity.WARNING) if is_text else ("label.fits", Severity.INFO)
        params: dict[str, str | int] = {"count": count, "recipe": f"text:label.recipe.{source}_{encoding}"}
        place, subject = label.entry.member_place("credentialSubject"), label.entry.credential.id
        yield finding(rule, text, severity, place=place, subject=subject, path=f"{text} {encoding}", params=params)


def _misfit(told: _Set, rule: Rule, entry: CaseCredential, listed: Listed, *, answer: Comparison) -> Finding:
    text, severity = _TOLD[answer.fit]
    if answer.fit is Fit.MISSING and not listed.id:
        text = "label.missing_unnamed"
    params: dict[str, str | int] = {
        "id": _named(listed.id),
        "listed": quoted(answer.listed, LONG_ID) or _NOBODY,
        "computed": told.at_hand.content_digest(listed.id) or _NOBODY,
    }
    place = Place(entry.credential.pointer + listed.pointer, file=entry.credential.file)
    value, subject = listed.id or answer.listed, entry.credential.id
    return finding(rule, text, severity, place=place, subject=subject, path=text, value=value, params=params)


def _named(id_: str) -> str:
    """An id as it may stand in a sentence. Long ones are alike at their beginning: both ends are shown."""
    if len(id_) <= LONG_ID:
        return quoted(id_, LONG_ID) or _NOBODY
    return quoted(f"{id_[: LONG_ID // 2]}…{id_[-LONG_ID // 2 :]}", LONG_ID + 1)


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
