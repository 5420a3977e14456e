# SPDX-License-Identifier: Apache-2.0
"""The time for which a token was signed: in its header or its content, in seconds or, as notaries do, milliseconds."""

from typing import Any

import pytest

from assay.verdict import Verdict
from checking import MOMENT, examined, sample
from signing import presented, token

BEFORE, AFTER = int(MOMENT.timestamp()) - 1, int(MOMENT.timestamp()) + 60


def own(**members: Any) -> dict[str, Any]:
    return {**sample("good/participant.json"), **members}


def faults(compact: str) -> set[str]:
    report = examined(compact.encode(), "document.jwt", draft=False).report
    found = {entry.text for entry in report.findings if entry.text.endswith(("_exp", "_nbf"))}
    assert report.verdict is Verdict.NON_CONFORMANT or not found
    return found


@pytest.mark.parametrize("name", ["exp", "nbf"])
@pytest.mark.parametrize("factor", [1, 1000, 1.0], ids=["seconds", "milliseconds", "a fraction"])
def test_a_time_counts_wherever_it_stands(name: str, factor: float) -> None:
    wrong, right = (BEFORE, AFTER) if name == "exp" else (AFTER, BEFORE)
    credential, presentation = {f"envelope.claim_{name}"}, {f"envelope.presentation_{name}"}
    assert faults(token(own(), **{name: wrong * factor})) == credential
    assert faults(token(own(**{name: wrong * factor}))) == credential
    assert faults(token(presented(token(own())), **{name: wrong * factor})) == presentation
    assert faults(token({**presented(token(own())), name: wrong * factor})) == presentation
    assert faults(token(presented(token(own(), **{name: wrong * factor})))) == credential
    assert faults(token(own(**{name: right * factor}), **{name: right * factor})) == set()
    assert faults(token(presented(token(own())), **{name: right * factor})) == set()


@pytest.mark.parametrize("value", ["4102444800", True, [], {}, ""])
def test_what_is_no_number_is_no_time(value: Any) -> None:
    assert faults(token(own(), exp=value)) == {"envelope.claim_exp"}
    assert faults(token(own(), nbf=value)) == {"envelope.claim_nbf"}
