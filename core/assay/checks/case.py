# SPDX-License-Identifier: Apache-2.0
"""The case: everything a run judges, in one frozen value. Checks take it and change nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from assay.checks.evaluation import Evaluation, evaluate
from assay.claims import RDF_TYPE, ClaimsGraph, Term, Triple
from assay.coverage import DroppedTerm
from assay.credential import Credential, Presentation, Reading
from assay.finding import Finding, Place
from assay.identity.trust import TrustFiles
from assay.rules.pack import RulePack
from assay.rules.trust import TrustTable
from assay.values import frozen
from assay.vocabulary import words_of

if TYPE_CHECKING:
    from assay.checks.chains import SigningKey
    from assay.checks.proofs import SignedPart
    from assay.checks.revocation import Told
    from assay.checks.roles import Roles
    from assay.checks.status import StatusAnswer

CREDENTIALS = "https://www.w3.org/2018/credentials#"
SECURITY = "https://w3id.org/security#"
_ISSUER = CREDENTIALS + "issuer"


class Setting(StrEnum):
    """Which column of the contract's verdict table applies."""

    DRAFT = "draft"
    ALONE = "alone"
    PRESENTATION = "presentation"


@frozen
class CaseCredential:
    """One credential with what linked data made of it."""

    credential: Credential
    node: str
    """Its node in the graph; empty for bare claims."""
    classes: tuple[str, ...]
    """Classes named on the credential itself, in the pack's namespace, without the W3C ones."""
    subjects: tuple[str, ...]
    """Nodes its `credentialSubject` names."""
    says: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Predicates of its own statements, as linked data reads them, with the pointers of the members that say them."""
    outside: tuple[Triple, ...] = ()
    """What the document states beside the claims: about the envelope, and in graphs of their own but for proofs."""
    claims: tuple[Triple, ...] = ()
    """What it claims by itself, named as the pack names things: its subjects and everything they lead to in it."""
    remembered: dict[object, object] = field(default_factory=dict, repr=False, compare=False)
    """What others work out of it alone (`assay.checks.by_itself`). One that is read again as it was is the same one."""

    @property
    def issuer(self) -> str:
        """Who issued it, as linked data reads it; empty where nobody did, or more than one."""
        known = self.remembered.get("issuer")
        if not isinstance(known, str):
            named = {o for s, p, o in self.outside if p == _ISSUER and s == self.node and isinstance(o, str)}
            known = self.remembered["issuer"] = named.pop() if len(named) == 1 else ""
        return known

    @property
    def described(self) -> frozenset[str]:
        """Nodes that it makes statements about."""
        known = self.remembered.get("described")
        if not isinstance(known, frozenset):
            known = self.remembered["described"] = frozenset(subject for subject, _, _ in self.claims)
        return known

    @property
    def kinds_claimed(self) -> tuple[tuple[str, str], ...]:
        """Subject and class of each claim that says what something is."""
        known = self.remembered.get("kinds_claimed")
        if not isinstance(known, tuple):
            known = tuple((subject, str(kind)) for subject, predicate, kind in self.claims if predicate == RDF_TYPE)
            self.remembered["kinds_claimed"] = known
        return known

    @property
    def place(self) -> Place:
        """Where the credential stands."""
        return Place(self.credential.pointer, file=self.credential.file)

    def member_place(self, name: str, *, of_key: bool = False) -> Place:
        """Where one of its members stands (or, if it is missing, the credential that lacks it)."""
        if name not in self.credential.content:
            return self.place
        token = name.replace("~", "~0").replace("/", "~1")
        return Place(f"{self.credential.pointer}/{token}", of_key, self.credential.file)


@frozen
class Namespaces:
    """Vocabularies met in the claims, and where each was first used."""

    aliases: Mapping[str, Place] = field(default_factory=dict)
    """Namespaces the pack knows under another name."""
    unknown: Mapping[str, Place] = field(default_factory=dict)
    """Namespaces of classes and properties that the pack has never heard of."""


@dataclass(frozen=True)
class Case:
    """A document, read, its claims merged, with the rules and the moment."""

    name: str
    reading: Reading
    pack: RulePack
    moment: datetime
    setting: Setting
    credentials: tuple[CaseCredential, ...] = ()
    claims: ClaimsGraph = field(default_factory=ClaimsGraph)
    """All subjects of all credentials in one graph, namespaces written as the pack writes them."""
    nodes: tuple[str, ...] = ()
    """Nodes reached from the credential subjects, in order of first mention."""
    node_places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    member_places: Mapping[tuple[str, str], tuple[Place, ...]] = field(default_factory=dict)
    value_places: Mapping[tuple[str, str, Term], Place] = field(default_factory=dict)
    dropped: tuple[DroppedTerm, ...] = ()
    namespaces: Namespaces = field(default_factory=Namespaces)
    findings: tuple[Finding, ...] = ()
    """What reading the linked data already found."""

    cross_check: bool = False
    """Ask the reference engine as well."""
    trust: TrustFiles = field(default_factory=TrustFiles)
    """Files of keys that were given."""
    levels_asked: tuple[str, ...] = ()
    """Levels somebody asked for: they decide the verdict too."""
    extensions: tuple["Case", ...] = ()
    """The same claims, to be judged by each extension of the pack."""
    base: "Case | None" = None
    """Of an extension's case: that of the pack it builds on."""
    gives_no_answer: bool = False
    """The shapes of this extension failed on the claims; its own checks say why."""

    @cached_property
    def evaluation(self) -> Evaluation:
        """What the shapes say of the claims, worked out on first use. AssayError where no engine gives an answer."""
        return evaluate(self.claims, self.pack, cross_check=self.cross_check)

    @cached_property
    def scope(self) -> Mapping[Term, frozenset[str] | None]:
        """Nodes that a shape looks at, each with the properties that are looked at there; None for all of them.

        Of shapes that only the reference engine takes, no more is known than which words they use.
        """
        from assay.shacl.scope import properties_looked_at

        if self.pack.program is None:
            return dict.fromkeys(self.evaluation.focus, words_of(self.pack))
        return properties_looked_at(self.pack.program, self.claims, self.pack.superclasses)

    def own_words(self, node: str) -> Iterator[tuple[str, str]]:
        """Classes and properties of the pack's own namespace on a node, each with the predicate it stands under."""
        namespace = self.pack.namespace
        for predicate, values in self.claims.members(node).items():
            if predicate.startswith(namespace):
                yield predicate, predicate
            elif predicate == RDF_TYPE:
                yield from ((predicate, str(kind)) for kind in values if str(kind).startswith(namespace))

    def extension_judges(self, node: str) -> bool:
        """Whether a shape of an extension looks at a node of its own class, with every word of this pack's on it.

        A shape of an extension that looks at a class of the base stands in for no rule of the base.
        """
        ours = {predicate for predicate, word in self.own_words(node) if predicate == word}
        for extension in self.extensions:
            if extension.gives_no_answer or node not in extension.scope:
                continue
            seen = extension.scope[node]
            has_own_class = any(predicate == RDF_TYPE for predicate, _ in extension.own_words(node))
            if has_own_class and (seen is None or ours <= seen):
                return True
        return False

    @cached_property
    def trusted(self) -> TrustTable:
        """Notaries and clearing houses: those that the pack knows, then those that the user added."""
        own = tuple(party for entry in self.trust.issuers for party in entry.parties)
        return TrustTable(self.pack.trusted.dated, (*self.pack.trusted.parties, *own))

    @cached_property
    def roles(self) -> "Roles":
        """Which credential speaks of a participant, a registration number, an acceptance of the terms, an offering."""
        from assay.checks.roles import roles_of

        return roles_of(self)

    @cached_property
    def signed_parts(self) -> "tuple[SignedPart, ...]":
        """What the signature of each part comes to."""
        from assay.checks import proofs

        return tuple(proofs.signed_parts(self))

    @cached_property
    def signing_keys(self) -> "tuple[SigningKey, ...]":
        """The keys that signed, each with its certificate chain."""
        from assay.checks import chains

        return tuple(chains.signing_keys(self))

    @cached_property
    def standings(self) -> "tuple[tuple[SigningKey, Told], ...]":
        """What is known of revocation behind each key that signed."""
        from assay.checks import revocation

        return tuple(revocation.standings(self))

    @cached_property
    def status_answers(self) -> "tuple[StatusAnswer, ...]":
        """What the status lists say of each entry of `credentialStatus`."""
        from assay.checks import status

        return tuple(status.status_answers(self))

    @property
    def presentations(self) -> tuple[tuple[str, Presentation], ...]:
        """File name (empty where there is one file) and presentation of each."""
        parts = self.reading.parts or (("", self.reading),)
        return tuple((name, part.presentation) for name, part in parts if part.presentation is not None)

    @property
    def is_signed(self) -> bool:
        """Whether any part carries a proof."""
        return self.reading.is_signed

    @property
    def has_bare_claims(self) -> bool:
        """Whether anything is claimed without a credential around it, which nobody can sign."""
        readings = [reading for _, reading in self.reading.parts] or [self.reading]
        is_bare = any(entry.credential.is_bare_claims for entry in self.credentials)
        return is_bare or any(reading.triples for reading in readings)

    def holder_of(self, node: Term) -> tuple[str, str] | None:
        """The first node that has this one as a value, and by which predicate; None for one nobody refers to."""
        return self._holders.get(node)

    @cached_property
    def folded_nodes(self) -> Mapping[str, str]:
        """Nodes by their folded ids, to find the one that was meant by a reference that leads nowhere."""
        return {folded_id(node): node for node in self.nodes}

    @cached_property
    def subjects_of_credentials(self) -> Mapping[str, tuple[str, ...]]:
        """Subjects by the node of the credential that is about them."""
        return {entry.node: entry.subjects for entry in self.credentials if entry.node}

    @cached_property
    def _holders(self) -> Mapping[Term, tuple[str, str]]:
        found: dict[Term, tuple[str, str]] = {}
        for subject, predicate, value in self.claims:
            found.setdefault(value, (subject, predicate))
        return found

    def place_of(self, node: str, predicate: str = "", value: Term | None = None) -> Place | None:
        """The best place for a statement: the value, else the member, else the node; None where nothing is known."""
        if value is not None and (found := self.value_places.get((node, predicate, value))):
            return found
        members = self.member_places.get((node, predicate), ()) if predicate else ()
        places = members or self.node_places.get(node, ())
        return places[0] if places else None


def folded_id(iri: str) -> str:
    """What is the same in ids that people take for the same: case, a slash or a hash at the end aside."""
    return iri.casefold().rstrip("/#")
