# SPDX-License-Identifier: Apache-2.0
"""A picture of a set: who provides what, on which resources, issued by whom. Nodes, edges and where they stand.

Participants stand on the left, what they offer beside them, what it rests on further right; what refers to nothing is a
node of its own. The same document always gives the same picture.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assay.issuers import issuer_names
from assay.part_marks import PartState
from assay.texts import local_name
from assay.values import frozen

if TYPE_CHECKING:
    from assay.examination import Examination
    from assay.readable import Section
    from assay.texts import Texts

MOST_DRAWN = 200
"""Nodes that are drawn; of more, those that say most about who offers what."""
NODE_WIDTH, NODE_HEIGHT = 220, 72
GAP_ACROSS, GAP_DOWN = 120, 20
HIGHEST = 12
"""Nodes below one another; a layer with more goes on beside."""
MOST_NAMED = 16
"""Lines that are named where they are drawn; among more, the names would stand on one another."""
_SWEEPS = 4
_DANGLING = ("links.dangling", "links.dangling_slip", "links.dangling_credential")
_MOST_LABELS = 2


class Part(StrEnum):
    """What a node stands for."""

    PARTICIPANT = "participant"
    OFFERING = "offering"
    RESOURCE = "resource"
    OTHER = "other"
    MISSING = "missing"
    """A reference leads there, and nothing is described."""


_CLASSES = (
    (Part.PARTICIPANT, frozenset({"Participant", "LegalPerson", "LegalParticipant", "NaturalPerson"})),
    (Part.OFFERING, frozenset({"ServiceOffering"})),
    (Part.RESOURCE, frozenset({"Resource", "PhysicalResource", "VirtualResource", "DataResource", "SoftwareResource"})),
)
"""Local names of classes, or of classes above them; the first that fits counts."""
_WEIGHT = (Part.PARTICIPANT, Part.OFFERING, Part.MISSING, Part.RESOURCE, Part.OTHER)


@frozen
class PictureNode:
    """One thing, with the upper left corner of its box."""

    id: str
    part: Part
    title: str
    kind: str
    issuer: str = ""
    """Who issued the credential about it, in words; empty for what is only a part of something."""
    state: PartState = PartState.NOT_JUDGED
    x: int = 0
    y: int = 0


@frozen
class PictureEdge:
    """One thing refers to another, by these properties."""

    start: str
    end: str
    label: str
    is_broken: bool = False


@frozen
class Picture:
    """Everything that is drawn."""

    nodes: tuple[PictureNode, ...] = ()
    edges: tuple[PictureEdge, ...] = ()
    left_out: int = 0
    """Nodes beyond the most that are drawn."""

    @property
    def names_lines(self) -> bool:
        """Whether every line is named where it is drawn; broken ones always are."""
        return len(self.edges) <= MOST_NAMED

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of all of it."""
        width = max((node.x + NODE_WIDTH for node in self.nodes), default=0)
        return width, max((node.y + NODE_HEIGHT for node in self.nodes), default=0)


Curve = tuple[int, int, int, int, int, int, int, int]
"""Where a line begins, the two points it bends to, and where it ends: x and y of each."""


def curve(start: PictureNode, end: PictureNode) -> Curve:
    """The line from the side of one box to the side of the other that is nearer; beside itself in one column."""
    y, other_y = start.y + NODE_HEIGHT // 2, end.y + NODE_HEIGHT // 2
    if start.x == end.x:
        side, bend = start.x + NODE_WIDTH, GAP_ACROSS // 2
        return side, y, side + bend, y, side + bend, other_y, side, other_y
    is_right = start.x < end.x
    x, other_x = (start.x + NODE_WIDTH, end.x) if is_right else (start.x, end.x + NODE_WIDTH)
    bend = max(GAP_ACROSS // 2, abs(other_x - x) // 3) * (1 if is_right else -1)
    return x, y, x + bend, y, other_x - bend, other_y, other_x, other_y


def picture(examination: "Examination", sections: "Sequence[Section]", texts: "Texts") -> Picture:
    """The picture of a document that was read as these sections."""
    nodes = _nodes(examination, sections, texts)
    owners = _owners(sections, nodes)
    edges = _edges(sections, owners) + _broken(examination, owners, texts)
    for edge in edges:
        if edge.is_broken:
            nodes.setdefault(edge.end, _missing(edge.end, texts))
    return laid_out(nodes.values(), edges)


def laid_out(nodes: Iterable[PictureNode], edges: Sequence[PictureEdge]) -> Picture:
    """The nodes in their places, as many as are drawn, with the edges between them."""
    everything = list(nodes)
    weighty = sorted(everything, key=lambda node: _WEIGHT.index(node.part))[:MOST_DRAWN]
    drawn = {node.id for node in weighty}
    kept = [node for node in everything if node.id in drawn]
    between = tuple(edge for edge in edges if edge.start in drawn and edge.end in drawn)
    layers = _ordered(_layers(kept, between), between)
    return Picture(tuple(_placed(layers)), between, len(everything) - len(kept))


def _nodes(examination: "Examination", sections: "Sequence[Section]", texts: "Texts") -> dict[str, PictureNode]:
    names = issuer_names(examination, texts)
    found: dict[str, PictureNode] = {}
    for section in sections:
        part = _part(examination, section.node)
        if not section.depth or part is not Part.OTHER:
            issuer = section.credential.issuer if section.credential else ""
            told, kind = names.get(issuer, issuer), section.kind if section.kind != section.title else ""
            found[section.node] = PictureNode(section.node, part, section.title, kind, told, section.state)
    return found


def _part(examination: "Examination", node: str) -> Part:
    above = examination.pack.superclasses if examination.pack else {}
    kinds = [str(kind) for kind in examination.claims.types(node)]
    names = {local_name(kind) for own in kinds for kind in (own, *above.get(own, ()))}
    return next((part for part, classes in _CLASSES if names & classes), Part.OTHER)


def _owners(sections: "Sequence[Section]", nodes: Mapping[str, PictureNode]) -> dict[str, str]:
    """Each part of the document with the node it is drawn in; sections stand before their own parts."""
    owners: dict[str, str] = {}
    for section in sections:
        owners[section.node] = section.node if section.node in nodes else owners.get(section.parent, "")
    return owners


def _edges(sections: "Sequence[Section]", owners: Mapping[str, str]) -> list[PictureEdge]:
    labels: dict[tuple[str, str], dict[str, None]] = {}
    for section in sections:
        start = owners[section.node]
        for row in section.rows:
            end = owners.get(row.link, "")
            if start and end and start != end:
                labels.setdefault((start, end), {})[row.label] = None
    return [PictureEdge(start, end, _joined(told)) for (start, end), told in labels.items()]


def _broken(examination: "Examination", owners: Mapping[str, str], texts: "Texts") -> list[PictureEdge]:
    labels: dict[tuple[str, str], dict[str, None]] = {}
    words = texts.with_labels(examination.pack.texts(texts.lang) if examination.pack else None)
    for finding in examination.report.findings:
        told = finding.shacl
        start = owners.get(told.focus_node, "") if told else ""
        if finding.text in _DANGLING and told and told.value and start:
            labels.setdefault((start, told.value), {})[words.name(told.path)] = None
    return [PictureEdge(start, end, _joined(told), is_broken=True) for (start, end), told in labels.items()]


def _joined(labels: Iterable[str]) -> str:
    told = list(labels)
    return ", ".join(told[:_MOST_LABELS]) + (" …" if len(told) > _MOST_LABELS else "")


def _missing(node: str, texts: "Texts") -> PictureNode:
    title = node.rstrip("/").rpartition("/")[2] or node
    return PictureNode(node, Part.MISSING, title, texts.say("readable.undescribed"), state=PartState.TO_CORRECT)


def _layers(nodes: Sequence[PictureNode], edges: Iterable[PictureEdge]) -> list[list[PictureNode]]:
    """Participants, then everything as far right as the longest way that leads to it; a ring is cut at its first."""
    parts = {node.id: node.part for node in nodes}
    following: dict[str, list[str]] = {node.id: [] for node in nodes}
    waiting = dict.fromkeys(following, 0)
    for edge in edges:
        if _leads_on(parts[edge.start], parts[edge.end]):
            following[edge.start].append(edge.end)
            waiting[edge.end] += 1
    ranks = {node.id: 0 if node.part is Part.PARTICIPANT else 1 for node in nodes}
    left = dict.fromkeys(following)
    free = [node for node in left if not waiting[node]]
    while left:
        at = free.pop(0) if free else next(iter(left))
        if at not in left:
            continue
        del left[at]
        for node in following[at]:
            ranks[node] = max(ranks[node], ranks[at] + 1) if node in left else ranks[node]
            waiting[node] -= 1
            if not waiting[node]:
                free.append(node)
    used = sorted(set(ranks.values()))
    return [[node for node in nodes if ranks[node.id] == rank] for rank in used]


def _leads_on(start: Part, end: Part) -> bool:
    """Whether what is referred to stands further right: never a participant, and an offering only of another one."""
    return end is not Part.PARTICIPANT and (end is not Part.OFFERING or start is Part.OFFERING)


def _ordered(layers: list[list[PictureNode]], edges: Iterable[PictureEdge]) -> list[list[PictureNode]]:
    """Each layer in the order of what its nodes are joined to, so that few lines cross (barycentre, Sugiyama 1981)."""
    near: dict[str, list[str]] = {}
    for edge in edges:
        near.setdefault(edge.start, []).append(edge.end)
        near.setdefault(edge.end, []).append(edge.start)
    places = {node.id: float(at) for layer in layers for at, node in enumerate(layer)}
    for _ in range(_SWEEPS):
        for layer in layers:
            layer.sort(key=lambda node: _middle([places[other] for other in near.get(node.id, ())], places[node.id]))
            places.update({node.id: at * 100 / len(layer) for at, node in enumerate(layer)})
    return layers


def _middle(places: Sequence[float], own: float) -> float:
    return sum(places) / len(places) if places else own


def _placed(layers: Iterable[Sequence[PictureNode]]) -> Iterable[PictureNode]:
    """Layers from left to right, each in as many columns as it needs, about one middle line."""
    columns = [list(layer[at : at + HIGHEST]) for layer in layers for at in range(0, len(layer), HIGHEST)]
    tallest = max((len(column) for column in columns), default=0)
    for across, column in enumerate(columns):
        top = (tallest - len(column)) * (NODE_HEIGHT + GAP_DOWN) // 2
        for down, node in enumerate(column):
            yield replace(node, x=across * (NODE_WIDTH + GAP_ACROSS), y=top + down * (NODE_HEIGHT + GAP_DOWN))
