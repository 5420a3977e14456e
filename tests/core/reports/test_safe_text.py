# SPDX-License-Identifier: Apache-2.0
"""Strangers' text: what does not show is written out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.reports.printable import plainest, printable
from assay.reports.safe_text import shorten, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Müller & Söhne", "Müller & Söhne"),
        ("\x1b[31m", "<U+001B>[31m"),
        ("a\nb\tc\rd", "a b c d"),
        ("\u202eabc", "<U+202E>abc"),
        ("a\u200bb", "a<U+200B>b"),
        ("\ud800", "<U+D800>"),
        ("\u2028", "<U+2028>"),
        ("\x85\x1c", "<U+0085><U+001C>"),
        ("a\u00a0b", "a\u00a0b"),
        ("\ue000\U0010ffff", "<U+E000><U+10FFFF>"),
    ],
)
def test_visible(text, shown):
    assert visible(text) == shown


@given(st.text())
def test_visible_leaves_nothing_that_does_not_show(text):
    shown = visible(text)
    assert all(one.isprintable() or (one.isspace() and one >= "\u00a0" and one not in "\u2028\u2029") for one in shown)
    assert visible(shown) == shown


def test_printable_writes_what_the_fonts_lack_by_number():
    assert printable("Łódź 漢 ✕ 😀") == "Łódź <U+6F22> ✕ <U+1F600>"
    assert plainest("Łódź ✕") == "<U+0141><U+00F3>d<U+017A> ✕"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [("abc", 3, "abc"), ("abcdefghij", 7, "abcd…ij"), ("a" * 64, 17, "a" * 10 + "…" + "a" * 6)],
)
def test_shorten_keeps_both_ends(text, limit, short):
    assert shorten(text, limit) == short
    assert len(short) <= limit
