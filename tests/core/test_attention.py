# SPDX-License-Identifier: Apache-2.0
"""What wants attention: by its dates, in an order, with words in every language."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.attention import Attention, Dated, Kind, Urgency, attention
from assay.texts import LANGUAGES, load_texts

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
WITH_ENDS = [kind for kind in Kind if kind is not Kind.ANCHORS]


def days(count: float) -> datetime:
    return NOW + timedelta(days=count)


def thing(kind: Kind = Kind.KEY, ends: float | None = None, as_of: float | None = None, subject: str = "x") -> Dated:
    found = Dated(kind, subject, f"name of {subject}")
    return replace(found, ends=None if ends is None else days(ends), as_of=None if as_of is None else days(as_of))


def only(*things: Dated, with_later: bool = False) -> Attention:
    (found,) = attention(things, NOW, with_later=with_later)
    return found


@pytest.mark.parametrize(
    ("ends", "urgency", "count"),
    [
        (-400, Urgency.OVER, 400),
        (-0.1, Urgency.OVER, 0),
        (0, Urgency.OVER, 0),
        (0.1, Urgency.SOON, 1),
        (1, Urgency.SOON, 1),
        (1.1, Urgency.SOON, 2),
        (30, Urgency.SOON, 30),
    ],
)
def test_a_key_ends(ends: float, urgency: Urgency, count: int) -> None:
    found = only(thing(ends=ends))
    assert (found.urgency, found.params["count"], found.due) == (urgency, count, days(ends))
    assert found.text == f"attention.key.{urgency}"


def test_what_ends_later_wants_none_yet() -> None:
    assert attention([thing(ends=30.01)], NOW) == ()
    assert only(thing(ends=30.01), with_later=True).urgency is Urgency.LATER


def test_what_has_no_dates_wants_none() -> None:
    assert attention([thing(kind) for kind in Kind], NOW, with_later=True) == ()


@pytest.mark.parametrize(
    ("kind", "as_of", "ends", "is_due"),
    [
        (Kind.REVOCATION, -5, 1.9, True),
        (Kind.REVOCATION, -5, 2.6, False),
        (Kind.REVOCATION, -0.1, 0.9, False),
        (Kind.REVOCATION, -0.9, 0.1, True),
        (Kind.TRUSTED_LIST, -170, 10, True),
        (Kind.TRUSTED_LIST, -5, 10, False),
        (Kind.STATUS_LIST, None, 1.9, True),
        (Kind.STATUS_LIST, 3, 1.9, True),
    ],
)
def test_a_list_of_a_day_is_not_always_due(kind: Kind, as_of: float | None, ends: float, is_due: bool) -> None:
    assert bool(attention([thing(kind, ends, as_of)], NOW)) is is_due


def test_rules_grow_old() -> None:
    assert attention([thing(Kind.RULES, as_of=-179)], NOW) == ()
    found = only(thing(Kind.RULES, as_of=-181))
    assert (found.urgency, found.params["count"], found.params["day"]) == (Urgency.AGED, 181, "2026-05-29")


def test_an_end_that_is_near_counts_more_than_age() -> None:
    assert only(thing(Kind.RULES, ends=3, as_of=-300)).urgency is Urgency.SOON
    assert only(thing(Kind.RULES, ends=300, as_of=-300)).urgency is Urgency.AGED


def test_keys_do_not_grow_old() -> None:
    assert attention([thing(Kind.KEY, as_of=-9999)], NOW) == ()


def test_the_most_pressing_comes_first_whatever_the_order_given() -> None:
    things = [thing(ends=5, subject="b"), thing(ends=-1, subject="a"), thing(ends=2, subject="c"),
              thing(Kind.ANCHORS, as_of=-999, subject="d")]  # fmt: skip
    orders = {tuple(entry.subject for entry in attention(order, NOW)) for order in permutations(things)}
    assert orders == {("a", "c", "b", "d")}


def test_a_newer_list_takes_the_place_of_the_older_one() -> None:
    assert only(thing(ends=-5), thing(ends=9), thing(ends=2)).due == days(9)
    assert attention([thing(ends=-5), thing(ends=99)], NOW) == ()
    assert len(attention([thing(Kind.KEY, 5), thing(Kind.DOCUMENT, 5)], NOW)) == 2


@pytest.mark.parametrize("moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_dates_at_the_ends_of_the_calendar(moment: datetime) -> None:
    for ends in (None, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        for as_of in (None, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
            attention([Dated(kind, "x", "x", ends, as_of) for kind in Kind], moment, with_later=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_has_words(lang: str) -> None:
    texts = load_texts(lang)
    things = [thing(kind, ends) for kind in WITH_ENDS for ends in (-1, 0.5, 1.5, 900)]
    things += [thing(Kind.RULES, as_of=-999), thing(Kind.ANCHORS, as_of=-999)]
    for one in things:
        (entry,) = attention([one], NOW, with_later=True)
        for member in ("what", "why", "how"):
            told = texts.part(entry.text, member, entry.params)
            assert told
            assert "{" not in told
            assert not told.startswith("attention.")


def test_a_name_cannot_have_another_text_shown() -> None:
    found = only(replace(thing(ends=1), name="text:history.empty"))
    assert "“text:history.empty”" in load_texts("en").say(found.text, **found.params)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(Kind),
            st.none() | st.floats(-500, 500),
            st.none() | st.floats(-800, 10),
            st.sampled_from("abc"),
        ),
        max_size=8,
    )
)
def test_nothing_that_has_ended_is_left_out(given_things: list[tuple[Kind, float | None, float | None, str]]) -> None:
    things = [thing(*values) for values in given_things]
    found = attention(things, NOW)
    ends: dict[tuple[Kind, str], datetime] = {}
    for one in things:
        if one.ends is not None:
            ends[one.kind, one.subject] = max(one.ends, ends.get((one.kind, one.subject), one.ends))
    over = {key for key, end in ends.items() if end <= NOW}
    assert {(entry.kind, entry.subject) for entry in found if entry.urgency is Urgency.OVER} == over
    assert len({(entry.kind, entry.subject) for entry in found}) == len(found)
    assert {entry.subject for entry in found} <= {entry.subject for entry in attention(things, NOW, with_later=True)}
