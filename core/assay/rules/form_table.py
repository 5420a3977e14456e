# SPDX-License-Identifier: Apache-2.0
"""How a pack's properties are asked for, as data of the pack: `forms.toml`, which a pack may leave out.

    [groups]                      # in the order of the form
    who = ["legalName", "https://schema.org/name"]
    [editors]
    country = ["countryCode"]
    [digests]
    url = "hash"                  # the digest of the document at `url` is the value of `hash`
    [languages]
    policyDocument = "policyLanguage"  # in which language the policy is written is the value of `policyLanguage`

A property is its IRI, or what follows the pack's namespace in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from assay.rules.fields import Table
from assay.values import frozen

if TYPE_CHECKING:
    from assay.rules.pack import RulePack


class Group(StrEnum):
    """What fields are about; forms show them together, in this order."""

    WHO = "who"
    CONTACT = "contact"
    PLACE = "place"
    CONTRACT = "contract"
    DATA_PROTECTION = "data_protection"
    SECURITY = "security"
    TECHNOLOGY = "technology"
    SUSTAINABILITY = "sustainability"
    OTHER = "other"


class Special(StrEnum):
    """Editors that a datatype alone does not tell of."""

    LONG = "long"
    """A text of several lines."""
    COUNTRY = "country"
    REGION = "region"
    VAT = "vat"
    LEI = "lei"
    EORI = "eori"
    EUID = "euid"
    DID = "did"
    EMAIL = "email"
    PHONE = "phone"
    CERTIFICATE = "certificate"
    """A chain as text, or its web address (as `x5u` has it)."""
    POLICY = "policy"
    """Who may do what with it, in a policy language."""
    DURATION = "duration"
    PERCENTAGE = "percentage"
    DAY = "day"
    """A date in a property that takes any text."""
    UUID = "uuid"
    """A random identifier, which is made when there is none."""


@frozen
class FormTable:
    """What `forms.toml` says; all of it empty for a pack that has none. Properties are IRIs."""

    groups: Mapping[str, tuple[Group, int]] = field(default_factory=dict)
    """Property to its group, and which of the group it is."""
    editors: Mapping[str, Special] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    """Property that names a document to the one that has its digest."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Property that has a policy to the one that has the policy's language."""

    def place(self, predicate: str) -> tuple[int, int]:
        """To sort by: groups in their order, what no group names last."""
        group, at = self.groups.get(predicate, (Group.OTHER, len(self.groups)))
        return list(Group).index(group), at

    def group(self, predicate: str) -> Group:
        """What a property is about."""
        return self.groups.get(predicate, (Group.OTHER, 0))[0]


NO_FORMS = FormTable()


_by_digest: dict[tuple[str, ...], FormTable] = {}


def forms_of_pack(pack: "RulePack") -> FormTable:
    """How a pack's properties are asked for, with what its extensions say of theirs. Read once a pack."""
    packs = (*pack.extensions, pack)
    key = tuple(one.sha256 for one in packs)
    if key not in _by_digest:
        tables = [forms_of(one.contents.table("forms"), one.namespace) for one in packs]
        _by_digest[key] = FormTable(
            groups={iri: place for table in tables for iri, place in table.groups.items()},
            editors={iri: special for table in tables for iri, special in table.editors.items()},
            digests={iri: digest for table in tables for iri, digest in table.digests.items()},
            languages={iri: language for table in tables for iri, language in table.languages.items()},
        )
    return _by_digest[key]


def forms_table(table: Table) -> Mapping[str, object]:
    """`forms.toml`, checked. PackError for anything that is not told above, and for a property named twice."""
    groups = _lists(table.table("groups"), [group.value for group in Group])
    editors = _lists(table.table("editors"), [special.value for special in Special])
    pairs = {name: _pairs(table.table(name)) for name in ("digests", "languages")}
    table.done()
    return {"groups": groups, "editors": editors, **pairs}


def _pairs(table: Table) -> Mapping[str, str]:
    return {name: table.text(name) for name in table}


def _lists(table: Table, known: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    for name in table:
        if name not in known:
            table.unknown(name)
        found[name] = list(table.texts(name))
        if seen.intersection(found[name]):
            table.wrong(name, "each property once")
        seen.update(found[name])
    return found


def forms_of(told: Mapping[str, object], namespace: str) -> FormTable:
    """What the prebuilt document of a pack says. `namespace`: that of properties that are no whole IRI."""

    def iri(name: str) -> str:
        return name if ":" in name else namespace + name

    parts = (_mapping(told.get(name)) for name in ("groups", "editors", "digests", "languages"))
    groups, editors, digests, languages = parts
    return FormTable(
        groups={
            iri(name): (Group(group), at)
            for group, names in groups.items()
            for at, name in enumerate(names if isinstance(names, list) else ())
        },
        editors={
            iri(name): Special(special)
            for special, names in editors.items()
            for name in (names if isinstance(names, list) else ())
        },
        digests={iri(name): iri(str(digest)) for name, digest in digests.items()},
        languages={iri(name): iri(str(language)) for name, language in languages.items()},
    )


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
