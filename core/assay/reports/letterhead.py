# SPDX-License-Identifier: Apache-2.0
"""The company's name and logo at the head of a report.

A logo is foreign data inside of our file: it is small, of one of three kinds, and an SVG is one that does nothing and
fetches nothing.
"""

import re
from enum import Enum

from assay.errors import AssayError
from assay.values import frozen

MAX_BYTES = 200_000
MAX_PIXELS = 4_096
"""On a side: a few bytes may stand for a picture that fills the memory."""


class LogoError(AssayError):
    """A picture that cannot be put on a report."""


class LogoForm(Enum):
    """The kinds of pictures that browsers and PDF files both show; the value is the media type."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    SVG = "image/svg+xml"


@frozen
class Logo:
    """A picture that was looked at."""

    data: bytes
    form: LogoForm

    @property
    def suffix(self) -> str:
        """The ending of a file that holds it."""
        return {LogoForm.PNG: ".png", LogoForm.JPEG: ".jpg", LogoForm.SVG: ".svg"}[self.form]


@frozen
class Letterhead:
    """What stands at the head of a report; nothing by default."""

    company: str = ""
    logo: Logo | None = None


_PNG_START = b"\x89PNG\r\n\x1a\n"
_JPEG_START = b"\xff\xd8\xff"
_MARK = 0xFF
_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a JPEG whose segment tells its size (ITU-T T.81, table B.1)."""
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_SVG_START = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg|\w+:svg)")


def logo_of(data: bytes) -> Logo:
    """The picture in these bytes. LogoError where it is too large, of another kind, damaged, or does more than show."""
    if len(data) > MAX_BYTES:
        raise LogoError("logo.too_large", most=MAX_BYTES // 1000)
    if data.startswith(_PNG_START):
        _require_size(_png_size(data))
        return Logo(data, LogoForm.PNG)
    if data.startswith(_JPEG_START):
        _require_size(_jpeg_size(data))
        return Logo(data, LogoForm.JPEG)
    if _SVG_START.match(data):
        from assay.reports.still_svg import require_still

        require_still(data)
        return Logo(data, LogoForm.SVG)
    raise LogoError("logo.kind")


def _require_size(size: tuple[int, int]) -> None:
    if min(size) < 1:
        raise LogoError("logo.damaged")
    if max(size) > MAX_PIXELS:
        raise LogoError("logo.too_many_pixels", most=MAX_PIXELS)


def _png_size(data: bytes) -> tuple[int, int]:
    """PNG third edition §11.2.1: IHDR comes first."""
    if data[12:16] != b"IHDR":
        return 0, 0
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """ITU-T T.81 §B.2.2: the size stands in the segment of the frame."""
    at = 2
    while at + 9 < len(data) and data[at] == _MARK:
        marker = data[at + 1]
        if marker == _MARK or marker in _ALONE:
            at += 1 if marker == _MARK else 2
        elif marker in _SIZES:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0, 0
