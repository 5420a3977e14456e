# SPDX-License-Identifier: Apache-2.0
"""Messages of clearing houses that are known, what each is about, and which findings of ours say the same.

The steps of an engine come from the rule packs, with what the engine prints there; this table has the words for people,
also for what engines print on their way to a step (the registry about a chain, the service about a request).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from assay.finding import Finding
from assay.rules.engines import PLACEHOLDERS, EngineProfile, Look, Step
from assay.texts import local_name
from assay.values import frozen

MOST_FINDINGS = 20
"""Findings that are named beside one message."""
_GENERATIONS = ("LOIRE", "TAGUS")
_SHORTEST = 12
"""Characters of a message besides what it quotes: a shorter one could be anything."""


@frozen
class KnownMessage:
    """One message: the text `answer.said.<id>` explains it."""

    id: str
    pattern: "re.Pattern[str]"
    look: Look
    """What it is about, among our findings."""


@frozen
class KnownStep:
    """A step of an engine that prints such a message."""

    engine: str
    step: str
    title: str
    """Text id of what it looks at."""


@frozen
class Recognised:
    """What is known of a message."""

    id: str = ""
    """End of the text id; empty where nobody has explained it yet."""
    steps: tuple[KnownStep, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Of ours, that say the same of the same place."""


def _look(*rules: str, texts: tuple[str, ...] = ()) -> Look:
    """The rules of both generations, by what their ids end in."""
    return Look(tuple(f"{generation}-{rule}" for generation in _GENERATIONS for rule in rules), texts)


def _known(identity: str, pattern: str, *rules: str, texts: tuple[str, ...] = ()) -> KnownMessage:
    return KnownMessage(identity, re.compile(pattern, re.IGNORECASE), _look(*rules, texts=texts))


MESSAGES: Sequence[KnownMessage] = (
    _known("proof_missing", r"proof not found in one of the verifiableCredential", "SIGNATURE-proof"),
    _known("did_not_found", r"Could not load document for given did:web", "CHAIN-published", "IDENTITY-issuer"),
    _known("did_without_keys", r"Could not load verificationMethods? in did document", "IDENTITY-issuer"),
    _known("key_not_in_did", r"verificationMethod \S{1,500} not found in did document", "IDENTITY-issuer"),
    _known("key_form", r"Could not load JWK for", "IDENTITY-issuer", "SIGNATURE-proof"),
    _known("chain_not_named", r"x5u parameter is expected to be set", "CHAIN-anchor"),
    _known("chain_not_found", r"Could not load X509 certificate", "CHAIN-published", "CHAIN-anchor"),
    _known("chain_not_trusted", r"certificate chain could not be resolved against registry", "CHAIN-anchor"),
    _known("chain_other_key", r"Public Key does not match certificate chain", "CHAIN-anchor"),
    _known("chain_key_form", r"Could not confirm X509 public key", "CHAIN-anchor", "SIGNATURE-proof"),
    _known("chain_kind", r"is not EV-SSL", "CHAIN-anchor", texts=("chain.not_ev", "chain.qualified_not_ev")),
    _known("chain_no_root", r"Root certificate is not self-signed", "CHAIN-anchor"),
    _known("chain_link", r"certificate.{0,200}invalid signature|invalid signature.{0,200}certificate", "CHAIN-anchor"),
    _known("signature_wrong", r"Verification failed|signature (?:is )?(?:invalid|not valid)", "SIGNATURE-proof"),
    _known("type_unknown", r"contains a shape that is not defined in registry shapes", "CONTENT-types"),
    _known("shape", r"^ERROR: \S{1,500} \S{1,500}:|does not conform with the given shape", "CONTENT-shapes", "SHAPE-*"),
    _known("context_not_found", r"dereferencing a URL did not result in", "ENVELOPE-context", "ENVELOPE-namespaces"),
    _known("nothing_read", r"Unable to canonize your VerifiablePresentation", "CONTENT-read", "ENVELOPE-context"),
    _known("address_missing", r"legalAddress is not present", "GRAPH-legal-address"),
    _known("subdivision", r"ISO-3166-2 country principal subdivision", "GRAPH-subdivision"),
    _known("did_inside", r"At least one did was not resolvable", "GRAPH-dids"),
    _known(
        "number_missing", r"containing the legalRegistrationNumber issued by a notary", "GRAPH-registration-number",
        "LINKS-set",
    ),
    _known("notary_unknown", r"issuer of the LegalRegistrationNumber \S{1,100} is not trusted", "LINKS-notary"),
    _known("terms_missing", r"missing their termsAndConditions", "GRAPH-terms", "GRAPH-terms-hash", "LINKS-set"),
    _known(
        "issuers_differ", r"issuers must match", "GRAPH-offering-issuer", "GRAPH-provider-issuer",
        "GRAPH-data-resource-issuer", "ADVICE-context-host",
    ),
    _known("interest_missing", r"requires a LegitimateInterest", "GRAPH-legitimate-interest"),
    _known("criteria", r"criteria weren.t confirmed", "CRITERION-*", "CRITERIA-levels"),
    _known("media_type", r"Content-Type must be application/vp\+jwt|Unsupported Media Type"),
    _known("empty_request", r"empty request body"),
    _known("not_a_presentation", r"Unsupported Verifiable Presentation|Invalid verifiable presentation"),
    _known("id_missing", r"verifiable credential ID is missing"),
    _known("too_large", r"(?:payload|request entity|request body) (?:is )?too large"),
    _known("unavailable", r"Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out|Failed processing"),
)  # fmt: skip


def recognised(message: str, engines: Iterable[EngineProfile], findings: Sequence[Finding]) -> Recognised:
    """What is known of a message, with the findings of ours that it goes with."""
    known = next((entry for entry in MESSAGES if entry.pattern.search(message)), None)
    steps: list[KnownStep] = []
    looks = [known.look] if known is not None else []
    quotes: dict[str, str] = {}
    for engine, step, found in _steps(message, engines):
        steps.append(KnownStep(engine.id, step.id, step.title))
        quotes |= {name: told for name, told in found.groupdict().items() if told}
        if known is None:
            looks.append(step.look)
    quotes = quotes or _place_in(message)
    about = [entry for entry in findings if any(look.sees(entry.rule, entry.text) for look in looks)]
    told = [entry for entry in about if _is_at(entry, quotes)]
    return Recognised(known.id if known is not None else "", tuple(steps), tuple(told[:MOST_FINDINGS]))


def _steps(message: str, engines: Iterable[EngineProfile]) -> Iterator[tuple[EngineProfile, Step, "re.Match[str]"]]:
    for engine in engines:
        for step in engine.steps:
            pattern = _pattern(step.message) if step.message else None
            found = pattern.search(message) if pattern is not None else None
            if found is not None:
                yield engine, step, found


@lru_cache(maxsize=512)
def _pattern(message: str) -> "re.Pattern[str] | None":
    """A message as packs write it, what it quotes in braces; None where too little else is left of it."""
    parts = re.split(r"\{(\w+)\}", message)
    if sum(len(part.strip()) for part in parts[::2]) < _SHORTEST:
        return None
    made, used = "", set[str]()
    for number, part in enumerate(parts):
        if number % 2 == 0:
            made += re.sub(r"(?:\\ )+", r"\\s+", re.escape(part))
        elif part in PLACEHOLDERS and part not in used:
            used.add(part)
            made += rf"(?P<{part}>.{{1,1000}})" if part == "criteria" else rf"(?P<{part}>\S{{1,500}}?)"
        else:
            made += r"\S{1,500}?"
    return re.compile(made, re.IGNORECASE)


_PLACE = re.compile(r"^ERROR: (?P<node>\S{1,500}) (?P<path>\S{1,500}?):(?=\s|$)")


def _place_in(message: str) -> dict[str, str]:
    """Node and path of a result of the content check (Tagus): `ERROR: <node> <path>: …`."""
    found = _PLACE.search(message)
    return found.groupdict() if found is not None else {}


def _is_at(found: Finding, quotes: dict[str, str]) -> bool:
    """Whether a finding is about the place that a message names. Nodes without an id have other names elsewhere."""
    node, path = quotes.get("node", "").strip("<>"), quotes.get("path", "").strip("<>")
    own_path = found.shacl.path if found.shacl else found.path
    if path and own_path and local_name(path) != local_name(own_path.strip("<>")):
        return False
    own_node = found.shacl.focus_node if found.shacl else found.subject
    is_named = ":" in node and not node.startswith("_:")
    return not (is_named and own_node and ":" in own_node and not own_node.startswith("_:")) or node == own_node
