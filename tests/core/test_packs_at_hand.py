# SPDX-License-Identifier: Apache-2.0
"""The packs at hand: how each stands, what can be looked at before it is kept, and what can be removed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assay.errors import PackError
from assay.pack_import import import_pack, keep, look_at
from assay.packs_at_hand import Origin, PackAtHand, State, offline_limits, opened, packs_at_hand
from assay.places import user_cache, user_packs
from assay.rules.bundled import load_bundled
from assay.rules.installed import all_installed, uninstall
from assay.rules.library import load
from assay.rules.release import Wishes
from assay.rules.signature import SignatureState
from pack_specimens import version, write_pack

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def import_shop(folder: Path, number: str = "1") -> None:
    import_pack([write_pack(folder, version(number))], Wishes(), moment=NOW, trusted={})


def of(key: str, moment: datetime = NOW) -> PackAtHand:
    (found,) = (pack for pack in packs_at_hand(moment) if pack.key == key)
    return found


def test_bundled_packs_come_first_and_say_which_of_them_judge():
    found = packs_at_hand(NOW)
    assert [pack.id for pack in found] == [
        "gaia-x-loire-25.11",
        "gaia-x-tagus-22.10",
        "assay-example-aeronautics",
        "assay-example-nuclear",
    ]
    assert [pack.judges for pack in found] == [True, True, False, False]
    assert {pack.origin for pack in found} == {Origin.BUNDLED}
    assert {pack.signed.state for pack in found} == {SignatureState.BUNDLED}
    assert [bool(pack.base) for pack in found] == [False, False, True, True]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ((2026, 11, 22), State.CURRENT),
        ((2027, 5, 24), State.CURRENT),
        ((2027, 5, 25), State.OLD),
        ((2026, 1, 1), State.CURRENT),
    ],
)
def test_half_a_year_makes_a_pack_old(day: tuple[int, int, int], state: State):
    assert of("gaia-x-loire-25.11@25.11+fix.1", datetime(*day, tzinfo=UTC)).state is state


def test_an_imported_pack_is_told_and_a_damaged_one_says_what_is_wrong(tmp_path: Path):
    import_shop(tmp_path / "pack")
    shop = of("shop@1")
    assert (shop.origin, shop.state, shop.name, shop.judges) == (Origin.IMPORTED, State.CURRENT, "Shop 1", False)
    assert shop.signed.state is SignatureState.UNSIGNED
    assert opened(shop).sha256 == shop.sha256
    (user_packs() / "shop/1/rules.toml").write_bytes(b"# another one\n")
    broken = of("shop@1")
    assert broken.state is State.DAMAGED
    assert broken.error is not None
    assert broken.error.text_id == "pack.changed"


def test_a_wrong_signature_is_damage(tmp_path: Path):
    import_shop(tmp_path / "pack")
    (user_packs() / "shop/1/pack.sig.json").write_bytes(b"{}")
    assert of("shop@1").state is State.DAMAGED


def test_looking_keeps_nothing_and_keeping_keeps_what_was_looked_at(tmp_path: Path):
    folder = write_pack(tmp_path / "pack")
    candidate = look_at([folder], Wishes(), moment=NOW, trusted={})
    assert candidate.told.pack.id == "shop"
    assert candidate.told.samples == 2
    assert all_installed() == ()
    write_pack(folder, version("1", shapes_ttl="broken"))  # what was tried out is what is kept
    kept = keep(candidate)
    assert load("shop@1").sha256 == kept.pack.sha256


def test_a_version_that_is_there_gives_way_only_when_told_to(tmp_path: Path):
    import_shop(tmp_path / "pack")
    other = write_pack(tmp_path / "other", version("1", starts="2027-01-01"))
    with pytest.raises(PackError) as refused:
        look_at([other], Wishes(), moment=NOW, trusted={})
    assert refused.value.text_id == "pack.exists"
    keep(look_at([other], Wishes(), moment=NOW, trusted={}, replaces=True))
    assert of("shop@1").valid_from == "2027-01-01"


def test_a_removed_pack_is_gone_with_all_that_was_made_of_it(tmp_path: Path):
    import_shop(tmp_path / "one")
    import_shop(tmp_path / "two", "2")
    uninstall("shop", "1")
    assert [pack.version for pack in all_installed()] == ["2"]
    uninstall("shop", "2")
    assert not (user_packs() / "shop").exists()
    assert not list((user_cache() / "rule_packs").iterdir())
    with pytest.raises(PackError, match=r"pack\.unknown"):
        uninstall("shop", "2")
    import_shop(tmp_path / "one")
    assert load("shop").version == "1"


def test_a_damaged_pack_can_be_removed(tmp_path: Path):
    import_shop(tmp_path / "one")
    (user_packs() / "shop/1.json").write_bytes(b"{")
    assert of("shop@1").state is State.DAMAGED
    uninstall("shop", "1")
    assert all_installed() == ()


@pytest.mark.parametrize(("pack_id", "number"), [("../data", "1"), ("shop", "../../x"), ("shop", ".."), ("", "1")])
def test_nothing_outside_of_the_packs_can_be_removed(tmp_path: Path, pack_id: str, number: str):
    import_shop(tmp_path / "one")
    with pytest.raises(PackError):
        uninstall(pack_id, number)
    assert load("shop@1").version == "1"


def test_what_cannot_be_checked_here_is_named():
    never, with_files = offline_limits(load_bundled("gaia-x-loire-25.11"))
    assert [rule.id for rule in never] == ["LOIRE-CHAIN-published"]
    assert {"LOIRE-SIGNATURE-proof", "LOIRE-CHAIN-revocation"} <= {rule.id for rule in with_files}
