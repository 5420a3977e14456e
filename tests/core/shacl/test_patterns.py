# SPDX-License-Identifier: Apache-2.0
"""Patterns: XPath's meaning, where Python's differs; refusals; the bound on work."""

import re
import time

import pytest

from assay.shacl.evaluate import validate
from assay.shacl.limits import EvaluationLimitError
from assay.shacl.patterns import UntranslatablePatternError, translate
from core.shacl.small_shapes import graph, program


def matches(pattern: str, text: str, flags: str = "") -> bool:
    return re.search(translate(pattern, flags).python, text) is not None


@pytest.mark.parametrize(
    ("pattern", "flags", "good", "bad"),
    [
        ("^abc$", "", ["abc"], ["abc\n", "xabc"]),
        ("b", "", ["abc"], ["ac"]),
        ("^a.c$", "", ["abc"], ["a\nc", "a\rc"]),
        ("^a.c$", "s", ["a\nc"], ["ac"]),
        ("^b$", "m", ["a\nb\nc", "b", "b\n"], ["ab"]),
        ("^$", "m", ["", "a\n\nb"], ["a\n"]),
        ("^ A B $", "x", ["AB"], ["A B"]),
        ("a.b*", "q", ["xa.b*y"], ["aab"]),
        ("A.B", "qi", ["a.b"], ["axb"]),
        ("^straße$", "i", ["STRAßE"], ["strasse"]),
        (r"^\d{2}$", "", ["12", "١٢"], ["1a", "123"]),
        (r"^\s$", "", [" ", "\t"], ["\u00a0", "\f"]),
        (r"^\S$", "", ["a"], ["\u00a0", " "]),
        (r"^\w+$", "", ["aé1"], ["a_b", "a-b", "a+b"]),
        (r"^[-+.\w]+$", "", ["ld+json", "x.y-z"], ["a_b", "a b"]),
        (r"^[_\w]+$", "", ["a_b"], ["a-b"]),
        (r"^\i\c*$", "", ["a-1", "_x", ":y"], ["1a", "-"]),
        (r"^[\i-[:]][\c-[:]]*$", "", ["ab"], ["a:b", ":a"]),
        (r"^\I$", "", ["1"], ["a"]),
        (r"^\p{Lu}\p{Ll}+$", "", ["Ärger"], ["ärger"]),
        (r"^\P{L}+$", "", ["12"], ["1a"]),
        (r"^[^\p{L}]$", "", ["1"], ["a"]),
        ("^[a-z-[aeiou]]+$", "", ["xyz"], ["abc"]),
        ("^[^a-c]$", "", ["d"], ["a"]),
        ("^[a-]$", "", ["-", "a"], ["b"]),
        (r"^[\[\]^]$", "", ["[", "]", "^"], ["\\"]),
        (r"^(?:[0-9a-fA-F]{2}\:){5}[0-9a-fA-F]{2}$", "", ["00:1b:2C:3d:4E:5f"], ["00:1b"]),
        ("^a{2,3}?$", "", ["aa", "aaa"], ["a"]),
        ("^(a|b)c$", "", ["ac", "bc"], ["c"]),
        ("^([a-z0-9-]+\\.)+[a-z]{2,}$", "", ["www.example.org"], ["example"]),
        ("^[0-9]+(\\.[0-9]+)*$", "", ["1", "1.2.3"], ["1.", ".1"]),
        ("^https?:\\/\\/.+", "", ["https://x"], ["ftp://x"]),
        ("", "", ["", "x"], []),
    ],
)
def test_meaning(pattern, flags, good, bad):
    assert [text for text in good if not matches(pattern, text, flags)] == []
    assert [text for text in bad if matches(pattern, text, flags)] == []


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [
        ("(", ""), (")", ""), ("a{", ""), ("a}", ""), ("*", ""), ("a**", ""), ("a++", ""), ("a{2}{3}", ""), ("^*", ""),
        ("a{3,2}", ""), ("a{,3}", ""), ("[", ""), ("[]", ""), ("[^]", ""), ("[z-a]", ""), ("[a-z-9]", ""), ("[[a]", ""),
        ("[a-[b]c]", ""), (r"[\d-z]", ""), ("a\\", ""), (r"\b", ""), (r"\x41", ""), (r"\u0041", ""), (r"(a)\1", ""),
        (r"\A", ""), (r"\W", ""), (r"[^\w]", ""), (r"[a-[\w]]", ""), (r"[^\S]", ""), (r"\p{IsGreek}", ""),
        (r"\p{Lu}", "i"),
        ("(?=a)", ""), ("(?i)a", ""), ("(?P<n>a)", ""), ("(?!a)", ""), ("(?<=a)", ""), ("a", "g"), ("[ a]", "x"),
        ("(a*)*", ""), ("(a+)+", ""), ("(a|a)*", ""), ("(a|b)+", ""), ("(a?)+", ""), ("(.*,)*", ""), ("(a*b*)*", ""),
        ("([a-z]+[0-9]*)+", ""), ("(a{0,9999}){0,9999}", ""), ("(a|b){99}", ""), ("a*" * 9, ""), ("x" * 5000, ""),
        ("(" * 2000 + ")" * 2000, ""),
    ],
)  # fmt: skip
def test_refused(pattern, flags):
    with pytest.raises(UntranslatablePatternError):
        translate(pattern, flags)


@pytest.mark.parametrize("pattern", [r"^(\d+\s?)$", "^a*a*a*b$", "a+b+c+d", r"^(\w+\.)*\w+$", "^(x+y)*$", "(ab)*c"])
def test_work_stays_within_the_bound_that_is_promised(pattern):
    """The longest text the bound allows for half a second's worth of steps takes no more than that, however made."""
    translated = translate(pattern)
    length = int((20_000_000 / translated.factor) ** (1 / translated.degree))
    search = re.compile(translated.python).search
    start = time.process_time()
    for piece in ("a", "aab", "ab", "1", "x", "xy", "a."):
        search((piece * length)[:length])
    assert time.process_time() - start < 5


def run(pattern: str, value: str, flags: str = ""):
    shapes = program(f':S sh:targetNode :x ; sh:path :p ; sh:pattern "{pattern}" ; sh:flags "{flags}" .')
    return validate(shapes, graph(f':x :p "{value}" .'))


def test_text_too_long_for_a_pattern_is_an_error_not_a_pass():
    assert run("^a+$", "a" * 5000) == ()
    for text in ("a" * 100_001, "b" * 100_001):
        with pytest.raises(EvaluationLimitError):
            run("^a+$", text)
    with pytest.raises(EvaluationLimitError):
        run("a*b*c*d*$", "a" * 5000)


def test_letter_whose_case_is_unclear_is_an_error_not_a_pass():
    with pytest.raises(EvaluationLimitError):
        run("^[a-z]$", "\u0130", "i")
    assert len(run("^[a-z]$", "\u0130")) == 1
