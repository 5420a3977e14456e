# SPDX-License-Identifier: Apache-2.0
"""Every kind of fix: a sample with one fault in it, the fix, the finding gone, and not a byte changed beside."""

import re
from dataclasses import dataclass

import pytest

from assay.authoring.fixes import FIXES, Fix, apply, fixes_of
from assay.rules.bundled import resource
from assay.texts import LANGUAGES, load_catalogue, load_texts
from checking import examined, is_still_needed, sample_bytes

PERSON = sample_bytes("good/participant.json").decode()
OFFERING = sample_bytes("good/storage-offering.json").decode()
LABEL = sample_bytes("good/label-1-offering.json").decode()
TAGUS = sample_bytes("good/tagus-participant.json").decode()
V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"
GX = "https://w3id.org/gaia-x/development#"
HOME = "https://acme.example/credentials"
TERMS = "067dcac5efd18c1927deb1ffed3feab6d0ad044c0a9a263e6d5d8bdc43224515"
OLD_TERMS = "4bd7554097444c960292b4726c2efa1373485e8a5565d94d41195214c5e0ceb3"
COUNTRY = '"countryCode": "DE",\n      "streetAddress"'
TWO_CONTEXTS = f'"{V2}",\n    "{GX}"'
ADDRESS = re.search(r'"headquartersAddress": (\{[^}]*\})', PERSON)[1]
HASH = '"hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"'
ATTAINED = re.search(r'"attainmentDate": "[^"]*"', LABEL)[0]
SUBJECT_ID = f'"id": "{HOME}/participant.json#cs",\n    '
CODE = '"gx:countrySubdivisionCode": '


@dataclass(frozen=True)
class Fault:
    text: str
    """Of the finding."""
    fix: str
    sample: str
    right: str
    wrong: str
    mended: str | None = None
    """What the fix makes of it; what was right where it is not said."""
    choice: str = ""
    is_safe: bool = True

    @property
    def broken(self) -> str:
        assert self.right in self.sample
        return self.sample.replace(self.right, self.wrong, 1)

    @property
    def corrected(self) -> str:
        return self.sample.replace(self.right, self.right if self.mended is None else self.mended, 1)


def asked(*told: str, **more: str) -> Fault:
    """A fault whose fix only a person can decide."""
    return Fault(*told, **more, is_safe=False)


CASES = {
    "a region for a country": Fault("shape.in_region", "fix.region", PERSON, COUNTRY, COUNTRY.replace("DE", "DE-BY")),
    "a country in small letters": Fault("shape.in_case", "fix.spelling", PERSON, COUNTRY, COUNTRY.replace("DE", "de")),
    "a country and blanks": Fault("shape.in_case", "fix.spelling", PERSON, COUNTRY, COUNTRY.replace("DE", " DE ")),
    "a code with a language": Fault(
        "shape.in_typed", "fix.plain", PERSON, COUNTRY, COUNTRY.replace('"DE"', '{"@value": "DE", "@language": "de"}')
    ),
    "a value near the list": asked("shape.in_close", "fix.closest", OFFERING, '"GDPR2016"', '"GDPR2018"'),
    "one of few values": asked(
        "shape.in_few", "fix.listed", LABEL, '"provisionType": "public"', '"provisionType": "open"', choice="public"
    ),
    "an address with a prefix": Fault("shape.datatype_prefix", "fix.name_typed", OFFERING, '"url": ', '"gx:url": '),
    "an address as text": Fault(
        "shape.datatype", "fix.typed", OFFERING, '"url": "https://acme.example/terms.pdf"',
        '"url": { "@value": "https://acme.example/terms.pdf"}',
        '"url": {\n            "@type": "xsd:anyURI",\n            '
        '"@value": "https://acme.example/terms.pdf"\n          }',
    ),
    "a number of another type": Fault(
        "shape.datatype_number", "fix.typed", LABEL, '"renewableEnergy": "92.5"',
        '"renewableEnergy": {"@type": "xsd:double", "@value": "92.5"}',
        '"renewableEnergy": {\n          "@type": "xsd:float",\n          "@value": "92.5"\n        }',
    ),
    "a number that is text": Fault(
        "shape.datatype_prefix", "fix.name_typed", LABEL, '"renewableEnergy"', '"gx:renewableEnergy"'
    ),
    "text with a language": asked(
        "shape.datatype_language", "fix.plain", OFFERING, HASH,
        HASH.replace(': "', ': {"@language": "en", "@value": "') + "}",
    ),
    "a date without zeros": Fault(
        "shape.datatype_malformed", "fix.date", LABEL, ATTAINED, '"attainmentDate": "2026-1-5"',
        '"attainmentDate": "2026-01-05"',
    ),
    "a date of which only one reading is a day": Fault(
        "shape.datatype_malformed", "fix.date", LABEL, ATTAINED, '"attainmentDate": "15.01.2026"',
        '"attainmentDate": "2026-01-15"',
    ),
    "a date with two readings": asked(
        "shape.datatype_malformed", "fix.date_read", LABEL, ATTAINED, '"attainmentDate": "05.01.2026"',
        '"attainmentDate": "2026-05-01"', choice="2026-05-01",
    ),
    "a word with a prefix too many": Fault(
        "shape.closed_prefix", "fix.prefix", PERSON, '"locality"', '"gx:locality"'
    ),
    "a name with a capital": Fault("shape.closed_meant", "fix.name", PERSON, '"description"', '"Description"'),
    "a name with a slip": asked("shape.closed_meant", "fix.name_meant", PERSON, '"description"', '"descripton"'),
    "a name of the older release": asked("shape.closed_meant", "fix.name_meant", PERSON, '"name"', '"legalName"'),
    "headquarters missing": asked(
        "shape.minCount", "fix.copy_to_headquarters", PERSON, f',\n    "headquartersAddress": {ADDRESS}', "",
        f',\n    "headquartersAddress": {ADDRESS}',
    ),
    "legal address missing": asked(
        "shape.minCount", "fix.copy_to_legal", PERSON,
        f'"legalAddress": {ADDRESS},\n    "headquartersAddress": {ADDRESS}',
        f'"headquartersAddress": {ADDRESS}', f'"headquartersAddress": {ADDRESS},\n    "legalAddress": {ADDRESS}',
    ),
    "a class in small letters": Fault(
        "content.unknown_class_meant", "fix.type", PERSON, '"type": "gx:Address"', '"type": "gx:address"'
    ),
    "a class with a slip": asked(
        "content.unknown_class_meant", "fix.type_meant", PERSON, '"type": "gx:Address"', '"type": "gx:Adress"'
    ),
    "a member with a capital": Fault("envelope.member_meant", "fix.name", PERSON, '"validUntil"', '"ValidUntil"'),
    "a member of the older format": asked(
        "envelope.member_meant", "fix.name_meant", PERSON, '"validFrom"', '"issuanceDate"'
    ),
    "a prefix nobody defined": asked(
        "ld.undefined_prefix_suggestion", "fix.name_meant", PERSON, '"gx:Address"', '"gxx:Address"'
    ),
    "a prefix in capitals": Fault(
        "ld.undefined_prefix_suggestion", "fix.name", PERSON, '"gx:Address"', '"GX:Address"'
    ),
    "no Gaia-X context": Fault("envelope.context_gaiax", "fix.context_added", PERSON, f',\n    "{GX}"', ""),
    "no W3C context": Fault("envelope.context_first", "fix.context_added", PERSON, f'"{V2}",\n    ', ""),
    "no context": Fault(
        "ld.missing_context", "fix.context_added", PERSON, f'"@context": [\n    {TWO_CONTEXTS}\n  ],\n  ', ""
    ),
    "contexts in the wrong order": Fault(
        "envelope.context_first", "fix.context_first", PERSON, TWO_CONTEXTS, f'"{GX}",\n    "{V2}"'
    ),
    "the context of the older format": asked("envelope.context_v1", "fix.context_format", PERSON, V2, V1),
    "a context with other ends": Fault(
        "ld.unknown_context_suggestion", "fix.context", PERSON, V2, "http://www.w3.org/ns/credentials/v2/"
    ),
    "a context with a slip": asked(
        "ld.unknown_context_suggestion", "fix.context", PERSON, GX, "https://w3id.org/gaia-x/developement#"
    ),
    "two contexts glued together": asked(
        "ld.unknown_context_suggestion", "fix.context", PERSON, TWO_CONTEXTS, f'"{V2}{GX}"'
    ),
    "the vocabulary under another name": asked(
        "envelope.namespace_alias", "fix.namespace", PERSON, GX, "https://w3id.org/gaia-x/2511#"
    ),
    "the vocabulary of another release": asked(
        "envelope.namespace_release", "fix.namespace", PERSON, GX, "https://w3id.org/gaia-x/2404#"
    ),
    "an id with a blank": Fault(
        "envelope.id_not_absolute", "fix.blanks", PERSON, f'"id": "{HOME}/participant.json"',
        f'"id": " {HOME}/participant.json"',
    ),
    "an issuer with a blank": Fault(
        "envelope.issuer_form", "fix.blanks", PERSON, '"issuer": "did:web:acme.example"',
        '"issuer": "did:web:acme.example\\n"',
    ),
    "a list in a list": asked("ld.flattened_list", "fix.flat", OFFERING, '"GDPR2016"', '["GDPR2016"]'),
    "the type of every credential last": Fault(
        "envelope.type_order", "fix.type_first", PERSON, '"VerifiableCredential",\n    "gx:LegalPerson"',
        '"gx:LegalPerson",\n    "VerifiableCredential"',
    ),
    "the type of every credential missing": Fault(
        "envelope.type_missing_vc", "fix.type_added", PERSON, '"VerifiableCredential",\n    ', ""
    ),
    "a subject without id": Fault("envelope.subject_without_id", "fix.subject_id", PERSON, SUBJECT_ID, ""),
    "a subject with its credential's id": asked(
        "envelope.id_reused", "fix.id_apart", PERSON, SUBJECT_ID, SUBJECT_ID.replace("#cs", "")
    ),
    "two credentials with one id": asked(
        "envelope.id_reused", "fix.id_apart", OFFERING, f'"id": "{HOME}/participant.json"',
        f'"id": "{HOME}/storage.json"', f'"id": "{HOME}/storage-2.json"',
    ),
    "an instant without zeros": Fault(
        "validity.not_an_instant", "fix.date", PERSON, "2026-01-15T09:00:00Z", "2026-1-15 9:00:00z"
    ),
    "an instant without a zone": asked(
        "validity.not_an_instant", "fix.zone", PERSON, "2026-01-15T09:00:00Z", "2026-01-15T09:00"
    ),
    "an end without a time": asked(
        "validity.not_an_instant", "fix.zone", PERSON, "2027-12-31T23:59:59Z", "31.12.2027"
    ),
    "a reference in other letters": Fault(
        "links.dangling_slip", "fix.reference", OFFERING, f'"providedBy": "{HOME}/participant.json#cs"',
        f'"providedBy": "{HOME}/Participant.json#CS"',
    ),
    "a reference to the credential": Fault(
        "links.dangling_credential", "fix.subject", OFFERING, f'"providedBy": "{HOME}/participant.json#cs"',
        f'"providedBy": "{HOME}/participant.json"',
    ),
    "an issuer in two spellings": asked(
        "links.issuer_slip", "fix.issuer", LABEL, '"issuer": "did:web:acme.example",\n      "validFrom"',
        '"issuer": "did:web:Acme.example",\n      "validFrom"', choice="did:web:acme.example",
    ),
    "the digest of the terms in capitals": Fault(
        "links.hash_written", "fix.spelling", LABEL, TERMS, TERMS.upper()
    ),
    "an unknown digest of the terms": asked("links.hash_unknown", "fix.terms", LABEL, TERMS, "9" + TERMS[1:]),
    "the digest of older terms": asked("links.hash_over", "fix.terms", LABEL, TERMS, OLD_TERMS),
    "a number with blanks": Fault("number.written", "fix.number", PERSON, "DE129273398", "DE 129.273.398"),
    "a subdivision in small letters": Fault(
        "tagus.subdivision_meant", "fix.spelling", TAGUS, f'{CODE}"DE-BY"', f'{CODE}"de-by"'
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_finding_is_gone_and_nothing_else_is_changed(case: Fault) -> None:
    before = examined(case.broken)
    wanted = [found.id for found in before.judgement.findings if found.text == case.text]
    assert wanted
    fix = _fix(case, before.judgement.findings, fixes_of(before))
    assert fix.is_safe is case.is_safe
    chosen = fix.chosen(case.choice or fix.options[0].value)
    assert chosen is not None
    made = apply(case.broken, [chosen])
    assert made.text == case.corrected
    assert not made.dropped
    found = [entry.id for entry in examined(made.text).judgement.findings]
    assert found.count(wanted[0]) < [entry.id for entry in before.judgement.findings].count(wanted[0])


def _fix(case: Fault, findings: object, fixes: tuple[Fix, ...]) -> Fix:
    texts = {found.id: found.text for found in findings}
    matching = [fix for fix in fixes if fix.text == case.fix and case.text in {texts[name] for name in fix.findings}]
    assert matching, [(fix.text, fix.options) for fix in fixes]
    return matching[0]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_it_does_is_told_in_every_language(case: Fault, lang: str) -> None:
    before = examined(case.broken)
    fix = _fix(case, before.judgement.findings, fixes_of(before))
    for option in fix.options:
        for member in ("what", "tip"):
            told = load_texts(lang).part(fix.text, member, fix.told(option))
            assert told
            assert "{" not in told


def test_every_kind_of_fix_has_a_text_and_a_case() -> None:
    catalogue = load_catalogue(resource("texts", "en"))
    kinds = {text for text in catalogue if text.startswith("fix.")}
    assert kinds - {case.fix for case in CASES.values()} == {"fix.attested"}  # see test_fix_references


def test_every_finding_in_the_table_exists() -> None:
    catalogue = load_catalogue(resource("texts", "en"))
    assert [text for text in FIXES if text.removesuffix("_suggestion") not in catalogue] == []


WITHOUT = {
    "no address": (OFFERING, '"url": "https://acme.example/terms.pdf"', '"url": {"@value": "the terms"}'),
    "both names are there": (PERSON, '"description"', '"gx:name": "x", "description"'),
    "a word of another vocabulary": (PERSON, '"description"', '"schema:Description"'),
    "a comma is no point": (LABEL, ATTAINED, '"attainmentDate": {"@type": "xsd:float", "@value": "1,5"}'),
    "no day at all": (LABEL, ATTAINED, '"attainmentDate": "31.02.2026"'),
}


@pytest.mark.parametrize(("sample", "right", "wrong"), WITHOUT.values(), ids=WITHOUT.keys())
def test_where_nothing_follows_there_is_no_safe_fix(sample: str, right: str, wrong: str) -> None:
    before = examined(sample.replace(right, wrong, 1))
    assert [found for found in before.report.findings if not is_still_needed(found)]
    assert [fix for fix in fixes_of(before) if fix.is_safe] == []


@pytest.mark.parametrize("text", [PERSON, OFFERING, LABEL, TAGUS], ids=["person", "offering", "label", "tagus"])
def test_what_is_right_has_no_fix(text: str) -> None:
    assert [fix for fix in fixes_of(examined(text)) if fix.is_safe] == []
