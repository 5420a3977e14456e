# SPDX-License-Identifier: Apache-2.0
"""The lines of a checklist about the certificates behind a key: chain, kind, trust anchor, revocation."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from assay.checklist import About, Step, Told, file_name
from assay.finding import Outcome
from assay.identity.file_kind import FileKind
from assay.identity.key_chain import Gap, KeyChain

if TYPE_CHECKING:
    from assay.checks.revocation import Told as Standings

_OF_KIND = frozenset({"chain.not_ev", "chain.qualified_not_ev"})
"""What is told of the kind of a certificate, apart from its chain."""
_OF_ROOT = ("chain.not_anchored", "chain.folder_root")
_REVOKED = ("revocation.revoked", "revocation.held")


def chain_steps(chain: KeyChain | None, method: str, told: Told) -> Iterator[Step]:
    """The chain of a key, the kind of its certificate, and where it ends; `method` is the key's id."""
    if chain is None or (chain.chain is None and not chain.faults):
        yield _missing(chain, method, told)
        yield Step(About.KIND, Outcome.NOT_CHECKED, "open", reason="reason.no_chain")
        yield Step(About.ANCHOR, Outcome.NOT_CHECKED, "open", reason="reason.no_chain")
        return
    own = [fault for fault in chain.faults if fault.text not in _OF_KIND]
    found = told.faults(method, [*own, *(one for one in chain.advice if one.text not in _OF_KIND)])
    is_inside = chain.chain is not None and not chain.chain.sha256
    yield Step(
        About.CHAIN,
        Outcome.FAILED if own else Outcome.PASSED,
        "failed" if own else "inside" if is_inside else "found",
        _names(chain),
        found,
    )
    yield _kind(chain, method, told)
    yield _anchor(chain, method, told, is_sound=not own)


def revocation_step(standings: "Standings", method: str, told: Told) -> Step:
    """What lists and answers say of each certificate that somebody else issued; without them it blocks nothing."""
    about, found = About.REVOCATION, told.of(method, *_REVOKED)
    if any(known is not None and known.revoked for _, known in standings):
        return Step(about, Outcome.FAILED, "revoked", {}, found)
    if standings and all(known is not None for _, known in standings):
        return Step(about, Outcome.PASSED, "clear", {"count": len(standings)})
    reason, needs = "reason.revocation_missing", "needs.revocation"
    return Step(
        about, Outcome.NOT_CHECKED, "missing", {}, found,
        reason=reason, needs=needs, wants=FileKind.REVOCATION if standings else None, blocks=False,
    )  # fmt: skip


def _missing(chain: KeyChain | None, method: str, told: Told) -> Step:
    if chain is None or chain.gap is not Gap.NO_CHAIN:
        return Step(About.CHAIN, Outcome.NOT_CHECKED, "open", reason="reason.follows_proof")
    params, found = {"address": chain.address}, told.of(method, "chain.missing")
    text = "missing" if chain.address else "missing_unnamed"
    return Step(
        About.CHAIN, Outcome.NOT_CHECKED, text, params, found,
        reason="reason.no_chain", needs="needs.chain", wants=FileKind.CHAIN,
    )  # fmt: skip


def _names(chain: KeyChain) -> Mapping[str, str]:
    file = file_name(chain.chain.name) if chain.chain else ""
    return {"subject": chain.leaf.subject if chain.leaf else "", "file": file}


def _kind(chain: KeyChain, method: str, told: Told) -> Step:
    if chain.leaf is None:
        return Step(About.KIND, Outcome.NOT_CHECKED, "open", reason="reason.no_chain")
    found = told.of(method, *sorted(_OF_KIND))
    is_wrong = any(fault.text in _OF_KIND for fault in chain.faults)
    params = {"kind": f"text:chain.kind.{chain.leaf.kind}"}
    return Step(About.KIND, Outcome.FAILED if is_wrong else Outcome.PASSED, "known", params, found)


def _anchor(chain: KeyChain, method: str, told: Told, *, is_sound: bool) -> Step:
    about, found = About.ANCHOR, told.of(method, *_OF_ROOT)
    if not is_sound:
        return Step(about, Outcome.NOT_CHECKED, "open", findings=found, reason="reason.chain_unsound")
    if chain.anchor is not None:
        params = {"list": file_name(chain.anchor.name), "day": chain.anchor.dated}
        return Step(about, Outcome.PASSED, "found", params, found)
    return Step(
        about, Outcome.NOT_CHECKED, "missing", {}, found,
        reason="reason.no_anchor", needs="needs.anchors", wants=FileKind.ANCHORS,
    )  # fmt: skip
