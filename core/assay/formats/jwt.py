# SPDX-License-Identifier: Apache-2.0
"""Credentials and presentations as a compact JWS (VC-JOSE-COSE §3.1): VC-JWT and VP-JWT.

One format for both: the header's `typ` is written in three generations of spelling and often wrong, so what the
payload turns out to be decides the kind.
"""

from assay.credential import Reading
from assay.formats.assembly import reading_of
from assay.formats.interface import Given
from assay.formats.jose_text import looks_like_token


class Jwt:
    """Any text that is, or was meant to be, a JWT."""

    def recognises(self, given: Given) -> bool:
        """Whether the text has the form of a JWT, be it cut or damaged."""
        return looks_like_token(given.text)

    def read(self, given: Given) -> Reading:
        """What the JWT holds. Nothing is verified."""
        return reading_of(given.text, given, is_token=True)
