# SPDX-License-Identifier: Apache-2.0
"""Notaries and clearing houses as data, with the day of the list and how well each entry is known."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypedDict, cast

from assay.rules.fields import Table
from assay.values import frozen

OWN = "own"
"""`evidence` of what the user added."""


class Role(StrEnum):
    """What an operator does."""

    NOTARY = "notary"
    COMPLIANCE = "compliance"


@frozen
class TrustedParty:
    """One operator in one role."""

    did: str
    operator: str
    role: Role
    api: str
    """Which interface it serves: `v1` (Tagus), `v2` (Loire), or a laboratory's branch."""
    evidence: str
    """How the DID is known: `seen` in real credentials, `derived` from the address, or the user's `own` word."""
    dated: str = ""
    """Day of the list it stands in (YYYY-MM-DD)."""


@frozen
class TrustTable:
    """The operators that are known, and the day of the pack's knowledge; no official list."""

    dated: str = ""
    parties: tuple[TrustedParty, ...] = ()

    def is_listed(self, did: str, role: Role) -> bool:
        """Whether the DID is one of the operators in that role."""
        return self.listed(did, role) is not None

    def listed(self, did: str, role: Role) -> TrustedParty | None:
        """The operator of that DID in that role; the pack's own entry before any other."""
        return next((party for party in self.parties if party.did == did and party.role is role), None)

    def in_role(self, role: Role) -> tuple[TrustedParty, ...]:
        """The operators in that role."""
        return tuple(party for party in self.parties if party.role is role)


class PartyEntry(TypedDict):
    """See `TrustedParty`."""

    did: str
    operator: str
    role: str
    api: str
    evidence: str


class TrustDocument(TypedDict):
    """`trust.json`."""

    dated: str
    parties: list[PartyEntry]


def trust_table(table: Table) -> TrustDocument:
    """`trust.toml`, checked key by key; PackError for what is missing, unknown or wrong."""
    found = TrustDocument(dated=table.date("dated"), parties=[_party(entry) for entry in table.tables("parties")])
    table.done()
    return found


def _party(table: Table) -> PartyEntry:
    entry = PartyEntry(
        did=table.text("did"),
        operator=table.text("operator"),
        role=table.text("role"),
        api=table.text("api"),
        evidence=table.text("evidence"),
    )
    table.done()
    if entry["role"] not in set(Role):
        table.wrong("role", ", ".join(Role))
    return entry


def trust_of(document: Mapping[str, object]) -> TrustTable:
    """The values of a prebuilt document; an empty table of an empty one."""
    if not document:
        return TrustTable()
    told = cast("TrustDocument", document)
    dated = told["dated"]
    parties = (
        TrustedParty(entry["did"], entry["operator"], Role(entry["role"]), entry["api"], entry["evidence"], dated)
        for entry in told["parties"]
    )
    return TrustTable(dated, tuple(parties))
