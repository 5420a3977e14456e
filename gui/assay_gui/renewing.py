# SPDX-License-Identifier: Apache-2.0
"""A key takes over from another one. Runs off the main thread."""

from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.keeping import Wish, make_key, retire
from assay_gui.tasks import Stop

if TYPE_CHECKING:
    from assay.keys.key_record import KeyRecord
    from assay.keys.vault import Vault


@frozen
class Renewal:
    """What takes over."""

    name: str
    type: str
    """Name of one of `assay.keys.key_type.KEY_TYPES`."""
    retires: bool
    """The old key signs no more from now on; else until somebody retires it."""


def renew(vault: "Vault", folder: Path, old: "KeyRecord", wish: Renewal, stop: Stop) -> "KeyRecord | None":
    """The new key of the same owner; None where nobody wants it any more. KeyStoreError where it cannot be made.

    The old key stays: what it signed is verified with it.
    """
    made = make_key(vault, folder, Wish(wish.name, old.did, wish.type), stop)
    if made is None:
        return None
    if wish.retires:
        retire(vault, old)
    return made[1]
