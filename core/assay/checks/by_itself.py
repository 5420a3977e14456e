# SPDX-License-Identifier: Apache-2.0
"""What a rule says of one credential by itself: worked out once, for as long as the credential stays what it is.

While somebody writes, one credential of many changes. A function whose answer is remembered gets the rules and the
credential, and so can depend on nothing else: not on the moment, the setting, files that were given, other credentials.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias, TypeVar, cast

from assay.checks.case import Case, CaseCredential
from assay.finding import Finding
from assay.rules.pack import Rule, RulePack

Result = TypeVar("Result")
Findings: TypeAlias = Callable[[RulePack, Rule, CaseCredential], Iterable[Finding]]


def answer_of(
    entry: CaseCredential, case: Case, rule: Rule, work_out: Callable[[RulePack, Rule, CaseCredential], Result]
) -> Result:
    """The answer of a function about a credential, by these very rules. It must be a value that nobody changes."""
    known = entry.remembered.get((work_out, rule.id))
    if isinstance(known, tuple) and known[0] is case.pack and known[1] is rule:
        return cast("Result", known[2])
    answer = work_out(case.pack, rule, entry)
    entry.remembered[work_out, rule.id] = (case.pack, rule, answer)
    return answer


def findings_by_itself(entry: CaseCredential, case: Case, rule: Rule, told: Findings) -> tuple[Finding, ...]:
    """The findings of a function about a credential, by these very rules."""
    known = entry.remembered.get((told, rule.id))
    if isinstance(known, tuple) and known[0] is case.pack and known[1] is rule:
        return cast("tuple[Finding, ...]", known[2])
    found = tuple(told(case.pack, rule, entry))
    entry.remembered[told, rule.id] = (case.pack, rule, found)
    return found
