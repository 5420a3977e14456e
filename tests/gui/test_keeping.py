# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the vault: nobody's key is made for nothing, and one bad certificate hides no other key."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assay.keys.key_log import Action
from assay.keys.signer import KeyStoreError
from assay.keys.vault import make_vault
from assay.keys.vault_files import file_name
from assay_gui import keeping
from assay_gui.keeping import Standing, Wish
from assay_gui.models.key_log import KeyLogModel
from assay_gui.tasks import Stop
from assay_gui.words import Words
from authority import ENDS
from keys_window import add_key, keyring, names, profile, unlock, vault
from window import MOMENT, Window

__all__ = ["keyring", "profile", "vault"]


def test_one_bad_certificate_hides_no_other_key(window: Window, vault):
    record = add_key(vault, "bad", hosts=("acme.example",))
    vault.replace(replace(record, chain=record.chain.replace("MII", "AAA", 1)), Action.CERTIFICATE)
    assert [key.standing for key in keeping.holdings(vault, MOMENT).keys] == [Standing.UNREADABLE, Standing.BARE]
    unlock(window)
    assert names(window) == ["bad", "seal"]
    page = window.program.keys_page
    page.table.selectRow(0)
    window.wait_until(lambda: bool(window.program.keys.details and window.program.keys.details.fault))
    fault = window.program.keys.details.fault
    assert (fault.__traceback__, fault.__context__, fault.__cause__) == (None, None, None)
    assert str(page.table.keys.index(0, 4).data()) == "Unreadable"


def test_one_damaged_file_hides_no_other_key(window: Window, vault):
    add_key(vault, "bad")
    path = vault.folder / file_name(vault.find("bad").id)
    path.write_text(path.read_text().replace("acme.example", "evil.example"))
    unlock(window)
    page = window.program.keys_page
    assert names(window) == ["seal"]
    assert "changed or damaged" in page.accessibleDescription()
    assert window.program.keys.holdings.fault.__traceback__ is None
    (path.parent / file_name(vault.find("seal").id)).write_text("{}")
    with pytest.raises(KeyStoreError):
        keeping.holdings(vault, MOMENT)


@pytest.mark.usefixtures("keyring")
def test_a_key_goes_into_the_vault_that_another_window_made_meanwhile(profile: Path):
    make_vault(profile)
    made = keeping.make_key(None, profile, Wish("seal", "did:web:acme.example", "p256"), Stop())
    assert made is not None
    assert [record.name for record in made[0].records()] == ["seal"]


def test_no_key_is_made_for_nobody(profile: Path, vault):
    stop = Stop()
    stop.ask()
    assert keeping.make_key(vault, profile, Wish("other", "did:web:acme.example", "p256"), stop) is None
    assert [record.name for record in vault.records()] == ["seal"]


def test_the_log_speaks_the_language_of_the_reader(vault):
    vault.log(Action.SIGN, vault.records()[0], verdict="non_conformant", holds="vc", reason="because")
    model = KeyLogModel(Words("de"), vault.read_log().entries)
    assert model.index(0, 4).data() == "enthält: einen Nachweis, Grund: because, Ergebnis: nicht konform"
    assert model.index(2, 4).data() == "geöffnet durch: eine Passphrase"


@pytest.mark.parametrize(
    ("days", "standing"), [(-1, Standing.OVER), (0, Standing.OVER), (29, Standing.ENDING), (31, Standing.FIT)]
)
def test_how_a_certificate_stands(vault, days: int, standing: Standing):
    record = add_key(vault, "with certificate", hosts=("acme.example",))
    facts = next(key for key in keeping.holdings(vault, ENDS - timedelta(days=days)).keys if key.record.id == record.id)
    assert facts.standing is standing
