# SPDX-License-Identifier: Apache-2.0
"""Engine profiles name rules that exist, miss none, keep their order, and are refused where they are wrong."""

import tomllib
from fnmatch import fnmatchcase
from typing import Any

import pytest

from assay.errors import PackError
from assay.finding import Severity
from assay.rules.bundled import load_bundled, resource
from assay.rules.engines import EngineProfile, engines_of, engines_table
from assay.rules.fields import Table
from assay.texts import load_catalogue

CATALOGUE = load_catalogue(resource("texts", "en"))
PACKS = {
    pack: entry / "engines.toml"
    for entry in sorted(resource("rule_packs").iterdir())
    if (entry / "engines.toml").is_file() and (pack := entry.name)
}
PATTERNS = ("PARSE", "PARSE-*", "ENVELOPE-claim-wrapper", "*-SHAPE-*", "*-CRITERION-*")
"""Findings that no entry of `rules.toml` is named after: of reading, of shapes, of criteria."""


def _read(pack: str) -> dict[str, Any]:
    return tomllib.loads(PACKS[pack].read_text("utf-8"))


def _profiles(pack: str) -> tuple[EngineProfile, ...]:
    return engines_of(engines_table(Table(_read(pack), "engines.toml")))  # type: ignore[arg-type]


PROFILES = [(pack, profile) for pack in PACKS for profile in _profiles(pack)]
EACH = pytest.mark.parametrize(("pack", "profile"), PROFILES, ids=lambda value: getattr(value, "id", value))


def test_both_generations_have_two_engines_each() -> None:
    assert [profile.id for _, profile in PROFILES] == [
        "loire-production",
        "loire-lab",
        "tagus-2.1.0-production",
        "tagus-2.1.0-lab",
    ]


@EACH
def test_every_rule_a_profile_names_exists(pack: str, profile: EngineProfile) -> None:
    named = {rule for entry in (*profile.steps, *profile.ignored) for rule in entry.look.rules}
    known = load_bundled(pack).rules
    unknown = {rule for rule in named if rule not in known and not any(fnmatchcase(rule, shape) for shape in PATTERNS)}
    assert unknown == set()


@EACH
def test_every_rule_of_a_pack_is_in_each_profile(pack: str, profile: EngineProfile) -> None:
    looks = [entry.look for entry in (*profile.steps, *profile.ignored)]
    rules = load_bundled(pack).rules.values()
    advice = {rule.id for rule in rules if rule.severity is Severity.INFO}
    missed = {rule.id for rule in rules if not any(fnmatchcase(rule.id, told) for look in looks for told in look.rules)}
    assert missed - advice == set()


@EACH
def test_steps_stand_in_the_engines_order(pack: str, profile: EngineProfile) -> None:
    numbers = [int("".join(filter(str.isdigit, step.id.partition("-")[0]))) for step in profile.steps]
    assert numbers == sorted(numbers)
    letters = [step.id.partition("-")[0] for step in profile.steps]
    assert letters == sorted(letters), pack


@EACH
def test_every_text_a_profile_names_exists(pack: str, profile: EngineProfile) -> None:
    named = {text for step in profile.steps for text in (step.title, step.why, step.note) if text}
    named |= {rest.why for rest in profile.ignored} | {f"prediction.engine.{profile.id}"}
    assert named - set(CATALOGUE) == set(), pack


@EACH
def test_no_explanation_is_left_over(pack: str, profile: EngineProfile) -> None:
    del pack, profile
    used = {text for _, known in PROFILES for step in known.steps for text in (step.title, step.why, step.note)}
    used |= {rest.why for _, known in PROFILES for rest in known.ignored}
    told = {text for text in CATALOGUE if text.startswith(("prediction.why.", "prediction.note.", "prediction.step."))}
    assert told - used == set()


def _damaged(pack: str, where: str, key: str, value: object) -> dict[str, Any]:
    found = _read(pack)
    if value is None:
        del found[where][0][key]
    else:
        found[where][0][key] = value
    return found


@pytest.mark.parametrize(
    ("where", "key", "value", "error"),
    [
        ("engines", "name", None, "pack.missing_key"),
        ("engines", "as_of", "soon", "pack.wrong_value"),
        ("engines", "sources", [], "pack.wrong_value"),
        ("engines", "id", "loire-lab", "pack.wrong_value"),
        ("engines", "colour", "blue", "pack.unknown_key"),
        ("steps", "title", None, "pack.missing_key"),
        ("steps", "enforced", "perhaps", "pack.wrong_value"),
        ("steps", "certainty", "certain", "pack.wrong_value"),
        ("steps", "wants", "money", "pack.wrong_value"),
        ("steps", "counts", "some", "pack.wrong_value"),
        ("steps", "if_open", "fine", "pack.wrong_value"),
        ("steps", "in", ["nobody"], "pack.wrong_value"),
        ("steps", "checks", ["LOIRE-*"], "pack.wrong_value"),
        ("steps", "message", "It is {colour}", "pack.wrong_value"),
        ("steps", "message", "It is {path", "pack.wrong_value"),
        ("steps", "enforced", "no", "pack.wrong_value"),
        ("steps", "id", "L1", "pack.wrong_value"),
        ("steps", "speed", "slow", "pack.unknown_key"),
        ("ignored", "why", None, "pack.missing_key"),
        ("ignored", "rules", None, "pack.missing_key"),
        ("ignored", "step", "L1", "pack.unknown_key"),
    ],
)
def test_a_damaged_profile_is_refused_and_the_key_named(where: str, key: str, value: object, error: str) -> None:
    with pytest.raises(PackError) as raised:
        engines_table(Table(_damaged("gaia-x-loire-25.11", where, key, value), "engines.toml"))
    assert raised.value.text_id == error
    assert raised.value.params["file"] == "engines.toml"
    assert where in str(raised.value.params["key"])


def test_no_engine_without_a_step_and_no_file_without_an_engine() -> None:
    for where in ("steps", "engines"):
        found = {**_read("gaia-x-loire-25.11"), where: []}
        with pytest.raises(PackError):
            engines_table(Table(found, "engines.toml"))
