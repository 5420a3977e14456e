# SPDX-License-Identifier: Apache-2.0
"""Every finding of a reading has its sentences, and they need no more than the finding gives."""

import string
import tomllib

import pytest

from assay.linked_data.account import Account, Drop, DropReason, Noticed, Remark
from assay.linked_data.notices import findings_of, invalid, missing_context, too_large, unaccounted
from assay.rules.bundled import resource

TEXTS = tomllib.loads(resource("texts", "en", "linked_data.toml").read_text("utf-8"))["ld"]
KEY_REASONS = (
    DropReason.UNDEFINED_TERM,
    DropReason.NULL_TERM,
    DropReason.NULL_CONTEXT,
    DropReason.KEYWORD_LIKE,
    DropReason.ILLEGAL_ID,
    DropReason.BLANK_PREDICATE,
)
NODE_REASONS = (
    DropReason.ILLEGAL_ID,
    DropReason.RELATIVE_ID,
    DropReason.ILLEGAL_BLANK_LABEL,
    DropReason.KEYWORD_LIKE,
)
VALUE_REASONS = (
    *NODE_REASONS,
    DropReason.ILLEGAL_LANGUAGE,
    DropReason.TYPE_WITHOUT_IRI,
    DropReason.FREE_FLOATING,
    DropReason.UNREAD,
)
WITH_SUGGESTION = {Remark.UNDEFINED_PREFIX, Remark.UNKNOWN_CONTEXT}


def _account() -> Account:
    account = Account("c0")
    for reason in KEY_REASONS:
        account.drops += [Drop("t", "/t", reason, near, of_key=True) for near in ("", "near")]
    account.drops += [Drop("t", "/t", reason, of_node=True) for reason in NODE_REASONS]
    account.drops += [Drop("t", "/t", reason) for reason in VALUE_REASONS]
    account.drops += [
        Drop("t", "/t", DropReason.TYPE_WITHOUT_IRI, "near"),
        Drop("t", "/t", DropReason.RELATIVE_ID, "near"),
    ]
    account.noticed += [Noticed(remark, "/t", "t") for remark in Remark]
    account.noticed += [Noticed(remark, "/t", "t", "near") for remark in WITH_SUGGESTION]
    return account


FINDINGS = [
    *findings_of(_account(), "s"),
    missing_context("s", ""),
    invalid("s", "", "why"),
    *(too_large("s", limit, "") for limit in ("too_deep", "too_large", "too_many_contexts")),
    *unaccounted("s", ["/a/0", ""], 2),
]


@pytest.mark.parametrize(
    "finding",
    sorted(FINDINGS, key=lambda finding: (finding.text, str(finding.place))),
    ids=lambda finding: finding.text,
)
def test_a_finding_has_its_sentences(finding: object) -> None:
    text = TEXTS[finding.text.removeprefix("ld.")]  # type: ignore[attr-defined]
    assert {"what", "why", "how"} <= text.keys()
    for sentence in text.values():
        fields = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        assert fields <= finding.params.keys()  # type: ignore[attr-defined]


def test_no_text_is_left_over() -> None:
    assert {finding.text.removeprefix("ld.") for finding in FINDINGS} == TEXTS.keys()


def test_no_first_sentence_shows_an_address() -> None:
    for text in TEXTS.values():
        assert "://" not in text["what"]
        assert text["what"].endswith(".")
