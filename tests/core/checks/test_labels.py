# SPDX-License-Identifier: Apache-2.0
"""Labels against the credentials at hand: whose they are, every way to write a digest, everything that may not fit."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import loire_set
from assay.credential import Credential
from assay.finding import Outcome, Severity
from assay.proofs.label import Listed
from assay.proofs.label_digest import CredentialsAtHand, Fit
from assay.verdict import Verdict
from label_credentials import (
    HOUSE,
    RECIPES,
    changed,
    credentials,
    early_label,
    label,
    tokens,
)
from label_judge import PASSED, checked, open_for, outcome, told, why
from loire_set import ACME, HOME, Node
from signing import presented, token

V, W, I = Severity.VIOLATION, Severity.WARNING, Severity.INFO  # noqa: E741 - short for the tables below


def labelled(given: Node, *others: str) -> Node:
    """A signed set with a signed label in it."""
    return presented(*(others or tokens(*credentials())), token(given, key=given["issuer"]))


@pytest.mark.parametrize("digest", ["digestSRI", "gx:digestSRI", "cred:digestSRI", "https://www.w3.org/x#digestSRI"])
@pytest.mark.parametrize("kind", ["type", "gx:credentialType"])
@pytest.mark.parametrize("recipe", RECIPES)
def test_every_spelling_and_recipe_fits_and_the_recipe_is_told(recipe: str, kind: str, digest: str) -> None:
    report = checked(labelled(label(*credentials(), recipe=recipe, kind=kind, digest=digest)))
    assert outcome(report) == PASSED
    expected = ("label.fits_text", W) if recipe.startswith("text") else ("label.fits", I)
    assert told(report) == {expected}
    (reason,) = why(report, expected[0])
    assert ("base64" in reason) is recipe.endswith("base64")
    assert ("as it was received" in reason) is recipe.startswith("text")


def test_upper_case_fits_as_well() -> None:
    found = label(*credentials())
    for entry in found["credentialSubject"]["gx:compliantCredentials"]:
        entry["digestSRI"] = "sha256-" + entry["digestSRI"].removeprefix("sha256-").upper()
    assert outcome(checked(labelled(found))) == PASSED


@pytest.mark.parametrize("name", ["compliantCredentials", "https://w3id.org/gaia-x/development#compliantCredentials"])
def test_the_list_is_found_in_each_spelling(name: str) -> None:
    other = changed(loire_set.participant(), name="Other")
    report = checked(labelled(label(other, loire_set.number(), loire_set.terms(), list=name)))
    assert ("label.changed", V) in told(report)


def test_the_first_engines_of_loire() -> None:
    report = checked(labelled(early_label(*credentials())))
    assert (outcome(report), told(report)) == (PASSED, {("label.fits", I)})
    other = changed(loire_set.participant(), name="Other")
    report = checked(labelled(early_label(other, *credentials()[1:])))
    assert ("label.changed", V) in told(report)


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield from _leaves(held, (*path, name))
    elif isinstance(value, list):
        for number, held in enumerate(value):
            yield from _leaves(held, (*path, number))
    else:
        yield path


def _with_leaf_changed(value: Any, path: tuple[Any, ...]) -> Any:
    found = copy.deepcopy(value)
    holder = found
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = f"{holder[path[-1]]}x"
    return found


LEAVES = list(_leaves(loire_set.participant()))


@pytest.mark.parametrize("path", LEAVES, ids=lambda path: "/".join(map(str, path)))
def test_every_value_that_was_changed_since_is_noticed(path: tuple[Any, ...]) -> None:
    other = _with_leaf_changed(loire_set.participant(), path)
    report = checked(labelled(label(*credentials()), *tokens(other, *credentials()[1:])))
    said = {text for text, _ in told(report)}
    assert said & {"label.changed", "label.missing"}, "its id names another credential"
    assert outcome(report)[0] is not Outcome.PASSED


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("at", [0, 20, 41, 42])
def test_every_digit_counts(recipe: str, at: int) -> None:
    found = label(*credentials(), recipe=recipe)
    entry = found["credentialSubject"]["gx:compliantCredentials"][1]
    digits = entry["digestSRI"].removeprefix("sha256-")
    # in base64 the last character before the padding carries two bits that say nothing
    other = chr(ord(digits[at]) + 1) if digits[at] not in "9Zz/+f" else "0"
    entry["digestSRI"] = f"sha256-{digits[:at]}{other}{digits[at + 1 :]}"
    report = checked(labelled(found))
    assert outcome(report)[0] is not Outcome.PASSED
    assert {text for text, _ in told(report)} & {"label.changed", "label.digest_form"}


Change = Callable[[list[Node]], object]
MISFITS: dict[str, tuple[Change, str, Severity, tuple[Outcome, str, str, bool]]] = {
    "without a digest": (
        lambda e: e[0].pop("digestSRI"), "label.no_digest", W, open_for("reason.label_not_comparable"),
    ),
    "another algorithm": (
        lambda e: e[0].update(digestSRI="sha384-" + "A" * 64), "label.digest_form", W,
        open_for("reason.label_not_comparable"),
    ),
    "no digest at all": (
        lambda e: e[0].update(digestSRI=7), "label.digest_form", W, open_for("reason.label_not_comparable"),
    ),
    "two digests, one of them wrong": (
        lambda e: e[0].update({"gx:digestSRI": "sha256-" + "0" * 64}), "label.changed", V,
        (Outcome.FAILED, "", "", False),
    ),
    "another's digest": (
        lambda e: e[0].update(digestSRI=e[1]["digestSRI"]), "label.changed", V, (Outcome.FAILED, "", "", False),
    ),
    "another credential": (
        lambda e: e.append({**e[0], "id": HOME + "more.json"}), "label.missing", W,
        open_for("reason.label_missing", "needs.covered_credentials"),
    ),
    "a name alone": (
        lambda e: e.append(HOME + "more.json"), "label.missing", W,
        open_for("reason.label_missing", "needs.covered_credentials"),
    ),
    "one without a name that is not at hand": (
        lambda e: e.append({"digestSRI": "sha256-" + "0" * 64}), "label.missing_unnamed", W,
        open_for("reason.label_missing", "needs.covered_credentials"),
    ),
    "one without anything": (
        lambda e: e.append({"type": "gx:Issuer"}), "label.no_digest", W, open_for("reason.label_not_comparable"),
    ),
    "fewer than are at hand": (lambda e: e.pop(), "label.extra", W, PASSED),
    "nothing": (lambda e: e.clear(), "label.lists_nothing", W, open_for("reason.label_empty")),
}  # fmt: skip


@pytest.mark.parametrize("name", MISFITS)
def test_what_does_not_fit_is_told(name: str) -> None:
    change, text, severity, expected = MISFITS[name]
    found = label(*credentials())
    change(found["credentialSubject"]["gx:compliantCredentials"])
    report = checked(labelled(found))
    assert (text, severity) in told(report)
    assert outcome(report) == expected


def test_each_is_told_by_name() -> None:
    found = label(changed(loire_set.participant(), name="Other"), loire_set.offering(), loire_set.number())
    report = checked(labelled(found))
    assert loire_set.participant()["id"] in why(report, "label.changed")[0]
    assert loire_set.offering()["id"] in why(report, "label.missing")[0]
    assert loire_set.terms()["id"] in why(report, "label.extra")[0]


def test_an_entry_without_an_id_is_found_by_its_digest() -> None:
    found = label(*credentials())
    for entry in found["credentialSubject"]["gx:compliantCredentials"]:
        del entry["id"]
    report = checked(labelled(found))
    assert (outcome(report), told(report)) == (PASSED, {("label.fits", I)})


def test_of_two_credentials_with_one_id_both_have_to_fit() -> None:
    other = changed(loire_set.participant(), name="Other")
    report = checked(labelled(label(*credentials()), *tokens(*credentials(), other)))
    assert outcome(report)[0] is Outcome.FAILED
    assert ("label.changed", V) in told(report)


def test_a_number_that_readers_do_not_agree_on_is_left_open() -> None:
    """Such documents are refused as they are read; whoever hashed one all the same may have read another number."""
    listed = Listed("urn:x", ("sha256-" + "0" * 64,), "")
    strange, usual = Credential("", {"id": "urn:x", "size": 2**60}), Credential("", {"id": "urn:x", "size": 1})
    assert CredentialsAtHand([strange]).compared(listed).fit is Fit.NOT_COMPUTABLE
    assert CredentialsAtHand([usual]).compared(listed).fit is Fit.DIFFERS


def test_a_label_may_cover_another_label() -> None:
    first = label(*credentials())
    second = {**label(*credentials(), first), "id": HOME + "label-2.json"}
    second["credentialSubject"]["id"] = HOME + "label-2.json#cs"
    report = checked(presented(*tokens(*credentials(), first, second)))
    assert (outcome(report), told(report)) == (PASSED, {("label.fits", I)})
    changed_first = changed(first, **{"gx:labelLevel": "L1"})
    report = checked(presented(*tokens(*credentials(), changed_first, second)))
    assert ("label.changed", V) in told(report)


def test_alone_it_says_what_it_needs() -> None:
    report = checked(token(label(*credentials()), key=HOUSE))
    assert outcome(report) == open_for("reason.label_alone", "needs.covered_credentials")
    assert report.verdict is not Verdict.CONFORMANT


def test_unsigned_it_proves_nothing() -> None:
    for unsigned in (label(*credentials()), loire_set.presentation(*credentials(), label(*credentials()))):
        assert outcome(checked(unsigned))[:2] == (Outcome.NOT_CHECKED, "reason.label_unsigned")
    bare = {"@context": label()["@context"], **label()["credentialSubject"], "@type": "gx:LabelCredential"}
    assert outcome(checked(bare))[:2] == (Outcome.NOT_CHECKED, "reason.label_unsigned")


def test_without_a_label_there_is_nothing_to_say() -> None:
    report = checked(presented(*tokens(*credentials())))
    assert outcome(report)[:2] == (Outcome.NOT_APPLICABLE, "reason.no_answer")


ISSUERS = {
    ACME: ("label.self_issued", V),
    "did:web:Acme.example": ("label.self_issued", V),
    "did:web:other.example": ("label.not_trusted", V),
    loire_set.NOTARY: ("label.not_trusted", V),
    HOUSE.replace("delta", "Delta"): ("links.notary_slip", V),
    HOUSE + "#key": ("label.not_trusted", V),
    "did:web:compliance.lab.gaia-x.eu:development": ("label.laboratory", W),
}


@pytest.mark.parametrize("issuer", ISSUERS)
def test_whose_label_it_is(issuer: str) -> None:
    report = checked(labelled(label(*credentials(), issuer=issuer)))
    expected = ISSUERS[issuer]
    assert expected in told(report)
    assert outcome(report)[0] is (Outcome.FAILED if expected[1] is V else Outcome.PASSED)
    if expected[1] is V:
        assert report.verdict is Verdict.NON_CONFORMANT


@pytest.mark.parametrize("issuer", [None, {"name": "Acme"}, ["did:web:acme.example", HOUSE], ""])
def test_a_label_of_nobody_is_not_trusted(issuer: Any) -> None:
    found = {**label(*credentials()), "issuer": issuer}
    report = checked(presented(*tokens(*credentials()), token(found, key=HOUSE)))
    assert ("label.not_trusted", V) in told(report)


def test_what_it_says_of_itself_is_told_in_words() -> None:
    report = checked(labelled(label(*credentials())))
    (found,) = [entry for entry in report.findings if entry.text == "label.states"]
    assert "Standard Compliance" in found.message
    assert all(part in found.why for part in ("CD25.10", "2.9.0", "3"))


@pytest.mark.parametrize("value", ["L4", "text:label.more", "any:any:any", 7, None, ["SC", "L1"], {"@value": "L1"}])
def test_whatever_stands_there_is_no_trouble(value: Any) -> None:
    names = ("gx:labelLevel", "gx:rulesVersion", "gx:engineVersion")
    report = checked(labelled(changed(label(*credentials()), **dict.fromkeys(names, value))))
    (found,) = [entry for entry in report.findings if entry.text == "label.states"]
    level = "Label Level 1" if isinstance(value, dict) else "no level that is known"
    assert level in found.message


def test_a_label_whose_time_is_over_is_told_by_the_rule_of_dates() -> None:
    found = {**label(*credentials()), "validUntil": "2026-11-21T23:59:59Z"}
    report = checked(labelled(found))
    assert any(entry.rule == "LOIRE-VALIDITY-dates" and entry.severity is V for entry in report.findings)


def test_many_entries_are_counted() -> None:
    found = label(*credentials())
    more = [{"id": f"{HOME}{number}.json", "digestSRI": "sha256-" + "0" * 64} for number in range(200)]
    found["credentialSubject"]["gx:compliantCredentials"] += more
    report = checked(labelled(found))
    assert len(why(report, "label.missing")) == 50
    assert ("label.more", I) in told(report)
    assert outcome(report)[1] == "reason.label_missing"
