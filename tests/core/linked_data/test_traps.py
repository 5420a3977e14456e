# SPDX-License-Identifier: Apache-2.0
"""Each way in which JSON-LD loses or moves something in silence: it is listed, told, and blocks."""

from typing import Any

import pytest

from assay.claims import RDF_TYPE, XSD, Literal
from assay.coverage import Coverage, DroppedTerm
from assay.credential import Credential
from assay.finding import CheckOutcome, Finding, Outcome, Severity, Stage
from assay.linked_data.account import DropReason
from assay.linked_data.expand import Expansion, expand
from assay.verdict import Verdict, fold
from gaia_x_contexts import GX, W3C, bare, credential, gaia_x_contexts

pytestmark = pytest.mark.shared
SUBJECT = {"id": "https://example.com/subject", "type": "gx:LegalPerson", "name": "Example"}


def _read(subject: Any, *more_contexts: Any, **members: Any) -> Expansion:
    return expand(credential(subject, *more_contexts, **members), gaia_x_contexts())


def _blocks(expansion: Expansion) -> bool:
    """Whether a verdict with nothing else wrong would not be conformant."""
    dropped = tuple(DroppedTerm(d.term, d.pointer, d.inside_subject) for d in expansion.dropped)
    passed = CheckOutcome("X", Stage.CONTENT, Outcome.PASSED)
    coverage = Coverage(nodes=1, checked=1, dropped_terms=dropped)
    return fold(expansion.findings, [passed], coverage) is not Verdict.CONFORMANT


def _one(expansion: Expansion, rule: str) -> Finding:
    found = [finding for finding in expansion.findings if finding.rule == rule]
    assert len(found) == 1, expansion.findings
    return found[0]


def test_a_sound_credential_blocks_nothing() -> None:
    expansion = _read(SUBJECT)
    assert expansion.path == "fast"
    assert expansion.findings == ()
    assert expansion.dropped == ()
    assert not _blocks(expansion)
    assert ("https://example.com/subject", RDF_TYPE, GX + "LegalPerson") in expansion.triples


@pytest.mark.parametrize(
    ("extra", "pointer", "reason"),
    [
        ({"legalNaem": {"@id": "not an id"}}, "/credentialSubject/legalNaem/@id", DropReason.RELATIVE_ID),
        ({"x y": "lost"}, "/credentialSubject/x y", DropReason.ILLEGAL_ID),
        ({"@foo": "lost"}, "/credentialSubject/@foo", DropReason.KEYWORD_LIKE),
        ({"_:p": "lost"}, "/credentialSubject/_:p", DropReason.BLANK_PREDICATE),
        ({"legalAddress": "Berlin"}, "/credentialSubject/legalAddress", DropReason.RELATIVE_ID),
        ({"legalAddress": "https://a b"}, "/credentialSubject/legalAddress", DropReason.ILLEGAL_ID),
        (
            {"legalAddress": "_:p/credentialSubject/0"},
            "/credentialSubject/legalAddress",
            DropReason.ILLEGAL_BLANK_LABEL,
        ),
        ({"legalAddress": "@none of these"}, "/credentialSubject/legalAddress", DropReason.RELATIVE_ID),
        ({"legalAddress": "@nonsense"}, "/credentialSubject/legalAddress", DropReason.KEYWORD_LIKE),
        (
            {"gx:text": {"@value": "x", "@language": "no language"}},
            "/credentialSubject/gx:text",
            DropReason.ILLEGAL_LANGUAGE,
        ),
    ],
)
def test_a_lost_member_is_listed_told_and_blocks(extra: Any, pointer: str, reason: DropReason) -> None:
    expansion = _read({**SUBJECT, **extra})
    assert (pointer, reason) in {(drop.pointer, drop.reason) for drop in expansion.dropped}
    assert all(drop.inside_subject for drop in expansion.dropped)
    assert pointer in {finding.place.pointer for finding in expansion.findings if finding.place}
    assert _blocks(expansion)


def test_an_unknown_term_outside_the_subject_is_told_but_does_not_block() -> None:
    content = {**credential(SUBJECT).content, "@context": W3C, "type": "VerifiableCredential", "credentialSubject": {}}
    expansion = expand(Credential("", {**content, "isuer": "did:web:a"}), gaia_x_contexts())
    drop = expansion.dropped[0]
    assert (drop.term, drop.pointer, drop.suggestion, drop.inside_subject) == ("isuer", "/isuer", "issuer", False)
    assert _one(expansion, "LD-dropped-term").severity is Severity.INFO
    assert not _blocks(expansion)


def test_an_unknown_term_inside_the_subject_is_a_warning_with_the_near_term() -> None:
    content = {
        **credential({"name": "x", "Descripton": "lost"}).content,
        "@context": W3C,
        "type": "VerifiableCredential",
    }
    expansion = expand(Credential("", content), gaia_x_contexts())
    finding = _one(expansion, "LD-dropped-term")
    assert finding.severity is Severity.WARNING
    assert finding.text == "ld.dropped_term_suggestion"
    assert finding.params["suggestion"] == "description"
    assert finding.place is not None
    assert finding.place.of_key
    assert _blocks(expansion)


@pytest.mark.parametrize("node_id", ["not an id", "https://example.com/a b", "_:p/0", "@nonsense", "relative"])
def test_an_illegal_id_of_the_subject_is_a_violation_and_all_it_says_is_listed(node_id: str) -> None:
    expansion = _read({**SUBJECT, "id": node_id})
    finding = _one(expansion, "LD-illegal-id")
    assert finding.severity is Severity.VIOLATION
    assert finding.place is not None
    assert finding.place.pointer == "/credentialSubject/id"
    lost = {drop.pointer for drop in expansion.dropped}
    assert {"/credentialSubject/id", "/credentialSubject/type", "/credentialSubject/name"} <= lost
    assert _blocks(expansion)


def test_an_illegal_id_of_the_credential_is_a_violation() -> None:
    expansion = _read(SUBJECT, id="no id")
    assert _one(expansion, "LD-illegal-id").text == "ld.relative_id_node"
    assert {"/id", "/type/0", "/issuer"} <= {drop.pointer for drop in expansion.dropped}
    assert _blocks(expansion)


def test_an_illegal_id_loses_its_own_statements_only() -> None:
    expansion = _read({**SUBJECT, "legalAddress": {"id": "no id", "countryCode": "DE", "gx:x": {"gx:y": "kept"}}})
    assert "kept" in {term.value for _, _, term in expansion.triples if isinstance(term, Literal)}
    assert "/credentialSubject/legalAddress/countryCode" in {drop.pointer for drop in expansion.dropped}


@pytest.mark.parametrize("named", ["relative type", "http://a b", "_:a/b", "@nonsense"])
def test_a_type_without_iri_is_listed_and_blocks(named: str) -> None:
    subject = {"id": "https://example.com/s", "type": ["Nonsense" if named == "relative type" else named]}
    content = {**credential(subject).content, "@context": W3C, "type": "VerifiableCredential"}
    expansion = expand(Credential("", content), gaia_x_contexts())
    assert "/credentialSubject/type/0" in {drop.pointer for drop in expansion.dropped}
    assert _blocks(expansion)


def test_a_type_in_another_case_gets_the_near_type() -> None:
    content = {**credential(SUBJECT).content, "@context": W3C, "type": ["VerifiableCredential", "Verifiablecredential"]}
    expansion = expand(Credential("", content), gaia_x_contexts())
    assert {drop.suggestion for drop in expansion.dropped if drop.pointer == "/type/1"} == {"VerifiableCredential"}


def test_a_language_in_the_context_that_is_none_loses_texts() -> None:
    expansion = _read({**SUBJECT, "gx:text": "lost"}, {"@language": "not a language"})
    assert DropReason.ILLEGAL_LANGUAGE in {drop.reason for drop in expansion.dropped}
    assert _blocks(expansion)


def test_a_list_in_a_list_is_told() -> None:
    expansion = _read({**SUBJECT, "gx:pairs": [["a", "b"], ["c"]]})
    finding = next(finding for finding in expansion.findings if finding.rule == "LD-flattened-list")
    assert finding.params["term"] == "gx:pairs"
    texts = {
        term.value for _, predicate, term in expansion.triples if isinstance(term, Literal) and "pairs" in predicate
    }
    assert texts == {"a", "b", "c"}


@pytest.mark.parametrize("subject", [{"gxx:legalAddress": "x"}, {"type": "gxx:LegalPerson"}])
def test_a_slip_in_a_prefix_is_a_violation_with_the_right_prefix(subject: Any) -> None:
    expansion = _read({**SUBJECT, **subject})
    finding = _one(expansion, "LD-undefined-prefix")
    assert finding.severity is Severity.VIOLATION
    assert str(finding.params["suggestion"]).startswith("gx:legal") or finding.params["suggestion"] == "gx:LegalPerson"


def test_a_datatype_with_a_slip_in_its_prefix_is_a_violation() -> None:
    expansion = _read({**SUBJECT, "gx:url": {"@type": "xs:anyURI", "@value": "https://example.com"}})
    assert _one(expansion, "LD-undefined-prefix").params["suggestion"] == "xsd:anyURI"


@pytest.mark.parametrize(
    "extra",
    [
        {"@graph": [{"@id": "https://example.com/other", "name": "moved"}]},
        {"@included": [{"@id": "https://example.com/other", "name": "moved"}]},
        {"@reverse": {"gx:providedBy": {"@id": "https://example.com/other"}}},
        {"@nest": {"name": "moved"}},
    ],
)
def test_what_moves_statements_is_a_violation(extra: Any) -> None:
    expansion = _read({**SUBJECT, **extra})
    assert expansion.path == "reference"
    assert _one(expansion, "LD-feature").severity is Severity.VIOLATION


def test_a_reverse_term_is_a_violation() -> None:
    expansion = _read(
        {**SUBJECT, "isProvidedBy": {"id": "https://example.com/o"}}, {"isProvidedBy": {"@reverse": "gx:providedBy"}}
    )
    assert _one(expansion, "LD-feature").params["term"] == "isProvidedBy"
    assert ("https://example.com/o", GX + "providedBy", "https://example.com/subject") in expansion.triples


def test_graph_at_the_top_of_bare_claims_is_fine() -> None:
    expansion = expand(
        bare({"@graph": [{"@id": "https://a.b/c", "@type": "LegalPerson", "name": "x"}]}), gaia_x_contexts()
    )
    assert expansion.path == "fast"
    assert expansion.findings == ()
    assert expansion.node_at == {"/@graph/0": "https://a.b/c"}


@pytest.mark.parametrize("inner", [{"gx": GX}, {"schema": "https://schema.org/"}, {"own": GX + "own"}, GX])
def test_an_inner_context_that_only_adds_is_fine(inner: Any) -> None:
    expansion = _read({**SUBJECT, "@context": inner})
    assert expansion.findings == ()
    assert expansion.path == "fast"


@pytest.mark.parametrize(
    "inner", [{"legalName": GX + "other"}, {"gx": "https://evil.example/"}, {"@vocab": "https://evil.example/"}]
)
def test_an_inner_context_that_redefines_is_a_violation(inner: Any) -> None:
    finding = _one(_read({**SUBJECT, "@context": inner}), "LD-redefined-term")
    assert finding.severity is Severity.VIOLATION
    assert finding.place is not None
    assert finding.place.pointer.startswith("/credentialSubject/@context/")


def test_an_own_context_that_overrides_is_told() -> None:
    finding = _one(_read(SUBJECT, {"legalName": GX + "other"}), "LD-overridden-term")
    assert (finding.severity, finding.params["term"]) == (Severity.WARNING, "legalName")


@pytest.mark.parametrize("inner", [None, {"name": "https://evil.example/name"}, {"type": "https://evil.example/"}])
def test_a_protected_term_cannot_be_redefined(inner: Any) -> None:
    expansion = _read({**SUBJECT, "@context": inner})
    assert any(f.severity is Severity.VIOLATION and f.rule == "LD-protected-term" for f in expansion.findings)
    assert expansion.triples == ()


def test_a_null_context_inside_bare_claims_loses_all_and_is_a_violation() -> None:
    expansion = expand(bare({"@id": "https://a.b/c", "owner": {"@context": None, "name": "lost"}}), gaia_x_contexts())
    assert _one(expansion, "LD-null-context").severity is Severity.VIOLATION
    assert {drop.reason for drop in expansion.dropped} == {DropReason.NULL_CONTEXT}


def test_an_empty_value_is_told_and_does_not_block() -> None:
    expansion = _read({**SUBJECT, "description": None, "keyword": []})
    assert {f.params["term"] for f in expansion.findings if f.rule == "LD-empty-member"} == {"description", "keyword"}
    assert not _blocks(expansion)


@pytest.mark.parametrize(
    "subject", [{"id": 5}, {"type": {"a": 1}}, {"gx:text": {"@value": {"a": 1}}}, {"gx:t": "\ud800"}]
)
def test_what_is_not_json_ld_is_a_violation_with_the_reason(subject: Any) -> None:
    expansion = _read({**SUBJECT, **subject})
    assert any(
        f.rule in {"LD-invalid", "LD-unaccounted"} and f.severity is Severity.VIOLATION for f in expansion.findings
    )
    assert _blocks(expansion)


def test_objects_without_end_are_refused() -> None:
    deep: Any = {"gx:a": "x"}
    for _ in range(150):
        deep = {"gx:a": deep}
    assert _one(_read(deep), "LD-too-large").severity is Severity.VIOLATION


def test_values_are_typed_only_by_the_unprefixed_term() -> None:
    expansion = _read({**SUBJECT, "gx:url": "https://example.com", "url": "https://example.com"})
    values = {term for _, predicate, term in expansion.triples if predicate == GX + "url"}
    assert values == {Literal("https://example.com"), Literal("https://example.com", XSD + "anyURI")}
