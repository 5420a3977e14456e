# SPDX-License-Identifier: Apache-2.0
"""Rules on values that SHACL Core has no words for; what they are about stands in the rule's parameters."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from assay.checks.case import Case
from assay.checks.interface import Statement, finding, judged, not_applicable, not_checked
from assay.claims import Literal, Term
from assay.finding import Finding
from assay.rules.pack import Rule

if TYPE_CHECKING:  # a check that needs no sums need not load it
    from decimal import Decimal

LONGEST_NUMBER = 40


def sum_of_parts(case: Case, rule: Rule) -> Statement:
    """The values of the parts of each node add up to a total, within a tolerance.

    Parameters: `class`, `parts` (property that leads to the parts), `value` (property of a part), `total`,
    `tolerance`. Open where a part has no number: nothing can be said of a sum then.
    """
    from decimal import Decimal

    nodes = _nodes(case, rule)
    if not nodes:
        return not_applicable(rule, "reason.no_such_part")
    value = str(rule.params["value"])
    total, tolerance = (Decimal(str(rule.params[name])) for name in ("total", "tolerance"))
    found: list[Finding] = []
    is_open = False
    for node in nodes:
        parts = case.claims.objects(node, str(rule.params["parts"]))
        numbers = [_number(told) for part in parts for told in case.claims.objects(part, value) or ("",)]
        if not numbers or None in numbers:
            is_open = True
        elif abs((added := sum(filter(None, numbers), Decimal())) - total) > tolerance:
            params = {"property": f"property:{value}", "sum": f"{added:f}", "total": f"{total:f}"}
            place = case.place_of(node, str(rule.params["parts"]))
            found.append(finding(rule, "values.sum", place=place, subject=node, path=value, params=params))
    return _told(rule, found, is_open=is_open)


def same_along(case: Case, rule: Rule) -> Statement:
    """What a node says in one property, the node it refers to says in another.

    Parameters: `class`, `property`, `along` (property that leads to the other node), `other` (its property). Open
    where there is nothing to compare with.
    """
    nodes = _nodes(case, rule)
    if not nodes:
        return not_applicable(rule, "reason.no_such_part")
    own, along, other = (str(rule.params[name]) for name in ("property", "along", "other"))
    found: list[Finding] = []
    is_open = False
    for node in nodes:
        said, targets = case.claims.objects(node, own), case.claims.objects(node, along)
        heard = {target: case.claims.objects(target, other) for target in targets}
        is_open |= not said or not heard or not all(heard.values())
        differing = (target for target, values in heard.items() if said and values and set(said) != set(values))
        found.extend(_differing(case, rule, node, own, heard[target][0]) for target in differing)
    return _told(rule, found, is_open=is_open)


def _differing(case: Case, rule: Rule, node: str, own: str, value: Term) -> Finding:
    params = {
        "property": f"property:{own}",
        "other": f"property:{rule.params['other']}",
        "value": value.value if isinstance(value, Literal) else "",
    }
    place = case.place_of(node, own)
    return finding(rule, "values.differ", place=place, subject=node, path=own, params=params)


def _nodes(case: Case, rule: Rule) -> list[str]:
    wanted = str(rule.params["class"])
    return [node for node in case.nodes if any(case.pack.is_a(str(kind), wanted) for kind in case.claims.types(node))]


def _number(told: Term) -> "Decimal | None":
    """The value as a number; None where it is none, or is no finite one."""
    from decimal import Decimal, InvalidOperation

    text = told.value.strip() if isinstance(told, Literal) else ""
    try:
        found = Decimal(text) if text.isascii() and len(text) <= LONGEST_NUMBER else Decimal("NaN")
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _told(rule: Rule, found: Iterable[Finding], *, is_open: bool) -> Statement:
    told = tuple(found)
    if is_open and not told:
        return not_checked(rule, "reason.value_not_readable", blocks=True)
    return judged(rule, told)
