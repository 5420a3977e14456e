# SPDX-License-Identifier: Apache-2.0
"""Templates: drafts with everything in place but the facts. What is missing is told by the check, part by part."""

from datetime import datetime

from assay.authoring.forms.form import Field, WayKind
from assay.authoring.forms.new_documents import NewCredential, credential_text
from assay.authoring.forms.parts import Part, Statement
from assay.authoring.forms.shape_fields import classes_below, form_of, form_of_shapes
from assay.rules.bundled import load_bundled
from assay.rules.pack import RulePack
from assay.shacl.program import Program
from assay.values import frozen

LOIRE = "gaia-x-loire-25.11"
TAGUS = "gaia-x-tagus-22.10"
HOME = "https://example.com/credentials/"
"""Where ids begin until somebody says where the credentials are published (RFC 2606 keeps the name for examples)."""
ISSUER = "did:web:example.com"
DEEPEST = 4
"""Parts in parts that a template has; deeper ones are added when they are wanted."""


@frozen
class Template:
    """A draft to begin with. Its text is `new.template.<name>`."""

    name: str
    pack: str
    cls: str
    """Local name of the class in the pack's own namespace."""


TEMPLATES: tuple[Template, ...] = (
    Template("company", LOIRE, "LegalPerson"),
    Template("terms", LOIRE, "Issuer"),
    Template("service", LOIRE, "ServiceOffering"),
    Template("object-storage", LOIRE, "ObjectStorageServiceOffering"),
    Template("block-storage", LOIRE, "BlockStorageServiceOffering"),
    Template("file-storage", LOIRE, "FileStorageServiceOffering"),
    Template("virtual-machine", LOIRE, "VirtualMachineServiceOffering"),
    Template("container", LOIRE, "ContainerServiceOffering"),
    Template("function", LOIRE, "ComputeFunctionServiceOffering"),
    Template("network", LOIRE, "NetworkConnectivityServiceOffering"),
    Template("data-product", LOIRE, "DataProduct"),
    Template("data-centre", LOIRE, "Datacenter"),
    Template("contract", LOIRE, "LegallyBindingAct"),
    Template("contact", LOIRE, "ContactInformation"),
    Template("tagus-company", TAGUS, "LegalParticipant"),
    Template("tagus-service", TAGUS, "ServiceOffering"),
)


def template(name: str) -> Template | None:
    """The template of that name; None where there is none."""
    return next((entry for entry in TEMPLATES if entry.name == name), None)


def draft_from(wanted: Template, moment: datetime, pack: RulePack | None = None) -> str:
    """The text of a draft: parts that the rules demand are there, and nothing is said in them."""
    rules = pack or load_bundled(wanted.pack)
    subject = skeleton(rules, f"{rules.namespace}{wanted.cls}", f"{HOME}{wanted.name}.json#cs")
    new = NewCredential(subject, f"{HOME}{wanted.name}.json", ISSUER, moment)
    return credential_text(new, rules)


def skeleton(pack: RulePack, cls: str, id: str = "") -> Part:  # noqa: A002 - as JSON-LD calls it
    """A node of a class with the parts it must have, and those that these must have; no value is made up.

    A part that stands for another company or service is left out: it is described in a credential of its own.
    """
    return _Skeletons(pack).of_class(cls, id, (cls,))


class _Skeletons:
    def __init__(self, pack: RulePack) -> None:
        self._pack = pack

    def of_class(self, cls: str, id: str, above: tuple[str, ...]) -> Part:  # noqa: A002
        program = self._pack.program
        fields = form_of(program, self._pack.superclasses, [cls]) if program is not None else ()
        return Part((cls,), id, tuple(made for entry in fields if (made := self._needed(entry, above))))

    def _needed(self, entry: Field, above: tuple[str, ...]) -> "tuple[str, Statement] | None":
        way = entry.ways[0]
        program = self._pack.program
        if not entry.is_required or way.kind is not WayKind.NODE or program is None or len(above) > DEEPEST:
            return None
        if not way.classes:
            fields = form_of_shapes(program, way.shapes)
            inside = tuple(made for inner in fields if (made := self._needed(inner, above)))
            return (entry.predicate, Part((), "", inside)) if inside else None
        found = classes_below(program, self._pack.superclasses, way.classes)
        if not found or found[0] in above or self._stands_alone(found[0]) or self._is_open(program, found):
            return None
        return entry.predicate, self.of_class(found[0], "", (*above, found[0]))

    def _is_open(self, program: Program, found: list[str]) -> bool:
        """Whether the class says nothing by itself and one below it has to be chosen, which is for a person to do."""
        return len(found) > 1 and not form_of(program, self._pack.superclasses, found[:1]).fields

    def _stands_alone(self, cls: str) -> bool:
        """Whether it is one of those that a template begins with: a company, a service, a site."""
        upper = self._pack.superclasses.get(cls, frozenset()) | {cls}
        return any(f"{self._pack.namespace}{name}" in upper for name in _ALONE)


_ALONE = ("Participant", "LegalParticipant", "ServiceOffering", "Resource")
