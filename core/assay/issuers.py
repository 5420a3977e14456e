# SPDX-License-Identifier: Apache-2.0
"""What to call issuers: notaries and clearing houses by their names, companies by what they say of themselves."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assay.identity.did import host_of
from assay.naming import Naming
from assay.texts import local_name

if TYPE_CHECKING:
    from assay.examination import Examination
    from assay.texts import Texts

_COMPANIES = frozenset({"LegalPerson", "LegalParticipant"})


def issuer_names(examination: "Examination", texts: "Texts") -> Mapping[str, str]:
    """DID to name, for every issuer of the document; of one that nobody names, the host of its DID, else the DID.

    A company's name is what its own credential says: that it is so, the signature and the notary show, not the name.
    """
    case = examination.judgement.case
    if case is None:
        return {}
    naming = Naming(examination.claims, examination.pack, texts)
    listed = {party.did: party.operator for party in case.trusted.parties}
    people = [said for said in case.roles.said if any(local_name(kind) in _COMPANIES for kind in said.kinds)]
    own = {said.issuer: naming.title(said.subject) for said in reversed(people)}
    dids = dict.fromkeys(entry.issuer for entry in examination.credentials if entry.issuer)
    return {did: listed.get(did) or own.get(did) or host_of(did) or did for did in dids}
