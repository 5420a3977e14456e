# SPDX-License-Identifier: Apache-2.0
"""Fixes of references: to ids that exist under nearly the same name, to the subject instead of its credential."""

from collections.abc import Iterable

from assay.authoring.fixes.fix import Option
from assay.authoring.fixes.proposal import Proposal, option, proposal
from assay.authoring.json_edit import InsertMember, SetValue
from assay.authoring.source import Source
from assay.checks.case import folded_id
from assay.finding import Finding

_MOST_OFFERED = 8
"""Ids to choose from; more are no help."""


def slip(source: Source, finding: Finding) -> Proposal | None:
    """The id that is the same but for capital letters and its ending; surely, where there is only one."""
    found = [node for node in source.by_folded_id.get(folded_id(finding.value), ()) if node != finding.value]
    is_safe = all(_letters(node) == _letters(finding.value) for node in found)
    return _referred("fix.reference", source, finding, found, is_safe=is_safe)


def _letters(iri: str) -> str:
    return iri.lower().rstrip("/#")


def subject(source: Source, finding: Finding) -> Proposal | None:
    """The subject of the credential that is referred to; surely, where it has only one."""
    found = source.case.subjects_of_credentials.get(finding.value, ())
    return _referred("fix.subject", source, finding, found, is_safe=True)


def attested(source: Source, finding: Finding) -> Proposal | None:
    """A registration number that a credential of the set attests."""
    found = dict.fromkeys(said.subject for said in source.case.roles.numbers)
    return _referred("fix.attested", source, finding, found)


def attested_added(source: Source, finding: Finding) -> Proposal | None:
    """A reference to a registration number that a credential of the set attests, where there is none yet."""
    pointer = finding.place.pointer if finding.place else ""
    holder = source.value(pointer)
    found = dict.fromkeys(said.subject for said in source.case.roles.numbers if not said.subject.startswith("_:"))
    if not isinstance(holder, dict):
        return None
    name = "gx:registrationNumber" if any(key.startswith("gx:") for key in holder) else "registrationNumber"
    if name in holder:
        return None
    options = [option(node, InsertMember(pointer, name, {"id": node})) for node in list(found)[:_MOST_OFFERED]]
    return proposal("fix.attested", options)


def issuer(source: Source, finding: Finding) -> Proposal | None:
    """One spelling of an issuer that is written in two ways: which is right, its owner knows."""
    same = [other for other in source.case.roles.issuers if folded_id(other) == folded_id(finding.value)]
    return proposal("fix.issuer", _issuers(source, same)) if len(same) > 1 else None


def _issuers(source: Source, same: list[str]) -> Iterable[Option]:
    spots = [(spot, told) for told in same for spot in source.spots.get(told, ()) if _is_issuer(spot)]
    for new in same:
        edits = [SetValue(spot, new) for spot, told in spots if told != new]
        if edits:
            yield option(new, *edits)


def _is_issuer(pointer: str) -> bool:
    return pointer.endswith(("/issuer", "/issuer/id"))


def copied_address(source: Source, finding: Finding) -> Proposal | None:
    """The one of two addresses that is given, for the other: whether they are the same, only the company knows."""
    own = source.case.pack.namespace
    pairs = {f"{own}headquartersAddress": "legalAddress", f"{own}legalAddress": "headquartersAddress"}
    given = pairs.get(finding.path, "")
    node = finding.shacl.focus_node if finding.shacl else ""
    places = source.case.member_places.get((node, own + given), ()) if given else ()
    if len(places) != 1:
        return None
    holder, name = source.around(places[0].pointer)
    found, around = source.value(places[0].pointer), source.value(holder)
    new = name.replace(given, finding.path.removeprefix(own))
    if not isinstance(found, dict) or not isinstance(around, dict) or new in around or new == name:
        return None
    named = found.get("id", found.get("@id"))
    value = {"id": named} if isinstance(named, str) and not named.startswith("_:") else found
    text = "fix.copy_to_headquarters" if given == "legalAddress" else "fix.copy_to_legal"
    made = InsertMember(holder, new, value, after=name)
    return proposal(text, [option("copy", made)])


def _referred(
    text: str, source: Source, finding: Finding, found: Iterable[str], *, is_safe: bool = False
) -> Proposal | None:
    spot = source.written(finding)
    named = [node for node in found if not node.startswith("_:")][:_MOST_OFFERED] if spot else []
    return proposal(text, [option(node, SetValue(spot, node)) for node in named], is_safe=is_safe, old=finding.value)
