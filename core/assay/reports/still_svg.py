# SPDX-License-Identifier: Apache-2.0
"""SVG that only shows something: no script, no animation, no link, nothing that is fetched from anywhere.

What may be in it stands in a list; all else is refused, and nothing is taken out: a picture is taken as it is or not.
"""

import re
from xml.parsers import expat

from assay.reports.letterhead import LogoError

MAX_DEPTH, MAX_ELEMENTS = 64, 20_000
_SVG = "http://www.w3.org/2000/svg"
_LINKS = frozenset({"href", "http://www.w3.org/1999/xlink href", "http://www.w3.org/XML/1998/namespace base", "src"})
_ELEMENTS = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "path", "rect", "circle", "ellipse",
    "line", "polyline", "polygon", "text", "tspan", "linearGradient", "radialGradient", "stop", "clipPath", "mask",
    "pattern", "marker", "switch",
})  # fmt: skip
_DRAWING_PROGRAMS = frozenset(
    {
        "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
        "http://www.inkscape.org/namespaces/inkscape",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://creativecommons.org/ns#",
        "http://purl.org/dc/elements/1.1/",
    }
)
"""What drawing programs write beside the picture; nothing shows it or acts on it."""
_FETCHES = re.compile(
    r"url\s*\((?!\s*['\"]?\s*#)|@import|@font-face|expression\s*\(|javascript\s*:|\\|/\*", re.IGNORECASE
)


def require_still(data: bytes) -> None:
    """LogoError where the SVG is damaged, too large inside, or holds anything that is not in the list."""
    parser = expat.ParserCreate(namespace_separator=" ")
    reading = _Reading()
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.ProcessingInstructionHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's signature
    except expat.ExpatError:
        raise LogoError("logo.damaged") from None


def _refuse(*_told: object) -> None:
    raise LogoError("logo.does_more")


class _Reading:
    """Where the parser is."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._seen = 0
        self._style: list[str] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._seen += 1
        if len(self._open) >= MAX_DEPTH or self._seen > MAX_ELEMENTS:
            raise LogoError("logo.does_more")
        space, _, local = name.rpartition(" ")
        first = not self._open
        known = local in _ELEMENTS if space == _SVG else space in _DRAWING_PROGRAMS
        if not known or (first and (space, local) != (_SVG, "svg")):
            raise LogoError("logo.does_more")
        self._open.append(name)
        for attribute, told in attributes.items():
            _look_at(attribute, told)

    def end(self, name: str) -> None:
        """It ends."""
        self._open.pop()
        if name == f"{_SVG} style":
            _require_plain("".join(self._style))
            self._style.clear()

    def text(self, told: str) -> None:
        """Text inside of it; a style may come in pieces."""
        if self._open and self._open[-1] == f"{_SVG} style":
            self._style.append(told)


def _look_at(attribute: str, told: str) -> None:
    space, _, local = attribute.rpartition(" ")
    if space in _DRAWING_PROGRAMS:
        return
    if local.lower().startswith("on") or (attribute in _LINKS and not told.strip().startswith("#")):
        raise LogoError("logo.does_more")
    _require_plain(told)


def _require_plain(told: str) -> None:
    if _FETCHES.search(told):
        raise LogoError("logo.does_more")
