# SPDX-License-Identifier: Apache-2.0
"""A file with several credentials, signed in one go: all of one's own or none, and nobody else's."""

import json
from pathlib import Path
from typing import Any

import pytest

import loire_set
import tagus_specimens as tagus
from assay.credential import Kind
from assay.document import Document
from assay.formats import read
from assay.keys.key_log import Action
from assay.keys.signer import KeyStoreError
from assay.options import Options
from assay.proofs.compact import decoded
from assay.signing import Gate, Prepared
from assay.signing_several import Left, holds_drafts, holds_several, in_one, prepare_several, sign_several
from checking import MOMENT, sample
from commands import begun
from keys_at_hand import PASSPHRASE, key_of, record, vault_with
from signing import ACME, enveloped, token

OPTIONS = Options(moment=MOMENT)
V2 = "https://www.w3.org/ns/credentials/v2"
OTHER = "did:web:other.example"


def _own(name: str, **members: Any) -> dict[str, Any]:
    """A participant of Acme's under a name of its own."""
    made = {**sample("good/participant.json"), "id": f"https://acme.example/{name}.json", "issuer": ACME, **members}
    return {**made, "credentialSubject": {**made["credentialSubject"], "id": f"https://acme.example/{name}.json#cs"}}


def _document(value: Any, name: str = "all.json") -> Document:
    return Document(name, json.dumps(value).encode())


def _without_context(value: dict[str, Any]) -> dict[str, Any]:
    return {name: told for name, told in value.items() if name != "@context"}


ONE, TWO = _own("one"), _own("two")
FOREIGN = token({**loire_set.number(), "id": "https://acme.example/number.json"}, key=loire_set.NOTARY)
SHAPES: dict[str, Any] = {
    "an array": [ONE, TWO],
    "a graph": {"@context": ONE["@context"], "@graph": [_without_context(ONE), _without_context(TWO)]},
    "a presentation": {"@context": [V2], "type": "VerifiablePresentation", "verifiableCredential": [ONE, TWO]},
}


@pytest.mark.parametrize("value", SHAPES.values(), ids=list(SHAPES))
def test_each_of_ones_own_is_signed_by_itself(value: Any) -> None:
    assert holds_several(_document(value))
    found = prepare_several([_document(value)], record(), OPTIONS)
    made = sign_several(found, key_of("p256"), OPTIONS)
    assert list(made.files) == ["1-one.jwt", "2-two.jwt"]
    for entry, wanted in zip(made.made, (ONE, TWO), strict=True):
        payload = json.loads(decoded(entry.signed.data.decode().split(".")[1]))
        assert payload == wanted
    assert made.presentation is None


def test_one_credential_is_not_several() -> None:
    bare = {"@context": ONE["@context"], "@graph": [{"id": "urn:a", "type": "gx:LegalPerson"}] * 2}
    signed = token({"@context": [V2], "type": "VerifiablePresentation", "verifiableCredential": [ONE, TWO]})
    for value in (ONE, [ONE], bare, signed, {}, 5):
        assert not holds_several(_document(value)), value


def test_what_others_signed_stays_as_it_is() -> None:
    found = prepare_several([_document([ONE, FOREIGN])], record(), OPTIONS)
    assert [type(part) for part in found.parts] == [Prepared, Left]
    made = sign_several(found, key_of("p256"), OPTIONS)
    assert (list(made.files), made.files["2-number.jwt"]) == (["1-one.jwt", "2-number.jwt"], FOREIGN.encode())
    assert len(made.made) == 1


REFUSED: dict[str, tuple[Any, str]] = {
    "an unsigned one of another": ([ONE, {**TWO, "issuer": OTHER}], "issue.others_unsigned"),
    "the same in an object": ([ONE, {**TWO, "issuer": {"id": OTHER}}], "issue.others_unsigned"),
    "nothing to sign": ([FOREIGN, FOREIGN], "issue.signed_already"),
    "a damaged token": ([ONE, FOREIGN[:-40] + ".", TWO], "issue.unreadable"),
    "something else beside": ([ONE, TWO, {"a": 1}], "issue.unreadable"),
    "nothing beside": ([ONE, TWO, None], "issue.unreadable"),
    "an envelope that does not open": ([ONE, TWO, {**enveloped("a.b"), "id": "data:,"}], "issue.unreadable"),
    "a presentation that is a credential": (
        {**ONE, "type": ["VerifiablePresentation", "VerifiableCredential"], "verifiableCredential": [ONE, TWO]},
        "issue.unreadable",
    ),
    "too many": ([ONE] * 201, "issue.several_too_many"),
}


@pytest.mark.parametrize(("value", "text"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_signed_as_a_whole_is_refused(value: Any, text: str) -> None:
    with pytest.raises(KeyStoreError) as caught:
        prepare_several([_document(value)], record(), OPTIONS)
    assert caught.value.text_id == text


def test_one_that_does_not_conform_closes_the_gate_for_all() -> None:
    broken = _own("two", credentialSubject={"type": "gx:LegalPerson"})
    found = prepare_several([_document([ONE, broken])], record(), OPTIONS)
    assert [part.gate for part in found.prepared] == [Gate.OPEN, Gate.REASON]
    assert found.gate is Gate.REASON
    with pytest.raises(KeyStoreError, match=r"issue\.reason"):
        sign_several(found, key_of("p256"), OPTIONS)


def test_together_they_become_one_presentation() -> None:
    found = prepare_several([_document([ONE, FOREIGN])], record(), OPTIONS, together=True)
    assert found.whole is not None
    made = sign_several(found, key_of("p256"), OPTIONS, "a reason that is long enough")
    assert made.presentation is not None
    reading = read(Document("all.jwt", made.presentation.signed.data))
    assert reading.kind is Kind.PRESENTATION
    compact = [entry.envelope.compact for entry in reading.credentials if entry.envelope]
    assert compact == [made.made[0].signed.data.decode(), FOREIGN]


def test_a_set_that_does_not_fit_together_closes_the_gate_before_anything_is_signed() -> None:
    lonely = [{**ONE, "credentialSubject": {**ONE["credentialSubject"], "registrationNumber": {"id": "urn:none"}}}, TWO]
    apart = prepare_several([_document(lonely)], record(), OPTIONS)
    whole = prepare_several([_document(lonely)], record(), OPTIONS, together=True)
    assert apart.gate is whole.gate is Gate.OPEN, "what others say may still come"
    twice = prepare_several([_document([ONE, {**TWO, "id": ONE["id"]}])], record(), OPTIONS, together=True)
    assert [part.gate for part in twice.prepared] == [Gate.OPEN, Gate.OPEN]
    assert twice.gate is Gate.REASON


def test_tagus_credentials_of_a_presentation_that_was_put_together_unsigned() -> None:
    inner = [_without_context(tagus.participant()), tagus.offering()]
    value = {**tagus.presentation(*inner), "@context": tagus.CONTEXT}
    found = prepare_several([_document(value)], record(), OPTIONS, together=True)
    made = sign_several(found, key_of("p256"), OPTIONS, "a reason that is long enough")
    contents = [json.loads(entry.signed.data) for entry in made.made]
    assert contents[0]["@context"] == tagus.CONTEXT
    assert all(content["proof"]["verificationMethod"] == record().kid for content in contents)
    assert made.presentation is not None
    assert json.loads(made.presentation.signed.data)["verifiableCredential"] == contents


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user with a key, in a folder of her own."""
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("ASSAY_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    monkeypatch.chdir(tmp_path)
    vault_with(tmp_path / "data" / "assay" / "keys", "p256")
    (tmp_path / "all.json").write_text(json.dumps([ONE, FOREIGN, TWO]))
    return tmp_path


def _logged() -> list[str]:
    assert begun("keys", "log", "--out", "log.json").returncode == 0
    return [entry["action"] for entry in json.loads(Path("log.json").read_text())["entries"]]


def test_the_command_writes_one_file_each(profile: Path) -> None:
    seen = begun("sign", "all.json", "--key", "p256", "--preview")
    assert seen.returncode == 0
    assert b"2 of 3" in seen.stdout
    assert (seen.stdout.count(b"Ready to sign"), seen.stdout.count(b"signed already")) == (2, 1)
    assert Action.SIGN not in _logged()
    ran = begun("sign", "all.json", "--key", "p256", "--out", "signed")
    assert ran.returncode == 0, ran.stderr
    assert sorted(path.name for path in (profile / "signed").iterdir()) == ["1-one.jwt", "2-number.jwt", "3-two.jwt"]
    assert (profile / "signed" / "2-number.jwt").read_text() == FOREIGN
    assert _logged().count("sign") == 2
    again = begun("sign", "all.json", "--key", "p256", "--out", "signed")
    assert (again.returncode, _logged().count("sign")) == (3, 2)
    assert b"folder of their own" in again.stderr


def test_the_command_puts_them_together(profile: Path) -> None:
    ran = begun("sign", "--present", "all.json", "--key", "p256", "--out", "all.jwt", "--reason", "a test of the whole")
    assert ran.returncode == 0, ran.stderr
    assert len(read(Document("all.jwt", (profile / "all.jwt").read_bytes())).credentials) == 3
    assert _logged().count("sign") == 3


def test_where_a_reason_is_wanted_nothing_is_signed_or_written(profile: Path) -> None:
    broken = _own("two", credentialSubject={"type": "gx:LegalPerson"})
    (profile / "all.json").write_text(json.dumps([ONE, broken]))
    before = sorted(profile.iterdir())
    for words in (("all.json", "--out", "signed"), ("--present", "all.json", "--out", "all.jwt")):
        ran = begun("sign", *words, "--key", "p256")
        assert ran.returncode == 1, ran.stderr
        assert b"--reason" in ran.stderr
        assert sorted(profile.iterdir()) == before
    assert "sign" not in _logged()


def test_a_folder_that_cannot_be_written_leaves_nothing_and_the_log_says_so(profile: Path) -> None:
    (profile / "closed").mkdir(mode=0o555)
    if (profile / "closed").stat().st_uid == 0:
        (profile / "closed").rmdir()
        (profile / "closed").symlink_to("/proc")  # nobody makes folders there, whoever she is
    ran = begun("sign", "all.json", "--key", "p256", "--out", "closed/signed")
    assert ran.returncode == 3
    assert b"Traceback" not in ran.stderr
    assert _logged()[-4:] == ["sign", "sign", "discard", "discard"]


@pytest.mark.parametrize("value", SHAPES.values(), ids=list(SHAPES))
def test_drafts_are_known_however_they_are_held_together(value: Any) -> None:
    assert holds_drafts(read(_document(value)))


def test_what_holds_no_several_drafts_is_known_as_well() -> None:
    bare = {"@context": ONE["@context"], "@graph": [{"id": "urn:a", "type": "gx:LegalPerson"}] * 2}
    for value in (ONE, [ONE], [FOREIGN, FOREIGN], bare, {}):
        assert not holds_drafts(read(_document(value))), value
    assert holds_drafts(read(_document([ONE, FOREIGN])))


def test_the_credentials_of_several_files_are_signed_as_those_of_one() -> None:
    files = [_document(ONE, "one.json"), Document("number.jwt", FOREIGN.encode()), _document(TWO, "two.json")]
    whole = in_one(files, "all")
    found = prepare_several([whole], record(), OPTIONS, together=True)
    assert [type(part) for part in found.parts] == [Prepared, Left, Prepared]
    assert [part.content for part in found.prepared] == [ONE, TWO]
    with pytest.raises(KeyStoreError, match=r"issue\.unreadable"):
        in_one([*files, _document([ONE, None])], "all")
