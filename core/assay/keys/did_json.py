# SPDX-License-Identifier: Apache-2.0
"""The did.json of a company: made from its keys, or one that is there already with its keys put in.

Everything else that stands in a document stays as it is and where it is: services, other people's keys, members nobody
here knows. Nothing private ever gets in, and a document that gives away a private key is refused.

A key is listed under `verificationMethod` and may make assertions (`assertionMethod`, DID Core §5.3.2): that is what
clearing houses look at, for credentials and for presentations. It is not put under `authentication` (§5.3.1), which
nobody asks for here and which would let whoever has the key log in as the company elsewhere. A retired key stays in
both lists: what it signed can be verified only while its document says that it may make assertions (§5.3, §8.3); that
it signs no more is for its owner to keep to.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from assay.credential import Json, JsonObject
from assay.formats.json_text import parse_json, print_json
from assay.identity.did_document import MAX_BYTES, MAX_METHODS
from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError

DID_V1 = "https://www.w3.org/ns/did/v1"
JWS_2020 = "https://w3id.org/security/suites/jws-2020/v1"
METHOD_TYPE = "JsonWebKey2020"
_METHODS, _ASSERTS = "verificationMethod", "assertionMethod"
_RELATIONS = (_ASSERTS, "authentication", "keyAgreement", "capabilityInvocation", "capabilityDelegation")
_PUBLIC: Mapping[str, tuple[str, ...]] = {
    "RSA": ("kty", "n", "e"),
    "EC": ("kty", "crv", "x", "y"),
    "OKP": ("kty", "crv", "x"),
}
"""What makes up a public key (RFC 7518 §6, RFC 8037 §2): of a record, nothing else is published."""
_PRIVATE = frozenset(("d", "p", "q", "dp", "dq", "qi", "oth", "k"))
_OF_CERTIFICATE = frozenset(("alg", "x5u", "x5c", "x5t", "x5t#S256"))
"""Members of a JWK that go with a certificate, or are ours to say: none of an older one stays beside a new one."""
_Object: TypeAlias = "dict[str, Json]"


def public_jwk(record: KeyRecord) -> dict[str, str]:
    """What is published of a key: its public numbers, `alg`, and where its chain lies (`x5u`), if it has one."""
    told = record.public_jwk
    members = (*_PUBLIC.get(told.get("kty", ""), ()), "alg")
    chain = {"x5u": record.chain_address} if record.chain and record.chain_address else {}
    return {**{name: told[name] for name in members if name in told}, **chain}


def did_json(
    records: Sequence[KeyRecord], existing: bytes | None = None, *, name: str = "did.json", replace: bool = False
) -> bytes:
    """The document with the keys, which are all of one DID; `existing` is the one that is published now.

    Where nothing changes, `existing` is given back byte for byte. KeyStoreError for a document of another DID, for one
    that is broken, too large or holds a private key, and for one that has another key under the name of ours: what that
    key signed could not be verified any more. `replace`: that is meant.
    """
    did = _one_did(records)
    told = _new(did) if existing is None else _read(existing, did, name)
    made = told
    for record in records:
        made = _with_key(made, record, name, replace=replace)
    methods = made[_METHODS]
    if existing is not None and made == told:
        return existing
    data = print_json(made).encode("utf-8", "surrogatepass")
    if len(data) > MAX_BYTES or (isinstance(methods, list) and len(methods) > MAX_METHODS):
        raise KeyStoreError("did_json.too_large", name=name)
    return data


def _one_did(records: Sequence[KeyRecord]) -> str:
    dids = {record.did for record in records}
    if len(dids) != 1 or len({record.fragment for record in records}) != len(records):
        raise KeyStoreError("did_json.keys")
    return dids.pop()


def _new(did: str) -> _Object:
    return {"@context": [DID_V1, JWS_2020], "id": did}


def _read(data: bytes, did: str, name: str) -> _Object:
    """What stands there. Whatever two readers could take for different things is refused."""
    if len(data) > MAX_BYTES:
        raise KeyStoreError("did_json.too_large", name=name)
    try:
        parsed = parse_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise KeyStoreError("did_json.broken", name=name) from None
    told = parsed.value
    if parsed.fatal or parsed.flaws or not isinstance(told, dict) or not isinstance(told.get("id"), str):
        raise KeyStoreError("did_json.broken", name=name)
    if not all(_is_list_of(told, member) for member in (_METHODS, *_RELATIONS)):
        raise KeyStoreError("did_json.broken", name=name)
    if _is_private(told):
        raise KeyStoreError("did_json.private", name=name)
    if told["id"] != did:
        raise KeyStoreError("did_json.other_did", name=name, did=did[:200], other=str(told["id"])[:200])
    return told


def _is_list_of(told: JsonObject, member: str) -> bool:
    """Methods stand by value in their list (DID Core §5.2), in the others also by name (§5.3)."""
    kinds = (dict,) if member == _METHODS else (dict, str)
    found = told.get(member, [])
    return isinstance(found, list) and all(isinstance(entry, kinds) for entry in found)


def _is_private(value: Json) -> bool:
    """Whether anything in it is a private key: as a JWK, or under the names of older suites."""
    level: list[Json] = [value]
    while level:
        held = level.pop()
        if isinstance(held, dict):
            if "kty" in held and not _PRIVATE.isdisjoint(held):
                return True
            if any(name.lower().startswith(("privatekey", "secretkey")) for name in held):
                return True
            level.extend(held.values())
        elif isinstance(held, list):
            level.extend(held)
    return False


def _with_key(told: _Object, record: KeyRecord, name: str, *, replace: bool) -> _Object:
    held = [entry for member in (_METHODS, *_RELATIONS) for entry in _named(told, member, record)]
    if len(held) > 1:
        raise KeyStoreError("did_json.twice", name=name, key=record.fragment)
    before = held[0] if held else {}
    if held and not replace and not _is_same_key(before, record):
        raise KeyStoreError("did_json.other_key", name=name, key=record.fragment)
    method: Json = _method(before, record)
    inside = _list(told, _METHODS)
    is_listed = bool(_named(told, _METHODS, record))
    methods = [method if _is_of(entry, record) else entry for entry in inside] if is_listed else [*inside, method]
    made = {**told, "@context": _contexts(told.get("@context")), _METHODS: methods}
    for member in _RELATIONS:
        if member in told:
            made[member] = [_reference(entry, record) for entry in _list(told, member)]
    if not any(_is_of(entry, record) for entry in _list(made, _ASSERTS)):
        made[_ASSERTS] = [*_list(made, _ASSERTS), record.kid]
    return made


def _named(told: JsonObject, member: str, record: KeyRecord) -> list[_Object]:
    """Methods of our id that stand in a list by value."""
    return [entry for entry in _list(told, member) if isinstance(entry, dict) and _is_of(entry, record)]


def _list(told: JsonObject, member: str) -> list[Json]:
    found = told.get(member)
    return found if isinstance(found, list) else []


def _is_of(entry: Json, record: KeyRecord) -> bool:
    """Whether it is our key's method or its name; names may be relative to the document (DID Core §3.2.2)."""
    name = entry.get("id") if isinstance(entry, dict) else entry
    return name in (record.kid, f"#{record.fragment}")


def _reference(entry: Json, record: KeyRecord) -> Json:
    """Our key by its full name, as clearing houses look for it, letter by letter. A method that stood inside of a
    relation now stands under `verificationMethod`, where they look alone.
    """
    return record.kid if _is_of(entry, record) else entry


def _method(before: JsonObject, record: KeyRecord) -> _Object:
    """The method, with whatever else stood in it and in its key. Key material in another form does not stay."""
    old = before.get("publicKeyJwk")
    kept = dict(old) if isinstance(old, dict) and _is_same_key(before, record) else {}
    jwk: _Object = {**{name: told for name, told in kept.items() if name not in _OF_CERTIFICATE}, **public_jwk(record)}
    rest = {name: told for name, told in before.items() if not name.startswith("publicKey") and name != "type"}
    rest.pop("id", None)
    return {"id": record.kid, "type": METHOD_TYPE, **rest, "controller": record.did, "publicKeyJwk": jwk}


def _is_same_key(method: JsonObject, record: KeyRecord) -> bool:
    jwk = method.get("publicKeyJwk")
    mine = _numbers(public_jwk(record))
    return isinstance(jwk, dict) and _numbers(jwk) == mine


def _numbers(jwk: JsonObject) -> _Object:
    kind = jwk.get("kty")
    return {name: jwk.get(name) for name in _PUBLIC.get(kind if isinstance(kind, str) else "", ("kty",))}


def _contexts(told: Json) -> Json:
    """The contexts with the two that the terms used here come from; DID Core §6.3.2 wants its own first."""
    found = list(_contexts_of(told))
    if not any(isinstance(entry, str) and entry.startswith(DID_V1) for entry in found):
        found.insert(0, DID_V1)
    if JWS_2020 not in found:
        found.append(JWS_2020)
    return told if isinstance(told, list) and found == told else found


def _contexts_of(told: Json) -> Iterator[Json]:
    if isinstance(told, list):
        yield from told
    elif told is not None:
        yield told
