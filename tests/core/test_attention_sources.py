# SPDX-License-Identifier: Apache-2.0
"""The dates that attention is paid to, as they come out of keys, trust files, rules and the history."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import authority
import key_specimens
from assay.attention import Dated, Kind
from assay.attention_sources import of_documents, of_keys, of_rules, of_trust, user_sources
from assay.history.entry import Origin
from assay.history.looking import documents_that_end
from assay.history.recording import record
from assay.history.store import History, user_history
from assay.identity.trust_opening import open_trust
from assay.keys.key_record import State
from assay.rules.library import all_bundled
from histories import GOOD, START, named
from histories import report as checked
from key_specimens import quick, record_of
from signing import json_file
from status_lists import LIST, status_list
from trusted_lists import national, signed

CHAIN = authority.pem(authority.chain()).decode()
ENDS = authority.chain()[0].not_valid_after_utc


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who has nothing yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    quick(monkeypatch)
    return tmp_path / "data" / "assay"


def _trust_folder(folder: Path) -> Path:
    folder.mkdir(parents=True)
    specimen: Any = authority.specimen_of_revocation()
    (folder / "chain.pem").write_text(specimen["chain.pem"])
    (folder / "anchors.pem").write_text(specimen["anchors.pem"])
    (folder / "root.crl").write_text(specimen["root-list.pem"])
    (folder / "DE.xml").write_bytes(signed(national()))
    json_file(folder / "status.json", status_list([1]))
    return folder


def _project(folder: Path, name: str = "project") -> Path:
    """A project of the user's, with evidence that ends."""
    from assay.projects.evidence_row import Evidence
    from assay.projects.project import close, create_project
    from assay.projects.saving import save
    from assay.projects.working import with_evidence

    project = create_project(folder / name, "Acme", "p", START)
    project, _ = with_evidence(project, Evidence("ISO", url="https://x.example", valid_until=START.date()))
    close(save(project).project)
    return folder / name


def by_kind(things: tuple[Dated, ...]) -> dict[Kind, Dated]:
    return {thing.kind: thing for thing in things}


def test_trust_files_end_when_they_say(tmp_path: Path) -> None:
    found = by_kind(tuple(of_trust(open_trust((), (str(_trust_folder(tmp_path / "trust")),)))))
    assert found[Kind.CHAIN].ends == min(entry.not_valid_after_utc for entry in authority.chain())
    assert (found[Kind.REVOCATION].as_of, found[Kind.REVOCATION].ends) == (authority.STARTS, authority.ENDS)
    assert found[Kind.TRUSTED_LIST].ends == datetime(2027, 3, 31, tzinfo=UTC)
    assert found[Kind.TRUSTED_LIST].subject == "DE"
    assert found[Kind.STATUS_LIST].ends == datetime(2026, 12, 31, tzinfo=UTC)
    assert found[Kind.STATUS_LIST].subject == LIST
    assert found[Kind.ANCHORS].ends is None
    assert found[Kind.ANCHORS].as_of is not None


@pytest.mark.parametrize(
    ("members", "ends"),
    [
        ({"validUntil": None}, None),
        ({"validUntil": "soon"}, None),
        ({"validUntil": None, "exp": 1_790_000_000}, datetime.fromtimestamp(1_790_000_000, UTC)),
        ({"validUntil": None, "exp": 1_790_000_000_000}, datetime.fromtimestamp(1_790_000_000, UTC)),
        ({"validUntil": None, "exp": 1e300}, None),
        ({"validUntil": None, "exp": -1}, None),
        ({"validUntil": "2026-12-31T00:00:00Z", "exp": 1_767_225_600}, datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_status_list_ends_by_its_credential_or_its_token(
    tmp_path: Path, members: dict[str, Any], ends: datetime | None
) -> None:
    json_file(tmp_path / "status.json", status_list([1], **members))
    (found,) = of_trust(open_trust((), (), statuses=(str(tmp_path / "status.json"),)))
    assert found.ends == ends


def test_a_newer_list_of_an_authority_is_the_same_thing(tmp_path: Path) -> None:
    for name in ("a.crl", "b.crl"):
        (tmp_path / name).write_text(authority.revocation_list(authority.ROOT, *([5] if name == "b.crl" else [])))
    subjects = {thing.subject for thing in of_trust(open_trust((), (str(tmp_path),)))}
    assert len(subjects) == 1


def test_keys_that_sign_end_with_their_certificate() -> None:
    key = record_of(key_specimens.key_of())
    (found,) = of_keys([key, replace(key, chain=CHAIN), replace(key, chain=CHAIN, state=State.RETIRED)])
    assert (found.kind, found.subject, found.name, found.ends) == (Kind.KEY, key.id, "company", ENDS)


def test_of_rules_the_newest_of_each_generation_counts() -> None:
    loire, *others = (pack for pack in all_bundled() if not pack.base)
    older = replace(loire, id="old", current_as_of="2020-01-01")
    found = list(of_rules([older, loire, *others]))
    assert [thing.name for thing in found] == [loire.name, *(pack.name for pack in others)]
    (ending,) = of_rules([replace(loire, valid_until="2027-01-31")])
    assert ending.ends == datetime(2027, 1, 31, 23, 59, 59, tzinfo=UTC)


def test_documents_end_as_long_as_their_file_is_there(tmp_path: Path) -> None:
    history, there = History(tmp_path / "h.sqlite3"), tmp_path / "there.json"
    there.write_text("x")
    for name, path in (("a", str(there)), ("b", str(tmp_path / "gone.json")), ("c", ""), ("d", "\0")):
        origin = Origin(path, "2027-01-01T00:00:00Z")
        record(history, named(checked(GOOD), name), made=START, origins=[origin])
    found = list(of_documents(documents_that_end(history)))
    assert [(thing.name, thing.subject) for thing in found] == [("there.json", str(there)), ("c", "c")]


def test_a_user_without_anything_has_the_rules_alone() -> None:
    found = user_sources()
    assert {thing.kind for thing in found.things} == {Kind.RULES}
    assert found.faults == ()


def test_everything_of_a_user_is_looked_at(data: Path) -> None:
    vault, (key,) = key_specimens.vault_with(data / "keys", "company")
    from assay.keys.key_log import Action

    vault.replace(replace(key, chain=CHAIN), Action.CERTIFICATE)
    _trust_folder(data / "trust")
    record(user_history(), checked(GOOD), made=START, origins=[Origin("", "2027-01-01T00:00:00Z")])
    _project(data)
    found = user_sources()
    assert {thing.kind for thing in found.things} == set(Kind)
    assert found.faults == ()


def test_projects_that_are_away_are_no_fault_and_damaged_ones_hide_no_other(data: Path) -> None:
    data.mkdir(parents=True)
    away, damaged = _project(data, "away"), _project(data, "damaged")
    _project(data, "good")
    away.rename(data / "elsewhere")
    (damaged / "project.toml").write_text("format = [")
    found = user_sources()
    assert [fault.text_id for fault in found.faults] == ["project_damaged"]
    assert [thing.subject for thing in found.things if thing.kind is Kind.EVIDENCE] == [f"{data / 'good'}/iso"]


def test_one_damaged_source_hides_no_other(data: Path) -> None:
    _, (one, other) = key_specimens.vault_with(data / "keys", "one", "other")
    from assay.keys.vault_files import file_name

    (data / "keys" / file_name(one.id)).write_text("damaged")
    _trust_folder(data / "trust")
    (data / "trust" / "bad.crl").write_text("no list")
    user_history().file.write_text("no database" * 100)
    found = user_sources()
    assert {fault.text_id for fault in found.faults} == {
        "vault.damaged", "certificate.list_unreadable", "record_file.damaged",
    }  # fmt: skip
    assert {thing.kind for thing in found.things} == {Kind.RULES}
    assert other.name == "other"
