# SPDX-License-Identifier: Apache-2.0
"""A few common usage policies, written in ODRL, and found again in a text. Anything else is somebody's own text.

The properties of the bundled packs take a policy as text. What is written here is that text: one JSON object, a policy
of the ODRL Information Model 2.2 (§2.1: an id and at least one rule; §2.2: each rule with an action and a target).
"""

import json
import re
import uuid
from datetime import date
from enum import StrEnum

from assay.claims import XSD, is_blank
from assay.values import frozen

LANGUAGE = "ODRL"
"""As lists of policy languages have it."""
LONGEST = 4_000
"""Characters of a text that is looked at; a common policy is far shorter."""
_CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
_CONTRACT = "https://w3id.org/dpv#FulfilmentOfContractualObligation"
"""The purpose in the Data Privacy Vocabulary, which ODRL leaves purposes to."""
_CHOSEN = re.compile(r"@policy:([a-z_]+)(?: (\d{4}-\d\d-\d\d))?", re.ASCII)


class Common(StrEnum):
    """What policies mostly say."""

    ANYONE = "anyone"
    """Anyone may use it, for anything."""
    CONTRACT = "contract"
    """Only to fulfil the contract."""
    NOT_PASSED_ON = "not_passed_on"
    """It may be used, and not be passed on to others."""
    UNTIL = "until"
    """It may be used until a day, that day included."""


@frozen
class Policy:
    """One of the common policies."""

    common: Common
    day: str = ""
    """Of one that ends its last day, such as `2027-01-31`."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to be said."""
        return self.common is not Common.UNTIL or _is_day(self.day)

    @property
    def answer(self) -> str:
        """As answers to questions have it: what it is about has no address yet."""
        return f"@policy:{self.common.value}" + (f" {self.day}" if self.common is Common.UNTIL else "")


def policy_text(policy: Policy, target: str = "") -> str:
    """The policy as text. `target`: the id of what it is about; empty where that has none.

    The same policy about the same thing is the same text, so its id says nothing of who wrote it and when.
    """
    rules = _rules(policy, target)
    name = json.dumps(rules, sort_keys=True)
    told = {"@context": _CONTEXT, "@type": "Set", "uid": uuid.uuid5(uuid.NAMESPACE_URL, name).urn, **rules}
    return json.dumps(told, ensure_ascii=False)


def policy_of(text: str) -> Policy | None:
    """The common policy that a text is, be it written as an answer or in ODRL; None for anything else."""
    if len(text) > LONGEST:
        return None
    answered = _CHOSEN.fullmatch(text)
    if answered:
        return next((Policy(one, answered[2] or "") for one in Common if one.value == answered[1]), None)
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    target = _target(told)
    days = [day for day in (_day(told),) if day]
    found = [Policy(one, day) for one in Common for day in (days if one is Common.UNTIL else [""])]
    return next((one for one in found if json.loads(policy_text(one, target)) == told), None)


def as_written(text: str, target: str) -> str:
    """The text that a document has for an answer: a common policy in ODRL, nothing for one whose day is missing; any
    other as it is.
    """
    policy = policy_of(text) if _CHOSEN.fullmatch(text) else None
    if policy is None:
        return text
    return policy_text(policy, target) if policy.is_complete else ""


def _rules(policy: Policy, target: str) -> dict[str, object]:
    about: object = {"@type": "Asset"} if not target or is_blank(target) else target
    use: dict[str, object] = {"target": about, "action": "use"}
    if policy.common is Common.CONTRACT:
        use["constraint"] = [_constraint("purpose", "eq", {"@id": _CONTRACT})]
    elif policy.common is Common.UNTIL:
        use["constraint"] = [_constraint("dateTime", "lteq", {"@value": policy.day, "@type": f"{XSD}date"})]
    rules: dict[str, object] = {"permission": [use]}
    if policy.common is Common.NOT_PASSED_ON:
        rules["prohibition"] = [{"target": about, "action": "distribute"}]
    return rules


def _constraint(left: str, operator: str, right: object) -> dict[str, object]:
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


def _target(told: dict[str, object]) -> str:
    found = _first(told, "permission").get("target")
    return found if isinstance(found, str) else ""


def _day(told: dict[str, object]) -> str:
    """The day in its first constraint; empty for none."""
    right = _first(_first(told, "permission"), "constraint").get("rightOperand")
    day = right.get("@value") if isinstance(right, dict) else ""
    return day if isinstance(day, str) and _is_day(day) else ""


def _first(told: dict[str, object], name: str) -> dict[str, object]:
    found = told.get(name)
    first = found[0] if isinstance(found, list) and found else None
    return first if isinstance(first, dict) else {}


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
