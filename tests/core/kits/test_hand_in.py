# SPDX-License-Identifier: Apache-2.0
"""The hand-in kit: the very bytes, the address of the level, lines that are safe to paste."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from assay.document import Document
from assay.kits.hand_in import HandInOrder, hand_in_kit, write_hand_in
from assay.kits.kit import README, KitError
from assay.kits.service import service_base
from ecosystem.submission import TAGUS, Submission
from kit_specimens import credentials, files_below, presentation
from loire_set import participant
from signing import presented, token

OFFERS = "https://clearing-house.example/v2/api/credential-offers"
LABEL = "https://acme.example/credentials/label.json"


def _order(document: Document | None = None, **members: Any) -> HandInOrder:
    return HandInOrder(document or presentation(), **members)


def _refused(document: Document | None = None, **members: Any) -> str:
    with pytest.raises(KitError) as caught:
        hand_in_kit(_order(document, **members))
    return caught.value.text_id


@pytest.mark.parametrize(
    ("level", "end"),
    [("SC", "standard-compliance"), ("L1", "label-level-1"), ("L2", "label-level-2"), ("L3", "label-level-3")],
)
def test_the_address_says_the_level(level: str, end: str) -> None:
    made = hand_in_kit(_order(level=level))
    assert made.address == f"{OFFERS}/{end}"
    assert made.media_type == "application/vp+jwt"


def test_what_is_handed_in_are_the_very_bytes() -> None:
    given = presentation()
    assert hand_in_kit(_order(given)).kit.contents["presentation.jwt"] == given.data
    around = Document("x", b'"' + given.data + b'"\n')
    assert hand_in_kit(_order(around)).kit.contents["presentation.jwt"] == given.data


@pytest.mark.shared
def test_tagus_has_one_address_and_takes_json() -> None:
    given = Document("tagus.json", Submission(TAGUS).file())
    made = hand_in_kit(_order(given, label_id=LABEL))
    assert made.address == (
        "https://clearing-house.example/v1/api/credential-offers"
        "?vcid=https%3A%2F%2Facme.example%2Fcredentials%2Flabel.json"
    )
    assert made.media_type == "application/json"
    assert made.kit.contents["presentation.json"] == given.data
    assert "JSON" in made.kit.contents[README].decode()


@pytest.mark.parametrize("name", ["https://x.example/'; touch hacked; '", "urn:a:$(touch hacked)", "urn:a:%PATH%&b=c"])
def test_a_hostile_name_of_the_label_is_a_parameter_and_nothing_else(name: str, tmp_path: Path) -> None:
    if " " in name:
        assert _refused(label_id=name) == "kit.label_id"
        name = name.replace(" ", "+")
    made = hand_in_kit(_order(label_id=name))
    script = f'curl() {{ printf "%s\\n" "$@"; }}\n{made.send.posix}\n'
    ran = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == made.address
    assert list(tmp_path.iterdir()) == []
    assert f'"{made.address}"' in made.send.windows
    assert "%PATH%" not in made.send.windows


def test_both_lines_send_the_file_as_what_it_is() -> None:
    made = hand_in_kit(_order(level="L1", clearing_house="compliance.example.org", label_id=LABEL))
    address = (
        "https://compliance.example.org/v2/api/credential-offers/label-level-1"
        "?vcid=https%3A%2F%2Facme.example%2Fcredentials%2Flabel.json"
    )
    assert made.send.posix == (
        "curl -sS --max-time 180 -X POST -H 'Content-Type: application/vp+jwt' --data-binary @presentation.jwt "
        f"-o reply.txt '{address}'"
    )
    assert made.send.windows == (
        'curl.exe -sS --max-time 180 -X POST -H "Content-Type: application/vp+jwt" --data-binary "@presentation.jwt" '
        f'-o "reply.txt" "{address}"'
    )


@pytest.mark.parametrize(
    ("told", "base"),
    [
        ("compliance.example.org", "https://compliance.example.org/v2"),
        (" Compliance.Example.org ", "https://compliance.example.org/v2"),
        ("compliance.example.org:8443", "https://compliance.example.org:8443/v2"),
        ("https://compliance.example.org/", "https://compliance.example.org/v2"),
        ("https://www.delta-dao.com/compliance/v2", "https://www.delta-dao.com/compliance/v2"),
        ("https://compliance.lab.gaia-x.eu/development", "https://compliance.lab.gaia-x.eu/development"),
        ("did:web:www.delta-dao.com:compliance:v2", "https://www.delta-dao.com/compliance/v2"),
        ("did:web:compliance.lab.gaia-x.eu", "https://compliance.lab.gaia-x.eu/v2"),
    ],
)
def test_a_service_is_named_by_host_address_or_did(told: str, base: str) -> None:
    assert service_base(told, "v2") == base


@pytest.mark.parametrize(
    "told",
    [
        "http://x.example", "ftp://x.example", "x.example?a=b", "x.example#a", "x y", "x.example/a b", "-x.example",
        "user:pass@x.example", "x.example/../a", "https://x.example/$(a)", "x'.example", "did:key:z6Mk", "did:web:", "",
        "x" * 400, "https://[", "x.example/%2e", "https://x.example/a;b",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_service_is_refused(told: str) -> None:
    with pytest.raises(KitError) as caught:
        service_base(told, "v2")
    assert caught.value.text_id == "kit.host"


def test_only_signed_presentations_can_be_handed_in() -> None:
    assert _refused(*credentials("participant")) == "kit.no_presentation"
    unsigned = {**presented(token(participant()))}
    assert _refused(Document("x.json", json.dumps(unsigned).encode())) == "kit.presentation_unsigned"
    bare = {**unsigned, "verifiableCredential": [participant()]}
    assert _refused(Document("x.json", json.dumps(bare).encode())) == "kit.no_presentation"
    empty = token({**presented(), "verifiableCredential": []})
    assert _refused(Document("x.jwt", empty.encode())) == "kit.no_presentation"
    for data in (b"", b"{}", b"<html>", b"eyJ"):
        assert _refused(Document("x", data)) == "kit.no_credential"


@pytest.mark.shared
def test_a_token_is_not_sent_where_json_is_taken() -> None:
    content = json.loads(Submission(TAGUS).file())
    assert _refused(Document("x.jwt", token(content).encode())) == "kit.presentation_token"


def test_a_level_that_there_is_none_of_is_refused() -> None:
    assert _refused(level="L4") == "kit.level"
    assert _refused(level="sc") == "kit.level"


@pytest.mark.parametrize(("lang", "told"), [("en", "Label Level 1"), ("de", "Label Stufe 1"), ("fr", "Label niveau 1")])
def test_the_page_tells_all_there_is_to_do(lang: str, told: str) -> None:
    made = hand_in_kit(_order(level="L1", lang=lang))
    page = made.kit.contents[README].decode()
    flat = " ".join(page.split())
    assert told in flat
    assert page.startswith("Assay")
    assert made.send.posix in page
    assert made.send.windows in page
    for word in ("201", "clearing-house.example", "reply.txt", "presentation.jwt"):
        assert word in flat
    assert "hand_in." not in page
    chosen = hand_in_kit(_order(clearing_house="x.example.org", lang=lang)).kit.contents[README].decode()
    assert "clearing-house.example" not in chosen


def test_the_kit_is_written_and_nothing_else_is_overwritten(tmp_path: Path) -> None:
    given = presentation()
    made, written = write_hand_in(tmp_path, _order(given))
    assert files_below(tmp_path) == dict(made.kit.contents)
    assert written.written == ("presentation.jwt", README)
    _, again = write_hand_in(tmp_path, _order(given, level="L1"))
    assert again.written == (README,)
    with pytest.raises(KitError) as caught:
        write_hand_in(tmp_path, _order(Document("x", Submission("loire").file())))
    assert caught.value.text_id == "kit.exists"
