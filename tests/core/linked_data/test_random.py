# SPDX-License-Identifier: Apache-2.0
"""Random credentials: read as the reference reads them, and each leaf accounted for."""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.credential import Credential
from assay.linked_data.account import DropReason
from assay.linked_data.expand import expand
from assay.linked_data.reference import to_graphs
from gaia_x_contexts import GAIA_X, W3C, gaia_x_contexts
from leaves import unaccounted_leaves
from rdf_equality import canonical

pytestmark = pytest.mark.shared
STOPPED = {"LD-unknown-context", "LD-protected-term", "LD-invalid", "LD-too-large"}
LISTED_WHOLE = {DropReason.ILLEGAL_ID, DropReason.BLANK_PREDICATE}
"""The parser leaves out what stands below such a key, the reference keeps it unlinked: listed either way."""
OWN_CONTEXTS: list[Any] = [
    {"gx": GAIA_X},
    {"schema": "https://schema.org/", "s": {"@id": "schema:s", "@type": "@vocab"}},
    {"legalName": "https://else.example/name", "list": {"@id": "gx:list", "@container": "@list"}},
    {"@language": "de", "texts": {"@id": "gx:texts", "@container": "@language"}},
    {"@vocab": "https://else.example/#", "by": {"@id": "gx:by", "@container": "@index"}},
    {"dropped": None, "typed": {"@id": "gx:typed", "@type": "xsd:double"}},
    {"Scoped": {"@id": "gx:Scoped", "@context": {"name": "https://scoped.example/name", "inner": "gx:inner"}}},
]


@cache
def _terms() -> list[str]:
    document = gaia_x_contexts().document(GAIA_X)["@context"]
    assert isinstance(document, dict)
    return sorted(term for term in document if not term.startswith("@"))


def _keys() -> st.SearchStrategy[str]:
    own = ["s", "list", "texts", "by", "dropped", "typed", "inner", "name", "description", "id", "type", "schema:x"]
    odd = ["unknown", "x y", "@odd", "gxx:a", "https://a.b/c", "a/b~c", "_:p", "gx:", ":", "ß", 'q"uote', "meaning"]
    return st.one_of(
        st.sampled_from(_terms()), st.sampled_from(_terms()).map("gx:{}".format), st.sampled_from(own + odd)
    )


def _scalars() -> st.SearchStrategy[Any]:
    texts = [
        *("text", "https://a.b/c", "gx:LegalPerson", "LegalPerson", "no id", "_:b1", "_:a/b", "", "did:web:a.b"),
        *("2026-01-01", "@id", "ü", "urn:x:y", "https://a b", "Scoped", 'say "x"', "back\\slash"),
    ]
    halves = st.integers(-(10**6), 10**6).map(lambda number: number / 64)  # few digits: the reference rounds others
    numbers = st.one_of(st.integers(-(10**15), 10**15), halves, st.sampled_from([1e21, 1e-7, -0.0, 10**20, 1.0]))
    return st.one_of(st.sampled_from(texts), numbers, st.booleans(), st.none())


def _value_objects() -> st.SearchStrategy[Any]:
    return st.one_of(
        st.fixed_dictionaries(
            {"@value": _scalars(), "@type": st.sampled_from(["xsd:anyURI", "gx:x", "https://t.u/v"])}
        ),
        st.fixed_dictionaries({"@value": st.text(max_size=4), "@language": st.sampled_from(["en", "de-DE", "no no"])}),
        st.fixed_dictionaries({"@value": _scalars()}),
    )


def _objects(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(
        st.dictionaries(_keys(), values, max_size=4),
        st.one_of(st.none(), st.sampled_from(["gx:LegalPerson", "LegalPerson", "Scoped", "gxx:T", "https://a b"])),
        st.one_of(st.none(), st.sampled_from(["https://a.b/1", "https://a.b/2", "_:mine", "no id", "did:web:x"])),
    ).map(lambda found: {**found[0], **_named("type", found[1]), **_named("@id", found[2])})


def _named(key: str, value: str | None) -> dict[str, str]:
    return {} if value is None else {key: value}


def _subjects() -> st.SearchStrategy[Any]:
    leaf = st.one_of(_scalars(), _value_objects())
    values = st.recursive(leaf, lambda inner: st.one_of(_objects(inner), st.lists(inner, max_size=3)), max_leaves=8)
    return _objects(values)


def _credentials() -> st.SearchStrategy[Credential]:
    envelope = {"type": ["VerifiableCredential", "gx:LegalPerson"], "id": "https://a.b/vc", "issuer": "did:web:a.b"}

    def build(subject: Any, own: list[Any], first: str) -> Credential:
        return Credential("", {"@context": [first, GAIA_X, *own], **envelope, "credentialSubject": subject})

    contexts = st.lists(st.sampled_from(OWN_CONTEXTS), max_size=2)
    first = st.sampled_from([W3C, "https://www.w3.org/2018/credentials/v1"])
    return st.builds(build, _subjects(), contexts, first)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_credentials())
def test_random_credentials_say_what_the_reference_says(given_credential: Credential) -> None:
    expansion = expand(given_credential, gaia_x_contexts())
    if STOPPED & {finding.rule for finding in expansion.findings} or LISTED_WHOLE & {
        drop.reason for drop in expansion.dropped if drop.of_key
    }:
        return
    ours = canonical({"": expansion.triples, **expansion.graphs})
    assert ours == canonical(to_graphs(given_credential.content, gaia_x_contexts())), json.dumps(
        given_credential.content
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_credentials())
def test_random_credentials_lose_no_leaf_unsaid(given_credential: Credential) -> None:
    expansion = expand(given_credential, gaia_x_contexts())
    if expansion.path == "fast" and not STOPPED & {finding.rule for finding in expansion.findings}:
        assert unaccounted_leaves(given_credential, expansion) == []
