# SPDX-License-Identifier: Apache-2.0
"""What ships with the program: rule packs and other data. The only module of the core that knows where it lies."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assay.errors import PackError
from assay_resources import bundled

if TYPE_CHECKING:
    from assay.rules.pack import RulePack

DEFAULT_PACK = "gaia-x-loire-25.11"


def resource(*parts: str) -> Path:
    """A bundled file or folder, e.g. `resource("texts", "en")`."""
    return bundled(*parts)


@cache
def bundled_packs() -> tuple[str, ...]:
    """Ids of the bundled packs, sorted."""
    return tuple(sorted(entry.name for entry in resource("rule_packs").iterdir() if (entry / "pack.toml").is_file()))


def load_bundled(pack_id: str = DEFAULT_PACK) -> "RulePack":
    """A bundled pack, loaded once; PackError where there is none of that id."""
    if pack_id not in bundled_packs():
        raise PackError("pack.unknown", id=pack_id, known=", ".join(bundled_packs()))
    return _loaded(pack_id)


@cache
def _loaded(pack_id: str) -> "RulePack":
    from assay.rules.load import load_pack

    return load_pack(resource("rule_packs", pack_id))
