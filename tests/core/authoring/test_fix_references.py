# SPDX-License-Identifier: Apache-2.0
"""References are corrected only where one id can be meant; ids are told apart with what refers to them."""

import copy
import json

from assay.authoring.fixes import apply, fix_of, fixes_of
from checking import examined, sample, sample_bytes
from loire_set import HOME, credential, number, participant, presentation, terms


def test_where_two_ids_could_be_meant_a_person_decides() -> None:
    value = sample("good/storage-offering.json")
    offering, person = value["verifiableCredential"]
    other = copy.deepcopy(person)
    other["id"] = HOME + "other.json"
    other["credentialSubject"]["id"] = person["credentialSubject"]["id"].replace("#cs", "#Cs")
    value["verifiableCredential"].append(other)
    offering["credentialSubject"]["providedBy"] = person["credentialSubject"]["id"].replace("#cs", "#CS")
    (fix,) = [fix for fix in fixes_of(examined(value)) if fix.text == "fix.reference"]
    assert not fix.is_safe
    assert [option.value[-3:] for option in fix.options] == ["#cs", "#Cs"]


def test_a_number_nobody_attested_can_be_one_that_is() -> None:
    wrong = participant()
    wrong["credentialSubject"]["registrationNumber"] = {"id": HOME + "vat.json#number"}
    before = examined(presentation(wrong, number(), terms()))
    (fix,) = [fix for fix in fixes_of(before) if fix.text == "fix.attested"]
    assert (fix.is_safe, [option.value for option in fix.options]) == (False, [HOME + "vat.json#cs"])
    text = before.document.data.decode()
    made = apply(text, [fix])
    assert made.text == text.replace("vat.json#number", "vat.json#cs")


def test_a_missing_number_can_be_one_that_is_attested() -> None:
    wrong = participant()
    del wrong["credentialSubject"]["registrationNumber"]
    before = examined(presentation(wrong, number(), terms()))
    (fix,) = [fix for fix in fixes_of(before) if fix.text == "fix.attested"]
    assert not fix.is_safe
    made = json.loads(apply(before.document.data.decode(), [fix]).text)
    assert made["verifiableCredential"][0]["credentialSubject"]["registrationNumber"] == {"id": HOME + "vat.json#cs"}


def test_references_follow_a_subject_that_gets_an_id_of_its_own() -> None:
    value = sample("good/storage-offering.json")
    text = json.dumps(value, indent=2).replace("participant.json#cs", "participant.json")
    before = examined(text)
    fix = next(fix for fix in fixes_of(before) if fix.text == "fix.id_apart")
    assert not fix.is_safe
    assert apply(text, [fix]).text == json.dumps(value, indent=2)


def test_references_do_not_follow_where_two_credentials_describe_the_same() -> None:
    value = sample("good/storage-offering.json")
    twice = credential("more", "gx:LegalPerson")
    twice["credentialSubject"] = copy.deepcopy(value["verifiableCredential"][1]["credentialSubject"])
    value["verifiableCredential"].append(twice)
    text = json.dumps(value, indent=2).replace("participant.json#cs", "participant.json")
    assert [fix for fix in fixes_of(examined(text)) if fix.text == "fix.id_apart" and len(fix.edits) > 1] == []


def test_the_fix_of_one_finding() -> None:
    before = examined(sample_bytes("broken/participant-region-as-country.json"))
    found = {entry.text: fix_of(before, entry) for entry in before.judgement.findings}
    assert found["shape.in_region"] == fixes_of(before)[0]
    assert found["links.needed_number"] is None
