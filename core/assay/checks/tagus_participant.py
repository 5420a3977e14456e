# SPDX-License-Identifier: Apache-2.0
"""Participants of Tagus: address, region, DIDs, registration number and its notary (engine steps T3c and T3d)."""

import json
import re
from collections.abc import Iterator
from itertools import islice

from assay.checks.case import Case, CaseCredential, Setting
from assay.checks.envelope import as_tuple
from assay.checks.interface import Statement, finding, judged, not_applicable, not_checked
from assay.checks.tagus_case import NUMBER, PARTICIPANT, about, issuer_of, needed_in_set, nodes_of, same_issuer
from assay.claims import Literal
from assay.finding import Finding, Place, Severity
from assay.rules.codes import subdivisions
from assay.rules.pack import Rule
from assay.rules.trust import OWN, Role
from assay.texts import quoted

_ADDRESSES = (("legalAddress", None), ("headquarterAddress", Severity.WARNING))
"""The clearing house looks at the legal address only; the documents ask for both."""
_TYPE = ("type", "@type")
MOST_DIDS = 200
"""DIDs that get a finding each: one already decides."""
_DID_WEB = re.compile(
    r"did:web:(?:[A-Za-z0-9._:-]|%[0-9A-Fa-f]{2})*(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})(?P<rest>[;/?#]\S*)?\Z"
)
"""What a resolver can read: a DID, and what may follow one in a DID URL (DID Core §3.1, §3.2)."""


def legal_address(case: Case, rule: Rule) -> Statement:
    """Each participant states its legal address; the subject stands alone, for the service finds none in a list."""
    participants = tuple(about(case, PARTICIPANT))
    if not participants:
        return not_applicable(rule, "reason.no_participant")
    found: list[Finding] = []
    for entry, node in participants:
        at, place = case.place_of(node), entry.member_place("credentialSubject")
        if not case.claims.objects(node, case.pack.namespace + "legalAddress"):
            found.append(finding(rule, "tagus.no_legal_address", place=at, subject=node, path="address"))
        elif isinstance(entry.credential.content.get("credentialSubject"), list):
            found.append(
                finding(rule, "tagus.subject_in_list", Severity.WARNING, place=place, subject=node, path="list")
            )
    return judged(rule, found)


def subdivision(case: Case, rule: Rule) -> Statement:
    """The code of each address is on the list of the clearing house, letter by letter."""
    participants = nodes_of(case, PARTICIPANT)
    if not participants:
        return not_applicable(rule, "reason.no_participant")
    if not subdivisions(case.pack):
        return not_checked(rule, "reason.no_code_list", blocks=True)
    return judged(rule, (found for node in participants for found in _codes(case, rule, node)))


def _codes(case: Case, rule: Rule, participant: str) -> Iterator[Finding]:
    path, known = case.pack.namespace + "countrySubdivisionCode", subdivisions(case.pack)
    for name, severity in _ADDRESSES:
        for address in case.claims.objects(participant, case.pack.namespace + name):
            for code in case.claims.objects(address, path):
                told = code.value if isinstance(code, Literal) else code
                if told in known:
                    continue
                meant = told.strip().upper()
                text = "tagus.subdivision_meant" if meant in known else "tagus.subdivision"
                params = {
                    "value": quoted(told),
                    "suggestion": meant,
                    "property": f"property:{case.pack.namespace}{name}",
                }
                place = case.place_of(str(address), path, code)
                yield finding(
                    rule, text, severity, place=place, subject=participant, path=name, value=told, params=params
                )


def dids(case: Case, rule: Rule) -> Statement:
    """DIDs in a participant have to resolve: one that cannot is a violation, the others are listed as not looked up.

    Every value is asked for one, which a number cannot answer: the service is likely to fail on it.
    """
    no_text = [found for entry, node in about(case, PARTICIPANT) for found in _no_texts(rule, entry, node)]
    named = [(node, text, predicate) for node in nodes_of(case, PARTICIPANT) for text, predicate in _dids(case, node)]
    if not named:
        return judged(rule, no_text) if no_text else not_applicable(rule, "reason.no_dids")
    wrong: list[Finding] = []
    doubtful: list[Finding] = []
    for node, text, predicate in islice(named, MOST_DIDS):
        told = _DID_WEB.match(text)
        if told is None:
            wrong.append(_did_finding(case, rule, "tagus.did_malformed", (node, text, predicate), rule.severity))
        elif (told["rest"] or "#")[0] != "#":
            doubtful.append(_did_finding(case, rule, "tagus.did_with_path", (node, text, predicate), Severity.WARNING))
    if wrong:
        return judged(rule, (*no_text, *wrong, *doubtful))
    outcome = not_checked(rule, "reason.needs_world", blocks=bool(doubtful)).outcome
    return Statement(outcome, (*no_text, *doubtful))


def _did_finding(case: Case, rule: Rule, text: str, told: tuple[str, str, str], severity: Severity) -> Finding:
    node, value, predicate = told
    place, params = case.place_of(node, predicate), {"value": quoted(value)}
    return finding(rule, text, severity, place=place, subject=node, path=predicate, value=value, params=params)


def _no_texts(rule: Rule, entry: CaseCredential, node: str) -> Iterator[Finding]:
    """Numbers, true and false in the subjects of a participant's credential, the first of them."""
    at, waiting = (
        f"{entry.credential.pointer}/credentialSubject",
        [("", entry.credential.content.get("credentialSubject"))],
    )
    for pointer, value in waiting:
        if isinstance(value, dict):
            waiting += [(f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}", held) for key, held in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{pointer}/{number}", held) for number, held in enumerate(value)]
        elif isinstance(value, (bool, int, float)):
            told = json.dumps(value)
            place = Place(at + pointer, file=entry.credential.file)
            params: dict[str, str | int] = {"value": quoted(told)}
            text = "tagus.value_no_text"
            yield finding(
                rule, text, Severity.WARNING, place=place, subject=node, path="text", value=told, params=params
            )
            return


def _dids(case: Case, node: str) -> Iterator[tuple[str, str]]:
    """The participant's own id and values of it and of its parts that begin like a DID, each with its predicate.

    Parts are what stands inside of it, named or not, and is no other credential's subject.
    """
    others = {subject for entry in case.credentials for subject in entry.subjects}
    if node.startswith("did:web:"):
        yield node, ""
    waiting, seen = [node], {node}
    for current in waiting:
        for predicate, values in case.claims.members(current).items():
            for value in values:
                told = value.value if isinstance(value, Literal) else value
                if told.startswith("did:web:"):
                    yield told, predicate
                elif value in case.claims and isinstance(value, str) and value not in seen and value not in others:
                    seen.add(value)
                    waiting.append(value)


def registration_number(case: Case, rule: Rule) -> Statement:
    """Where there is a participant, there is a credential with a registration number."""
    participants = tuple(about(case, PARTICIPANT))
    if not participants:
        return not_applicable(rule, "reason.no_participant")
    numbers = tuple(entry for entry, _ in about(case, NUMBER))
    if numbers and not any(map(_subject_says_so, numbers)):
        place, text = numbers[0].member_place("credentialSubject"), "tagus.number_type_outside"
        subject = numbers[0].credential.id
        return judged(rule, [finding(rule, text, Severity.WARNING, place=place, subject=subject, path=NUMBER)])
    if numbers:
        return needed_in_set(case, rule, ())
    entry, node = participants[0]
    place = entry.member_place("credentialSubject")
    return needed_in_set(case, rule, [finding(rule, "tagus.no_number", place=place, subject=node, path=NUMBER)])


def _subject_says_so(entry: CaseCredential) -> bool:
    """Whether a subject itself is said to be a registration number, and not only the credential."""
    subjects = as_tuple(entry.credential.content.get("credentialSubject"))
    kinds = [kind for item in subjects if isinstance(item, dict) for name in _TYPE for kind in as_tuple(item.get(name))]
    return any(isinstance(kind, str) and NUMBER in kind for kind in kinds)


def notary(case: Case, rule: Rule) -> Statement:
    """Registration numbers come from a known notary; nobody confirms his own.

    The list at hand is no official one: an issuer that is not on it leaves the question open, and that blocks.
    """
    numbers = tuple(about(case, NUMBER))
    if not numbers:
        if case.setting is Setting.PRESENTATION and any(about(case, PARTICIPANT)):
            return not_checked(rule, "reason.number_missing", blocks=True)
        return not_applicable(rule, "reason.no_notary")
    own = {issuer_of(entry) for entry, _ in about(case, PARTICIPANT)}
    attested = any(case.trusted.is_listed(issuer_of(entry), Role.NOTARY) for entry, _ in numbers)
    found: list[Finding] = []
    unlisted = False
    for entry, node in numbers:
        issuer = issuer_of(entry)
        params, place = {"issuer": quoted(issuer)}, entry.member_place("issuer")
        if (listed := case.trusted.listed(issuer, Role.NOTARY)) is not None:
            if listed.evidence != OWN:
                continue
            text, severity = "links.issuer_own", Severity.INFO
            params |= {"operator": listed.operator, "dated": listed.dated}
        elif any(same_issuer(issuer, other) for other in own):
            text = "tagus.number_of_ones_own"
            severity = Severity.WARNING if attested else rule.severity  # another number is a notary's
        else:
            text, severity, unlisted = "tagus.notary_unlisted", Severity.WARNING, True
        found.append(
            finding(rule, text, severity, place=place, subject=node, path="issuer", value=issuer, params=params)
        )
    if unlisted and not any(entry.severity is Severity.VIOLATION for entry in found):
        return Statement(not_checked(rule, "reason.notary_unlisted", blocks=True).outcome, tuple(found))
    return judged(rule, found)
