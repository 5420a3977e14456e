# SPDX-License-Identifier: Apache-2.0
"""Fixes of ids: one that is missing where it follows from another, and ids that two things share."""

from collections.abc import Iterator

from assay.authoring.fixes.proposal import Proposal, option, proposal
from assay.authoring.json_edit import Edit, InsertMember, SetValue, joined
from assay.authoring.source import Source
from assay.checks.envelope import is_absolute_iri
from assay.finding import Finding

_SUBJECT = "credentialSubject"


def subject_id(source: Source, finding: Finding) -> Proposal | None:
    """The subject's id below its credential's, as it would be filled in on signing."""
    pointer = finding.place.pointer if finding.place else ""
    holder, base = source.value(pointer), finding.subject
    if not isinstance(holder, dict) or holder.get("id") or holder.get("@id") or not is_absolute_iri(base):
        return None
    wanted = f"{base.partition('#')[0]}#cs"
    new = _free(source, wanted)
    name = next((name for name in ("id", "@id") if name in holder), "")
    made: Edit = SetValue(joined(pointer, name), new) if name else InsertMember(pointer, "id", new, is_first=True)
    return proposal("fix.subject_id", [option(new, made)], is_safe=new == wanted)


def apart(source: Source, finding: Finding) -> Proposal | None:
    """An id of its own for the second of two things that share one.

    References mean what a credential describes, never the credential itself. So they follow where a subject gets the
    new id, as long as no other credential describes the same.
    """
    old = finding.value
    at = source.credential_around(finding.place.pointer) if finding.place else None
    if at is None or not is_absolute_iri(old) or finding.place is None:
        return None
    if finding.place.pointer == joined(at, _SUBJECT) or finding.place.pointer.startswith(f"{at}/{_SUBJECT}/"):
        return _subject_apart(source, at, old)
    spot = next((joined(at, name) for name in ("id", "@id") if source.value(joined(at, name)) == old), "")
    if not spot:
        return None
    new = _free(source, old)
    return proposal("fix.id_apart", [option(new, SetValue(spot, new))], old=old)


def _subject_apart(source: Source, at: str, old: str) -> Proposal | None:
    describing = [entry for entry in source.case.credentials if old in entry.subjects]
    if len(describing) != 1 or not all(source.may_change(entry.place.pointer) for entry in source.case.credentials):
        return None
    new = _free(source, f"{old.partition('#')[0]}#cs")
    edits = tuple(_followed(source, old, new))
    own = [edit for edit in edits if edit.pointer.startswith(f"{at}/{_SUBJECT}")]
    return proposal("fix.id_apart", [option(new, *edits)], old=old) if own else None


def _followed(source: Source, old: str, new: str) -> Iterator[SetValue]:
    """The id and the references to it, in what credentials claim; nowhere else."""
    for spot in source.spots.get(old, ()):
        if f"/{_SUBJECT}" in spot and not spot.endswith(("/type", "/@type", "/@value")):
            yield SetValue(spot, new)


def _free(source: Source, wanted: str) -> str:
    """An id that nothing in the document has: the wanted one, else with a number, before the ending of a file."""
    known = source.spots
    if wanted not in known:
        return wanted
    head, slash, last = wanted.rpartition("/")
    stem, dot, ending = last.rpartition(".") if "#" not in last else (last, "", "")
    stem = stem or last
    numbers = range(2, len(known) + 3)
    return next(new for number in numbers if (new := f"{head}{slash}{stem}-{number}{dot}{ending}") not in known)
