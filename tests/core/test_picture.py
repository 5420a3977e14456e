# SPDX-License-Identifier: Apache-2.0
"""The picture of a set: who stands where, what leads to what, broken references, and the SVG of it."""

import time
from typing import Any
from xml.etree import ElementTree

from assay.part_marks import PartState
from assay.picture import (
    HIGHEST,
    MOST_DRAWN,
    NODE_HEIGHT,
    NODE_WIDTH,
    Part,
    Picture,
    PictureEdge,
    PictureNode,
    curve,
    laid_out,
    picture,
)
from assay.picture_svg import svg
from assay.readable import readable
from assay.texts import load_texts
from checking import examined, sample, sample_bytes

ROLES = ("surface", "raised", "text", "muted", "line", "accent", "passed", "fail", "wait", "idle")
COLOURS = {role: f"#{at:06x}" for at, role in enumerate(ROLES)} | {f"{role}_soft": f"#{role}" for role in ROLES}
SVG = "{http://www.w3.org/2000/svg}"


def drawn(value: Any) -> Picture:
    examination, texts = examined(value), load_texts()
    return picture(examination, readable(examination, texts), texts)


def node(name: str, part: Part = Part.OTHER) -> PictureNode:
    return PictureNode(name, part, name, "")


def by_title(found: Picture) -> dict[str, PictureNode]:
    return {entry.title: entry for entry in found.nodes}


def written(found: Picture) -> str:
    return svg(found, "title", COLOURS, "issued by {issuer}", "broken reference")


def overlaps(found: Picture) -> bool:
    boxes = [(entry.x, entry.y) for entry in found.nodes]
    return any(
        abs(x - other_x) < NODE_WIDTH and abs(y - other_y) < NODE_HEIGHT
        for at, (x, y) in enumerate(boxes)
        for other_x, other_y in boxes[at + 1 :]
    )


def test_participants_stand_left_of_offerings_and_those_left_of_resources():
    found = drawn(sample_bytes("good/label-1-offering.json"))
    named = by_title(found)
    company, offering, centre = named["Acme Cloud GmbH"], named["Acme File Exchange"], named["Acme Nuremberg"]
    assert (company.part, offering.part, centre.part) == (Part.PARTICIPANT, Part.OFFERING, Part.RESOURCE)
    assert company.x < offering.x < centre.x
    assert company.issuer == "Acme Cloud GmbH"
    assert not overlaps(found)
    assert found.left_out == 0
    provider = next(edge for edge in found.edges if (edge.start, edge.end) == (offering.id, company.id))
    assert provider.label == "Provider"


def test_the_same_document_gives_the_same_picture():
    assert drawn(sample_bytes("good/label-1-offering.json")) == drawn(sample_bytes("good/label-1-offering.json"))


def test_a_broken_reference_is_told_as_one():
    found = drawn(sample_bytes("broken/offering-reference-slip.json"))
    missing = next(entry for entry in found.nodes if entry.part is Part.MISSING)
    assert missing.title == "participant.json#CS"
    assert missing.kind == "not described anywhere"
    assert missing.state is PartState.TO_CORRECT
    broken = [edge for edge in found.edges if edge.is_broken]
    assert [(edge.end, edge.label) for edge in broken] == [(missing.id, "Provider")]
    whole = written(found)
    assert "✕ Provider" in whole
    assert "broken reference" in whole
    assert COLOURS["fail"] in whole


def test_nothing_read_is_nothing_drawn():
    assert drawn(b"{") == Picture()
    assert ElementTree.fromstring(written(Picture())).tag == f"{SVG}svg"


def test_rings_end_and_keep_their_nodes():
    names = [node(name) for name in "abcd"]
    ring = [PictureEdge(*pair, "next") for pair in ("ab", "bc", "ca", "dd")]
    found = laid_out(names, ring)
    assert {entry.id for entry in found.nodes} == set("abcd")
    assert not overlaps(found)


def test_a_long_layer_goes_on_beside():
    names = [node("o", Part.OFFERING), *(node(f"n{number}") for number in range(3 * HIGHEST))]
    found = laid_out(names, [PictureEdge("o", entry.id, "x") for entry in names[1:]])
    assert len({entry.x for entry in found.nodes}) == 4
    assert found.size[1] == HIGHEST * NODE_HEIGHT + (HIGHEST - 1) * 20
    assert not overlaps(found)


def test_of_too_many_those_that_say_most_are_drawn():
    names = [*(node(f"n{number}") for number in range(MOST_DRAWN + 5)), node("company", Part.PARTICIPANT)]
    found = laid_out(names, [PictureEdge("company", "n0", "x"), PictureEdge("company", f"n{MOST_DRAWN + 1}", "x")])
    assert len(found.nodes) == MOST_DRAWN
    assert found.left_out == 6
    assert "company" in {entry.id for entry in found.nodes}
    assert [edge.end for edge in found.edges] == ["n0"]


def test_a_catalogue_is_drawn_in_no_time():
    names = [node(f"n{number}", Part.OFFERING) for number in range(5_000)]
    edges = [PictureEdge(f"n{number}", f"n{(number * 7 + 1) % 5_000}", "x") for number in range(5_000)]
    started = time.perf_counter()
    laid_out(names, edges)
    assert time.perf_counter() - started < 1


def test_lines_go_from_side_to_side():
    left, right = PictureNode("a", Part.OTHER, "", ""), PictureNode("b", Part.OTHER, "", "", x=500, y=100)
    assert curve(left, right)[0] == NODE_WIDTH
    assert curve(left, right)[-2:] == (500, 100 + NODE_HEIGHT // 2)
    assert curve(right, left)[0] == 500
    assert curve(right, left)[-2] == NODE_WIDTH


def test_what_a_document_says_is_no_markup_in_the_file():
    value = sample("good/participant.json")
    evil = '</text><script>alert(1)</script><image href="https://evil.example/"/>&amp;\x00\x0b\ufffe\u202e"'
    value["credentialSubject"]["name"] = evil
    value["issuer"] = "did:web:evil.example"
    root = ElementTree.fromstring(written(drawn(value)))
    tags = {entry.tag.removeprefix(SVG) for entry in root.iter()}
    assert tags <= {"svg", "title", "rect", "marker", "path", "g", "text"}
    titles = [entry.text or "" for entry in root.iter(f"{SVG}title")]
    assert any("<script>alert(1)</script>" in told for told in titles)
    assert not any("\u202e" in told for told in titles)
