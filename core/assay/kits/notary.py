# SPDX-License-Identifier: Apache-2.0
"""The request for a registration number: what to ask a notary of version 2, which attests a number as a credential.

`GET <notary>/registration-numbers/<kind>/<number>?vcId=…&subjectId=…`; both parameters are mandatory. Nothing is sent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import partial

from assay.checks.registration_numbers import countries_of
from assay.identifiers import LONGEST, VAT_OF_COUNTRY, Fault, compact, eori_fault, lei_fault, vat_fault
from assay.kits.answers import AnsweredCredential
from assay.kits.hand_in import is_name
from assay.kits.kit import KitError
from assay.kits.service import NOTARY_PLACEHOLDER, service_base
from assay.kits.shell import CommandLine, as_parameter, curl
from assay.rules.bundled import DEFAULT_PACK
from assay.rules.library import load
from assay.texts import quoted
from assay.values import frozen

_EUID = "euid"
ANSWER = "registration-number.jwt"
_PATIENCE = "60"


@frozen
class NumberKind:
    """A kind of number that notaries attest."""

    name: str
    """In the address."""
    type: str
    """Class of the credential that comes back."""
    is_compact: bool = True
    """Written without blanks, points and dashes. Registers of companies and tax offices have numbers with them."""

    @property
    def title(self) -> str:
        """Text id of what it is called."""
        return f"notary_kind.{self.name}"


KINDS: Mapping[str, NumberKind] = {
    entry.name: entry
    for entry in (
        NumberKind("vat-id", "gx:VatID"),
        NumberKind("lei-code", "gx:LeiCode"),
        NumberKind("eori", "gx:EORI"),
        NumberKind("tax-id", "gx:TaxID", is_compact=False),
        NumberKind("country-company-number", "gx:LocalRegistrationNumber", is_compact=False),
    )
}


@frozen
class NotaryRequest:
    """What to ask, ready to be pasted."""

    kind: str
    number: str
    """As it is asked for."""
    type: str
    """Class of the credential that comes back."""
    address: str
    ask: CommandLine
    vc_id: str
    subject_id: str
    doubt: str = ""
    """Text id of why the number cannot be right; empty where nothing speaks against it. A notary may know better."""
    doubt_params: Mapping[str, str | int] = field(default_factory=dict)
    is_tried: bool = True
    """There are rules that the number could be tried with."""


def notary_request(
    kind: str, number: str, notary: str = NOTARY_PLACEHOLDER, vc_id: str = "", subject_id: str = ""
) -> NotaryRequest:
    """The request for a number of one of `KINDS`.

    `vc_id` names the credential that comes back, best the address where it will be published; `subject_id` the number
    in it, to which the participant's credential refers, `<vc_id>#cs` where none is given. KitError for a kind that no
    notary attests (`notary.euid`: the second version does not take it), for what cannot be a number, and for ids that
    are missing, no addresses, or one and the same.
    """
    told = _kind(kind)
    asked = compact(number) if told.is_compact else number.strip()
    if not asked or len(asked) > LONGEST or not asked.isprintable() or not any(map(str.isalnum, asked)):
        raise KitError("notary.number", number=quoted(number, LONGEST))
    subject = subject_id or (f"{vc_id}#cs" if vc_id and "#" not in vc_id else "")
    if not is_name(vc_id) or not is_name(subject) or vc_id == subject:
        raise KitError("notary.ids")
    base = service_base(notary or NOTARY_PLACEHOLDER, "v2")
    where = f"{base}/registration-numbers/{told.name}/{as_parameter(asked)}"
    address = f"{where}?vcId={as_parameter(vc_id)}&subjectId={as_parameter(subject)}"
    doubt, params = _doubt(told, asked)
    return NotaryRequest(
        told.name,
        asked,
        told.type,
        address,
        curl("-sS", "--max-time", _PATIENCE, "-o", ANSWER, address),
        vc_id,
        subject,
        doubt,
        params,
        is_tried=told.name in _checks(),
    )


def misfits(request: NotaryRequest, answer: AnsweredCredential) -> Sequence[str]:
    """Text ids of what came back otherwise than it was asked for; nothing where it fits.

    A participant's credential refers to the number by the id that was asked for, letter by letter.
    """
    local = {name.rpartition(":")[2].rpartition("#")[2] for name in answer.types}
    told = {
        "answer.number_other_id": answer.id == request.vc_id,
        "answer.number_other_subject": answer.subjects == (request.subject_id,),
        "answer.number_other_kind": request.type.partition(":")[2] in local,
    }
    return [text for text, fits in told.items() if not fits]


def _kind(kind: str) -> NumberKind:
    if kind == _EUID:
        raise KitError("notary.euid")
    if kind not in KINDS:
        raise KitError("notary.kind", kind=quoted(kind, 40), known=", ".join(KINDS))
    return KINDS[kind]


def _checks() -> Mapping[str, tuple[str, Callable[[str], Fault]]]:
    """Beginning of the text and the check by kind; the other registers have no rule of their own."""
    return {
        "vat-id": ("vat", vat_fault),
        "lei-code": ("lei", lei_fault),
        "eori": ("eori", partial(eori_fault, countries=countries_of(load(DEFAULT_PACK)))),
    }


def _doubt(kind: NumberKind, number: str) -> tuple[str, Mapping[str, str | int]]:
    if kind.name not in _checks():
        return "", {}
    name, check = _checks()[kind.name]
    fault = check(number)
    if fault is Fault.NONE:
        return "", {}
    greek = VAT_OF_COUNTRY.get(number[:2], "") if name == "vat" else ""
    text = "number.vat_greece" if greek else f"number.{name}_{fault}"
    return text, {"value": quoted(number, LONGEST), "suggestion": greek + number[2:] if greek else ""}
