# SPDX-License-Identifier: Apache-2.0
"""`project.toml`: read strictly, written the same way each time, nothing of others lost."""

import time
import tomllib
from datetime import UTC, date, datetime
from datetime import time as day_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.projects.evidence_row import Claim, Evidence, row_id
from assay.projects.fault import ProjectError
from assay.projects.manifest import Manifest, manifest_of, manifest_text
from assay.projects.toml_text import MAX_DEPTH, read_toml, toml_text

HEAD = 'format = "assay-project"\nversion = 1\nname = "Acme"\npack = "p"\n'
FULL = Manifest(
    "Acme Cloud",
    "gaia-x-loire-25.11",
    ("b.jsonld", "a.jsonld"),
    {"legal name": "Acme\nGmbH", "vat": "DE1", "sites": ["Köln", "Graz"]},
    {"company": {"people": 12, "since": date(2001, 2, 3), "is_public": False}},
    {
        "iso-27001": Evidence(
            "ISO 27001", "iso.pdf", "https://acme.example/iso.pdf", "application/pdf", 12, "a" * 64, "b" * 128,
            "TÜV", "ISO27001", "4711", date(2026, 1, 1), date(2027, 1, 1), ("P1.1.1", "P3.1.1"),
            (Claim("urn:x:1", "urn:x:1#s", "urn:p"), Claim("urn:x:2", "urn:x:2", "")),
        )
    },
    {"theirs": {"deep": {"x": [1, 2.5, {"y": datetime(2026, 1, 1, tzinfo=UTC)}]}}},
)  # fmt: skip

letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = st.one_of(
    letters,
    st.booleans(),
    st.integers(-(2**62), 2**62),
    st.floats(allow_nan=False),
    st.dates(min_value=date(1000, 1, 1)),
    st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.none() | st.just(UTC)),  # noqa: DTZ001 - TOML has both
    st.times(),
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(letters, inner, max_size=3), max_leaves=8
)
tables = st.dictionaries(letters, values, max_size=4)


@given(tables)
@settings(deadline=None, max_examples=100)
def test_every_table_comes_back(table) -> None:
    text = toml_text(table)
    assert tomllib.loads(text) == table
    assert toml_text(tomllib.loads(text)) == text


def test_all_that_a_project_says_comes_back() -> None:
    text = manifest_text(FULL)
    assert manifest_of(text) == FULL
    assert manifest_text(manifest_of(text)) == text


def test_a_bom_and_other_line_ends_are_no_harm() -> None:
    assert manifest_of("\ufeff" + manifest_text(FULL).replace("\n", "\r\n")) == FULL


def test_one_more_entry_is_one_more_line() -> None:
    """Two versions compare well."""
    from dataclasses import replace

    before = manifest_text(replace(FULL, order=("a.jsonld",))).splitlines()
    after = manifest_text(replace(FULL, order=("a.jsonld", "c.jsonld"))).splitlines()
    assert [line for line in after if line not in before] == ['    "c.jsonld",']
    assert len(after) == len(before) + 1
    assert 'legal name" = """' in manifest_text(FULL)


@pytest.mark.parametrize(
    ("text", "error", "member"),
    [
        ("", "project_none", None),
        ("x", "project_damaged", None),
        ("format = 'assay-project'", "project_none", None),
        ("format = 'other'\nversion = 1", "project_none", None),
        ("format = 'assay-project'\nversion = true", "project_none", None),
        (HEAD.replace("version = 1", "version = 2"), "project_newer", None),
        (HEAD.replace("version = 1", "version = 2") + "what = 1", "project_newer", None),
        (HEAD.replace("Acme", " "), "project_value", "name"),
        (HEAD.replace('"p"', "1"), "project_value", "pack"),
        (HEAD + "surprise = 1", "project_member", "surprise"),
        (HEAD + "order = 'a'", "project_value", "order"),
        (HEAD + "order = ['a', 'a']", "project_value", "order"),
        (HEAD + "order = [1]", "project_value", "order"),
        (HEAD + "facts = 1", "project_value", "facts"),
        (HEAD + "[answers]\npage = 1", "project_value", "answers.page"),
        (HEAD + "[evidence]\nx = 1", "project_value", "evidence.x"),
        (HEAD + "[evidence.'A b']\ntitle = 'x'", "project_value", "evidence.A b"),
        (HEAD + "[evidence.x]\nfile = 'x'", "project_value", "evidence.x.title"),
        (HEAD + "[evidence.x]\ntitle = 'x'\nsha256 = 'x'", "project_value", "evidence.x.sha256"),
        (HEAD + "[evidence.x]\ntitle = 'x'\nvalid_until = '2027-01-01'", "project_value", "evidence.x.valid_until"),
        (HEAD + "[evidence.x]\ntitle = 'x'\nsize = -1", "project_value", "evidence.x.size"),
        (HEAD + "[evidence.x]\ntitle = 'x'\nclaims = [{node='a'}]", "project_value", "evidence.x.claims"),
        (HEAD + "[evidence.x]\ntitle = 'x'\ncriteria = [1]", "project_value", "evidence.x.criteria"),
        (HEAD + "[evidence.x]\ntitle = 'x'\nextra = 1", "project_value", "evidence.x.extra"),
    ],
)
def test_what_is_wrong_is_told_where(text: str, error: str, member: str | None) -> None:
    with pytest.raises(ProjectError) as told:
        manifest_of(text)
    assert (told.value.text_id, told.value.params.get("member")) == (error, member)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "a." * 20_000 + "a = 1",
        HEAD + '"a".' * 20_000 + "a = 1",
        HEAD + "[" + "a." * 20_000 + "a]",
        HEAD + "x = {" + "a." * 20_000 + "a = 1}",
        HEAD + "x = " + "[" * 100_000,
        HEAD + "[x]\ny = " + "[" * 30 + "]" * 30,
        HEAD + "x = '" + "x" * 2_000_000 + "'",
        HEAD + "\n" * 100_000,
        HEAD + '"\\"' * 300_000,
        HEAD + "x = '''" + "'\"" * 100_000,
    ],
)
def test_what_is_made_to_keep_a_reader_busy_is_refused_soon(text: str) -> None:
    start = time.process_time()
    with pytest.raises(ProjectError, match="project_damaged"):
        manifest_of(text)
    assert time.process_time() - start < 2


def test_dots_in_texts_are_no_names() -> None:
    assert read_toml(f"x = '{'1.2.3. ' * 100}'\n# {'.' * 500}\ny = 1.5")["y"] == 1.5


def test_what_could_not_be_read_again_is_not_written() -> None:
    deep: object = 1
    for _ in range(MAX_DEPTH):
        deep = {"x": deep}
    for facts, error in [({"x": "x" * 2_000_000}, "full"), ({"x": "\ud800"}, "characters"), ({"x": deep}, "damaged")]:
        with pytest.raises(ProjectError, match=f"project_{error}"):
            manifest_text(Manifest("Acme", "p", facts=facts))


def test_times_of_day_are_kept() -> None:
    assert manifest_of(manifest_text(Manifest("A", "p", facts={"t": day_time(8, 30)}))).facts["t"] == day_time(8, 30)


@pytest.mark.parametrize(
    ("title", "made"), [("ISO/IEC 27001 – Köln", "iso-iec-27001-koln-2"), ("证书", "evidence"), ("x" * 90, "x" * 40)]
)
def test_a_row_has_an_id_like_its_title(title: str, made: str) -> None:
    assert row_id(title, {"iso-iec-27001-koln"}) == made


def test_files_that_have_no_place_come_last() -> None:
    assert FULL.ordered(["z.json", "a.jsonld", "c.json", "b.jsonld"]) == ("b.jsonld", "a.jsonld", "c.json", "z.json")
