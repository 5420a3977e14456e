# SPDX-License-Identifier: Apache-2.0
"""RFC 8785: the examples it prints, and what it has no form for."""

import json
import math
import random
import struct
from typing import Any

import pytest

from assay.formats.json_text import parse_json
from assay.proofs.canonical_json import NotCanonicalError, canonical_json

# Appendix B, table 1: IEEE 754 bits and what is written.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}
# §3.2.2, with the bytes of §3.2.4.
SAMPLE = r"""{
  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
  "literals": [null, true, false]
}"""
SAMPLE_BYTES = """
7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72 75 65 2c 66 61 6c 73 65 5d 2c 22 6e 75 6d 62 65 72 73 22
3a 5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31 65 2b 33 30 2c 34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d
32 37 5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30 30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22
7d
"""
# §3.2.3.
ORDER = r"""{
  "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
  "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
}"""
ORDERED = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize("bits", NUMBERS)
def test_numbers_of_the_standard(bits: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical_json(number).decode() == NUMBERS[bits]


def test_the_sample_of_the_standard() -> None:
    assert canonical_json(parse_json(SAMPLE).value) == bytes.fromhex(SAMPLE_BYTES)


def test_members_stand_in_the_order_of_utf_16() -> None:
    assert list(json.loads(canonical_json(parse_json(ORDER).value))) == ORDERED


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({}, "{}"),
        ([], "[]"),
        ("", '""'),
        ([1, -1, 0], "[1,-1,0]"),
        (2**53 - 1, "9007199254740991"),
        (parse_json("[1.0, 1e2, -0.0, 100e-2, 1E21]").value, "[1,100,0,1,1e+21]"),
        ("\x00\x1f\x7f\u2028</", '"\\u0000\\u001f\x7f\u2028</"'),
        ("\b\t\n\f\r", r'"\b\t\n\f\r"'),
        ({"b": {"d": 1, "c": [True]}, "a": None}, '{"a":null,"b":{"c":[true],"d":1}}'),
    ],
)
def test_how_things_are_written(value: Any, told: str) -> None:
    assert canonical_json(value).decode() == told


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        [-float("inf")],
        2**53,
        {"a": -(2**53)},
        10**400,
        "\ud800",
        {"\udfff": 1},
        parse_json("1e999").value,
        parse_json('"\\ud83d"').value,
    ],
)
def test_what_has_no_form_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonicalError):
        canonical_json(value)


def test_what_is_nested_without_end_is_refused() -> None:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(NotCanonicalError):
        canonical_json(value)


def test_numbers_keep_their_value() -> None:
    """Of each form that a number may take: what is written is read as the same number."""
    chance = random.Random(8785)
    for _ in range(20_000):
        (number,) = struct.unpack(">d", chance.randbytes(8))
        for told in (number, chance.uniform(-1, 1) * 10 ** chance.randint(-9, 24)):
            if math.isfinite(told):
                assert float(canonical_json(told)) == told
