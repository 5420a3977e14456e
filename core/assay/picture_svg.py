# SPDX-License-Identifier: Apache-2.0
"""A picture of a set as an SVG file: one text, no script, no address that anything would fetch."""

from collections.abc import Iterator, Mapping
from html import escape

from assay.part_marks import PartState
from assay.picture import NODE_HEIGHT, NODE_WIDTH, Part, Picture, PictureEdge, PictureNode, curve

_AROUND = 24
_LONGEST = {"title": 22, "kind": 30, "edge": 18}
"""Letters of a line that fit; the whole text is told beside it, for who points at it."""
SIGNS = {
    PartState.TO_CORRECT: "✕",
    PartState.UNCHECKED: "?",
    PartState.ADVICE: "!",
    PartState.CHECKED: "✓",
    PartState.NOT_JUDGED: "\N{EN DASH}",
}
_COLOURS = {
    PartState.TO_CORRECT: "fail",
    PartState.UNCHECKED: "wait",
    PartState.ADVICE: "accent",
    PartState.CHECKED: "passed",
    PartState.NOT_JUDGED: "idle",
}
_FILLS = {
    Part.PARTICIPANT: "accent_soft",
    Part.OFFERING: "passed_soft",
    Part.RESOURCE: "wait_soft",
    Part.OTHER: "surface",
    Part.MISSING: "fail_soft",
}


def svg(picture: Picture, title: str, colours: Mapping[str, str], issued_by: str, broken: str) -> str:
    """The picture in these colours, by role; `issued_by` has `{issuer}` in it, `broken` says that a reference is."""
    return "\n".join(_lines(picture, title, colours, issued_by, broken)) + "\n"


def _lines(picture: Picture, title: str, colours: Mapping[str, str], issued_by: str, broken: str) -> Iterator[str]:
    width, height = (side + 2 * _AROUND for side in picture.size)
    nodes = {node.id: node for node in picture.nodes}
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="{-_AROUND} {-_AROUND} {width} {height}" role="img" font-family="sans-serif">'
    )
    yield f"<title>{_told(title)}</title>"
    surface = colours["surface"]
    yield f'<rect x="{-_AROUND}" y="{-_AROUND}" width="{width}" height="{height}" fill="{surface}"/>'
    yield _arrow("arrow", colours["muted"]) + _arrow("broken", colours["fail"])
    for edge in picture.edges:
        yield from _edge(edge, nodes, colours, broken, is_named=edge.is_broken or picture.names_lines)
    for node in picture.nodes:
        yield from _node(node, colours, issued_by)
    yield "</svg>"


def _arrow(name: str, colour: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" fill="{colour}"/></marker>'
    )


def _edge(
    edge: PictureEdge, nodes: Mapping[str, PictureNode], colours: Mapping[str, str], broken: str, *, is_named: bool
) -> Iterator[str]:
    x, y, *bends, other_x, other_y = curve(nodes[edge.start], nodes[edge.end])
    role, name = ("fail", "broken") if edge.is_broken else ("muted", "arrow")
    dashes = ' stroke-dasharray="6 4"' if edge.is_broken else ""
    label = f"✕ {edge.label}" if edge.is_broken else edge.label
    whole = f"{label} ({broken})" if edge.is_broken else label
    yield f"<g><title>{_told(whole)}</title>"
    yield (
        f'<path d="M{x} {y}C{bends[0]} {bends[1]} {bends[2]} {bends[3]} {other_x} {other_y}" fill="none" '
        f'stroke="{colours[role]}"{dashes} marker-end="url(#{name})"/>'
    )
    if is_named:
        yield _text((x + other_x) // 2, (y + other_y) // 2 - 6, label, "edge", f'fill="{colours[role]}" {_CENTRED}')
    yield "</g>"


_CENTRED = 'text-anchor="middle"'


def _node(node: PictureNode, colours: Mapping[str, str], issued_by: str) -> Iterator[str]:
    issuer = issued_by.replace("{issuer}", node.issuer) if node.issuer else ""
    whole = "\n".join(part for part in (node.title, node.kind, issuer) if part)
    line = colours["fail"] if node.part is Part.MISSING else colours["line"]
    yield f"<g><title>{_told(whole)}</title>"
    yield (
        f'<rect x="{node.x}" y="{node.y}" width="{NODE_WIDTH}" height="{NODE_HEIGHT}" rx="8" '
        f'fill="{colours[_FILLS[node.part]]}" stroke="{line}"/>'
    )
    sign = f'fill="{colours[_COLOURS[node.state]]}" font-weight="bold"'
    yield _text(node.x + 10, node.y + 24, SIGNS[node.state], "title", sign)
    yield _text(node.x + 28, node.y + 24, node.title, "title", f'fill="{colours["text"]}" font-weight="bold"')
    for down, told in zip((43, 60), (part for part in (node.kind, issuer) if part), strict=False):
        yield _text(node.x + 28, node.y + down, told, "kind", f'fill="{colours["muted"]}"')
    yield "</g>"


def _text(x: int, y: int, told: str, kind: str, more: str) -> str:
    longest = _LONGEST[kind]
    shown = told if len(told) <= longest else told[: longest - 1] + "…"
    return f'<text x="{x}" y="{y}" font-size="{13 if kind == "title" else 12}" {more}>{_told(shown)}</text>'


def _told(text: str) -> str:
    """Nothing a document says is markup; what XML does not allow at all is left out (XML 1.0 §2.2)."""
    return escape("".join(char for char in text if char in "\t\n" or (char.isprintable() and char < "\ufffe")))
