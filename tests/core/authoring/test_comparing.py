# SPDX-License-Identifier: Apache-2.0
"""Two documents compared by what they say: not by their texts, whatever their ids, each difference once."""

import json
import random
import time
from pathlib import Path
from typing import Any

import pytest

from assay.authoring.reuse.comparing import Apart, Side, compared
from assay.authoring.reuse.copying import copied
from assay.cli.run import run
from assay.document import Document
from assay.texts import load_texts
from checking import MOMENT, examined, sample, sample_bytes

SAMPLES = (
    "good/participant.json", "good/storage-offering.json", "good/label-1-offering.json", "good/tagus-offering.json",
)  # fmt: skip


def apart(old: Any, new: Any) -> list[Apart]:
    return list(compared(examined(old), examined(new), load_texts("en")))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_document_says_what_it_says_itself_however_it_is_written(name: str) -> None:
    value = sample(name)
    assert apart(value, value) == []
    assert apart(value, shuffled(value, random.Random(1))) == []


def shuffled(value: Any, dice: random.Random) -> Any:
    """The same with its members in another order."""
    if isinstance(value, dict):
        members = list(value.items())
        dice.shuffle(members)
        return {name: shuffled(inner, dice) for name, inner in members}
    return [shuffled(inner, dice) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", SAMPLES)
def test_a_copy_says_the_same_but_for_its_ids(name: str) -> None:
    (copy,) = copied([Document("copy.json", sample_bytes(name))], MOMENT)
    rows = apart(sample_bytes(name), copy.text)
    assert rows
    assert {row.label for row in rows} <= {"Id", "Web address", "Part of"}


def test_what_is_another_is_told_by_its_label_with_both_values() -> None:
    old, new = sample("good/participant.json"), sample("good/participant.json")
    new["credentialSubject"]["legalAddress"]["postalCode"] = "10117"
    (row,) = apart(old, new)
    assert (row.old, row.new, row.side) == ("80331", "10117", Side.BOTH)
    assert row.label.startswith("Legal address > ")
    assert row.pointers[1] == "/credentialSubject/legalAddress/postalCode"


def test_what_only_one_of_them_says_is_told_as_that() -> None:
    old, new = sample("good/participant.json"), sample("good/participant.json")
    del new["credentialSubject"]["name"]
    new["issuer"] = "did:web:other.example"
    rows = {row.side: row for row in apart(old, new)}
    assert set(rows) == {Side.OLD, Side.BOTH}
    assert (rows[Side.OLD].old, rows[Side.OLD].new) == (old["credentialSubject"]["name"], "")
    assert rows[Side.BOTH].label == "Issuer"


def test_a_part_that_is_in_one_document_alone_is_told_once() -> None:
    whole = sample("good/storage-offering.json")
    less = {**whole, "verifiableCredential": whole["verifiableCredential"][:-1]}
    gone = [row for row in apart(whole, less) if not row.label]
    come = [row for row in apart(less, whole) if not row.label]
    assert [row.side for row in gone] == [Side.OLD]
    assert [row.side for row in come] == [Side.NEW]


@pytest.mark.parametrize("seed", range(20))
def test_each_value_that_was_changed_is_told_and_nothing_else(seed: int) -> None:
    dice, old = random.Random(seed), sample("good/label-1-offering.json")
    new = json.loads(json.dumps(old))
    texts = list(_texts(new))
    holder, name = dice.choice(texts)
    holder[name] = "Something else entirely"
    rows = apart(old, new)
    assert [row.new for row in rows] == ["Something else entirely"]


def _texts(value: Any) -> Any:
    """Names and descriptions, wherever they are."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("name", "description") and isinstance(inner, str):
                yield value, name
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_the_command_tells_it_in_words_and_for_programs(
    tmp_path: Path, lang: str, capfd: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    value = sample("good/participant.json")
    old.write_text(json.dumps(value))
    value["credentialSubject"]["name"] = "Acme SE"
    new.write_text(json.dumps(value))
    assert run(["diff", "--documents", str(old), str(new), "--lang", lang]) == 1
    assert "Acme Cloud GmbH → Acme SE" in capfd.readouterr().out
    assert run(["diff", "--documents", str(old), str(new), "--format", "json"]) == 1
    told = json.loads(capfd.readouterr().out)
    assert [entry["new"] for entry in told["differences"]] == ["Acme SE"]
    assert run(["diff", "--documents", str(old), str(old), "--lang", lang]) == 0
    (tmp_path / "none.json").write_text("{")
    assert run(["diff", "--documents", str(old), str(tmp_path / "none.json"), "--lang", lang]) == 3


def test_long_lists_are_compared_in_one_go() -> None:
    old, new = sample("good/participant.json"), sample("good/participant.json")
    many = [{"type": "gx:VatID", "vatID": f"DE{number}", "countryCode": "DE"} for number in range(600)]
    old["credentialSubject"]["registrationNumber"] = many
    new["credentialSubject"]["registrationNumber"] = [{**one, "vatID": f"FR{one['vatID']}"} for one in many[::-1]]
    before, after = examined(old), examined(new)
    start = time.perf_counter()
    assert len(compared(before, after, load_texts("en"))) == 600
    assert time.perf_counter() - start < 1
    new["credentialSubject"]["registrationNumber"] = many[::-1]
    assert apart(old, new) == []
