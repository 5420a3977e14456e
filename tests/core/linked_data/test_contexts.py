# SPDX-License-Identifier: Apache-2.0
"""Contexts: bundled ones are the published ones, nothing else is found, and what is near is suggested."""

import hashlib
import json
from importlib.resources import files

import pytest

from assay.credential import Credential
from assay.errors import ContextError
from assay.finding import Severity, Stage
from assay.linked_data import contexts
from assay.linked_data.contexts import ContextSource, bundled_context, bundled_contexts
from assay.linked_data.expand import expand
from assay.rules.bundled import resource
from gaia_x_contexts import GAIA_X, W3C, credential, gaia_x_contexts


def test_bundled_contexts_are_those_pyld_ships() -> None:
    frozen = files("pyld") / "documentloader" / "frozen"
    from pyld.documentloader.frozen import BUNDLED_CONTEXTS

    compared = 0
    for url, path in BUNDLED_CONTEXTS.items():
        if url != "https://www.w3.org/ns/activitystreams":
            assert bundled_context(url) == json.loads((frozen / "bundled" / path.name).read_text("utf-8")), url
            compared += 1
    assert compared == 7


def test_every_bundled_file_has_its_digest_origin_and_licence() -> None:
    rows = json.loads(resource("contexts", "index.json").read_bytes())
    for row in rows:
        data = resource("contexts", row["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"]
        assert row["origin"]
        assert row["licence"] in {"W3C-20150513", "BSD-3-Clause"}
    named = {row["file"] for row in rows}
    assert named == {entry.name for entry in resource("contexts").iterdir() if entry.name.endswith(".jsonld")}


def test_the_context_of_credentials_has_the_digest_its_recommendation_prints() -> None:
    data = resource("contexts", "credentials-v2.jsonld").read_bytes()
    assert hashlib.sha256(data).hexdigest() == "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"


def test_a_damaged_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"file": "credentials-v2.jsonld", "sha256": "0" * 64}
    monkeypatch.setattr(contexts, "_bundled_index", lambda: {"https://damaged.example": row})
    with pytest.raises(ContextError, match="context_damaged"):
        bundled_context("https://damaged.example")


def test_an_unknown_address_has_no_document() -> None:
    assert "https://example.com/context" not in bundled_contexts()
    with pytest.raises(ContextError, match="context_unknown"):
        bundled_contexts().document("https://example.com/context")


def test_an_alias_gives_the_same_document() -> None:
    source = bundled_contexts()
    alias = "https://w3c.github.io/vc-jws-2020/contexts/v1"
    assert source.document(alias) is not None
    assert source.document(alias) == source.document("https://w3id.org/security/suites/jws-2020/v1")


def test_a_context_that_refers_to_another_is_taken_apart() -> None:
    maps = bundled_contexts().maps("https://w3id.org/security/v2")
    assert len(maps) == 3
    assert all(isinstance(found, dict) for found in maps)


@pytest.mark.parametrize("value", [None, 5, "https://a.example/circle", ["https://a.example/unknown"]])
def test_a_context_document_that_cannot_be_used_is_an_error(value: object) -> None:
    source = ContextSource({"https://a.example/circle": {"@context": value}})
    with pytest.raises(ContextError):
        source.maps("https://a.example/circle")


def test_documents_added_leave_the_source_as_it_was() -> None:
    more = bundled_contexts().extended({"https://own.example/": {"@context": {"own": "https://own.example/#"}}})
    assert "https://own.example/" in more
    assert "https://own.example/" not in bundled_contexts()
    assert more.known()[0] == "https://own.example/"


def test_the_same_documents_are_read_once() -> None:
    document = {"@context": {"own": "https://own.example/#"}}
    first, second = (ContextSource({"https://own.example/": document}) for _ in range(2))
    assert first.maps("https://own.example/") is second.maps("https://own.example/")
    assert first.root is second.root
    other = ContextSource({"https://own.example/": dict(document)})
    assert other.root is not first.root


@pytest.mark.shared
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("http://www.w3.org/ns/credentials/v2", W3C),
        ("https://www.w3.org/ns/credentials/v2/", W3C),
        ("https://w3id.org/gaia-x/development", GAIA_X),
        ("https://w3id.org/gaia-x/developement#", GAIA_X),
        (" https://w3id.org/gaia-x/development#", GAIA_X),
        (f"{W3C}{GAIA_X}", f"{W3C}”, “{GAIA_X}"),
        ("https://nowhere.example/x", ""),
    ],
)
def test_an_unknown_context_is_a_violation_with_the_near_address(written: str, meant: str) -> None:
    content = {**credential({"id": "https://a.b/c"}).content, "@context": [W3C, written]}
    expansion = expand(Credential("", content), gaia_x_contexts())
    (finding,) = expansion.findings
    assert (finding.rule, finding.severity, finding.stage) == (
        "LD-unknown-context",
        Severity.VIOLATION,
        Stage.ENVELOPE,
    )
    assert finding.place is not None
    assert finding.place.pointer == "/@context/1"
    assert finding.params.get("suggestion", "") == meant
    assert expansion.triples == ()


@pytest.mark.shared
def test_a_credential_without_context_is_a_violation() -> None:
    content = {key: value for key, value in credential({"id": "https://a.b/c"}).content.items() if key != "@context"}
    expansion = expand(Credential("", content), gaia_x_contexts())
    assert "LD-missing-context" in {finding.rule for finding in expansion.findings}


@pytest.mark.shared
def test_contexts_of_the_presentation_come_first() -> None:
    own = credential({"id": "https://a.b/c", "name": "x"}).content
    inner = {key: value for key, value in own.items() if key != "@context"}
    inherited = Credential("", inner, inherited_contexts=(W3C, GAIA_X))
    expansion = expand(inherited, gaia_x_contexts())
    assert expansion.findings == ()
    assert expansion.contexts_used == (W3C, GAIA_X)
    assert expansion.triples == expand(Credential("", own), gaia_x_contexts()).triples


def test_expanded_json_ld_needs_no_context() -> None:
    content = {"@id": "https://a.b/c", "https://schema.org/name": [{"@value": "x"}]}
    expansion = expand(Credential("", content, is_bare_claims=True), bundled_contexts())
    assert expansion.findings == ()
    assert len(expansion.triples) == 1
