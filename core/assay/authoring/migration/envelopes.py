# SPDX-License-Identifier: Apache-2.0
"""The envelope around what is described: credential and presentation, from VCDM 1.1 to VCDM 2.0 or as it was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assay.authoring.forms.new_documents import new_contexts
from assay.authoring.forms.spelling import Spelling
from assay.authoring.json_edit import joined
from assay.authoring.migration.growing import Grown, Note, Spot, written
from assay.authoring.migration.nodes import Walk
from assay.authoring.migration.rows import What
from assay.authoring.migration.table import Table
from assay.credential import Credential, Generation, Json, Presentation
from assay.errors import UsageError
from assay.formats.kinds import CREDENTIALS_V1, CREDENTIALS_V2
from assay.moment import parse_moment
from assay.rules.pack import RulePack

_REASONS: Mapping[str, str] = {
    "proof": "signature",
    "evidence": "evidence",
    "credentialStatus": "status_entry",
    "credentialSchema": "no_place",
    "termsOfUse": "no_place",
    "refreshService": "no_place",
}
"""Members that belong to what was signed then, and why they do not go on."""
_DATES = {
    Generation.LOIRE: {"issuanceDate": "validFrom", "expirationDate": "validUntil"},
    Generation.TAGUS: {"validFrom": "issuanceDate", "validUntil": "expirationDate"},
}
"""Old member to new one (VCDM 2.0 §4.9; VCDM 1.1 §4.5, §4.6); those that have the new name already keep it."""
_KEPT = ("issuer", "name", "description", "holder")


@dataclass(eq=False)
class Envelope:
    """A credential of the draft while it is made."""

    old: Credential
    members: dict[str, Json] = field(default_factory=dict)
    subjects: list[Grown] = field(default_factory=list)
    spots: dict[str, Spot] = field(default_factory=dict)
    is_list: bool = False
    """Several subjects stand in one credential."""

    def spot(self, name: str) -> Spot:
        """The place of a member."""
        return self.spots.setdefault(name, Spot())

    def finished(self, pack: RulePack, spelling: Spelling, pointer: str) -> dict[str, Json]:
        """The credential as JSON, to stand at a pointer; bare claims as bare claims."""
        made: dict[str, Json] = {"@context": list(new_contexts(pack))}
        for name, spot in self.spots.items():
            spot.pointer = joined(pointer, name) if name else pointer
        if self.old.is_bare_claims:
            return {**made, **self._claims(spelling, pointer)}
        at = joined(pointer, "credentialSubject")
        is_list = self.is_list and len(self.subjects) > 1
        subjects = [
            written(node, spelling, joined(at, index) if is_list else at) for index, node in enumerate(self.subjects)
        ]
        classes = [spelling.type_name(cls) for node in self.subjects for cls in node.classes]
        kinds = dict.fromkeys(classes) if pack.generation == Generation.LOIRE.value else ()
        made |= {"id": self.members["id"]} if "id" in self.members else {}
        made["type"] = ["VerifiableCredential", *kinds]
        made |= {name: value for name, value in self.members.items() if name != "id"}
        made["credentialSubject"] = list(subjects) if is_list else subjects[0]
        return made

    def _claims(self, spelling: Spelling, pointer: str) -> dict[str, Json]:
        """Bare claims: the node itself, or a graph of several."""
        if len(self.subjects) == 1:
            return written(self.subjects[0], spelling, pointer)
        at = joined(pointer, "@graph")
        return {"@graph": [written(node, spelling, joined(at, number)) for number, node in enumerate(self.subjects)]}


def envelope_of(old: Credential, walk: Walk, moment: datetime) -> Envelope:
    """The envelope of a credential without its subjects, each of its members accounted for."""
    made, before = Envelope(old), len(walk.notes)
    for name, item in old.content.items():
        at = joined(old.pointer, name)
        if name == "@context":
            walk.note(What.CHANGED, "contexts", at, item, made.spot("@context"))
        elif not old.is_bare_claims and name != "credentialSubject":
            _member(made, walk, name, (item, at), moment)
    if not old.is_bare_claims:
        walk.notes += _what_is_missing(made, walk.table, walk.notes[before:])
    if old.envelope is not None:
        walk.notes.append(Note(What.DROPPED, "signature_jwt", None))
    return made


def _member(made: Envelope, walk: Walk, name: str, found: tuple[Json, str], moment: datetime) -> None:
    item, at = found
    dates = _DATES[Generation(walk.table.pack.generation)]
    if {"@id": "id", **dates}.get(name, name) in made.members:
        walk.account((What.NEEDS_INPUT, "one_only"), item, at, made.spot(""))
    elif name in ("id", "@id") and isinstance(item, str) and item:
        made.members["id"] = item
        walk.note(What.MOVED, "same", at, item, made.spot("id"), says=item)
    elif name in ("type", "@type"):
        walk.note(What.CHANGED, "class", at, item, made.spot("type"))
    elif name in (*dates, *dates.values()):
        _date(made, walk, dates.get(name, name), found, moment)
    elif name in _KEPT and item:
        made.members[name] = item
        walk.note(What.MOVED, "same", at, item, made.spot(name))
    elif name in _REASONS and name != "credentialSchema":
        walk.note(What.DROPPED, _REASONS[name], at, item)
    else:
        walk.account((What.DROPPED, "no_place"), item, at)


def _date(made: Envelope, walk: Walk, name: str, found: tuple[Json, str], moment: datetime) -> None:
    """A date goes on where it is one; an end that has passed is no end for a draft."""
    item, at = found
    is_end = name in ("validUntil", "expirationDate")
    when = instant(item)
    if when is None:
        walk.account((What.NEEDS_INPUT, "no_date"), item, at, made.spot(""))
    elif is_end and when <= moment:
        walk.note(What.NEEDS_INPUT, "ended", at, item, made.spot(""))
    else:
        made.members[name] = item
        walk.note(What.MOVED, "same", at, item, made.spot(name))


def instant(item: Json) -> datetime | None:
    """The moment that a date says; None where it says none."""
    try:
        return parse_moment(item) if isinstance(item, str) else None
    except UsageError:
        return None


def _what_is_missing(made: Envelope, table: Table, told: Sequence[Note]) -> Iterator[Note]:
    """What a credential must say and this one does not: its id, who issues it, from when it holds. `told`: of it."""
    dates = _DATES[Generation(table.pack.generation)].values()
    has_no_date = any(note.because == "no_date" for note in told)
    for name, because in (("id", "no_credential_id"), ("issuer", "no_issuer"), (next(iter(dates)), "no_beginning")):
        if name not in made.members and not (has_no_date and because == "no_beginning"):
            yield Note(What.NEEDS_INPUT, because, None, "", made.spot(""))


def presentation_of(old: Presentation, walk: Walk) -> tuple[dict[str, Json], dict[str, Spot]]:
    """The presentation's own members without its credentials, and their places."""
    pack = walk.table.pack
    base = CREDENTIALS_V2 if pack.generation == Generation.LOIRE.value else CREDENTIALS_V1
    made: dict[str, Json] = {"@context": [base], "type": ["VerifiablePresentation"]}
    spots = {name: Spot() for name in ("@context", "type")}
    for name, item in old.content.items():
        at = joined(old.pointer, name)
        if name == "@context":
            walk.note(What.CHANGED, "contexts", at, item, spots[name])
        elif name in ("type", "@type"):
            walk.note(What.CHANGED, "class", at, item, spots["type"])
        elif name in ("id", *_KEPT) and item:
            made[name] = item
            spots[name] = Spot()
            walk.note(What.MOVED, "same", at, item, spots[name])
        elif name == "proof":
            walk.note(What.DROPPED, "signature", at, item)
        elif name != "verifiableCredential":
            walk.account((What.DROPPED, "no_place"), item, at)
    if old.envelope is not None:
        walk.notes.append(Note(What.DROPPED, "signature_jwt", None))
    return made, spots


def put_aside(old: Credential, walk: Walk, because: str) -> None:
    """Account for the envelope of a credential that is not in the draft; its subjects are accounted for elsewhere."""
    for name, item in old.content.items():
        is_around = name == "@context" if old.is_bare_claims else name != "credentialSubject"
        if is_around:
            walk.note(What.DROPPED, because, joined(old.pointer, name), item)
