# SPDX-License-Identifier: Apache-2.0
"""Who signed a pack: told apart in every state; a pack that was changed after it was signed is refused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jwcrypto.jwk import JWK

from assay.errors import PackError
from assay.rules.folder import SIGNATURE
from assay.rules.incoming import read_pack
from assay.rules.load import load_pack
from assay.rules.sign import sign
from assay.rules.signature import SignatureState, Signed, signed, trusted_keys
from pack_specimens import write_pack

pytestmark = pytest.mark.usefixtures("own_folders")


@pytest.fixture
def key() -> JWK:
    return JWK.generate(kty="OKP", crv="Ed25519")


def state(folder: Path, trusted: dict[str, str]) -> Signed:
    given = read_pack(folder)
    return signed(given.files, given.signature, trusted)


def test_a_signature_is_no_part_of_the_digest(tmp_path: Path, key: JWK) -> None:
    folder = write_pack(tmp_path / "pack")
    before = load_pack(folder).sha256
    sign(folder, key.export())
    assert load_pack(folder).sha256 == before
    assert SIGNATURE not in read_pack(folder).files


def test_the_states_of_a_signature(tmp_path: Path, key: JWK, own_folders: Path) -> None:
    folder = write_pack(tmp_path / "pack")
    assert state(folder, {}) == Signed(SignatureState.UNSIGNED)
    sign(folder, key.export())
    assert state(folder, dict(trusted_keys())) == Signed(SignatureState.UNKNOWN_KEY, key.thumbprint())
    (tmp_path / "Gaia-X.jwk").write_text(key.export_public())
    assert state(folder, dict(trusted_keys([tmp_path / "Gaia-X.jwk"]))) == Signed(SignatureState.TRUSTED, "Gaia-X")
    (own_folders / "pack_keys").mkdir(parents=True)
    (own_folders / "pack_keys" / "The publisher.jwk").write_text(key.export_public())
    (own_folders / "pack_keys" / "broken.jwk").write_text("{")
    (own_folders / "pack_keys" / "notes.txt").write_text(JWK.generate(kty="OKP", crv="Ed25519").export_public())
    assert state(folder, dict(trusted_keys())) == Signed(SignatureState.TRUSTED, "The publisher")
    assert list(trusted_keys().values()) == ["The publisher"]


@pytest.mark.parametrize("change", ["content", "added", "gone", "renamed"])
def test_a_pack_changed_after_it_was_signed_is_refused(tmp_path: Path, key: JWK, change: str) -> None:
    folder = write_pack(tmp_path / "pack")
    sign(folder, key.export())
    if change == "content":
        (folder / "rules.toml").write_bytes((folder / "rules.toml").read_bytes().replace(b"violation", b"info"))
    elif change == "added":
        (folder / "trust.toml").write_text("")
    elif change == "gone":
        (folder / "samples" / "bad" / "shop.json").unlink()
    else:
        (folder / "samples" / "bad").rename(folder / "samples" / "good2")
    for trusted in ({}, {key.thumbprint(): "x"}):
        with pytest.raises(PackError, match="signature_wrong"):
            state(folder, trusted)


def test_the_signature_of_another_pack_is_refused(tmp_path: Path, key: JWK) -> None:
    one, other = write_pack(tmp_path / "one"), write_pack(tmp_path / "other")
    (other / "rules.toml").write_bytes((other / "rules.toml").read_bytes() + b"\n")
    sign(one, key.export())
    (other / SIGNATURE).write_bytes((one / SIGNATURE).read_bytes())
    with pytest.raises(PackError, match="signature_wrong"):
        state(other, {key.thumbprint(): "x"})


@pytest.mark.parametrize("text", ["", "{}", json.dumps({"kty": "oct", "k": "AAAA"}), "\ud800"])
def test_a_key_file_that_holds_no_key_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.jwk").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(PackError, match=r"no_key.*x\.jwk"):
        trusted_keys([tmp_path / "x.jwk"])
    with pytest.raises(PackError, match="no_key"):
        trusted_keys([tmp_path / "none.jwk"])


def test_the_command_signs(tmp_path: Path, key: JWK) -> None:
    folder = write_pack(tmp_path / "pack")
    (tmp_path / "private.jwk").write_text(key.export())
    command = [sys.executable, "-m", "assay.rules.sign", str(folder), "--key", str(tmp_path / "private.jwk")]
    subprocess.run(command, check=True)
    assert state(folder, {key.thumbprint(): "me"}) == Signed(SignatureState.TRUSTED, "me")
    assert '"d"' not in (folder / SIGNATURE).read_text()
