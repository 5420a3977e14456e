# SPDX-License-Identifier: Apache-2.0
"""What a JSON object is, told by its members alone."""

import re
from collections.abc import Mapping
from functools import lru_cache

from assay.credential import Json, JsonObject

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
_ENVELOPED = frozenset(("EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"))
_USUAL_LENGTH = 100
"""Of the name of a type; only such are remembered."""
_LABELS = ("LabelCredential", "ComplianceCredential", "compliance", "labelLevel1")
"""What a clearing house issues: Loire `gx:LabelCredential`, in its first engines `gx:ComplianceCredential`; Tagus
subjects `gx:compliance`, `gx:labelLevel1`."""
_DID_MEMBERS = ("verificationMethod", "assertionMethod", "authentication", "keyAgreement", "controller", "service")
_ANSWER_MEMBERS = (
    ("statusCode",),
    ("conforms", "results"),
    ("message", "error"),
    ("message", "errors"),
    ("message", "code"),
    ("message", "status"),
    ("title", "status"),
    ("error", "timestamp"),
    ("error", "error_description"),
    ("detail", "status"),
)
_PREFIXED = re.compile(r"[A-Za-z][\w.-]*:\S")


def as_tuple(value: Json) -> tuple[Json, ...]:
    """A value, or the items of an array; nothing for null."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)


def types_of(content: JsonObject) -> tuple[str, ...]:
    """The local names of an object's types, however they are spelled (`gx:X`, full IRI, `X`)."""
    named, keyword = content.get("type"), content.get("@type")
    if keyword is not None or not isinstance(named, list):  # most have a list of them under one name
        named = [*as_tuple(named), *as_tuple(keyword)]
    return tuple(
        [_known_local(name) if len(name) <= _USUAL_LENGTH else _local(name) for name in named if isinstance(name, str)]
    )


def _local(name: str) -> str:
    """What follows the last mark."""
    return name[max(name.rfind("#"), name.rfind("/"), name.rfind(":")) + 1 :]


_known_local = lru_cache(maxsize=512)(_local)


def subjects_of(content: JsonObject) -> tuple[JsonObject, ...]:
    """The subjects of a credential that are given by value."""
    return tuple(found for found in as_tuple(content.get("credentialSubject")) if isinstance(found, Mapping))


def is_enveloped(content: JsonObject) -> bool:
    """Whether the object stands for a JWT in its id (VCDM 2.0 §4.13 Enveloped Verifiable Credentials)."""
    return not _ENVELOPED.isdisjoint(types_of(content)) or data_url(content).startswith("data:application/v")


def data_url(content: JsonObject) -> str:
    """The id of an enveloped credential; empty if it has none."""
    found = content.get("id", content.get("@id"))
    return found if isinstance(found, str) else ""


def is_presentation(content: JsonObject) -> bool:
    """Whether the object is a presentation, or lacks nothing of one but its type."""
    if "VerifiablePresentation" in types_of(content):
        return True
    return "verifiableCredential" in content and "@context" in content and "credentialSubject" not in content


def is_credential(content: JsonObject) -> bool:
    """Whether the object is a credential, or lacks nothing of one but its type."""
    return "credentialSubject" in content or "VerifiableCredential" in types_of(content)


def is_label(content: JsonObject) -> bool:
    """Whether the credential is what a clearing house issues."""
    named = types_of(content)
    subjects = subjects_of(content)
    return any(name in _LABELS[:2] for name in named) or (
        bool(subjects) and all(any(name in _LABELS for name in types_of(subject)) for subject in subjects)
    )


def is_did_document(content: JsonObject) -> bool:
    """Whether the object is a DID document (DID Core §5)."""
    named = any(str(name).startswith("https://www.w3.org/ns/did/") for name in contexts_of(content))
    if "verificationMethod" in content or "publicKey" in content:
        return "credentialSubject" not in content
    identified = str(content.get("id", "")).startswith("did:")
    return (named or identified) and any(name in content for name in _DID_MEMBERS) and not types_of(content)


def is_engine_answer(content: JsonObject) -> bool:
    """Whether the object is what a server said instead of a credential (an error saved under its name)."""
    if "@context" in content or (types_of(content) and not _is_problem(content)):
        return False
    if any(all(name in content for name in names) for names in _ANSWER_MEMBERS):
        return True
    return bool(content) and set(content) <= {"error", "errors", "message", "messages", "details", "status"}


def _is_problem(content: JsonObject) -> bool:
    """Problem details (RFC 9457), whose `type` is an address of the problem."""
    return isinstance(content.get("status"), int) and ("title" in content or "detail" in content)


def is_claims(content: JsonObject) -> bool:
    """Whether the object is a JSON-LD node: it has a context, or members only a node has."""
    if "@context" in content or "@type" in content or "@graph" in content:
        return True
    typed = any(isinstance(name, str) and ":" in name for name in as_tuple(content.get("type")))
    return typed or ("@id" in content and len(content) > 1) or (bool(content) and all(map(_PREFIXED.match, content)))


def is_key(content: JsonObject) -> bool:
    """Whether the object is a JSON Web Key or a set of them (RFC 7517)."""
    keys = content.get("keys")
    first = keys[0] if isinstance(keys, list) and keys else content
    return isinstance(first, Mapping) and isinstance(first.get("kty"), str)


def contexts_of(content: JsonObject) -> tuple[Json, ...]:
    """The contexts of an object, one or several."""
    return as_tuple(content.get("@context"))
