# SPDX-License-Identifier: Apache-2.0
"""Members under which programs file credentials away, seen in the wild."""

from assay.credential import Json, JsonObject
from assay.formats.jose_text import looks_like_token

_UNMISTAKABLE = (
    "selfDescriptionCredential",
    "complianceCredential",
    "verifiablePresentation",
    "verifiablePresentations",
    "verifiableCredentials",
    "verifiableCredentialContainer",
)
_WHERE_NOTHING_ELSE_SPEAKS = (
    "selfDescription",
    "verifiableCredential",
    "credentials",
    "presentation",
    "claims",
    "rawVc",
    "credential",
    "vc",
    "vp",
    "jwt",
    "token",
    "vc_jwt",
    "vp_jwt",
    "vcJwt",
    "vpJwt",
)
"""Names other objects have too: taken only in objects without a context and a type of their own."""


def wrapped_members(value: JsonObject) -> tuple[str, ...]:
    """The members of an object that hold credentials or presentations, in the order they stand; empty for none."""
    allowed: tuple[str, ...] = _UNMISTAKABLE
    if not any(name in value for name in ("@context", "@type", "type")):
        allowed += _WHERE_NOTHING_ELSE_SPEAKS
    found = tuple(name for name, item in value.items() if name in allowed and _holds_something(item))
    # A container that has the signed original also has a copy of its content (Eclipse Dataspace Components): the
    # original counts.
    return tuple(name for name in found if name != "credential") if "rawVc" in found else found


def _holds_something(item: Json) -> bool:
    if isinstance(item, str):
        return looks_like_token(item)
    return isinstance(item, (dict, list)) and bool(item)
