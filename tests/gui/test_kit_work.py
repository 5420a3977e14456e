# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core for kits: what is kept for checks, whole or not at all."""

import json
from pathlib import Path

import pytest

import loire_set
from assay.identity.given_file import TrustFileError
from assay.identity.trust_folder import read_index
from assay.keys.vault import Vault
from assay.kits.kit import KitError
from assay.places import user_trust
from assay_gui import kit_work
from assay_gui.kit_work import PublishWish
from assay_gui.words import Words
from authority import HOST
from keys_window import DID, add_key, profile, vault
from signing import token
from window import MOMENT

__all__ = ["profile", "vault"]
WORDS = Words("en")


def published(vault: Vault, folder: Path) -> kit_work.Tried:
    return kit_work.publish(vault, PublishWish(DID, folder), MOMENT, WORDS)


def documents() -> list[str]:
    return [path.read_text() for path in user_trust().iterdir() if path.name.startswith("did")]


def test_a_newer_did_document_takes_the_place_of_the_older_one(vault: Vault, tmp_path: Path) -> None:
    kit_work.use_here(DID, published(vault, tmp_path / "one").keys, MOMENT, WORDS)
    (first,) = documents()
    add_key(vault, "second", hosts=(HOST,))
    tried = published(vault, tmp_path / "two")
    kit_work.use_here(DID, tried.keys, MOMENT, WORDS)
    kit_work.use_here(DID, tried.keys, MOMENT, WORDS)
    (second,) = documents()
    assert first != second
    assert len(json.loads(second)["verificationMethod"]) == 2
    assert {entry.origin for entry in read_index(user_trust())} == {"published from here"}


def test_a_document_that_nobody_took_in_stands_against_it_and_all_stays(vault: Vault, tmp_path: Path) -> None:
    kit_work.use_here(DID, published(vault, tmp_path / "one").keys, MOMENT, WORDS)
    before = {path.name: path.read_bytes() for path in user_trust().iterdir()}
    index = read_index(user_trust())
    add_key(vault, "second", hosts=(HOST,))
    tried = published(vault, tmp_path / "two")
    stranger = user_trust() / "lies-there.json"
    stranger.write_text(json.dumps({"id": DID, "verificationMethod": []}))
    with pytest.raises(TrustFileError):
        kit_work.use_here(DID, tried.keys, MOMENT, WORDS)
    stranger.unlink()
    assert {path.name: path.read_bytes() for path in user_trust().iterdir()} == before
    assert read_index(user_trust()) == index


def test_a_kit_that_fails_gives_nothing_to_use(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "forged.jwt").write_text(token(loire_set.participant()))
    wish = PublishWish(DID, tmp_path / "kit", files=(tmp_path / "forged.jwt",))
    tried = kit_work.publish(vault, wish, MOMENT, WORDS)
    assert (tried.result, tried.readme, tried.keys) == ("failed", "", ())
    assert not (tmp_path / "kit").exists()


def test_a_credential_that_was_changed_is_replaced_where_that_is_wanted(vault: Vault, tmp_path: Path) -> None:
    add_key(vault, "certified", hosts=(HOST,))
    published(vault, tmp_path / "kit")
    (chain,) = (tmp_path / "kit").rglob("*.pem")
    before = chain.read_bytes()
    chain.write_bytes(b"another")
    with pytest.raises(KitError, match=r"kit\.exists"):
        published(vault, tmp_path / "kit")
    assert chain.read_bytes() == b"another"
    kit_work.publish(vault, PublishWish(DID, tmp_path / "kit", replaces=True), MOMENT, WORDS)
    assert chain.read_bytes() == before


def test_what_is_no_credential_is_not_published(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("{}")
    with pytest.raises(KitError):
        kit_work.publish(vault, PublishWish(DID, tmp_path / "kit", files=(tmp_path / "notes.json",)), MOMENT, WORDS)
    assert not (tmp_path / "kit").exists()


def test_what_cannot_be_used_is_taken_out_again(vault: Vault, tmp_path: Path) -> None:
    user_trust().mkdir(parents=True)
    (user_trust() / "lies-there.json").write_text(json.dumps({"id": DID, "verificationMethod": []}))
    with pytest.raises(TrustFileError):
        kit_work.use_here(DID, published(vault, tmp_path / "one").keys, MOMENT, WORDS)
    assert sorted(path.name for path in user_trust().iterdir()) == ["index.toml", "lies-there.json"]
    assert read_index(user_trust()) == ()


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_no_word_about_kits_and_certificates_sends_anybody_to_the_command_line(lang: str) -> None:
    words = Words(lang)
    groups = ("key_import", "certificate_request", "certificates_for", "kit", "notary", "terms", "did_json")
    met = [text for text in words.texts._catalogue if text.startswith(tuple(f"error.{group}." for group in groups))]
    met += [text for text in words.texts._catalogue if text.startswith(("answer.", "delivered.", "self_test."))]
    assert len(met) > 80
    told = {}
    for text in met:
        here = f"window.{text}" if words.texts.has(f"window.{text}") else text
        told[text] = " ".join((words.texts.entry(here) or {}).values())
    assert {text for text, sentence in told.items() if "--" in sentence or "assay " in sentence} == set()
