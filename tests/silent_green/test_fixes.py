# SPDX-License-Identifier: Apache-2.0
"""No fix makes green what nobody mended: a spoilt sample is green again only where it says what it said before."""

import copy
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assay.authoring.fixes import Corrected, correct, is_worse
from assay.document import Document
from assay.examination import Examination
from assay.options import Options
from assay.pipeline import examine
from assay.verdict import Verdict
from checking import MOMENT, document, sample

Node = dict[str, Any]
SAMPLES = ("good/participant.json", "good/storage-offering.json")
SPECIMENS = sorted((Path(__file__).parents[1] / "specimens").glob("gaia-x-*/*/fails*.json"))
OTHER_TYPES = {"gx:Resource", "gx:Participant"}


def again(given: Document) -> Examination:
    return examine(given, Options(draft=True, moment=MOMENT))


def nodes(value: Any, inside: bool = False) -> Iterator[Node]:
    if isinstance(value, list):
        for item in value:
            yield from nodes(item, inside)
    elif isinstance(value, dict):
        if inside:
            yield value
        for key, item in value.items():
            yield from nodes(item, inside or key == "credentialSubject")


def _typed(change: Callable[[str], str]) -> Callable[[Node], None]:
    def spoil(node: Node) -> None:
        node["type"] = change(node.get("type", "gx:Thing"))

    return spoil


def _renamed(change: Callable[[str], str]) -> Callable[[Node], None]:
    def spoil(node: Node) -> None:
        name = list(node)[-1]
        node[change(name)] = node.pop(name)

    return spoil


def _valued(new: Any) -> Callable[[Node], None]:
    def spoil(node: Node) -> None:
        node[list(node)[-1]] = new

    return spoil


def _without_last(node: Node) -> None:
    del node[list(node)[-1]]


SPOILS: dict[str, Callable[[Node], None]] = {
    "type without its last letter": _typed(lambda name: name[:-1]),
    "type in small letters": _typed(lambda name: f"gx:{name[3:4].lower()}{name[4:]}"),
    "type with an unknown prefix": _typed(lambda name: name.replace("gx:", "gxx:")),
    "type with the prefix in capitals": _typed(lambda name: name.replace("gx:", "GX:")),
    "type of something else": _typed(lambda _: "gx:Resource"),
    "no type": lambda node: node.pop("type", None),
    "word with a prefix": _renamed(lambda name: f"gx:{name}"),
    "word of another vocabulary": _renamed(lambda name: f"https://other.example/{name}"),
    "word with a capital": _renamed(lambda name: name[:1].upper() + name[1:]),
    "word with a slip": _renamed(lambda name: name[:-2] + name[-1:]),
    "something of its own": lambda node: node.update({"nte": "x"}),
    "a value that is none": _valued({"@value": None}),
    "a number for a text": _valued(7),
    "a text for anything": _valued("something else"),
    "a region": _valued("DE-BY"),
    "the last thing it says": _without_last,
}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_green_only_where_it_says_what_it_said(name: str, spoil: Callable[[Node], None]) -> None:
    count = len(list(nodes(sample(name))))
    for number in range(count):
        spoilt = sample(name)
        spoil(list(nodes(spoilt))[number])
        before = again(document(spoilt))
        made = correct(before.document, again, known=before)
        assert made is not None
        assert not is_worse(before, made.examination)
        if made.applied and made.examination.report.verdict is Verdict.CONFORMANT:
            told = json.loads(made.text)
            assert told == sample(name) or _says_the_same_in_other_words(told, spoilt, made)


def _says_the_same_in_other_words(told: Any, spoilt: Any, made: Corrected) -> bool:
    """Nothing was taken out; the one value that differs is a region's country, or another name of the same value."""
    lost = Counter(_leaves(spoilt)) - Counter(_leaves(told))
    return set(lost) <= {"DE-BY"} and {fix.text for fix in made.applied} <= {
        "fix.region",
        "fix.prefix",
        "fix.name_typed",
    }


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield str(value)


@pytest.mark.parametrize("path", SPECIMENS, ids=[f"{path.parent.name}-{path.stem}" for path in SPECIMENS])
def test_correcting_a_specimen_leaves_nothing_worse(path: Path) -> None:
    before = again(Document(path.name, path.read_bytes()))
    made = correct(before.document, again, known=before)
    assert made is None or not is_worse(before, made.examination)
    if made is not None and not made.applied:
        assert made.text.encode() == path.read_bytes()


def test_the_specimens_are_there() -> None:
    assert len(SPECIMENS) > 40


def test_what_was_taken_out_is_seen() -> None:
    """The guard itself: a text with less in it is not the same in other words."""
    spoilt = sample(SAMPLES[0])
    less = copy.deepcopy(spoilt)
    del less["credentialSubject"]["name"]
    made = correct(document(spoilt), again)
    assert made is not None
    assert not _says_the_same_in_other_words(less, spoilt, made)
