# SPDX-License-Identifier: Apache-2.0
"""Credentials and presentation out of a JSON value, however they are wrapped; JWTs opened on the way.

The decoded view (contract: Pointers) is built at the same time: the value with every JWT replaced by what it holds.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assay.credential import Credential, JoseEnvelope, Json, JsonObject, Presentation, Reason
from assay.finding import Place
from assay.formats import kinds
from assay.formats.data_urls import enveloped_token
from assay.formats.faults import FaultList, fault, key_place, member, quote, remark
from assay.formats.jose_text import looks_like_token, open_token
from assay.formats.json_text import MAX_VALUES
from assay.formats.wrappers import wrapped_members
from assay.values import frozen

NO_CREDENTIAL = "parse.entry_not_a_credential"
MAX_ENVELOPES = 4
"""JWTs within JWTs. A presentation of credentials needs two."""
_ENVELOPED_MEMBERS = ("@context", "id", "@id", "type", "@type")
_CREDENTIAL_LIKE = frozenset(("credentialSubject", "verifiableCredential", "proof"))


@frozen
class Spot:
    """Where a value stands and what it came in."""

    pointer: str = ""
    envelope: JoseEnvelope | None = None
    """The JWT whose payload it is (or whose `vc`, `vp` claim); None inside a presentation or wrapper."""
    contexts: tuple[Json, ...] = ()
    opened: int = 0

    def inside(self, name: str | int, contexts: tuple[Json, ...] | None = None) -> "Spot":
        """The spot of a member or item that is a thing of its own."""
        kept = self.contexts if contexts is None else contexts
        return Spot(member(self.pointer, name), None, kept, self.opened)

    @property
    def place(self) -> Place:
        """The spot as a place."""
        return Place(self.pointer)


@dataclass
class Gathering:
    """What was found so far."""

    credentials: list[Credential] = field(default_factory=list)
    presentations: list[Presentation] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    findings: FaultList = field(default_factory=FaultList)
    tokens: int = 0
    """JWTs opened."""
    values: int = 0
    """About how many values their payloads have."""
    foreign: Json = None
    """The whole value, where it is nothing that could be checked."""

    def gather(self, value: Json, spot: Spot) -> Json:
        """Takes in a value and gives its decoded view."""
        if isinstance(value, str):
            return self._token(value, spot)
        if isinstance(value, list):
            items = [self.gather(item, spot.inside(index)) for index, item in enumerate(value)]
            return items or self._refused(value, spot)
        if isinstance(value, dict):
            return self._object(value, spot)
        return self._refused(value, spot)

    def _object(self, value: dict[str, Json], spot: Spot) -> Json:
        if kinds.is_enveloped(value):
            return self._enveloped(value, spot)
        if spot.envelope is not None and ("vc" in value or "vp" in value):
            return self._claim_wrapped(value, spot)
        return self._unwrapped(value, spot)

    def _unwrapped(self, value: dict[str, Json], spot: Spot) -> Json:
        if kinds.is_presentation(value):
            return self._presentation(value, spot)
        if kinds.is_credential(value):
            return self._credential(value, spot)
        if kinds.is_did_document(value) or kinds.is_engine_answer(value):
            return self._refused(value, spot)
        if set(value) == {"@context", "@graph"} and isinstance(value["@graph"], (list, dict)):
            return self._graph(value, spot)
        if names := wrapped_members(value):
            return self._wrapper(value, names, spot)
        if kinds.is_claims(value):
            return self._claims(value, spot)
        return self._refused(value, spot)

    def _token(self, text: str, spot: Spot) -> Json:
        if not looks_like_token(text):
            return self._refused(text, spot)
        if spot.opened >= MAX_ENVELOPES:
            self.findings.add(fault("PARSE-too-deep", "parse.too_many_envelopes", place=spot.place))
            return text
        opened = open_token(text, spot.place)
        self.findings.add(*opened.findings)
        self.values += opened.values
        if self.values > 2 * MAX_VALUES:  # each token alone was within the limit
            params = {"limit": MAX_VALUES}
            self.findings.add(fault("PARSE-too-many-values", "parse.too_many_values", params, place=spot.place))
            return text
        if opened.payload is None:
            return text
        self.tokens += 1
        return self.gather(opened.payload, replace(spot, envelope=opened.envelope, contexts=(), opened=spot.opened + 1))

    def _enveloped(self, value: dict[str, Json], spot: Spot) -> Json:
        """An enveloped credential or presentation stands for the JWT in its id, and for nothing else."""
        for name in (name for name in value if name not in _ENVELOPED_MEMBERS):
            params = {"name": quote(name)}
            place = key_place(member(spot.pointer, name))
            self.findings.add(fault("ENVELOPE-enveloped-rest", "parse.enveloped_rest", params, place=place))
        if spot.envelope is not None:
            self.findings.add(fault("ENVELOPE-jwt-in-jwt", "parse.jwt_in_jwt", place=spot.place))
        token, findings = enveloped_token(value, spot.pointer)
        self.findings.add(*findings)
        if not token:
            return value
        decoded = self._token(token, replace(spot, envelope=None))
        return value if decoded == token else decoded

    def _claim_wrapped(self, value: dict[str, Json], spot: Spot) -> Json:
        """A JWT of the VCDM 1.1 kind, with the credential inside a claim; VC-JOSE-COSE §1.1.2.1 forbids it."""
        name = "vp" if "vp" in value else "vc"
        place = key_place(member(spot.pointer, name))
        self.findings.add(fault("ENVELOPE-claim-wrapper", f"parse.claim_wrapper_{name}", place=place, path=name))
        if kinds.is_presentation(value) or kinds.is_credential(value):
            return self._unwrapped(value, spot)
        within = replace(spot, pointer=member(spot.pointer, name))
        return {**value, name: self.gather(value[name], within)}

    def _presentation(self, value: dict[str, Json], spot: Spot) -> Json:
        if self.presentations:
            self.findings.add(fault("PARSE-several-presentations", "parse.several_presentations", place=spot.place))
        if kinds.is_credential(value):
            self.findings.add(fault("ENVELOPE-two-kinds", "parse.two_kinds", place=spot.place))
        number = len(self.presentations)
        self.presentations.append(Presentation(spot.pointer, value, spot.envelope))
        decoded = {
            name: self._held(item, spot, value) if name == "verifiableCredential" else item
            for name, item in value.items()
        }
        self.presentations[number] = Presentation(spot.pointer, decoded, spot.envelope)
        return decoded

    def _held(self, held: Json, spot: Spot, presentation: JsonObject) -> Json:
        """The credentials of a presentation. VCDM 2.0 resets the context for them, VCDM 1.1 does not."""
        contexts = (*spot.contexts, *kinds.contexts_of(presentation))
        within = spot.inside("verifiableCredential", () if kinds.CREDENTIALS_V2 in contexts else contexts)
        if isinstance(held, list):
            return [self._entry(item, within.inside(index)) for index, item in enumerate(held)]
        return self._entry(held, within)

    def _entry(self, entry: Json, spot: Spot) -> Json:
        if isinstance(entry, str) and looks_like_token(entry):
            self.findings.add(fault("ENVELOPE-bare-jwt", "parse.bare_jwt", place=spot.place))
        elif not isinstance(entry, dict) or not (kinds.is_credential(entry) or kinds.is_enveloped(entry)):
            return self._refused(entry, spot)
        return self.gather(entry, spot)

    def _credential(self, value: dict[str, Json], spot: Spot) -> Json:
        self.credentials.append(Credential(spot.pointer, value, spot.contexts, spot.envelope))
        return value

    def _claims(self, value: dict[str, Json], spot: Spot) -> Json:
        if spot.envelope is not None:
            self.findings.add(fault("PARSE-not-a-credential", "parse.signed_claims", place=spot.place))
        if "@context" not in value and not spot.contexts and "@id" not in value and "@type" not in value:
            self.findings.add(fault("PARSE-no-context", "parse.no_context", place=spot.place))
        bare = Credential(spot.pointer, value, spot.contexts, spot.envelope, is_bare_claims=True)
        self.credentials.append(bare)
        return value

    def _graph(self, value: dict[str, Json], spot: Spot) -> Json:
        if spot.envelope is not None:
            self.findings.add(fault("ENVELOPE-jwt-in-jwt", "parse.signed_wrapper", place=spot.place))
        contexts = (*spot.contexts, *kinds.contexts_of(value))
        before = len(self.credentials)
        decoded = {**value, "@graph": self.gather(value["@graph"], spot.inside("@graph", contexts))}
        self.reasons.append(Reason("recognised.graph", {"count": len(self.credentials) - before}))
        return decoded

    def _wrapper(self, value: dict[str, Json], names: tuple[str, ...], spot: Spot) -> Json:
        """An object of some program around the credentials; its other members are no part of them."""
        if spot.envelope is not None:
            self.findings.add(fault("ENVELOPE-jwt-in-jwt", "parse.signed_wrapper", place=spot.place))
        self.reasons.extend(Reason("recognised.wrapped_in", {"member": quote(name)}) for name in names)
        rest = [name for name in value if name not in names and name != "@context"]
        if "proof" in rest:
            place = key_place(member(spot.pointer, "proof"))
            self.findings.add(fault("PARSE-proof-outside", "parse.proof_outside", place=place, path="proof"))
        raw = value.get("rawVc")
        decoded_copy = {"credential"} if isinstance(raw, str) and looks_like_token(raw) else set()
        if any(_hides_credential(value[name]) for name in set(rest) - {"proof"} - decoded_copy):
            self.findings.add(fault("PARSE-wrapper-hides", "parse.wrapper_hides", place=spot.place))
        if rest:
            names_of_rest = quote(", ".join(rest))
            self.findings.add(remark("PARSE-wrapper", "parse.wrapper_rest", {"names": names_of_rest}, place=spot.place))
        contexts = (*spot.contexts, *kinds.contexts_of(value))
        return {
            name: self.gather(item, spot.inside(name, contexts)) if name in names else item
            for name, item in value.items()
        }

    def _refused(self, value: Json, spot: Spot) -> Json:
        """Nothing that could be checked: the whole document, or a part where a credential should be."""
        if spot.pointer == "" and spot.envelope is None:
            self.foreign = value
        elif spot.pointer == "":
            self.findings.add(fault("PARSE-not-a-credential", "parse.jwt_other", place=spot.place))
        elif not self.findings.is_full(NO_CREDENTIAL):
            params = {"seen": quote(_told(value))}
            self.findings.add(fault("ENVELOPE-entry-not-a-credential", NO_CREDENTIAL, params, place=spot.place))
        return value


def _told(value: Json) -> str:
    """What to quote of something that is no credential: its text, or its members."""
    if isinstance(value, Mapping):
        return ", ".join(list(value)[:10]) or "{}"
    if isinstance(value, list):
        return "[…]" if value else "[]"
    return value if isinstance(value, str) else json.dumps(value)


def _hides_credential(value: Json) -> bool:
    """Whether a member beside the credentials holds another one, a token or a proof, at any depth."""
    if isinstance(value, str):
        return looks_like_token(value)
    if isinstance(value, list):
        return any(map(_hides_credential, value))
    if not isinstance(value, dict):
        return False
    return not _CREDENTIAL_LIKE.isdisjoint(value) or any(map(_hides_credential, value.values()))
