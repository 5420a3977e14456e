# SPDX-License-Identifier: Apache-2.0
"""Names made of what people call things, for ids and files: letters of ASCII, digits and hyphens."""

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str, longest: int) -> str:
    """The text in small letters, accents taken off, hyphens for all else; empty where nothing of it is left."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", plain).strip("-")[:longest].strip("-")
