# SPDX-License-Identifier: Apache-2.0
"""JSON read strictly, printed as it was written, and every mistake named with its place."""

import copy
import json
import pickle
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.formats import json_text
from assay.formats.json_text import MAX_DEPTH, MAX_VALUES, WrittenNumber, parse_json, print_json

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(alphabet=st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_regular_json_is_read_and_printed_as_the_standard_library_does(value):
    text = json.dumps(value, ensure_ascii=False, indent=2)
    parsed = parse_json(text)
    assert (parsed.value, parsed.flaws, parsed.fatal) == (value, (), None)
    assert print_json(parsed.value) == text + "\n"


@pytest.mark.parametrize("number", ["1.0", "1e3", "1E+03", "0.10", "-0.0", "12345678901234567890.5", "1e-400"])
def test_numbers_keep_the_way_they_were_written(number):
    parsed = parse_json(f"[{number}]")
    assert parsed.flaws == ()
    assert print_json(parsed.value) == f"[\n  {number}\n]\n"
    assert parsed.value == [float(number)]
    assert json.dumps(parsed.value) == json.dumps([float(number)])


def test_a_written_number_survives_copies():
    number = WrittenNumber("1.50")
    for same in (copy.deepcopy(number), pickle.loads(pickle.dumps(number))):
        assert (same, same.literal) == (1.5, "1.50")


def test_half_characters_are_printed_so_that_they_can_be_stored():
    assert print_json({"\ud800": "ü\udc00"}) == '{\n  "\\ud800": "\\u00fc\\udc00"\n}\n'


@pytest.mark.parametrize(
    ("text", "kind", "offset"),
    [
        ('{"a":1,}', "json_trailing_comma", 6),
        ("[1,\n ]", "json_trailing_comma", 2),
        ('{"a":1', "json_truncated", 5),
        ('{"a":"x', "json_truncated", 5),
        ("[", "json_truncated", 0),
        ('{"a":1,', "json_truncated", 6),
        ('{"a', "json_truncated", 1),
        ('{"a":', "json_truncated", 4),
        ('{"a":"b\\', "json_truncated", 5),
        ("  ", "json_truncated", 0),
        ("{a:1}", "json_name_without_quotes", 1),
        ('{"a":1, b : 2}', "json_name_without_quotes", 8),
        ("{'a':1}", "json_single_quotes", 1),
        ("{\"a\":'b'}", "json_single_quotes", 5),
        ('{"a":\u201cb\u201d}', "json_curly_quotes", 5),
        ("{\u201ea\u201c:1}", "json_curly_quotes", 1),
        ('{"a":1 "b":2}', "json_missing_comma", 7),
        ("[1 2]", "json_missing_comma", 3),
        ('{"a":"b"\n "c":1}', "json_missing_comma", 10),
        ("[true {}]", "json_missing_comma", 6),
        ("[{} {}]", "json_missing_comma", 4),
        ('{"a" 1}', "json_colon_missing", 5),
        ('{"a"}', "json_colon_missing", 4),
        ('{"a":}', "json_value_missing", 5),
        ('{"a":,"b":1}', "json_value_missing", 5),
        ('{"a": ,}', "json_value_missing", 6),
        ('{"a":01}', "json_bad_number", 6),
        ('{"a":1.}', "json_bad_number", 6),
        ('{"a":+1}', "json_bad_number", 5),
        ('{"a":.5}', "json_bad_number", 5),
        ('{"a":0x1F}', "json_bad_number", 6),
        ('{"a":True}', "json_unknown_word", 5),
        ('{"a":None}', "json_unknown_word", 5),
        ("[nan]", "json_unknown_word", 1),
        ('{"a":1}//x', "json_comment", 7),
        ('{"a":1,//x\n"b":2}', "json_comment", 7),
        ("/* c */ {}", "json_comment", 0),
        ('{"a":1, # x\n"b":2}', "json_comment", 8),
        ('{"a":"x\ny"}', "json_line_break_in_text", 7),
        ('{"a":"x\ty"}', "json_control_character", 7),
        ('{"a":"\\q"}', "json_bad_escape", 6),
        ('{"a":"C:\\Users"}', "json_bad_escape", 8),
        ('{"a":1}{"b":2}', "json_more_after_end", 7),
        ("{}]", "json_more_after_end", 2),
        ('{"a":1,,"b":2}', "json_syntax", 7),
        ('{"a":=1}', "json_syntax", 5),
        ('{"a":NaN}', "not_a_number", 5),
        ("[1, -Infinity]", "not_a_number", 4),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "too_deep", MAX_DEPTH),
        ("[" * (MAX_VALUES - 1), "too_deep", MAX_DEPTH),
        ('{"a":' * (MAX_DEPTH + 1) + "1" + "}" * (MAX_DEPTH + 1), "too_deep", 5 * MAX_DEPTH),
        ("[" + "0," * MAX_VALUES + "0]", "too_many_values", 0),
    ],
)
def test_what_is_no_json_is_named_with_its_place(text, kind, offset):
    parsed = parse_json(text)
    assert parsed.value is None
    assert parsed.fatal is not None
    assert (parsed.fatal.kind, parsed.fatal.offset) == (kind, offset)


def test_the_limits_themselves_are_allowed():
    assert parse_json("[" * MAX_DEPTH + "]" * MAX_DEPTH).fatal is None
    assert parse_json("[" + "0," * (MAX_VALUES - 2) + "0]").fatal is None


def test_commas_in_texts_are_no_values():
    assert parse_json(json.dumps({"a": "," * MAX_VALUES})).fatal is None


@pytest.mark.parametrize(
    ("text", "kind", "pointer", "of_key"),
    [
        ('{"a": 1, "b": {"c": 1, "c": 1}}', "duplicate_name", "/b/c", True),
        ('{"a": 1, "\\u0061": 2}', "duplicate_name", "/a", True),
        ('[{"x": 1, "x": 2, "x": 3}]', "duplicate_name", "/0/x", True),
        ('{"a": 9007199254740993}', "number_too_large", "/a", False),
        ('{"a": -9007199254740992}', "number_too_large", "/a", False),
        ('{"a": [1e999]}', "number_too_large", "/a/0", False),
        ('{"a": ' + "7" * 5000 + "}", "number_too_large", "/a", False),
        ('{"a": "\\ud800"}', "half_character", "/a", False),
        ('{"a": "\\udc00\\ud800"}', "half_character", "/a", False),
    ],
)
def test_what_readers_would_not_all_read_alike_is_named(text, kind, pointer, of_key):
    parsed = parse_json(text)
    assert parsed.value is not None
    assert [(flaw.kind, flaw.pointer, flaw.of_key) for flaw in parsed.flaws] == [(kind, pointer, of_key)]
    print_json(parsed.value).encode("utf-8")


def test_a_name_said_twice_is_told_with_the_last_place_and_the_count():
    flaw = parse_json('{"x": 1, "x": 2, "x": 3}').flaws[0]
    assert (flaw.offset, flaw.params) == (17, {"name": "x", "times": 3})


def test_what_is_regular_is_not_told():
    text = '{"a": 9007199254740991, "b": -9007199254740991, "c": "\\ud83d\\ude00", "d": {"a": 1e308}}'
    assert parse_json(text).flaws == ()


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="{}[]\",:\\ \n1-+.eE/*#'tfn\u201cüN\ud800", max_size=30))
def test_no_text_is_too_broken(text):
    parsed = parse_json(text)
    try:
        json.loads(text, parse_constant=lambda name: pytest.fail(name) if parsed.fatal is None else None)
    except ValueError:
        assert parsed.fatal is not None
    else:
        assert parsed.fatal is None or parsed.fatal.kind == "not_a_number"


@settings(deadline=None)
@given(text=st.text(alphabet='"\\,{[ a\n', max_size=40), most=st.integers(0, 6), step=st.integers(2, 9))
def test_values_are_counted_alike_in_whatever_steps(text, most, step):
    with mock.patch.multiple(json_text, MAX_VALUES=most, _STEP=step):
        in_steps = parse_json(text)
    with mock.patch.object(json_text, "MAX_VALUES", most):
        assert parse_json(text) == in_steps


def test_a_string_longer_than_a_step_hides_its_commas_to_the_end():
    told = "," * MAX_VALUES + '\\",' * MAX_VALUES
    text = json.dumps([told, *range(MAX_VALUES - 1)])
    assert parse_json(text).fatal is None
    fatal = parse_json(text.replace("[", "[0,", 1)).fatal
    assert fatal is not None
    assert fatal.kind == "too_many_values"
