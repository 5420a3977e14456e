# SPDX-License-Identifier: Apache-2.0
"""What the header of a token says the token is: `typ` and `cty` (ICAM 25.11 §5.1, VC-JOSE-COSE §3.1), and `iat`.

One spelling is asked for; two older ones are still written by the notaries of the clearing houses, and taken by them.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeGuard

from assay.credential import Json, JsonObject
from assay.finding import Severity
from assay.proofs.answer import Fault, shown
from assay.values import frozen

_MILLISECONDS = 100_000_000_000
"""A larger number counts milliseconds: in seconds it would lie in the year 5138."""
_TIMES = ("iat", "nbf", "exp")
_TREE = "application/"


class Payload(StrEnum):
    """What a token holds."""

    CREDENTIAL = "credential"
    PRESENTATION = "presentation"


@frozen
class _Words:
    """What one member of the header may say."""

    asked_for: str
    older: tuple[str, ...]
    """ICAM 24.07 and the notaries' software to this day; taken by clearing houses and by the federated catalogue."""


_PROFILES: Mapping[Payload, Mapping[str, _Words]] = {
    Payload.CREDENTIAL: {
        "typ": _Words("vc+jwt", ("vc+ld+jwt", "vc+ld+json+jwt")),
        "cty": _Words("vc", ("vc+ld", "vc+ld+json")),
    },
    Payload.PRESENTATION: {
        "typ": _Words("vp+jwt", ("vp+ld+jwt", "vp+ld+json+jwt")),
        "cty": _Words("vp", ("vp+ld", "vp+ld+json")),
    },
}
_TAKEN_ELSEWHERE = {Payload.PRESENTATION: ("vc+ld+jwt", "vc+ld")}
"""Words for the other kind that a client of the clearing houses takes; whether they do themselves, nobody has seen."""


def header_faults(header: JsonObject, payload: Payload) -> Iterator[Fault]:
    """What is wrong with `typ` and `cty` of a token that holds such a payload; older words are told together."""
    profile = _PROFILES[payload]
    older: list[str] = []
    for name, words in profile.items():
        said = header.get(name)
        if said is None:
            yield Fault("header.missing", {"member": name, "expected": words.asked_for})
        elif said in words.older:
            older.append(f"{name}: {said}")
        elif said != words.asked_for:
            yield _other(name, said, payload)
    if older:
        asked_for = ", ".join(f"{name}: {words.asked_for}" for name, words in profile.items())
        params = {"value": ", ".join(older), "expected": asked_for}
        yield Fault("header.older", params, Severity.WARNING)


def _other(name: str, said: Json, payload: Payload) -> Fault:
    """Neither what is asked for nor an older word for it."""
    params = {"member": name, "value": shown(said), "expected": _PROFILES[payload][name].asked_for}
    plain = said.lower().removeprefix(_TREE) if isinstance(said, str) else ""
    if plain in _known(name, payload):
        return Fault("header.long_form", params, Severity.WARNING)  # RFC 7515 §4.1.9: it means the same
    if plain in _TAKEN_ELSEWHERE.get(payload, ()):
        return Fault("header.as_credential", params, Severity.WARNING)
    others = [other for other in Payload if other is not payload and plain in _known(name, other)]
    return Fault(f"header.is_{others[0]}" if others else "header.unknown", params)


def _known(name: str, payload: Payload) -> tuple[str, ...]:
    words = _PROFILES[payload][name]
    return (words.asked_for, *words.older)


def issued_faults(content: JsonObject, header: JsonObject, moment: datetime) -> Iterator[Fault]:
    """`iat` that is no number, or lies after the moment, in the content or the header (RFC 7519 §4.1.6).

    Times in milliseconds are told, and taken for what they mean: every notary of the clearing houses writes them so.
    """
    told = [entry["iat"] for entry in (content, header) if entry.get("iat") is not None]
    if not all(is_number(said) for said in told):
        yield Fault("header.iat_form", severity=Severity.WARNING)
    if any(is_number(said) and is_after(said, moment) for said in told):
        yield Fault("header.iat_ahead", severity=Severity.WARNING)
    times = [entry.get(name) for entry in (content, header) for name in _TIMES]
    if any(is_number(said) and said > _MILLISECONDS for said in times):
        yield Fault("header.milliseconds", severity=Severity.INFO)


def is_number(said: Json) -> TypeGuard[int | float]:
    """Whether a time in a token is written as a number, as it has to be (RFC 7519 §2)."""
    return isinstance(said, (int, float)) and not isinstance(said, bool)


def is_after(said: float, moment: datetime) -> bool:
    """Whether a number of seconds since 1970, or of milliseconds as notaries write them, lies after the moment."""
    return said > moment.timestamp() * (1000 if said > _MILLISECONDS else 1)
