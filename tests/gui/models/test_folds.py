# SPDX-License-Identifier: Apache-2.0
"""What can be folded: brackets with lines between them, strings that look like brackets left alone."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from assay_gui.models.folds import Folds, folds

VALUES = st.recursive(
    st.none() | st.integers() | st.text(alphabet='{}[]"\\\n a', max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet='{["', max_size=3), inner, max_size=3),
    max_leaves=12,
)


@settings(deadline=None)
@given(VALUES)
def test_every_fold_holds_a_whole_value(value):
    text = json.dumps(value, indent=2)
    lines = text.split("\n")
    for start, end in folds(text).items():
        inside = lines[start + 1 : end]
        depth = len(lines[start]) - len(lines[start].lstrip())
        assert inside
        assert all(len(line) - len(line.lstrip()) > depth for line in inside)
        assert len(lines[end]) - len(lines[end].lstrip()) == depth
        assert lines[end].strip()[0] in "}]"


def test_every_object_and_array_of_several_lines_can_be_folded():
    text = json.dumps({"a": {"b": [1, 2]}, "c": [], "d": {"e": 1}}, indent=1)
    assert folds(text) == {0: 11, 1: 6, 2: 5, 8: 10}


def test_broken_text_is_folded_as_far_as_it_pairs():
    assert folds('{\n "a": [\n  1\n ]\n') == {1: 3}
    assert folds("]\n}\n{") == {}


@settings(deadline=None)
@given(VALUES, st.integers(1, 5))
def test_in_steps_the_same_is_found_and_no_step_sees_more_than_it_may(value, most):
    text = json.dumps(value, indent=2)
    looked, steps = Folds(text), 1
    while not looked.go_on(most):
        steps += 1
    assert looked.found == folds(text)
    assert steps * most > text.count("\n")
