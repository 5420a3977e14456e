# SPDX-License-Identifier: Apache-2.0
"""`assay decode` shows what lines and pointers refer to; `assay packs` shows the rules at hand."""

import base64
import json
from pathlib import Path

import pytest

from assay.__main__ import main
from assay.cli import decode
from assay.rules.bundled import bundled_packs, load_bundled

SAMPLES = Path(__file__).parents[3] / "resources" / "assay_resources" / "samples"
GOOD = SAMPLES / "good" / "participant.json"


def _jwt(content: object) -> str:
    header = {"alg": "ES256", "typ": "vc+jwt", "kid": "did:web:example.com#key"}
    parts = (json.dumps(header).encode(), json.dumps(content).encode(), b"signature")
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def test_json_is_shown_as_it_is(capsysbinary):
    assert main(("decode", str(GOOD))) == 0
    assert capsysbinary.readouterr().out.rstrip(b"\n") == GOOD.read_bytes().rstrip(b"\n")


def test_jwt_is_opened(capsysbinary, tmp_path):
    content = json.loads(GOOD.read_text("utf-8"))
    document = tmp_path / "participant.jwt"
    document.write_text(_jwt(content), "utf-8")
    assert main(("decode", str(document))) == 0
    told = capsysbinary.readouterr().out.decode()
    assert json.loads(told) == content
    assert told.startswith('{\n  "')


def test_place_of_a_finding_is_a_place_in_the_decoded_view(capsysbinary, tmp_path):
    content = json.loads((SAMPLES / "broken" / "participant-region-as-country.json").read_text("utf-8"))
    document = tmp_path / "participant.jwt"
    document.write_text(_jwt(content), "utf-8")
    main(("check", str(document), "--format", "json"))
    findings = json.loads(capsysbinary.readouterr().out)["documents"][0]["findings"]
    location = next(found["location"] for found in findings if "DE-BY" in found["message"])
    main(("decode", str(document)))
    line = capsysbinary.readouterr().out.decode().splitlines()[location["line"] - 1]
    assert line[location["column"] - 1 : location["end_column"] - 1] == '"DE-BY"'


def test_broken_document_is_told_and_is_no_success(capsys, tmp_path):
    document = tmp_path / "broken.json"
    document.write_text('{"a": \x1b[2J', "utf-8")
    assert main(("decode", str(document))) == 1
    err = capsys.readouterr().err
    assert err.startswith("assay: ")
    assert "\x1b" not in err


def test_folder_is_not_one_document(capsys):
    assert main(("decode", str(SAMPLES))) == 3
    assert "single file" in capsys.readouterr().err


@pytest.mark.parametrize("terminal", [True, False])
def test_terminal_cannot_be_steered_by_a_decoded_view(monkeypatch, terminal):
    monkeypatch.setattr(decode, "is_terminal", lambda _: terminal)
    text = "a\x1b[2J\t\u202e\nb"
    assert decode._shown(text) == ("a\ufffd[2J\t\ufffd\nb\n" if terminal else text + "\n")


def test_list_of_packs(capsysbinary):
    assert main(("packs", "list")) == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert [line.split()[0] for line in lines[1:]] == list(bundled_packs())
    for line in lines[1:]:
        pack = load_bundled(line.split()[0])
        assert pack.name in line
        assert pack.current_as_of in line


@pytest.mark.parametrize("pack_id", bundled_packs())
def test_pack_is_shown_with_what_pins_it(capsysbinary, pack_id):
    assert main(("packs", "show", pack_id)) == 0
    told = capsysbinary.readouterr().out.decode()
    pack = load_bundled(pack_id)
    for fact in (pack.id, pack.version, pack.sha256, pack.current_as_of, pack.criteria_basis, pack.source.licence):
        assert fact in told
    assert "cli." not in told
