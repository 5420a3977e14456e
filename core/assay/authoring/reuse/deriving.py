# SPDX-License-Identifier: Apache-2.0
"""A further service of the same provider: the same company and the same documents, and what must differ said anew."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from assay.authoring.edits import Remove, SetValue, joined
from assay.authoring.reuse.copying import (
    ReuseError,
    base_text,
    changed,
    edits_of,
    refuse_unreadable,
    renaming_of,
    value_at,
)
from assay.claims import Literal, is_blank
from assay.credential import Credential
from assay.document import Document
from assay.examination import Examination
from assay.formats import read
from assay.formats.json_text import print_json
from assay.texts import local_name
from assay.values import frozen

SERVICE = "ServiceOffering"


class Differs(StrEnum):
    """What two services of one provider do not have in common, by local name of the property."""

    NAME = "name"
    DESCRIPTION = "description"
    ENDPOINT = "endpointURL"
    API = "openAPI"


MUST_DIFFER = frozenset({Differs.NAME, Differs.ENDPOINT})
"""The same name is the same service to everybody; the same address is the same service to every program."""


@frozen
class Said:
    """One thing that is said of the service, and is asked for."""

    what: Differs
    property: str
    """IRI."""
    value: str
    pointer: str
    """In the decoded view."""


@frozen
class Offered:
    """A service that a further one can be derived from."""

    node: str
    credential: Credential
    said: tuple[Said, ...]

    @property
    def name(self) -> str:
        """What it is called; its id where it has no name."""
        return next((entry.value for entry in self.said if entry.what is Differs.NAME), self.node)

    def still_same(self, wish: "Mapping[str, str]") -> tuple[Said, ...]:
        """What must differ, and does not by a wish: pointer to the new value."""
        return tuple(
            entry
            for entry in self.said
            if entry.what in MUST_DIFFER and wish.get(entry.pointer, "").strip() in ("", entry.value)
        )


def service_nodes(found: Examination) -> "Iterator[tuple[str, str]]":
    """Each service that is described: its node, and the pointer of its credential. Nothing of several files."""
    pack = found.pack
    if pack is None or found.judgement.members:
        return
    service, above = f"{pack.namespace}{SERVICE}", pack.superclasses
    for entry in found.credentials:
        for node in entry.subjects:
            if any(service in above.get(cls, frozenset()) | {cls} for cls in map(str, found.claims.types(node))):
                yield node, entry.pointer


def services_in(found: Examination) -> tuple[Offered, ...]:
    """The services that a document describes, in its order."""
    by_pointer = {credential.pointer: credential for credential in found.reading.credentials}
    return tuple(
        Offered(node, by_pointer[pointer], tuple(_said(found, node))) for node, pointer in service_nodes(found)
    )


def derived(found: Examination, offered: Offered, wish: "Mapping[str, str]", moment: datetime) -> str:
    """The text of a draft: the further service, and everything else as it is. `wish`: pointer to the new value.

    Other services that the document describes are left out. ReuseError (`reuse_same`) where something must differ and
    does not.
    """
    reading = found.reading
    refuse_unreadable(reading)
    if same := offered.still_same(wish):
        raise ReuseError("reuse_same", value=same[0].value[:100])
    text = base_text(found.document, reading)
    wished = list(_wished(text, offered, wish))
    others = [other.credential.pointer for other in services_in(found) if other.credential != offered.credential]
    apart = {entry.pointer for entry in wished}
    renaming = renaming_of([reading], [offered.credential])
    edits = [
        edit
        for edit in edits_of(reading, renaming, moment, changes=[offered.credential])
        if edit.pointer not in apart and not any(_is_in(edit.pointer, other) for other in others)
    ]
    return changed(text, [*edits, *wished, *(Remove(other) for other in dict.fromkeys(others))])


def further(found: Examination, offered: Offered, wish: "Mapping[str, str]", moment: datetime) -> str:
    """The credential of the further service alone, to be put beside all that there is. ReuseError as `derived`."""
    known = {credential.id for credential in found.reading.credentials}
    made = read(Document("further.json", derived(found, offered, wish, moment).encode("utf-8", "surrogatepass")))
    new = [credential for credential in made.credentials if not credential.is_signed and credential.id not in known]
    if len(new) != 1:
        raise ReuseError("reuse_no_id", name=offered.name[:100])
    contexts = list(new[0].inherited_contexts)
    return print_json({**({"@context": contexts} if contexts else {}), **new[0].content})


def _wished(text: str, offered: Offered, wish: "Mapping[str, str]") -> Iterator[SetValue]:
    """What is said anew; a value with a language or a datatype keeps it."""
    for entry in offered.said:
        new = wish.get(entry.pointer, entry.value).strip()
        if new and new != entry.value:
            is_object = isinstance(value_at(text, entry.pointer), dict)
            yield SetValue(joined(entry.pointer, "@value") if is_object else entry.pointer, new)


def _is_in(pointer: str, holder: str) -> bool:
    return pointer == holder or pointer.startswith(f"{holder}/")


def _said(found: Examination, node: str) -> Iterator[Said]:
    """Of the service itself, and of the parts described in it."""
    claims, places = found.claims, found.value_places
    below = [term for terms in claims.members(node).values() for term in terms if is_blank(term)]
    for holder in (node, *map(str, below)):
        for predicate, terms in claims.members(holder).items():
            name = local_name(predicate)
            if name not in list(Differs) or (holder != node and name in (Differs.NAME, Differs.DESCRIPTION)):
                continue
            for term in terms:
                at = places.get((holder, predicate, term))
                if at is not None:
                    yield Said(Differs(name), predicate, term.value if isinstance(term, Literal) else term, at)
