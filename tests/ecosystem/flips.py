# SPDX-License-Identifier: Apache-2.0
"""One thing changed about a submission that is in order, each with the rule, the text and the place that tell it."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import authority
from assay.verdict import Verdict
from authority import DOMAIN, MIDDLE, ROOT, Holder, certificate
from checking import MOMENT
from ecosystem.signers import ACME, STRANGER, certify, signer
from ecosystem.submission import Part, Submission
from signing import encoded, private_key, token
from status_lists import entry as status_entry
from status_lists import status_list

PARTS = ("participant", "number", "terms", "offering")
PRESENTATION, NOWHERE, ANYWHERE = "presentation", "nowhere", "anywhere"
DAY = timedelta(days=1)
OPEN = Verdict.INCOMPLETE


@dataclass(frozen=True)
class Flip:
    """A change, and what has to be told of it."""

    change: Callable[[Submission], object]
    rule: str
    """Without the name of the generation in front."""
    text: str
    place: str = PRESENTATION
    """Name of the part; the presentation; nowhere where it is of none."""
    verdict: Verdict = Verdict.NON_CONFORMANT


def part(name: str, change: Callable[[Part], object]) -> Callable[[Submission], object]:
    """A change of one part."""
    return lambda made: change(made.parts[name])


def after(name: str, change: Callable[[Any], Any]) -> Callable[[Submission], object]:
    """A change of what was signed."""

    def done(made: Submission) -> None:
        held = made.holder if name == PRESENTATION else made.parts[name]
        held.after = change

    return done


def header(name: str, **members: Any) -> Callable[[Submission], object]:
    """Other members in the header; None leaves one out."""

    def done(made: Submission) -> None:
        held = made.holder if name == PRESENTATION else made.parts[name]
        held.header = members

    return done


def content(name: str, **members: Any) -> Callable[[Submission], object]:
    """Other members in what is signed."""
    return part(name, lambda held: held.content.update(members))


def subject(name: str, **members: Any) -> Callable[[Submission], object]:
    """Other members in the subject of what is signed."""
    return part(name, lambda held: held.content["credentialSubject"].update(members))


def without(name: str) -> Callable[[Submission], object]:
    """A part left out."""
    return lambda made: made.parts.pop(name)


def method(made: Submission, **members: Any) -> None:
    """Other members in the participant's verification method."""
    made.acme.document["verificationMethod"][0].update(members)


def jwk(made: Submission, **members: Any) -> None:
    """Other members in the participant's key, None leaves one out."""
    told = {**made.acme.jwk, **members}
    method(made, publicKeyJwk={name: value for name, value in told.items() if value is not None})


def leaf(**told: Any) -> Callable[[Submission], object]:
    """Another certificate of the participant."""
    return lambda made: certify(made.acme, **told)


def chain(change: Callable[[list[Any]], object]) -> Callable[[Submission], object]:
    """Another chain of the participant."""
    return lambda made: change(made.acme.chain)


def middle(**told: Any) -> Callable[[Submission], object]:
    """Another intermediate authority."""

    def done(made: Submission) -> None:
        made.acme.chain[1] = certificate(MIDDLE, ROOT, **{"ca": True, **told})

    return done


def stranger_signs(name: str) -> Callable[[Submission], object]:
    """Another company, with keys, chain and all, signs and issues the part."""

    def done(made: Submission) -> None:
        made.signers[STRANGER] = signer(STRANGER)
        held = made.holder if name == PRESENTATION else made.parts[name]
        held.by = STRANGER
        held.content["issuer"] = STRANGER

    return done


def flipped(token: str) -> str:
    """One bit of the signature."""
    head, _, tail = token.rpartition(".")
    raw = bytearray(base64.urlsafe_b64decode(tail + "=" * (-len(tail) % 4)))
    raw[8] ^= 1
    return f"{head}.{encoded(bytes(raw))}"


def one_octet(token: str) -> str:
    """One letter of the payload, which stays readable."""
    first, payload, last = token.split(".")
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    changed = raw.replace(b"2027-12-31", b"2027-12-30", 1)
    assert changed != raw
    return f"{first}.{encoded(changed)}.{last}"


def listed(positions: list[int], *, by: str = ACME, name: str = "participant") -> Callable[[Submission], object]:
    """A part with a place in a status list that is at hand; `positions`: who is revoked."""

    def done(made: Submission) -> None:
        made.parts[name].content["credentialStatus"] = status_entry()
        made.status_lists.append(token({**status_list(positions), "issuer": by}, key=by))

    return done


SIGNATURE, ISSUER, CHAIN = "SIGNATURE-proof", "IDENTITY-issuer", "CHAIN-anchor"
COMMON: Mapping[str, Flip] = {
    "the key may not make assertions": Flip(
        lambda m: m.acme.document.update(assertionMethod=[]), ISSUER, "identity.not_asserting", "participant"
    ),
    "the key is for another algorithm": Flip(
        lambda m: jwk(m, alg="ES256"), ISSUER, "proof.algorithm_differs", "participant"
    ),
    "the key has another name": Flip(
        lambda m: method(m, id=f"{ACME}#key-2"), ISSUER, "identity.method_missing", "participant"
    ),
    "the private key is published": Flip(lambda m: jwk(m, d="AAAA"), SIGNATURE, "key.private", "participant"),
    "the key is for encryption": Flip(lambda m: jwk(m, use="enc"), SIGNATURE, "key.use", "participant"),
    "the key names no chain": Flip(lambda m: (jwk(m, x5u=None), m.acme.chain.clear()), CHAIN, "chain.not_named"),
    "no document of the participant": Flip(
        lambda m: m.acme.document.update(id=STRANGER), SIGNATURE, "proof.document_missing", verdict=OPEN
    ),
    "no chain of the participant": Flip(chain(list.clear), CHAIN, "chain.missing", verdict=OPEN),
    "no list with the root": Flip(lambda m: m.anchors.clear(), CHAIN, "chain.not_anchored", verdict=OPEN),
    "the chain is the wrong way round": Flip(chain(list.reverse), CHAIN, "chain.reversed"),
    "leaf and authority in order, root between": Flip(
        chain(lambda c: c.insert(1, c.pop())), CHAIN, "chain.order"
    ),
    "an authority is missing": Flip(chain(lambda c: c.pop(1)), CHAIN, "chain.gap"),
    "the root is missing": Flip(chain(lambda c: c.pop()), CHAIN, "chain.no_root"),
    "made by its owner": Flip(
        lambda m: m.acme.chain.__setitem__(slice(None), [certificate(authority.LEAF, authority.LEAF)]),
        CHAIN, "chain.self_made",
    ),
    "a certificate of another key": Flip(leaf(key=private_key(STRANGER)), CHAIN, "chain.other_key"),
    "an expired certificate": Flip(leaf(ends=MOMENT - DAY), CHAIN, "chain.expired"),
    "a certificate of tomorrow": Flip(leaf(starts=MOMENT + DAY), CHAIN, "chain.not_yet"),
    "a condition nobody knows": Flip(leaf(critical="1.2.3.4"), CHAIN, "chain.critical"),
    "checked domain only": Flip(leaf(policies=[DOMAIN]), CHAIN, "chain.not_ev"),
    "an expired authority": Flip(middle(ends=MOMENT - DAY), CHAIN, "chain.expired"),
    "an authority that is none": Flip(middle(ca=False), CHAIN, "chain.no_authority"),
    "an authority of another key": Flip(
        lambda m: m.acme.chain.__setitem__(1, certificate(Holder(MIDDLE.name, Holder.of("x").key), ROOT, ca=True)),
        CHAIN, "chain.link",
    ),
    "a notary whose certificate is for another host": Flip(
        lambda m: certify(m.signers[m.notary], hosts=["elsewhere.example"]),
        CHAIN, "chain.other_host", "number", verdict=OPEN,
    ),
    "an authority for other names": Flip(middle(allows=["example.org"]), CHAIN, "chain.names_limited"),
    "no number": Flip(without("number"), "GRAPH-dangling-reference", "links.dangling", "participant"),
}  # fmt: skip
