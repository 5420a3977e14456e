# SPDX-License-Identifier: Apache-2.0
"""`criteria.toml`: what can be said in it, and that every slip is refused with the file and the key."""

import tomllib

import pytest

from assay.errors import PackError
from assay.rules.carriers import Step
from assay.rules.criteria import CriteriaTable, Evidence, Worth, criteria_of
from assay.rules.criteria_table import criteria_table
from assay.rules.fields import Table

HEAD = """levels = ["SC", "L1"]
[prefixes]
ex = "https://example.org/v1#"
[[subjects]]
name = "shop"
class = "ex:Shop"
credentials_only = false
[lists]
near = ["DE", "FR"]
[standards]
STD = "Standard 1"
"""
CRITERION = """[[criteria]]
id = "C1"
clause = "Rules 1"
subject = "shop"
SC = "declaration"
L1 = "none"
certainty = "code"
carrier = { path = "ex:branch+ / ex:country | ex:state", in = "near" }
"""
NUMBER = """[[criteria.numbers]]
on = { class = ["ex:Shop"] }
path = "ex:size"
values = ["ex:metres"]
least = 1
most = 9.5
sure = true
source = "Rules 1"
"""


def read(text: str) -> CriteriaTable:
    return criteria_of(dict(criteria_table(Table(tomllib.loads(text), "criteria.toml"))))


def test_a_criterion_reads_as_it_is_written() -> None:
    table = read(HEAD + CRITERION + NUMBER)
    (criterion,) = table.criteria
    assert criterion.levels == {"SC": Evidence.DECLARATION, "L1": Evidence.NONE}
    assert criterion.gives is Worth.DECLARED
    assert criterion.carrier is not None
    base = "https://example.org/v1#"
    assert criterion.carrier.path.steps == (Step((base + "branch",), True), Step((base + "country", base + "state")))
    assert criterion.carrier.among == {"DE", "FR"}
    assert (criterion.numbers[0].least, criterion.numbers[0].most) == (1.0, 9.5)
    assert table.plans["shop"]["SC"].declared == ("C1",)
    assert table.plans["shop"]["L1"].every == ("C1",)


def test_no_file_is_no_criteria() -> None:
    assert criteria_of({}).criteria == ()


def _changed(*changes: tuple[str, str], text: str = HEAD + CRITERION + NUMBER) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


SLIPS = {
    "an unknown key": (_changed(('clause = "Rules 1"', 'clause = "Rules 1"\ncolour = "red"')), "criteria[0].colour"),
    "an unknown key at the top": (_changed(("levels =", "colour = 1\nlevels =")), "colour"),
    "no clause": (_changed(('clause = "Rules 1"\n', "")), "criteria[0].clause"),
    "an unknown level": (
        _changed(('["SC", "L1"]', '["SC", "L1", "L9"]'), ('L1 = "none"', 'L1 = "none"\nL9 = "none"')),
        "levels",
    ),
    "a level without evidence": (_changed(('L1 = "none"\n', "")), "criteria[0].L1"),
    "an unknown evidence": (_changed(('L1 = "none"', 'L1 = "promise"')), "criteria[0].L1"),
    "an unknown certainty": (_changed(('"code"', '"sure"')), "criteria[0].certainty"),
    "an unknown subject": (_changed(('subject = "shop"', 'subject = "ship"')), "criteria[0].subject"),
    "an unknown prefix": (_changed(("ex:country |", "xe:country |")), "criteria[0].carrier.path"),
    "no prefix": (_changed(("ex:country |", "country |")), "criteria[0].carrier.path"),
    "an empty step": (_changed(("+ / ex:country", "+ / / ex:country")), "criteria[0].carrier.path"),
    "an unknown list": (_changed(('in = "near"', 'in = "far"')), "criteria[0].carrier.in"),
    "an unknown word of the language": (_changed(("{ path", "{ sparql = 'x', path")), "criteria[0].carrier.sparql"),
    "a carrier of nothing": (
        _changed(('{ path = "ex:branch+ / ex:country | ex:state", in = "near" }', "{ }")),
        "criteria[0].carrier.path",
    ),
    "each of nothing": (
        _changed((', in = "near" }', ", each = true }")),
        "criteria[0].carrier.each",
    ),
    "each that is no truth value": (
        _changed((', in = "near" }', ', in = "near", each = 1 }')),
        "criteria[0].carrier.each",
    ),
    "all beside a path": (
        _changed((', in = "near" }', ', all = [{ path = "ex:a" }] }')),
        "criteria[0].carrier.all",
    ),
    "a slip inside": (
        _changed((', in = "near" }', ', where = [{ path = "ex:a", clas = ["ex:Shop"] }] }')),
        "criteria[0].carrier.where[0].clas",
    ),
    "no carrier for a declaration": (
        _changed(('carrier = { path = "ex:branch+ / ex:country | ex:state", in = "near" }\n', "")),
        "criteria[0].carrier",
    ),
    "a carrier of certainty none": (_changed(('"code"', '"none"')), "criteria[0].certainty"),
    "an unknown standard": (
        _changed(("certainty =", 'permissible = { XYZ = "1" }\ncertainty =')),
        "criteria[0].permissible.XYZ",
    ),
    "an unknown worth": (_changed(("certainty =", 'gives = "gold"\ncertainty =')), "criteria[0].gives"),
    "two of one id": (HEAD + CRITERION + CRITERION, "criteria"),
    "no criteria": (HEAD, "criteria"),
    "a number without limits": (_changed(("least = 1\nmost = 9.5\n", "")), "criteria[0].numbers[0].least"),
    "limits the wrong way round": (_changed(("least = 1\n", "least = 10\n")), "criteria[0].numbers[0].most"),
    "a limit that is no number": (_changed(("most = 9.5", "most = nan")), "criteria[0].numbers[0].most"),
    "a limit that is a text": (_changed(("most = 9.5", 'most = "9.5"')), "criteria[0].numbers[0].most"),
    "a number without a source": (
        _changed(('sure = true\nsource = "Rules 1"\n', "sure = true\n")),
        "criteria[0].numbers[0].source",
    ),
    "a subject without a class": (_changed(('class = "ex:Shop"\n', "")), "subjects[0].class"),
    "an empty list": (_changed(('["DE", "FR"]', "[]")), "lists.near"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_refused_by_file_and_key(slip: str) -> None:
    text, key = SLIPS[slip]
    with pytest.raises(PackError) as refused:
        read(text)
    assert refused.value.params["file"] == "criteria.toml"
    assert refused.value.params["key"] == key


def test_carriers_do_not_nest_without_end() -> None:
    deep = '{ path = "ex:a" }'
    for _ in range(12):
        deep = f'{{ path = "ex:a", where = [{deep}] }}'
    with pytest.raises(PackError):
        read(_changed(('{ path = "ex:branch+ / ex:country | ex:state", in = "near" }', deep)))
