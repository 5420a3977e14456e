# SPDX-License-Identifier: Apache-2.0
"""Our indented JSON is that of the standard library, byte for byte."""

import json
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.finding import Severity
from assay.reports.json_printing import indented

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner), max_leaves=30
)


@given(VALUES)
def test_it_is_what_the_standard_library_writes(value: object):
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=2)


@pytest.mark.parametrize("value", [{}, [], (), {"a": {}, "b": []}, [Severity.INFO], '\ud800\u2028\x7f"\\\n', 2**70])
def test_so_it_does_at_the_edges(value: object):
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=2)


def test_a_mapping_that_cannot_be_changed_is_an_object():
    assert indented(MappingProxyType({"a": 1})) == '{\n  "a": 1\n}'


@pytest.mark.parametrize("value", [{1, 2}, {"a": object()}, {1: "a"}])
def test_what_is_no_json_is_refused(value: object):
    with pytest.raises(TypeError):
        indented(value)


def test_nothing_that_is_not_a_number_is_written():
    with pytest.raises(ValueError, match="JSON compliant"):
        indented([float("nan")])
