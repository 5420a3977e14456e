# SPDX-License-Identifier: Apache-2.0
"""Differences as a window shows them, the same as `diff -u` writes them."""

import difflib
import random

from assay.authoring.fixes import LineKind, preview, unified


def test_lines_have_the_numbers_of_their_texts() -> None:
    found = preview("a\nb\nc\n", "a\nx\ny\nc\n", context=1)
    assert [(line.kind, line.text, line.before, line.after) for line in found] == [
        (LineKind.HUNK, "@@ -1,3 +1,4 @@", 0, 0),
        (LineKind.SAME, "a", 1, 1),
        (LineKind.REMOVED, "b", 2, 0),
        (LineKind.ADDED, "x", 0, 2),
        (LineKind.ADDED, "y", 0, 3),
        (LineKind.SAME, "c", 3, 4),
    ]


def test_the_same_text_has_no_difference() -> None:
    assert preview("a\r\nb", "a\r\nb") == ()


def test_it_is_what_diff_writes() -> None:
    dice = random.Random(5)
    for _ in range(50):
        old = [f"{dice.randrange(9)}\n" for _ in range(dice.randrange(30))]
        new = [line for line in old if dice.random() < 0.9]
        new.insert(dice.randrange(len(new) + 1), "new\n")
        expected = list(difflib.unified_diff(old, new, n=3, lineterm=""))[2:]
        assert list(unified(preview("".join(old), "".join(new)))) == [line.rstrip("\n") for line in expected]
