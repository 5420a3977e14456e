# SPDX-License-Identifier: Apache-2.0
"""The packs at hand as a person looks over them: what each is for, whether it is sound, how recent it is."""

from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from assay.errors import PackError
from assay.rules.folder import read_folder
from assay.rules.installed import DamagedPack, Installed, all_installed
from assay.rules.library import all_bundled, load, newest_of
from assay.rules.pack import Rule, RulePack
from assay.rules.signature import SignatureState, Signed, signature_in, signed, trusted_keys
from assay.values import frozen

OLD_AFTER_DAYS = 183
"""Gaia-X publishes about twice a year: what was the newest longer ago may have been followed by something newer."""
_OFFLINE_NEVER = frozenset({"needs_world"})
_NEEDS_FILES = frozenset(
    {"anchored", "revocation", "status", "proof_signature", "tagus_proof", "proof_issuer", "referenced_documents"}
)
"""Checks that say "not checked" until somebody gives a file: a trust list, a DID document, a status list."""


class Origin(StrEnum):
    """Where a pack is from."""

    BUNDLED = "bundled"
    IMPORTED = "imported"


class State(StrEnum):
    """How a pack stands."""

    CURRENT = "current"
    OLD = "old"
    """It was the newest of its kind long ago: newer rules may exist."""
    DAMAGED = "damaged"
    """Its files are not those that were imported, or cannot be read."""


@frozen
class PackAtHand:
    """One pack of the list."""

    id: str
    version: str
    origin: Origin
    state: State
    name: str = ""
    generation: str = ""
    base: str = ""
    """Id of the pack it extends; empty for a pack that stands by itself."""
    current_as_of: str = ""
    age_days: int = 0
    valid_from: str = ""
    valid_until: str = ""
    sha256: str = ""
    signed: Signed = field(default_factory=lambda: Signed(SignatureState.UNSIGNED))
    judges: bool = False
    """It judges documents of its generation where no pack is named."""
    error: PackError | None = None
    """What is wrong with it."""

    @property
    def key(self) -> str:
        """Names this version and no other: `id@version`."""
        return f"{self.id}@{self.version}"


def packs_at_hand(moment: datetime) -> tuple[PackAtHand, ...]:
    """Every pack, bundled ones first; each imported one is read whole, so a damaged one is told from a sound one."""
    judging_now = judging(moment)
    return (*_bundled(moment.date(), judging_now), *_imported(moment.date(), judging_now))


def offline_limits(pack: RulePack) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Rules that nobody can check without the Internet, and those that can be checked with files somebody gives."""
    rules = tuple(pack.rules.values())
    return (
        tuple(rule for rule in rules if rule.check in _OFFLINE_NEVER),
        tuple(rule for rule in rules if rule.check in _NEEDS_FILES),
    )


def _bundled(day: date, judging: frozenset[str]) -> Iterator[PackAtHand]:
    for pack in sorted(all_bundled(), key=lambda pack: (bool(pack.base), pack.id)):
        yield _at_hand(pack, Origin.BUNDLED, day, judging, Signed(SignatureState.BUNDLED))


def _imported(day: date, judging: frozenset[str]) -> Iterator[PackAtHand]:
    trusted = trusted_keys()
    for entry in all_installed():
        if isinstance(entry, DamagedPack):
            yield PackAtHand(entry.id, entry.version, Origin.IMPORTED, State.DAMAGED, entry.id, error=entry.error)
            continue
        try:
            signature = signature_in(entry.folder)
            by = signed(read_folder(entry.folder), signature, trusted) if signature else Signed(SignatureState.UNSIGNED)
        except PackError as error:
            yield PackAtHand(entry.id, entry.version, Origin.IMPORTED, State.DAMAGED, entry.name, error=error)
            continue
        yield _at_hand(entry, Origin.IMPORTED, day, judging, by)


def _at_hand(pack: RulePack | Installed, origin: Origin, day: date, judging: frozenset[str], by: Signed) -> PackAtHand:
    age = _age(pack.current_as_of, day)
    return PackAtHand(
        id=pack.id,
        version=pack.version,
        origin=origin,
        state=State.OLD if age > OLD_AFTER_DAYS else State.CURRENT,
        name=pack.name,
        generation=pack.generation,
        base=pack.base,
        current_as_of=pack.current_as_of,
        age_days=age,
        valid_from=pack.valid_from,
        valid_until=pack.valid_until,
        sha256=pack.sha256,
        signed=by,
        judges=pack.sha256 in judging,
    )


def _age(current_as_of: str, day: date) -> int:
    """Days since it was known to be the newest; none for a day that is still to come, or is no day."""
    try:
        return max(0, (day - date.fromisoformat(current_as_of)).days)
    except ValueError:
        return OLD_AFTER_DAYS + 1


def judging(moment: datetime) -> frozenset[str]:
    """Digests of the packs that judge where none is named."""
    found: set[str] = set()
    for generation in {pack.generation for pack in all_bundled()}:
        try:
            pack = newest_of(generation, moment)
        except PackError:
            continue  # damaged: the list says so in its own line
        found |= {pack.sha256} if pack else set()
    return frozenset(found)


def opened(at_hand: PackAtHand) -> RulePack:
    """The pack itself; PackError where it is damaged."""
    return load(at_hand.key)
