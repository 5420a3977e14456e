# SPDX-License-Identifier: Apache-2.0
"""Who says what in a set: each credential as to each of its subjects, sorted by what it makes them.

What counts is what a credential says by itself. In the merged graph the words of one credential could pass for those
of another, and a notary's name on one would cover what a third person wrote.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assay.values import frozen

if TYPE_CHECKING:
    from assay.checks.case import Case, CaseCredential


@frozen
class Said:
    """One credential as to one of its subjects."""

    entry: "CaseCredential"
    issuer: str
    subject: str
    kinds: tuple[str, ...]
    """Classes this very credential gives the subject; those named on the credential where the subject has none."""


@frozen
class Roles:
    """What the credentials of a set are about. Claims without a credential around them are in none of it."""

    said: tuple[Said, ...]
    participants: tuple[Said, ...]
    numbers: tuple[Said, ...]
    acceptances: tuple[Said, ...]
    offerings: tuple[Said, ...]
    labels: tuple[Said, ...]

    @property
    def issuers(self) -> Mapping[str, Said]:
        """Everyone who issued a credential of the set, with the first thing each said."""
        found: dict[str, Said] = {}
        for said in self.said:
            if said.issuer:
                found.setdefault(said.issuer, said)
        return found

    def about(self, subject: str) -> tuple[Said, ...]:
        """What is said of one subject by credentials that have it as theirs."""
        return tuple(said for said in self.said if said.subject == subject)


def roles_of(case: "Case") -> Roles:
    """The roles of a case's credentials (the classes are those of the pack's vocabulary)."""
    said = tuple(entry for credential in case.credentials if credential.node for entry in _said(credential))
    kinds = {kind for entry in said for kind in entry.kinds}

    def of(name: str) -> tuple[Said, ...]:
        wanted = case.pack.namespace + name
        meant = {kind for kind in kinds if case.pack.is_a(kind, wanted)}
        return tuple(entry for entry in said if not meant.isdisjoint(entry.kinds))

    return Roles(
        said,
        participants=of("LegalPerson"),
        numbers=of("RegistrationNumber"),
        acceptances=of("Issuer"),
        offerings=of("ServiceOffering"),
        labels=of("LabelCredential"),
    )


def _said(entry: "CaseCredential") -> list[Said]:
    kinds: dict[str, list[str]] = {subject: [] for subject in entry.subjects}
    for subject, kind in entry.kinds_claimed:
        if subject in kinds:
            kinds[subject].append(kind)
    issuer = entry.issuer
    return [Said(entry, issuer, subject, tuple(found) or entry.classes) for subject, found in kinds.items()]
