# SPDX-License-Identifier: Apache-2.0
"""Whether a pack is sound: its digest, its signature, everything read anew from its sources, its samples."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path

from assay.document import Document
from assay.errors import PackError
from assay.formats import read
from assay.found import is_document_name
from assay.pack_trial import Trial, sample_verdict, tried
from assay.progress import Progress
from assay.rules.bundled import bundled_packs, load_bundled, resource
from assay.rules.incoming import Incoming, read_pack
from assay.rules.installed import installed_of, load_installed
from assay.rules.library import files_of, load
from assay.rules.pack import RulePack
from assay.rules.signature import SignatureState, Signed, signature_in, signed
from assay.values import frozen
from assay.verdict import Verdict


class Soundness(StrEnum):
    """What verifying a pack comes to."""

    SOUND = "sound"
    BROKEN = "broken"
    UNTESTED = "untested"
    """Nothing is wrong with it, but it has no samples to show that it judges as it should."""


@frozen
class Verified:
    """What verifying a pack gave."""

    soundness: Soundness
    id: str = ""
    version: str = ""
    name: str = ""
    sha256: str = ""
    signed: Signed = field(default_factory=lambda: Signed(SignatureState.UNSIGNED))
    samples: int = 0
    error: PackError | None = None
    """The first thing that is wrong with it."""


def verify(told: str, trusted: Mapping[str, str], progress: Progress | None = None) -> Verified:
    """A pack at hand by its id (`id@version`), or in a folder or zip archive.

    PackError where there is none, or nobody wants it any more (`progress`); what is wrong with one is in the answer.
    """
    is_path = "/" in told or Path(told).exists()
    if not is_path and told.partition("@")[0] not in bundled_packs():
        _refuse_unknown(told)
    try:
        incoming, by = _from_path(Path(told), trusted) if is_path else _at_hand(told, trusted)
        trial = tried(incoming.files, progress=progress)
        samples = trial.samples
        if by.state is SignatureState.BUNDLED and not trial.pack.base:
            samples += _bundled_samples(trial)
    except PackError as error:
        if error.text_id in ("pack.no_file", "pack.stopped"):
            raise
        return Verified(Soundness.BROKEN, error=error)
    pack = trial.pack
    soundness = Soundness.SOUND if samples else Soundness.UNTESTED
    return Verified(soundness, pack.id, pack.version, pack.name, pack.sha256, by, samples)


def given_pack(told: str) -> RulePack:
    """A pack at hand by its id, or in a folder or zip archive, tried out first; PackError where there is none."""
    if "/" in told or Path(told).exists():
        return tried(read_pack(Path(told)).files).pack
    return load(told)


def _refuse_unknown(told: str) -> None:
    """PackError where nothing of that name was imported; a damaged one is known."""
    name, _, version = told.partition("@")
    if not any(version in ("", entry.version) for entry in installed_of(name)):
        load(told)


def _from_path(path: Path, trusted: Mapping[str, str]) -> tuple[Incoming, Signed]:
    if not path.exists():
        raise PackError("pack.no_file", file=str(path))
    incoming = read_pack(path)
    return incoming, signed(incoming.files, incoming.signature, trusted)


def _at_hand(told: str, trusted: Mapping[str, str]) -> tuple[Incoming, Signed]:
    pack = load(told)
    if pack.id in bundled_packs() and load_bundled(pack.id).sha256 == pack.sha256:
        return Incoming(pack.id, files_of(pack)), Signed(SignatureState.BUNDLED)
    entry = next(entry for entry in installed_of(pack.id) if entry.sha256 == pack.sha256)
    load_installed(entry)
    files = files_of(pack)
    return Incoming(pack.id, files), signed(files, signature_in(entry.folder), trusted)


def _bundled_samples(trial: Trial) -> int:
    """The program's own samples of a base pack's generation: what is good conforms, what is broken does not."""
    pack, count = trial.pack, 0
    for folder, may_be in (("good", {Verdict.CONFORMANT}), ("broken", {Verdict.NON_CONFORMANT, Verdict.INCOMPLETE})):
        for place in sorted(resource("samples", folder).iterdir()):
            document = Document(f"{folder}/{place.name}", place.read_bytes())
            if not is_document_name(place.name) or read(document).generation.value != pack.generation:
                continue
            verdict, _ = sample_verdict(pack, document)
            if verdict not in may_be:
                raise PackError("pack.sample_differs", file=document.name, told=verdict.value)
            count += 1
    return count
