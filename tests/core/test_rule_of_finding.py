# SPDX-License-Identifier: Apache-2.0
"""From findings to the rules they come from: the very shape and property, in the very pack."""

from functools import cache

from assay.examination import Examination
from assay.rule_book import Kind, RuleEntry, rule_book
from assay.rule_of_finding import RuleBehind, RulesBehind, counted, entry_of
from assay.rules.bundled import load_bundled, resource
from assay.texts import load_texts
from checking import examined, sample, sample_bytes
from extension_specimens import AERO

LOIRE = "gaia-x-loire-25.11"


def behind(examination: Examination) -> list[RuleBehind | None]:
    rules = RulesBehind(examination)
    return [rules.rule(finding.rule, finding.shacl) for finding in examination.report.findings]


@cache
def book(pack_id: str = LOIRE) -> tuple[RuleEntry, ...]:
    return rule_book(load_bundled(pack_id), load_texts("en"))


def told(examination: Examination) -> dict[str, RuleEntry | None]:
    """Each finding of a rule, by its rule and property, with its entry."""
    found = (one for one in behind(examination) if one is not None)
    return {
        f"{one.rule} {one.path.rpartition('#')[2]}": entry_of(book(one.pack.partition("@")[0]), one) for one in found
    }


def test_a_missing_property_leads_to_what_is_asked_of_that_property_of_that_class() -> None:
    found = told(examined(sample_bytes("broken/participant-headquarters-missing.json")))
    entry = found["LOIRE-SHAPE-minCount headquartersAddress"]
    assert entry is not None
    assert entry.title == "Company or legal entity · Headquarters address"
    assert entry.asks == "Exactly one; expected: “Address”."


def test_a_property_nobody_asks_for_leads_to_the_description_as_a_whole() -> None:
    claims = sample("good/participant.json")
    claims["credentialSubject"]["legalAddress"]["gx:planet"] = "Earth"
    entry = told(examined(claims))["LOIRE-SHAPE-closed planet"]
    assert entry is not None
    assert (entry.kind, entry.title) == (Kind.WHOLE, "Address")


def test_a_rule_that_is_no_shape_leads_to_itself() -> None:
    found = told(examined(sample_bytes("broken/offering-reference-slip.json")))
    entry = found["LOIRE-GRAPH-dangling-reference "]
    assert entry is not None
    assert entry.id == "LOIRE-GRAPH-dangling-reference"


def test_what_no_pack_asks_has_no_rule() -> None:
    broken = examined(b"{")
    assert broken.report.findings
    assert behind(broken) == [None] * len(broken.report.findings)
    rules = RulesBehind(examined(sample_bytes("good/participant.json")))
    assert rules.rule("LD-dropped-term") is None
    assert rules.rule("LOIREX-GRAPH-terms") is None
    assert RulesBehind().rule("LOIRE-GRAPH-terms") is None


def test_a_finding_of_an_extension_leads_to_the_pack_of_the_extension() -> None:
    rules = RulesBehind(examined(sample_bytes("good/participant.json"), extensions=(AERO,)))
    pack, base = load_bundled(AERO), load_bundled(LOIRE)
    mine, other = rules.rule(f"{pack.prefix}-SHAPE-minCount"), rules.rule("LOIRE-GRAPH-terms")
    assert mine is not None
    assert other is not None
    assert (mine.pack, other.pack) == (f"{AERO}@{pack.version}", f"{LOIRE}@{base.version}")


def test_each_finding_is_counted_at_one_entry_alone() -> None:
    examination = examined(sample_bytes("broken/participant-region-as-country.json"))
    found, rules = behind(examination), book()
    places = [place for entry in rules for place in counted(entry, rules, found)]
    assert sorted(places) == [place for place, one in enumerate(found) if one is not None]
    assert places


def test_every_finding_of_the_samples_that_a_pack_asks_for_is_in_its_book() -> None:
    for path in resource("samples", "broken").iterdir():
        assert None not in told(examined(path.read_bytes(), path.name)).values(), path.name
