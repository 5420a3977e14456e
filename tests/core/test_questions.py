# SPDX-License-Identifier: Apache-2.0
"""Questions: answers make credentials that conform, and nothing is said that nobody answered."""

import itertools
import random
from datetime import UTC, datetime
from typing import Any

import pytest

from answering import answered, presentation
from assay.authoring.domains import domain_in, is_domain
from assay.authoring.forms.new_documents import NewCredential, credential_written
from assay.authoring.questions.asked import open_asks
from assay.authoring.questions.documents import Answers, Described, Writer
from assay.authoring.questions.drafting import Answered, drafts
from assay.authoring.questions.questionnaire import AskKind, Questionnaire
from assay.authoring.questions.reading import BUNDLED, bundled_questionnaire, read_questionnaire
from assay.authoring.questions.words import QuestionWords
from assay.claims import Literal
from assay.errors import PackError
from assay.finding import Severity
from assay.rules.bundled import load_bundled
from assay.rules.criteria import Evidence
from assay.texts import LANGUAGES, load_texts
from assay.verdict import Verdict
from checking import examined

NOW = datetime(2026, 11, 1, tzinfo=UTC)
BASE = "https://acme.example/credentials/"
COMPANY: Answers = {
    "name": "Acme Cloud GmbH",
    "number_kind": "vat",
    "vat": "DE129273398",
    "country": "DE",
    "street": "Sendlinger Straße 8",
    "postal_code": "80331",
    "town": "München",
    "managed_at": "same",
    "domain": "acme.example",
    "accepts": "yes",
}


def described(answers: Answers, name: str = "company") -> tuple[Described, ...]:
    plan = bundled_questionnaire(name)
    return Writer(plan, load_bundled(plan.pack), BASE, language="en").described(answers)


def written(one: Described) -> dict[str, Any]:
    pack = load_bundled("gaia-x-loire-25.11")
    new = NewCredential(one.subject, f"{BASE}{one.file}.json", "did:web:acme.example", NOW)
    return dict(credential_written(new, pack))


def test_a_company_from_its_answers_is_ready_to_sign() -> None:
    participant, terms = (written(one) for one in described(COMPANY))
    assert examined(participant).report.verdict is Verdict.CONFORMANT
    assert examined(terms).report.verdict is Verdict.CONFORMANT
    subject = participant["credentialSubject"]
    assert subject["headquartersAddress"] == subject["legalAddress"]
    assert subject["registrationNumber"]["id"] == f"{BASE}participant.json#number"
    assert terms["credentialSubject"]["gaiaxTermsAndConditions"] == load_bundled("gaia-x-loire-25.11").terms[0].sha256


def test_no_answer_no_word() -> None:
    assert described({}) == ()
    (only,) = described({"name": "Acme"})
    assert [predicate for predicate, _ in only.subject.statements] == ["https://schema.org/name"]


def test_terms_are_accepted_by_nobody_who_did_not_say_so() -> None:
    for answer in ("", "no", "true", "YES"):
        assert [one.file for one in described({**COMPANY, "accepts": answer})] == ["participant"]


def test_headquarters_are_the_same_only_where_somebody_says_so() -> None:
    (company, _) = described({key: value for key, value in COMPANY.items() if key != "managed_at"})
    assert not [name for name, _ in company.subject.statements if name.endswith("headquartersAddress")]


def test_what_was_answered_for_another_choice_is_not_said() -> None:
    answers = {**COMPANY, "number_kind": "lei", "lei": "529900T8BM49AURSDO55"}
    told = str(written(described(answers)[0]))
    assert "529900T8BM49AURSDO55" in told
    assert "DE129273398" not in told


@pytest.mark.parametrize("seed", range(30))
def test_whatever_is_answered_is_said_once_and_nothing_else(seed: int) -> None:
    dice = random.Random(seed)
    kept = {key: value for key, value in COMPANY.items() if dice.random() < 0.7}
    allowed = {str(value) for value in kept.values()} | {load_bundled("gaia-x-loire-25.11").terms[0].sha256}
    for one in described(kept):
        for _, _, term in examined(written(one)).claims:
            if isinstance(term, Literal):
                assert term.value in allowed


def test_every_file_can_be_read_and_asks_for_what_the_rules_know() -> None:
    from assay.authoring.forms.shape_fields import form_of

    plan = bundled_questionnaire("company")
    pack = load_bundled(plan.pack)
    assert pack.program is not None
    for ask in plan.asks():
        if ask.kind is not AskKind.FIELD:
            continue
        classes = _classes(plan, ask.node)
        assert classes
        found = [form_of(pack.program, pack.superclasses, [cls]).field(ask.property) for cls in classes]
        assert any(found), ask.id


def _classes(plan: Questionnaire, node: str) -> set[str]:
    own = {plan.nodes[node].cls} - {""}
    return own | {option.classes[node] for ask in plan.asks() for option in ask.options if node in option.classes}


SOUND = """
id = "x"
pack = "gaia-x-loire-25.11"
[prefixes]
gx = "https://w3id.org/gaia-x/development#"
[nodes.a]
class = "gx:LegalPerson"
file = "a"
[[pages]]
id = "p"
asks = [{ id = "one", node = "a", property = "gx:legalAddress" }]
"""
BROKEN = (
    ('node = "a"', 'node = "b"'),
    ('property = "gx:legalAddress"', 'property = "zz:legalAddress"'),
    ('id = "one", ', ""),
    ('file = "a"', 'file = "a"\nof = "b"'),
    ('id = "p"', 'id = "p"\neach = "a"'),
    ('id = "p"', 'id = "p"\nwhen = { ask = "none", is = ["x"] }'),
    ('property = "gx:legalAddress" }', 'property = "gx:legalAddress" }, { id = "one", node = "a", property = "gx:x" }'),
    ('property = "gx:legalAddress"', 'kind = "choice"'),
    ('id = "x"', 'id = "x"\nunknown = 1'),
)


@pytest.mark.parametrize(("old", "new"), BROKEN)
def test_a_slip_in_a_file_is_found(old: str, new: str) -> None:
    assert read_questionnaire(SOUND.encode(), "x.toml").id == "x"
    assert old in SOUND
    with pytest.raises(PackError):
        read_questionnaire(SOUND.replace(old, new, 1).encode(), "x.toml")


def test_every_combination_of_choices_of_the_company_gives_sound_credentials() -> None:
    numbers = {
        "vat": "DE129273398",
        "eori": "DE1234567",
        "lei": "529900T8BM49AURSDO55",
        "euid": "DEA1.HRB1",
        "tax": "1",
    }
    for (kind, number), place in itertools.product(numbers.items(), ("same", "other")):
        answers = {**COMPANY, "number_kind": kind, kind: number, "managed_at": place, "hq_country": "FR"}
        found = examined(written(described(answers)[0]))
        assert found.report.verdict is Verdict.CONFORMANT, (kind, place)


KINDS = [option.id for option in bundled_questionnaire("cloud-service").by_id["kind"].options]


@pytest.mark.parametrize("kind", KINDS)
def test_a_service_of_any_kind_from_its_answers_is_ready_for_label_1(kind: str) -> None:
    company = answered("company", {"number_kind": "vat", "managed_at": "same"})
    site = answered("site", {"zone_at": "same"})
    service = answered("cloud-service", {"kind": kind})
    found = examined(presentation([("company", company), ("site", site), ("cloud-service", service)]))
    assert found.report.verdict is Verdict.CONFORMANT
    assert not [entry for entry in found.report.findings if entry.severity is Severity.VIOLATION]
    states = found.report.levels["L1"].criteria
    assert {entry["state"] for name, entry in states.items() if name != "P1.2.9"} <= {
        "declared",
        "evidenced",
        "not_applicable",
    }


def test_a_data_product_from_its_answers_is_ready_to_sign() -> None:
    company = answered("company", {"number_kind": "vat", "managed_at": "same"})
    product = answered("data-product", {})
    found = examined(presentation([("company", company), ("data-product", product)]))
    assert found.report.verdict is Verdict.CONFORMANT


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize("name", BUNDLED)
def test_every_question_has_words_in_every_language(name: str, lang: str) -> None:
    plan, texts = bundled_questionnaire(name), load_texts(lang)
    words = QuestionWords(plan, load_bundled(plan.pack), texts)
    told = [words.title(), *(words.page(page) for page in plan.pages), *(words.ask(ask) for ask in plan.asks())]
    told += [words.option(ask, option) for ask in plan.asks() for option in ask.options]
    assert not [entry for entry in told if not entry.label or ("." in entry.label[:-1] and " " not in entry.label)]
    assert all(words.page(page).hint for page in plan.pages)
    assert not [entry for entry in told if "#" in entry.label or "gx:" in entry.label]


def test_every_criterion_of_label_1_is_asked_for_somewhere() -> None:
    pack = load_bundled("gaia-x-loire-25.11")
    asked = {name for plan in map(bundled_questionnaire, BUNDLED) for page in plan.pages for name in page.criteria}
    wanted = {entry.id for entry in pack.criteria.of("offering") if entry.levels["L1"] is not Evidence.NONE}
    assert asked >= wanted


@pytest.mark.parametrize(
    ("told", "is_one"),
    [
        ("acme.example", True),
        ("Shop.Acme.example", True),
        ("https://acme.example", False),
        ("acme.example/x", False),
        ("acme", False),
        ("acme..example", False),
        ("-acme.example", False),
        ("acme.example:8080", False),
        ("", False),
        ("a" * 64 + ".example", False),
        ("münchen.example", False),
    ],
)
def test_a_domain_is_told_from_an_address(told: str, is_one: bool) -> None:
    assert is_domain(told) is is_one


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (" Acme.example ", "acme.example"),
        ("https://www.acme.example/", "www.acme.example"),
        ("HTTP://acme.example/legal/imprint.html", "acme.example"),
        ("münchen.example", "xn--mnchen-3ya.example"),
        ("xn--mnchen-3ya.xn--p1ai", "xn--mnchen-3ya.xn--p1ai"),
        ("acme.example:8080", ""),
        ("192.168.0.1", ""),
        ("ftp://acme.example", ""),
        ("acme", ""),
        ("a" * 70 + "ü.example", ""),
        ("ü" * 5000, ""),
        ("user@acme.example", ""),
        ("https://", ""),
    ],
)
def test_a_domain_is_taken_as_it_is_copied_out_of_a_browser(told: str, meant: str) -> None:
    assert domain_in(told) == meant


def test_what_nothing_can_be_signed_without_is_asked_for_until_it_is_answered() -> None:
    plan = bundled_questionnaire("company")
    assert [ask.id for ask in open_asks(plan, {})] == ["name", "domain"]
    assert [ask.id for ask in open_asks(plan, {**COMPANY, "domain": "our homepage"})] == ["domain"]
    assert list(open_asks(plan, COMPANY)) == []


def test_ids_begin_with_the_domain_that_was_answered() -> None:
    found = drafts([Answered("company", {**COMPANY, "domain": "Acme.Example"})], NOW, language="en")
    assert [draft.name for draft in found] == ["participant.json", "terms.json"]
    assert {str(draft.content["issuer"]) for draft in found} == {"did:web:acme.example"}
    assert all(str(draft.content["id"]).startswith("https://acme.example/credentials/") for draft in found)


def test_nothing_refers_to_what_nobody_described() -> None:
    service = answered("cloud-service", {"kind": "other"})
    (only,) = drafts([Answered("company", {}), Answered("cloud-service", service)], NOW, language="en")
    assert "participant.json" not in only.text
    assert "providedBy" not in only.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", BUNDLED)
def test_no_page_asks_for_two_things_by_one_name(name: str, lang: str) -> None:
    plan = bundled_questionnaire(name)
    words = QuestionWords(plan, load_bundled(plan.pack), load_texts(lang))
    for page in plan.pages:
        told = [words.ask(ask).label for ask in page.asks if ask.kind is not AskKind.CHOICE]
        assert len(set(told)) == len(told), page.id
