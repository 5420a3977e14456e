# SPDX-License-Identifier: Apache-2.0
"""The acceptance of the Tagus terms: the right words to the letter, brought by whoever accepts them."""

import json
from pathlib import Path
from typing import Any

import pytest

from assay.document import Document
from assay.finding import Outcome, Severity
from assay.keys.signer import KeyStoreError
from assay.kits.tagus_terms_draft import right_words, tagus_terms_draft
from assay.kits.terms_draft import current_terms
from assay.options import Options
from assay.pipeline import examine
from assay.rules.library import load
from assay.signing import Gate, prepare, sign
from checking import MOMENT
from commands import begun
from ecosystem.submission import official_terms
from keys_at_hand import key_of, record, vault_with
from signing import ACME

PACK = load("gaia-x-tagus-22.10", MOMENT)
pytestmark = pytest.mark.shared


def _inside(words: str) -> dict[str, Any]:
    return {"verifiableCredential": [{"credentialSubject": {"gx:termsAndConditions": words}}]}


def test_the_draft_keeps_every_rule_and_can_be_signed(tmp_path: Path) -> None:
    data = tagus_terms_draft(ACME, MOMENT, PACK, official_terms().encode())
    report = examine(Document("terms.json", data), Options(draft=True, moment=MOMENT)).report
    assert report.pack is not None
    assert report.pack.id == PACK.id
    assert [found.text for found in report.findings if found.severity is Severity.VIOLATION] == []
    judged = {entry.check.id: entry.check.outcome for entry in report.checks}
    assert judged["TAGUS-GRAPH-terms-text"] is Outcome.PASSED
    told = json.loads(data)
    assert (told["issuer"], told["id"]) == (ACME, "https://acme.example/credentials/terms.json")
    prepared = prepare(Document("terms.json", data), record(), Options(moment=MOMENT))
    assert prepared.gate is Gate.OPEN
    vault, _ = vault_with(tmp_path / "keys", "p256")
    assert "proof" in json.loads(sign(prepared, key_of("p256"), vault).data)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda words: words.encode(),
        lambda words: b"\xef\xbb\xbf" + words.replace("\n", "\r\n").encode() + b"\r\n",
        lambda words: json.dumps({"version": "22.10", "text": words}).encode(),
        lambda words: json.dumps(_inside(words)).encode(),
    ],
    ids=["text", "as Windows saves it", "the registry's answer", "a presentation"],
)
def test_the_words_are_found_where_they_stand(wrap: Any) -> None:
    words = official_terms()
    assert right_words(wrap(words), current_terms(PACK, MOMENT).sha256) == words


@pytest.mark.parametrize(
    "change",
    [
        lambda words: words.replace("technical", "technicaI").encode(),
        lambda words: words[:-1].encode(),
        lambda words: b"380d14e884a23614f3b73a4e1fc9f39269167fb494588f3a40c0ea15bdf548ee",
        lambda words: b"",
        lambda words: b"[" * 100_000,
        lambda words: ("[" * 20 + json.dumps(words) + "]" * 20).encode(),
        lambda words: b" " * 1_000_000 + words.encode(),
    ],
    ids=["a letter", "its end", "its digest", "nothing", "deep", "too deep for us", "too long"],
)
def test_other_words_are_refused(change: Any) -> None:
    with pytest.raises(KeyStoreError) as caught:
        right_words(change(official_terms()), current_terms(PACK, MOMENT).sha256)
    assert caught.value.text_id == "terms.other_words"


def test_the_command_takes_the_words_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("words.txt").write_text(official_terms())
    words = ("hand-in", "terms", ACME, "--pack", PACK.id, "--out", "terms.json")
    missing = begun(*words)
    assert (missing.returncode, Path("terms.json").exists()) == (3, False)
    assert b"--words" in missing.stderr
    assert begun(*words, "--words", "words.txt").returncode == 0
    assert begun("check", "terms.json", "--draft").returncode == 0
    Path("words.txt").write_text("I accept")
    assert begun(*words, "--words", "words.txt").returncode == 3
    assert begun(*words[:-1], "words.txt", "--words", "words.txt").returncode == 3
